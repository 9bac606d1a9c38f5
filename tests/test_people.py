from __future__ import annotations

import pytest


def meant(read, words: str, *paragraphs: str) -> str | None:
    """Name of the person whom the last `words` stand for."""
    reading = read(*paragraphs)
    start = reading.article.text.rindex(words)
    mention = reading.cast.mention_at(start, start + len(words))
    return reading.cast.person(mention).name if mention else None


PUTIN = "Russian President Vladimir Putin, 71, met Chinese President Xi Jinping in Beijing."


@pytest.mark.parametrize(
    ("words", "paragraphs", "name"),
    [
        ("The 71-year-old", (PUTIN, "The 71-year-old was to leave for Harbin."), "Vladimir Putin"),
        ("the Russian", (PUTIN, "A guard of honour took the Russian to the hall."), "Vladimir Putin"),
        (
            "he",
            (
                "Foreign Minister Sergei Lavrov came to Hanoi. Lavrov spoke of trade. Lavrov spoke of grain. Lavrov left.",
                "Antony Blinken had been invited. In July he was in Vientiane.",
            ),
            "Sergei Lavrov",
        ),
    ],
)
def test_who_is_meant(read, words: str, paragraphs: tuple[str, ...], name: str) -> None:
    assert meant(read, words, *paragraphs) == name


def test_an_age_before_a_noun_means_nobody(read) -> None:
    assert meant(read, "The 71-year-old", PUTIN, "The 71-year-old treaty lapsed.") is None


def test_a_country_that_opens_the_next_item_is_not_that_of_the_name_before(read) -> None:
    reading = read("Iraq sent a vice president, Taha Muhyiddin Maruf, Libya a son of its ruler.")
    assert reading.cast.find("Taha Muhyiddin Maruf").iso3 != "LBY"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The plan was put by Junichi Omura of the Foreign Ministry on Tuesday, before the talks.", "Foreign Ministry"),
        ("The plan was put by Junichi Omura of the Foreign Ministry on Sept. 13, before the talks.", "Foreign Ministry"),
        ("The plan was put by Junichi Omura of the Kestrel Forum on Extended Deterrence, who left early.", "Kestrel Forum on Extended Deterrence"),
    ],
)  # fmt: skip
def test_a_day_is_no_part_of_an_affiliation(read, text: str, body: str) -> None:
    assert read(text).cast.find("Junichi Omura").affiliation == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("President Vladimir Putin at the Vostochny Cosmodrome looked at a rocket.", None),
        ("Minister Sergei Lavrov at the Foreign Ministry looked at a rocket.", "Foreign Ministry"),
        ("Analyst Jana Orel at the Vostrava Cosmodrome looked at a rocket.", "Vostrava Cosmodrome"),
    ],
)
def test_where_someone_in_office_is_seen_is_no_affiliation(read, text: str, body: str | None) -> None:
    (person,) = read(text).cast.people
    assert person.affiliation == body


@pytest.mark.parametrize(
    "text",
    [
        "The drill, with the carrier USS Ronald Reagan, ran off Okinawa.",
        "The submarine Kim Kun Ok was shown on Friday.",
        "HMS Queen Elizabeth called at Yokosuka.",
    ],
)
def test_ships_are_no_people(read, text: str) -> None:
    assert not read(text).cast.people


def test_people_on_ships_are_people(read) -> None:
    text = "On the ship, Defence Minister John Healey met the destroyer's captain, Anna Orel."
    assert [p.name for p in read(text).cast.people] == ["John Healey", "Anna Orel"]
