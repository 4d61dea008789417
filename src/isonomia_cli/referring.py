"""`isonomia texts references` and `isonomia texts propose`: what a text names, and what an amending law asks for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from isonomia.drafting import phrasing
from isonomia.drafting.editions import Edition
from isonomia.drafting.operations import Boundary
from isonomia.drafting.phrasing import Proposed, proposals
from isonomia.drafting.profiles import shipped
from isonomia.drafting.references import Reference, State, references
from isonomia.wording import LANGUAGES, printable, say
from isonomia_cli.comparing import ProfileName, text_at
from isonomia_cli.main import CHECK_FAILED
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import grouped, print_json, print_table, read_text
from isonomia_cli.rules import day_of

LEFT = (State.UNRESOLVED, State.AMBIGUOUS)
SHOWN = 76

OnlyLeft = Annotated[bool, typer.Option("--unresolved", help="Only those that lead nowhere, or to several places.")]
Act = Annotated[str, typer.Option("--act", help="The name of the amending act.")]
Out = Annotated[Path, typer.Option("--out", help="The file for the proposals, one on each line.")]
From = Annotated[
    str, typer.Option("--from", help="The day from which they hold; without it, when the act is in force.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the group of texts."""
    app.command(name="references")(list_references)
    app.command(name="propose")(propose)


def list_references(
    edition: Path,
    profile: ProfileName = "",
    unresolved: OnlyLeft = False,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """List where a text names its own units, and where each leads; exit code 1 where one leads nowhere or to several.

    EDITION is the file of an edition, or a plain text of the profile.
    """
    text = text_at(edition, profile)
    found = references(text, shipped(profile or text.profile))
    left = [one for one in found if one.state in LEFT]
    shown = left if unresolved else found
    if json:
        print_json([reference_json(one, text) for one in shown])
    else:
        print_table(_row(one, text, language) for one in shown)
        counts = {state.value: grouped(sum(one.state is state for one in found)) for state in State}
        print(say("text.references", language, all=grouped(len(found)), **counts))
    if left:
        raise typer.Exit(CHECK_FAILED)


def _row(one: Reference, text: Edition, language: str) -> tuple[str, str, str, str]:
    uids = dict.fromkeys(uid for name in one.names for uid in name.uids)
    leads = ", ".join(text.by_uid[uid].eid for uid in uids)
    return text.by_uid[one.uid].eid, printable(one.words), say(f"text.state.{one.state}", language), leads


def reference_json(one: Reference, text: Edition) -> dict[str, object]:
    """A reference as plain values; what each name leads to by its place, and by its uid."""
    names = [
        {
            "units": dict(name.steps),
            "state": name.state,
            "uids": name.uids,
            "eids": [text.by_uid[uid].eid for uid in name.uids],
        }
        for name in one.names
    ]
    place = {"uid": one.uid, "eid": text.by_uid[one.uid].eid, "start": one.start, "end": one.end}
    return {**place, "words": one.words, "state": one.state, "names": names}


def propose(
    edition: Path,
    instructions: Path,
    act: Act,
    out: Out,
    profile: ProfileName = "",
    day: From = "",
) -> None:
    """Read an amending law, propose operations for a person to confirm; exit code 1 where a clause is not understood.

    EDITION is the text that is amended, INSTRUCTIONS the amending law as plain text in the same language, in which
    what was found is told too.
    """
    text = text_at(edition, profile)
    boundary = Boundary(day=str(day_of(day, "--from"))) if day else Boundary(event=f"{act} in force")
    found = proposals(read_text(instructions), text, shipped(profile or text.profile), act=act, boundary=boundary)
    out.write_bytes(phrasing.write(found))
    for line in _told(found, text.language if text.language in LANGUAGES else "en"):
        print(printable(line))
    if any(one.why for one in found):
        raise typer.Exit(CHECK_FAILED)


def _told(found: Iterable[Proposed], language: str) -> Iterator[str]:
    """Every clause with what is proposed by it, or why nothing is."""
    proposed, missed = 0, 0
    for one in found:
        words = " ".join(one.words.split())
        if words:
            yield words if len(words) <= SHOWN else f"{words[:SHOWN]} ..."
        if one.operation is not None:
            proposed += 1
            yield f"  {say('text.proposed', language)} {one.operation.id}"
            yield from (f"    {say(f'text.note.{note}', language)}" for note in one.notes)
        elif one.why is not None:
            missed += 1
            yield f"  {say('text.not_understood', language)} {say(f'text.why.{one.why}', language)}"
    yield say("text.proposals", language, proposed=grouped(proposed), missed=grouped(missed))
