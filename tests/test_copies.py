"""Copies of one wire text are found whatever an outlet did to it; another story on the same event is none."""

from __future__ import annotations

import random
import sqlite3
from itertools import combinations
from pathlib import Path

import pytest

from etl.corroborate.copies import is_copy, may_be_copy, sketch
from etl.load.store import Store
from etl.models import Article, Block, Facts, VisitReport

WIRE = """Envoys of two neighbours meet on the bridge for first talks in a decade
MARLOW BRIDGE, March 3 (Northgate) - The foreign ministers of the two river states shook hands in the middle of the border bridge on Sunday and then talked for three hours in a customs shed, the first meeting of its kind in ten years.
Neither side had announced the talks. A photographer who lives beside the bridge noticed the flags at dawn, and by noon some two hundred people stood along the railing to watch the door of the shed.
The ministers came out together shortly before four. They read one sentence each from one sheet of paper, to the effect that trains would run again before the summer, and took no questions.
Freight between the two countries has gone the long way round by sea since the bridge was closed, which adds nine days to the journey and, by the count of the port authority, a fifth to the price of flour.
An official who was in the room said the hardest point had been who pays for new rails, since the old ones were taken up and sold. He said that a commission would answer it by the end of April.
The bridge was shut after a patrol boat sank below it and both capitals blamed the other. An inquiry was promised and never held; the families of the eleven sailors still lay wreaths there every autumn.
Both governments face elections this year. Surveys say that most voters on either bank want the trains back and that few of them believe they will come.
In the town on the northern bank the baker gave away rolls. In the one on the southern bank the band practised a march that it had not played since the last train left.
Analysts were careful. Ottoline Marsh of the Fenmoor Institute said that a date for the trains was more than she had expected, and that a date for the money would be worth more still.""".split(
    "\n"
)

FURNITURE = "Subscribe now for unlimited access to all our articles and the daily crossword. Share this story with friends. Most read today: a cat that takes the bus, five soups for cold evenings, and what the stars say about your week."  # fmt: skip
PLANTED = {
    "the whole, retitled": ["Handshake on the river", *WIRE[1:]],
    "cut to half": WIRE[:6],
    "cut to a third, retitled": ["Trains to run again", *WIRE[1:4]],
    "with furniture": [FURNITURE, *WIRE, FURNITURE],
    "cut, retitled, with furniture": ["Old foes talk", FURNITURE, *WIRE[1:6], FURNITURE],
    "paragraphs left out": [WIRE[i] for i in (0, 1, 3, 4, 7, 9)],
    "edited": [p.replace("said", "told reporters").replace("three hours", "nearly three hours") for p in WIRE],
}
OTHERS = {
    "another writer": """Ministers end ten years of silence with a walk to the middle of a bridge
It took forty steps from either bank. On Sunday morning the two foreign ministers of the river states walked them, met under the third lamp, and shook hands for longer than the cameras needed.
What followed was a conversation of three hours in a shed that once sorted parcels. When the door opened they promised trains before the summer and left by the way they had come.
For the people who had gathered it was enough. A retired signalman, who gave his name as Tobias Wren, wept without hiding it. He had waved the last train off, he said, and had kept the flag.
The quarrel goes back to a patrol boat that went down below the arches. Eleven men drowned, and the two capitals have never agreed why. Since then flour, steel and letters have travelled by sea.
Who will pay for the rails is not settled. Diplomats speak of a commission; in the towns they speak of the price of bread.""".split("\n"),
    "a follow-up that repeats the background": [
        "Commission on bridge rails meets, and adjourns",
        "The commission that is to say who pays for new rails over Marlow Bridge met for the first time on Tuesday, sat for forty minutes and adjourned until after Easter, two of its members said.",
        "Its chairman, a retired judge, had asked both finance ministries for their estimates. One sent a figure without a calculation and the other a calculation without a figure, according to the members, who asked not to be named.",
        "Engineers from the northern side are to walk the bridge on Thursday and count the sleepers that are left. The southern side has asked for a week to find the drawings, which were moved to another archive when the line closed.",
        WIRE[4],
        WIRE[6],
        WIRE[7],
    ],
    "a story of its own with one paragraph of the wire": [
        "Flour prices fall on rumour of trains",
        "Flour was four per cent cheaper at the southern exchange on Monday morning than it had been on Friday, and traders gave one reason for it: two men had been seen on a bridge the day before.",
        "Nobody on the floor had read more than a sentence. It was enough to bring out sellers who had waited all winter, among them the two largest mills of the coast, and to send the shares of the shipping line down by a tenth.",
        WIRE[4],
        "The millers' guild warned that nothing would change before the autumn. A train needs rails, it said in a letter to its members, and the rails are roofs and fences now.",
    ],
}  # fmt: skip


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("name", PLANTED)
def test_planted_copies_are_found(name: str) -> None:
    copy = text(PLANTED[name])
    assert is_copy(text(WIRE), copy) and is_copy(copy, text(WIRE))
    assert may_be_copy(sketch(text(WIRE)), sketch(copy)) and not set(sketch(text(WIRE)).bands()).isdisjoint(sketch(copy).bands())  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("original", ["the whole", *PLANTED])
