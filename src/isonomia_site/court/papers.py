"""Rulings as they were published: their texts and documents, and the lots of a case as anyone draws them again."""

from dataclasses import dataclass

from isonomia.court import acts, lot, rules, steps
from isonomia.court.case import Case
from isonomia_site.record.models import Blob
from isonomia_site.typesetting import MIME, words_as_pdf

__all__ = ["MIME", "STAGES", "STATUSES", "Lot", "as_pdf", "languages", "lots", "text_of"]
STATUSES = rules.NORM_STATUS
STAGES = steps.STAGES


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot: how it was announced, and how it was drawn; `again` is on whom it falls when it is drawn here."""

    announced: acts.LotAnnounced
    drawn: acts.LotDrawn | None
    again: str


def lots(case: Case) -> list[Lot]:
    """The lots of a case, drawn again from what was announced."""
    draws = [one for _, one in case.bench.draws]
    found = []
    for at, (_act, announced) in enumerate(case.bench.lots):
        drawn = draws[at] if at < len(draws) else None
        seed = lot.seed_of(announced.head_root, drawn.value, case.matter) if drawn else ""
        found.append(Lot(announced, drawn, lot.drawn(announced.eligible, seed) if seed else ""))
    return found


def languages(case: Case) -> tuple[str, ...]:
    """The languages in which the ruling of a case was published."""
    return tuple(one.language for one in case.published[1].texts) if case.published else ()


def text_of(case: Case, language: str) -> str | None:
    """The ruling of a case in a language, as it was published; None where there is none."""
    texts = case.published[1].texts if case.published else ()
    cited = next((one.text.sha256 for one in texts if one.language == language), None)
    row = Blob.objects.filter(sha256=cited).first() if cited else None
    return bytes(row.body).decode() if row else None


def as_pdf(case: Case, language: str) -> bytes | None:
    """The ruling of a case as a document; None where there is none in this language."""
    text = text_of(case, language)
    if text is None or case.decided is None or case.published is None:
        return None
    lines = [one for one in text.split("\n") if one.strip()]
    note = f"{case.decided[1].number} · {case.published[1].on} · {case.matter}"
    return words_as_pdf(lines[0][:200] if lines else note, lines[1:], language=language, notes=[note])
