"""What the database keeps twice so that a million events are asked quickly says the same as where it comes from."""

import sqlite3
from pathlib import Path

from test_migrations import old_database

from etl.load import decisions, tallies
from etl.load.connection import transaction
from etl.load.store import Store
from etl.models import Article, Block, DrillReport, Facts, Quote, QuoteLink, VisitReport

TEXT = "The minister went to Tehran. Both armies fired. A scholar called it a signal."
KEPT = {
    "a quote's day": "SELECT q.id FROM quotes q JOIN articles a ON a.id = q.article_id WHERE q.published_date IS NOT a.published_date",
    "partners": """SELECT * FROM (SELECT c.drill_id, c.iso3 FROM drill_countries c JOIN drills d ON d.id = c.drill_id
        WHERE c.iso3 <> d.country_iso3 EXCEPT SELECT drill_id, iso3 FROM drill_partners)
        UNION SELECT * FROM (SELECT drill_id, iso3 FROM drill_partners EXCEPT SELECT c.drill_id, c.iso3
        FROM drill_countries c JOIN drills d ON d.id = c.drill_id WHERE c.iso3 <> d.country_iso3)""",
    **{
        f"who found a {kind}": f"""SELECT e.id FROM {kind}s e WHERE found_by IS NOT (SELECT group_concat(x.reader, ';') FROM (
        SELECT DISTINCT n.value AS reader FROM {kind}_reports r, json_each('["' || replace(r.found_by, ';', '","') || '"]') n
        WHERE r.{kind}_id = e.id ORDER BY n.value <> 'rules', n.value) x)"""
        for kind in ("visit", "drill")
    },
}


def counted(db: sqlite3.Connection) -> set[tuple[object, ...]]:
    """The rows of both tallies."""
    return {
        (table, *row) for table in ("month_tallies", "lane_tallies") for row in db.execute(f"SELECT * FROM {table}")
    }


def untrue(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as db:
        found = {name: db.execute(sql).fetchall() for name, sql in KEPT.items()}
        kept = counted(db)
        for statement in tallies.FILL:
            db.execute(statement)
        found["tallies"] = sorted(kept ^ counted(db))
        db.rollback()
    return {name: rows for name, rows in found.items() if rows}


def facts(*readers: str, partners: tuple[str, ...] = ("CHN",)) -> Facts:
    visits = tuple(VisitReport("PRK", "IRN", "completed", "went", 0, 28, 0.8, start_date="2024-04-23", found_by=r) for r in readers)  # fmt: skip
    drills = (DrillReport("PRK", "military_exercise", "unknown", "conducted", "fired", 29, 47, 0.8, drill_date="2024-04-22", partner_iso3s=partners, found_by=readers[0]),)  # fmt: skip
    quote = Quote("a signal", "partial", "expert", 68, 76, "", "", 0.9)
    return Facts(visits, drills, (quote,), (QuoteLink(("IRN-PRK",), (("visit", 0),)),))


def save(store: Store, source: str, told: Facts, published: str | None) -> None:
    article = Article(f"{TEXT} {source}", (Block(0, len(TEXT)),), source, source, published_date=published)
    store.save(source, article, told, coder_version="1")


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute(sql).fetchall()


def test_true_after_reading_reading_again_and_deciding(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Store(path) as store:
        save(store, "a.txt", facts("rules"), "2024-04-24")
        save(store, "b.txt", facts("model:m"), "2024-04-25")
    assert not untrue(path)
    assert rows(path, "SELECT found_by FROM visits") == [("rules;model:m",)]
    assert rows(path, "SELECT published_date FROM quotes ORDER BY id") == [("2024-04-24",), ("2024-04-25",)]
    assert rows(path, "SELECT iso3 FROM drill_partners") == [("CHN",)]
    with transaction(path) as db:
        event, report = db.execute("SELECT visit_id, max(id) FROM visit_reports").fetchone()
        decisions.split(db, "visit", event, [report], reviewer="A. Reviewer", reason="another trip")
    assert not untrue(path)
    assert {found for (found,) in rows(path, "SELECT found_by FROM visits")} == {"rules", "model:m"}
    with Store(path) as store:
        save(store, "a.txt", facts("rules", partners=()), "2023-01-01")
        save(store, "b.txt", facts("model:m", partners=("RUS",)), None)
    assert not untrue(path)
    assert rows(path, "SELECT iso3 FROM drill_partners") == [("RUS",)]
    assert rows(path, "SELECT published_date FROM quotes ORDER BY id") == [("2023-01-01",), (None,)]


def test_true_after_every_decision_undone_and_after_deletion(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Store(path) as store:
        save(store, "a.txt", facts("rules"), "2024-04-24")
        save(store, "b.txt", facts("model:m", partners=("CHN", "RUS")), "2024-05-25")
        assert counted(store._db.conn)
    who = {"reviewer": "A. Reviewer", "reason": None}
    with transaction(path) as db:
        made = [
            decisions.judge(db, "visit", 1, "reject", **who),
            decisions.edit(db, "visit", 1, "end_date", "2024-05-02", **who),
            decisions.edit(db, "drill", 1, "drill_date", "2023", **who),
            decisions.edit(db, "drill", 1, "kind", "launch_test", **who),
            decisions.judge(db, "quote", 1, "reject", **who),
            decisions.edit(db, "quote", 2, "speaker_type", "official", **who),
        ]
    assert not untrue(path)
    with transaction(path) as db:
        for number in made[:3]:
            decisions.undo(db, number, **who)
    assert not untrue(path)
    with Store(path) as store, store.transaction() as db:
        db.execute("DELETE FROM articles WHERE source = 'b.txt'")
        db.execute("DELETE FROM quotes")
        db.execute("DELETE FROM drill_reports")
        db.execute("DELETE FROM drills")
    assert "tallies" not in untrue(path)
    assert rows(path, "SELECT sum(n) FROM lane_tallies WHERE what <> 'visit'") == [(None,)]


def test_an_event_kept_without_reports_was_found_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    with Store(path) as store:
        save(store, "a.txt", facts("rules"), "2024-04-24")
    with transaction(path) as db:
        decisions.judge(db, "visit", 1, "confirm", reviewer="A. Reviewer", reason=None)
    with Store(path) as store:
        save(store, "a.txt", Facts((), ()), "2024-04-24")
    assert rows(path, "SELECT id, orphaned, found_by FROM visits") == [(1, 1, None)]
    assert not untrue(path)


def test_true_in_a_database_of_an_older_schema(tmp_path: Path) -> None:
    path = old_database(tmp_path / "old.db")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE articles SET published_date = '2024-04-24'")
        db.execute("UPDATE visit_reports SET found_by = 'rules;model:a\"b'")
    Store(path).close()
    assert rows(path, "SELECT found_by FROM visits") == [('rules;model:a"b',)]
    assert rows(path, "SELECT published_date FROM quotes") == [("2024-04-24",)]
    assert rows(path, "SELECT what, month, n FROM month_tallies ORDER BY 1") == [
        ("article", "2024-04", 1), ("quote", "2024-04", 1), ("visit", "", 1),
    ]  # fmt: skip
