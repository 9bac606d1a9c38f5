"""The official visits that an article reports.

Every party of a sentence is paired with every country that it or the lines before may lead to; a scorer trained on
annotated articles keeps the pairs that are visits, a second one puts each on its days, a third says how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.models import Sentence, VisitReport
from etl.transform import calendar_words as cal
from etl.transform import scorer
from etl.transform.visits import cues, day_features, legs, rivals, states, trips
from etl.transform.visits.candidates import Candidate, candidates
from etl.transform.visits.pair_features import Scene, features
from etl.transform.visits.parties import DELEGATION
from etl.transform.visits.trips import Trip

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below these, a pair is no visit and a day is not its day; chosen on folds of the training articles.
LEAST_VISIT = 0.4
LEAST_DAY = 0.35
SURE_DAY = 0.6
PURPOSE = re.compile(r"\bfor (?P<purpose>(?:talks|a summit|the summit|a meeting|meetings|negotiations|consultations|the funeral|"
                     r"a ceremony|celebrations|a conference|the inauguration)(?: (?:on|with|about|of|between) [^,.;]{3,60})?)")  # fmt: skip


def find(reading: Reading) -> tuple[VisitReport, ...]:
    """All visits of `reading`, by place; one record a trip, however many sentences tell of it."""
    found = [trip for candidate, chance in scored(reading) if chance >= LEAST_VISIT for trip in _dated(reading, candidate, chance)]
    return tuple(_report(reading, trip) for trip in trips.join(reading, found))


def worth(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence can tell of a visit at all: somebody in it, or a word of travel and a country."""
    if sentence.kind in ("headline", "heading"):
        return False
    return bool(reading.people_in(sentence)) or (
        cues.trigger().search(sentence.text) is not None or bool(reading.countries_in(sentence))
    )


def examined(reading: Reading) -> Iterator[tuple[Candidate, set[str]]]:
    """Every candidate of the article with its features."""
    chosen = [s for s in reading.sentences if worth(reading, s)]
    reading.parse(chosen)
    told = {s.index: [*legs.legs(reading, s), *legs.presences(reading, s)] for s in chosen}
    scene = Scene(reading, told)
    for sentence in chosen:
        pairs = list(candidates(reading, sentence))
        for candidate in pairs:
            yield candidate, features(scene, candidate, pairs)


def scored(reading: Reading) -> list[tuple[Candidate, float]]:
    """The best candidate of each sentence for each party and country, with the chance that it is a visit."""
    looked = list(examined(reading))
    first = scorer.linear("visit_pair")
    chances = [first.probability(found) for _, found in looked]
    second = scorer.trees("visit_second")
    best: dict[tuple[int, int | str, str], tuple[Candidate, float]] = {}
    for (candidate, _), found in zip(looked, rivals.features(looked, chances), strict=True):
        party = candidate.traveller.party
        key = (candidate.sentence.index, party.iso3, candidate.host.iso3)
        chance = second.probability(found)
        if key not in best or chance > best[key][1]:
            best[key] = (candidate, chance)
    return list(best.values())


def _dated(reading: Reading, candidate: Candidate, chance: float) -> list[Trip]:
    """The candidate as one trip for each day that is surely its own, else for the likeliest one, else without a day."""
    model = scorer.linear("visit_day")
    every = list(day_features.options(reading, candidate.sentence))
    judged = sorted(((model.probability(day_features.features(reading, candidate, o, every)), o) for o in every), key=lambda j: -j[0])
    if not judged or judged[0][0] < LEAST_DAY:
        return [_trip(reading, candidate, chance, None, None, 0.0)]
    days = [judged[0]]
    for other in judged[1:]:
        if other[0] >= SURE_DAY and not any(cal.compatible(other[1].date, day.date) or other[1].mention == day.mention for _, day in days):
            days.append(other)
    return [_trip(reading, candidate, chance, o.date, o.end or _end(reading, candidate, o.date), p) for p, o in days]


def _end(reading: Reading, candidate: Candidate, date: str) -> str | None:
    length = next((m.days for m in reading.dates_in(candidate.sentence) if m.kind == "duration" and m.days), None)
    return cal.end_of(date, length) if length and len(date) == 10 else None


def _trip(reading: Reading, candidate: Candidate, chance: float, date: str | None, end: str | None, sure: float) -> Trip:
    host, doc = candidate.host, reading.doc(candidate.sentence)
    main = host.word or candidate.traveller.word
    assert main is not None
    cue = min((t for t in doc if cues.cue_at(t)), key=lambda t: abs(t.i - main.i), default=main)
    city = host.mention.text if host.word is not None and host.mention.kind in ("capital", "city") else None
    status = states.state_of(reading, candidate, date, end)
    return Trip(candidate.traveller.party, host.iso3, candidate.sentence, cue.text.lower(), chance, date, end, status, sure, city)


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
        confidence=round(trip.probability, 2),
        start_date=trip.date,
        end_date=trip.end if trip.end and trip.date and trip.end > trip.date else None,
        visitor_name=name,
        visitor_title=person.title if person is not None else None,
        level=person.level if person is not None else "other",
        delegation=delegation,
        city=trip.city,
        purpose=purpose["purpose"] if purpose else None,
    )