def test_other_stories_are_no_copies(name: str, original: str) -> None:
    wire = text(PLANTED.get(original, WIRE))
    assert not is_copy(wire, text(OTHERS[name])) and not is_copy(text(OTHERS[name]), wire)


def test_short_texts_are_copies_only_to_the_letter() -> None:
    assert is_copy("He went to Tehran.", "He went to Tehran.")
    assert not is_copy("He went to Tehran on Monday for talks.", "He went to Tehran on Monday for talks!")


def save(path: Path, stories: dict[str, list[str]], order: list[str]) -> None:
    with Store(path) as store:
        for name in order:
            body = text(stories[name])
            visit = VisitReport("PRK", "IRN", "completed", "went", 0, 9, 0.8, start_date="2024-03-03")
            published = f"2024-03-{4 + list(stories).index(name):02}"
            article = Article(body, (Block(0, len(body)),), name, body, published_date=published, outlet=name)
            store.save(name, article, Facts((visit,)), coder_version="1")


def copies(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as db:
        return dict(db.execute("SELECT a.source, f.source FROM articles a JOIN articles f ON f.id = a.syndication_id"))


@pytest.mark.parametrize("seed", range(4))
def test_the_earliest_is_named_whatever_the_order(tmp_path: Path, seed: int) -> None:
    stories = {"wire": WIRE} | PLANTED | OTHERS
    order = random.Random(seed).sample(list(stories), len(stories))
    save(tmp_path / "x.db", stories, order)
    assert copies(tmp_path / "x.db") == {name: "wire" if name not in OTHERS else name for name in stories}
    with sqlite3.connect(tmp_path / "x.db") as db:
        assert db.execute("SELECT n_reports, n_outlets, n_origins FROM visits").fetchall() == [(11, 4, 4)]


def test_a_copy_of_a_text_that_changed_is_a_copy_of_the_next(tmp_path: Path) -> None:
    stories = {"wire": WIRE, "half": WIRE[:6], "retitled": ["Handshake on the river", *WIRE[1:]]}
    save(tmp_path / "x.db", stories, list(stories))
    changed = stories | {"wire": OTHERS["another writer"]}
    save(tmp_path / "x.db", changed, ["wire"])
    assert copies(tmp_path / "x.db") == {"wire": "wire", "half": "half", "retitled": "half"}


def test_of_the_samples_one_pair_is_a_copy(samples_db: Path) -> None:
    with sqlite3.connect(samples_db) as db:
        texts = dict(db.execute("SELECT source, text FROM articles"))
        found = db.execute("SELECT source FROM articles WHERE syndication_id <> id").fetchall()
    alike = {frozenset(pair) for pair in combinations(texts, 2) if is_copy(texts[pair[0]], texts[pair[1]])}
    assert [sorted(Path(p).stem for p in pair) for pair in alike] == [
        ["2024-04-24-borderland-herald-copy", "2024-04-24-north-korea-iran-delegation"]
    ]
    assert len(found) == 1
