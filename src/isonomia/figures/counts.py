"""Published counts as figures, side by side, and what can be said of how much one question bundled.

Each count stays as published, `cited`; none is chosen from several. What nobody counted is `unknown`, never a guess.
"""

from collections.abc import Iterator

from isonomia.errors import InputError
from isonomia.exact import Share
from isonomia.figures.figure import Figure
from isonomia.record.act import Act
from isonomia.referendum.acts import QuestionPut
from isonomia.reform.counts import Counted, of_one_thing, only
from isonomia.reform.road import Reform

PRINTED = 2
ARTICLES, SECTIONS, SUBJECTS = "articles_of_new_text", "sections_of_new_text", "subjects_of_question"
UNKNOWN = "unknown"


def of_counts(reform: Reform) -> Iterator[Figure]:
    """Every figure of published counts, of what one question bundled, and of the places whose origin was stated."""
    for (what, day), there in of_one_thing(reform.counts).items():
        for act, body in there:
            name = f"reform.count_{body.compare.replace(' ', '_')}"
            number = body.number
            yield Figure(name, act.matter, day, "cited", "count", str(number), number, base=what, acts=(act,))
    yield from _bundled(reform)
    yield from _traced(reform)


def _bundled(reform: Reform) -> Iterator[Figure]:
    """What stood behind the one question of the vote; nothing where the record has no count of the text put to it."""
    articles, opened = only(reform.counts, ARTICLES), reform.opening()
    vote = reform.referendums.get(opened.referendum) if opened else None
    question = next((act for act, _ in vote.of(QuestionPut)), None) if vote else None
    if articles is None or question is None or opened is None:
        return
    for name, known in (("articles", articles), *_sections(reform), ("subjects", only(reform.counts, SUBJECTS))):
        yield _of_question(f"reform.bundled_{name}", opened.referendum, known, question)


def _sections(reform: Reform) -> Iterator[tuple[str, Counted]]:
    sections = only(reform.counts, SECTIONS)
    if sections is not None:
        yield "sections", sections


def _of_question(name: str, matter: str, known: Counted | None, question: Act) -> Figure:
    if known is None:
        return Figure(name, matter, "", "cited", "word", UNKNOWN, base="questions", acts=(question,))
    act, body = known
    acts, number = (question, act), body.number
    return Figure(name, matter, "", "cited", "count", str(number), number, 1, "questions", acts)


def _traced(reform: Reform) -> Iterator[Figure]:
    """How many articles of a whole new text are known to come from stated places of the old one."""
    whole = only(reform.counts, ARTICLES)
    for act, body in reform.drafting.correspondences if whole else ():
        try:
            table = reform.drafting.stated_pairs(body, reform.blobs)
        except InputError:
            # Told as a finding of that act.
            continue
        if table is not None and whole is not None:
            named = {one.new.partition("__")[0] for one in table.stated if one.old and one.new}
            share = Share(len(named), whole[1].number, ARTICLES)
            acts = (act, whole[0])
            parts = share.part, share.whole, share.base
            name, value = "drafting.articles_with_stated_origin", share.percent(PRINTED)
            yield Figure(name, act.matter, "", "recomputed", "percent", value, *parts, acts)
