"""Electronic signatures on the texts of a ruling: checked before it is published, kept with all that proves them."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asn1crypto import x509
from django.utils.functional import Promise
from msgspec import structs

from isonomia.court.case import Case
from isonomia_site.court.reading import CASE
from isonomia_site.filing import attachments, signed
from isonomia_site.filing.contents import look
from isonomia_site.filing.papers import Handed, Papers, files_of, owner_of
from isonomia_site.filing.signed import SAID, File, Signature, Word, signatures_of
from isonomia_site.record.clock import instant

HOLDS = (Word.VALID, Word.UNANSWERED)
TEXT, SIGNATURE = "ruling.{}.txt", "ruling.{}.p7s"


@dataclass(frozen=True, slots=True)
class Checked:
    """Texts with the signatures beside them, and what the check of each came to."""

    papers: Papers
    found: tuple[Signature, ...]

    def faults(self) -> Iterator[tuple[str, Promise]]:
        """The languages in which the signature does not hold, and why in words."""
        for at in range(1, len(self.papers.files), 2):
            here = [one for one in self.found if one.file == at]
            word = here[0].word if len(here) == 1 else Word.UNREADABLE
            # A signature around a file of its own says nothing of the text that is published.
            word = Word.NOTHING_SIGNED if word in HOLDS and here[0].signs != at - 1 else word
            if word not in HOLDS:
                yield self.papers.files[at].name.split(".")[1], SAID[word]


def check(texts: Mapping[str, str], given: Mapping[str, bytes]) -> Checked:
    """Check the signatures beside the texts of a ruling, by language; each must be on the very bytes to be published.

    Raises:
        InputError: a file is too large, or of no kind that is taken.
    """
    # It takes seconds to load, and only who publishes a signed ruling needs it.
    from isonomia_site.filing.signatures import check, trust

    handed = tuple(
        one
        for language, data in given.items()
        for one in (Handed(TEXT.format(language), texts[language].encode()), Handed(SIGNATURE.format(language), data))
    )
    attachments.check(one.data for one in handed)
    files = [File(at, look(one.data).kind, one.data) for at, one in enumerate(handed)]
    pairs = zip(files[::2], files[1::2], strict=True)
    believed, at = trust(), instant()
    found = [sign for text, beside in pairs for sign in check([text, beside], believed)]
    return Checked(Papers(files=handed), tuple(structs.replace(one, checked_at=at) for one in found))


def keep(act: str, checked: Checked) -> None:
    """Keep what was found of the signatures of a ruling with its other papers, in the running transaction."""
    owner = owner_of(act.rpartition("/")[0])
    if owner:
        signed.keep(owner, act.rpartition("/")[2], checked.found)


@dataclass(frozen=True, slots=True)
class Shown:
    """One signature on a ruling as its page shows it; `signer` and `issuer` are what their certificate calls them."""

    said: Promise
    holds: bool
    found: Signature
    signer: str
    issuer: str

    @property
    def answered(self) -> bool:
        """Whether an answer on revocation is kept."""
        return bool(self.found.ocsps or self.found.crls)


def of_ruling(case: Case, language: str) -> Shown | None:
    """The signature on a published ruling in a language; None where it bears none, or it was erased."""
    act = case.published[0].id if case.published else ""
    at = _place(act, language)
    found = next((one for one in signatures_of(act) if one.file == at), None) if at is not None else None
    return _shown(found) if found else None


def file_of(case: Case, language: str) -> bytes | None:
    """The signature on a published ruling as a file, to be checked beside the text; None where there is none."""
    act = case.published[0].id if case.published else ""
    at = _place(act, language)
    there = of_ruling(case, language)
    return attachments.open_file(act, at, despite=True) if there and at is not None else None


def _place(act: str, language: str) -> int | None:
    names = files_of(act) if act.startswith(CASE) else []
    name = SIGNATURE.format(language)
    return names.index(name) if name in names else None


def _shown(found: Signature) -> Shown:
    held = x509.Certificate.load(b64decode(found.certificates[0])) if found.certificates else None
    names = [held.subject.native, held.issuer.native] if held else [{}, {}]
    signer, issuer = (_name(one) for one in names)
    return Shown(SAID[found.word], found.word in HOLDS, found, signer, issuer)


def _name(subject: Mapping[str, object]) -> str:
    """What a certificate calls somebody: the name alone, for it may hold the number of a person too."""
    return str(subject.get("common_name") or subject.get("organization_name") or "")
