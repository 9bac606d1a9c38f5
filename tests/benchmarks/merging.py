"""What merging costs on a large database: all reports at once, and one more article.

python tests/benchmarks/merging.py --reports 10000 100000
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import measure
import synthetic

from etl.load import events, syndication
from etl.load.store import Store
from etl.models import Article, Block, DrillReport, Facts, VisitReport

NAMES = [f"{given} {family}" for given in ("Kim", "Ana", "Ivo", "Mei") for family in ("Arden", "Bosko", "Chan", "Dumas", "Eriksen")]  # fmt: skip
WEAPONS = [(f"Weapon-{n}", c) for n, c in enumerate(("SRBM", "MRBM", "ICBM", "cruise", "MLRS", "SAM"))] + [(None, "unknown")] * 6  # fmt: skip
PLACES = [None, None, "Wonsan", "Sunan", "Kaechon"]
POOL = 20_000


class World:
    """Invented events of the news' shape: a few pairs and countries have most, a few events have very many reports."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sentences = [" ".join(self.chance.choices(synthetic.WORDS, k=20)) + "." for _ in range(POOL)]

    def day(self) -> dt.date:
        return dt.date(2005, 1, 1) + dt.timedelta(self.chance.randrange(7300))

    def told(self, day: dt.date) -> str | None:
        """A date as some report has it: mostly to the day, within one of the true one."""
        real = (day + dt.timedelta(self.chance.choice((0, 0, 0, 0, 1)))).isoformat()
        return self.chance.choices((real, real[:7], real[:4], None), (80, 10, 6, 4))[0]

    def event(self) -> list[VisitReport | DrillReport]:
        """All reports of one real event."""
        n = min(int(self.chance.paretovariate(1.2)), 300)
        day = self.day()
        if self.chance.random() < 0.6:
            (pair,) = self.chance.choices(synthetic.PAIRS, synthetic.BUSY)
            sides = self.chance.sample(pair.split("-"), 2)
            name = self.chance.choice(NAMES)
            return [
                VisitReport(*sides, "completed", "went", 0, 90, 0.8, start_date=self.told(day),
                            visitor_name=self.chance.choice((name, name, name.split()[1], None)), level="minister")
                for _ in range(n)
            ]  # fmt: skip
        (country,) = self.chance.choices(synthetic.CODES, synthetic.BUSY[: len(synthetic.CODES)])
        weapon, weapon_class = self.chance.choice(WEAPONS)
        fired, place = self.chance.choice((1, 1, 2, 5)), self.chance.choice(PLACES)
        return [
            DrillReport(country, "launch_test", weapon_class, "conducted", "fired", 0, 90, 0.8, drill_date=self.told(day),  # type: ignore[arg-type]
                        weapon_name=self.chance.choice((weapon, None)), n_fired=fired, place=self.chance.choice((place, None)))
            for _ in range(n)
        ]  # fmt: skip

    def article(self, number: int, reports: list[VisitReport | DrillReport]) -> tuple[Article, Facts]:
        text = " ".join(self.chance.choices(self.sentences, k=20))
        visits = tuple(r for r in reports if isinstance(r, VisitReport))
        drills = tuple(r for r in reports if isinstance(r, DrillReport))
        told = Article(text, (Block(0, len(text)),), str(number), str(number), outlet=f"Outlet {number % 200}", published_date=self.day().isoformat())  # fmt: skip
        return told, Facts(visits, drills)


def fill(path: Path, n: int) -> World:
    """Write `n` reports, not merged, in articles of two each, with their sketches; returns what they were made with."""
    world = World(7)
    reports: list[VisitReport | DrillReport] = []
    while len(reports) < n:
        reports += world.event()
    world.chance.shuffle(reports)
    with Store(path) as store:
        merge, events.settle = events.settle, lambda *args: None  # type: ignore[assignment]
        try:
            with store.transaction():
                for number in range(0, n, 2):
                    article, facts = world.article(number, reports[number : number + 2])
                    store.save(f"{number}.txt", article, facts, coder_version="1")
        finally:
            events.settle = merge
    return world


def merge(path: Path) -> None:
    with Store(path) as store, store.transaction() as db:
        events.merge_everything(db)


def add_articles(path: Path, world: World, n: int) -> list[Any]:
    """The 95th percentile and the greatest of milliseconds that one more article took to merge and to be compared."""
    taken: dict[str, list[float]] = {"merged": [], "compared": []}

    def timed(name: str, work: Any) -> Any:
        def run(*args: Any) -> Any:
            start = time.perf_counter()
            result = work(*args)
            taken[name].append((time.perf_counter() - start) * 1000)
            return result

        return run

    events.settle, syndication.find_copies = timed("merged", events.settle), timed("compared", syndication.find_copies)
    with Store(path) as store:
        for number in range(n):
            article, facts = world.article(10_000_000 + number, [world.event()[0], world.event()[0]])
            store.save(f"more-{number}.txt", article, facts, coder_version="1")
    # Visits and drills of an article are merged one after the other.
    merged = [a + b for a, b in zip(taken["merged"][::2], taken["merged"][1::2], strict=True)]
    return [value for times in (merged, taken["compared"]) for value in (sorted(times)[int(0.95 * len(times))], max(times))]  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--reports", type=int, nargs="+", default=[10_000])
    arguments.add_argument("--articles", type=int, default=200, help="articles added one by one")
    arguments.add_argument("--merge", type=Path, help="merge this database and end")
    chosen = arguments.parse_args()
    if chosen.merge:
        merge(chosen.merge)
        return
    rows = []
    for n in chosen.reports:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "large.db"
            world = fill(path, n)
            seconds, megabytes = measure.run([__file__, "--merge", str(path)])
            with sqlite3.connect(path) as db:
                sizes = Counter(
                    n for (n,) in db.execute("SELECT n_reports FROM visits UNION ALL SELECT n_reports FROM drills")
                )
            added = add_articles(path, world, chosen.articles)
            rows.append([f"{n:,}", sizes.total(), max(sizes), seconds, megabytes, *added])
    header = ["reports", "events", "most reports", "all merged, s", "peak MB", "one article merged, 95th ms", "slowest", "compared, 95th ms", "slowest"]  # fmt: skip
    measure.show(header, rows)


if __name__ == "__main__":
    main()
