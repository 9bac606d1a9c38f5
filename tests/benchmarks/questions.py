"""Every question of `dashboard.queries` with the arguments that it is asked with here: found by the names of its
parameters, so that a new question is measured without being written down anywhere."""

from __future__ import annotations

import inspect
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from measure import ROOT

sys.path.insert(0, str(ROOT))

import synthetic

from dashboard import queries
from dashboard.database import Filters

BUSY, RARE = synthetic.PAIRS[0], synthetic.PAIRS[-1]
YEAR = {"since": "2015-01-01", "until": "2015-12-31"}
FILTERS = {
    "none": Filters(),
    "busy pair": Filters(dyad=BUSY),
    "rare pair": Filters(dyad=RARE),
    "unknown pair": Filters(dyad="AAA-ZZZ"),
    "a year": Filters(**YEAR),
    "since": Filters(since="2006-01-01"),
    "launches": Filters(kinds=("launch_test",)),
    "completed": Filters(status=("completed",)),
    "cancelled": Filters(status=("cancelled",)),
    "experts": Filters(speaker_types=("expert",)),
    "confidence": Filters(confidence=0.6),
    "high confidence": Filters(confidence=0.95),
    "model only": Filters(found_by="model"),
    "both readers": Filters(found_by="both"),
    "unreviewed": Filters(review=("unreviewed",)),
    "rejected": Filters(review=("rejected",)),
    "speaker": Filters(speaker="Speaker 0"),
    "common words": Filters(search="talks border"),
    "rare word": Filters(search="winter lad46"),
    "busy pair, a year, completed": Filters(dyad=BUSY, status=("completed",), **YEAR),
    "busy pair, confidence, both": Filters(dyad=BUSY, confidence=0.6, found_by="both"),
    "busy pair, common words": Filters(dyad=BUSY, search="talks border"),
    "four at once": Filters(
        since="2010-01-01", status=("completed", "ongoing"), confidence=0.5, found_by="rules", review=("unreviewed",)
    ),
}
PARAMETERS: dict[str, tuple[Any, ...]] = {
    "table": ("visits", "drills", "quotes", "articles"),
    "kind": ("visit", "drill"),
    "kinds": (("visit", "drill"),),
    "limit": (20,),
    "most": (12,),
    "today": ("2024-11-24",),
    "day": ("2015-01-01",),
    "dyad": (BUSY, RARE),
    "pair": (BUSY, RARE),
    "name": ("Speaker 0",),
    "speaker": ("Speaker 0",),
    "countries": (tuple(BUSY.split("-")),),
    "visitor": (None, BUSY.split("-")[0]),
    "but": (None,),
    "near": (queries.Window("2015-03-10", "2015-03-10", "2015-02-08", "2015-04-09"),),
    "window": (60,),
    "latest": (30,),
    "run_id": (1,),
}
"""Parameter -> values that are tried; other parameters keep their default, or need an entry here."""
ALWAYS = ("most",)
"""Parameters that a screen always gives although they have a default."""
OF_PAIR = ("comment_days", "drills_near", "event_days", "life_cycles", "pair_figures", "pair_months")
"""Asked for a chosen pair only."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with arguments, and the filters that it is asked under: one without, where it knows none."""

    name: str
    ask: Callable[..., Any]
    arguments: Mapping[str, Any]
    filters: Mapping[str, Filters] | None

    def answer(self, path: Path, filters: Filters) -> Any:
        return self.ask(path, **self.arguments, **({} if self.filters is None else {"filters": filters}))


def questions(path: Path) -> Iterator[Question]:
    """All questions; raises SystemExit where one has a parameter of which nothing is known here."""
    values = PARAMETERS | busiest(path)
    for name in sorted(queries.__all__):
        function = getattr(queries, name)
        if not inspect.isfunction(function):
            continue
        parameters = inspect.signature(function).parameters
        needed = [p for p, of in parameters.items() if p in ALWAYS or of.default is inspect.Parameter.empty]
        own = [p for p in needed if p not in ("path", "filters")]
        if missing := [p for p in own if p not in values]:
            raise SystemExit(f"{name}: say in questions.PARAMETERS what {', '.join(missing)} is")
        tried = {p: values[p] for p in own}
        for chosen in product(*tried.values()):
            arguments = dict(zip(tried, chosen, strict=True))
            shown = [str(value) for p, value in arguments.items() if p not in ALWAYS]
            label = f"{name} ({', '.join(shown)})" if shown else name
            pairs = {label: chosen for label, chosen in FILTERS.items() if chosen.dyad}
            tried_under = pairs if name in OF_PAIR else FILTERS
            yield Question(label, function, arguments, tried_under if "filters" in parameters else None)


def busiest(path: Path) -> dict[str, tuple[Any, ...]]:
    """The numbers of the event and the article of which most is told, by the names of the parameters."""
    with sqlite3.connect(path) as db:
        (event,) = db.execute("SELECT id FROM visits ORDER BY n_reports DESC LIMIT 1").fetchone()
        (article,) = db.execute(
            "SELECT article_id FROM visit_reports GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()
    return {"event_id": (event,), "number": (event,), "article_id": (article,)}
