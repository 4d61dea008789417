"""The outer shell of every request: its size has a limit, and every answer bears the headers that others do not set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LARGEST = 11 * 1024 * 1024
"""How many bytes a request may bring: a scan of a judgment goes in, and nobody shall fill the memory with one."""


class HeadersMiddleware:
    """Refuse unread what is too large; keep pages to this site; let anyone, from anywhere, read the record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers added where the view has not set its own."""
        length = request.headers.get("Content-Length", "")
        if not length or (length.isdecimal() and len(length) < 20 and int(length) <= LARGEST):
            response = self.get_response(request)
        else:
            response = HttpResponse(f"A request has at most {LARGEST} bytes.\n", "text/plain; charset=utf-8", 413)
        headers = response.headers
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        # A page may change with the next act: browsers keep it, but ask (its ETag answers) before they show it.
        headers.setdefault("Cache-Control", "no-cache")
        if "Access-Control-Allow-Origin" in headers:
            # The record is the same in every language: one copy is enough for any cache.
            headers["Vary"] = "Accept-Encoding"
            headers.pop("Content-Language", None)
        return response
