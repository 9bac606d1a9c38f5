import json
from pathlib import Path

import pytest
import seed

from dashboard import cards, queries
from dashboard.database import Filters


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.realistic(tmp_path_factory.mktemp("k") / "real.db")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" http://a.example ", "http://a.example"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)//http://a.example", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_web_address(address: str | None, safe: str | None) -> None:
    assert cards.web_address(address) == safe


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", None)]),
        ([(1, 3, "visit")], [("a", None), ("bc", "visit"), ("def", None)]),
        ([(0, 6, "visit"), (2, 4, "quote")], [("ab", "visit"), ("cd", "quote"), ("ef", "visit")]),
        ([(0, 4, "visit"), (2, 6, "drill")], [("ab", "visit"), ("cd", "visit"), ("ef", "drill")]),
        ([(-5, 2, "visit"), (5, 99, "drill")], [("ab", "visit"), ("cde", None), ("f", "drill")]),
        ([(8, 9, "visit")], [("abcdef", None)]),
    ],
)
def test_parts_of(marks: list[tuple[int, int, str]], expected: list[tuple[str, str | None]]) -> None:
    rows = [{"start": a, "end": b, "kind": kind} for a, b, kind in marks]
    found = cards.parts_of("abcdef", 0, 6, rows)
    assert [(part["text"], part.get("mark")) for part in found] == expected


@pytest.mark.parametrize("blocks", ["[]", "", None, "not json", '[["a"]]', "[[5, 2, 'x']]", '[[0, 9999, "paragraph"]]'])
def test_an_article_without_usable_blocks_is_shown_whole(blocks: str | None) -> None:
    assert cards.blocks_of({"text": "One line.", "blocks": blocks}) == [(0, 9, "paragraph")]


def test_reports_mark_the_sentence_in_its_paragraph(db: Path) -> None:
    first = cards.report_card(queries.reports(db, "drill", 1)[0], "test")
    (passage,) = first["passages"]
    assert [part["text"] for part in passage["parts"] if part.get("mark") == "test"] == [
        "North Korea fired two short-range missiles into the sea on 10 March."
    ]
    assert first["link"] == "https://news.example/a?x=1;y=2" and "Harbour Gazette · 2024-03-11" in first["meta"]


def test_the_reader_keeps_every_word(db: Path) -> None:
    article = queries.article(db, 1)
    assert article
    shown = cards.reader(article, queries.marks(db, 1))["passages"]
    assert "\n\n".join("".join(part["text"] for part in passage["parts"]) for passage in shown) == article["text"]
    assert {part["mark"] for passage in shown for part in passage["parts"] if "mark" in part} == {
        "visit",
        "test",
        "quote",
    }


def test_an_event_says_only_what_is_known(db: Path) -> None:
    row = queries.event(db, "visit", 1)
    assert row
    card = cards.event_card(row)
    assert card["heading"] == "Ri Chol-su, Trade minister: North Korea to Iran"
    facts = dict(card["facts"])
    assert facts["In this database"] == "first known at this level"
    assert facts["When"] == "2024-03-03 to 2024-03-07" and facts["Reports"] == "2 from 2 outlets, 1 origin"
    assert facts["Sources disagree on"] == "end date (2024-03-07, 2024-03-08)"
    assert "Purpose" not in facts


@pytest.mark.parametrize("stored", [None, "", "null", "[1]", "{broken", '{"end_date": {}}'])
def test_no_dispute(stored: str | None) -> None:
    assert cards.disputed(stored) is None


def test_a_quote_tells_who_and_where(db: Path) -> None:
    official, expert = queries.quotes(db, Filters())
    card = cards.quote_card(expert, {"IRN-PRK": "Iran – North Korea"})
    assert (card["quote"], card["who"], card["role"], card["badge"]) == (
        "“The timing is no accident”", "Mara Ellingsen", "Fenmoor Institute", "Expert",
    )  # fmt: skip
    assert card["meta"] == "Harbour Gazette · 2024-03-11 · Envoys and missiles · on Iran – North Korea"
    other = cards.quote_card(official, {})
    assert other["who"] == "a deputy minister" and "speaker taken from the quote before" in other["meta"]


def test_hostile_articles_become_plain_data(tmp_path: Path) -> None:
    path = seed.hostile(tmp_path / "hostile.db")
    for row in queries.quotes(path, Filters()):
        card = cards.quote_card(row, {})
        assert card["link"] is None or card["link"].startswith("https://news.example/")
        json.dumps(card)


@pytest.mark.parametrize("text", seed.HOSTILE)
def test_plain_leaves_nothing_for_markdown(text: str) -> None:
    escaped = cards.plain(text)
    for mark in "[]()<>$:!*_`#\\":
        bare = escaped.replace("\\" + mark, "") if mark != "\\" else ""
        assert mark not in bare


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ({"distance_km": {"1000.0": [7], "1001.2": [10]}}, "(1,000, 1,001.2)"),
        ({"kind": {"firing_drill": [1], "launch_test": [2]}}, "(firing drill, launch test)"),
        ({"start_date": {"2019": [1], "2019-05": [2]}}, "(2019, 2019-05)"),
        ({"apogee_km": {"<b>": [1], "90": [2]}}, "(<b>, 90)"),
        ({"weapon_class": {"MLRS": [1], "SRBM": [2]}}, "(MLRS, SRBM)"),
    ],
)
def test_values_on_which_reports_disagree_are_said_in_words(stored: dict[str, dict[str, list[int]]], said: str) -> None:
    assert (cards.disputed(json.dumps(stored)) or "").endswith(said)


def test_a_disagreement_of_the_samples_is_shown(samples_db: Path) -> None:
    """South Korea counted ten rockets, the North's agency eighteen: one event of two origins."""
    (row,) = (
        r for r in queries.drills(samples_db, Filters(since="2024-05-30", until="2024-05-30")) if r["n_articles"] == 2
    )
    facts = dict(cards.event_card(row)["facts"])
    assert facts["Reports"] == "2 from 2 outlets, 2 origins" and "number fired (10, 18)" in facts["Sources disagree on"]
    assert facts["Rests on"] == "KCNA, South Korea's Joint Chiefs of Staff"
