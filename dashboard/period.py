"""The period that was brushed on the overview: days in the page's address (`?range=2024-01-01..2024-06-30`, either end
may be left out) that narrow figures, lists and tables while the timeline stays as the filters made it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.database import Filters

NAME = "range"
RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Period:
    """Its first and last day; None where it is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def __str__(self) -> str:
        """As in the address: `2024-01-01..2024-06-30`."""
        return f"{self.since or ''}..{self.until or ''}"

    @property
    def text(self) -> str:
        """ "2024-01-01 to 2024-06-30", "from 2024-01-01", "to 2024-06-30"."""
        if self.since and self.until:
            return f"{self.since} to {self.until}"
        return f"from {self.since}" if self.since else f"to {self.until}"


def read(text: str) -> Period | None:
    """A period as the address has it; None where it is none, or has no end at all."""
    found = RANGE.fullmatch(text)
    try:
        since, until = (
            (dt.date.fromisoformat(day) if day else None for day in found.groups()) if found else (None, None)
        )
    except ValueError:
        return None
    if since and until and since > until:
        return None
    return Period(since, until) if since or until else None


def of_box(ends: Sequence[object]) -> Period | None:
    """The days that a box on a chart covers, from its two ends on the time axis (`2024-03-05 11:20:31.2`)."""
    try:
        days = sorted(dt.date.fromisoformat(str(end)[:10]) for end in ends)
    except ValueError:
        return None
    return Period(days[0], days[-1]) if days else None


def data_of(point: Mapping[str, Any]) -> Any:
    """What a mark that was chosen on a chart stands for, which comes alone or in a list."""
    value = point.get("customdata")
    return value[0] if isinstance(value, list | tuple) else value


def chosen() -> Period | None:
    """The period that was brushed, or that the address names."""
    period = read(address.follow(NAME))
    address.write(NAME, str(period) if period else "")
    return period


def choose(period: Period | None) -> None:
    """Remember what was brushed; None takes it away."""
    st.session_state[NAME] = str(period) if period and (period.since or period.until) else ""


def narrow(filters: Filters, period: Period | None) -> Filters:
    """The filters with the period in them, where both bound the time the narrower bound."""
    if not period:
        return filters
    since = [day for day in (filters.since, period.since and period.since.isoformat()) if day]
    until = [day for day in (filters.until, period.until and period.until.isoformat()) if day]
    return replace(filters, since=max(since, default=None), until=min(until, default=None))


def to_filters(period: Period) -> None:
    """Make the period the From and To of the sidebar, which hold on every screen."""
    for name, day in (("since", period.since), ("until", period.until)):
        if day:
            st.session_state[name] = day
    choose(None)
