import datetime as dt

import pytest

from dashboard import period
from dashboard.database import Filters
from dashboard.period import Period

JANUARY, JUNE = dt.date(2024, 1, 1), dt.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-01..2024-06-30", Period(JANUARY, JUNE)),
        ("2024-01-01..", Period(JANUARY, None)),
        ("..2024-06-30", Period(None, JUNE)),
        ("..", None),
        ("", None),
        ("2024-06-30..2024-01-01", None),
        ("2024-02-30..2024-06-30", None),
        ("2024-01..2024-06", None),
        ("<script>..2024-06-30", None),
        ("2024-01-01..2024-06-30..2025-01-01", None),
    ],
)
def test_reading_the_address(text: str, expected: Period | None) -> None:
    found = period.read(text)
    assert found == expected
    assert found is None or str(found) == text


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (["2024-01-01 05:11:20.3", "2024-06-30"], Period(JANUARY, JUNE)),
        (["2024-06-30 23:59", "2024-01-01"], Period(JANUARY, JUNE)),
        ([], None),
        ([17.5, "2024"], None),
    ],
)
def test_a_box_covers_days(ends: list[object], expected: Period | None) -> None:
    assert period.of_box(ends) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ("2024-01-01", "2024-06-30")),
        ("2024-03-01", "2025-01-01", ("2024-03-01", "2024-06-30")),
        ("2020-01-01", "2024-02-01", ("2024-01-01", "2024-02-01")),
    ],
)
def test_the_narrower_bound_holds(since: str | None, until: str | None, expected: tuple[str, str]) -> None:
    found = period.narrow(Filters(dyad="IRN-PRK", since=since, until=until), Period(JANUARY, JUNE))
    assert (found.dyad, found.since, found.until) == ("IRN-PRK", *expected)


def test_without_a_period_the_filters_stay() -> None:
    filters = Filters(since="2020-01-01")
    assert period.narrow(filters, None) is filters


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        (Period(JANUARY, JUNE), "2024-01-01 to 2024-06-30"),
        (Period(JANUARY), "from 2024-01-01"),
        (Period(None, JUNE), "to 2024-06-30"),
    ],
)
def test_in_words(chosen: Period, text: str) -> None:
    assert chosen.text == text
