"""Whose signatures make a checkpoint count: the policy file of C2SP tlog-policy.

C2SP has no line for the key of promises; ours is a comment of fixed form, which other readers skip.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from isonomia.errors import RecordError
from isonomia.record.checkpoint import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Checkpoint,
    Note,
    VerifierKey,
    open_note,
    parse_checkpoint,
)

MAX_POLICY = 65_536
MAX_LINES = 512
NONE = "none"
PROMISE = "# promise "
PROMISER = "/promise"
"""What follows a log's origin in the name of the key that signs its promises."""

_forbidden = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_number = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Log:
    """A log whose checkpoints are accepted; the name in its key is its origin."""

    vkey: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A body that watches the log and cosigns its checkpoints."""

    name: str
    vkey: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses or groups of which at least `needed` must have cosigned."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A checkpoint that a listed log has signed, who cosigned it, and whether that makes the quorum."""

    checkpoint: Checkpoint
    note: Note
    cosigned: tuple[str, ...]
    quorum_met: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """The logs, the witnesses, their groups, and the quorum: the name of a witness or group, or `none`.

    `promises` are the keys by which a log promises, before it signs a checkpoint, that an act will be in one.
    """

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE
    promises: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_keys((log.vkey for log in self.logs), (ED25519, ML_DSA_44), "log")
        _check_keys((witness.vkey for witness in self.witnesses), (COSIGNATURE, ML_DSA_44), "witness")
        _check_names(self)
        _check_promises(self)

    @classmethod
    def parse(cls, text: str | bytes) -> "Policy":
        """Read a policy file.

        Raises:
            RecordError: a line that is no policy; names the line.
        """
        logs: list[Log] = []
        witnesses: list[Witness] = []
        groups: list[Group] = []
        quorums: list[str] = []
        for number, words in _lines(_text(text)):
            match words:
                case ["log", vkey, *url] if len(url) <= 1:
                    logs.append(Log(vkey, *url))
                case ["witness", name, vkey, *url] if len(url) <= 1:
                    witnesses.append(Witness(name, vkey, *url))
                case ["group", name, needed, *members] if members:
                    _check_known(members, witnesses, groups, number)
                    groups.append(Group(name, _needed(needed, len(members), number), tuple(members)))
                case ["quorum", name] if not quorums:
                    _check_known([] if name == NONE else [name], witnesses, groups, number)
                    quorums.append(name)
                case _:
                    raise RecordError(f"line {number} of the policy cannot stand in a policy: {words!r}")
        if not quorums:
            raise RecordError("the policy has no quorum line (`quorum none` asks for no cosignature)")
        return cls(tuple(logs), tuple(witnesses), tuple(groups), quorums[0], tuple(_promises(_text(text))))

    def format(self) -> str:
        """Return the policy in the one spelling that we publish: no other comments, thresholds as numbers."""
        lines = [_line("log", log.vkey, log.url) for log in self.logs]
        lines += [f"{PROMISE}{vkey}\n" for vkey in self.promises]
        lines += [_line("witness", witness.name, witness.vkey, witness.url) for witness in self.witnesses]
        lines += [_line("group", group.name, str(group.needed), *group.members) for group in self.groups]
        return "".join([*lines, _line("quorum", self.quorum)])

    def check(self, note_text: str | bytes) -> Checked:
        """Open a signed checkpoint and count who cosigned it.

        Raises:
            RecordError: no listed log signed it under its origin, or a known key's signature does not fit.
        """
        note = open_note(note_text, self._vkeys())
        checkpoint = parse_checkpoint(note.text)
        signed = {(signature.name, signature.key_id) for signature in note.signatures}
        logs = signed.intersection(_identity(log.vkey) for log in self.logs)
        if checkpoint.origin not in {name for name, _ in logs}:
            raise RecordError(f"no log of the policy has signed as {checkpoint.origin}")
        cosigned = tuple(each.name for each in self.witnesses if _identity(each.vkey) in signed)
        return Checked(checkpoint, note, cosigned, self._reached(set(cosigned)))

    def known_keys(self) -> list[tuple[str, int]]:
        """Return name and id of every key in the policy."""
        return [_identity(vkey) for vkey in self._vkeys()]

    def _vkeys(self) -> list[str]:
        return [log.vkey for log in self.logs] + [witness.vkey for witness in self.witnesses]

    def _reached(self, names: set[str]) -> bool:
        for group in self.groups:
            if len(names.intersection(group.members)) >= group.needed:
                names.add(group.name)
        return self.quorum == NONE or self.quorum in names


