import pytest

from etl.models import Block
from etl.transform import bodies, quotes


def said(read, *paragraphs: str) -> list[tuple[str, str | None]]:
    """First words of every quoted passage, and its speaker's name."""
    found = quotes.find(read(*paragraphs))
    return [(" ".join(q.quote.split()[:3]), q.speaker_name) for q in found if q.quote_type != "indirect"]


INTRO = "Dagny Oversund, a senior fellow at the Halvard Institute, has watched the port for years."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("“It is a signal,” said Dagny Oversund, a senior fellow at the Halvard Institute.",),
            [("It is a signal,", "Dagny Oversund", "expert", False)],
        ),
        (
            ('Tobias Merrow, a professor at Skerry University, said: "Look at the ports."',),
            [("Look at the ports.", "Tobias Merrow", "expert", False)],
        ),
        (
            ("“It began well,” said Mary Tolland, an analyst at the Gannet Institute.", "“It ended badly,” she said."),
            [("It began well,", "Mary Tolland", "expert", False), ("It ended badly,", "Mary Tolland", "expert", False)],
        ),
        (("“We saw it,” a Western diplomat said.",), [("We saw it,", None, "anonymous", False)]),
        (
            ("“We saw it,” said Mary Tolland, an analyst at the Gannet Institute.", "“Twice, in fact, that week.”"),
            [
                ("We saw it,", "Mary Tolland", "expert", False),
                ("Twice, in fact, that week.", "Mary Tolland", "expert", True),
            ],
        ),
        (
            ("The Korean Central News Agency said the launch was “a clear success”.",),
            [("a clear success", "Korean Central News Agency", "state_media", False)],
        ),
        (("State television called it “a clear success”.",), [("a clear success", None, "state_media", False)]),
        (("The so-called “axis” has no office.",), []),
        (("They signed the “Treaty of Good Neighbours” at noon.",), []),
    ],
)
def test_speakers_and_types(read, paragraphs: tuple[str, ...], expected: list[tuple[object, ...]]) -> None:
    reading = read(*paragraphs)
    found = quotes.find(reading)
    assert [(q.quote, q.speaker_name, q.speaker_type, q.is_floating) for q in found] == expected
    assert all(reading.article.text[q.quote_start : q.quote_end] == q.quote for q in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "“The port is full,” Oversund said.",
        "“The port,” Oversund said, “is full.”",
        "Oversund, who has the figures, put it this way: “The port is full.”",
        "Oversund told reporters that the port was “full to the last berth”.",
        "The port, Oversund says, is “full to the last berth”.",
        "The port is “full to the last berth”, according to Oversund.",
        "The port is, in Oversund’s words, “full to the last berth”.",
        "“Full to the last berth” was Oversund’s description.",
        "Oversund called the port “full to the last berth”.",
        "“Is the port full?” Oversund asked.",
        "Oversund laughed. “The port is full,” she said.",
        "Oversund pointed to the quay. “The port is full to the last berth.”",
        "The harbour radio quoted Oversund as saying: “The port is full.”",
        "Oversund was quoted by the harbour radio as saying that the port was “full to the last berth”.",
        "Oversund said that the gate was shut, adding that the port was “full to the last berth”.",
        "Oversund said the figures were old and that she believed the port was “full to the last berth”.",
        "“The port is full.” – Dagny Oversund",
        "OVERSUND: “The port is full.”",
    ],
)
def test_constructions(read, sentence: str) -> None:
    assert [name for _, name in said(read, INTRO, sentence)][-1:] == ["Dagny Oversund"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“We saw it,” a member of his staff told reporters.", "a member of his staff"),
        ("“We saw it,” one diplomat said.", "one diplomat"),
        ("The road was “as smooth as glass”, two drivers said.", "two drivers"),
        ("A spokesman for the ferry company said that it was “not our ship”.", "A spokesman for the ferry company"),
    ],
)
def test_unnamed_speakers_keep_their_words(read, sentence: str, words: str) -> None:
    (quote,) = quotes.find(read(sentence))
    assert (quote.speaker_raw, quote.speaker_name, quote.speaker_type) == (words, None, "anonymous")


