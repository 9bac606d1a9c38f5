"""The two kinds of event and the names that they have in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from etl.corroborate import partition, summary
from etl.corroborate.clusters import Row
from etl.models import EventKind


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its tables, the column of its reports that names the event, its rules of merging and what it shows."""

    name: EventKind
    events: str
    reports: str
    event_id: str
    rules: partition.Rules
    needed: str
    summarise: Callable[[Sequence[Row]], dict[str, Any]]


VISIT = Kind(
    "visit", "visits", "visit_reports", "visit_id", partition.VISITS,
    "r.visitor_iso3, r.host_iso3, r.start_date, r.end_date, r.status, r.visitor_name, r.visitor_title, r.level, "
    "r.delegation, r.city",
    summary.summarise_visit,
)  # fmt: skip
DRILL = Kind(
    "drill", "drills", "drill_reports", "drill_id", partition.DRILLS,
    "r.country_iso3, r.drill_date, r.kind, r.status, r.weapon_name, r.weapon_class, r.n_fired, r.place, r.distance_km",
    summary.summarise_drill,
)  # fmt: skip
KINDS: dict[EventKind, Kind] = {"visit": VISIT, "drill": DRILL}
