"""Matters of the institutions of rights, told act by act, with days and fields that fit unless others are given."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from isonomia.record.act import Act, Actor, Commitment
from isonomia.record.commitment import commit
from isonomia.reform.road import BODIES, Reform
from isonomia.rulebook.loading import shipped

Given = dict[str, Any]


def basis(rule: str, article: str) -> Given:
    """A basis as an act holds it."""
    return {"rule": rule, "article": article}


class Telling:
    """Acts entered one after the other in the record of a country; `bodies` and `fields` are what each kind has."""

    def __init__(self, country: str, bodies: Mapping[str, Given], fields: Mapping[str, Iterable[str]]) -> None:
        self.reform = Reform({country: shipped(country)})
        self.bodies, self.fields = bodies, fields
        self.acts: list[Act] = []

    def act(self, name: str, matter: str, fields: Iterable[str] | None = None, **changes: Any) -> Act:
        """One act, not entered; a field that is None is left out."""
        body = {key: value for key, value in {**self.bodies[name], **changes}.items() if value is not None}
        held = self.fields.get(name, ()) if fields is None else fields
        place = sum(one.matter == matter for one in self.acts)
        return Act(
            act=name,
            v=1,
            id=f"{matter.replace('/', '-')}/{place + 1}",
            matter=matter,
            place=place,
            at="2026-11-22T12:00:00Z",
            actor=Actor(role="compiler"),
            body=msgspec.convert(body, BODIES[name, 1]),
            commit=tuple(Commitment(field=one, hmac=commit(bytes(32), f"{name}/{one}", one)) for one in held),
        )

    def enter(self, name: str, matter: str, fields: Iterable[str] | None = None, **changes: Any) -> Act:
        """Enter one act."""
        act = self.act(name, matter, fields, **changes)
        self.reform.admit(act)
        self.acts.append(act)
        return act
