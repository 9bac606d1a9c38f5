import datetime as dt
from itertools import pairwise

import pytest

from dashboard import bins


def rows(*counted: tuple[str | None, int], mark: str = "visit") -> list[dict[str, object]]:
    return [{"mark": mark, "month": month, "n": n} for month, n in counted]


def made(*counted: tuple[str | None, int], most: int = 40) -> bins.Bins:
    found = bins.even(rows(*counted), ("visit", "drill"), most)
    assert found
    return found


def test_gaps_are_bins_with_nothing_in_them() -> None:
    found = made(("2024-01", 3), ("2024-04", 1))
    assert found.counts == {"visit": [3, 0, 0, 1], "drill": [0, 0, 0, 0]} and found.total == [3, 0, 0, 1]


@pytest.mark.parametrize(
    ("first", "last", "step", "labels"),
    [
        ("2021-01", "2024-04", 1, ("2021-01", "2024-04")),
        ("2021-01", "2024-05", 3, ("2021-Q1", "2024-Q2")),
        ("2014-05", "2024-03", 3, ("2014-Q2", "2024-Q1")),
        ("2014-03", "2024-03", 12, ("2014", "2024")),
        ("1964-03", "2025-10", 60, ("1960–1964", "2025–2029")),
        ("1700-03", "2025-10", 120, ("1700–1709", "2020–2029")),
        ("0900-03", "2025-10", 1200, ("900–999", "2000–2099")),
    ],
)
def test_bins_are_even_and_few(first: str, last: str, step: int, labels: tuple[str, str]) -> None:
    found = made((first, 2), (last, 2))
    assert found.step == step and len(found) <= 40
    assert (found.label(0), found.label(len(found) - 1)) == labels
    assert sum(found.total) == 4 and found.earlier == 0
    days = [found.days(number) for number in range(len(found))]
    assert all(after[0] - before[1] == dt.timedelta(days=1) for before, after in pairwise(days))
    assert all(days[found.holding(day)][0] <= day <= days[found.holding(day)][1] for pair in days for day in pair)


def test_a_few_early_events_are_counted_apart() -> None:
    found = made(("1964", 1), ("2000-05", 1), *((f"2024-{month:02}", 4) for month in range(1, 13)))
    assert (found.step, found.label(0), found.earlier, sum(found.total)) == (1, "2024-01", 2, 48)


def test_a_year_is_in_no_month_but_in_its_year() -> None:
    fine = made(("2024", 5), ("2024-03", 1), ("2024-01", 1))
    assert (fine.step, fine.vague, sum(fine.total)) == (1, 5, 2)
    coarse = made(("2024", 5), ("2010-03", 6))
    assert (coarse.step, coarse.vague, coarse.total[-1]) == (12, 0, 5)


def test_what_is_left_out_is_said() -> None:
    found = made(("1964-01", 1), ("2024", 5), *((f"2024-{month:02}", 4) for month in range(1, 13)))
    assert found.meaning == "A bar is a month, 2024-01 to 2024-12; not drawn: 1 earlier, 5 known only to the year."
    assert made(("1964-01", 1), ("2024-01", 1)).meaning == "A bar is five years, 1960–1964 to 2020–2024."


def test_nothing_dated_has_no_bins() -> None:
    assert bins.even(rows((None, 4)), ("visit",), 40) is None and bins.even([], ("visit",), 40) is None


def test_days_outside_belong_to_the_nearest_bin() -> None:
    found = made(("2024-01", 1), ("2024-03", 1))
    assert (found.holding(dt.date(1999, 1, 1)), found.holding(dt.date(2030, 1, 1))) == (0, 2)
