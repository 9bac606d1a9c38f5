"""How the visits of an article were found: the fate of every traveller and country that a sentence brings together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.explain.account import DayChance, Reasons, StateChance, VisitAccount, VisitFate
from etl.explain.reasons import too_unlikely, weigh
from etl.transform import visits
from etl.transform.opinion import FEATURE
from etl.transform.visits import choice, days
from etl.transform.visits import states as of_states
from etl.transform.visits.accounts import Account, Judged

if TYPE_CHECKING:
    from etl.transform.reading import Reading
    from etl.transform.visits.candidates import Candidate
    from etl.transform.visits.trips import Trip

# A candidate with less of a chance is no near-miss, a day with less is not worth a line.
FLOOR = 0.15
DAY_FLOOR = 0.02


def explain(reading: Reading, account: Account, *, every: bool) -> Iterator[tuple[int, VisitAccount]]:
    """(index of the sentence, account) for each candidate that is a visit or nearly one, or for `every` one."""
    told = _Told(account)
    kept = {id(candidate): chance for candidate, chance in account.kept}
    winners = {j.rivalry: j.candidate for j in account.judged if id(j.candidate) in kept}
    seen: set[tuple[tuple[int, str, str], str]] = set()
    for judged in account.judged:
        candidate, chance = judged.candidate, kept.get(id(judged.candidate), judged.chance)
        if chance < FLOOR and not every:
            continue
        parts = told.parts(candidate)
        for number, trip in parts:
            yield candidate.sentence.index, _of_trip(reading, told, judged, chance, number, trip)
        if not parts and (every or _is_new(judged, winners, seen)):
            fate, why = _refusal(judged, chance, winners.get(judged.rivalry))
            reasons = _reasons(judged) if chance >= FLOOR and fate == "too unlikely" else Reasons()
            yield candidate.sentence.index, _account(judged, chance, fate, why, reasons=reasons)


def _is_new(
    judged: Judged, winners: dict[tuple[int, str, str], Candidate], seen: set[tuple[tuple[int, str, str], str]]
) -> bool:
    """False for a second mention of a traveller in the same sentence."""
    name, winner = _name(judged.candidate), winners.get(judged.rivalry)
    again = (judged.rivalry, name) in seen or (
        winner is not None and winner is not judged.candidate and name == _name(winner)
    )
    seen.add((judged.rivalry, name))
    return not again


class _Told:
    """Which visit each candidate went into, and which candidate speaks for a visit."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.candidates = {id(trip): candidate for candidate, trip in account.made}
        self.whole = {id(part): n for n, trip in enumerate(account.trips) for part in (trip, *trip.joined)}

    def parts(self, candidate: Candidate) -> list[tuple[int, Trip]]:
        """The visits that a candidate tells of, each once, with the trip that it brought to them."""
        out: dict[int, Trip] = {}
        for other, trip in self.account.made:
            if other is candidate:
                out.setdefault(self.whole[id(trip)], trip)
        return list(out.items())

    def speaker(self, number: int) -> Candidate:
        """The candidate whose sentence the report shows."""
        trip = self.account.trips[number]
        tellers = [self.candidates[id(part)] for part in (trip, *trip.joined)]
        return next((c for c in tellers if c.sentence is trip.sentence), tellers[0])

    def dater(self, number: int) -> Candidate:
        """The candidate that the day of a report is from."""
        return self.candidates[id(self.account.trips[number])]


def _of_trip(reading: Reading, told: _Told, judged: Judged, chance: float, number: int, trip: Trip) -> VisitAccount:
    candidate, whole, report = judged.candidate, told.account.trips[number], told.account.reports[number]
    days = _days(told, candidate) if candidate is told.dater(number) else ()
    if candidate is not told.speaker(number):
        when = "told already by" if whole.sentence.index <= candidate.sentence.index else "told more surely by"
        why = f"{when} sentence {whole.sentence.index + 1}"
        if days:
            why += ", which has its day from here"
        elif trip.date and trip.date != whole.date:
            why += f"; its own day, {trip.date}, is taken for the same trip"
        return _account(judged, chance, "told already", why, number, days=days)
    why = f'cue word "{report.cue}"'
    if candidate is not told.dater(number):
        why += f"; its day is from sentence {told.dater(number).sentence.index + 1}"
    if report.start_date is None:
        why += "; no day is likely enough"
    elif len(report.start_date) == 7 and not any(day.taken for day in days) and days:
        why += "; no day is likely enough, but it is under way in the month of publication"
    states = _states(reading, told, number)
    day_chance = round(whole.date_probability, 4) if whole.date_probability else None
    return _account(
        judged, chance, "found", why, number, day_chance=day_chance, reasons=_reasons(judged), days=days, states=states
    )


def _refusal(judged: Judged, chance: float, winner: Candidate | None) -> tuple[VisitFate, str]:
    if judged.denied:
        return "denied", "denied: the sentence says that it did not happen or will not"
    if winner is not None and winner is not judged.candidate:
        return "another traveller", f"{_name(winner)} is the likelier traveller here"
    if chance >= choice.LEAST_VISIT:
        return "another trip", "a likelier trip of the sentence goes where this one leaves its place or traveller out"
    return "too unlikely", too_unlikely(chance, choice.LEAST_VISIT)


def _reasons(judged: Judged) -> Reasons:
    heard = () if judged.opinion is None else (FEATURE,)
    return weigh(
        "visit",
        {*judged.words, *judged.again, *heard} - {"own"},
        judged.chance,
        lambda gone: visits.chance_without(judged, gone),
    )


def _days(told: _Told, candidate: Candidate) -> tuple[DayChance, ...]:
    open_dates = {trip.date for other, trip in told.account.made if other is candidate}
    out = []
    judged = next(each for other, each in told.account.days if other is candidate)
    for chance, option in judged:
        taken = option.date in open_dates and chance >= days.least(option)
        if taken:
            open_dates.discard(option.date)
        if taken or chance >= DAY_FLOOR:
            words = option.mention.text if option.mention else None
            number = candidate.sentence.index + option.away + 1
            out.append(DayChance(option.date, words, number, round(chance, 4), days.least(option), taken))
    return tuple(out)


def _states(reading: Reading, told: _Told, number: int) -> tuple[StateChance, ...]:
    """The states that a visit may be in, the likeliest first, as its day was judged."""
    trip = told.account.trips[number]
    date = trip.date if trip.date_probability else None
    found = of_states.chances(reading, told.dater(number), date, trip.end)
    return tuple(StateChance(state, round(p, 4)) for state, p in sorted(found.items(), key=lambda s: -s[1]))


def _name(candidate: Candidate) -> str:
    return " ".join(candidate.traveller.party.words.split())


def _account(
    judged: Judged,
    chance: float,
    fate: VisitFate,
    why: str,
    report: int | None = None,
    *,
    day_chance: float | None = None,
    reasons: Reasons = Reasons(),  # noqa: B008
    days: tuple[DayChance, ...] = (),
    states: tuple[StateChance, ...] = (),
) -> VisitAccount:
    candidate = judged.candidate
    return VisitAccount(
        fate, why, candidate.traveller.party.iso3, candidate.host.iso3, _name(candidate),
        round(chance, 4), round(judged.first, 4), choice.LEAST_VISIT, report, day_chance, reasons, days, states,
    )  # fmt: skip
