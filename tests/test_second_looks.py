"""What the second looks at days and pairs are told: rivals in the sentence, agreement elsewhere in the article."""

from types import SimpleNamespace

import pytest

from etl.transform import entries, scorer, visits
from etl.transform.drills import candidates, days, rivals
from etl.transform.visits import choice, day_rivals
from etl.transform.visits import days as visit_days

LIST = (
    "Missiles of one autumn",
    "3 Sept. Two short-range missiles, from Sunan.",
    "6 Sept. The ministry protested.",
    "9 and 11 Sept. North Korea fired a cruise missile on each day.",
    "On 12 Sept. the council met.",
)


def test_chance_between_two() -> None:
    assert scorer.between(0.3, 0.3) == pytest.approx(0.3)
    assert scorer.between(0.2, 0.8) == pytest.approx(0.5)
    assert 0 < scorer.between(0.0, 0.9) < 0.9 and scorer.between(1.0, 0.1) < 1


def test_dates_that_open_an_entry(read) -> None:
    reading = read(*LIST, published="2022-10-01")
    opening = [[d.text for d in dates] for dates in reading.entries]
    assert opening == [[], ["3 Sept."], ["6 Sept."], ["9", "11 Sept."], []]


@pytest.mark.parametrize(("paragraphs", "expected"), [(LIST, {"own", "none"}), (LIST[:2], {"none"})])
def test_one_entry_makes_no_chronology(read, paragraphs: tuple[str, ...], expected: set[str]) -> None:
    reading = read(*paragraphs, published="2022-10-01")
    found = {
        entries.standing(reading, sentence, mention)
        for sentence in reading.sentences
        for mention in reading.dates_in(sentence)
    }
    assert found == expected


def test_days_of_launches_know_their_rivals_and_their_like(read) -> None:
    reading = read(
        "North Korea fired a missile on Monday, a day after talks on Sunday.",
        "The missile of Monday flew 500 km.",
    )
    looked = list(days.examined(reading, candidates.views(reading)))
    chances = [0.9 if day.date == "2024-05-13" else 0.2 for _, day, _ in looked]
    seen = rivals.features(looked, chances)
    monday, sunday = (
        next(f for (view, day, _), f in zip(looked, seen, strict=True) if day.date == date and not view.sentence.index)
        for date in ("2024-05-13", "2024-05-12")
    )
    assert (monday["own"], monday["rival"], monday["n-above"], monday["again"]) == (0.9, 0.2, 0, 0.9)
    assert (sunday["own"], sunday["rival"]) == (0.2, 0.9) and sunday["n-above"] == 2


def test_days_of_visits_know_those_of_other_candidates(read) -> None:
    reading = read(
        "Vladimir Putin arrived in China on Wednesday.",
        "Vladimir Putin will leave China on Friday, after the talks of Wednesday.",
    )
    found = [c for c, _ in visits.examined(reading) if (c.traveller.party.iso3, c.host.iso3) == ("RUS", "CHN")]
    first, second = (next(c for c in found if c.sentence.index == i) for i in (0, 1))
    looked = []
    for candidate in (first, second):
        options = list(visit_days.examined(reading, candidate))
        looked.append(
            day_rivals.Dated(candidate, options, [0.8 if o.date == "2024-05-15" else 0.1 for o, _ in options])
        )
    seen = iter(day_rivals.features(looked))
    by_date = {o.date: f for o, _ in looked[0].options if (f := next(seen))}
    assert by_date["2024-05-15"]["pair-same-day"] == 0.8 and by_date["2024-05-15"]["rival"] < 0.8
    other = next(f for date, f in by_date.items() if date != "2024-05-15")
    assert other["rival"] >= 0.8 and other["pair-likeliest"] == 0.8


def candidate(state: str, host: str, *, named: bool, placed: bool) -> SimpleNamespace:
    word = object()
    return SimpleNamespace(
        sentence=SimpleNamespace(index=0),
        traveller=SimpleNamespace(party=SimpleNamespace(iso3=state), word=word if named else None),
        host=SimpleNamespace(iso3=host, word=word if placed else None),
    )


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        (("PRK", "IRN", True, False), ("PRK", "SYR", True, False), 1),  # one place is left out, not two
        (("PRK", "IRN", True, True), ("PRK", "SYR", True, True), 2),  # both are named
        (("PRK", "IRN", True, True), ("CHN", "IRN", False, True), 1),  # the named traveller is meant
        (("PRK", "IRN", False, True), ("CHN", "IRN", False, True), 2),
    ],
)
def test_what_a_sentence_leaves_out_is_told_once(one, other, kept: int) -> None:
    likely = [(candidate(s, h, named=n, placed=p), chance) for (s, h, n, p), chance in ((one, 0.9), (other, 0.6))]
    assert choice.told_once(likely) == likely[:kept]
