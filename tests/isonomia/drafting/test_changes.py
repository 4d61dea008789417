"""Published lists of changed articles: counts, days, and lists that differ."""

from collections.abc import Callable
from typing import Any

import pytest

from isonomia.drafting.changes import Changes
from isonomia.errors import InputError
from isonomia.record.act import Act
from isonomia.reform.road import Reform

Make = Callable[..., Act]
WORK, MATTER = "xx/act/2020-01-01/constitution", "amendments/xx-2022"


def change(article: str, kind: str = "amended", *starts: dict[str, str]) -> dict[str, Any]:
    return {"article": article, "kind": kind, "starts": list(starts) or [{"day": "2022-07-01"}]}


def published(an_act: Make, *articles: dict[str, Any], matter: str = MATTER, **changes: Any) -> Act:
    body = {"work": WORK, "by_act": "Law 1", "act_date": "2022-06-01", "articles": list(articles), **changes}
    return an_act("drafting.amendments_published", body, matter=matter)


def test_articles_are_counted_by_kind_and_the_total_after_is_computed(an_act: Make) -> None:
    articles = (change("4"), change("83-1", "inserted"), change("9", "repealed"), change("84", "inserted"))
    one = Changes.after([published(an_act, *articles, articles_before=98)]).amendments[MATTER]
    assert (one.changed(), one.changed("inserted")) == (("4", "83-1", "9", "84"), ("83-1", "84"))
    assert (one.before, one.after) == (98, 99)
    without = Changes.after([published(an_act, change("4"))]).amendments[MATTER]
    assert (without.before, without.after) == (None, None)


def test_an_article_is_in_force_with_the_last_of_its_changes(an_act: Make) -> None:
    articles = (
        change("4", "amended", {"day": "2022-07-01"}, {"day": "2023-01", "provisions": "2"}),
        change("50", "amended", {"event": "next_elections"}),
        change("51", "amended", {"event": "next_elections", "day": "2023-03-19"}),
    )
    state = Changes.after([published(an_act, *articles)])
    assert str(state.in_force(WORK, "art_4__para_2")) == "2023-01"
    assert str(state.in_force(WORK, "art_51")) == "2023-03-19"
    unknown = [state.in_force(*one) for one in ((WORK, "art_50"), (WORK, "art_5"), ("another", "art_4"))]
    assert unknown == [None, None, None]


def test_publications_that_differ_both_stand_and_are_a_finding(an_act: Make) -> None:
    first, second = published(an_act, change("4")), published(an_act, change("4"), change("5"))
    assert list(Changes.after([first, first]).findings()) == []
    found = [(one.code, one.get("values")) for one in Changes.after([first, second]).findings()]
    assert found == [("amendments_differ", "1 (a newspaper); 2 (a newspaper)")]
    assert Changes.after([first, published(an_act, change("4", "repealed"))]).amendments[MATTER].agree is False


@pytest.mark.parametrize(
    ("articles", "changes", "said"),
    [
        ([change("4", "moved")], {}, 'no change "moved"'),
        ([change("4"), change("4")], {}, "stands twice"),
        ([change("4", "amended", {"provisions": "2"})], {}, "a day or an event"),
        ([change("4", "amended", {"day": "2022-02-31"})], {}, "not a date"),
        ([change("4")], {"act_date": "2022-02-31"}, "not a day"),
        ([change("4")], {"matter": "law/x"}, "amendments/"),
    ],
)
def test_what_cannot_be_true_is_refused(
    an_act: Make, articles: list[dict[str, Any]], changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        Changes.after([published(an_act, *articles, **changes)])


def test_one_matter_is_about_one_amending_act(an_act: Make) -> None:
    with pytest.raises(InputError, match="another amending act"):
        Changes.after([published(an_act, change("4")), published(an_act, change("4"), act_date="2022-06-02")])


def test_the_pack_holds_the_33_articles_with_their_days(reform: Reform) -> None:
    june = reform.drafting.amendments["amendments/kz-2022-06-08"]
    assert (len(june.changed()), june.changed("inserted"), june.before, june.after) == (33, ("83-1", "99"), 98, 100)
    work = "kz/act/1995-08-30/constitution"
    days = [str(reform.drafting.in_force(work, one)) for one in ("art_15", "art_44", "art_50", "art_72")]
    assert days == ["2022-06-08", "2023-01-01", "2023-03-19", "2023-01-01"]
