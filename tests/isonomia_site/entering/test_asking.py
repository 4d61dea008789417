"""What every desk does with what is sent: a number that is none is one that was not sent."""

import pytest

from isonomia_site.entering.asking import number


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("0", 0),
        ("12", 12),
        ("999999999", 999_999_999),
        ("9" * 5000, -1),
        ("1000000000", -1),
        ("-1", -1),
        ("1.5", -1),
        ("\u0661", -1),
        ("\u00b2", -1),
        ("", -1),
        ("entered", -1),
    ],
)
def test_a_number_has_at_most_nine_plain_digits(sent: str, read: int) -> None:
    assert number({"entered": sent}, "entered", -1) == read


def test_what_was_not_sent_is_what_stands_for_it() -> None:
    assert number({}, "entered", 7) == 7
