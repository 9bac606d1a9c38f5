"""Databases for the dashboard's tests, written with plain sqlite3 from the schema that ships."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from etl.load.migrations import migrations

SCHEMA = Path(__file__).resolve().parent.parent / "etl" / "load" / "schema.sql"
NAMES = {
    "IRN": "Iran",
    "PRK": "North Korea",
    "RUS": "Russia",
    "CHN": "China",
    "USA": "United States",
    "KOR": "South Korea",
}
HOSTILE = [
    "<script>window.__xss = 1</script>",
    "<img src=x onerror='window.__xss=1'>",
    "![pixel](http://evil.example/pixel.png)",
    "[click](javascript:window.__xss=1)",
    "<style>body{background:red}</style>",
    "$\\int x^2$ :red[alarm] :material/home: # Heading",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '\t=HYPERLINK("http://evil.example")',
    "%{customdata} <a href='http://evil.example'>open</a>",
    "'; DROP TABLE visits; --",
    'quote " OR NEAR( * ^ :',
]


class Seed:
    """Adds rows with the columns given and harmless values for the rest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path)
        self.db.executescript(SCHEMA.read_text("utf-8"))
        self.db.executemany("INSERT INTO countries VALUES (?, ?)", NAMES.items())
        self.add("runs", started_at="2024-05-01T08:00:00Z", finished_at="2024-05-01T08:00:09Z", arguments="[]")

    def add(self, table: str, **row: Any) -> int:
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
        return int(self.db.execute(sql, list(row.values())).lastrowid or 0)

    def article(self, *paragraphs: str, **row: Any) -> int:
        text, blocks = "", []
        for paragraph in paragraphs:
            text += "\n\n" if text else ""
            blocks.append([len(text), len(text) + len(paragraph), "paragraph"])
            text += paragraph
        number = self.db.execute("SELECT count(*) FROM articles").fetchone()[0] + 1
        plain = {
            "source": f"{number}.html",
            "path": f"{number}.html",
            "language": "en",
            "word_count": len(text.split()),
        }
        hashes = {"content_sha256": f"c{number}", "text_sha256": f"t{number}", "coder_version": "1"}
        made = {"text": text, "blocks": json.dumps(blocks), "added_at": f"2024-05-01T08:00:{number % 60:02}Z"}
        return self.add("articles", **(plain | hashes | made | row))

    def _sign(self) -> None:
        """Leave it as the command does, which writes decisions only into a database of its own."""
        self.db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT, PRIMARY KEY (migration_set, name))")  # fmt: skip
        for made in migrations.pending(Database(memory=True)):
            self.add("_sqlite_migrations", migration_set="dyadwatch", name=made.name, applied_at="2024-05-01")
        for kind in ("visit", "drill"):
            self.db.execute(f"UPDATE {kind}_reports SET cluster_id = {kind}_id")

    def _place(self, article_id: int, sentence: str) -> dict[str, int]:
        text = self.db.execute("SELECT text FROM articles WHERE id = ?", [article_id]).fetchone()[0]
        start = text.index(sentence)
        return {"evidence_start": start, "evidence_end": start + len(sentence)}

    def visit(self, visitor: str, host: str, start: str | None, reports: list[tuple[int, str]], **row: Any) -> int:
        facts = {"visitor_iso3": visitor, "host_iso3": host, "start_date": start, "status": "completed"}
        facts |= {"date_precision": precision(start), "confidence": 0.9} | row
        dyad = "-".join(sorted((visitor, host)))
        merged = {"dyad": dyad, "plover_event": "CONSULT", "n_reports": len(reports), "n_outlets": len(reports)}
        visit_id = self.add("visits", **(facts | merged | {"n_origins": 1, "found_by": "rules"}))
        facts = {name: value for name, value in facts.items() if name not in ("review_status", "disputed")}
        for article_id, sentence in reports:
            own = {"article_id": article_id, "visit_id": visit_id, "cue": "visit", "found_by": "rules"}
            self.add("visit_reports", **(facts | own | self._place(article_id, sentence)))
        self.pair(dyad)
        return visit_id

    def drill(self, country: str, date: str | None, reports: list[tuple[int, str]], **row: Any) -> int:
        facts = {"country_iso3": country, "drill_date": date, "date_precision": precision(date), "kind": "launch_test"}
        facts |= {"weapon_class": "SRBM", "status": "conducted", "confidence": 0.8} | row
        merged = {"plover_event": "MOBILIZE", "n_reports": len(reports), "n_outlets": len(reports), "n_origins": 1}
        drill_id = self.add("drills", **(facts | merged | {"found_by": "rules"}))
        facts = {name: value for name, value in facts.items() if name not in ("review_status", "disputed")}
        for article_id, sentence in reports:
            own = {"article_id": article_id, "drill_id": drill_id, "cue": "fired", "found_by": "rules"}
            self.add("drill_reports", **(facts | own | self._place(article_id, sentence)))
        for code in {country, *(facts.get("partner_iso3s") or "").split(";")} - {""}:
            self.add("drill_countries", drill_id=drill_id, iso3=code)
        return drill_id

    def quote(self, article_id: int, quote: str, dyads: tuple[str, ...] = (), **row: Any) -> int:
        place = self._place(article_id, quote)
        facts = {
            "quote": quote,
            "quote_type": "direct",
            "speaker_type": "expert",
            "is_floating": 0,
            "pre": "",
            "post": "",
        }
        facts |= {"quote_start": place["evidence_start"], "quote_end": place["evidence_end"], "confidence": 0.9}
        quote_id = self.add("quotes", **(facts | {"article_id": article_id, "found_by": "rules"} | row))
        for dyad in dyads:
            self.pair(dyad)
            self.add("quote_dyads", quote_id=quote_id, dyad=dyad)
        return quote_id

    def pair(self, dyad: str) -> None:
        for code in dyad.split("-"):
            self.db.execute("INSERT OR IGNORE INTO dyad_members VALUES (?, ?)", [dyad, code])

    def close(self) -> Path:
        self._sign()
        self.db.commit()
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.close()
        return self.path


