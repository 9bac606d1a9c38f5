"""Reports that were added, changed or taken away -> the events that they and their neighbours are, by rule.

Writes `cluster_id` of reports and rows of `event_redirects`; what an analyst merged and split comes on top, in
`events.py`. Only the days, and for dates without a day the year, of the touched reports are looked at, by index.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from etl.corroborate import visits
from etl.corroborate.clusters import Node
from etl.corroborate.identity import keep_ids
from etl.corroborate.partition import all_reports, connected, group_days, join_days, place_others
from etl.load.kinds import DRILL, Kind
from etl.load.rows import Row, ask, marks

VISIT_REACH = visits.LONGEST_STAY + visits.DAYS_APART
# A launch decides where those of the day before and after belong, and these on whether their neighbours are joined.
DRILL_CORE, DRILL_REACH = 2, 4


class Merge:
    """One round of merging over reports of one kind that were touched; `changed` gathers reports with another event.

    New events have numbers below 0 until `finish`, so that none is made for reports that turn out to have one.
    """

    def __init__(self, db: sqlite3.Connection, kind: Kind) -> None:
        self.db = db
        self.kind = kind
        self.changed: set[int] = set()
        self.new: dict[int, list[Row]] = {}
        self._next = -1
        # Touched reports that have no event yet in this round: a changed one may have left its block of days or year.
        self._waiting: set[int] = set()

    def run(self, touched: Sequence[Row]) -> None:
        """Merge anew around `touched`: stored reports, and rows of such as are stored no more."""
        rules = self.kind.rules
        self._waiting = {row["id"] for row in touched}
        blocks: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in touched:
            blocks[tuple(row[column] for column in rules.block)].append(row)
        for block, rows in sorted(blocks.items()):
            days = [row for row in rows if len(row[rules.date] or "") == 10]
            around = self._drills(block, days) if self.kind is DRILL else self._visits(block, days)
            years = {(row[rules.date] or row.get("published_date") or "")[:4] for row in [*rows, *around]}
            for year in sorted(years):
                self._others(block, year)

    # Reports with a day

    def _visits(self, block: tuple[str, ...], days: Sequence[Row]) -> list[Row]:
        seen: set[int] = set()
        groups: list[list[Row]] = []
        for row in days:
            if row["id"] not in seen:
                near = [r for r in self._component(block, row) if r["id"] not in seen]
                seen |= {r["id"] for r in near}
                groups += all_reports(group_days(self.kind.rules, near))
        self._assign(groups)
        return [row for group in groups for row in group]

    def _component(self, block: tuple[str, ...], row: Row) -> list[Row]:
        """All day-dated reports that are linked to a report, the report itself included where it is stored."""
        first = last = row["start_date"]
        while True:
            low, high = moved(first, -VISIT_REACH), moved(last, VISIT_REACH)
            found = connected(self.kind.rules, [row], self._between(block, low, high))
            dates = [r["start_date"] for r in found] or [first]
            if min(dates) >= first and max(dates) <= last:
                return found
            first, last = min(first, *dates), max(last, *dates)

    def _drills(self, block: tuple[str, ...], days: Sequence[Row]) -> list[Row]:
        groups: list[list[Row]] = []
        for first, last in runs({row["drill_date"] for row in days}):
            launched: dict[str, list[Row]] = defaultdict(list)
            for row in self._between(block, moved(first, -DRILL_REACH), moved(last, DRILL_REACH)):
                launched[row["drill_date"]].append(row)
            grouped: dict[str, list[list[Node]]] = {}
            day, end = moved(first, -DRILL_REACH), moved(last, DRILL_REACH)
            while day <= end:
                grouped[day] = group_days(self.kind.rules, launched.get(day, []))
                day = moved(day, 1)
            low, high = moved(first, -DRILL_CORE), moved(last, DRILL_CORE)
            groups += [
                group for group in all_reports(join_days(grouped)) if any(low <= r["drill_date"] <= high for r in group)
            ]
        self._assign(groups)
        return [row for group in groups for row in group]

    def _between(self, block: tuple[str, ...], first: str, last: str) -> list[Row]:
        kind = self.kind
        where = " AND ".join(f"r.{column} = ?" for column in kind.rules.block)
        return ask(
            self.db,
            f"SELECT r.id, r.article_id, r.evidence_start, r.evidence_end, r.cluster_id, {kind.needed} FROM {kind.reports} r "
            f"WHERE {where} AND r.{kind.rules.date} BETWEEN ? AND ? AND length(r.{kind.rules.date}) = 10",
            [*block, first, last],
        )

    # Reports without a day

    def _others(self, block: tuple[str, ...], year: str) -> None:
        """Place the reports of a year that have no day; those without any date belong to the year of publication."""
        kind = self.kind
        where = " AND ".join(f"r.{column} = ?" for column in kind.rules.block)
        date = f"r.{kind.rules.date}"
        columns = f"r.id, r.article_id, r.evidence_start, r.evidence_end, r.cluster_id, a.published_date, {kind.needed}"
        table = f"{kind.reports} r JOIN articles a ON a.id = r.article_id"
        rows = ask(
            self.db,
            f"SELECT {columns} FROM {table} WHERE {where} AND {date} IS NULL AND coalesce(substr(a.published_date, 1, 4), '') = ?",
            [*block, year],
        )
        if year:
            rows += ask(
                self.db,
                f"SELECT {columns} FROM {table} WHERE {where} AND {date} BETWEEN ? AND ? AND length({date}) < 10",
                [*block, year, year + "-99"],
            )
        if not rows:
            return
        anchors: dict[int, list[Row]] = defaultdict(list)
        for row in self._between(block, year, year + "-99") if year else ():
            anchors[row["cluster_id"]].append(row)
        own: list[list[Row]] = []
        for placed in place_others(kind.rules, rows, anchors):
            if placed.anchor is None:
                own.append(placed.reports)
            else:
                self._attach(placed.anchor, placed.reports)
        self._assign(own, dated=False)

    def _attach(self, anchor: int, reports: Sequence[Row]) -> None:
        """Give reports the event of better dated ones. An event that is new takes over a number that they all had."""
        before = {row["cluster_id"] for row in reports} - {None}
        if anchor < 0 and (stored := sorted(n for n in before if n > 0)):
            free = [n for n in stored if not self._is_dated(n)]
            if free:
                self._rename(anchor, free[0])
                anchor = free[0]
        for row in reports:
            self._set(row, anchor)
        for number in before - {anchor}:
            if number > 0 and not self._has_reports(number):
                self._redirect(number, anchor)

    # Numbers

    def _assign(self, groups: Sequence[Sequence[Row]], *, dated: bool = True) -> None:
        """Write the event of each group. No group takes the number of reports that stay where they are; groups that are
        not `dated` to the day leave theirs to reports that are, which attached reports follow."""
        inside = {row["id"] for group in groups for row in group}
        known = {row["cluster_id"] for group in groups for row in group} - {None}
        free = {number for number in known if self._is_free(number, inside, dated)}
        before = [{r["id"]: r["cluster_id"] if r["cluster_id"] in free else None for r in group} for group in groups]
        self._waiting -= inside
        kept, taken = keep_ids(before)
        for group, number in zip(groups, kept, strict=True):
            if number is None:
                number = self._next
                self._next -= 1
            if number < 0:
                self.new[number] = list(group)
            for row in group:
                self._set(row, number)
        for number, into in taken.items():
            if number > 0 and not self._has_reports(number):
                self._redirect(number, into)

    def _set(self, row: Row, number: int) -> None:
        if row["cluster_id"] != number:
            self.db.execute(f"UPDATE {self.kind.reports} SET cluster_id = ? WHERE id = ?", [number, row["id"]])
            self.changed.add(row["id"])

    def _is_dated(self, number: int) -> bool:
        sql = f"SELECT 1 FROM {self.kind.reports} WHERE cluster_id = ? AND length({self.kind.rules.date}) = 10 LIMIT 1"
        return bool(ask(self.db, sql, [number]))

    def _is_free(self, number: int, inside: set[int], dated: bool) -> bool:
        """True where no report outside holds the number but such as wait for theirs."""
        sql = f"SELECT id, length({self.kind.rules.date}) AS width FROM {self.kind.reports} WHERE cluster_id = ?"
        holders = ask(self.db, sql, [number])
        others = [row for row in holders if row["id"] not in inside and (row["width"] == 10 or not dated)]
        if not dated and any(row["width"] == 10 for row in holders):
            return False
        return all(row["id"] in self._waiting for row in others)

    def _has_reports(self, number: int) -> bool:
        return bool(ask(self.db, f"SELECT 1 FROM {self.kind.reports} WHERE cluster_id = ? LIMIT 1", [number]))

    def _rename(self, old: int, new: int) -> None:
        self.db.execute(f"UPDATE {self.kind.reports} SET cluster_id = ? WHERE cluster_id = ?", [new, old])
        self.new.pop(old, None)
        name = self.kind.name
        self.db.execute("DELETE FROM event_redirects WHERE event_kind = ? AND event_id = ?", [name, new])
        self.db.execute("UPDATE event_redirects SET into_id = ? WHERE event_kind = ? AND into_id = ?", [new, name, old])

    def _redirect(self, old: int, new: int) -> None:
        name = self.kind.name
        self.db.execute(
            "UPDATE event_redirects SET into_id = ? WHERE event_kind = ? AND into_id = ? AND cause = 'rule'",
            [new, name, old],
        )
        self.db.execute("INSERT OR REPLACE INTO event_redirects VALUES (?, ?, ?, 'rule')", [name, old, new])

    def finish(self, number_of: dict[int, int]) -> None:
        """Give new events their numbers."""
        for old, new in number_of.items():
            self._rename(old, new)


def moved(day: str, days: int) -> str:
    """An ISO day moved by days."""
    return (dt.date.fromisoformat(day) + dt.timedelta(days)).isoformat()


def runs(days: Iterable[str]) -> Iterator[tuple[str, str]]:
    """First and last day of stretches of days so near to each other that they are looked at together."""
    order = sorted(days)
    first = last = order[0] if order else ""
    for day in order[1:]:
        if day > moved(last, 2 * DRILL_REACH):
            yield first, last
            first = day
        last = day
    if order:
        yield first, last


def stored_reports(db: sqlite3.Connection, kind: Kind, ids: Sequence[int]) -> list[Row]:
    """Reports by their numbers, as `Merge.run` takes them."""
    return ask(
        db,
        f"SELECT r.id, r.cluster_id, r.article_id, r.evidence_start, r.evidence_end, a.published_date, {kind.needed} "
        f"FROM {kind.reports} r JOIN articles a ON a.id = r.article_id WHERE r.id IN ({marks(ids)})",
        ids,
    )
