"""The official visits that an article reports.

Every party of a sentence is paired with every country that it or the lines before may lead to; a scorer trained on
annotated articles keeps the pairs that are visits, after a small encoder has spoken on those in doubt; a second one
puts each on its days, a third says how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from etl.models import Sentence, VisitReport
from etl.transform import calendar_words as cal
from etl.transform import dates, scorer
from etl.transform.clauses import head_of
from etl.transform.opinion import FEATURE, weighed
from etl.transform.visits import choice, cues, days, legs, opinion, rivals, states, trips
from etl.transform.visits.accounts import Account, Judged
from etl.transform.visits.candidates import Candidate, candidates
from etl.transform.visits.day_features import Option
from etl.transform.visits.pair_features import features
from etl.transform.visits.parties import DELEGATION
from etl.transform.visits.scene import Scene
from etl.transform.visits.trips import Trip

if TYPE_CHECKING:
    from etl.transform.reading import Reading

SURE_DAY = 0.7
# A further day that only "and" parts from the likeliest one: "in 1980 and in 1985".
LISTED_DAY = 0.15
BETWEEN_DATES = re.compile(r"(?:[\s,;]|\b(?:and|or|then|again|also|in|on|from|late|early)\b)+")
# How often, on folds, a visit is right that is left without a day: its article seldom leaves it so.
UNDATED = 0.6
PURPOSE = re.compile(r"\bfor (?P<purpose>(?:talks|a summit|the summit|a meeting|meetings|negotiations|consultations|the funeral|"
                     r"a ceremony|celebrations|a conference|the inauguration)(?: (?:on|with|about|of|between) [^,.;]{3,60})?)")  # fmt: skip


def find(reading: Reading) -> tuple[VisitReport, ...]:
    """All visits of `reading`, by place; one record a trip, however many sentences tell of it."""
    return account(reading).reports


def account(reading: Reading) -> Account:
    """The visits of `reading` and all that was considered on the way."""
    judged = judge(reading)
    kept = choice.best(reading, judged)
    likely = choice.told_once([(candidate, chance) for candidate, chance in kept if chance >= choice.LEAST_VISIT])
    dated = days.judge(reading, [candidate for candidate, _ in likely])
    made = [
        (candidate, trip)
        for (candidate, chance), days_judged in zip(likely, dated, strict=True)
        for trip in _dated(reading, candidate, chance, days_judged)
    ]
    joined = trips.join(trip for _, trip in made)
    by_candidate = [(candidate, each) for (candidate, _), each in zip(likely, dated, strict=True)]
    return Account(judged, kept, by_candidate, made, joined, tuple(_report(reading, trip) for trip in joined))


def _worth(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence can tell of a visit at all: it names a country or somebody whose country is known."""
    if sentence.kind in ("headline", "heading"):
        return False
    return bool(reading.countries_in(sentence)) or any(
        reading.cast.person(mention).iso3 for mention in reading.people_in(sentence)
    )


def examined(reading: Reading) -> Iterator[tuple[Candidate, set[str]]]:
    """Every candidate of the article with its features."""
    chosen = [s for s in reading.sentences if _worth(reading, s)]
    reading.docs(s.text for s in chosen)
    told = {s.index: [*legs.legs(reading, s), *legs.presences(reading, s)] for s in chosen}
    scene = Scene(reading, told)
    for sentence in chosen:
        pairs = list(candidates(reading, sentence))
        for candidate in pairs:
            yield candidate, features(scene, candidate, pairs)


def judge(reading: Reading) -> list[Judged]:
    """Every candidate of the article with its chances."""
    looked = list(examined(reading))
    first, second = _looks()
    chances = [first.probability(found) for _, found in looked]
    again = rivals.features(looked, chances)
    judged = second.probabilities(again)
    by_trees = [
        Judged(candidate, words, chance, more, final)
        for (candidate, words), chance, more, final in zip(looked, chances, again, judged, strict=True)
    ]
    return opinion.heard(reading, by_trees)


def chance_without(judged: Judged, gone: Set[str]) -> float:
    """The chance that a candidate would have without the features `gone`, all other candidates being as they are.

    What the encoder says of it goes by the name of `FEATURE`.
    """
    first, second = _looks()
    words = {f for f in judged.words if gone.isdisjoint(f.split("&"))}
    own = rivals.of_itself(judged.words, judged.first)
    others = {f: n for f, n in judged.again.items() if f not in own and f not in gone}
    chance = second.probability(others | rivals.of_itself(words, first.probability(words)))
    return weighed("visit", chance, None if FEATURE in gone else judged.opinion)