def test_bodies_go_by_their_fullest_name(read) -> None:
    paragraphs = (
        "Norway's Coastal Rescue Council (CRC) met on Monday.",
        "“Nobody was hurt,” the CRC said. The council added that it was “a calm night at sea”.",
    )
    names = {name for _, name in said(read, *paragraphs)}
    assert names == {"Norway's Coastal Rescue Council (CRC)"}


def test_spokesman_named_after_his_title(read) -> None:
    paragraphs = (
        "The Unification Ministry was silent.",
        "Its spokesman, Lim Byeong-ho, called the offer “worth a look”.",
    )
    assert said(read, *paragraphs) == [("worth a look", "Lim Byeong-ho")]


def test_things_do_not_speak(read) -> None:
    sentence = "Oversund said the tone of the talks was cordial and predicted that they “will go on for weeks”."
    assert said(read, INTRO, sentence) == [("will go on", "Dagny Oversund")]


def test_datelines_do_not_speak(read) -> None:
    (quote,) = quotes.find(read("OSLO (Northwire) -- Dagny Oversund said it would be “a long and dark winter”."))
    assert quote.speaker_raw == "Dagny Oversund"


def test_headline_is_left_out(read) -> None:
    reading = read("“The port is full,” says Oversund", INTRO, "“The port is full,” Oversund said.")
    first = reading.article.blocks[0]
    blocks = (Block(first.start, first.end, "headline"), *reading.article.blocks[1:])
    object.__setattr__(reading.article, "blocks", blocks)
    assert len(quotes.find(reading)) == 1


def test_quote_over_two_paragraphs_is_one(read) -> None:
    found = quotes.find(
        read("“It began well,” said Mary Tolland, an analyst. “Nobody minded.", "“And then it rained.”")
    )
    assert [q.quote for q in found] == ["It began well,", "Nobody minded.\n\nAnd then it rained."]
    assert {q.speaker_name for q in found} == {"Mary Tolland"}


def test_context_is_at_most_a_hundred_characters(read) -> None:
    (quote,) = quotes.find(read("A " * 200 + "man said: “We saw it all.”" + " And so on it goes." * 20))
    assert len(quote.pre) == len(quote.post) == 100


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Oversund expects that the port will close before winter.", [("Dagny Oversund", "expects")]),
        ("The port will close before winter, she added.", [("Dagny Oversund", "added")]),
        ("According to analysts, the port will close before winter.", [(None, "according to")]),
        ("Some experts doubt that the port will ever close.", [(None, "doubt")]),
        ("The minister said that the port would close before winter.", []),
        ("Oversund walked along the quay with two of her students.", []),
    ],
)
def test_indirect_speech_of_experts(read, sentence: str, expected: list[tuple[str | None, str]]) -> None:
    opening = "“The port is full,” said Dagny Oversund, a senior fellow at the Halvard Institute."
    found = quotes.find(read(opening, sentence))
    assert [(q.speaker_name, q.cue_verb) for q in found if q.quote_type == "indirect"] == expected


def test_indirect_speech_adds_no_speaker(read) -> None:
    assert quotes.find(read(INTRO, "Oversund expects that the port will close before winter.")) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Russian defence ministry said so.", ["Russian defence ministry"]),
        ("India’s Ministry of External Affairs spoke.", ["India’s Ministry of External Affairs"]),
        ("On Friday the army said so.", [None]),
        ("A government official said so.", []),
        ("KCNA and Xinhua said so.", ["KCNA", "Xinhua"]),
    ],
)
def test_bodies(text: str, names: list[str | None]) -> None:
    assert [b.name for b in bodies.find(text, 0, len(text))] == names
