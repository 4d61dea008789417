"""The job that checks the signatures on files that were handed in: no filing waits for it, and none fails by it."""

from django.db import transaction
from msgspec import structs

from isonomia_site.filing.attachments import FILE
from isonomia_site.filing.contents import look
from isonomia_site.filing.papers import owner_of
from isonomia_site.filing.signed import File, keep
from isonomia_site.jobs.services import Payload, put
from isonomia_site.papers import vault
from isonomia_site.papers.bundles import Bundle
from isonomia_site.record.clock import instant

KIND = "filing.signatures"
MAY_BE_SIGNED = ("pdf", "p7s")


def ask(bundle: Bundle) -> None:
    """Let signatures on files that were just handed in be checked, in the transaction that keeps them."""
    if any(isinstance(data, bytes) and look(data).kind in MAY_BE_SIGNED for data in bundle.papers.values()):
        put(KIND, f"{KIND} {bundle.act}", {"act": bundle.act})


def ask_again(act: str) -> None:
    """Let the signatures on the files of an act be checked anew, as where a revocation was not answered."""
    with transaction.atomic():
        put(KIND, f"{KIND} {act} {instant()}", {"act": act})


def work(payload: Payload) -> None:
    """Check the signatures on the files of an act and keep what was found: the job."""
    # It takes seconds to load, and nobody but the worker needs it.
    from isonomia_site.filing.signatures import check, trust

    act = str(payload["act"])
    owner, place = owner_of(act.rpartition("/")[0]), act.rpartition("/")[2]
    if owner is None:
        return
    found, at = check(list(_files(owner, place)), trust()), instant()
    keep(owner, place, [structs.replace(one, checked_at=at) for one in found])


def _files(owner: str, place: str) -> list[File]:
    found = []
    for at in range(len([one for one in vault.fields(owner) if one.startswith(f"{FILE}.{place}.")])):
        data = vault.read(owner, f"{FILE}.{place}.{at}")
        if isinstance(data, bytes):
            found.append(File(at, look(data).kind, data))
    return found
