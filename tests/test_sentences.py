from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.models import Article, Block
from etl.transform import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "The U.S. President met Gen. Kim on Sept. 3 in Washington, D.C. | It took 3.5 hours. | No. 2 was absent.",
        "Was it so? | No. | The missile fell.",
        "It happened in the U.S. | But nobody noticed.",
        "Lt. Gen. An Kil and Vice-Adm. He Bo came. | Sen. Smith Jr. was ill.",
        "John F. Kennedy met A.P.J. Abdul Kalam and J. In-soo. | It was Plan B. | The end.",
        "He landed at 7 p.m. Tuesday and left at 9 a.m. EST. | They met at 8 p.m. | Kim spoke first.",
        "He sat. | Kim stood in the sun. | Park left.",
        "It fell in Sept. | The next one flew. | It was the same in Oct. 2017.",
        "Raytheon Co. | The firm grew.",
        "“I came. | I saw,” he said. | “We left.” | “Who knows?” he asked.",
        "“Who knows?” Moon asked. | “Will it fly?” | The minister shrugged.",
        "“‘Who is that?’ | They asked and asked.”",
        "(He left Seoul.) | The next day he came. | (“Yes.”) | She nodded.",
        "We will ... North Korea knows that. | It waited... | Then it flew. | So be it … | The end.",
        "So . . . the tests go on. | They will.",
        "It ended.[3] | 300 men came. | iPhone sales rose.",
        "He spoke of sanctions.| The minister left for Hanoi.",
        "He reads example.com, Node.js and Booking.com daily.",
        "1. Who came? | He did.",
        "«Oui.» | Évidemment, il est parti.",
        "a line without a stop",
        "Article No. 5 and Nos. 3 and 4, vs. Japan, e.g. Seoul, i.e. Korea.",
        "It flew 1.5 km. | 20 minutes later it fell!? | Nobody saw it.",
    ],
)
def test_split(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace(" | ", " ").replace("|", "").replace(". The minister left for", ".The minister left for")
    assert [text[a:b] for a, b in sentences.spans(text, 0, len(text))] == expected


def test_bullets_open_sentences() -> None:
    text = "Points:\n• First point\n• Second point\n2) third\nand more"
    parts = [text[a:b] for a, b in sentences.spans(text, 0, len(text))]
    assert parts == ["Points:", "• First point", "• Second point", "2) third\nand more"]


@pytest.mark.parametrize(
    "marked",
    [
        "Sept. 28. A mock strike on airports. | Two missiles, from Sunan.",
        "• Sept. 29 and Oct. 1. Missiles of several kinds. | Two on either day.",
        "29–30 September 2022. A drill. | It ended.",
        "March 2016. Five more.",
        "4 May 2019: It flew. | It fell.",
        "It was May. | It fell.",
        "Sept. 28.",
    ],
)
def test_the_day_of_an_entry_is_part_of_its_first_sentence(marked: str) -> None:
    text = marked.replace(" | ", " ")
    article = Article(text, (Block(0, len(text), "list_item"),), "0", "0")
    assert [s.text for s in sentences.split(article)] == marked.split(" | ")


def test_sentences_carry_block_and_kind() -> None:
    text = "Kim in Hanoi\n\nKim came. He left."
    article = Article(text, (Block(0, 12, "headline"), Block(14, len(text))), "0", "0")
    found = sentences.split(article)
    assert [(s.text, s.block, s.kind) for s in found] == [
        ("Kim in Hanoi", 0, "headline"),
        ("Kim came.", 1, "paragraph"),
        ("He left.", 1, "paragraph"),
    ]


PIECES = st.sampled_from(
    [
        *"“”\"'‘’()[].!?…-•1aAéÉ \n",
        ". ",
        "U.S. ",
        "Gen. ",
        "p.m. ",
        "Kim",
        "the ",
        "The ",
        "No. ",
        "... ",
        "said ",
        "? ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=30).map("".join), max_size=4))
def test_sentences_cover_their_blocks_without_overlap(paragraphs: list[str]) -> None:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph)))
        text += paragraph
    found = sentences.split(Article(text, tuple(blocks), "0", "0"))
    assert all(s.text == text[s.start : s.end] == s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(blocks[s.block].start <= s.start < s.end <= blocks[s.block].end for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
