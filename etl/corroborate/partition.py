"""Which reports are one event: first those dated to the day, then what is dated less precisely finds its place.

A report of a month, of a year or of no date belongs to an event that is dated better where exactly one fits; where none
or several fit, such reports are grouped among themselves, since an article that says "in 2018" of a leader who
came three times that year says nothing about which trip it means. What is decided for better dates never depends on
worse ones, so that a new report only bears on its own days and its own year.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from etl.corroborate import drills, visits
from etl.corroborate.clusters import Node, Row, Sign, agglomerate, nodes_of

# A report without a date is about this time before or after its publication.
UNDATED_BEFORE, UNDATED_AFTER = 45, 60
PRECISIONS = (7, 4, 0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes one event of reports of one kind; `date` and `block` name columns of reports."""

    date: str
    block: tuple[str, ...]
    sign: Callable[[Row], Sign]
    apart: Callable[[Row, Row], bool]
    affinity: Callable[[Row, Row], float]
    same: Callable[[Row, Row], bool]


VISITS = Rules(
    "start_date", ("visitor_iso3", "host_iso3"), visits.sign, visits.apart, visits.affinity, visits.same_traveller
)
DRILLS = Rules("drill_date", ("country_iso3",), drills.sign, drills.apart, drills.affinity, drills.same_launch)


def group_days(rules: Rules, reports: Iterable[Row]) -> list[list[Node]]:
    """The partition of reports that are dated to the day and near enough to each other."""
    return agglomerate(nodes_of(reports, rules.sign), rules.apart, rules.affinity)


def connected(rules: Rules, start: Iterable[Row], reports: Sequence[Row]) -> list[Row]:
    """Those reports that are linked to `start`, directly or by others; no other bears on where `start` belongs."""
    waiting = nodes_of(reports, rules.sign)
    border, found = [node.row for node in nodes_of(start, rules.sign)], []
    while border:
        one = border.pop()
        near = [node for node in waiting if not rules.apart(one, node.row) and rules.affinity(one, node.row) > 0]
        taken = set(map(id, near))
        waiting = [node for node in waiting if id(node) not in taken]
        border += [node.row for node in near]
        found += near
    return [report for node in found for report in node.reports]


def join_days(days: dict[str, list[list[Node]]]) -> list[list[Node]]:
    """Launches of single days, those of two days running joined where each is the other's only match.

    `days` holds every day from the first to the last, also those without a launch. Where a weapon is fired day after
    day nothing is joined.
    """
    order = sorted(days)
    links: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for one, other in pairwise(order):
        for i, a in enumerate(days[one]):
            for j, b in enumerate(days[other]):
                if drills.next_day(a, b):
                    links[one, i].append((other, j))
                    links[other, j].append((one, i))
    out = []
    for day in order:
        for i, group in enumerate(days[day]):
            mine = links[day, i]
            partner = mine[0] if len(mine) == 1 and len(links[mine[0]]) == 1 else None
            if partner is None:
                out.append(group)
            elif partner[0] > day:
                out.append(group + days[partner[0]][partner[1]])
    return out


@dataclass(slots=True)
class Placed:
    """Reports without a day of one event; `anchor` is the number of the better dated event, None for one of their own."""

    anchor: int | None
    reports: list[Row]


def place_others(rules: Rules, reports: Iterable[Row], anchors: dict[int, list[Row]]) -> list[Placed]:
    """Place reports of one block and year that have no day; `anchors` are its day-dated reports by event."""
    own: list[list[Row]] = []
    attached: dict[tuple[bool, int], list[Row]] = defaultdict(list)
    by_width: dict[int, list[Row]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: (r["article_id"], r["evidence_start"])):
        by_width[len(report[rules.date] or "")].append(report)
    for width in PRECISIONS:
        known = [((True, anchor), rows) for anchor, rows in anchors.items()]
        known += [((False, index), rows) for index, rows in enumerate(own)]
        left: dict[str, list[Row]] = defaultdict(list)
        for report in by_width[width]:
            fitting = [event for event, rows in known if _fits(rules, report, rows)]
            # An article that tells twice of what would be one event means two.
            if len(fitting) == 1 and not _tells_already(report, attached[fitting[0]]):
                attached[fitting[0]].append(report)
            else:
                left[report[rules.date] or ""].append(report)
        for same_date in left.values():
            groups = agglomerate(nodes_of(same_date, rules.sign), rules.apart, lambda a, b: float(rules.same(a, b)))
            own += all_reports(groups)
    placed = [Placed(number, rows) for (is_anchor, number), rows in attached.items() if is_anchor and rows]
    return placed + [Placed(None, rows + attached[False, index]) for index, rows in enumerate(own)]


def _tells_already(report: Row, reports: Iterable[Row]) -> bool:
    return any(other["article_id"] == report["article_id"] for other in reports)


def _fits(rules: Rules, report: Row, event: Sequence[Row]) -> bool:
    if _tells_already(report, event):
        return False
    return any(_compatible(report, other, rules.date) and rules.same(report, other) for other in event)


def _compatible(report: Row, other: Row, field: str) -> bool:
    """True where a date without a day can be that of a better one; no date goes by the day of publication."""
    date, better = report[field], other[field]
    if date:
        return str(better).startswith(date)
    published = report["published_date"]
    if not published or len(better or "") != 10:
        return False
    days = (dt.date.fromisoformat(better) - dt.date.fromisoformat(published)).days
    return (0 if report["status"] == "planned" else -UNDATED_BEFORE) <= days <= UNDATED_AFTER


def all_reports(groups: Iterable[list[Node]]) -> list[list[Row]]:
    """The reports of groups of nodes."""
    return [list(chain.from_iterable(node.reports for node in group)) for group in groups]
