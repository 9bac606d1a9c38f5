"""A database of many invented events, written directly by SQL; what it says is noise in the shape of the real thing.

A few pairs and countries have most events, thousands of pairs have one or two. Every third event has more than one
report, on some of these the reports disagree; an analyst has decided on one in twenty."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any

from measure import ROOT

sys.path.insert(0, str(ROOT))

from sqlite_utils import Database

from etl.load import tallies
from etl.load.migrations import migrations

CODES = [f"{a}{b}X" for a in "ABCDEFG" for b in "ABCDEF"]
PAIRS = ["-".join(pair) for pair in combinations(CODES, 2)]
# A few pairs hold most events, as in the news.
BUSY = [1 / (rank + 1) for rank in range(len(PAIRS))]
# Countries of which news tells once in a while, with each other.
SELDOM = ["-".join(pair) for pair in combinations([f"{a}{b}Y" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"], 2)]
SHARE_SELDOM = 0.02
WORDS = "talks border minister missile harbour treaty army trade envoy summit range coast guard signal winter".split()
KINDS = ("launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise")
CLASSES = ("SRBM", "MRBM", "ICBM", "cruise", "MLRS", "unknown")
LEVELS = ("head_of_state_or_government", "foreign_minister", "minister", "deputy_minister", "envoy", "other")
READERS = (("rules", "rules;model:m", "model:m"), (80, 12, 8))
REVIEWS = (("unreviewed", "confirmed", "edited", "rejected"), (95, 3, 1, 1))
DECIDED = {"confirmed": "confirm", "edited": "edit", "rejected": "reject"}
ORIGINS = (None, None, None, "KCNA", "Yonhap", "JCS", "Reuters", "TASS")
FIRST, DAYS = dt.date(2005, 1, 1), 7300
SENTENCES, WORDS_A_SENTENCE, RARE_WORDS, POOL = 8, 20, 6000, 3000
SPEAKERS, OUTLETS = 5000, 200
PIECE = 20_000


def fill(path: Path, *, events: int, quotes: int) -> Path:
    """Write `events` (three visits to two drills) with their reports, and `quotes`, over 20 years; there are as many
    articles as quotes, or three to ten events where that is more."""
    made = Made(events, quotes, max(quotes, events * 3 // 10))
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")
    first, then = statements()
    for statement in first:
        db.execute(statement)
    db.executemany("INSERT INTO countries VALUES (?, ?)", ((c, f"Country {c}") for c in made.countries))
    write(db, "articles", made.articles())
    write(db, "visits", made.visits())
    write(db, "drills", made.drills())
    write(db, "quotes", made.quoted())
    for table, rows in made.kept.items():
        write(db, table, iter(rows))
    pairs = sorted(made.pairs)
    db.executemany("INSERT INTO dyad_members VALUES (?, ?)", ((p, side) for p in pairs for side in p.split("-")))
    db.execute("INSERT INTO runs(started_at, finished_at, arguments) VALUES ('', '', '[]')")
    for index in ("articles_fts", "quotes_fts"):
        db.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    for statement in then:
        db.execute(statement)
    db.execute(
        "UPDATE quotes SET published_date = (SELECT a.published_date FROM articles a WHERE a.id = quotes.article_id)"
    )
    db.execute(
        "INSERT INTO drill_partners SELECT c.drill_id, c.iso3 FROM drill_countries c JOIN drills d ON d.id = c.drill_id WHERE d.country_iso3 <> c.iso3"
    )
    for statement in tallies.FILL:
        db.execute(statement)
    db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT, PRIMARY KEY (migration_set, name))")  # fmt: skip
    for migration in migrations.pending(Database(memory=True)):
        db.execute("INSERT INTO _sqlite_migrations VALUES ('dyadwatch', ?, '')", [migration.name])
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return path


def statements() -> tuple[list[str], list[str]]:
    """The tables of the schema, and what is made faster after they are filled: indexes, triggers, views."""
    tables, others, so_far = [], [], ""
    for line in (ROOT / "etl" / "load" / "schema.sql").read_text("utf-8").splitlines(keepends=True):
        so_far += line
        if sqlite3.complete_statement(so_far):
            (tables if "\nCREATE TABLE" in f"\n{so_far}" or "CREATE VIRTUAL" in so_far else others).append(so_far)
            so_far = ""
    return tables, others


def write(db: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows that all have the columns of the first."""
    first = next(rows, None)
    if first:
        names = ", ".join(f":{name}" for name in first)
        sql = f"INSERT OR IGNORE INTO {table}({', '.join(first)}) VALUES ({names})"
        db.execute(sql, first)
        db.executemany(sql, rows)


