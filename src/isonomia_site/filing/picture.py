"""An address as a picture that a telephone reads."""

import io

import qrcode
from qrcode.image.svg import SvgPathImage


def picture(text: str) -> str:
    """A text as a picture that a telephone reads."""
    out = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(out)
    return out.getvalue().decode()
