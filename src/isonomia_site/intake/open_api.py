"""The open API: anyone reads proposals as data; who has a key sends them, by the same service as the form."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema, Status
from ninja.security import APIKeyHeader

from isonomia.errors import ConflictError, InputError, UnlawfulActError
from isonomia_site.intake import keys
from isonomia_site.intake.exporting import Line, lines, one
from isonomia_site.intake.services import provisions, received_from
from isonomia_site.permissions import public
from isonomia_site.proposals.listing import ordinal_of
from isonomia_site.proposals.services import LONGEST, HandedIn

MOST = 100
TERRITORY = r"^[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*$"
NUMBER = r"^(P-[0-9]{4}-[0-9]{6})?$"


class KeyHeader(APIKeyHeader):
    """The key of an organisation, as it was handed out."""

    param_name = "X-API-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> object | None:
        """The row of a good key; nothing for any other."""
        return keys.found(key) if key else None


class Place(Schema, extra="forbid"):
    """A place in a text of law."""

    work: str = Field(min_length=1, max_length=128, examples=["kz/act/1995-08-30/constitution"])
    eid: str | None = Field(None, max_length=256, examples=["art_26"])


class Sending(Schema, extra="forbid"):
    """A proposal as an organisation sends it. `reference` is its own number there: sent twice, it is entered once."""

    text: str = Field(min_length=1, max_length=LONGEST)
    language: Literal["kk", "ru", "en"]
    reference: str = Field(min_length=1, max_length=200)
    received_on: date | None = None
    about: list[Place] = Field(default=[], max_length=20)
    territory: str | None = Field(None, max_length=128, pattern=TERRITORY)
    name: str = Field("", max_length=200)
    contact: str = Field("", max_length=200)


class Receipt(Schema):
    """The number of a proposal, and the code that opens it to its author; the number alone where it was in before."""

    number: str
    code: str | None = None


class Listing(Schema):
    """Some proposals, and after which number to go on; nothing there where these were the last."""

    proposals: list[Line]
    after: str | None


class Refusal(Schema):
    """Why nothing was done."""

    detail: str


api = NinjaAPI(
    title="Isonomia: proposals of citizens",
    version="1",
    urls_namespace="open-api",
    # Its pages load scripts from elsewhere; the description for programs is at openapi.json.
    docs_url=None,
)


@api.get(
    "proposals",
    url_name="api_proposals",
    response=Listing,
    summary="Proposals under the signed head, in the order of their numbers",
)
def listed(
    request: HttpRequest,
    after: str = Query("", pattern=NUMBER),  # type: ignore[type-arg]
    limit: int = Query(25, ge=1, le=MOST),  # type: ignore[type-arg]
) -> Listing:
    """Some proposals after a number, each with what opens the commitment to its text."""
    found = list(lines(after=ordinal_of(after) if after else 0, most=limit))
    return Listing(proposals=found, after=found[-1]["number"] if len(found) == limit else None)


@api.get("proposals/{number}", url_name="api_proposal", response={200: Line, 404: Refusal}, summary="One proposal")
def shown(request: HttpRequest, number: str) -> Status[Any]:
    """One proposal, as in the list."""
    found = one(number)
    return Status(200, found) if found else Status(404, Refusal(detail=f"no proposal {number} under the signed head"))


@api.post(
    "proposals",
    auth=KeyHeader(),
    response={200: Receipt, 201: Receipt, 409: Refusal, 422: Refusal, 429: Refusal},
    summary="Send a proposal",
)
def send(request: HttpRequest, sent: Sending) -> Status[Any]:
    """Enter a proposal; the same reference with the same text again gives the number that it has."""
    row = request.auth  # type: ignore[attr-defined]
    if not keys.within(row):
        return Status(429, Refusal(detail=f"at most {row.a_minute} proposals a minute: wait a minute"))
    today = timezone.now().date()
    handed = HandedIn(
        text=sent.text,
        language=sent.language,
        received_on=sent.received_on or today,
        registered_on=today,
        channel="platform",
        author_kind=row.author_kind,
        about=provisions((place.work, place.eid) for place in sent.about),
        territory=sent.territory,
        name=sent.name or row.name,
        contact=sent.contact,
    )
    number, code = received_from(row.name, sent.reference, handed, today)
    return Status(201 if code else 200, Receipt(number=number, code=code))


@api.exception_handler(InputError)
@api.exception_handler(UnlawfulActError)
def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """What the law or the house refuses."""
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.exception_handler(ConflictError)
def conflict(request: HttpRequest, error: Exception) -> HttpResponse:
    """What somebody else did first, or what this reference stands for already."""
    return api.create_response(request, {"detail": str(error)}, status=409)


def addresses() -> tuple[list[URLPattern], str, str]:
    """The addresses of the API with their namespace, each marked as public: a key is asked for below."""
    found, app, namespace = api.urls
    patterns = [one for one in found if isinstance(one, URLPattern)]
    for pattern in patterns:
        pattern.callback = public(pattern.callback)
    return patterns, app, namespace
