"""What an event says, from what its reports say: one value shown for each field, all others kept beside it.

A date is the most precise that any report gives; other fields, and dates of one precision, are chosen by `choose`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from etl.corroborate.clusters import Row
from etl.corroborate.names import person
from etl.models import precision_of
from etl.transform import calendar_words as cal

VISIT_FIELDS = (
    "start_date", "end_date", "status", "visitor_name", "visitor_title", "level", "delegation", "city", "purpose",
)  # fmt: skip
DRILL_FIELDS = (
    "partner_iso3s", "drill_date", "kind", "weapon_name", "weapon_class", "weapon_classes", "n_fired", "place",
    "latitude", "longitude", "distance_km", "apogee_km", "status", "announced_by",
)  # fmt: skip
# Fields in which reports can disagree about the same thing; a longer name or another place name is no dispute, and
# planned, ongoing and completed are one life.
DISPUTABLE = frozenset("start_date end_date drill_date kind weapon_class n_fired distance_km apogee_km".split())
# The life of an event, in this order where reports of one day tell different parts of it.
STAGES = ("planned", "ongoing", "cancelled", "completed", "failed", "conducted")
CONTEXTS = {
    "military": "military defence defense arms weapons missile army navy troops security",
    "economic": "economic trade commerce investment finance business energy oil",
}


def summarise_visit(reports: Sequence[Row]) -> dict[str, Any]:
    """The columns of `visits` that follow from its reports, which are in order of publication."""
    row = _summarise(reports, VISIT_FIELDS, "start_date")
    row["visitor_name"] = _fullest(reports, "visitor_name")
    row["end_date"] = choose([r for r in reports if not _ends_before(r["end_date"], row["start_date"])], "end_date")
    planned = row["status"] == "planned"
    row["plover_event"], row["plover_mode"] = ("AGREE", "meet") if planned else ("CONSULT", "visit")
    row["plover_context"] = _context(row)
    return row


def _ends_before(end: str | None, start: str | None) -> bool:
    """True where an end, of a report with another start, lies before the start that is shown."""
    return bool(end and start) and str(end)[: len(str(start))] < str(start)[: len(str(end))]


def summarise_drill(reports: Sequence[Row]) -> dict[str, Any]:
    """The columns of `drills` that follow from its reports, which are in order of publication."""
    row = _summarise(reports, DRILL_FIELDS, "drill_date")
    row["weapon_class"] = row["weapon_class"] or "unknown"
    if row["kind"] == "military_exercise" and row["partner_iso3s"]:
        row["plover_event"], row["plover_mode"] = "COOPERATE", None
    else:
        row["plover_event"], row["plover_mode"] = "MOBILIZE", "weapons"
    row["plover_context"] = "military"
    return row


def _summarise(reports: Sequence[Row], fields: Sequence[str], date_field: str) -> dict[str, Any]:
    row: dict[str, Any] = {field: choose(reports, field) for field in fields}
    row["status"] = max(reports, key=lambda r: (r["published_date"] or "", STAGES.index(r["status"])))["status"]
    precise = max((len(r[date_field] or "") for r in reports), default=0)
    row[date_field] = choose([r for r in reports if len(r[date_field] or "") == precise], date_field)
    row["date_precision"] = precision_of(row[date_field])
    row["n_reports"] = len(reports)
    row["n_outlets"] = len({r["syndication_id"] for r in reports if r["outlet"] is None} | _outlets(reports))
    row["n_origins"] = len({origin_of(r) for r in reports})
    named = Counter(r["origin_source"] for r in reports if r["origin_source"])
    row["origins"] = ";".join(sorted(named, key=lambda name: (-named[name], name))) or None
    row["first_reported_date"] = min((r["published_date"] for r in reports if r["published_date"]), default=None)
    row["found_by"] = found_by(reports)
    row["disputed"] = _disputes(reports, fields)
    # Independent reports that agree: each further one halves what is left of the doubt.
    doubt = 1.0
    for confidence in sorted((r["confidence"] for r in reports), reverse=True)[: row["n_origins"]]:
        doubt *= 1.0 - confidence
    row["confidence"] = round(min(0.99, 1.0 - doubt), 3)
    return row


def found_by(reports: Sequence[Row]) -> str:
    """Every reader that any report names, `;`-joined, the rules first."""
    readers = {reader for report in reports for reader in report["found_by"].split(";")}
    return ";".join(sorted(readers, key=lambda name: (name != "rules", name)))


def origin_of(report: Row) -> str | int:
    """What makes reports independent: the origin that they name, else the text of which they are a copy."""
    return report["origin_source"] or report["syndication_id"]  # type: ignore[no-any-return]


def choose(reports: Sequence[Row], field: str) -> Any:
    """The value of a field that is shown; None where no report gives one.

    Each independent origin has one voice, its latest: a correction takes the place of its earlier guess. The value with
    most voices is shown, of equals the one that was reported last.
    """
    voices: dict[str | int, Row] = {}
    for report in reports:
        if report[field] is not None and report[field] != "unknown":
            before = voices.get(origin_of(report))
            if before is None or (report["published_date"] or "") >= (before["published_date"] or ""):
                voices[origin_of(report)] = report
    n = Counter(report[field] for report in voices.values())
    last = max(voices.values(), key=lambda r: (n[r[field]], r["published_date"] or "", str(r[field])), default=None)
    return last[field] if last else None


def _outlets(reports: Sequence[Row]) -> set[str]:
    """Outlets with a story of their own: of a syndicated text only its first outlet counts."""
    first: dict[Any, str] = {}
    for report in reports:
        if report["outlet"] is not None:
            first.setdefault(report["syndication_id"], report["outlet"])
    return set(first.values())


def _fullest(reports: Sequence[Row], field: str) -> str | None:
    """The longest name; a description of who travels only where no report has a name."""
    given = [r[field] for r in reports if r[field]]
    return max(given, key=lambda name: (bool(person(name)), len(name), name), default=None)


def _disputes(reports: Sequence[Row], fields: Sequence[str]) -> str | None:
    """JSON {field: {value: [report ids]}} of the fields in which reports differ; coarser dates that agree do not."""
    out: dict[str, dict[str, list[int]]] = {}
    for field in fields:
        if field not in DISPUTABLE:
            continue
        values: dict[str, list[int]] = {}
        for report in reports:
            if report[field] is not None and report[field] != "unknown":
                values.setdefault(str(report[field]), []).append(report["id"])
        if field.endswith("_date") and all(cal.compatible(a, b) for a in values for b in values):
            continue
        if len(values) > 1:
            out[field] = values
    return json.dumps(out, sort_keys=True) if out else None


def _context(row: Row) -> str:
    words = " ".join(str(row[f] or "") for f in ("visitor_title", "delegation", "purpose")).lower().split()
    if row["level"] in ("military", "defence_minister"):
        return "military"
    for context, keys in CONTEXTS.items():
        if set(keys.split()) & set(words):
            return context
    return "diplomatic"
