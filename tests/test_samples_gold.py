"""The gold records themselves: form, codes, dates, and that what they name stands in the article."""

from __future__ import annotations

import csv
import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = [folder for folder in (ROOT / "sample_articles", ROOT / "tests" / "golden") if folder.is_dir()]
GOLD = sorted(path for folder in FOLDERS for path in (folder / "gold").glob("*.json"))
KINDS = {"launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise"}
CLASSES = {
    "ICBM",
    "IRBM",
    "MRBM",
    "SRBM",
    "SLBM",
    "cruise",
    "hypersonic",
    "SAM",
    "MLRS",
    "artillery",
    "satellite",
    "unknown",
}
BODIES = {"EU", "UN", "NATO", "AU", "ASEAN"}
MARKS = str.maketrans({mark: '"' for mark in "“”‘’«»'"} | {"\xa0": " ", "*": " "})


def codes() -> set[str]:
    with (ROOT / "etl" / "lexicons" / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {row["iso3"] for row in csv.DictReader(lines)} | BODIES


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def plain(text: str) -> str:
    """Text without tags, with one kind of quotation mark and single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(text)).translate(MARKS)).strip()


def article_of(gold: Path) -> str:
    (path,) = (p for p in gold.parent.parent.glob(gold.stem + ".*") if p.is_file())
    data = path.read_bytes()
    try:
        return plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        return plain(data.decode("cp1252"))


def is_date(text: str | None) -> bool:
    """True for None and for real dates of the precisions YYYY, YYYY-MM and YYYY-MM-DD."""
    if text is None:
        return True
    try:
        dt.date.fromisoformat({4: text + "-01-01", 7: text + "-01"}.get(len(text), text))
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}(-\d\d){0,2}", text) is not None


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def record(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    path: Path = request.param
    gold = json.loads(path.read_text("utf-8"))
    assert gold["id"] == path.stem
    return gold, article_of(path)


def test_every_article_has_its_record() -> None:
    for folder in FOLDERS:
        articles = {p.stem for p in folder.iterdir() if p.suffix in {".html", ".txt", ".md"} and p.name != "README.md"}
        assert articles == {p.stem for p in (folder / "gold").glob("*.json")}


def test_form_codes_and_dates(record: tuple[dict[str, Any], str]) -> None:
    gold, _ = record
    known = codes()
    assert is_date(gold["published"])
    assert {"visits", "drills", "speakers", "note"} <= gold.keys()
    for visit in gold["visits"] + gold.get("optional_visits", []):
        assert {"origin", "host", "start", "end", "visitor", "status"} <= visit.keys()
        assert {visit["origin"], visit["host"]} <= known and visit["origin"] != visit["host"], visit
        assert is_date(visit["start"]) and is_date(visit["end"]), visit
        assert not (visit["start"] and visit["end"]) or visit["start"] <= visit["end"], visit
        assert visit["status"] in {"planned", "ongoing", "completed", "cancelled"}, visit
    for drill in gold["drills"] + gold.get("optional_drills", []):
        assert {"country", "partners", "date", "kind", "weapon_class", "weapon", "count", "status"} <= drill.keys()
        assert {drill["country"], *drill["partners"]} <= known, drill
        assert is_date(drill["date"]) and drill["kind"] in KINDS, drill
        assert set(listed(drill["weapon_class"])) <= CLASSES, drill
        assert drill["status"] in {"conducted", "planned", "failed"}, drill
    for speaker in gold["speakers"] + gold.get("optional_speakers", []):
        assert {"name", "role", "affiliation", "expert", "n_quotes"} <= speaker.keys()
        assert isinstance(speaker["expert"], bool) and speaker["n_quotes"] >= 1, speaker


def test_alternatives_name_known_fields(record: tuple[dict[str, Any], str]) -> None:
    gold, _ = record
    for kind in ("visits", "drills", "speakers"):
        for fact in gold[kind] + gold.get("optional_" + kind, []):
            for field, values in fact.get("also", {}).items():
                assert isinstance(values, list), fact
                if field in {"start", "end", "date"}:
                    assert all(is_date(value) for value in values), fact


def test_what_is_named_stands_in_the_article(record: tuple[dict[str, Any], str]) -> None:
    gold, text = record
    for kind in ("visits", "drills"):
        for fact in gold[kind] + gold.get("optional_" + kind, []):
            for field in ("evidence", "visitor", "weapon"):
                assert not fact.get(field) or plain(fact[field]).lower() in text.lower(), (field, fact)
    for speaker in gold["speakers"] + gold.get("optional_speakers", []):
        assert plain(speaker["name"]).lower() in text.lower(), speaker


def test_other_languages_have_no_facts() -> None:
    foreign = [gold for gold in (json.loads(path.read_text("utf-8")) for path in GOLD) if gold.get("language")]
    assert foreign
    assert not any(gold["visits"] or gold["drills"] or gold["speakers"] for gold in foreign)
