"""The document on people says what the tables say."""

import re
from pathlib import Path

from isonomia.people.acts import ACTS
from isonomia_site.permissions import CONSOLE_ROLES, MAY_ENTER

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "people.md").read_text(encoding="utf-8")


def test_the_table_of_roles_is_the_one_that_is_asked() -> None:
    rows = re.findall(r"^\| `(\w+\.\w+)` \| ((?:`\w+`(?:, )?)+) \|$", TEXT, re.MULTILINE)
    assert {act: set(re.findall(r"\w+", roles)) for act, roles in rows} == {a: set(r) for a, r in MAY_ENTER.items()}
    assert all(f"`{role}`" in TEXT for role in CONSOLE_ROLES)


def test_every_act_of_people_is_explained() -> None:
    assert all(f"`{name}`" in TEXT for name, _ in ACTS)
