"""One article and the places in it that hold facts."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Row, ask


def article(path: Path, article_id: int) -> Row | None:
    """One article with its text and blocks."""
    found = ask(path, "SELECT * FROM articles WHERE id = ?", [article_id])
    return found[0] if found else None


def marks(path: Path, article_id: int) -> list[Row]:
    """The places in an article's text that hold facts: start, end, kind (visit, drill, test, quote), note, and the fact
    as `event` (visit:12, drill:3) or `quote` (its number)."""
    return ask(
        path,
        """SELECT r.evidence_start AS start, r.evidence_end AS end, 'visit' AS kind,
            coalesce(a.name, r.visitor_iso3) || ' to ' || coalesce(b.name, r.host_iso3) ||
            coalesce(', ' || r.start_date, '') || coalesce(', ' || r.visitor_name, '') AS note,
            'visit:' || r.visit_id AS event, NULL AS quote
        FROM visit_reports r JOIN visits v ON v.id = r.visit_id LEFT JOIN countries a ON a.iso3 = r.visitor_iso3
        LEFT JOIN countries b ON b.iso3 = r.host_iso3
        WHERE r.article_id = ?1 AND v.review_status <> 'rejected'
        UNION ALL SELECT r.evidence_start, r.evidence_end,
            CASE WHEN r.kind IN ('launch_test', 'satellite_launch') THEN 'test' ELSE 'drill' END,
            coalesce(c.name, r.country_iso3) || ', ' || replace(r.kind, '_', ' ') || coalesce(', ' || r.drill_date, '')
            || coalesce(', ' || r.weapon_name, ''), 'drill:' || r.drill_id, NULL
        FROM drill_reports r JOIN drills d ON d.id = r.drill_id LEFT JOIN countries c ON c.iso3 = r.country_iso3
        WHERE r.article_id = ?1 AND d.review_status <> 'rejected'
        UNION ALL SELECT quote_start, quote_end, 'quote', coalesce(speaker_name, speaker_raw, 'speaker not named'),
            NULL, id
        FROM quotes WHERE article_id = ?1 AND review_status <> 'rejected' ORDER BY 1, 2""",
        [article_id],
    )
