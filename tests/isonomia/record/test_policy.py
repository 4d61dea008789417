"""Policies: whose signatures count, and when there are enough of them."""

import pytest

from isonomia.errors import RecordError
from isonomia.record.checkpoint import COSIGNATURE, Checkpoint, cosign_note, new_key, sign_note
from isonomia.record.merkle import EMPTY_ROOT
from isonomia.record.policy import Group, Log, Policy, Witness

ORIGIN = "isonomia.example/log"
SKEY, LOG = new_key(ORIGIN, bytes(32))
WITNESSES = [new_key(f"w{number}.example", bytes([number]) * 32, COSIGNATURE) for number in range(1, 7)]
W = [vkey for _, vkey in WITNESSES]
NOTE = sign_note(Checkpoint(ORIGIN, 0, EMPTY_ROOT).body(), SKEY)

TWO_HOUSES = f"""# who watches
log {LOG}   https://isonomia.example/log

\twitness X1 {W[0]}
witness X2 {W[1]}
witness X3 {W[2]} https://x3.example/
group X 2 X1 X2 X3
witness Y1 {W[3]}
witness Y2 {W[4]}
witness Қ {W[5]}
group Y any Y1 Y2 Қ
group both all X Y
quorum both
"""


def _cosigned(*numbers: int) -> str:
    note = NOTE
    for number in numbers:
        note = cosign_note(note, WITNESSES[number][0], 1_700_000_000 + number)
    return note


def test_a_policy_is_read_and_written_in_one_form() -> None:
    policy = Policy.parse(TWO_HOUSES)
    assert policy.logs == (Log(LOG, "https://isonomia.example/log"),)
    assert policy.witnesses[2] == Witness("X3", W[2], "https://x3.example/")
    assert policy.groups[1:] == (Group("Y", 1, ("Y1", "Y2", "Қ")), Group("both", 2, ("X", "Y")))
    written = policy.format()
    assert "#" not in written and "\t" not in written and "group both 2 X Y\nquorum both\n" in written
    assert Policy.parse(written) == policy == Policy.parse(TWO_HOUSES.encode())
    assert Policy.parse(written).format() == written


@pytest.mark.parametrize(
    ("numbers", "met"),
    [
        ((), False),
        ((0, 1), False),
        ((0, 3), False),
        ((3, 4, 5), False),
        ((0, 2, 5), True),
        ((0, 1, 2, 3, 4, 5), True),
    ],
)
def test_the_quorum_counts_houses_not_heads(numbers: tuple[int, ...], met: bool) -> None:
    policy = Policy.parse(TWO_HOUSES)
    checked = policy.check(_cosigned(*numbers))
    assert checked.quorum_met is met
    assert checked.cosigned == tuple(policy.witnesses[number].name for number in numbers)
    assert checked.checkpoint == Checkpoint(ORIGIN, 0, EMPTY_ROOT)


def test_none_asks_for_no_cosignature() -> None:
    assert Policy.parse(f"log {LOG}\nquorum none\n").check(NOTE).quorum_met


def test_a_single_witness_can_be_the_quorum() -> None:
    policy = Policy.parse(f"log {LOG}\nwitness w {W[0]}\nquorum w\n")
    assert not policy.check(NOTE).quorum_met
    assert policy.check(_cosigned(0)).quorum_met


def test_a_checkpoint_must_be_signed_by_a_listed_log_under_its_own_name() -> None:
    other_skey, other = new_key("isonomia.example/other", bytes([9]) * 32)
    policy = Policy((Log(other),), (Witness("w", W[0]),))
    with pytest.raises(RecordError):
        policy.check(NOTE)
    with pytest.raises(RecordError, match="no log of the policy"):
        policy.check(_cosigned(0))
    with pytest.raises(RecordError, match="no log of the policy"):
        policy.check(sign_note(Checkpoint(ORIGIN, 0, EMPTY_ROOT).body(), other_skey))


def test_a_witness_that_does_not_fit_spoils_the_checkpoint() -> None:
    elsewhere = sign_note(Checkpoint(ORIGIN, 1, bytes(32)).body(), SKEY)
    line = cosign_note(elsewhere, WITNESSES[0][0], 5).splitlines()[-1] + "\n"
    with pytest.raises(RecordError, match="does not fit"):
        Policy.parse(TWO_HOUSES).check(NOTE + line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log {LOG}\n",
        f"log {LOG}\nquorum none",
        f"log {LOG}\nquorum none\nquorum none\n",
        f"log {LOG}\nlog {LOG}\nquorum none\n",
        f"log {LOG} a b\nquorum none\n",
        f"log {W[0]}\nquorum none\n",
        f"log {LOG[:-2]}\nquorum none\n",
        f"witness w {LOG}\nquorum w\n",
        f"witness w {W[0]}\nwitness v {W[0]}\nquorum w\n",
        f"witness w {W[0]}\nwitness w {W[1]}\nquorum w\n",
        f"witness none {W[0]}\nquorum none\n",
        f"witness w {W[0]}\ngroup g any\nquorum g\n",
        f"witness w {W[0]}\ngroup g 0 w\nquorum g\n",
        f"witness w {W[0]}\ngroup g 2 w\nquorum g\n",
        f"witness w {W[0]}\ngroup g 01 w\nquorum g\n",
        f"witness w {W[0]}\ngroup g most w\nquorum g\n",
        f"witness w {W[0]}\ngroup g any w w\nquorum g\n",
        f"witness w {W[0]}\ngroup g any none\nquorum g\n",
        f"witness w {W[0]}\ngroup g any w\ngroup h any w\nquorum g\n",
        f"witness w {W[0]}\ngroup g any g\nquorum g\n",
        f"group g any w\nwitness w {W[0]}\nquorum g\n",
        f"quorum w\nwitness w {W[0]}\n",
        "quorum w\n",
        "quorum\n",
        "trust me\nquorum none\n",
        "quorum none\r\n",
        "quorum\x00none\n",
        "quorum\xa0none\n",
        "# \x7f\nquorum none\n",
        "#\n" * 600 + "quorum none\n",
        "#" * 70_000 + "\nquorum none\n",
        "# \ud800\nquorum none\n",
    ],
)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        Policy.parse(text)


def test_a_policy_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(RecordError, match="UTF-8"):
        Policy.parse(b"# \xff\nquorum none\n")
