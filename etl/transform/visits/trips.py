"""From scored candidates to trips: each on its days, each told once however many sentences tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.models import Sentence, VisitStatus
from etl.transform import calendar_words as cal
from etl.transform.visits.parties import Party


@dataclass(slots=True)
class Trip:
    """One visit in the making: what its best sentence says, and the sentences that tell of it, each a trip joined to it."""

    party: Party
    host: str
    sentence: Sentence
    cue: str
    probability: float
    date: str | None
    end: str | None
    status: VisitStatus
    date_probability: float = 0.0
    city: str | None = None
    told_in: set[int] = field(default_factory=set)
    joined: list[Trip] = field(default_factory=list)


# A sentence makes a trip of its own beside another of the same pair only where its day is at least this sure; less will do
# where it names another traveller, or is a row of a list.
OWN_DAY = 0.4
OWN_DAY_OF_OTHER = 0.15
OWN_DAY_OF_ROW = 0.1


def join(found: Iterable[Trip]) -> list[Trip]:
    """The trips of an article from those of its sentences, in order of place; the surest speaks for each."""
    trips: list[Trip] = []
    for new in sorted(found, key=lambda t: (-t.date_probability, -t.probability, t.sentence.start)):
        new.told_in.add(new.sentence.index)
        told = [old for old in trips if _is_same(old, new)]
        same = next((old for old in told if cal.compatible(old.date, new.date)), told[0] if told else None)
        if same is None:
            trips.append(new)
        else:
            _merge(same, new)
    return sorted(trips, key=lambda t: (t.sentence.start, t.party.start, t.host))


def _is_same(old: Trip, new: Trip) -> bool:
    if (old.party.iso3, old.host) != (new.party.iso3, new.host):
        return False
    if "cancelled" in (old.status, new.status) and old.status != new.status:
        return False
    if old.date and new.date:
        if len(old.date) == len(new.date) == 10:
            apart = abs(cal.days_between(old.date, new.date) or 0)
            if apart <= 3 or (old.end and old.date <= new.date <= old.end):
                return True
        return cal.compatible(old.date, new.date) or new.date_probability < _own_day(old, new)
    # One of them is undated, and says no more than that they went.
    one, other = old.party.person, new.party.person
    return one is None or other is None or one == other or bool(old.told_in & new.told_in)


def _own_day(old: Trip, new: Trip) -> float:
    """How sure the day of a trip must be to be another one's than that of `old`."""
    if new.sentence.kind == "list_item" and new.sentence.index not in old.told_in:
        return OWN_DAY_OF_ROW
    one, other = old.party.person, new.party.person
    return OWN_DAY if one is None or other is None or one == other else OWN_DAY_OF_OTHER


def _merge(old: Trip, new: Trip) -> None:
    old.told_in |= new.told_in
    old.joined.append(new)
    old.city = old.city or new.city
    old.end = old.end or (new.end if old.date and new.end and new.end > old.date else None)
    if new.status == "ongoing" and old.status == "planned":
        old.status = new.status
    surer = new.probability > old.probability
    if new.party.person is not None and (surer or old.party.person is None):
        old.party = new.party
    if surer:
        old.probability, old.sentence, old.cue = new.probability, new.sentence, new.cue
