from __future__ import annotations

import pytest

from etl.transform import calendar_words as cal


@pytest.mark.parametrize(
    ("date", "amount", "unit", "expected"),
    [
        ("2024-02-28", 2, "day", "2024-03-01"),
        ("2024-05-16", -1, "week", "2024-05-09"),
        ("2024-05-16", -3, "week", "2024-04"),
        ("2024-01-10", -1, "month", "2023-12"),
        ("2024-05", 2, "year", "2026"),
    ],
)
def test_shift_is_as_precise_as_date_and_unit(date: str, amount: int, unit: str, expected: str) -> None:
    assert cal.shift(date, amount, unit) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a couple of", 2), ("twenty-five", 25), ("half a dozen", 6), ("a dozen", 12), ("12", 12), ("several", None)],
)
def test_number_of(words: str, expected: int | None) -> None:
    assert cal.number_of(words) == expected


def test_compatible_at_the_coarser_precision() -> None:
    assert cal.compatible("2024-05-16", "2024-05")
    assert not cal.compatible("2024-05-16", "2024-05-17")
    assert cal.compatible("2024-05-16", "2024-05-17", slack=1)
    assert not cal.compatible("2024", "2023-12-31")


def test_ends_and_order() -> None:
    assert cal.end_of("2024-04-23", 3) == "2024-04-25"
    assert cal.end_of("2024-04", 3) is None
    assert cal.is_before("2024-04", "2024-05-16")
    assert not cal.is_before("2024-05", "2024-05-16")


def test_weekdays() -> None:
    assert cal.weekday("2024-05-16", 3) == "2024-05-16"
    assert cal.weekday("2024-05-16", 4, future=True) == "2024-05-17"
    assert cal.weekday_in_week("2024-05-16", 0, -1) == "2024-05-06"
