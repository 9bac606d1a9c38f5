"""Why an event shows the value that it shows where its reports disagree: the rule told back from the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import cards
from dashboard.correctable import FIELDS
from dashboard.database import Row
from dashboard.queries import Kind

UNITS = {"distance_km": "km", "apogee_km": "km"}


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field: the value shown, why it is the one, and each value with the reports that give it, the shown one first."""

    field: str
    shown: str
    why: str
    sides: list[tuple[str, list[Row]]]


def disputes(kind: Kind, row: Mapping[str, Any], reports: Sequence[Row], decisions: Sequence[Row]) -> list[Dispute]:
    """The fields on which the reports (as of `queries.sources`) of an event disagree, with what `decisions` say of them."""
    by_id = {report["id"]: report for report in reports}
    out = []
    for field, said in cards.readings(row["disputed"]).items():
        named = FIELDS[kind].get(field)
        if named is None:
            continue
        value = row[named.shown]
        shown = None if value is None else str(value)
        given: dict[str, list[Row]] = {}
        for number, read in said.items():
            if number in by_id:
                given.setdefault(read, []).append(by_id[number])
        first = sorted(given.items(), key=lambda side: (side[0] != shown, -len(_origins(side[1])), side[0]))
        out.append(Dispute(field, words(field, shown), why(field, row, reports, decisions, shown),
                           [(words(field, read), told) for read, told in first]))  # fmt: skip
    return out


def words(field: str, value: str | None) -> str:
    """A value as the screen writes it: 1001.2 of distance_km is "1,001.2 km", launch_test "Launch test"."""
    if value is None:
        return "Not stated"
    if field in UNITS:
        try:
            return f"{float(value):,.10g} {UNITS[field]}"
        except ValueError:
            return value
    return cards.words(value) if field in ("kind", "status") else value


def why(field: str, row: Mapping[str, Any], reports: Sequence[Row], decisions: Sequence[Row], shown: str | None) -> str:
    """The rule by which a value is the one shown, in words."""
    for decision in decisions:
        if decision["action"] == "edit" and decision["field"] == field and not decision["undone"]:
            return f"an analyst corrected it (decision {decision['id']})."
    eligible = [report for report in reports if report[field] not in (None, "unknown")]
    start, longest = row.get("start_date"), max((len(str(r[field])) for r in eligible), default=0)
    precise = ""
    if field in ("start_date", "drill_date"):
        coarse = [report for report in eligible if len(report[field]) < longest]
        eligible = [report for report in eligible if len(report[field]) == longest]
        precise = "dates to the day come before coarser ones; " if coarse and longest == 10 else ""
    elif field == "end_date" and start:
        eligible = [r for r in eligible if not r[field][: len(start)] < start[: len(r[field])]]
        if shown is None and not eligible:
            return "each end that reports give lies before the start that is shown."
    voices = _voices(eligible, field)
    n, total = voices[shown or ""], voices.total()
    if not n or n < max(voices.values()):
        return "it was chosen when the articles were last read."
    if total == 1:
        return f"{precise}it is the latest word of the one origin behind them."
    if list(voices.values()).count(n) > 1:
        return f"{precise}as many origins give each value ({n} of {total}); this one was reported last."
    return f"{precise}it is the word of most origins ({n} of {total})."


def origin(report: Row) -> str | int:
    """What makes reports independent: the origin that they name, else the text of which they are a copy."""
    return report["origin_source"] or report["first_id"]  # type: ignore[no-any-return]


def _origins(reports: Sequence[Row]) -> set[str | int]:
    return {origin(report) for report in reports}


def _voices(reports: Sequence[Row], field: str) -> Counter[str]:
    """Value -> how many origins give it; each has one voice, its latest."""
    latest: dict[str | int, Row] = {}
    for report in reports:
        before = latest.get(origin(report))
        if before is None or (report["published_date"] or "") >= (before["published_date"] or ""):
            latest[origin(report)] = report
    return Counter(str(report[field]) for report in latest.values())
