"""Files from elsewhere: every row becomes a filing or comes back with its reason."""

import gzip
import json
import os
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from isonomia.errors import InputError
from isonomia_site.proposals.channels import polis, sheets
from isonomia_site.proposals.channels.filing import MAX_TEXT, Filing, Reading, Rejected
from isonomia_site.proposals.channels.formats import read
from isonomia_site.proposals.channels.register import read_map
from isonomia_site.proposals.channels.rows import rows
from isonomia_site.proposals.channels.writing import neutral, restored, write_rows
from tests.conftest import ROOT

PROPOSALS = Path(os.environ.get("ISONOMIA_DATA") or ROOT.parent / "shared" / "data") / "proposals"
ALMATY = ZoneInfo("Asia/Almaty")


def reading(**more: object) -> Reading:
    return Reading(ALMATY, **more)


def taken(path: Path, form: str, how: Reading | None = None) -> tuple[list[Filing], list[Rejected]]:
    """What was read, parted."""
    rows = list(read(path, form, how or reading()))
    return [one for one in rows if isinstance(one, Filing)], [one for one in rows if isinstance(one, Rejected)]


def made(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


DECIDIM = (
    "id;component/id;title/kk;title/ru;body/kk;body/ru;state;answer/ru;category/id;scope/id;supports;published_at\r\n"
    "1;7;;Статья 26;;<p>Оставить <b>как есть</b></p>;accepted;Да;3;5;12;2026-01-15 20:30:00 UTC\r\n"
    '2;7;Жер туралы;;"Сатылмасын, ""ешқашан""";;;;;;0;2026-01-16 09:00:00 +0500\r\n'
)


def test_decidim_csv_takes_the_language_that_has_words(tmp_path: Path) -> None:
    filings, refused = taken(made(tmp_path, "d.csv", DECIDIM), "decidim")
    assert refused == []
    first, second = filings
    # 20:30 in UTC is the next day in Almaty.
    assert (first.key, first.language, first.received_on, first.supports) == ("7/1", "ru", date(2026, 1, 16), 12)
    assert first.text == "Статья 26\n\nОставить как есть"
    assert first.original.decode() == "Статья 26\n\n<p>Оставить <b>как есть</b></p>"
    assert dict(first.stated)["state"] == "accepted" and dict(first.stated)["answer/ru"] == "Да"
    assert (second.language, second.text) == ("kk", 'Жер туралы\n\nСатылмасын, "ешқашан"')


def test_decidim_json_and_xlsx_say_the_same_as_csv(tmp_path: Path) -> None:
    nested = [
        {
            "id": 1,
            "component": {"id": 7},
            "title": {"ru": "Статья 26", "machine_translations": {"kk": "26-бап"}},
            "body": {"ru": "<p>Оставить <b>как есть</b></p>"},
            "state": "accepted",
            "answer": {"ru": "Да"},
            "category": {"id": 3},
            "scope": {"id": 5},
            "supports": 12,
            "published_at": "2026-01-15T20:30:00.000Z",
        }
    ]
    from_csv = taken(made(tmp_path, "d.csv", DECIDIM), "decidim")[0][0]
    from_json = taken(made(tmp_path, "d.json", json.dumps(nested)), "decidim")[0][0]
    book = Workbook()
    for line in DECIDIM.splitlines()[:2]:
        book.active.append(line.split(";"))
    book.save(tmp_path / "d.xlsx")
    from_sheet = taken(tmp_path / "d.xlsx", "decidim")[0][0]
    for other in (from_json, from_sheet):
        assert (other.key, other.text, other.language, other.received_on, other.supports) == (
            from_csv.key,
            from_csv.text,
            from_csv.language,
            from_csv.received_on,
            from_csv.supports,
        )
        assert dict(other.stated) == dict(from_csv.stated)


def test_consul_pages_are_read_one_after_another(tmp_path: Path) -> None:
    def page(number: int, more: bool) -> str:
        node = {
            "id": number,
            "title": f"T{number}",
            "description": "<p>a</p>",
            "public_created_at": "2026-02-01 10",
            "public_author": {"id": 9, "username": "u"},
            "cached_votes_up": 5,
            "geozone": None,
        }
        return json.dumps({"data": {"proposals": {"edges": [{"node": node}], "pageInfo": {"hasNextPage": more}}}})

    how = reading()
    filings, refused = taken(made(tmp_path, "c.json", page(1, True) + "\n" + page(2, True)), "consul", how)
    assert [one.key for one in filings] == ["1", "2"] and refused == []
    assert (filings[0].text, filings[0].author_key, filings[0].supports) == ("T1\n\na", "9", 5)
    assert any(code == "more_pages" for code, _ in how.remarks)
    with pytest.raises(InputError, match="without data"):
        taken(made(tmp_path, "e.json", '{"errors":[{"message":"depth"}]}'), "consul")


COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
VOTED = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"


def test_polis_counts_its_votes_before_a_statement_is_taken(tmp_path: Path) -> None:
    made(
        tmp_path, "comments.csv", COMMENTS + '1500282615559,x,0,3,2,0,1,"One, two"\n1500282615559,x,1,3,0,1,-1,Three\n'
    )
    made(tmp_path, "participants-votes.csv", VOTED + "0,1,0,2,1,1,1,-1\n1,,0,1,1,0,1,\n")
    # The second participant first disagreed.
    votes = "timestamp,datetime,comment-id,voter-id,vote\n1,x,0,0,1\n2,x,0,1,-1\n3,x,0,1,1\n4,x,1,0,-1\n"
    made(tmp_path, "votes.csv", votes)
    how = reading()
    filings, refused = taken(tmp_path, "polis", how)
    assert [(one.key, one.text, one.supports) for one in filings] == [("0", "One, two", 2), ("1", "Three", 0)]
    assert refused == [] and sum(code == "votes_agree" for code, _ in how.remarks) == 2
    made(tmp_path, "participants-votes.csv", VOTED + "0,1,0,2,1,1,1,-1\n1,,0,1,1,0,-1,\n")
    with pytest.raises(InputError, match="row 3 says n-agree 1, its votes of 1 are 0: the signs"):
        taken(tmp_path, "polis")
    (tmp_path / "participants-votes.csv").unlink()
    made(tmp_path, "votes.csv", votes.replace("3,x,0,1,1", "3,x,0,1,-1"))
    with pytest.raises(InputError, match=r"statement 0 has 1 votes of 1, comments\.csv says agrees 2"):
        taken(tmp_path, "polis")


def test_polis_exports_that_were_published_agree_with_themselves(tmp_path: Path) -> None:
    if not PROPOSALS.is_dir():
        pytest.skip("shared data absent: proposals")
    for name, there in (("brexit-consensus", 204), ("scoop-hivemind.biodiversity", 536), ("bg2050-volunteers", 126)):
        file = PROPOSALS / f"polis_votes_{name}.csv.gz"
        assert polis.check_participants(made(tmp_path, "v.csv", gzip.decompress(file.read_bytes())), reading()) == there
    comments = gzip.decompress((PROPOSALS / "polis_comments.csv.gz").read_bytes())
    filings, refused = taken(made(tmp_path, "comments.csv", comments), "polis", reading(received_on=date(2020, 1, 1)))
    assert (len(filings), [one.why.code for one in refused]) == (1962, ["empty"])


def test_telegram_text_is_a_string_or_a_list_of_parts(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "pin_message"},
        {
            "id": 2,
            "type": "message",
            "date": "2026-01-15T23:30:00",
            "date_unixtime": "1768507200",
            "from": "Айгүл",
            "from_id": "user5",
            "text": ["Бап ", {"type": "bold", "text": "26"}, "!"],
            "reply_to_message_id": 1,
        },
        {"id": 3, "type": "message", "date": "2026-01-16T01:00:00", "from_id": "user6", "photo": "p.jpg", "text": ""},
        {"id": 4, "type": "message", "date": "2026-01-16T01:00:00", "forwarded_from": "Ерлан", "text": "Жер"},
    ]
    chat = {"name": "C", "type": "public_supergroup", "id": 77, "messages": messages}
    how = reading()
    filings, refused = taken(made(tmp_path, "result.json", json.dumps(chat)), "telegram", how)
    assert [(one.key, one.text) for one in filings] == [("77/2", "Бап 26!"), ("77/4", "Жер")]
    assert filings[0].received_on == date(2026, 1, 16)
    assert dict(filings[0].stated) == {"reply_to": "77/1"} and filings[0].author_key == "user5"
    assert dict(filings[1].stated) == {"forwarded": "yes"} and filings[1].contact == "forwarded from: Ерлан"
    assert [one.why.code for one in refused] == ["only_media"]
    assert how.remarks["service", ()] == 1
    with pytest.raises(InputError, match="whole account"):
        taken(made(tmp_path, "all.json", '{"about":"x","chats":{"list":[]}}'), "telegram")


