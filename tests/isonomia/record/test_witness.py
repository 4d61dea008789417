"""A witness cosigns only what has grown from what it saw last; the exchange is that of C2SP tlog-witness."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from isonomia.errors import RecordError
from isonomia.record.checkpoint import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    new_key,
    open_note,
    parse_checkpoint,
    sign_note,
    stated_in,
)
from isonomia.record.merkle import EMPTY_ROOT, MAX_PROOF, consistency_proof, root_hash
from isonomia.record.witness import SIZE_MEDIA, Answer, Submission, decide, parse_submission

ORIGIN = "log.example/one"
LOG, LOG_VKEY = new_key(ORIGIN, b"l" * 32)
KEY, VKEY = new_key("witness.example/w", b"w" * 32, COSIGNATURE)
ENTRIES = [b"%d" % number for number in range(20)]
FORK = [*ENTRIES[:9], b"another", *ENTRIES[10:]]


def note(size: int, entries: list[bytes] = ENTRIES, key: str = LOG) -> str:
    return sign_note(Checkpoint(ORIGIN, size, root_hash(entries[:size])).body(), key)


def ask(
    old: int, size: int, seen: Checkpoint | None, entries: list[bytes] = ENTRIES, proof: list[bytes] | None = None
) -> Answer:
    if proof is None:
        proof = consistency_proof(entries[:size], old) if 0 < old <= size else []
    request = Submission(old, tuple(proof), note(size, entries)).text().encode()
    return decide(request, [LOG_VKEY], seen, key=KEY, at=1_700_000_000)


def after(answer: Answer) -> Checkpoint:
    assert answer.status == 200 and answer.cosigned is not None
    return parse_checkpoint(open_note(answer.cosigned, VKEY).text)


def test_the_first_checkpoint_and_every_larger_one_are_cosigned() -> None:
    seen = None
    for old, size in [(0, 3), (3, 3), (3, 8), (8, 20)]:
        answer = ask(old, size, seen)
        seen = after(answer)
        assert answer.body.startswith("— witness.example/w ") and answer.body.count("\n") == 1
        assert (answer.cosigned or "").endswith(answer.body)
        assert open_note(note(size) + answer.body, [LOG_VKEY, VKEY]).signatures[1].at == 1_700_000_000
        assert seen.size == size


def test_an_empty_log_is_cosigned_once_it_is_the_empty_one() -> None:
    assert ask(0, 0, None).status == 200
    body = Checkpoint(ORIGIN, 0, root_hash([b"not empty"])).body()
    request = Submission(0, (), sign_note(body, LOG)).text().encode()
    assert decide(request, [LOG_VKEY], None, key=KEY, at=1).status == 409
    assert root_hash([]) == EMPTY_ROOT


@pytest.mark.parametrize(("old", "size", "saw"), [(0, 12, 10), (9, 12, 10), (11, 12, 10), (4, 12, None), (12, 12, 10)])
def test_another_old_size_is_answered_with_the_size_that_was_seen(old: int, size: int, saw: int | None) -> None:
    seen = None if saw is None else Checkpoint(ORIGIN, saw, root_hash(ENTRIES[:saw]))
    answer = ask(old, size, seen)
    assert (answer.status, answer.body, answer.media) == (409, f"{saw or 0}\n", SIZE_MEDIA)
    assert SIZE_MEDIA == "text/x.tlog.size"
    assert answer.cosigned is None


def test_what_has_not_grown_from_what_was_seen_is_refused() -> None:
    seen = Checkpoint(ORIGIN, 10, root_hash(ENTRIES[:10]))
    assert ask(10, 12, seen, FORK).status == 422
    assert ask(10, 12, seen, proof=[]).status == 422
    assert ask(10, 12, seen, proof=[EMPTY_ROOT] * 4).status == 422
    assert ask(10, 10, seen, proof=[EMPTY_ROOT]).status == 422
    assert ask(0, 12, None, proof=[EMPTY_ROOT]).status == 422
    assert ask(10, 10, seen, FORK).status == 409
    assert ask(13, 12, Checkpoint(ORIGIN, 13, root_hash(ENTRIES[:13])), proof=[]).status == 400


def test_unknown_logs_and_strange_signatures_are_told_apart() -> None:
    request = Submission(0, (), note(3)).text().encode()
    elsewhere = new_key("log.example/two", b"l" * 32)[1]
    assert decide(request, [elsewhere], None, key=KEY, at=1).status == 404
    other = new_key(ORIGIN, b"x" * 32)
    assert decide(request, [other[1]], None, key=KEY, at=1).status == 403
    assert decide(request, [other[1], LOG_VKEY], None, key=KEY, at=1).status == 200
    damaged = request[:-6] + (b"AAAAA\n" if request[-6:-1] != b"AAAAA" else b"BBBBB\n")
    assert decide(damaged, [LOG_VKEY], None, key=KEY, at=1).status == 403


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"old 0\n",
        b"old 0\n\nnot a checkpoint\n",
        b"old 00\n\n" + note(3).encode(),
        b"old -1\n\n" + note(3).encode(),
        b"new 0\n\n" + note(3).encode(),
        b"old 0\nAAAA\n\n" + note(3).encode(),
        b"old 0\n!\n\n" + note(3).encode(),
        b"old 0\n" + (b64encode(EMPTY_ROOT) + b"\n") * (MAX_PROOF + 1) + b"\n" + note(3).encode(),
        b"old 99999999999999999999\n\n" + note(3).encode(),
        b"old 9999999999999999999\n\n" + note(3).encode(),
    ],
)
def test_a_request_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        parse_submission(data)
    assert decide(data, [LOG_VKEY], None, key=KEY, at=1).status == 400


def test_a_request_is_read_as_it_was_written() -> None:
    asked = Submission(10, tuple(consistency_proof(ENTRIES, 10)), note(20))
    assert parse_submission(asked.text().encode()) == asked


def test_the_exchange_of_another_witness(vectors: Callable[[str], Any]) -> None:
    # (Its newer text answers 404 to a log it does not know, where this older witness said 403.)
    shared = vectors("tlog-witness-exchange.json")
    public = bytes.fromhex(shared["log_ed25519_public_key_hex"])
    origin = shared["exchanges"][0]["request_body"].split("\n")[2]
    material = bytes([ED25519]) + public
    key_id = sha256(origin.encode() + b"\n" + material).hexdigest()[:8]
    vkey = f"{origin}+{key_id}+{b64encode(material).decode()}"
    name = shared["exchanges"][0]["body_assert"].partition("— ")[2].rstrip('"')
    key = new_key(name, b"w" * 32, COSIGNATURE)[0]
    seen: Checkpoint | None = None
    for exchange in shared["exchanges"]:
        answer = decide(exchange["request_body"].encode(), [vkey], seen, key=key, at=1_700_000_000)
        assert answer.status == exchange["status"]
        assert exchange["body_assert"].partition('"')[2].rstrip('"') in answer.body
        seen = stated_in(answer.cosigned) if answer.cosigned else seen
    assert len(shared["exchanges"]) == 2
    first = shared["exchanges"][0]["request_body"].encode()
    assert decide(first, [LOG_VKEY], None, key=key, at=1).status == 404
