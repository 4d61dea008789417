"""Which matters a browser has opened by their codes: for half an hour, in a signed cookie, and nowhere else."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

COOKIE, SECONDS = "matters", 30 * 60
MOST = 20


def opened(request: HttpRequest) -> tuple[str, ...]:
    """The matters that this browser has opened, the newest first."""
    try:
        found = request.get_signed_cookie(COOKIE, salt=COOKIE, max_age=SECONDS)
    except (KeyError, BadSignature):
        return ()
    return tuple(str(found).split())


def is_open(request: HttpRequest, matter: str) -> bool:
    """Whether this browser has opened a matter by its code."""
    return matter in opened(request)


def remember(request: HttpRequest, answer: HttpResponse, matter: str) -> HttpResponse:
    """Let this browser act in one more matter; all that it has opened stay open for as long again."""
    kept = tuple(dict.fromkeys((matter, *opened(request))))[:MOST]
    answer.set_signed_cookie(
        COOKIE,
        " ".join(kept),
        salt=COOKIE,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def forget(answer: HttpResponse) -> HttpResponse:
    """Close all of them in this browser."""
    answer.delete_cookie(COOKIE)
    return answer
