"""The addresses of a desk, made from its value: each with its mark, those of its officers for them alone."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from isonomia_site.dockets import views
from isonomia_site.dockets.desk import Desk
from isonomia_site.entering.asking import ASKED
from isonomia_site.permissions import View, permitted, public


def addresses(desk: Desk) -> list[URLPattern]:
    """The public pages of a desk, and those for its officers."""
    at, kind, named = desk.address, desk.kind, desk.at
    one = f"{at}/<slug:number>/"
    work = f"desk/{at}/"

    def page(address: str, view: View, name: str) -> URLPattern:
        return path(address, public(require_safe(view)), {"desk": desk}, name)

    def closed(address: str, view: View, name: str, methods: tuple[str, ...] = ("GET", "HEAD")) -> URLPattern:
        only = permitted(desk.officer, *(desk.clerks if view is not views.paper else ()), matter=kind)
        return path(address, only(require_http_methods(methods)(view)), {"desk": desk}, name)

    of_old = [
        path(f"{at}/new/", _led_on("rights"), name=f"{kind}_new"),
        path(f"{at}/mine/", _led_on("mine"), name=f"{kind}_mine"),
    ]
    return [
        page(f"{at}/", views.listed, named["list"]),
        *([] if desk.begins else of_old),
        *([page(f"{at}/counts/", views.counts, named["counts"])] if desk.counts else []),
        page(one, views.one, named["one"]),
        page(f"{one}<int:place>/promise", views.promise, f"promise_{kind}"),
        closed(work, views.queue, named["queue"]),
        *([closed(f"{work}new/<slug:what>/", views.begin, named["begin"], tuple(ASKED))] if desk.begins else []),
        closed(f"{work}<slug:number>/", views.at_desk, named["desk"]),
        closed(f"{work}<slug:number>/files/<int:place>/<int:at>", views.paper, named["file"]),
        closed(f"{work}<slug:number>/<slug:what>/", views.step, named["step"], tuple(ASKED)),
    ]


def _led_on(name: str) -> View:
    """Whoever comes by an address of old is led to the one page where everybody files, or comes back."""
    return public(RedirectView.as_view(pattern_name=name))
