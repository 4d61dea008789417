"""The district of a deputy, as the election that gave the seat names it, and the petitions for their recall."""

from django import template

from isonomia.elections.acts import Names
from isonomia_site.recall.presenting import seat_of
from isonomia_site.record import reader

register = template.Library()


@register.simple_tag
def district_of(deputy: str, on: str) -> Names:
    """The names of the district of a deputy on a day; none where the record does not hold that election."""
    seat = seat_of(deputy, on)
    return seat.names if seat else ()


@register.simple_tag
def recalls_of(deputy: str, election: str) -> list[str]:
    """The numbers of the petitions for the recall of a deputy from the seat that an election gave."""
    asked = (one for one in reader.reform().recall.matters.values() if one.body.deputy == deputy)
    seats = ((one.matter, seat_of(deputy, one.body.on)) for one in asked)
    return [matter.partition("/")[2] for matter, seat in seats if seat and seat.election == election]
