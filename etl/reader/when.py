"""Whether a claimed date is what the date rules read at a passage, or how much of it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from etl.models import DateMention
from etl.reader.scene import Ground, Scene
from etl.transform import calendar_words as cal
from etl.transform import dates

# Days of a visit that leads from its end back to its beginning: "returned on Friday from a three-day trip".
LONGEST_STAY = 6


def is_date(date: str) -> bool:
    """False for what no calendar has, such as 2024-02-30."""
    year, month, day = (int(part) for part in f"{date}-01-01"[:10].split("-"))
    return 1900 <= year <= 2100 and 1 <= month <= 12 and cal.day(year, month, day) is not None


def settle(ground: Ground, scene: Scene, claimed: str | None, *, ongoing: bool = False) -> tuple[str | None, bool]:
    """(the date as far as it is borne out, True) or (None, False) where the words at the passage tell another date.

    The words of the passage's own sentences count first. Where they name dates and none agrees, the claim is wrong unless
    a stay of some days leads to it, or right around stands the very date, and is left as coarse as they agree in the month.
    Where they name none, a date right around may be meant; without one the date is left out rather than believed.
    """
    if claimed is None:
        return None, True
    own = list(readings(ground.dates(scene.own)))
    if best := _most_precise(claimed, own):
        return best, True
    anchor, near = ground.reading.anchor, list(readings(ground.dates(scene.near)))
    if claimed == anchor and (ongoing or not own):
        return claimed, True
    if own:
        stay = max((m.days or 0 for m in ground.dates(scene.own)), default=0)
        if any(first == claimed for first, _ in near) or any(_within(claimed, first, stay) for first, _ in own):
            return claimed, True
        month = claimed[:7] if len(claimed) >= 7 and any(first[:7] == claimed[:7] for first, _ in own) else None
        return month, month is not None
    if best := _most_precise(claimed, near):
        return best, True
    return (claimed[:7] if anchor and anchor.startswith(claimed[:7]) else None), True


def _within(claimed: str, first: str, stay: int) -> bool:
    apart = cal.days_between(claimed, first) if len(claimed) == len(first) == 10 else None
    return apart is not None and abs(apart) <= min(stay, LONGEST_STAY)


def readings(mentions: Iterable[DateMention]) -> Iterator[tuple[str, str | None]]:
    """(first day, last day or None) of every reading of the mentions, past and future."""
    for mention in mentions:
        if mention.kind == "duration":
            continue
        for date in dict.fromkeys((mention.date, mention.future_date)):
            if date:
                yield date, dates.end_for(mention, date)


def _most_precise(claimed: str, found: Iterable[tuple[str, str | None]]) -> str | None:
    return max((date for first, last in found if (date := _agreed(claimed, first, last))), key=len, default=None)


def _agreed(claimed: str, first: str, last: str | None) -> str | None:
    """The part of a claimed date that a reading bears out, None where they differ."""
    if last and first <= claimed[: len(first)] and claimed <= last:
        return claimed if len(claimed) <= len(first) or len(first) == 10 else first
    if first.startswith(claimed):
        return claimed
    return first if claimed.startswith(first) else None
