"""Shares of draws and differences of seats, as people read them."""

from django import template

from isonomia.exact import Share

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.filter
def of_hundred(share: Share) -> str:
    """A share in per cent with one decimal."""
    return share.percent(1)


@register.filter
def signed(difference: int | None) -> str:
    """A difference with its sign; empty where there is none or it is not known."""
    return f"{difference:+d}".replace("-", MINUS) if difference else ""
