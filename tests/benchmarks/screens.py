"""What the dashboard costs on a large database: every question that it asks, every page at every change of the filters, the
first figures on screen and the server's memory, beside loading it all into pandas.

python tests/benchmarks/screens.py --events 1000000 --quotes 200000 --db /tmp/large.db

With --db the database is kept, and used again where it is there. Times are processor time, which other work on the machine
changes less than time by the clock; on an idle machine the two are the same as soon as the file is in memory.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import measure
import pages
import pandas as pd
import questions
import synthetic

from dashboard import queries
from dashboard.database import Filters

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


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of the processor time of `times` runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return sorted(taken)[times // 2]


def line(name: str, taken: Sequence[tuple[str, float]]) -> list[object]:
    """Median and 95th percentile over the filters, and those filters that took longest."""
    slowest = sorted(taken, key=lambda pair: -pair[1])
    spread = sorted(ms for _, ms in taken)
    worst = ", ".join(f"{label} {ms:.0f}" for label, ms in slowest[:3]) if len(taken) > 1 else ""
    return [name, spread[len(spread) // 2], measure.percentile_95(spread), worst]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, metavar="N")
    parser.add_argument("--quotes", type=int, default=20_000, metavar="N")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="runs of each question with each filter")
    parser.add_argument("--only", metavar="WORD", help="only the questions whose name holds this, and no page")
    parser.add_argument("--no-browser", action="store_true", help="neither first figures nor memory of a server")
    parser.add_argument("--db", type=Path, help="a database of synthetic.py, made where it is not there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = args.db or Path(temporary) / "large.db"
        if not path.exists():
            synthetic.fill(path, events=args.events, quotes=args.quotes)
        header = ("processor time, ms", "median", "95th percentile", "slowest filters")
        rows = []
        for question in questions.questions(path):
            if args.only and args.only not in question.name:
                continue
            tried = {"": Filters()} if question.filters is None else question.filters
            taken = [
                (name, milliseconds(lambda q=question, f=chosen: q.answer(path, f), args.times))  # type: ignore[misc]
                for name, chosen in tried.items()
            ]
            rows.append(line(question.name, taken))
        if not args.only:
            for name, sql in BY_PANDAS.items():
                few = {label: questions.FILTERS[label] for label in ("none", "busy pair", "a year")}
                taken = [(f, milliseconds(lambda s=sql, c=c: pandas_answer(path, s, c), 1)) for f, c in few.items()]  # type: ignore[misc]
                rows.append(line(f"{name}, by pandas", taken))
        measure.show(header, rows)
        if args.only:
            return
        print()
        measure.show(header, [line(name, taken) for name, taken in pages.measured(path, questions.FILTERS)])
        print()
        if pages.CHROMIUM and not args.no_browser:
            few = {
                name: questions.FILTERS[name]
                for name in ("none", "busy pair", "a year", "four at once", "common words")
            }
            measure.show(("in a browser", ""), pages.in_browser(path, few))


if __name__ == "__main__":
    main()
