"""What pages learn of the record: what is under the signed head, and no more."""

import dataclasses
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from isonomia.errors import InputError, RecordError
from isonomia.record.acts import RulebookAdopted
from isonomia.record.merkle import leaf_hash, verify_inclusion
from isonomia.rulebook.checking import shipped_laws
from isonomia.rulebook.loading import texts
from isonomia_site.entering.judging import replayed
from isonomia_site.record import reader
from isonomia_site.record.opening import enter_own, keep_files
from isonomia_site.record.writer import enter
from tests.isonomia_site.halls import COMPILER, DemoRecord, Hall

DAY = date(2026, 11, 1)


@pytest.mark.django_db
def test_the_head_is_the_published_one(demo_record: DemoRecord) -> None:
    head = reader.head()
    assert (head.origin, head.size) == (demo_record.origin, demo_record.size)
    assert head.note == (demo_record.published / "checkpoint").read_text()


@pytest.mark.django_db
def test_every_entry_carries_a_proof_that_leads_to_the_root(demo_record: DemoRecord) -> None:
    for index in range(demo_record.size):
        shown = reader.entry(index)
        assert shown.act.index == index
        assert shown.leaf_hash == leaf_hash(shown.body)
        verify_inclusion(shown.leaf_hash, index, shown.head.size, shown.proof, shown.head.root)


@pytest.mark.django_db
def test_the_law_of_a_day_is_that_of_the_records_country_whatever_else_is_adopted() -> None:
    alone = reader.law_on(DAY)
    assert alone is not None and alone.country == "kz"
    with transaction.atomic():
        adopted = RulebookAdopted(country="mysal", files=keep_files(texts(shipped_laws(), "mysal")))
        enter_own("rulebook.adopted", len(reader.acts_of("record")), adopted)
    assert set(reader.rulebooks()) == {"kz", "mysal"}
    law = reader.law_on(DAY)
    assert law is not None and (law.country, law.found) == ("kz", alone.found)
    # What judges acts reads the same law.
    assert replayed([]).rulebook().country == "kz"


@pytest.mark.django_db
def test_there_is_no_entry_beyond_the_head(demo_record: DemoRecord) -> None:
    with pytest.raises(InputError, match="entries 0 to"):
        reader.entry(demo_record.size)


@pytest.mark.django_db
def test_pages_follow_one_another(demo_record: DemoRecord) -> None:
    seen: list[int | None] = []
    start: int | None = 0
    while start is not None:
        page = reader.page(start)
        assert len(page.acts) <= reader.PAGE
        seen += [act.index for act in page.acts]
        start = page.after
    assert seen == list(range(demo_record.size))
    assert reader.page(30).before == 5


@pytest.mark.django_db
def test_the_record_is_replayed_once_for_each_head(
    demo_record: DemoRecord, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader._replayed.cache_clear()
    with django_assert_num_queries(3):
        first = reader.reform()
    with django_assert_num_queries(1):
        assert reader.reform() is first
    assert first.refused == []
    assert all(act.index is not None for act in first.referendums["referendum/2022-06-05"].acts)


@pytest.mark.django_db
def test_nobody_cosigns_yet_and_the_reader_says_so(demo_record: DemoRecord) -> None:
    signed = reader.signatures(reader.head())
    assert (signed.cosigned, signed.witnesses, signed.quorum) == ((), 0, "none")


def test_what_is_not_yet_published_is_read_by_services_and_not_by_pages(hall: Hall) -> None:
    with pytest.raises(RecordError, match="nothing is published"):
        reader.head()
    first, second = [act for act in hall.pack.acts if act.matter == hall.pack.acts[0].matter][:2]
    part = type(hall.pack)(hall.pack.manifest, (first,))
    dataclasses.replace(hall, pack=part).fill()
    hall.publish()
    with transaction.atomic():
        enter(second, {}, by=COMPILER)
    assert [act.index for act in reader.acts_of(first.matter)] == [2, None]
    assert [act.index for act in reader.all_acts()] == [0, 1, 2, None]
    assert len(reader.page(0).acts) == 3
