"""One operation on its way into a text: what it is refused for, and what undoes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import structs

from isonomia.drafting.aiming import refused
from isonomia.drafting.editions import Provision, digest
from isonomia.drafting.faults import Code, TextError
from isonomia.drafting.operations import AnyOperation, Content, Operation, Replace, Words
from isonomia.drafting.tree import Tree

Made = TypeVar("Made", bound=Operation)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an operation: what undoes it, in the order to be applied, and the provisions it wrote."""

    operation: AnyOperation
    inverse: tuple[AnyOperation, ...]
    touched: frozenset[str]


@dataclass(slots=True)
class Carrying:
    """An operation and the tree that it is carried into."""

    tree: Tree
    operation: AnyOperation

    @property
    def target(self) -> Provision:
        """The unit that the operation is aimed at."""
        return self.tree.provisions[self.operation.target]

    def refused(self, code: Code, **said: Any) -> TextError:
        """The error of one fault of this operation."""
        return refused(self.operation, code, **said)

    def impossible(self, wanted: str, stands: Iterable[Provision]) -> TextError:
        """The error of a place that the operation cannot have."""
        return self.refused(Code.PLACE_IMPOSSIBLE, wanted=wanted, found="\n".join(one.line for one in stands))

    def free(self, provisions: Iterable[Provision], leaving: Iterable[str] = ()) -> None:
        """Refuse uids that other provisions of the text have, or that stand twice.

        Raises:
            TextError: the first such uid.
        """
        taken: set[str] = set()
        for one in provisions:
            if one.uid in taken or (one.uid in self.tree.provisions and one.uid not in leaving):
                held = self.tree.provisions.get(one.uid, one)
                raise self.refused(Code.LABEL_TAKEN, wanted=one.line, found=held.line, nearest=one.uid)
            taken.add(one.uid)

    def undo(self, made: type[Made], words: type[Words], target: str, **said: Any) -> Made:
        """An operation of this one's act, point and boundary, for the text that this one has left."""
        inside = {name: said.pop(name) for name in tuple(said) if name in words.__struct_fields__}
        known = words(language=self.tree.language, expected=digest(self.tree.words(target)), **inside)
        kept = {name: getattr(self.operation, name) for name in ("id", "act", "point", "boundary", "proposals")}
        return made(target=target, eid=self.tree.eid(target), **kept, **said, words=(known,))  # type: ignore[call-arg]

    def set_out_again(self, old: Iterable[Provision]) -> AnyOperation:
        """The operation that gives a unit the words and all that stood in it before."""
        provisions = uprooted(tuple(old))
        return self.undo(Replace, Content, provisions[0].uid, provisions=provisions)

    def done(self, inverse: Sequence[AnyOperation], touched: Iterable[str]) -> Carried:
        """Name what undoes this: by its id, and a number where it takes several."""
        numbers = range(1, len(inverse) + 1) if len(inverse) > 1 else ("",)
        # An id has at most 128 characters.
        named = (
            structs.replace(one, id=f"{self.operation.id[:120]}~{number}")
            for one, number in zip(inverse, numbers, strict=True)
        )
        return Carried(self.operation, tuple(named), frozenset(touched))


def uprooted(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """A unit and what stands in it, to be set anywhere."""
    return (structs.replace(provisions[0], parent=""), *provisions[1:])
