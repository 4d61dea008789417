"""So many in so much time from one address: counted under a keyed hash, for a while, and seen by nobody."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
SENT, TRIED = ("sent", 20), ("tried", 20)
"""What is counted, and how many an hour are taken from one address: a school or a village may share one."""


def within(request: HttpRequest, limit: tuple[str, int]) -> bool:
    """Count one more from where this request comes; whether that is within the limit."""
    kind, most = limit
    address = get_adapter(request).get_client_ip(request)
    key = f"filing.{kind}.{int(time.time()) // HOUR}.{address}"
    cache.add(key, 0, HOUR)
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, HOUR)
    return count <= most
