"""One article and the places in it that hold facts."""

from __future__ import annotations

from pathlib import Path

from dashboard.database import Row, ask


def article(path: Path, article_id: int) -> Row | None:
    """One article with its text and blocks."""
    found = ask(path, "SELECT * FROM articles WHERE id = ?", [article_id])
    return found[0] if found else None


def marks(path: Path, article_id: int) -> list[Row]:
    """The places in an article's text that hold facts: start, end, kind (visit, drill, test, quote), note."""
    return ask(
        path,
        """SELECT r.evidence_start AS start, r.evidence_end AS end, 'visit' AS kind,
            r.visitor_iso3 || ' to ' || r.host_iso3 || coalesce(', ' || r.start_date, '') AS note
        FROM visit_reports r JOIN visits v ON v.id = r.visit_id
        WHERE r.article_id = ?1 AND v.review_status <> 'rejected'
        UNION ALL SELECT r.evidence_start, r.evidence_end,
            CASE WHEN r.kind IN ('launch_test', 'satellite_launch') THEN 'test' ELSE 'drill' END,
            r.country_iso3 || ' ' || replace(r.kind, '_', ' ') || coalesce(', ' || r.drill_date, '')
        FROM drill_reports r JOIN drills d ON d.id = r.drill_id
        WHERE r.article_id = ?1 AND d.review_status <> 'rejected'
        UNION ALL SELECT quote_start, quote_end, 'quote', coalesce(speaker_name, speaker_raw, 'speaker not named')
        FROM quotes WHERE article_id = ?1 AND review_status <> 'rejected' ORDER BY 1, 2""",
        [article_id],
    )
