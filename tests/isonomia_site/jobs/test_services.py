"""A job is done by whoever holds its lease; it stands or falls with the act that asks for it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from isonomia.errors import ConflictError, InputError
from isonomia_site.jobs import services
from isonomia_site.jobs.models import Job
from isonomia_site.record.clock import now
from tests.isonomia_site.halls import Hall

SHORT = {"mail.send": timedelta(minutes=10)}
GONE = {"mail.send": timedelta(seconds=-1)}
"""A lease that has run out as soon as it is given: that of a worker that died long ago."""


def put(key: str = "mail/1", **given: object) -> None:
    with transaction.atomic():
        services.put("mail.send", key, {"act": key, **given})


def test_a_job_is_taken_once_and_finished_once(hall: Hall) -> None:
    put(act_number=3)
    job = services.take(SHORT)
    assert job is not None and (job.kind, job.key, job.attempt) == ("mail.send", "mail/1", 1)
    assert job.payload == {"act": "mail/1", "act_number": 3}
    assert services.take(SHORT) is None
    services.finish(job)
    assert services.take(SHORT) is None
    with pytest.raises(ConflictError):
        services.finish(job)
    assert Job.objects.get().done_at is not None


def test_a_job_stands_or_falls_with_the_transaction_that_puts_it(hall: Hall) -> None:
    with pytest.raises(RuntimeError, match="atomic"):
        services.put("mail.send", "mail/1", {})
    with pytest.raises(KeyError), transaction.atomic():
        services.put("mail.send", "mail/1", {})
        raise KeyError
    assert services.waiting() == 0


def test_a_key_is_put_once_for_ever(hall: Hall) -> None:
    put()
    put()
    job = services.take(SHORT)
    assert job is not None
    services.finish(job)
    put()
    assert Job.objects.count() == 1 and services.take(SHORT) is None


def test_a_job_waits_for_its_day_and_for_a_worker_of_its_kind(hall: Hall) -> None:
    with transaction.atomic():
        services.put("mail.send", "later", {}, not_before=now() + timedelta(hours=1))
        services.put("deadline.tell", "other", {})
    assert services.take(SHORT) is None
    other = services.take({"deadline.tell": timedelta(minutes=1)})
    assert other is not None and other.key == "other"


def test_the_job_of_a_dead_worker_is_taken_again_and_the_dead_one_is_fenced_off(hall: Hall) -> None:
    put()
    first = services.take(GONE)
    second = services.take(SHORT)
    assert first is not None and second is not None
    assert second.token > first.token and second.attempt == 2
    for answer in (lambda: services.finish(first), lambda: services.fail(first, "too late")):
        with pytest.raises(ConflictError, match="lost"):
            answer()
    services.finish(second)


def test_a_job_that_fails_waits_longer_each_time_and_is_set_aside_in_the_end(hall: Hall) -> None:
    put()
    waits = []
    for attempt in range(1, services.MOST_ATTEMPTS + 1):
        job = services.take(SHORT)
        assert job is not None and job.attempt == attempt
        begun = now()
        assert services.fail(job, "the post office is closed") is (attempt == services.MOST_ATTEMPTS)
        assert services.take(SHORT) is None
        waits.append(Job.objects.get().not_before - begun)
        Job.objects.update(not_before=now())
    assert all(shorter < longer for shorter, longer in pairwise(waits))
    assert services.take(SHORT) is None
    (aside,) = services.set_aside()
    assert aside.last_fault == "the post office is closed" and services.waiting() == 0
    services.try_again(aside.pk)
    again = services.take(SHORT)
    assert again is not None and again.attempt == 1
    with pytest.raises(InputError):
        services.try_again(aside.pk)


def test_a_job_that_no_worker_survives_is_set_aside_and_does_not_hold_up_the_next(hall: Hall) -> None:
    put("kills/1")
    for _ in range(services.MOST_ATTEMPTS):
        assert services.take(GONE) is not None
    put("harmless/1")
    job = services.take(SHORT)
    assert job is not None and job.key == "harmless/1"
    (aside,) = services.set_aside()
    assert "died" in aside.last_fault
