"""Elections and people joined: whoever stands for election is a public capacity of this record."""

from isonomia.elections import acts
from isonomia.errors import Finding, refused
from isonomia.people.state import People
from isonomia.record.act import Act


def check_candidates(act: Act, people: People) -> None:
    """Refuse to register anybody who is no public capacity of this record: a name could not be told or corrected."""
    match act.body:
        case acts.ListRegistered(candidates=places):
            ids: tuple[str, ...] = tuple(one.candidate for one in places)
        case acts.CandidateRegistered(candidate=id):
            ids = (id,)
        case _:
            return
    for id in ids:
        if f"capacity/{id}" not in people.capacities:
            raise refused(
                f"{id} is no public capacity of this record", Finding.of("no_capacity", act.matter, capacity=id)
            )