def letter(subject: str, text: str, **fields: str) -> EmailMessage:
    one = EmailMessage()
    one["From"], one["Subject"] = fields.pop("sender", "Айгүл <a@example.kz>"), subject
    one["Date"], one["Message-ID"] = "Thu, 15 Jan 2026 20:30:00 +0000", f"<{subject}@example.kz>"
    for name, value in fields.items():
        one[name] = value
    one.set_content(text)
    return one


def test_letters_of_an_mbox_with_nested_ones_and_old_encodings(tmp_path: Path) -> None:
    outer = letter("Outer", "See below.", Received="by mx.example.kz; Fri, 16 Jan 2026 09:00:00 +0500")
    outer.add_attachment(letter("Inner", "Жер сатылмасын."))
    old = (
        b"From: =?windows-1251?Q?=C8=E2=E0=ED?= <i@example.kz>\r\nSubject: old\r\nMessage-ID: <3>\r\n"
        b"Date: Thu, 15 Jan 2026 10:00:00 +0500\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "Статью двадцать шесть оставить".encode("cp1251") + b"\r\n"
    )
    unknown = (
        old.replace(b"utf-8", b"x-unheard").replace("Статью".encode("cp1251"), b"\xff\x98\xfe").replace(b"<3>", b"<4>")
    )
    box = b"".join(b"From x Thu Jan 15 10:00:00 2026\n" + bytes(one) + b"\n" for one in (bytes(outer), old, unknown))
    filings, refused = taken(made(tmp_path, "b.mbox", box), "mbox")
    assert filings[0].text.startswith("Outer\n\nSee below.")
    assert "--- Айгүл <a@example.kz>: Inner" in filings[0].text and "Жер сатылмасын." in filings[0].text
    assert (filings[0].key, filings[0].author_key) == ("Outer@example.kz", "a@example.kz")
    assert [one.received_on for one in filings] == [date(2026, 1, 16), date(2026, 1, 15)]
    assert "Статью двадцать шесть оставить" in filings[1].text and filings[1].author == "Иван"
    assert [one.why.code for one in refused] == ["letters"]
    assert taken(made(tmp_path, "one.eml", bytes(outer)), "mbox")[0][0].text == filings[0].text