def _looks() -> tuple[scorer.Linear, scorer.Trees]:
    """The scorers of the first look and of the second."""
    return scorer.linear("visit_pair"), scorer.trees("visit_second")


def _dated(
    reading: Reading, candidate: Candidate, chance: float, days_judged: Sequence[tuple[float, Option]]
) -> list[Trip]:
    """The candidate as one trip for each day that is surely its own, else for the likeliest one, else without a day."""
    judged = [(p, o) for p, o in days_judged if p >= days.least(o)]
    if not judged:
        return [_trip(reading, candidate, chance, None, 0.0)]
    taken = [judged[0]]
    for other in judged[1:]:
        apart = not any(cal.compatible(other[1].date, day.date) or other[1].mention == day.mention for _, day in taken)
        if apart and (other[0] >= SURE_DAY or (other[0] >= LISTED_DAY and _is_listed(reading, other[1], taken))):
            taken.append((max(other[0], taken[0][0]), other[1]))
    return [_trip(reading, candidate, chance, o, p) for p, o in taken]


def _is_listed(reading: Reading, option: Option, taken: Sequence[tuple[float, Option]]) -> bool:
    """True where only "and" or a comma parts the date from one that is taken: "in 1980 and in 1985"."""
    for _, day in taken:
        if (
            day.mention is None
            or option.mention is None
            or day.away != option.away
            or len(day.date) != len(option.date)
        ):
            continue
        first, second = sorted((day.mention, option.mention), key=lambda m: m.start)
        if BETWEEN_DATES.fullmatch(reading.article.text, first.end, second.start):
            return True
    return False


def _end(reading: Reading, candidate: Candidate, option: Option) -> str | None:
    """The end of the range that gives the day, else the day that the length of the stay leads to."""
    if option.back and option.mention is not None:
        return option.mention.date
    if option.mention is not None and (end := dates.end_for(option.mention, option.date)):
        return end
    if len(option.date) < 10:
        return None
    doc = reading.doc(candidate.sentence)
    for mention in reading.dates_in(candidate.sentence):
        word = head_of(doc, candidate.sentence, mention.start, mention.end)
        if mention.kind != "duration" or not mention.days or word is None:
            continue
        above = [word, *word.ancestors][:4]
        if any((cue := cues.cue_at(t)) and cue[1] in ("noun", "go", "be") for t in above) and not any(
            t.dep_ == "relcl" for t in above
        ):
            return cal.end_of(option.date, mention.days)
    return None


def _trip(reading: Reading, candidate: Candidate, chance: float, day: Option | None, sure: float) -> Trip:
    host = candidate.host
    main = host.word or candidate.traveller.word
    assert main is not None
    cue = cues.nearest(main) or main
    date, end = (day.date, _end(reading, candidate, day)) if day is not None else (None, None)
    status = states.state_of(reading, candidate, date, end)
    if date is None and status == "ongoing" and reading.anchor:
        # Under way on the day of publication: the month is known, the day is not.
        date = reading.anchor[:7]
    return Trip(
        candidate.traveller.party,
        host.iso3,
        candidate.sentence,
        cue.text.lower(),
        chance,
        date,
        end,
        status,
        date_probability=sure,
        city=host.mention.text if host.word is not None and host.mention.kind in ("capital", "city") else None,
    )


def _report(reading: Reading, trip: Trip) -> VisitReport:
    person = reading.cast.people[trip.party.person] if trip.party.person is not None else None
    name = person.name if person is not None else re.sub(r"\s+", " ", trip.party.words)
    delegation = None
    if match := re.search(r"\b(?:an?|the) (?:[\w-]+ ){0,4}delegation\b", trip.sentence.text, re.IGNORECASE):
        delegation = match[0]
    elif person is None and DELEGATION.search(name):
        delegation = name
    purpose = PURPOSE.search(trip.sentence.text)
    return VisitReport(
        visitor_iso3=trip.party.iso3,
        host_iso3=trip.host,
        status=trip.status,
        cue=trip.cue,
        evidence_start=trip.sentence.start,
        evidence_end=trip.sentence.end,
        confidence=round(trip.probability * (trip.date_probability or UNDATED), 2),
        start_date=trip.date,
        end_date=trip.end if trip.end and trip.date and trip.end > trip.date else None,
        visitor_name=name,
        visitor_title=person.title if person is not None else None,
        level=person.level if person is not None else "other",
        delegation=delegation,
        city=trip.city,
        purpose=purpose["purpose"] if purpose else None,
    )
