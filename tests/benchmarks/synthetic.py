"""A database of many invented events, written directly by SQL; what it says is noise in the shape of the real thing."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
from itertools import combinations
from pathlib import Path

from measure import ROOT

CODES = [f"{a}{b}X" for a in "ABCDEFG" for b in "ABCDEF"]
PAIRS = ["-".join(pair) for pair in combinations(CODES, 2)]
# A few pairs hold most events, as in the news.
BUSY = [1 / (rank + 1) for rank in range(len(PAIRS))]
WORDS = "talks border minister missile harbour treaty army trade envoy summit range coast guard signal winter".split()
KINDS = ("launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise")
SENTENCES = 20


def fill(path: Path, *, events: int, quotes: int) -> Path:
    """Write `events` (three visits to two drills) with a report each, and `quotes`, one an article, over 20 years."""
    chance = random.Random(7)
    db = sqlite3.connect(path)
    db.executescript((ROOT / "etl" / "load" / "schema.sql").read_text("utf-8"))
    db.executemany("INSERT INTO countries VALUES (?, ?)", ((code, f"Country {code}") for code in CODES))
    db.executemany(
        "INSERT INTO dyad_members VALUES (?, ?)", ((pair, side) for pair in PAIRS for side in pair.split("-"))
    )
    db.execute("INSERT INTO runs(started_at, finished_at, arguments) VALUES ('', '', '[]')")
    days = [(dt.date(2005, 1, 1) + dt.timedelta(chance.randrange(7300))).isoformat() for _ in range(events)]
    sentences = [" ".join(chance.choices(WORDS, k=20)) + "." for _ in range(1000)]

    for number in range(1, quotes + 1):
        text = " ".join(chance.choices(sentences, k=SENTENCES))
        values = (number, f"{number}.html", f"{number}.html", f"Outlet {number % 50}", sentences[number % 1000][:60],
                  chance.choice(days), text, json.dumps([[0, len(text), "paragraph"]]), len(text.split()), number, number)  # fmt: skip
        db.execute(
            "INSERT INTO articles(id, source, path, outlet, title, published_date, language, text, blocks, word_count, "
            "content_sha256, text_sha256, added_at, coder_version) VALUES (?, ?, ?, ?, ?, ?, 'en', ?, ?, ?, ?, ?, "
            "'2024-05-01T08:00:00Z', '1')",
            values,
        )
        kind = chance.choice(("expert", "official"))
        db.execute(
            "INSERT INTO quotes(id, article_id, quote, quote_type, speaker_name, speaker_type, is_floating, quote_start, "
            "quote_end, pre, post, confidence, found_by) VALUES (?, ?, ?, 'direct', ?, ?, 0, 0, 100, '', '', 0.9, 'rules')",
            (number, number, text[:100], f"Speaker {number % 3000}", kind),
        )
        (pair,) = chance.choices(PAIRS, BUSY)
        db.execute("INSERT INTO quote_dyads VALUES (?, ?)", (number, pair))

    merged = "plover_event, n_reports, n_outlets, n_origins, confidence"
    for number, day in enumerate(days, start=1):
        (pair,) = chance.choices(PAIRS, BUSY)
        sides = pair.split("-")
        chance.shuffle(sides)
        article, said = chance.randint(1, quotes), round(chance.uniform(0.4, 0.95), 2)
        if number % 5 < 3:
            facts = (number, *sides, day, "day", "completed", f"Minister {number % 500}")
            db.execute(
                "INSERT INTO visits(id, dyad, visitor_iso3, host_iso3, start_date, date_precision, status, visitor_name, "
                f"{merged}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'CONSULT', 1, 1, 1, ?)",
                (number, pair, *facts[1:], said),
            )
            db.execute(
                "INSERT INTO visit_reports(visit_id, visitor_iso3, host_iso3, start_date, date_precision, status, "
                "visitor_name, article_id, cue, evidence_start, evidence_end, confidence, found_by) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'visit', 0, 100, ?, 'rules')",
                (*facts, article, said),
            )
        else:
            facts = (number, sides[0], day, "day", chance.choice(KINDS), "SRBM", "conducted")
            db.execute(
                "INSERT INTO drills(id, country_iso3, drill_date, date_precision, kind, weapon_class, status, "
                f"{merged}) VALUES (?, ?, ?, ?, ?, ?, ?, 'MOBILIZE', 1, 1, 1, ?)",
                (*facts, said),
            )
            db.execute(
                "INSERT INTO drill_reports(drill_id, country_iso3, drill_date, date_precision, kind, weapon_class, status, "
                "article_id, cue, evidence_start, evidence_end, confidence, found_by) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'fired', 0, 100, ?, 'rules')",
                (*facts, article, said),
            )
            db.execute("INSERT INTO drill_countries VALUES (?, ?)", (number, sides[0]))
    db.commit()
    db.close()
    return path
