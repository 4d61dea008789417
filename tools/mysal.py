"""Write what the pack `mysal` derives from its constitution: operations, editions, and the acts that list operations.

    python tools/mysal.py

The constitution of this invented country is in the pack as plain text; the amendments are written here, in three
languages, as operations on it. A test holds the files of the pack equal to what this writes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import mysal_election
import mysal_parties
import mysal_proposals
import mysal_recall
import mysal_ruling
from msgspec import structs

from isonomia.drafting import editions, operations
from isonomia.drafting.consolidation import consolidate
from isonomia.drafting.editions import Edition, Work, digest, text_of
from isonomia.drafting.importing import edition_of, provisions_of
from isonomia.drafting.operations import (
    AnyOperation,
    Boundary,
    Content,
    Heading,
    Insert,
    Label,
    Move,
    Placeholder,
    Renumber,
    Repeal,
    Replace,
    SetHeading,
    Substituted,
    SubstituteText,
    Words,
)
from isonomia.drafting.profiles import shipped

PACK = Path(__file__).resolve().parents[1] / "src" / "isonomia" / "packs" / "mysal"
WORK = Work.of("mysal/act/2001-03-01/constitution")
FIRST = "2001-03-01"
PROFILES = {"kk": "kz-kk", "ru": "kz-ru", "en": "en"}
LAW = "mysal/act/2025-09-07/amendments"
AT_ONCE, NEW_YEAR, ELECTIONS = "2025-09-10", "2026-01-01", "assembly_elections"
EVENTS = {ELECTIONS: "2026-03-22"}
LATER = (AT_ONCE, NEW_YEAR, EVENTS[ELECTIONS])
DRAFT = "draft/mysal-2025"

Said = Mapping[str, str]


@dataclass(frozen=True)
class Writer:
    """Writes operations on the first edition, one after the other, in all languages of it."""

    bases: Mapping[str, Edition]

    def header(self, id: str, eid: str, boundary: Boundary) -> dict[str, object]:
        """What every operation says."""
        target = self.bases["en"].by_eid[eid].uid
        point = id.removeprefix("mysal-")
        return {"id": id, "target": target, "eid": eid, "act": LAW, "point": point, "boundary": boundary}

    def seen(self, language: str, eid: str) -> dict[str, str]:
        """The language, and the hash of what the drafter saw."""
        base = self.bases[language]
        return {"language": language, "expected": digest(base.words(base.by_eid[eid].uid))}

    def substitute(self, id: str, eid: str, boundary: Boundary, old: Said, new: Said) -> AnyOperation:
        """Some words for others."""
        words = tuple(Substituted(**self.seen(one, eid), old=old[one], new=new[one]) for one in PROFILES)
        return SubstituteText(**self.header(id, eid, boundary), words=words)  # type: ignore[arg-type]

    def replace(self, id: str, eid: str, boundary: Boundary, text: Said) -> AnyOperation:
        """A unit set out anew; it keeps its uid."""
        words = tuple(self.content(one, id, eid, text[one], keep=True) for one in PROFILES)
        return Replace(**self.header(id, eid, boundary), words=words)  # type: ignore[arg-type]

    def insert(self, id: str, eid: str, boundary: Boundary, text: Said) -> AnyOperation:
        """A unit after another."""
        words = tuple(self.content(one, id, eid, text[one], keep=False) for one in PROFILES)
        return Insert(**self.header(id, eid, boundary), where="after", words=words)  # type: ignore[arg-type]

    def content(self, language: str, id: str, eid: str, text: str, *, keep: bool) -> Content:
        """The provisions of a piece of text, after a blank line where the unit beside them has one."""
        base = self.bases[language]
        beside = base.by_eid[eid]
        first, *rest = provisions_of(text + "\n", shipped(PROFILES[language]), seed=id)
        top = beside.uid if keep else first.uid
        outer = structs.replace(first, uid=top, before=beside.before)
        inner = [structs.replace(one, parent=top) if one.parent == first.uid else one for one in rest]
        return Content(**self.seen(language, eid), provisions=(outer, *inner))

    def repeal(self, id: str, eid: str, boundary: Boundary, text: Said) -> AnyOperation:
        """A unit taken out; its place is kept."""
        words = tuple(Placeholder(**self.seen(one, eid), text=text[one]) for one in PROFILES)
        return Repeal(**self.header(id, eid, boundary), words=words)  # type: ignore[arg-type]

    def renumber(self, id: str, eid: str, boundary: Boundary, number: str, mark: Said) -> AnyOperation:
        """Another number."""
        words = tuple(Label(**self.seen(one, eid), mark=mark[one]) for one in PROFILES)
        return Renumber(**self.header(id, eid, boundary), number=number, words=words)  # type: ignore[arg-type]

    def move(self, id: str, eid: str, boundary: Boundary, after: str) -> AnyOperation:
        """Another place."""
        words = tuple(Words(**self.seen(one, eid)) for one in PROFILES)
        beside = self.bases["en"].by_eid[after].uid
        return Move(**self.header(id, eid, boundary), where="after", beside=beside, words=words)  # type: ignore[arg-type]

    def set_heading(self, id: str, eid: str, boundary: Boundary, text: Said) -> AnyOperation:
        """Another heading."""
        words = tuple(Heading(**self.seen(one, eid), text=text[one]) for one in PROFILES)
        return SetHeading(**self.header(id, eid, boundary), words=words)  # type: ignore[arg-type]


def said(kk: str, ru: str, en: str) -> Said:
    """One wording in each language."""
    return {"kk": kk, "ru": ru, "en": en}


@dataclass(frozen=True)
class Amendment:
    """One amendment: its id, the day on which it was tabled, why, and its operations."""

    id: str
    tabled_on: str
    reasons: Said
    operations: tuple[AnyOperation, ...]


def amendments(write: Writer) -> Iterator[Amendment]:
    """The amendments of the reform of Mysal, in the order in which they were tabled."""
    now, new_year, elections = Boundary(day=AT_ONCE), Boundary(day=NEW_YEAR), Boundary(event=ELECTIONS)
    yield Amendment(
        "mysal/term",
        "2025-02-03",
        said("Бір мерзім жеткілікті.", "Одного срока достаточно.", "One term is enough."),
        (
            write.substitute(
                "mysal-1a",
                "art_27__para_1",
                now,
                said("алты жылға", "на шесть лет", "for six years"),
                said("жеті жылға", "на семь лет", "for seven years"),
            ),
            write.replace(
                "mysal-1b",
                "art_27__para_3",
                now,
                said(
                    "3. Бір адам бұл лауазымды бір рет қана атқарады.",
                    "3. Один человек занимает эту должность только один раз.",
                    "3. One person holds this office only once.",
                ),
            ),
        ),
    )
    yield Amendment(
        "mysal/data",
        "2025-02-03",
        said(
            "Дербес деректер қорғауды қажет етеді.",
            "Личные данные нуждаются в защите.",
            "Personal data need protection.",
        ),
        (
            write.insert(
                "mysal-2",
                "art_12-1",
                now,
                said(
                    "12-2-бап. Дербес деректер\n1. Әркім өзі туралы деректі көруге және түзеттіруге құқылы.\n"
                    "2. Деректі заңда аталған мақсаттан тыс жинауға болмайды.",
                    "Статья 12-2. Личные данные\n1. Каждый вправе видеть и исправлять данные о себе.\n"
                    "2. Собирать данные для целей, не названных законом, нельзя.",
                    "Article 12-2. Personal data\n1. Everyone may see and correct the data about themselves.\n"
                    "2. Data may not be collected for purposes that the law does not name.",
                ),
            ),
        ),
    )
    yield Amendment(
        "mysal/franchise",
        "2025-02-10",
        said(
            "Дауыс беру құқығы әр азаматта болсын.",
            "Пусть голосует каждый гражданин.",
            "Every citizen should have the vote.",
        ),
        (write.repeal("mysal-3", "art_18__para_2", now, said("Алып тасталды.", "Исключен.", "Repealed.")),),
    )
    yield Amendment(
        "mysal/order",
        "2025-02-10",
        said(
            "Азаптаудан қорғау өмір сүру құқығынан кейін тұруы тиіс.",
            "Защита от пыток должна следовать за правом на жизнь.",
            "Protection from torture should follow the right to life.",
        ),
        (
            write.renumber(
                "mysal-4a", "art_12-1", new_year, "11-1", said("11-1-бап. ", "Статья 11-1. ", "Article 11-1. ")
            ),
            write.move("mysal-4b", "art_12-1", new_year, after="art_11"),
        ),
    )
    yield Amendment(
        "mysal/nature",
        "2025-02-17",
        said("Бап климатты да қамтиды.", "Статья охватывает и климат.", "The article covers the climate too."),
        (
            write.set_heading(
                "mysal-5", "art_24", now, said("Табиғат және климат", "Природа и климат", "Nature and climate")
            ),
        ),
    )
    yield Amendment(
        "mysal/assembly",
        "2025-02-17",
        said(
            "Шағын тізімдер мен округтерге көбірек орын керек.",
            "Малым спискам и округам нужно больше мест.",
            "Small lists and constituencies need more seats.",
        ),
        (
            write.substitute(
                "mysal-6a",
                "art_34__part_1",
                new_year,
                said("кемінде бес пайызын", "не менее пяти процентов", "at least five per cent"),
                said("кемінде үш пайызын", "не менее трёх процентов", "at least three per cent"),
            ),
            write.substitute(
                "mysal-6b",
                "art_33__para_2",
                elections,
                said("Жетпіс депутат", "Семьдесят депутатов", "Seventy deputies"),
                said("Алпыс депутат", "Шестьдесят депутатов", "Sixty deputies"),
            ),
            write.substitute(
                "mysal-6c",
                "art_33__para_2",
                elections,
                said("отыз депутат", "тридцать", "thirty"),
                said("қырық депутат", "сорок", "forty"),
            ),
        ),
    )
    yield Amendment(
        "mysal/capital",
        "2025-02-24",
        said("Астана өтініш бойынша көшеді.", "Столица переезжает по просьбе.", "The capital moves on request."),
        (
            write.substitute(
                "mysal-7",
                "art_3__part_1",
                now,
                said("Орталық қаласы", "город Орталык", "the city of Ortalyk"),
                said("Жағалау қаласы", "город Жагалау", "the city of Zhagalau"),
            ),
        ),
    )
    yield Amendment(
        "mysal/petitions",
        "2025-02-24",
        said("Қол жинау оңайлайды.", "Собрать подписи станет легче.", "Signatures become easier to gather."),
        (
            write.substitute(
                "mysal-8",
                "art_19__part_1",
                now,
                said("Бес мың", "пять тысяч", "five thousand"),
                said("Бір мың", "одна тысяча", "one thousand"),
            ),
        ),
    )


ACCEPTED = ("mysal/term", "mysal/data", "mysal/franchise", "mysal/order", "mysal/nature", "mysal/assembly")


def bases() -> dict[str, Edition]:
    """The first edition, read from the texts of the pack."""
    texts = {one: (PACK / f"constitution.{one}.txt").read_text(encoding="utf-8") for one in PROFILES}
    return {one: edition_of(text, shipped(PROFILES[one]), work=WORK, day=FIRST).edition for one, text in texts.items()}


def derived() -> dict[str, bytes]:
    """Every file that is derived, by its name in the pack."""
    first = bases()
    tabled = list(amendments(Writer(first)))
    done = [one for amendment in tabled if amendment.id in ACCEPTED for one in amendment.operations]
    files = {f"editions/{FIRST}.{language}.json": editions.write(one) for language, one in first.items()}
    for day in LATER:
        for language, base in first.items():
            events = {name: on for name, on in EVENTS.items() if on <= day}
            edition = consolidate(base, done, day, events).edition
            files[f"editions/{day}.{language}.json"] = editions.write(edition)
            files[f"editions/{day}.{language}.txt"] = text_of(edition).encode()
    for amendment in tabled:
        files[operations_file(amendment)] = operations.write(amendment.operations)
    drafted = files | {"04-amendments.toml": acts_of(tabled).encode()}
    told = mysal_proposals.derived() | mysal_ruling.derived() | mysal_election.derived()
    return drafted | told | mysal_parties.derived() | mysal_recall.derived()


def operations_file(amendment: Amendment) -> str:
    """Where the operations of an amendment lie."""
    return f"operations/{amendment.id.removeprefix('mysal/')}.jsonl"


def acts_of(tabled: list[Amendment]) -> str:
    """The acts by which the amendments were tabled."""
    lines = ["# Written by tools/mysal.py: the amendments as they were tabled, each with its operations listed.\n"]
    for one in tabled:
        lines += [
            "\n[[act]]",
            'act = "drafting.amendment_tabled"',
            f'id = "{one.id}-tabled"',
            f'matter = "{DRAFT}"',
            "[act.body]",
            f'amendment = "{one.id}"',
            f'tabled_on = "{one.tabled_on}"',
            f'operations_file = {{ file = "{operations_file(one)}" }}',
            "operations = [",
            *(f"    {listed(operation)}," for operation in one.operations),
            "]",
            "reasons = [",
            *(f"    {worded(language, text)}," for language, text in one.reasons.items()),
            "]",
            'sources = ["invented"]',
        ]
    return "\n".join(lines) + "\n"


def listed(one: AnyOperation) -> str:
    """One operation as its act lists it."""
    boundary = f'event = "{one.boundary.event}"' if one.boundary.event else f'day = "{one.boundary.day}"'
    head = f'operation = "{one.id}", target = "{one.target}", eid = "{one.eid}"'
    return f"{{ {head}, boundary = {{ {boundary} }} }}"


def worded(language: str, text: str) -> str:
    """One wording as TOML; the Kazakh is a machine draft."""
    status = "machine_draft" if language == "kk" else "own_words"
    return f'{{ language = "{language}", text = "{text}", status = "{status}" }}'


def main() -> None:
    """Write the files."""
    for name, data in derived().items():
        path = PACK / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        print(name, len(data))


if __name__ == "__main__":
    main()
