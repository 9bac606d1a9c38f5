"""Country pairs, countries and speakers to choose from."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Row, ask


def dyads(path: Path) -> list[Row]:
    """The country pairs with names and counts, those with most visits first."""
    return ask(
        path,
        """SELECT d.dyad, d.n_visits, d.n_drills, d.n_quotes, d.first_date, d.last_date,
            coalesce(a.name, substr(d.dyad, 1, instr(d.dyad, '-') - 1)) || ' – ' ||
            coalesce(b.name, substr(d.dyad, instr(d.dyad, '-') + 1)) AS name
        FROM dyads d LEFT JOIN countries a ON a.iso3 = substr(d.dyad, 1, instr(d.dyad, '-') - 1)
        LEFT JOIN countries b ON b.iso3 = substr(d.dyad, instr(d.dyad, '-') + 1)
        ORDER BY d.n_visits DESC, d.n_quotes DESC, d.dyad LIMIT 3000""",
    )


def countries(path: Path) -> dict[str, str]:
    """Code -> name."""
    return {row["iso3"]: row["name"] for row in ask(path, "SELECT iso3, name FROM countries")}


def speakers(path: Path) -> list[str]:
    """Names of everyone quoted, the most quoted first; at most 1,000."""
    sql = """SELECT speaker_name FROM quotes WHERE speaker_name <> '' AND review_status <> 'rejected'
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000"""
    return [row["speaker_name"] for row in ask(path, sql)]