class Made:
    """Rows table by table; what belongs to an event or quote besides its own row is gathered in `kept`."""

    def __init__(self, events: int, quotes: int, articles: int) -> None:
        self.n_events, self.n_quotes, self.n_articles = events, quotes, articles
        self.chance = random.Random(7)
        self.pairs: set[str] = set()
        self.kept: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("visit_reports", "drill_reports", "drill_countries", "quote_dyads", "quote_events", "decisions")
        }  # fmt: skip
        self.countries = sorted({code for pair in (*PAIRS, *SELDOM) for code in pair.split("-")})
        known = [f"{a}{b}{c}{n}" for n in range(RARE_WORDS // 125) for a in "bklrt" for b in "aeiou" for c in "dmnsv"]
        for place, word in enumerate(WORDS, start=1):
            known.insert(place * 60, word)
        weights = list(accumulate(1 / (rank + 5) for rank in range(len(known))))
        self.sentences = [
            " ".join(self.chance.choices(known, cum_weights=weights, k=WORDS_A_SENTENCE)) + "." for _ in range(POOL)
        ]
        self._busy = list(accumulate(BUSY))
        self._speakers = list(accumulate(1 / (rank + 10) for rank in range(SPEAKERS)))

    def each(self, n: int, values: Sequence[Any], weights: Sequence[float] | None = None) -> Iterator[Any]:
        """`n` values by chance, drawn in pieces."""
        for start in range(0, n, PIECE):
            yield from self.chance.choices(values, weights, k=min(PIECE, n - start))

    def pair(self) -> str:
        chosen = (
            self.chance.choice(SELDOM)
            if self.chance.random() < SHARE_SELDOM
            else self.chance.choices(PAIRS, cum_weights=self._busy)[0]
        )
        self.pairs.add(chosen)
        return chosen

    def told(self, day: int) -> tuple[str | None, str]:
        """A date as news has it, and its precision."""
        date, roll = (FIRST + dt.timedelta(day)).isoformat(), self.chance.random()
        if roll < 0.86:
            return date, "day"
        return (date[:7], "month") if roll < 0.93 else (date[:4], "year") if roll < 0.96 else (None, "unknown")

    def articles(self) -> Iterator[dict[str, Any]]:
        """In the order of their days, each with a text of about 160 words."""
        n = self.n_articles
        for number, origin in zip(range(1, n + 1), self.each(n, ORIGINS), strict=True):
            text = " ".join(self.chance.choices(self.sentences, k=SENTENCES))
            day = FIRST + dt.timedelta((number - 1) * DAYS // n)
            yield {
                "id": number, "source": f"{number}.html", "path": f"{number}.html", "outlet": f"Outlet {number % OUTLETS}",
                "title": text[:60], "published_date": day.isoformat(), "language": "en", "text": text,
                "blocks": json.dumps([[0, len(text), "paragraph"]]), "word_count": SENTENCES * WORDS_A_SENTENCE,
                "content_sha256": f"{number:064x}", "text_sha256": f"{number:064x}", "syndication_id": number, "origin_source": origin,
                "added_at": f"{day.isoformat()}T08:00:00Z", "coder_version": "1", "readers": "rules",
            }  # fmt: skip

    def event(self, kind: str, number: int, reader: str, review: str, day: int, facts: dict[str, Any], date: str) -> dict[str, Any]:  # fmt: skip
        """The columns of an event that follow from its reports, and the reports themselves into `kept`."""
        chance = self.chance
        n = min(int(chance.paretovariate(1.6)), 60)
        near = day * self.n_articles // DAYS
        articles = [min(self.n_articles, max(1, near + chance.randrange(-20, 200))) for _ in range(n)]
        said = round(chance.uniform(0.3, 0.95), 2)
        for place, article in enumerate(articles):
            self.kept[f"{kind}_reports"].append(
                facts | {"article_id": article, f"{kind}_id": number, "cluster_id": number, "cue": "went", "evidence_start": 0,
                         "evidence_end": 100, "confidence": said, "found_by": reader if place == 0 else "rules"}
            )  # fmt: skip
        disputed = None
        if n > 1 and chance.random() < 0.3 and facts[date]:
            disputed = json.dumps({date: {facts[date]: [1], "2024-01-01": [2]}})
        if review != "unreviewed":
            self.kept["decisions"].append(
                {"kind": kind, "event_id": number, "action": DECIDED[review], "reason": "seen", "reviewer": "A. Reviewer",
                 "decided_at": "2024-05-01T08:00:00Z", "field": "status" if review == "edited" else None}
            )  # fmt: skip
        return facts | {
            "n_reports": n, "n_outlets": n, "n_origins": max(1, n // 2), "disputed": disputed, "review_status": review,
            "found_by": reader if n == 1 or reader != "model:m" else "rules;model:m",
            "first_reported_date": (FIRST + dt.timedelta(day)).isoformat(), "origins": "KCNA" if n > 2 else None,
            "confidence": round(1 - (1 - said) ** max(1, n // 2), 3),
        }  # fmt: skip

    def _common(self, n: int) -> Iterator[tuple[Any, ...]]:
        return zip(self.each(n, *READERS), self.each(n, *REVIEWS), self.each(n, range(DAYS)), strict=True)

    def visits(self) -> Iterator[dict[str, Any]]:
        n = self.n_events * 3 // 5
        status = self.each(n, ("completed", "planned", "ongoing", "cancelled"), (70, 15, 10, 5))
        for number, (reader, review, day), state, level in zip(
            range(1, n + 1), self._common(n), status, self.each(n, LEVELS), strict=True
        ):
            pair = self.pair()
            sides = pair.split("-")
            self.chance.shuffle(sides)
            date, precision = self.told(day)
            stays = precision == "day" and self.chance.random() < 0.4
            facts = {
                "visitor_iso3": sides[0], "host_iso3": sides[1], "start_date": date, "date_precision": precision, "status": state,
                "end_date": (FIRST + dt.timedelta(day + 2)).isoformat() if stays else None,
                "visitor_name": f"Minister {number % 3000}", "visitor_title": "minister", "level": level,
                "city": f"City {number % 90}",
            }  # fmt: skip
            row = self.event("visit", number, reader, review, day, facts, "start_date")
            yield row | {"id": number, "dyad": pair, "plover_event": "CONSULT", "plover_mode": "visit"}

    def drills(self) -> Iterator[dict[str, Any]]:
        n = self.n_events - self.n_events * 3 // 5
        status = self.each(n, ("conducted", "planned", "failed"), (85, 10, 5))
        kinds = self.each(n, KINDS, (40, 25, 5, 5, 25))
        for number, (reader, review, day), state, kind, weapon in zip(
            range(1, n + 1), self._common(n), status, kinds, self.each(n, CLASSES), strict=True
        ):
            country, partner = self.chance.sample(self.pair().split("-"), 2)
            joint = kind == "military_exercise" and self.chance.random() < 0.3
            date, precision = self.told(day)
            facts = {
                "country_iso3": country, "partner_iso3s": partner if joint else None, "drill_date": date,
                "date_precision": precision, "kind": kind, "weapon_name": f"Weapon {number % 40}", "weapon_class": weapon,
                "weapon_classes": weapon, "status": state, "place": f"Place {number % 300}", "n_fired": number % 4 or None,
            }  # fmt: skip
            for code in [country, *([partner] if joint else [])]:
                self.kept["drill_countries"].append({"drill_id": number, "iso3": code})
            row = self.event("drill", number, reader, review, day, facts, "drill_date")
            yield row | {"id": number, "plover_event": "MOBILIZE", "plover_mode": "weapons"}

    def quoted(self) -> Iterator[dict[str, Any]]:
        n, events = self.n_quotes, max(1, self.n_events * 2 // 5)
        kinds = self.each(n, ("expert", "official", "state_media", "anonymous", "other"), (30, 40, 10, 10, 10))
        for number, (reader, review, _), kind in zip(range(1, n + 1), self._common(n), kinds, strict=True):
            (who,) = self.chance.choices(range(SPEAKERS), cum_weights=self._speakers)
            sentence, article = self.chance.choice(self.sentences), self.chance.randint(1, self.n_articles)
            for pair in {self.pair() for _ in range(self.chance.choice((1, 1, 2)))}:
                self.kept["quote_dyads"].append({"quote_id": number, "dyad": pair})
            if self.chance.random() < 0.3:
                about = {
                    "event_kind": self.chance.choice(("visit", "drill")),
                    "event_id": self.chance.randint(1, events),
                }
                self.kept["quote_events"].append({"quote_id": number} | about)
            yield {
                "id": number, "article_id": article, "quote": sentence[:100], "quote_type": "direct",
                "speaker_name": None if kind == "anonymous" else f"Speaker {who}", "speaker_raw": "he", "speaker_type": kind,
                "affiliation": f"Institute {who % 400}" if kind == "expert" else None, "speaker_country_iso3": CODES[who % 42],
                "is_floating": 0, "quote_start": 0, "quote_end": 100, "pre": "", "post": "", "found_by": reader,
                "confidence": round(self.chance.uniform(0.5, 0.99), 2), "review_status": review,
            }  # fmt: skip