def test_letters_nested_beyond_reason_come_back(tmp_path: Path) -> None:
    deep = letter("0", "x")
    for number in range(1, 14):
        wrapped = letter(str(number), "y")
        wrapped.add_attachment(deep)
        deep = wrapped
    assert [one.why.code for one in taken(made(tmp_path, "d.eml", bytes(deep)), "mbox")[1]] == ["nested"]
    parts = (
        b"Content-Type: multipart/mixed; boundary=b\r\nSubject: s\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 5_000 + b"--b--\r\n"
    )
    assert [one.why.code for one in taken(made(tmp_path, "p.eml", parts), "mbox")[1]] == ["parts"]
    inside = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 4_000 + b"x"
    assert next(one.why.code for one in taken(made(tmp_path, "r.eml", inside), "mbox")[1]) in ("nested", "parts")


MAP = """
[columns]
key = "№"
text = ["Суть", "Дополнение"]
received_on = "Дата"
language = "Язык"
author = "ФИО"
supports = "Подписей"

[values.language]
"казахский" = "kk"
"русский" = "ru"
"""
REGISTER = (
    "№;Дата;Язык;ФИО;Суть;Дополнение;Подписей\n1;15.01.2026;казахский;А. Б.;Жер;Су;3\n2;31.02.2026;русский;;Дом;;\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_a_register_in_any_encoding_that_is_found_and_said(tmp_path: Path, encoding: str) -> None:
    how = reading(columns=read_map(MAP))
    filings, refused = taken(made(tmp_path, "r.csv", REGISTER.encode(encoding)), "register", how)
    assert (filings[0].text, filings[0].language, filings[0].supports) == ("Жер\n\nСу", "kk", 3)
    assert [(one.row, one.why.code) for one in refused] == [(3, "day")]
    assert how.say_remarks("en") == [f"written in {encoding}", "cells parted by ;"]


def test_letters_of_no_known_encoding_are_refused_not_guessed(tmp_path: Path) -> None:
    for data in ("ä ö ü Straße".encode("latin-1"), "Жер".encode("koi8-r") * 50, b"\x98\xff\xfe"):
        with pytest.raises(InputError, match="name its encoding"):
            taken(made(tmp_path, "x.csv", b"key,text\n1," + data + b"\n"), "register")
    with pytest.raises(InputError, match="byte 11 is not utf-8"):
        taken(made(tmp_path, "x.csv", b"key,text\n1,\xff\n"), "register", reading(encoding="utf-8"))


def test_rows_that_cannot_be_kept_come_back_and_the_others_stay(tmp_path: Path) -> None:
    table = (
        "key,text,received_on\n"
        "1,good,2026-01-15\n"
        "2,zero\0,2026-01-15\n"
        f"3,{'x' * (MAX_TEXT + 1)},2026-01-15\n"
        "4,,2026-01-15\n"
        ",no key,2026-01-15\n"
        "6,no day,\n"
        "7,too,2026-01-15,many\n"
        "\n"
        "9,'=HYPERLINK(1),2026-01-15\n"
    )
    filings, refused = taken(made(tmp_path, "t.csv", table), "register")
    assert [(one.row, one.text) for one in filings] == [(2, "good"), (10, "=HYPERLINK(1)")]
    codes = [(one.row, one.why.code) for one in refused]
    assert codes == [(3, "no_text"), (4, "long"), (5, "empty"), (6, "no_key"), (7, "no_day"), (8, "cells")]
    assert all(one.say(language) != f"filing.{one.why.code}" for one in refused for language in ("kk", "ru", "en"))


def test_a_line_of_ten_megabytes_and_one_without_end(tmp_path: Path) -> None:
    _, refused = taken(
        made(tmp_path, "l.csv", f"key,text\n1,{'я' * 5_000_000}\n"), "register", reading(received_on=date(2026, 1, 1))
    )
    assert [one.why.code for one in refused] == ["long"]
    with pytest.raises(InputError, match=r"row 2 from line"):
        taken(made(tmp_path, "q.csv", 'key,text\n1,"open' + "\nx,y" * 5_000_000), "register")


def test_json_that_means_to_harm(tmp_path: Path) -> None:
    rows = (
        '[{"id":1,"id":2,"title":{"ru":"a"},"published_at":"2026-01-15"},'
        '{"id":3,"title":{"ru":"half \\ud83d"},"published_at":"2026-01-15"},'
        '{"id":4,"title":{"ru":"whole \\ud83d\\ude00"},"published_at":"2026-01-15"}, 5]'
    )
    filings, refused = taken(made(tmp_path, "h.json", rows), "decidim")
    assert [one.key for one in filings] == ["4"]
    assert [one.why.code for one in refused] == ["doubled", "no_text", "no_row"]
    for bad, why in (
        ("[" * 200_000, "nested too deep"),
        ('[{"id":1', "not the JSON"),
        ('[{"id":NaN}]', "no number"),
        (f'[{{"id":"{"x" * (17 * 1024 * 1024)}"}}]', "longer than"),
        ('[{"id":1} {"id":2}]', "comma"),
    ):
        with pytest.raises(InputError, match=why):
            taken(made(tmp_path, "b.json", bad), "decidim")


def test_sheets_are_weighed_before_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    for row in (["key", "text", "received_on"], [1, "Жер", date(2026, 1, 15)], [2, "=1+1", None], ["3", "#REF!", None]):
        book.active.append(row)
    book.active["B4"].data_type = "e"
    book.save(tmp_path / "s.xlsx")
    filings, refused = taken(tmp_path / "s.xlsx", "register")
    assert [(one.key, one.text, one.received_on) for one in filings] == [("1", "Жер", date(2026, 1, 15))]
    assert [one.why.code for one in refused] == ["formula", "sheet_error"]

    with ZipFile(tmp_path / "s.xlsx") as good, ZipFile(tmp_path / "bomb.xlsx", "w", ZIP_DEFLATED) as bomb:
        for name in good.namelist():
            bomb.writestr(name, good.read(name))
        bomb.writestr("xl/media/zero.bin", bytes(8 * 1024 * 1024))
    with pytest.raises(InputError, match="packed 200 times"):
        taken(tmp_path / "bomb.xlsx", "register")
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with ZipFile(tmp_path / "s.xlsx") as good, ZipFile(tmp_path / "laughs.xlsx", "w") as bomb:
        for name in good.namelist():
            data = good.read(name)
            bomb.writestr(name, data.replace(b"<worksheet", laughs + b"<worksheet", 1) if "sheet1" in name else data)
    with pytest.raises(InputError, match="entities"):
        taken(tmp_path / "laughs.xlsx", "register")
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1000)
    with pytest.raises(InputError, match="at most 1000"):
        taken(tmp_path / "s.xlsx", "register")
    with pytest.raises(InputError, match="no XLSX"):
        taken(made(tmp_path, "broken.xlsx", b"PK\x03\x04 and no more"), "register")


