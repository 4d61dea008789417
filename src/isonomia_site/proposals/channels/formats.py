"""The formats by name, and the reading of a file in one of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from isonomia.errors import InputError
from isonomia_site.proposals.channels import consul, decidim, mail, polis, register, telegram
from isonomia_site.proposals.channels.filing import Reader, Reading, Rows
from isonomia_site.proposals.channels.rows import TABLE, rows

FORMATS: Mapping[str, Reader] = {
    "decidim": decidim.read,
    "consul": consul.read,
    "polis": polis.read,
    "telegram": telegram.read,
    "mbox": mail.read,
    "register": register.read,
}
_FOLDERS = ("consul", "polis", "mbox")


def refuse_broken(path: Path, form: str, reading: Reading) -> None:
    """Read a file to its end, making nothing of its rows.

    Raises:
        InputError: it breaks off, or turns into something else on the way.
    """
    if form == "register":
        table = {name: value for name, value in (reading.columns or {}).get("table", {}).items() if name in TABLE}
        found: Iterator[object] = rows(path, reading, **table)
    else:
        found = read(path, form, reading)
    for _ in found:
        pass


def read(path: Path, form: str, reading: Reading) -> Rows:
    """The filings and rejected rows of a file in a format.

    Raises:
        InputError: no such format, or a file that is not in it.
    """
    if form not in FORMATS:
        raise InputError(f'the format "{form}": wanted one of {", ".join(FORMATS)}')
    if path.is_dir() and form not in _FOLDERS:
        raise InputError(f"{path.name} is a folder: {form} is read from a file")
    return FORMATS[form](path, reading)
