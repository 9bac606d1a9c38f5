"""What the dashboard's questions and its first screen cost on a large database, beside loading it all into pandas.

python tests/benchmarks/screens.py --events 100000 --quotes 20000
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import measure
import pandas as pd
import synthetic
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.database import Filters, Table
from dashboard.queries import hits, library, speaking, voices

PAIR = synthetic.PAIRS[0]
BUSIEST = tuple(PAIR.split("-"))
MONTH = queries.Window("2015-03-10", "2015-03-10", "2015-02-08", "2015-04-09")
FILTERS = {
    "none": Filters(),
    "pair": Filters(dyad=PAIR),
    "pair, dates": Filters(dyad=PAIR, since="2015-01-01", until="2016-12-31"),
    "text": Filters(search="harbour treaty"),
}


def of_experts(chosen: Filters) -> voices.Asked:
    return voices.Asked(chosen, (("speaker_type", ("expert",)),))


def commentary(path: Path, asked: voices.Asked, last: bool = False) -> object:
    """What the screen Commentary asks with a change of a filter: how many, one page of twenty, and the words in it."""
    count = voices.count(path, asked)
    rows = voices.page(path, asked, count, 20, max(0, count - 20) if last else 0)
    return hits.in_quotes(path, [row["quote_id"] for row in rows], asked.filters.search)


def found_articles(path: Path, asked: library.Asked) -> object:
    """The same of the screen Articles."""
    rows = library.page(path, asked, library.count(path, asked), 20)
    return hits.in_articles(path, [row["article_id"] for row in rows], asked.filters.search)


TABLES: tuple[Table, ...] = ("visits", "drills", "quotes", "articles")
FILTERED: dict[str, Callable[[Path, Filters], object]] = {
    "visits": queries.visits,
    "drills": queries.drills,
    "quotes": queries.quotes,
    "articles": queries.articles,
    **{f"count of {t}": lambda path, chosen, t=t: queries.count(path, t, chosen) for t in TABLES},
    "monthly": queries.monthly,
    "last_visit": lambda path, chosen: queries.last_visit(path, chosen, "2024-01-01"),
    "drills_since": lambda path, chosen: queries.drills_since(path, chosen, "2015-01-01"),
    "changed": lambda path, chosen: queries.changed(path, chosen, 8),
    **{f"months of {t}": lambda path, chosen, t=t: queries.months(path, t, chosen) for t in TABLES},
    "queue": lambda path, chosen: queries.queue(path, chosen, 20),
    "progress": queries.progress,
    "pair_matrix": lambda path, chosen: queries.pair_matrix(path, chosen, 12),
    "pair_table": lambda path, chosen: queries.pair_table(path, chosen, 200),
    "a page of commentary": lambda path, chosen: commentary(path, voices.Asked(chosen)),
    "commentary of experts": lambda path, chosen: commentary(path, of_experts(chosen)),
    "last page of commentary": lambda path, chosen: commentary(path, voices.Asked(chosen), last=True),
    "commentary's facets": lambda path, chosen: voices.counted(path, voices.Asked(chosen)),
    "a page of speakers": lambda path, chosen: speaking.named(path, chosen, "", "most quoted", 25),
    "a page of articles found": lambda path, chosen: found_articles(path, library.Asked(chosen)),
    "articles' facets": lambda path, chosen: library.counted(path, library.Asked(chosen)),
}
# What the page of one pair asks, under filters that name one.
OF_PAIR: dict[str, Callable[[Path, Filters], object]] = {
    "pair_figures": queries.pair_figures,
    "life_cycles": lambda path, chosen: queries.life_cycles(path, chosen, 300),
    "comment_days": lambda path, chosen: queries.comment_days(path, replace(chosen, speaker_types=("expert",)), 151),
    "pair_months": queries.pair_months,
    "event_days": queries.event_days,
    "drills_near": lambda path, chosen: queries.drills_near(path, chosen, 60, 30, queries.SHOWN),
}
PLAIN: dict[str, Callable[[Path], object]] = {
    "dyads": queries.dyads,
    "countries": queries.countries,
    "speakers": queries.speakers,
    "event": lambda path: queries.event(path, "visit", 1),
    "reports": lambda path: queries.reports(path, "visit", 1),
    "neighbours": lambda path: queries.neighbours(path, "visit", 1),
    "decisions": lambda path: queries.decisions(path, "visit", 1),
    "reviewed": queries.reviewed,
    "said_about": lambda path: queries.said_about(path, "visit", 1),
    "lead": lambda path: queries.lead(path, "visit", 1),
    "led_here": lambda path: queries.led_here(path, "visit", 1),
    "sources": lambda path: queries.sources(path, "visit", 1),
    "count_said": lambda path: queries.count_said(path, "visit", 1),
    "visits_around": lambda path: queries.visits_around(path, BUSIEST[:1], BUSIEST[0], PAIR, 1, MONTH, 13),
    "visits_around of a drill": lambda path: queries.visits_around(path, BUSIEST, None, None, None, MONTH, 13),
    "drills_around": lambda path: queries.drills_around(path, BUSIEST, None, MONTH, 13),
    "article": lambda path: queries.article(path, 1),
    "marks": lambda path: queries.marks(path, 1),
    "version": queries.version,
}
BY_PANDAS = {
    "visits": "SELECT v.*, v.start_date AS day FROM visits v",
    "quotes": "SELECT q.*, d.dyad, a.published_date AS day FROM quotes q JOIN quote_dyads d ON d.quote_id = q.id "
               "JOIN articles a ON a.id = q.article_id",
}  # fmt: skip


def pandas_answer(path: Path, sql: str, chosen: Filters) -> list[dict[object, object]]:
    """The same rows by loading the whole table and filtering it, as one writes it first."""
    with sqlite3.connect(path) as db:
        frame = pd.read_sql(sql, db)
    if chosen.dyad:
        frame = frame[frame["dyad"] == chosen.dyad]
    if chosen.since and chosen.until:
        frame = frame[(frame["day"] >= chosen.since) & (frame["day"] <= chosen.until)]
    if chosen.search and "quote" in frame:
        for word in chosen.search.split():
            frame = frame[frame["quote"].str.contains(word, case=False, regex=False)]
    return frame.sort_values("day", ascending=False).head(queries.SHOWN).to_dict("records")


def first_paint(path: Path) -> tuple[float, float]:
    """Seconds of the overview's first run in a new session, and of a second run with its answers cached."""
    os.environ["DYADWATCH_DB"] = str(path)
    app = AppTest.from_file(str(measure.ROOT / "dashboard" / "streamlit_app.py"), default_timeout=300)
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        app.run()
        taken.append(time.perf_counter() - start)
        if app.exception:
            raise SystemExit(f"the overview failed: {app.exception[0].message}")
    return taken[0], taken[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, metavar="N")
    parser.add_argument("--quotes", type=int, default=20_000, metavar="N")
    parser.add_argument("--times", type=int, default=20, metavar="N", help="runs of each question")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = synthetic.fill(Path(temporary) / "large.db", events=args.events, quotes=args.quotes)
        cost = measure.percentile_95_ms
        rows: list[list[object]] = [
            [name, *(cost(lambda q=query, f=chosen: q(path, f), args.times) for chosen in FILTERS.values())]
            for name, query in FILTERED.items()
        ]
        for name, query in OF_PAIR.items():
            by_pair = (cost(lambda q=query, f=f: q(path, f), args.times) if f.dyad else "-" for f in FILTERS.values())
            rows.append([name, *by_pair])
        few = min(args.times, 5)
        rows += [
            [
                f"{name}, by pandas",
                *(cost(lambda s=sql, f=chosen: pandas_answer(path, s, f), few) for chosen in FILTERS.values()),
            ]
            for name, sql in BY_PANDAS.items()
        ]
        measure.show(("95th percentile, ms", *FILTERS), rows)
        print()
        measure.show(
            ("95th percentile, ms", ""), [(name, cost(lambda q=q: q(path), args.times)) for name, q in PLAIN.items()]
        )
        print()
        first, second = first_paint(path)
        measure.show(("overview, seconds", ""), [("first run", f"{first:.2f}"), ("second run", f"{second:.2f}")])


if __name__ == "__main__":
    main()
