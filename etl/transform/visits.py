"""The official visits that an article reports: legs of travel, dated, joined to one trip each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from etl.models import DateMention, Sentence, VisitReport, VisitStatus
from etl.transform import calendar_words as cal
from etl.transform import dates, travel
from etl.transform.parties import DELEGATION
from etl.transform.travel import Leg

if TYPE_CHECKING:
    from etl.transform.reading import Reading

TOGETHER = re.compile(r"^(?:\s|,|;|and|in|on|then|again|&)*$")
SINCE = re.compile(r"\b(?:since|until|till|before|after|by|than)\s+(?:the\s+)?$", re.IGNORECASE)
OVER = re.compile(
    r"\b(?:ended|wrapped up|concluded|completed|returned|came home|flew home|went home|ago)\b", re.IGNORECASE
)
FIRST_SINCE = re.compile(r"\b(?:first|last)\b(?![^.;]*\bby\b)[^.;]{0,60}\bsince $")
DUE = re.compile(r"\b(?:is|are) (?:also )?(?:due|to|set|scheduled|expected|slated)\b")
PURPOSE = re.compile(r"\bfor (?P<purpose>(?:talks|a summit|the summit|a meeting|meetings|negotiations|consultations|the funeral|"
                     r"a ceremony|celebrations|a conference|the inauguration)(?: (?:on|with|about|of|between) [^,.;]{3,60})?)")  # fmt: skip
# An arrival this many days before publication, with no word of an end, is a visit under way.
STILL_THERE = 3


@dataclass(slots=True)
class Trip:
    """A visit in the making."""

    leg: Leg
    date: str | None
    end: str | None
    status: VisitStatus
    near: bool
    legs: list[Leg] = field(default_factory=list)


def find(reading: Reading) -> tuple[VisitReport, ...]:
    """All visits of `reading`, by place; one record a trip, however many sentences tell of it."""
    chosen = [s for s in reading.sentences if s.kind not in ("headline", "heading") and _worth(reading, s)]
    reading.parse(chosen)
    trips: list[Trip] = []
    for sentence in chosen:
        found = list(travel.legs(reading, sentence))
        told = {(leg.party.iso3, leg.host) for leg in found}
        found += [leg for leg in travel.presences(reading, sentence) if (leg.party.iso3, leg.host) not in told]
        if not found:
            found = list(travel.onward(reading, sentence, _hosts_before(reading, sentence, trips)))
        for leg in found:
            for trip in (*_trips(reading, leg), *_earlier(reading, leg)):
                _join(reading, trips, trip)
    for trip in trips:
        if trip.date is None and trip.status == "completed":
            trip.date, trip.end = _date_beside(reading, trip)
    return tuple(sorted((_report(reading, trip) for trip in trips), key=lambda r: r.evidence_start))


def _worth(reading: Reading, sentence: Sentence) -> bool:
    return bool(reading.people_in(sentence)) or (
        travel.trigger().search(sentence.text) is not None and bool(reading.countries_in(sentence))
    )


def _hosts_before(reading: Reading, sentence: Sentence, trips: list[Trip]) -> list[str]:
    """Countries that "there" can mean: those of the trips told last, then the places named in the sentences before."""
    told = [t.leg.host for t in reversed(trips) if sentence.block - t.legs[-1].sentence.block <= 2]
    start = reading.sentences[max(0, sentence.index - 2)].start
    places = [m.iso3 for m in reading.countries if start <= m.start < sentence.start and m.kind != "adjective"]
    return [*told[:1], *reversed(places), *told[1:]]


def _date_beside(reading: Reading, trip: Trip) -> tuple[str | None, str | None]:
    """The date of the sentence before in the same paragraph, else of the one after, for a trip that gives none itself."""
    here = trip.leg.sentence
    for index in (here.index - 1, here.index + 1):
        if not 0 <= index < len(reading.sentences) or reading.sentences[index].block != here.block:
            continue
        mentions = [m for m in reading.dates_in(reading.sentences[index]) if m.date and m.kind != "duration"]
        if mentions:
            chosen = mentions[-1] if index < here.index else mentions[0]
            return chosen.date, None
    return None, None


def _trips(reading: Reading, leg: Leg) -> list[Trip]:
    """The leg as one trip for each date that its clause gives ("in 1980 and in 1985"), or one without a date."""
    mentions = [m for m in reading.dates_in(leg.sentence) if m.kind != "duration" and (m.date or m.future_date)]
    length = _length(reading, leg)
    stays = leg.kind == "be" or leg.tense == "perfect"
    usable = [m for m in mentions if not _is_bound(reading, m) or (stays and len(m.date or "") == 10)]
    usable = [m for m in usable if not cal.is_report_day(reading.article.text, m.start)] or usable
    planned = not leg.cancelled and _is_ahead(leg)
    if not usable:
        return [_dated(reading, leg, None, length, planned)]
    inside = [m for m in usable if leg.clause[0] <= m.start < leg.clause[1]] or usable
    nearest = min(inside, key=lambda m: (abs(m.start - leg.place), m.start))
    joined = [nearest]
    for mention in usable[usable.index(nearest) + 1 :]:
        if TOGETHER.match(reading.article.text[joined[-1].end : mention.start]) and len(mention.date or "") == len(
            nearest.date or ""
        ):
            joined.append(mention)
        else:
            break
    return [_dated(reading, leg, m, length, planned) for m in joined]


def _length(reading: Reading, leg: Leg) -> int | None:
    """Days of the stay: "a three-day visit", "stayed for three days", but not "talks planned for a month"."""
    doc = reading.doc(leg.sentence)
    for mention in reading.dates_in(leg.sentence):
        if mention.kind != "duration":
            continue
        token = next((t for t in doc if t.idx + len(t) > mention.start - leg.sentence.start), None)
        while token is not None and token.tag_[0] != "V" and token.head != token:
            if leg.sentence.start + token.idx == leg.place:
                return mention.days
            token = token.head
        if token is not None and leg.clause[0] <= leg.sentence.start + token.idx <= leg.place:
            return mention.days
    return None


def _is_ahead(leg: Leg) -> bool:
    """True for coming travel: "will visit", "flies to Anchorage on Friday", "is due there on May 9"."""
    if leg.tense == "future":
        return True
    near = leg.sentence.text[max(0, leg.place - leg.sentence.start - 12) : leg.place - leg.sentence.start + 40]
    if leg.kind in ("be", "meet", "noun"):
        return leg.tense == "present" and DUE.search(near) is not None
    return leg.tense == "present" and leg.kind == "go"


def _earlier(reading: Reading, leg: Leg) -> list[Trip]:
    """The trip before, which a comparison recalls: "his first visit to the country since March 2019"."""
    text = reading.article.text
    for mention in reading.dates_in(leg.sentence):
        if mention.kind == "absolute" and mention.date and FIRST_SINCE.search(text[leg.sentence.start : mention.start]):
            past = replace(leg, tense="past", cancelled=False)
            return [Trip(past, mention.date, None, "completed", True, [past])]
    return []


def _is_bound(reading: Reading, mention: DateMention) -> bool:
    """True for "since 2019", "until Friday": the edge of something, not the day of the trip."""
    text = reading.article.text
    before = text[max(0, mention.start - 14) : mention.start]
    return bool(SINCE.search(before)) and not text[mention.end :].startswith((", when", " when"))


def _dated(reading: Reading, leg: Leg, mention: DateMention | None, length: int | None, planned: bool) -> Trip:
    anchor = reading.anchor
    date = end = None
    if mention is not None:
        date = mention.future_date if planned else mention.date
        if leg.cancelled and anchor:
            date = _nearer(anchor, mention.date, mention.future_date)
        end = dates.end_for(mention, date)
        if date and length and not end:
            end = cal.end_of(date, length)
    status = _status(leg, date, end, anchor, planned)
    if date is None and status == "ongoing" and anchor:
        # Under way on the day of publication: the month is known, the day is not.
        date = anchor[:7]
    return Trip(leg, date, end, status, mention is not None, [leg])


def _nearer(anchor: str, past: str | None, future: str | None) -> str | None:
    """Of two readings of a date the one closer to the day of publication: a trip is called off shortly before."""
    if not past or not future or len(past) != 10 or len(future) != 10:
        return past or future
    return min(past, future, key=lambda day: abs(cal.days_between(anchor, day) or 0))


def _status(leg: Leg, date: str | None, end: str | None, anchor: str | None, planned: bool) -> VisitStatus:
    if leg.cancelled:
        return "cancelled"
    ahead = bool(date and anchor and len(date) == 10 and date > anchor)
    if planned or (ahead and leg.tense in ("present", "progressive", "infinitive", "future")):
        return "planned"
    if leg.tense == "infinitive" and not date:
        return "planned"
    words = leg.sentence.text
    if anchor and date and len(date) == 10:
        gone = cal.days_between(date, anchor)
        if gone is not None and 0 <= gone <= STILL_THERE and not (end and end < anchor) and not OVER.search(words):
            return "ongoing"
        return "completed"
    if date is None and _is_there(leg):
        return "ongoing"
    return "completed"


def _is_there(leg: Leg) -> bool:
    """True for a stay under way: "is visiting", "has arrived in"; "has visited China twice" only says that it happened."""
    if leg.tense == "perfect":
        return leg.kind == "be" or leg.role in ("arrive", "leave")
    return leg.tense in ("present", "progressive") and leg.kind in ("go", "noun", "be")


def _join(reading: Reading, trips: list[Trip], new: Trip) -> None:
    """Add a trip, or give what it says to the trip that it is a part of."""
    for trip in reversed(trips):
        if not _is_same(reading, trip, new):
            continue
        trip.legs.append(new.leg)
        if len(new.date or "") > len(trip.date or ""):
            trip.date, trip.end, trip.near = new.date, new.end or trip.end, new.near or trip.near
        trip.end = trip.end or new.end
        if new.status != trip.status and "cancelled" not in (new.status, trip.status) and new.status == "ongoing":
            trip.status = new.status
        if trip.leg.party.person is None and new.leg.party.person is not None:
            trip.leg = replace(trip.leg, party=new.leg.party)
        if trip.leg.city is None and new.leg.city:
            trip.leg = replace(trip.leg, city=new.leg.city)
        return
    trips.append(new)


def _is_same(reading: Reading, old: Trip, new: Trip) -> bool:
    a, b = old.leg.party, new.leg.party
    if (a.iso3, old.leg.host) != (b.iso3, new.leg.host):
        return False
    if a.person is not None and b.person is not None and a.person != b.person:
        return False
    if ("cancelled" in (old.status, new.status)) and old.status != new.status:
        return False
    if old.date and new.date:
        if len(old.date) == len(new.date) == 10:
            apart = cal.days_between(old.date, new.date) or 0
            return abs(apart) <= 4 or bool(old.end and old.date <= new.date <= old.end)
        return cal.compatible(old.date, new.date)
    # One of them is undated: the trip talked of last, in the same state of affairs.
    return old.status == new.status or abs(old.leg.sentence.block - new.leg.sentence.block) <= 1


def _report(reading: Reading, trip: Trip) -> VisitReport:
    leg = trip.leg
    person = reading.cast.people[leg.party.person] if leg.party.person is not None else None
    name = person.name if person is not None else re.sub(r"\s+", " ", leg.party.words)
    delegation = None
    if match := re.search(r"\b(?:an?|the) (?:[\w-]+ ){0,4}delegation\b", leg.sentence.text, re.IGNORECASE):
        delegation = match[0]
    elif person is None and DELEGATION.search(name):
        delegation = name
    purpose = PURPOSE.search(leg.sentence.text)
    return VisitReport(
        visitor_iso3=leg.party.iso3,
        host_iso3=leg.host,
        status=trip.status,
        cue=leg.cue,
        evidence_start=leg.sentence.start,
        evidence_end=leg.sentence.end,
        confidence=_confidence(trip, named=person is not None and person.named),
        start_date=trip.date,
        end_date=trip.end if trip.end and trip.date and trip.end > trip.date else None,
        visitor_name=name,
        visitor_title=person.title if person is not None else None,
        level=person.level if person is not None else "other",
        delegation=delegation,
        city=leg.city,
        purpose=purpose["purpose"] if purpose else None,
    )


def _confidence(trip: Trip, *, named: bool) -> float:
    """Higher for a named visitor, a date in the same sentence, a plain verb of travel, and several sentences."""
    score = 0.45
    score += 0.15 if named else 0.0
    score += 0.15 if trip.near else 0.0
    score += {"go": 0.1, "noun": 0.1, "host": 0.05, "send": 0.1}.get(trip.leg.kind, 0.0)
    score += 0.1 if len({leg.sentence.index for leg in trip.legs}) > 1 else 0.0
    return round(min(score, 0.95), 2)
