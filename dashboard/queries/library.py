"""Articles as the screen Articles asks for them: narrowed, counted and given a page at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.columns import ARTICLES
from dashboard.database import Filters, Row, Where, ask, in_order
from dashboard.queries import facets, tallied
from dashboard.queries.conditions import condition
from dashboard.queries.facets import Asked, Order

COLUMNS = {
    "outlet": "coalesce(e.outlet, '')",
    "language": "coalesce(e.language, '')",
    "year": "coalesce(substr(e.published_date, 1, 4), '')",
    "reader": "coalesce(e.readers, '')",
}
# What an article holds, as the list of such articles and as a look into one; rejected facts do not count.
LISTED = {
    "visits": """SELECT DISTINCT article_id FROM visit_reports WHERE visit_id NOT IN
        (SELECT id FROM visits WHERE review_status = 'rejected' AND review_status <> 'unreviewed')""",
    "drills": """SELECT DISTINCT article_id FROM drill_reports WHERE drill_id NOT IN
        (SELECT id FROM drills WHERE review_status = 'rejected' AND review_status <> 'unreviewed')""",
    "quotes": "SELECT DISTINCT article_id FROM quotes WHERE review_status <> 'rejected'",
}
HELD = {
    "visits": """SELECT 1 FROM visit_reports r JOIN visits v ON v.id = r.visit_id
        WHERE r.article_id = e.id AND v.review_status <> 'rejected'""",
    "drills": """SELECT 1 FROM drill_reports r JOIN drills d ON d.id = r.drill_id
        WHERE r.article_id = e.id AND d.review_status <> 'rejected'""",
    "quotes": "SELECT 1 FROM quotes q WHERE q.article_id = e.id AND q.review_status <> 'rejected'",
}
ORDER: dict[Order, str] = {
    "newest": "e.published_date DESC, e.id DESC",
    "oldest": "e.published_date ASC NULLS LAST, e.id",
}
# What makes an article one of a pair's, as a look into one: for those that are gone through by date.
OF_PAIR = """EXISTS (SELECT 1 FROM visit_reports r JOIN dyad_members a ON a.dyad = ? AND a.iso3 = r.visitor_iso3
        JOIN dyad_members b ON b.dyad = a.dyad AND b.iso3 = r.host_iso3 AND b.iso3 <> a.iso3 WHERE r.article_id = e.id)
    OR EXISTS (SELECT 1 FROM drill_reports r JOIN dyad_members m ON m.iso3 = r.country_iso3 AND m.dyad = ? WHERE r.article_id = e.id)
    OR EXISTS (SELECT 1 FROM drill_reports r JOIN drill_partners x ON x.drill_id = r.drill_id
        JOIN dyad_members m ON m.iso3 = x.iso3 AND m.dyad = ? WHERE r.article_id = e.id)
    OR EXISTS (SELECT 1 FROM quotes q JOIN quote_dyads x ON x.quote_id = q.id AND x.dyad = ? WHERE q.article_id = e.id)"""
# The facets of more articles than this are counted in the latest ones alone.
COUNTED = 20_000
# Up to here articles are gathered and sorted; beyond, they are gone through by date until a page is full.
SORTED = 5000


def count(path: Path, asked: Asked) -> int:
    """How many articles there are under the filters."""
    if not asked.facets and (known := tallied.by_month("articles", asked.filters)):
        return int(ask(path, f"SELECT coalesce(sum(n), 0) AS n FROM ({known[0]})", known[1])[0]["n"])
    where = _where(asked)
    narrowed = str(where).replace("(e.id IN (SELECT rowid", "(+e.id IN (SELECT rowid")
    return int(ask(path, f"SELECT count(*) AS n FROM articles e WHERE {narrowed}", where.values)[0]["n"])


def page(path: Path, asked: Asked, found: int, limit: int, offset: int = 0) -> list[Row]:
    """One page of the articles, in order, each with how much was found in it; `found` is their `count`."""
    where = _where(asked, one_by_one=found > SORTED)
    # With a "+" the list of words is only looked into, and the index by date gives the order.
    narrowed = str(where).replace("(e.id IN", "(+e.id IN") if found > SORTED else str(where)
    sql = f"SELECT e.id FROM articles e WHERE {narrowed} ORDER BY {ORDER[asked.order]} LIMIT ? OFFSET ?"
    numbers = [row["id"] for row in ask(path, sql, [*where.values, limit, offset])]
    within = ", ".join("?" * len(numbers))
    rows = ask(path, f"SELECT {ARTICLES} FROM articles e WHERE e.id IN ({within})", numbers)
    return in_order(rows, "article_id", numbers)


def every(path: Path, asked: Asked) -> list[Row]:
    """All articles under the filters, in order, for a download."""
    where = _where(asked)
    sql = f"SELECT {ARTICLES} FROM articles e WHERE {where} ORDER BY {ORDER[asked.order]}"
    return ask(path, sql, where.values)


def counted(path: Path, asked: Asked) -> facets.Counts:
    """Facet (outlet, language, year, reader, holds) -> its values with how many articles each has, exactly where no
    filter is set, else among the latest 20,000 that the shared filters leave."""
    where = condition("articles", asked.filters)
    if not where.parts and not asked.facets:
        return _by_year(_of_all(path))
    named = [f"{column} AS {name}" for name, column in COLUMNS.items()]
    held = [f"EXISTS ({HELD[name]}) AS {name}" for name in HELD]
    latest = f"""SELECT e.id, e.outlet, e.language, e.published_date, e.readers FROM articles e
        WHERE {str(where).replace("(e.id IN", "(+e.id IN")} ORDER BY e.published_date DESC, e.id DESC LIMIT {COUNTED}"""
    found = f"SELECT {', '.join(named + held)} FROM ({latest}) e"
    return _by_year(facets.count(path, found, where.values, list(COLUMNS), asked.facets, list(HELD), "holds"))


def _by_year(counts: facets.Counts) -> facets.Counts:
    return counts | {"year": sorted(counts["year"], reverse=True)}


def is_partial(asked: Asked, within_filters: int) -> bool:
    """Whether the facets are counted among the latest 20,000 articles only; `within_filters` are the articles that the
    shared filters leave."""
    return bool(condition("articles", asked.filters).parts or asked.facets) and within_filters > COUNTED


def _of_all(path: Path) -> facets.Counts:
    found: facets.Counts = {}
    for name, column in COLUMNS.items():
        sql = (
            f"SELECT {column} AS value, count(*) AS n FROM articles e GROUP BY 1 ORDER BY n DESC, 1 LIMIT {facets.MOST}"
        )
        found[name] = [(row["value"], row["n"]) for row in ask(path, sql)]
    # One after the other: together they are planned badly.
    return found | {
        "holds": [(name, ask(path, f"SELECT count(*) AS n FROM ({sql})")[0]["n"]) for name, sql in LISTED.items()]
    }


def relevant(asked: Asked) -> Asked:
    """The same without the filters that say nothing of articles, so that one answer serves all of these."""
    chosen = asked.filters
    return replace(
        asked, filters=Filters(dyad=chosen.dyad, since=chosen.since, until=chosen.until, search=chosen.search)
    )


def _where(asked: Asked, *, one_by_one: bool = False) -> Where:
    """With `one_by_one` each article is looked into, in place of a list of all of a pair."""
    chosen = asked.filters
    if one_by_one and chosen.dyad:
        where = condition("articles", replace(chosen, dyad=None))
        where.add(OF_PAIR, *[chosen.dyad] * OF_PAIR.count("?"))
    else:
        where = condition("articles", chosen)
    facets.narrow(where, COLUMNS, asked.facets)
    for name in asked.facets.get("holds", ()):
        where.add(f"EXISTS ({HELD[name]})" if name in HELD else "0")
    return where
