"""Who may enter acts about parties and about the recall of deputies; `permissions` takes these lines with its own."""

from collections.abc import Mapping
from typing import Final

OF_MANDATES: Final[Mapping[str, frozenset[str]]] = {
    "parties.founding_notified": frozenset({"clerk", "compiler", "party_registrar"}),
    "parties.founding_confirmed": frozenset({"compiler", "party_registrar"}),
    "parties.founding_ended": frozenset({"clerk", "compiler", "party_registrar"}),
    "parties.congress_held": frozenset({"clerk", "compiler", "party_registrar"}),
    "parties.roll_filed": frozenset({"clerk", "compiler", "party_registrar"}),
    "parties.roll_checked": frozenset({"compiler", "party_registrar"}),
    "parties.registered": frozenset({"compiler", "party_registrar"}),
    "parties.published": frozenset({"compiler", "party_registrar"}),
    "parties.refused": frozenset({"compiler", "party_registrar"}),
    "parties.contested": frozenset({"clerk", "compiler", "party_registrar"}),
    "parties.contest_decided": frozenset({"compiler", "party_registrar"}),
    "parties.branches_registered": frozenset({"compiler", "party_registrar"}),
    "parties.annulled": frozenset({"compiler", "party_registrar"}),
    "parties.suspended": frozenset({"compiler", "party_registrar"}),
    "parties.resumed": frozenset({"compiler", "party_registrar"}),
    "parties.dissolved": frozenset({"compiler", "party_registrar"}),
    "recall.applied": frozenset({"clerk", "commission", "compiler"}),
    "recall.registered": frozenset({"commission", "compiler"}),
    "recall.refused": frozenset({"commission", "compiler"}),
    "recall.signatures_filed": frozenset({"clerk", "commission", "compiler"}),
    "recall.sample_announced": frozenset({"commission", "compiler"}),
    "recall.sample_checked": frozenset({"commission", "compiler"}),
    "recall.signatures_checked": frozenset({"commission", "compiler"}),
    "recall.ended": frozenset({"commission", "compiler"}),
    "recall.vote_called": frozenset({"commission", "compiler"}),
    "recall.vote_counted": frozenset({"commission", "compiler"}),
    "recall.decided": frozenset({"commission", "compiler"}),
}
