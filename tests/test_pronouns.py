"""Who "he" and "she" mean beside quoted words, one feature of the weighing at a time."""

import pytest

from etl.transform import quotes

MERROW = "Tobias Merrow, a senior fellow at the Halvard Institute, has followed the talks for years."
RASK = "Edwin Rask, a professor at Skerry University, wrote a book about them."


def last_speaker(read, *paragraphs: str) -> str | None:
    """The name given to the speaker of the last quoted passage."""
    found = [q for q in quotes.find(read(*paragraphs)) if q.quote_type != "indirect"]
    return found[-1].speaker_name


@pytest.mark.parametrize(
    "sentence",
    [
        "Rask dismissed Merrow’s doubts in a letter. “We have seen worse winters than this one,” he said.",
        "Rask gave Merrow a copy of the treaty. “Nobody had read it to the end,” he said.",
        "Rask, who met Merrow in Oslo, called the plan weak. “It will not hold through the winter,” he said.",
    ],
)
def test_subject_before_owner_and_object(read, sentence: str) -> None:
    assert last_speaker(read, MERROW, RASK, sentence) == "Edwin Rask"


@pytest.mark.parametrize(
    "sentence",
    [
        "“They came too late,” Rask said of Merrow. “That is the whole story,” he said.",
        "“They came too late,” said Rask, a professor of law at a school in the north. “It is over,” he added.",
        "Rask said Merrow had counted the ships badly. “There were nine of them at the time,” he said.",
        "When Merrow asked about the ships, Rask shrugged. “There were nine of them at the time,” he said.",
    ],
)
def test_who_spoke_goes_on(read, sentence: str) -> None:
    assert last_speaker(read, MERROW, RASK, sentence) == "Edwin Rask"


def test_new_subject_takes_over_from_the_last_speaker(read) -> None:
    before = "“The ice is thin this year,” said Merrow."
    assert last_speaker(read, MERROW, RASK, before, "Rask disagreed. “It is thick enough to walk on,” he said.") == (
        "Edwin Rask"
    )


def test_own_clause_is_left_out(read) -> None:
    sentence = "Rask spoke at noon. He called Merrow “a tired man with a tired plan”."
    assert last_speaker(read, MERROW, RASK, sentence) == "Edwin Rask"


def test_what_is_said_is_mostly_about_another(read) -> None:
    sentence = "“The talks were long,” Rask said. Merrow will leave “a very large empty chair”, he said."
    assert last_speaker(read, MERROW, RASK, sentence) == "Edwin Rask"


def test_names_inside_quotation_marks_are_left_out(read) -> None:
    sentence = (
        "Rask was asked about the winter. “Tobias Merrow knows the numbers,” he said. “Ask him for them,” he added."
    )
    assert last_speaker(read, MERROW, RASK, sentence) == "Edwin Rask"


def test_name_given_as_an_example(read) -> None:
    sentence = (
        "Some staunch critics, like Rask, also doubt the whole count. “There were nine of them at the time,” he said."
    )
    assert last_speaker(read, RASK, MERROW, sentence) == "Edwin Rask"


@pytest.mark.parametrize(("pronoun", "expected"), [("she", "Mary Tolland"), ("he", "Edwin Rask")])
def test_given_name_tells_who_cannot_be_meant(read, pronoun: str, expected: str) -> None:
    tolland = "Mary Tolland, an analyst at the Gannet Institute, met Edwin Rask, a professor at Skerry University."
    assert last_speaker(read, tolland, f"“It was a long day for all of us,” {pronoun} said.") == expected


def test_unnamed_woman_is_nobody_named_before(read) -> None:
    tolland = "Mary Tolland, an analyst at the Gannet Institute, opened the meeting."
    sentence = "“I saw the ships myself,” said a woman at the gate. “They were grey and very slow,” she said."
    assert last_speaker(read, tolland, sentence) is None


def test_bodies_and_listeners_are_not_meant(read) -> None:
    sentence = (
        "“It began in May,” Rask, 58, told the Gannet Post in a call.",
        "“It went on until June of that year,” he said.",
    )
    assert last_speaker(read, MERROW, RASK, *sentence) == "Edwin Rask"


def test_they_means_the_group_spoken_of(read) -> None:
    found = quotes.find(
        read(MERROW, "Two officials described the talks. They called the mood “cold as the sea itself”.")
    )
    assert (found[-1].speaker_raw, found[-1].speaker_name) == ("They", None)


def test_indirect_speech_follows_the_same_speaker(read) -> None:
    paragraphs = (
        MERROW,
        RASK,
        "“The ports matter most,” Merrow said.",
        "“Look at the prices of grain instead,” said Rask. The old treaty will last for many more years, he said.",
    )
    found = [q for q in quotes.find(read(*paragraphs)) if q.quote_type == "indirect"]
    assert (found[-1].speaker_raw, found[-1].speaker_name) == ("he", "Edwin Rask")