def test_a_map_that_means_nothing_is_refused() -> None:
    for text, why in (
        ("[columns]\nkey = 'a'", "no column for key and text"),
        ("[columns]\nkey = 'a'\ntext = 'b'\nwhat = 'c'", "columns.what"),
        ("[other]", r"\[other\]"),
        ("[source]\nwhat = 'c'", "source.what"),
        ("no toml", "no TOML"),
        ("[columns]\nkey='a'\ntext='b'\n[table]\nheader='x'", "table.header"),
    ):
        with pytest.raises(InputError, match=why):
            read_map(text)


def test_a_map_must_find_its_columns(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="author in the column 'ФИО'"):
        taken(made(tmp_path, "r.csv", REGISTER.replace("ФИО", "Имя")), "register", reading(columns=read_map(MAP)))
    with pytest.raises(InputError, match="stands there twice"):
        taken(made(tmp_path, "t.csv", "key,text,text\n"), "register")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+7701", "-5", "@x", "\tx", "\rx", "\nx", "'=x", "''-", "＝1", "a=b", "'tis", ""]
)
def test_no_cell_that_goes_out_is_run_and_every_one_comes_back(cell: str, tmp_path: Path) -> None:
    assert restored(neutral(cell)) == cell
    assert neutral(cell)[:1] not in tuple("=+-@\t\r\n＝") or not cell
    with (tmp_path / "o.csv").open("w", newline="") as file:
        write_rows(file, ["a", "b"], [[cell, "x" + cell]])
    back = [one.given() for one in rows(tmp_path / "o.csv", reading()) if not isinstance(one, Rejected)]
    assert back == ([(cell, "x" + cell)])
