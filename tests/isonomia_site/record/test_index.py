"""The index that lists read says what the record says."""

import io
import json

from django.core.management import call_command

from isonomia_site.record import models
from tests.isonomia_site.halls import Hall


def lines() -> list[tuple[object, ...]]:
    return list(models.Matter.objects.order_by("matter").values_list())


def test_rebuilt_is_equal_to_live(hall: Hall) -> None:
    hall.fill()
    live = lines()
    models.Matter.objects.update(summary="{}", acts=0)
    models.Matter.objects.create(matter="reform/never", institution="reform", acts=1, summary="{}")
    out = io.StringIO()
    call_command("rebuild_index", stdout=out)
    assert lines() == live
    assert out.getvalue().strip() == f"{len(live)} matters"


def test_rebuilt_is_equal_when_some_acts_have_their_number_and_some_not(hall: Hall) -> None:
    hall.fill()
    hall.publish()
    live = lines()
    call_command("rebuild_index", stdout=io.StringIO())
    assert lines() == live


def test_the_line_of_a_referendum_is_its_summary(hall: Hall) -> None:
    hall.fill()
    line = models.Matter.objects.get(matter="referendum/2022-06-05")
    assert line.institution == "referendum"
    assert json.loads(line.summary) == {"polling_day": "2022-06-05", "stage": "final", "outcome": "adopted"}
    assert line.acts == sum(act.matter == line.matter for act in hall.pack.acts)
