"""The tree: the vectors of the standard's other implementations, and what random trees show."""

from base64 import b64decode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isonomia.errors import RecordError
from isonomia.record.merkle import (
    EMPTY_ROOT,
    Frontier,
    LeafHash,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
    subtree_hash,
    verify_consistency,
    verify_inclusion,
)

logs = st.integers(1, 300).map(lambda count: [str(number).encode() for number in range(count)])


def _proof(vector: dict) -> list[bytes]:
    return [b64decode(text) for text in vector["proof"] or []]


def _naive_root(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\x01" + _naive_root(hashes[:split]) + _naive_root(hashes[split:])).digest()


def test_inclusion_vectors(vectors) -> None:
    for vector in vectors("merkle-inclusion.json")["vectors"]:
        leaf, root = b64decode(vector["leafHash"]), b64decode(vector["root"])
        arguments = (leaf, vector["leafIdx"], vector["treeSize"], _proof(vector), root)
        if vector["wantErr"]:
            with pytest.raises(RecordError):
                verify_inclusion(*arguments)
        else:
            verify_inclusion(*arguments)


def test_consistency_vectors(vectors) -> None:
    for vector in vectors("merkle-consistency.json")["vectors"]:
        roots = b64decode(vector["root1"]), b64decode(vector["root2"])
        arguments = (vector["size1"], vector["size2"], _proof(vector), *roots)
        if vector["wantErr"]:
            with pytest.raises(RecordError):
                verify_consistency(*arguments)
        else:
            verify_consistency(*arguments)


def test_the_reference_tree(vectors) -> None:
    tree = vectors("rfc6962-tree.json")
    leaves = [bytes.fromhex(text) for text in tree["leaf_inputs_hex"]]
    level = [leaf_hash(leaf) for leaf in leaves]
    for wanted in tree["node_hashes_by_level_hex"]:
        assert [node.hex() for node in level] == wanted
        level = [node_hash(*level[start : start + 2]) for start in range(0, len(level) - 1, 2)]
    roots = [root_hash(leaves[:size]).hex() for size in range(len(leaves) + 1)]
    assert roots == tree["root_hash_by_size_hex"]


def test_the_hash_of_the_oldest_tile_log(vectors) -> None:
    wanted = vectors("checkpoint-and-tiles.json")["go_record_hash_hello_world_b64"]
    assert leaf_hash(b"hello world") == b64decode(wanted)


@given(logs)
def test_the_root_is_that_of_the_definition(log: list[bytes]) -> None:
    assert root_hash(log) == _naive_root([leaf_hash(entry) for entry in log])


def test_an_entry_and_its_hash_cannot_be_confused() -> None:
    entry = b"x" * 32
    assert root_hash([entry]) == leaf_hash(entry) != root_hash([LeafHash(entry)]) == entry
    assert root_hash(map(leaf_hash, [b"a", b"b", b"c"])) == root_hash([b"a", b"b", b"c"])
    assert root_hash([]) == EMPTY_ROOT == Frontier().root()


@given(logs, st.data())
def test_every_inclusion_is_shown_and_no_other(log: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log) - 1))
    root, proof, leaf = root_hash(log), inclusion_proof(log, index), leaf_hash(log[index])
    verify_inclusion(leaf, index, len(log), proof, root)
    wrong = [
        (leaf, index + 1, len(log), proof, root),
        (leaf, index - 1, len(log), proof, root),
        (leaf_hash(b"other"), index, len(log), proof, root),
        (leaf, index, len(log), [*proof, root], root),
        (leaf, index, len(log), proof, leaf_hash(root)),
        (leaf, index, len(log), [*proof, b""], root),
    ]
    wrong += [(leaf, index, len(log), mangled, root) for mangled in _mangled(proof, data)]
    for arguments in wrong:
        with pytest.raises(RecordError):
            verify_inclusion(*arguments)


@given(logs, st.data())
def test_every_growth_is_shown_and_no_other(log: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(log)))
    first, root, proof = root_hash(log[:size]), root_hash(log), consistency_proof(log, size)
    verify_consistency(size, len(log), proof, first, root)
    wrong = [
        (size, len(log), proof, leaf_hash(first), root),
        (size, len(log), proof, first, leaf_hash(root)),
        (size, len(log), [*proof, root], first, root),
        (len(log) + 1, len(log), proof, first, root),
        (0, len(log), proof, EMPTY_ROOT, root),
    ]
    wrong += [(size, len(log), mangled, first, root) for mangled in _mangled(proof, data)]
    for arguments in wrong:
        with pytest.raises(RecordError):
            verify_consistency(*arguments)


def _mangled(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    if not proof:
        return []
    place = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    flipped = bytearray(proof[place])
    flipped[bit // 8] ^= 1 << bit % 8
    return [
        [*proof[:place], bytes(flipped), *proof[place + 1 :]],
        [*proof[:place], *proof[place + 1 :]],
        [*proof[:place], proof[place][:31], *proof[place + 1 :]],
    ]


@given(logs, st.data())
def test_a_frontier_grows_in_any_steps(log: list[bytes], data: st.DataObject) -> None:
    hashes = [leaf_hash(entry) for entry in log]
    frontier, done = Frontier(), 0
    while done < len(log):
        step = data.draw(st.integers(1, len(log) - done))
        twin = frontier.copy()
        frontier.extend(hashes[done : done + step])
        for leaf in hashes[done : done + step]:
            twin.append(leaf)
        done += step
        assert frontier.root() == twin.root() == root_hash(log[:done])
        assert frontier.size == twin.size == done


def test_a_frontier_takes_a_subtree_only_where_it_fits() -> None:
    frontier = Frontier()
    frontier.append(leaf_hash(b"a"))
    with pytest.raises(RecordError, match="does not fit"):
        frontier.append(subtree_hash([leaf_hash(b"b"), leaf_hash(b"c")]), height=1)
    with pytest.raises(RecordError, match="32 bytes"):
        frontier.append(b"short")
    with pytest.raises(RecordError, match="power of two"):
        subtree_hash([leaf_hash(b"a")] * 3)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_of_what_is_not_there(index: int) -> None:
    with pytest.raises(RecordError):
        inclusion_proof([b"a", b"b", b"c"], index)


@pytest.mark.parametrize("size", [-1, 0, 4])
def test_there_is_no_proof_from_nothing_or_from_more(size: int) -> None:
    with pytest.raises(RecordError):
        consistency_proof([b"a", b"b", b"c"], size)
