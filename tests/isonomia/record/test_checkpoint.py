"""Signed notes and checkpoints: the vectors of other implementations, and every way to spoil one."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.checkpoint import (
    COSIGNATURE,
    Checkpoint,
    VerifierKey,
    cosign_note,
    new_key,
    open_note,
    parse_checkpoint,
    sign_note,
    stated_in,
    strict_base64,
)
from isonomia.record.merkle import EMPTY_ROOT, root_hash

SKEY, VKEY = new_key("isonomia.example/log", bytes(32))
BODY = Checkpoint("isonomia.example/log", 2, root_hash([b"a", b"b"])).body()


def test_note_vectors(vectors) -> None:
    for vector in vectors("signed-note.json")["vectors"]:
        note = bytes.fromhex(vector["note_utf8_hex"])
        if vector["expect"] == "accept":
            opened = open_note(note, vector["vkeys"])
            assert [line.name for line in opened.signatures] == vector["verified"], vector["name"]
            assert [line.name for line in opened.unknown] == vector["unverified"], vector["name"]
        else:
            with pytest.raises(RecordError):
                open_note(note, vector["vkeys"])


def test_the_signing_vector(vectors) -> None:
    sign = vectors("signed-note.json")["sign"]
    assert sign_note(sign["text"], sign["skey"]) == sign["note"]
    assert open_note(sign["note"], sign["vkey"]).text == sign["text"]
    assert new_key("PeterNeumann", b64decode(sign["skey"].split("+", 4)[4])[1:]) == (
        sign["skey"],
        sign["vkey"],
    )


def test_checkpoint_vector(vectors) -> None:
    vector = vectors("checkpoint-and-tiles.json")
    parsed = parse_checkpoint(vector["checkpoint_body"])
    wanted = vector["checkpoint_parsed"]
    assert (parsed.origin, parsed.size) == (wanted["origin"], wanted["size"])
    assert parsed.root == b64decode(wanted["root_b64"])
    assert parsed.body() == vector["checkpoint_body"]


def test_cosigned_message_vector(vectors) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    vector = vectors("checkpoint-and-tiles.json")
    witness, known = new_key("witness.example/w", bytes(32), COSIGNATURE)
    cosigned = cosign_note(sign_note(vector["checkpoint_body"], SKEY), witness, 1679315147)
    stamped = b64decode(cosigned.splitlines()[-1].split(" ")[2])
    assert int.from_bytes(stamped[4:12], "big") == 1679315147
    message = vector["cosigned_message_at_1679315147"].encode()
    Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().verify(stamped[12:], message)
    assert open_note(cosigned, known).signatures[0].at == 1679315147


def test_requests_to_a_real_witness_open_or_not(vectors) -> None:
    exchange = vectors("tlog-witness-exchange.json")
    public = bytes.fromhex(exchange["log_ed25519_public_key_hex"])
    for request in exchange["exchanges"]:
        note = request["request_body"].split("\n\n", 1)[1]
        checkpoint = stated_in(note)
        vkey = _vkey(checkpoint.origin, public)
        if request["status"] == 200:
            assert open_note(note, vkey).text == checkpoint.body()
        else:
            with pytest.raises(RecordError):
                open_note(note, vkey)


def _vkey(name: str, public: bytes) -> str:
    from base64 import b64encode
    from hashlib import sha256

    key_id = sha256(f"{name}\n".encode() + b"\x01" + public).hexdigest()[:8]
    return f"{name}+{key_id}+{b64encode(bytes([1]) + public).decode()}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1).map(lambda x: "\n".join(x) + "\n"))
def test_any_text_is_signed_and_opened(text: str) -> None:
    note = sign_note(text, SKEY)
    opened = open_note(note.encode(), VKEY)
    assert opened.text == text
    assert [line.name for line in opened.signatures] == ["isonomia.example/log"]


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_every_flipped_bit_is_refused(place: int, bit: int) -> None:
    note = bytearray(sign_note(BODY, SKEY).encode())
    note[place % len(note)] ^= 1 << bit
    with pytest.raises(RecordError):
        open_note(bytes(note), VKEY)


def test_a_known_key_that_does_not_fit_spoils_the_note() -> None:
    other_skey, other_vkey = new_key("isonomia.example/other", bytes([1]) * 32)
    note = sign_note(BODY, [SKEY, other_skey])
    assert len(open_note(note, [VKEY, other_vkey]).signatures) == 2
    forged = sign_note(BODY, SKEY) + sign_note("else\n", other_skey).splitlines()[-1] + "\n"
    assert [line.name for line in open_note(forged, VKEY).unknown] == ["isonomia.example/other"]
    with pytest.raises(RecordError, match="does not fit"):
        open_note(forged, [VKEY, other_vkey])


def test_a_hundred_signatures_are_read_and_no_more() -> None:
    pairs = [new_key(f"w{number}", number.to_bytes(32, "big")) for number in range(101)]
    keys = [vkey for _, vkey in pairs]
    assert len(open_note(sign_note(BODY, [skey for skey, _ in pairs[:100]]), keys).signatures) == 100
    with pytest.raises(RecordError, match="101 signatures"):
        open_note(sign_note(BODY, [skey for skey, _ in pairs]), keys)


def test_a_repeated_line_is_counted() -> None:
    note = sign_note(BODY, SKEY)
    line = note.splitlines()[-1] + "\n"
    opened = open_note(note + line, VKEY)
    assert (len(opened.signatures), opened.repeated) == (1, 1)


@pytest.mark.parametrize("text", ["", "YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "Y Q=", "YQ==YQ==", "-_8=", "YQ===", "Ы"])
def test_base64_has_one_spelling(text: str) -> None:
    assert strict_base64("YQ==") == b"a"
    with pytest.raises(RecordError, match="base64"):
        strict_base64(text)


@pytest.mark.parametrize(
    "text",
    [
        "isonomia.example/log\n2\n",
        BODY + "extension\n",
        BODY[:-1],
        BODY.replace("\n2\n", "\n02\n"),
        BODY.replace("\n2\n", "\n+2\n"),
        BODY.replace("\n2\n", "\n٢\n"),
        BODY.replace("\n2\n", f"\n{2**63}\n"),
        BODY.replace("isonomia.example/log", ""),
        BODY.replace("isonomia.example/log", "isonomia example"),
        "isonomia.example/log\n2\nYQ==\n",
    ],
)
def test_a_checkpoint_has_three_lines_and_one_form(text: str) -> None:
    assert parse_checkpoint(BODY).body() == BODY
    assert parse_checkpoint(Checkpoint("o", 0, EMPTY_ROOT).body()).size == 0
    with pytest.raises(RecordError):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name+id",
        VKEY.upper(),
        VKEY.replace("isonomia.example/log", "isonomia.example/gol"),
        VKEY[:-4] + "AAA=",
        _vkey("with space", bytes(32)),
        "name+00000000+" + "A" * 44,
    ],
)
def test_a_spoilt_verifier_key_is_refused(vkey: str) -> None:
    assert VerifierKey.parse(VKEY).name == "isonomia.example/log"
    with pytest.raises(RecordError):
        VerifierKey.parse(vkey)


def test_signing_refuses_what_it_must_not_sign_and_never_shows_a_key() -> None:
    witness, _ = new_key("w", bytes(32), COSIGNATURE)
    secret = SKEY.split("+", 4)[4]
    spoilt = SKEY.replace("log+", "gol+")
    for call in (
        lambda: sign_note("no line feed", SKEY),
        lambda: sign_note("tab\there\n", SKEY),
        lambda: sign_note("\ud800\n", SKEY),
        lambda: sign_note(BODY, []),
        lambda: sign_note(BODY, witness),
        lambda: sign_note(BODY, spoilt),
        lambda: sign_note(BODY, SKEY[:-1]),
        lambda: cosign_note(sign_note(BODY, SKEY), SKEY, 1),
        lambda: cosign_note(sign_note(BODY, SKEY), witness, -1),
        lambda: cosign_note(sign_note("no checkpoint\n", SKEY), witness, 1),
        lambda: new_key("with space", bytes(32)),
        lambda: new_key("name", bytes(31)),
    ):
        with pytest.raises(RecordError) as caught:
            call()
        assert secret[:20] not in str(caught.value)
