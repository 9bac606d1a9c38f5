"""The full record of one event: what every report says, what else happened about that time, where its number leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.columns import DRILLS, VISITS
from dashboard.database import Row, ask
from dashboard.queries.conditions import FROM, Kind

# What a report says, in the order in which a table of reports shows it.
SAID: dict[Kind, str] = {
    "visit": "start_date end_date status visitor_name visitor_title level delegation city purpose",
    "drill": "drill_date status kind weapon_name weapon_class weapon_classes n_fired place distance_km apogee_km "
    "partner_iso3s announced_by latitude longitude",
}
# Days from one event to another, 0 where they overlap, NULL where the day of the other is not known.
_GAP = """CASE WHEN length({start}) < 10 THEN NULL WHEN {start} > :last THEN julianday({start}) - julianday(:last)
    WHEN {end} < :first THEN julianday({end}) - julianday(:first) ELSE 0 END"""
_VISIT_GAP = _GAP.format(
    start="e.start_date",
    end="CASE WHEN length(e.end_date) = 10 THEN max(e.start_date, e.end_date) ELSE e.start_date END",
)
_DRILL_GAP = _GAP.format(start="e.drill_date", end="e.drill_date")


@dataclass(frozen=True, slots=True)
class Window:
    """The days of an event, `first` to `last`, and the days around it, `since` to `until`; all ISO days."""

    first: str
    last: str
    since: str
    until: str


def lead(path: Path, kind: Kind, number: int) -> tuple[int, str | None]:
    """The number under which an event is kept, and why it is another one: rule, decision, or None where it is the same."""
    sql = """WITH RECURSIVE led(id, cause) AS (SELECT ?2, NULL
        UNION SELECT r.into_id, coalesce(led.cause, r.cause) FROM led JOIN event_redirects r ON r.event_kind = ?1 AND r.event_id = led.id)
        SELECT id, cause FROM led WHERE id NOT IN (SELECT event_id FROM event_redirects WHERE event_kind = ?1
            AND event_id IN (SELECT id FROM led)) LIMIT 1"""
    found = ask(path, sql, [kind, number])
    return (found[0]["id"], found[0]["cause"]) if found else (number, None)


def led_here(path: Path, kind: Kind, number: int) -> list[Row]:
    """Numbers that are part of this event now: event_id, cause (rule or decision); at most 50."""
    sql = """SELECT event_id, cause FROM event_redirects WHERE event_kind = ? AND into_id = ?
        ORDER BY +event_id LIMIT 50"""
    return ask(path, sql, [kind, number])


def last_number(path: Path, kind: Kind) -> int:
    """The highest number that an event of this kind ever had; 0 where there was none."""
    rows = ask(path, "SELECT seq FROM sqlite_sequence WHERE name = ?", [f"{kind}s"])
    return int(rows[0]["seq"]) if rows else 0


def sources(path: Path, kind: Kind, number: int) -> list[Row]:
    """Every report of one event with all that it says, its sentence and its article, the earliest published first.

    `first_id`, `first_outlet`, `first_title` and `first_date` are those of the article of which its own is a copy, or its own.
    """
    said = ", ".join(f"r.{name}" for name in SAID[kind].split())
    return ask(
        path,
        f"""SELECT r.id, {said}, r.origin_source, r.origin_iso3, r.confidence, r.found_by, r.evidence_start,
            '{kind}:' || r.{kind}_id AS event,
            substr(a.text, r.evidence_start + 1, r.evidence_end - r.evidence_start) AS sentence,
            a.id AS article_id, a.title, a.outlet, a.author, a.published_date, a.url, a.path, a.coder_version,
            coalesce(a.syndication_id, a.id) AS first_id, f.outlet AS first_outlet, f.title AS first_title,
            f.published_date AS first_date, f.path AS first_path
        FROM {kind}_reports r JOIN articles a ON a.id = r.article_id
        LEFT JOIN articles f ON f.id = coalesce(a.syndication_id, a.id)
        WHERE r.{kind}_id = ? ORDER BY coalesce(a.published_date, '9999'), a.id, r.evidence_start""",
        [number],
    )


def count_said(path: Path, kind: Kind, number: int) -> dict[str, int]:
    """How many quotes are about one event, by type of speaker."""
    sql = """SELECT e.speaker_type, count(*) AS n FROM quote_events q JOIN quotes e ON e.id = q.quote_id
        WHERE q.event_kind = ? AND q.event_id = ? AND e.review_status <> 'rejected' GROUP BY 1"""
    return {row["speaker_type"]: row["n"] for row in ask(path, sql, [kind, number])}


def visits_around(
    path: Path,
    countries: Sequence[str],
    visitor: str | None,
    pair: str | None,
    but: int | None,
    near: Window,
    limit: int,
) -> list[Row]:
    """Visits to or from `countries`, with a `visitor` only its visits and those of the `pair`, that began within a
    window, nearest first; `gap` is the days between the two (0 where they overlap), None where only the month is known."""
    named = {f"c{place}": code for place, code in enumerate(countries)}
    sql = f"""WITH near AS (SELECT e.id, {_VISIT_GAP} AS gap FROM visits e
        WHERE e.dyad IN (SELECT dyad FROM dyad_members WHERE iso3 IN ({", ".join(f":{name}" for name in named)}))
            AND substr(e.start_date, 1, 7) BETWEEN substr(:since, 1, 7) AND substr(:until, 1, 7) AND e.start_date <= :until
            AND length(e.start_date) >= 7 AND (length(e.start_date) = 7 OR e.start_date >= :since)
            AND (:visitor IS NULL OR e.visitor_iso3 = :visitor OR e.dyad = :pair)
            AND e.review_status <> 'rejected' AND e.id IS NOT :but
        ORDER BY gap IS NULL, abs(gap), e.start_date, e.id LIMIT :limit)
        SELECT {VISITS}, near.gap FROM near CROSS JOIN {FROM["visits"]} WHERE e.id = near.id
        ORDER BY near.gap IS NULL, abs(near.gap), e.start_date, e.id"""
    return ask(path, sql, _values(near, limit, but) | named | {"visitor": visitor, "pair": pair})


def drills_around(path: Path, countries: Sequence[str], but: int | None, near: Window, limit: int) -> list[Row]:
    """Drills in which any of `countries` takes part within a window, nearest first, with `gap` as of visits."""
    named = {f"c{place}": code for place, code in enumerate(countries)}
    sql = f"""WITH near AS (SELECT e.id, {_DRILL_GAP} AS gap FROM drills e
        WHERE substr(e.drill_date, 1, 7) BETWEEN substr(:since, 1, 7) AND substr(:until, 1, 7) AND e.drill_date <= :until
            AND length(e.drill_date) >= 7 AND (length(e.drill_date) = 7 OR e.drill_date >= :since)
            AND EXISTS (SELECT 1 FROM drill_countries x WHERE x.drill_id = e.id
                AND x.iso3 IN ({", ".join(f":{name}" for name in named)}))
            AND e.review_status <> 'rejected' AND e.id IS NOT :but
        ORDER BY gap IS NULL, abs(gap), e.drill_date, e.id LIMIT :limit)
        SELECT {DRILLS}, near.gap FROM near CROSS JOIN {FROM["drills"]} WHERE e.id = near.id
        ORDER BY near.gap IS NULL, abs(near.gap), e.drill_date, e.id"""
    return ask(path, sql, _values(near, limit, but) | named)


def _values(near: Window, limit: int, but: int | None) -> Row:
    days = {"first": near.first, "last": near.last, "since": near.since, "until": near.until}
    return days | {"limit": limit, "but": but}
