"""Country pairs, countries and speakers to choose from."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Filters, Row, ask
from dashboard.queries import tallied
from dashboard.queries.dossier import drills_by_lane

# What a box to choose from can hold: it is sent to the browser whole.
LISTED = 1000
_NAME = """coalesce(a.name, substr({0}, 1, instr({0}, '-') - 1)) || ' – ' || coalesce(b.name, substr({0}, instr({0}, '-') + 1))"""
_SIDES = """LEFT JOIN countries a ON a.iso3 = substr({0}, 1, instr({0}, '-') - 1)
        LEFT JOIN countries b ON b.iso3 = substr({0}, instr({0}, '-') + 1)"""


def dyads(path: Path) -> list[Row]:
    """The country pairs with names and counts, those with most visits first; at most 1,000.

    As the view `dyads` counts them, without its dates."""
    out = tallied.left_out("visits", Filters()) or 0
    (told, of_visits), (said, of_quotes) = tallied.lanes("visit", out), tallied.lanes("quote", out)
    drills, of_drills = drills_by_lane(Filters())
    return ask(
        path,
        f"""WITH v AS MATERIALIZED ({told}), q AS MATERIALIZED ({said}),
        listed AS MATERIALIZED (SELECT p.dyad, coalesce(v.n, 0) AS n_visits, coalesce(q.n, 0) AS n_quotes
            FROM (SELECT DISTINCT dyad FROM dyad_members) p LEFT JOIN v ON v.lane = p.dyad LEFT JOIN q ON q.lane = p.dyad
            ORDER BY 2 DESC, 3 DESC, 1 LIMIT {LISTED}),
        {drills}
        SELECT l.dyad, l.n_visits, l.n_quotes, {_NAME.format("l.dyad")} AS name,
            coalesce(one.n, 0) + coalesce(other.n, 0) - coalesce(t.n, 0) AS n_drills
        FROM listed l {_SIDES.format("l.dyad")}
        LEFT JOIN fired one ON one.iso3 = substr(l.dyad, 1, instr(l.dyad, '-') - 1)
        LEFT JOIN fired other ON other.iso3 = substr(l.dyad, instr(l.dyad, '-') + 1)
        LEFT JOIN joint t ON t.dyad = l.dyad ORDER BY l.n_visits DESC, l.n_quotes DESC, l.dyad""",
        [*of_visits, *of_quotes, *of_drills],
    )


def dyad_names(path: Path) -> dict[str, str]:
    """Every country pair -> its name: "Iran – North Korea"."""
    sql = f"""SELECT d.dyad, {_NAME.format("d.dyad")} AS name FROM (SELECT DISTINCT dyad FROM dyad_members) d
        {_SIDES.format("d.dyad")}"""
    return {row["dyad"]: row["name"] for row in ask(path, sql)}


def countries(path: Path) -> dict[str, str]:
    """Code -> name."""
    return {row["iso3"]: row["name"] for row in ask(path, "SELECT iso3, name FROM countries")}


def speakers(path: Path) -> list[str]:
    """Names of everyone quoted, the most quoted first; at most 1,000."""
    sql = """SELECT speaker_name FROM quotes WHERE speaker_name <> '' AND review_status <> 'rejected'
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"""
    return [row["speaker_name"] for row in ask(path, sql)]
