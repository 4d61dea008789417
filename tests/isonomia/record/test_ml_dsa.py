"""A second signature by ML-DSA-44 beside that of Ed25519, as C2SP tlog-cosignature has it."""

from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from isonomia.errors import RecordError
from isonomia.record.checkpoint import (
    ML_DSA_44,
    Checkpoint,
    SigningKey,
    VerifierKey,
    cosign_note,
    new_key,
    open_note,
    public_key,
    sign_note,
)
from isonomia.record.merkle import EMPTY_ROOT
from isonomia.record.policy import Log, Policy, Witness
from isonomia.record.witness import Submission, decide

ORIGIN = "log.example/one"
OLD, OLD_VKEY = new_key(ORIGIN, b"o" * 32)
KEY, VKEY = new_key(ORIGIN, b"m" * 32, ML_DSA_44)
W, W_VKEY = new_key("witness.example/w", b"w" * 32, ML_DSA_44)
BODY = Checkpoint(ORIGIN, 0, EMPTY_ROOT).body()


def test_a_key_is_read_back_and_shows_nothing() -> None:
    key = VerifierKey.parse(VKEY)
    assert (key.kind, len(key.public)) == (6, 1312)
    assert SigningKey.parse(KEY).verifier() == key
    with pytest.raises(RecordError, match="not a verifier key of kind 1, 4 or 6"):
        VerifierKey.parse(OLD_VKEY[:-44] + VKEY[-44:])


def test_the_public_half_of_a_key_is_of_its_kind_and_reads_back() -> None:
    for secret, vkey in ((OLD, OLD_VKEY), (KEY, VKEY), (W, W_VKEY)):
        assert public_key(secret) == vkey
        assert VerifierKey.parse(vkey).text() == vkey
        assert SigningKey.parse(secret).text() == secret


def test_what_is_signed_is_the_message_of_the_standard_byte_for_byte() -> None:
    note = cosign_note(sign_note(BODY, OLD), W, 1_700_000_000)
    signature = b64decode(note.rstrip("\n").rpartition(" ")[2])
    # cosigned_message of tlog-cosignature, written out here a second time.
    name, origin = b"witness.example/w", ORIGIN.encode()
    stamp = (1_700_000_000).to_bytes(8, "big")
    message = b"subtree/v1\n\x00" + bytes([len(name)]) + name + stamp + bytes([len(origin)]) + origin
    message += bytes(8) + bytes(8) + EMPTY_ROOT
    assert len(signature) == 4 + 8 + 2420 and signature[4:12] == stamp
    MLDSA44PublicKey.from_public_bytes(VerifierKey.parse(W_VKEY).public).verify(signature[12:], message)


def test_both_keys_sign_one_checkpoint_and_either_is_enough_for_a_reader() -> None:
    note = sign_note(BODY, [OLD, KEY])
    assert [(one.name, one.at) for one in open_note(note, [OLD_VKEY, VKEY]).signatures] == [(ORIGIN, None), (ORIGIN, 0)]
    for logs in ((Log(OLD_VKEY),), (Log(VKEY),), (Log(OLD_VKEY), Log(VKEY))):
        assert Policy(logs).check(note).checkpoint.origin == ORIGIN
    policy = Policy((Log(OLD_VKEY), Log(VKEY)), (Witness("w", W_VKEY),), quorum="w")
    assert Policy.parse(policy.format()) == policy
    assert not policy.check(note).quorum_met
    assert policy.check(cosign_note(note, W, 5)).quorum_met


def test_a_damaged_signature_or_another_text_is_refused() -> None:
    note = sign_note(BODY, KEY)
    line = note.splitlines()[-1]
    with pytest.raises(RecordError, match="does not fit the text"):
        open_note(note.replace(line, line[:-9] + ("A" if line[-9] != "A" else "B") + line[-8:]), VKEY)
    with pytest.raises(RecordError, match="does not fit the text"):
        open_note(note.replace("\n0\n", "\n1\n"), VKEY)
    with pytest.raises(RecordError, match="three lines"):
        sign_note("no checkpoint\n", KEY)
    short = line.rpartition(" ")
    with pytest.raises(RecordError):
        open_note(note.replace(line, f"{short[0]} {short[2][:16]}"), VKEY)


def test_the_name_of_the_cosigner_is_signed_too() -> None:
    other = replace(VerifierKey.parse(W_VKEY), name="witness.example/x")
    line = cosign_note(sign_note(BODY, OLD), W, 5).rstrip("\n").rpartition(" ")[2]
    with pytest.raises(RecordError, match="does not fit"):
        other.verify(BODY, b64decode(line)[4:])


def test_signatures_differ_and_bodies_do_not() -> None:
    one, other = sign_note(BODY, KEY), sign_note(BODY, KEY)
    assert one != other and open_note(one, VKEY) == open_note(other, VKEY)


def test_a_witness_with_such_a_key_cosigns(kit: Any) -> None:
    request = Submission(0, (), sign_note(BODY, [OLD, KEY])).text().encode()
    answer = decide(request, [OLD_VKEY], None, key=W, at=7)
    assert answer.status == 200 and answer.cosigned
    assert [one.at for one in open_note(answer.cosigned, W_VKEY).signatures] == [7]


def test_a_promise_is_never_signed_so() -> None:
    with pytest.raises(RecordError, match="of kind 1, not 6"):
        Policy((Log(OLD_VKEY),), promises=(new_key(f"{ORIGIN}/promise", b"p" * 32, ML_DSA_44)[1],))
