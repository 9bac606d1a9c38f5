"""When reports of a visitor country in a host country tell of one trip."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from etl.corroborate.clusters import Row, Sign
from etl.corroborate.names import person, same_person, words

# Announced for Tuesday, arrived on Wednesday, met on Thursday, flown home on Friday: reports of one traveller's trip
# name days this far apart. Two trips of one person to one host are further apart, or one article tells of both.
DAYS_APART = 3
DAYS_APART_UNNAMED = 1
# A longer stay is a posting, or a date misread.
LONGEST_STAY = 14
HAPPENED = frozenset({"ongoing", "completed"})


def sign(report: Row) -> Sign:
    """Who, when, and whether it was called off."""
    who = person(report["visitor_name"])
    rank = (report["level"], () if who else words(report["visitor_title"] or report["delegation"]))
    return (who, *rank, report["start_date"], _end(report), report["status"], report["city"])


def apart(one: Row, other: Row) -> bool:
    """True where two reports cannot be of one trip: other people, or called off and made."""
    a, b = person(one["visitor_name"]), person(other["visitor_name"])
    if a and b and not same_person(a, b):
        return True
    if "cancelled" in (one["status"], other["status"]) and HAPPENED & {one["status"], other["status"]}:
        return True
    return not (a and b) and _other_rank(one, other)


def affinity(one: Row, other: Row) -> float:
    """How much two reports dated to the day speak for one trip; 0 where their days do."""
    named = bool(person(one["visitor_name"]) and person(other["visitor_name"]))
    gap = days_apart(one, other)
    if gap > (DAYS_APART if named else DAYS_APART_UNNAMED):
        return 0.0
    alike: int = sum(one[f] is not None and one[f] == other[f] for f in ("start_date", "level", "city"))
    return 1.0 + 4.0 * named + 0.5 * alike - gap


def same_traveller(one: Row, other: Row) -> bool:
    """What a report without a day needs to be of a trip: the same person, named in both, and no other state of it."""
    return same_person(person(one["visitor_name"]), person(other["visitor_name"])) and not apart(one, other)


def days_apart(one: Row, other: Row) -> int:
    """Days between two stays that are dated to the day; 0 where they overlap."""
    (a, b), (c, d) = _span(one["start_date"], one["end_date"]), _span(other["start_date"], other["end_date"])
    return max(0, c - b, a - d)


def _other_rank(one: Row, other: Row) -> bool:
    return None not in (one["level"], other["level"]) and "other" not in (one["level"], other["level"]) and one["level"] != other["level"]  # fmt: skip


def _end(report: Row) -> str | None:
    first, last = _span(report["start_date"], report["end_date"])
    return report["end_date"] if last > first else None


@lru_cache(maxsize=65536)
def _span(start: str | None, end: str | None) -> tuple[int, int]:
    """First and last day as numbers; a date that is not a day has none."""
    if len(start or "") != 10:
        return 0, 0
    first = dt.date.fromisoformat(str(start)).toordinal()
    last = dt.date.fromisoformat(str(end)).toordinal() if len(end or "") == 10 else first
    return first, last if first <= last <= first + LONGEST_STAY else first
