"""What the pages of every desk say of an act that was entered."""

from django import template
from django.urls import reverse

from isonomia.record.act import Act

register = template.Library()


@register.simple_tag
def promise_address(act: Act) -> str:
    """Where the promise for an act of a matter is handed out."""
    institution, _slash, id = act.matter.partition("/")
    return reverse(f"promise_{institution}", args=[id, act.place])
