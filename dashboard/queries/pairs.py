"""Country pairs, countries and speakers to choose from."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Row, ask

# What a box to choose from can hold: it is sent to the browser whole.
LISTED = 1000
_NAME = """coalesce(a.name, substr({0}, 1, instr({0}, '-') - 1)) || ' – ' || coalesce(b.name, substr({0}, instr({0}, '-') + 1))"""
_SIDES = """LEFT JOIN countries a ON a.iso3 = substr({0}, 1, instr({0}, '-') - 1)
        LEFT JOIN countries b ON b.iso3 = substr({0}, instr({0}, '-') + 1)"""


def dyads(path: Path) -> list[Row]:
    """The country pairs with names and counts, those with most visits first; at most 1,000.

    As the view `dyads` counts them, without its dates: each count is made in the order of an index."""
    return ask(
        path,
        f"""WITH v AS MATERIALIZED (SELECT dyad, count(*) AS n FROM visits WHERE review_status <> 'rejected' GROUP BY dyad),
        q AS MATERIALIZED (SELECT dyad, sum(n) AS n FROM (
            SELECT dyad, count(*) AS n FROM quote_dyads GROUP BY dyad
            UNION ALL SELECT d.dyad, -1 FROM quotes q CROSS JOIN quote_dyads d ON d.quote_id = q.id
            WHERE q.review_status = 'rejected' AND q.review_status <> 'unreviewed') GROUP BY dyad),
        listed AS MATERIALIZED (SELECT p.dyad, coalesce(v.n, 0) AS n_visits, coalesce(q.n, 0) AS n_quotes
            FROM (SELECT DISTINCT dyad FROM dyad_members) p LEFT JOIN v USING (dyad) LEFT JOIN q USING (dyad)
            ORDER BY 2 DESC, 3 DESC, 1 LIMIT {LISTED}),
        fired AS MATERIALIZED (SELECT iso3, sum(n) AS n FROM (
            SELECT country_iso3 AS iso3, count(*) AS n FROM drills WHERE review_status <> 'rejected' GROUP BY 1
            UNION ALL SELECT p.iso3, count(*) FROM drill_partners p CROSS JOIN drills d ON d.id = p.drill_id
            WHERE d.review_status <> 'rejected' GROUP BY 1) GROUP BY 1),
        together AS MATERIALIZED (SELECT a.iso3 || '-' || b.iso3 AS dyad, count(*) AS n
            FROM (SELECT DISTINCT drill_id FROM drill_partners) p CROSS JOIN drills d ON d.id = p.drill_id
            CROSS JOIN drill_countries a ON a.drill_id = d.id
            CROSS JOIN drill_countries b ON b.drill_id = d.id AND b.iso3 > a.iso3
            WHERE d.review_status <> 'rejected' GROUP BY 1)
        SELECT l.dyad, l.n_visits, l.n_quotes, {_NAME.format("l.dyad")} AS name,
            coalesce(one.n, 0) + coalesce(other.n, 0) - coalesce(t.n, 0) AS n_drills
        FROM listed l {_SIDES.format("l.dyad")}
        LEFT JOIN fired one ON one.iso3 = substr(l.dyad, 1, instr(l.dyad, '-') - 1)
        LEFT JOIN fired other ON other.iso3 = substr(l.dyad, instr(l.dyad, '-') + 1)
        LEFT JOIN together t ON t.dyad = l.dyad ORDER BY l.n_visits DESC, l.n_quotes DESC, l.dyad""",
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
