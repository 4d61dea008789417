"""`isonomia record`: receipts, checkpoints seen from several places, evidence; and how a record is kept."""

from pathlib import Path
from typing import Annotated

import typer

from isonomia.errors import Finding, InputError, RecordError
from isonomia_cli.governing import adopt, close, policy, retire, rotate
from isonomia_cli.opening import open_record
from isonomia_cli.options import AsJson, Language
from isonomia_cli.printing import finding_json, print_json, read_text
from isonomia_cli.refill import refill

app = typer.Typer(no_args_is_help=True, help="Receipts, checkpoints compared; a record opened, governed, closed.")

app.command("open")(open_record)
for verb in (refill, adopt, policy, rotate, retire, close):
    app.command()(verb)

BROKEN = 4

PolicyFile = Annotated[
    Path | None, typer.Option("--policy", help="Whose signatures count; without it, the policy of --record.")
]
RecordFolder = Annotated[str | None, typer.Option("--record", help="A record to compare with: a folder or an address.")]


@app.command()
def receipt(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A promise or a receipt.")],
    policy: PolicyFile = None,
    record: RecordFolder = None,
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Check a promise or a receipt offline; with --record, also that this record holds what it says.

    Exit code 4 where it does not fit.
    """
    from isonomia.record.receipt import is_promise
    from isonomia_cli.receipts import check_one_promise, check_one_receipt, chosen_policy
    from isonomia_cli.vantage import Vantage

    # Mail and notepads end lines in their own way; nothing in these files means a line feed but its end.
    text = read_text(file).replace("\r\n", "\n")
    if policy is None and record is None:
        raise InputError("whose signatures count? Give --policy FILE or --record RECORD")
    place = Vantage(record) if record else None
    counts = chosen_policy(policy, place)
    check = check_one_promise if is_promise(text) else check_one_receipt
    said, findings, lines = check(text, counts, place, language)
    if policy is None:
        lines.append(Finding.of("keys_from_record", "policy"))
    tell(said, findings, lines, as_json=json, language=language)


@app.command()
def continues(
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The folder of the record that goes on.")],
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of the record before it.")],
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Check two records, and that the new one goes on from the whole of the old one.

    Exit code 4 where it does not.
    """
    from isonomia.wording import say
    from isonomia_cli.succession import check_succession

    findings = check_succession(new, old)
    lines: list[str | Finding] = [] if findings else [say("continues.right", language, old=str(old))]
    tell({"kind": "succession"}, findings, lines, as_json=json, language=language)


@app.command()
def gossip(
    places: Annotated[list[str], typer.Argument(metavar="PLACE...", help="Folders, files, addresses.")],
    policy: Annotated[Path | None, typer.Option("--policy", help="Whose signatures count.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Where the evidence goes.")] = Path("fork-evidence"),
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Compare the signed checkpoints of one log as different places show them.

    Exit code 4 where two of them cannot both be true: then a file proves it to anyone.
    """
    from isonomia.wording import say
    from isonomia_cli.gossip import checkpoints_at, find_fork
    from isonomia_cli.receipts import chosen_policy
    from isonomia_cli.vantage import Vantage

    counts = chosen_policy(policy, Vantage(places[0]))
    seen, findings = checkpoints_at(places, counts)
    evidence, notices = find_fork(seen)
    if evidence is not None:
        out.write_text(evidence.text(), encoding="utf-8")
        findings.append(Finding.of("forked_log", str(out)))
    lines: list[str | Finding] = [*notices]
    if not findings:
        lines = [say("gossip.right", language, count=len(seen)), *notices, say("gossip.proves", language)]
    tell({"kind": "gossip", "compared": len(seen)}, findings, lines, as_json=json, language=language)


@app.command()
def evidence(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of evidence, as `gossip` writes it.")],
    policy: Annotated[Path, typer.Option("--policy", help="Whose signatures count.")],
    json: AsJson = False,
    language: Language = "en",
) -> None:
    """Check offline that a file proves two histories of one log. Exit code 4 where it does not."""
    from isonomia.record.evidence import check_evidence, double_signers, parse_evidence
    from isonomia.wording import say
    from isonomia_cli.receipts import chosen_policy

    counts = chosen_policy(policy, None)
    said: dict[str, object] = {"kind": "evidence"}
    try:
        read = parse_evidence(read_text(file))
    except RecordError as error:
        tell(said, [Finding.of("evidence_broken", "evidence", reason=error)], [], as_json=json, language=language)
        return
    findings = check_evidence(read, counts)
    lines: list[str | Finding] = []
    if not findings:
        both = double_signers(read, counts)
        one, other = counts.check(read.smaller).checkpoint, counts.check(read.larger).checkpoint
        said |= {"origin": one.origin, "sizes": [one.size, other.size], "cosigned_both": list(both)}
        shown = {"origin": one.origin, "smaller": one.size, "larger": other.size}
        lines = [say("evidence.right", language, **shown), say("evidence.proves", language)]
        lines += [say("evidence.both", language, names=", ".join(both))] if both else []
    tell(said, findings, lines, as_json=json, language=language)


def tell(
    said: dict[str, object], findings: list[Finding], lines: list[str | Finding], *, as_json: bool, language: str
) -> None:
    """Print what was read, what is wrong with it, and what it shows; leave with 4 if anything is wrong."""
    from isonomia.wording import printable, say_finding

    shown = [f"{printable(one.where)}: {say_finding(one, language)}" for one in findings]
    rest = [say_finding(one, language) if isinstance(one, Finding) else printable(one) for one in lines]
    if as_json:
        print_json({"verified": not findings, **said, "findings": [finding_json(one) for one in findings]})
    else:
        print("\n".join([*shown, *rest]))
    if findings:
        raise typer.Exit(BROKEN)
