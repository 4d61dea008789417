"""Which norm an appeal is likely about, by the words of whoever filed it: the registrar is offered it, and says."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from isonomia.court.norm_acts import NormRegistered
from isonomia.drafting.citations import cites
from isonomia.drafting.editions import TITLE, Edition, read
from isonomia.drafting.profiles import shipped
from isonomia.record.sources import Source, Wording
from isonomia_site.court.listing import IN_NORMS
from isonomia_site.court.models import NormListed
from isonomia_site.entering.searching import asked
from isonomia_site.record.models import Matter
from isonomia_site.record.reader import head, reform

PROFILES = ("kz-kk", "kz-ru", "en")
ARTICLE = "art_"
LOOKED_AT, SHOWN = 300, 5
TOO_SHORT = 3
UNITS = frozenset(asked("статья статьи статье статью ст бап бабы бабының баптың article articles art"))
"""What units of law are called: such a word says nothing of which act is meant."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A norm that an appeal may be about; `norm` is empty where it stands in a text of the record, in no registry yet.

    `cited` says that its article is named in so many words, beside words of its title.
    """

    norm: str
    work: str
    eid: str
    titles: tuple[Wording, ...]
    cited: bool
    shared: int

    @property
    def key(self) -> str:
        """What the button for it sends."""
        return self.norm.partition("/")[2] or self.slug

    @property
    def slug(self) -> str:
        """Under which short name it would come into the registry."""
        return f"{self.work.rpartition('/')[2]}-{self.eid.replace('_', '-')}"[:80]

    def body(self) -> NormRegistered:
        """The act by which it comes into the registry."""
        source = Source(publisher="Text of law in this record", reference=self.work, language="en")
        return NormRegistered(work=self.work, eid=self.eid, titles=self.titles, sources=(source,))


def likely(said: str, *, without: Iterable[str] = ()) -> list[Likely]:
    """The norms that these words may mean: those whose article is cited first, then by how many words they share."""
    words, articles = set(asked(said)), articles_in(said)
    told = {word for word in words - UNITS if len(word) >= TOO_SHORT and not word.isdecimal()}
    if not told:
        return []
    listed = list(_of_registry(told, articles))
    known = {(one.work, one.eid) for one in listed}
    texts = [one for one in _of_texts(told, articles) if (one.work, one.eid) not in known]
    found = [one for one in (*listed, *texts) if one.norm not in set(without) and (one.cited or one.shared > 1)]
    return sorted(found, key=lambda one: (not one.cited, -one.shared, not one.norm, one.key))[:SHOWN]


def articles_in(said: str) -> frozenset[str]:
    """The numbers of the articles that a text names, in whichever language of the profiles it does.

    >>> sorted(articles_in("статья 12 и ст. 7-1 Закона о сборах; 9-бап"))
    ['12', '7-1', '9']
    """
    references = [one for name in PROFILES if (one := shipped(name).references) is not None]
    levels = (
        level
        for line in said.splitlines()
        for each in references
        for cite in cites(line, each)
        for level in cite.levels
    )
    return frozenset(
        number for level in levels if level.kind == "article" for span in level.spans for number in span if number
    )


def _of_registry(told: set[str], articles: frozenset[str]) -> Iterator[Likely]:
    rows = list(NormListed.objects.filter(pk__in=IN_NORMS.having(sorted(told), joined="or"))[:LOOKED_AT])
    places = dict(Matter.objects.filter(matter__in=[one.norm for one in rows]).values_list("matter", "summary"))
    for one in rows:
        place, titles = json.loads(places[one.norm]), json.loads(one.titles)
        worded = tuple(Wording(language=code, text=text, status="own_words") for code, text in titles.items())
        yield _likely(one.norm, (place["work"], place["eid"]), worded, (told, articles))


def _of_texts(told: set[str], articles: frozenset[str]) -> Iterator[Likely]:
    """The articles that are cited, in the texts of law that the record holds."""
    for work, editions in _texts(head().size, head().root) if articles else ():
        there = {eid for edition in editions for eid in edition.by_eid}
        for article in sorted(articles):
            eid = f"{ARTICLE}{article}"
            if eid in there:
                found = _likely("", (work, eid), tuple(_titles(editions, eid)), (told, articles))
                if found.cited:
                    yield found


def _likely(
    norm: str, place: tuple[str, str], titles: tuple[Wording, ...], asked_for: tuple[set[str], frozenset[str]]
) -> Likely:
    told, articles = asked_for
    shared = max((len(told & set(asked(one.text))) for one in titles), default=0)
    article = place[1].partition("__")[0].removeprefix(ARTICLE)
    return Likely(norm, *place, titles, cited=article in articles and shared > 0, shared=shared)


@lru_cache(maxsize=2)
def _texts(_size: int, _root: bytes) -> tuple[tuple[str, tuple[Edition, ...]], ...]:
    """The newest edition of each text of law under the head, in every language."""
    found, state = [], reform()
    for text in state.drafting.texts.values():
        if text.editions:
            cited = text.editions[max(text.editions)][1].texts
            datas = [data for one in cited if (data := state.blobs.get(one.edition.sha256)) is not None]
            found.append((text.work, tuple(read(data) for data in datas)))
    return tuple(found)


def _titles(editions: Sequence[Edition], eid: str) -> Iterator[Wording]:
    """What an article of a text is called in each language: the line that names the text, and the article's own."""
    for one in editions:
        title = next((each.line for each in one.provisions if each.kind == TITLE), "")
        if title and eid in one.by_eid:
            line = f"{title.strip()}: {one.by_eid[eid].line.strip()}"
            yield Wording(language=one.language, text=line[:500], status="own_words")