def precision(date: str | None) -> str:
    return {10: "day", 7: "month", 4: "year"}[len(date)] if date else "unknown"


def realistic(path: Path) -> Path:
    """Two pairs: visits both ways, drills of both countries, an expert and an official quoted, one rejected visit."""
    seed = Seed(path)
    first = "A trade delegation led by Ri Chol-su flew from Pyongyang to Tehran on 3 March."
    told = "Tehran received Ri Chol-su's delegation, state television said."
    fired = "North Korea fired two short-range missiles into the sea on 10 March."
    said = "The timing is no accident"
    promised = "We shall answer every step"
    a = seed.article(
        "Pyongyang has sent envoys abroad before.", first, fired,
        f"“{said},” said Mara Ellingsen of the Fenmoor Institute.",
        url="https://news.example/a?x=1;y=2", outlet="Harbour Gazette", title="Envoys and missiles",
        published_date="2024-03-11",
    )  # fmt: skip
    b = seed.article(told, f"“{promised},” a deputy minister said.", url="https://wire.example/b", outlet="Plain Wire",
                     title="Delegation in Tehran", published_date="2024-03-12")  # fmt: skip
    c = seed.article("Iran's president went to Pyongyang in 2019.", "Iran launched a satellite in May 2023.",
                     "Moscow and Beijing held a drill.", outlet="Old Record", title="Earlier years",
                     published_date="2023-06-01")  # fmt: skip
    seed.visit("PRK", "IRN", "2024-03-03", [(a, first), (b, told)], end_date="2024-03-07", visitor_name="Ri Chol-su",
               visitor_title="Trade minister", level="minister", city="Tehran",
               disputed=json.dumps({"end_date": {"2024-03-07": [1], "2024-03-08": [2]}}))  # fmt: skip
    seed.visit("IRN", "PRK", "2019", [(c, "Iran's president went to Pyongyang in 2019.")], visitor_name="The president")
    seed.visit("RUS", "CHN", "2024-02", [(c, "Moscow and Beijing held a drill.")], status="planned", confidence=0.4)
    seed.visit("PRK", "IRN", "2024-01-01", [(a, first)], review_status="rejected", visitor_name="Nobody")
    seed.drill("PRK", "2024-03-10", [(a, fired)], weapon_name="KN-25", n_fired=2, distance_km=380.0)
    seed.drill("IRN", "2023-05", [(c, "Iran launched a satellite in May 2023.")], kind="satellite_launch")
    seed.drill("RUS", None, [(c, "Moscow and Beijing held a drill.")], kind="military_exercise", partner_iso3s="CHN")
    expert = seed.quote(a, said, ("IRN-PRK",), speaker_name="Mara Ellingsen", affiliation="Fenmoor Institute")
    seed.add("quote_events", quote_id=expert, event_kind="visit", event_id=1)
    seed.quote(b, promised, ("IRN-PRK",), speaker_raw="a deputy minister", speaker_type="official", is_floating=1)
    return seed.close()


def reviewed(path: Path) -> Path:
    """The same as `realistic`, for a test that decides on it."""
    return realistic(path)


def hostile(path: Path) -> Path:
    """Every text that comes from an article is an attack on the page, the chart, the search or the spreadsheet."""
    seed = Seed(path)
    for code in ("IRN", "PRK"):
        seed.db.execute("UPDATE countries SET name = ? WHERE iso3 = ?", [f"{code} {HOSTILE[1]}", code])
    for number, text in enumerate(HOSTILE):
        a = seed.article(text, f"said {text} again", title=text, outlet=text, author=text, notes=text,
                         origin_source=text, url="javascript:window.__xss=1" if number % 2 else f"https://news.example/{number}",
                         published_date=f"2024-04-{number + 1:02}")  # fmt: skip
        people = {"visitor_name": text, "visitor_title": text, "delegation": text, "city": text, "purpose": text}
        seed.visit("PRK", "IRN", f"2024-04-{number + 1:02}", [(a, text)], **people)
        seed.drill("PRK", f"2024-04-{number + 1:02}", [(a, text)], weapon_name=text, place=text, announced_by=text)
        seed.quote(a, text, ("IRN-PRK",), speaker_name=text, speaker_raw=text, speaker_title=text, affiliation=text,
                   cue_verb=text)  # fmt: skip
    seed.add("failures", run_id=1, source=HOSTILE[0], stage="read", error=HOSTILE[2])
    return seed.close()


def dense(path: Path, drills: int = 400) -> Path:
    """More drills in one lane than single marks can show."""
    seed = Seed(path)
    a = seed.article("A missile was fired.", title="Again", published_date="2023-01-01")
    for number in range(drills):
        date = f"{2020 + number // 120}-{number // 10 % 12 + 1:02}-{number % 28 + 1:02}"
        seed.drill("PRK", date, [(a, "A missile was fired.")])
    seed.visit("PRK", "CHN", "2020-05-05", [(a, "A missile was fired.")])
    return seed.close()
