"""Papers as PDF: tagged for those who hear them (PDF/UA-1), the same bytes from the same data.

The template is fixed and takes what it prints as data, so that no text can become a command. Nothing here needs the
hall.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import typst

from isonomia.errors import InputError
from isonomia.wording import printable, say

MIME = "application/pdf"
STANDARD: Final = "ua-1"
FILES = "isonomia_site.drafting", "paper"


def words_as_pdf(title: str, paragraphs: Sequence[str], *, language: str, notes: Sequence[str] = ()) -> bytes:
    """Plain paragraphs under a title as a document, with what stands under them.

    Raises:
        InputError: a letter that none of the fonts has.
    """
    lines = [
        {"level": 0, "deep": 0, "words": {"language": language, "pieces": [["kept", printable(one)]]}}
        for one in paragraphs
    ]
    return printed(printable(title), language, lines=lines, after=notes)


def printed(title: str, language: str, *, invented: bool = False, said_in: str = "", **said: Any) -> bytes:
    """What the template makes of a title and its data: a table, or lines of text, and what stands around them."""
    nothing: dict[str, Any] = {"wide": False, "before": (), "heads": (), "widths": (), "rows": (), "lines": ()}
    told = say("paper.invented", said_in or language) if invented else ""
    paper = {**nothing, **said, "title": title, "language": language, "said_in": said_in or language, "invented": told}
    try:
        made = typst.compile(
            _template(),
            font_paths=_fonts(),
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise InputError(f"no PDF can be made of this: {error.message}") from None
    if not isinstance(made, bytes):
        raise InputError("no PDF can be made of this")
    return made


@cache
def _template() -> bytes:
    return (resources.files(FILES[0]) / FILES[1] / "paper.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the project and those of the typesetter: none of the machine, so that every machine prints alike."""
    with resources.as_file(resources.files(FILES[0]) / FILES[1]) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
