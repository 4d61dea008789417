"""Make the fonts of the site: one small file a face, with the letters of Kazakh, Russian and English.

Run by a maintainer when a new edition of the typeface comes out; the files it makes are committed. It needs
npm, and an environment with fonttools and brotli, none of which the project installs otherwise.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SITE = Path(__file__).resolve().parent.parent / "src" / "isonomia_site"
OUT, PAPER = SITE / "pages" / "static" / "fonts", SITE / "drafting" / "paper"

LETTERS = "".join(
    [
        "".join(map(chr, range(0x20, 0x7F))),
        "".join(map(chr, range(0xA0, 0x100))),
        "".join(map(chr, range(0x400, 0x460))),
        "ӘәҒғҚқҢңӨөҰұҮүҺһ",
        "\u0301\u2009\u200a\u2011\u202f‐–—―‘’‚“”„†•…‰′″‹›⁄",
        "№₸€™←↑→↓↗↘−×÷±≈≠≤≥·✓½¼¾¹²³",
    ]
)
# Kept because text is set wrongly without them; stylistic sets and small figures are not used on any page.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "rvrn"]


@dataclass(frozen=True)
class Face:
    """One typeface: where it comes from, and what the changed copy is called."""

    package: str
    source: str
    family: str
    out: str
    limits: dict[str, float | tuple[float, float]]


FACES = [
    Face(
        package="@ibm/plex-sans-variable@0.2.0",
        source="fonts/complete/woff2/IBM Plex Sans Var-Roman.woff2",
        family="Isonomia Sans",
        out="isonomia-sans",
        limits={"wdth": 100, "wght": (400, 600)},
    ),
    Face(
        package="@ibm/plex-serif@2.0.0",
        source="fonts/complete/woff2/IBMPlexSerif-Regular.woff2",
        family="Isonomia Serif",
        out="isonomia-serif",
        limits={},
    ),
    Face(
        package="@ibm/plex-mono@2.5.0",
        source="fonts/complete/woff2/IBMPlexMono-Regular.woff2",
        family="Isonomia Mono",
        out="isonomia-mono",
        limits={},
    ),
]


def unpack(package: str, into: Path) -> Path:
    """Fetch one npm package and return the folder it was unpacked into."""
    packed = subprocess.run(["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True)
    with tarfile.open(into / packed.stdout.split()[-1]) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def rename(font: TTFont, family: str) -> None:
    """Give the changed font a name of its own: the licence reserves the old one."""
    names = font["name"]
    kept = [record for record in names.names if record.nameID in (0, 5, 13, 14)]
    names.names = kept
    ours = {1: family, 2: "Regular", 3: f"{family} Regular", 4: family, 6: family.replace(" ", "")}
    for name_id, text in ours.items():
        names.setName(text, name_id, 3, 1, 0x409)
    for table in ("STAT", "fvar"):
        if table == "fvar" and table in font:
            font[table].instances = []
            for axis in font[table].axes:
                axis.axisNameID = names.addMultilingualName({"en": "Weight"}, ttFont=font, minNameID=256)
        elif table in font:
            del font[table]


def make(face: Face, package: Path) -> list[str]:
    """Write one face as woff2; return the wanted letters that it does not have."""
    font = TTFont(package / face.source)
    missing = sorted({letter for letter in LETTERS if ord(letter) not in font.getBestCmap()})
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    if face.limits:
        font = instantiateVariableFont(font, face.limits)
    rename(font, face.family)
    # Building twice gives the same bytes.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(OUT / f"{face.out}.woff2")
    shutil.copyfile(package / "LICENSE.txt", OUT / f"{face.out}-OFL.txt")
    return missing


def make_for_paper() -> None:
    """Write the sans of the site in two fixed weights, uncompressed, as what sets PDF files reads fonts."""
    for weight, style in ((400, "Regular"), (600, "SemiBold")):
        font = instantiateVariableFont(TTFont(OUT / "isonomia-sans.woff2"), {"wght": weight})
        for name, text in ((2, style), (4, f"Isonomia Sans {style}"), (6, f"IsonomiaSans-{style}")):
            font["name"].setName(text, name, 3, 1, 0x409)
        font["OS/2"].usWeightClass, font["OS/2"].fsType = weight, 0
        font.flavor, font.recalcTimestamp = None, False
        font.save(PAPER / f"isonomia-sans-{weight}.ttf")
    shutil.copyfile(OUT / "isonomia-sans-OFL.txt", PAPER / "isonomia-sans-OFL.txt")


def main() -> int:
    """Make every face and say how large it came out; `fonts.py paper` makes only those of PDF files."""
    if sys.argv[1:] == ["paper"]:
        make_for_paper()
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        with tempfile.TemporaryDirectory() as folder:
            missing = make(face, unpack(face.package, Path(folder)))
        size = (OUT / f"{face.out}.woff2").stat().st_size
        print(f"{face.family}: {size:,} bytes; not in the typeface: {' '.join(missing) or 'nothing'}")
    make_for_paper()
    return 0


if __name__ == "__main__":
    sys.exit(main())