def _identity(vkey: str) -> tuple[str, int]:
    key = VerifierKey.parse(vkey)
    return key.name, key.key_id


def _check_keys(vkeys: Iterable[str], kinds: tuple[int, ...], what: str) -> None:
    seen = set()
    for vkey in vkeys:
        key = VerifierKey.parse(vkey)
        if key.kind not in kinds:
            raise RecordError(
                f"the key of a {what} is of kind {' or '.join(map(str, kinds))}, not {key.kind}: {vkey!r}"
            )
        if key.public in seen:
            raise RecordError(f"the policy lists one {what} key twice: {vkey!r}")
        seen.add(key.public)


def _check_promises(policy: Policy) -> None:
    _check_keys(policy.promises, (ED25519,), "promise")
    logs = [VerifierKey.parse(log.vkey) for log in policy.logs]
    for key in map(VerifierKey.parse, policy.promises):
        if key.name not in {log.name + PROMISER for log in logs}:
            raise RecordError(f"a key of promises is named after its log, with {PROMISER}: {key.name!r}")
        if key.public in {log.public for log in logs}:
            raise RecordError(f"a log's own key signs no promises: {key.name!r}")


def _check_names(policy: Policy) -> None:
    names = [witness.name for witness in policy.witnesses] + [group.name for group in policy.groups]
    if len(set(names)) != len(names) or NONE in names:
        raise RecordError(f"each name of a policy stands for one thing, and none for {NONE!r}: {names!r}")
    listed = [member for group in policy.groups for member in group.members]
    if len(set(listed)) != len(listed):
        raise RecordError("a name is a member of one group at most, once")
    defined = {witness.name for witness in policy.witnesses}
    for group in policy.groups:
        if not 1 <= group.needed <= len(group.members) or not defined.issuperset(group.members):
            raise RecordError(f"the group {group.name!r} cannot be reached, or names what is not above it")
        defined.add(group.name)
    if policy.quorum != NONE and policy.quorum not in defined:
        raise RecordError(f"the quorum {policy.quorum!r} is no witness and no group")


def _check_known(names: list[str], witnesses: list[Witness], groups: list[Group], number: int) -> None:
    known = {witness.name for witness in witnesses} | {group.name for group in groups}
    if missing := [name for name in names if name not in known]:
        raise RecordError(f"line {number} of the policy names what is not above it: {', '.join(missing)}")


def _needed(word: str, members: int, number: int) -> int:
    if word in ("all", "any"):
        return members if word == "all" else 1
    if not _number.fullmatch(word):
        raise RecordError(f"line {number} of the policy: `all`, `any` or a number is wanted, not {word!r}")
    return int(word)


def _text(text: str | bytes) -> str:
    try:
        data = text.encode() if isinstance(text, str) else text
        text = data.decode()
    except UnicodeError as error:
        raise RecordError(f"we read a policy as UTF-8: {error}") from None
    if len(data) > MAX_POLICY or text.count("\n") > MAX_LINES:
        raise RecordError(f"a policy of {len(data)} bytes; we read {MAX_POLICY} in {MAX_LINES} lines at most")
    if found := _forbidden.search(text):
        raise RecordError(f"the control character {found.group()!r} in a policy")
    if not text.endswith("\n"):
        raise RecordError("the last line of a policy ends with a line feed too")
    return text


def _promises(text: str) -> Iterable[str]:
    """Yield the keys of promises; a line that begins like theirs and has another form is refused."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip(" \t").startswith("#") and line.replace("#", " ").split()[:1] == ["promise"]:
            vkey = line.removeprefix(PROMISE)
            if vkey == line or len(vkey.split()) != 1 or vkey != vkey.strip():
                raise RecordError(f"line {number} of the policy: wanted `{PROMISE}<vkey>`, not {line!r}")
            yield vkey


def _lines(text: str) -> Iterable[tuple[int, list[str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        # blanks and tabs only: other spaces belong to names
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if words and not words[0].startswith("#"):
            yield number, words


def _line(*words: str | None) -> str:
    return " ".join(word for word in words if word is not None) + "\n"
