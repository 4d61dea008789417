"""What opens a commitment: it fits one act and one text, and nothing else."""

import pytest
from msgspec import json, structs

from isonomia.errors import InputError
from isonomia.packs.loading import folder, load
from isonomia.proposals.openings import Opening, check, read
from isonomia.proposals.rules import TEXT_DOMAIN

PACK = load(folder("mysal"))
ACTS = {one.id: one for one in PACK.acts}


def handed_out(line: bytes) -> Opening:
    """What a hall hands out for a text of the pack."""
    kept = json.decode(line)
    act = ACTS[kept["act"]]
    bound = next(one.hmac for one in act.commit if one.field == "text")
    return Opening(
        act=act.id, field="text", domain=TEXT_DOMAIN, commitment=bound, salt=kept["salt"], value=kept["text"]
    )


def test_every_text_of_the_pack_opens_its_commitment() -> None:
    for line in PACK.openings:
        one = handed_out(line)
        assert check(read(json.encode(one)), ACTS[one.act]) == []


def test_another_text_another_salt_or_another_act_is_found() -> None:
    one, other = handed_out(PACK.openings[0]), handed_out(PACK.openings[1])
    wrong = {
        "opening_wrong": (structs.replace(one, value=f"{one.value} "), ACTS[one.act]),
        "opening_without_act": (one, None),
        "opening_of_another": (one, ACTS[other.act]),
    }
    for code, (opening, act) in wrong.items():
        assert [found.code for found in check(opening, act)] == [code]
    assert check(structs.replace(one, salt="0" * 64), ACTS[one.act])[0].code == "opening_wrong"
    assert check(structs.replace(one, domain="proposals/original"), ACTS[one.act])[0].code == "opening_wrong"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form":"isonomia-opening/2"}', "\ud83d"])
def test_what_is_no_opening_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no file that opens"):
        read(text.encode("utf-8", "surrogatepass"))
