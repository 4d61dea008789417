"""What the registrar's desk does with a roll: have it checked by the lab as a job, keep what was found of persons.

The roll and the extract of the register are opened in a folder that goes with the check; the extract is then removed.
"""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from isonomia.errors import InputError, RulebookError
from isonomia.parties.party import REGISTERED, SUSPENDED, Party
from isonomia_lab.rolls.checking import METHOD, asked_by, check_roll, counts_json
from isonomia_site.dockets.models import Line
from isonomia_site.entering.judging import entered, replayed
from isonomia_site.filing import attachments
from isonomia_site.filing.papers import owner_of
from isonomia_site.jobs.services import Payload, put
from isonomia_site.papers import vault
from isonomia_site.parties import rolls
from isonomia_site.parties.models import RollCheck, newest_check
from isonomia_site.permissions import By
from isonomia_site.record.reader import law_on

KIND = "parties.roll"
REGISTER, LINES, FAULT = "check.register", "check.lines", "check.fault"


@transaction.atomic
def check(by: By, party: Party, register: bytes, register_on: date) -> None:
    """Keep an extract of the register sealed, and put the job that checks the filed roll against it.

    Raises:
        InputError: no roll is filed, or its check is under way.
    """
    if party.filed is None:
        raise InputError(f"no roll of {party.matter} was filed")
    last = newest_check(party.filed.id)
    if last is not None and last.state == RollCheck.WAITING:
        raise InputError("this roll is being checked")
    attachments.check([register])
    row = RollCheck.objects.create(act=party.filed.id, on=by.on, register_on=register_on)
    vault.keep(_owner(row), REGISTER, register)
    put(KIND, f"{KIND} {row.pk}", {"check": row.pk})


def work(payload: Payload) -> None:
    """Check a roll: the job. Done twice it leaves the same, for what was checked is not checked again."""
    row = RollCheck.objects.filter(pk=int(payload["check"] or 0), state=RollCheck.WAITING).first()
    if row is None:
        return
    with tempfile.TemporaryDirectory(dir=settings.STATE) as folder:
        try:
            row.counts, lines = _checked(row, Path(folder))
        except (InputError, RulebookError) as error:
            row.state, found = RollCheck.FAILED, (FAULT, str(error).replace(f"{folder}/", ""))
        else:
            row.state, found = RollCheck.CHECKED, (LINES, lines)
    with transaction.atomic():
        vault.keep(_owner(row), *found)
        vault.remove(_owner(row), REGISTER)
        row.save()


def lines_of(row: RollCheck) -> bytes | None:
    """What was found of single lines, as a table for the registrar; None where there is none."""
    found = vault.read(_owner(row), LINES) if row.state == RollCheck.CHECKED else None
    return found.encode() if isinstance(found, str) else None


def fault_of(row: RollCheck) -> str:
    """Why a check failed; it may quote a cell, so that only the registrar reads it."""
    found = vault.read(_owner(row), FAULT) if row.state == RollCheck.FAILED else None
    return found if isinstance(found, str) else ""


def _checked(row: RollCheck, folder: Path) -> tuple[Mapping[str, object], str]:
    matter, law = _matter(row), law_on(row.on)
    own, register = _roll(row.act), vault.read(_owner(row), REGISTER)
    if law is None or own is None or not isinstance(register, bytes):
        raise InputError("the law, the roll or the extract of the register is not kept here any more")
    roll, against, private = folder / "roll.csv", folder / "register.csv", folder / "lines.csv"
    roll.write_bytes(rolls.beside(matter, own, _others(matter)))
    against.write_bytes(register)
    found = check_roll(roll, against, asked_by(law), private=private)
    counted = [dict(one) for one in counts_json(found) if one[rolls.PARTY] == matter]
    if not counted:
        raise InputError("the roll has no line")
    head, *lines = private.read_text(encoding="utf-8").splitlines(keepends=True)
    counts = {name: one for name, one in counted[0].items() if name != rolls.PARTY}
    return counts | {"method": METHOD}, "".join([head, *(one for one in lines if one.startswith(f"{matter},"))])


def _others(matter: str) -> dict[str, bytes]:
    """The rolls of the parties that are registered here, by their matters."""
    lines = Line.objects.filter(kind="party", stage__in=(REGISTERED, SUSPENDED)).exclude(matter=matter)
    parties = replayed(entered(list(lines.values_list("matter", flat=True)))).parties.matters
    kept = {other: _roll(one.filed.id) for other, one in parties.items() if one.filed}
    return {other: data for other, data in kept.items() if data is not None}


def _roll(act: str) -> bytes | None:
    # A table is read and never shown: that no scanner has looked at it yet keeps nobody waiting.
    return attachments.open_file(act, 0, despite=True)


def _matter(row: RollCheck) -> str:
    return row.act.rpartition("/")[0]


def _owner(row: RollCheck) -> str:
    return owner_of(_matter(row)) or ""
