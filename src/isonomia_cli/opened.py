"""`isonomia proposals opening`: hold the text of a proposal against the act that bound itself to it."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.proposals.openings import check, read
from isonomia.record.reading import load
from isonomia.reform.road import BODIES
from isonomia.wording import say, say_finding
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import finding_json, is_record, print_json, read_text

File = Annotated[Path, typer.Argument(metavar="OPENING.json", help="The file that the page of a proposal hands out.")]
Folder = Annotated[Path, typer.Argument(metavar="RECORD", help="The folder of the record.")]


def register(app: typer.Typer) -> None:
    """Give the group its verb."""
    app.command("opening")(opening)


def opening(file: File, record: Folder, json: AsJson = False, language: Language = "en") -> None:
    """Say whether a text is the one that was received: its salt and its words must open the commitment in the record.

    Exit code 1 where they do not.
    """
    is_record(record)
    handed_in = read(read_text(file))
    act = next((one for one in load(record, BODIES).acts if one.id == handed_in.act), None)
    findings = check(handed_in, act)
    if json:
        print_json({"act": handed_in.act, "findings": [finding_json(one) for one in findings]})
    elif findings:
        for one in findings:
            typer.echo(say_finding(one, language), err=True)
    else:
        typer.echo(say("opening.right", language, act=handed_in.act))
    if findings:
        raise typer.Exit(1)
