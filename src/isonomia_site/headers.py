"""Headers on every answer that Django and its companions do not set themselves."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HeadersMiddleware:
    """Keep pages to this site; let anyone, from anywhere, read the published record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers added where the view has not set its own."""
        response = self.get_response(request)
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
