"""Whatever the order in which articles are read, and how often: the same events, with the same values."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.load import events
from etl.load.store import Store
from etl.models import Article, Block, DrillReport, Facts, Quote, QuoteLink, VisitReport

TEXT = "The minister flew to the other capital. " * 30
Told = tuple[str, str | None, Facts]
DATES = ["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-05", "2024-03-11", "2024-03", "2024", "2023-12-31", None]


@st.composite
def visits(draw: st.DrawFn) -> VisitReport:
    return VisitReport(
        "PRK", draw(st.sampled_from(["IRN", "IRN", "RUS"])), draw(st.sampled_from(["planned", "ongoing", "completed", "cancelled"])),
        "flew", 0, 39, draw(st.sampled_from([0.5, 0.9])), start_date=draw(st.sampled_from(DATES)),
        end_date=draw(st.sampled_from([None, "2024-03-04", "2024-03-12"])),
        visitor_name=draw(st.sampled_from([None, "Kim", "Kim Jong Un", "Yun Jong Ho", "A delegation"])),
        level=draw(st.sampled_from([None, "minister", "other"])), city=draw(st.sampled_from([None, "Tehran"])),
    )  # fmt: skip


@st.composite
def drills(draw: st.DrawFn) -> DrillReport:
    return DrillReport(
        "PRK", draw(st.sampled_from(["launch_test", "firing_drill", "military_exercise"])),
        draw(st.sampled_from(["SRBM", "MLRS", "cruise", "unknown"])), draw(st.sampled_from(["conducted", "failed", "planned"])),
        "fired", 40, 79, draw(st.sampled_from([0.5, 0.9])), drill_date=draw(st.sampled_from(DATES)),
        weapon_name=draw(st.sampled_from([None, "KN-23", "KN-25"])), n_fired=draw(st.sampled_from([None, 1, 10])),
        place=draw(st.sampled_from([None, "Wonsan", "Sunan"])), distance_km=draw(st.sampled_from([None, 350.0, 365.0])),
    )  # fmt: skip


def placed(reports: list[Any]) -> tuple[Any, ...]:
    """Reports at places of their own."""
    return tuple(replace(r, evidence_start=40 * i, evidence_end=40 * i + 39) for i, r in enumerate(reports))


@st.composite
def articles(draw: st.DrawFn) -> list[Told]:
    told = []
    for number in range(draw(st.integers(2, 8))):
        facts = Facts(placed(draw(st.lists(visits(), max_size=3))), placed(draw(st.lists(drills(), max_size=3))))
        quote = Quote("flew", "partial", "other", 13, 17, "", "", 0.9)
        about = tuple(("visit", i) for i in range(len(facts.visits)))
        facts = Facts(facts.visits, facts.drills, (quote,), (QuoteLink((), about),))  # type: ignore[arg-type]
        told.append((f"{number}.txt", draw(st.sampled_from([None, "2024-03-04", "2024-03-20"])), facts))
    return told


def save(store: Store, told: Told) -> None:
    source, published, facts = told
    # Texts differ, so that none is a copy; outlets repeat.
    text = TEXT + " ".join(
        random.Random(source).choices("alpha beta gamma delta epsilon zeta eta theta".split(), k=200)
    )
    article = Article(text, (Block(0, len(text)),), source, source, published_date=published, outlet=f"Outlet {len(source) + int(source[0]) % 3}")  # fmt: skip
    store.save(source, article, facts, coder_version="1")


def state(path: Path) -> dict[str, Any]:
    """What the database says, numbers left out: each event by its reports, with its values."""
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        out: dict[str, Any] = {}
        for kind, table in (("visit", "visits"), ("drill", "drills")):
            by_event: dict[int, list[Any]] = {}
            names = {}
            for row in db.execute(
                f"SELECT r.*, a.source FROM {kind}_reports r JOIN articles a ON a.id = r.article_id ORDER BY a.source, r.evidence_start"
            ):
                place = sum(name[0] == row["source"] for name in names.values())
                names[row["id"]] = (row["source"], place)
                by_event.setdefault(row[f"{kind}_id"], []).append(names[row["id"]])
            for row in db.execute(f"SELECT * FROM {table}"):
                values = {k: row[k] for k in row.keys() if k not in ("id", "disputed")}  # noqa: SIM118
                quotes = sorted(r[0] for r in db.execute("SELECT a.source FROM quote_events l JOIN quotes q ON q.id = l.quote_id JOIN articles a ON a.id = q.article_id WHERE l.event_kind = ? AND l.event_id = ?", (kind, row["id"])))  # fmt: skip
                out[f"{kind} {sorted(by_event[row['id']])}"] = (values, quotes, (row["disputed"] or "").count(":"))
        return out


def read_in(path: Path, told: list[Told]) -> dict[str, Any]:
    with Store(path) as store:
        for one in told:
            save(store, one)
    return state(path)


@settings(max_examples=25, deadline=None)
@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(told: list[Told], chance: random.Random) -> None:
    with TemporaryDirectory() as folder:
        straight = read_in(Path(folder) / "a.db", told)
        other = chance.sample(told, len(told))
        assert read_in(Path(folder) / "b.db", other) == straight
        # Read again in a third order: still the same, and every event keeps its number.
        before = numbers(Path(folder) / "b.db")
        assert read_in(Path(folder) / "b.db", chance.sample(told, len(told))) == straight
        assert numbers(Path(folder) / "b.db") == before
        # And so is all at once.
        with Store(Path(folder) / "b.db") as store, store.transaction() as db:
            events.merge_everything(db)
        assert state(Path(folder) / "b.db") == straight and numbers(Path(folder) / "b.db") == before


@settings(max_examples=25, deadline=None)
@given(articles(), articles(), st.randoms(use_true_random=False))
def test_articles_that_change_leave_what_reading_the_last_version_would(first: list[Told], last: list[Told], chance: random.Random) -> None:  # fmt: skip
    with TemporaryDirectory() as folder:
        changed = {source for source, *_ in last}
        both = [one for one in first if one[0] not in changed] + last
        expected = read_in(Path(folder) / "a.db", chance.sample(both, len(both)))
        assert read_in(Path(folder) / "b.db", [*first, *last]) == expected


def numbers(path: Path) -> list[tuple[int, int]]:
    with sqlite3.connect(path) as db:
        return db.execute("SELECT id, visit_id FROM visit_reports UNION ALL SELECT id, drill_id FROM drill_reports").fetchall()  # fmt: skip
