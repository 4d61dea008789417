"""The file of published numbers, `figures/<size>.json`: what a record's own site shows, and what anyone recomputes."""

from collections.abc import Mapping

from msgspec import DecodeError, Struct, json
from msgspec.structs import asdict

from isonomia.errors import Finding, RecordError
from isonomia.figures.catalogue import all_figures
from isonomia.figures.claims import check_all
from isonomia.figures.figure import Figure
from isonomia.figures.verdicts import Check
from isonomia.record.act import Act
from isonomia.record.canonical import encode
from isonomia.record.reading import Record, figures_path
from isonomia.reform.road import Reform, adopted


def replayed(record: Record) -> Reform:
    """Replay a record under the rulebook that it adopts itself."""
    return Reform.after(record.acts, adopted(record.acts, record.blobs), record.blobs)


def as_json(reform: Reform) -> dict[str, object]:
    """Figures, claims and findings as plain values: the content of the file and of `--json`."""
    return {
        "figures": [figure_json(one) for one in all_figures(reform)],
        "claims": [check_json(one) for one in check_all(reform)],
        "findings": [finding_json(one) for one in reform.findings()],
    }


def published(reform: Reform) -> bytes:
    """The bytes of the file."""
    return encode(as_json(reform))


def figures_in(data: bytes, institution: str) -> list[Figure]:
    """The figures of one institution in a file of published numbers, without the acts that they rest on.

    Raises:
        RecordError: the bytes are no such file.
    """
    try:
        listed = json.decode(data, type=_Listed).figures
    except DecodeError as error:
        raise RecordError(f"no file of published numbers: {error}") from None
    return [Figure(**asdict(one)) for one in listed if one.name.startswith(f"{institution}.")]


class _Printed(Struct, kw_only=True):
    """One figure as the file has it: what it does not have is left out."""

    name: str
    matter: str
    kind: str
    unit: str
    value: str
    stage: str = ""
    numerator: int | None = None
    denominator: int | None = None
    base: str = ""
    citation: str = ""
    of: str = ""


class _Listed(Struct):
    figures: list[_Printed]


def unlike_published(record: Record, reform: Reform) -> list[Finding]:
    """Compare the published numbers with the recomputed ones, byte for byte."""
    path = figures_path(record.size)
    if record.figures_json is None:
        return [Finding.of("missing_file", path)]
    return [] if record.figures_json == published(reform) else [Finding.of("figures_differ", path)]


def figure_json(figure: Figure) -> dict[str, object]:
    """One figure as plain values; what it does not have is left out."""
    return _without_gaps(
        {
            "name": figure.name,
            "matter": figure.matter,
            "stage": figure.stage,
            "kind": figure.kind,
            "unit": figure.unit,
            "value": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "base": figure.base,
            "citation": figure.citation,
            "of": figure.of,
            "acts": _ids(figure.acts),
        }
    )


def check_json(check: Check) -> dict[str, object]:
    """One claim as plain values; what does not apply is null, so that every claim has the same keys."""
    return {
        "id": check.claim,
        "verdict": None if check.verdict is None else str(check.verdict),
        "numerator": check.numerator,
        "denominator": check.denominator,
        "base": check.base or None,
        "value": check.value or None,
        "citation": check.citation or None,
        "acts": _ids(check.acts),
        "notes": [{"code": code, **dict(params)} for code, params in check.notes],
        "waits_for": check.waits_for or None,
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """One finding as plain values."""
    return {"code": finding.code, "where": finding.where, **{f"of_{name}": value for name, value in finding.params}}


def _ids(acts: tuple[Act, ...]) -> list[str]:
    return [act.id for act in acts]


def _without_gaps(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
