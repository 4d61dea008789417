"""The district of a deputy, as the election that gave the seat names it, and the petitions for their recall."""

from django import template

from isonomia.elections.acts import Names
from isonomia_site.recall.presenting import seat_of
from isonomia_site.record import reader

register = template.Library()


@register.simple_tag
def district_of(deputy: str) -> Names:
    """The names of the district that a deputy was elected in; none where the record does not hold that election."""
    seat = seat_of(deputy)
    return seat.names if seat else ()


@register.simple_tag
def recalls_of(deputy: str) -> list[str]:
    """The numbers of the petitions for the recall of a deputy."""
    petitions = reader.reform().recall.matters.values()
    return [one.matter.partition("/")[2] for one in petitions if one.body.deputy == deputy]
