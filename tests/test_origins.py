"""On whom a report rests: sentences as papers write them, and what an article falls back on."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from etl import lexicons
from etl.models import Article, Block, Facts, Quote, VisitReport
from etl.transform import origins


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("North Korea fired a missile, KCNA said on Thursday.", "KCNA"),
        ("The Korean Central News Agency (KCNA) reported in a dispatch one sentence long.", "KCNA"),
        ("According to the official IRNA news agency, the delegation arrived on Monday.", "IRNA"),
        ("The missile flew 350 km, South Korea's Joint Chiefs of Staff said.", "South Korea's Joint Chiefs of Staff"),
        ("It fell outside the zone, Japan's Defense Ministry said, citing radar data.", "Japan's defence ministry"),
        ("Yonhap, citing military sources, reported two launches.", "Yonhap"),
        ("The visit was announced by the Kremlin.", "Kremlin"),
        ("The test was a success, the military's Inter-Services Public Relations (ISPR) said.", "ISPR"),
        ("Reuters reported that KCNA had said nothing.", "Reuters"),
        # Named, but nothing is attributed to them.
        ("Kim received the editors of KCNA in his office.", None),
        ("Putin left the Kremlin for the airport.", None),
        ("The minister arrived in Tehran on Monday.", None),
    ],
)
def test_sentences(sentence: str, name: str | None) -> None:
    found = origins.of_sentence(sentence)
    assert (found.name if found else None) == name


def article(*paragraphs: str) -> Article:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph)))
        text += paragraph
    return Article(text, tuple(blocks), "0", "0")


def report(told: Article, words: str) -> VisitReport:
    start = told.text.index(words)
    return VisitReport("PRK", "IRN", "completed", "went", start, start + len(words), 0.9)


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["The envoy left, KCNA said.", "More."], "KCNA"),
        (["SEOUL, July 12 (Yonhap) -- The envoy left on Monday.", "More."], "Yonhap"),
        (["TEHRAN, May 1 (Northgate) - The envoy came.", "IRNA reported it first."], "IRNA"),
        (["SEOUL, May 1 (Northgate) - The envoy left."], "Northgate"),
        (["PYONGYANG (Pool) - The envoy left."], None),
        (["State media reported that he left.", "It was the first trip in years.", "The Korean Central News Agency said no more."], "KCNA"),
        (["Iranian state media said he came.", "KCNA said nothing.", "Tasnim reported a dinner."], "Tasnim"),
        (["A.", "B.", "C.", "D.", "KCNA said so."], None),
    ],
)  # fmt: skip
def test_an_article_rests_on_whom_its_opening_names(paragraphs: list[str], name: str | None) -> None:
    found = origins.of_article(article(*paragraphs))
    assert (found.name if found else None) == name


def test_each_report_has_its_own_origin() -> None:
    told = article("The envoy left for Tehran, KCNA said.", "He had been there in March.", "Nothing.", "Nothing more.", "In 2019 he went to Hanoi.", "Iran's foreign minister received him, IRNA said.")  # fmt: skip
    wanted = {"The envoy left for Tehran": "KCNA", "He had been there": "KCNA", "In 2019 he went": None, "received him, IRNA said": "IRNA"}  # fmt: skip
    facts = origins.attribute(told, Facts(tuple(report(told, words) for words in wanted)))
    assert [visit.origin_source for visit in facts.visits] == list(wanted.values())
    assert [visit.origin_iso3 for visit in facts.visits] == [
        "PRK",
        "PRK",
        None,
        "IRN",
    ] and facts.origin_source == "KCNA"


def test_an_official_whose_words_are_reported_is_the_origin() -> None:
    told = article("Two missiles fell into the sea, Defence Minister Aoi Tanemura said.")
    start = told.text.index("Two")
    quote = Quote("Two missiles fell into the sea", "indirect", "official", start, start + 30, "", "", 0.9, speaker_name="Aoi Tanemura", speaker_country_iso3="JPN")  # fmt: skip
    (visit,) = origins.attribute(told, Facts((report(told, "Two missiles"),), (), (quote,))).visits
    assert (visit.origin_source, visit.origin_iso3) == ("Aoi Tanemura", "JPN")


def test_the_list_is_sound() -> None:
    rows = lexicons.rows("origins.csv", "name", "kind", "iso3", "pattern")
    assert len({row["name"] for row in rows}) == len(rows) > 40
    assert {row["kind"] for row in rows} == {"state_media", "some_state_media", "agency", "body"}
    for row in rows:
        assert re.fullmatch(r"[A-Z]{3}|", row["iso3"]) and re.compile(row["pattern"])


def test_one_origin_behind_two_outlets_counts_once(samples_db: Path) -> None:
    with sqlite3.connect(samples_db) as db:
        rows = db.execute("SELECT n_reports, n_origins, origins FROM visits WHERE dyad = 'IRN-PRK' AND start_date = '2024-04-24'").fetchall()  # fmt: skip
    assert rows == [(3, 1, "KCNA")]
