"""What may date a launch or drill: every sentence about missiles with the days that it and its neighbours name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from etl.models import DateMention, Sentence
from etl.transform import calendar_words as cal
from etl.transform import drill_words as dw
from etl.transform import weapons
from etl.transform.countries import BODIES
from etl.transform.drill_facts import Facts, facts_of
from etl.transform.drill_heads import Heads
from etl.transform.tokens import topmost

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# How many sentences back a day or a launcher that a sentence leaves out is looked for.
REACH = 3


DAY_BEFORE = re.compile(r"\b(?:day (?:before|earlier)|previous day)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """One reading of one date; `mention` is None for the day of publication, `which` tells readings of a date apart."""

    date: str
    which: str
    mention: DateMention | None
    away: int


@dataclass(slots=True)
class View:
    """One sentence as the scorers see it; a dateline before it is left out of `facts`."""

    facts: Facts
    doc: Doc
    heads: Heads
    days: list[Day]

    @property
    def sentence(self) -> Sentence:
        return self.facts.whole

    def token_at(self, start: int, end: int) -> Token | None:
        """The topmost word of article.text[start:end]."""
        shift = self.facts.sentence.start
        return topmost(self.doc, start - shift, end - shift)


def views(reading: Reading) -> list[View]:
    """The sentences that can tell of a launch or drill, parsed, in order; none where missiles are no topic."""
    if not (dw.TOPIC.search(reading.article.text) or weapons.find(reading.article.text)):
        return []
    facts = [facts_of(reading, s) for s in reading.sentences]
    topical = sum(f.topical for f in facts) >= 2 and any(dw.event_words().search(f.sentence.text) for f in facts)
    chosen = [f for f in facts if _is_worth(f, topical)]
    out = []
    for fact, doc in zip(chosen, reading.docs(f.sentence.text for f in chosen), strict=True):
        out.append(View(fact, doc, Heads(doc, fact.missiles, topical=topical), list(_days(reading, fact))))
    return out


def _is_worth(facts: Facts, topical: bool) -> bool:
    if facts.whole.kind in ("headline", "heading"):
        return False
    if facts.topical:
        return bool(facts.dates) or bool(dw.cue_words().search(facts.sentence.text)) or facts.whole.kind == "list_item"
    return topical and (bool(facts.dates) or bool(dw.event_words().search(facts.sentence.text)))


def _days(reading: Reading, facts: Facts) -> Iterator[Day]:
    """Days of the sentence, of those before it as far as a heading or three lines, of the next, and of publication."""
    index = facts.whole.index
    told: set[str] = set()
    for mention in facts.dates:
        ahead = "tomorrow" if _is_tomorrow(reading, mention) else "ahead"
        for date, which in ((mention.date, "past"), (mention.future_date, ahead), (mention.end_date, "end")):
            if date and not (which != "past" and date == mention.date):
                told.add(date)
                yield Day(date, which, mention, 0)
        for year in _years(reading, facts, mention):
            if mention.date and (date := cal.in_year(mention.date, int(year))):
                yield Day(date, "other-year", mention, 0)
        for date in _days_before(reading, facts, mention):
            if date not in told:
                told.add(date)
                yield Day(date, "before", mention, 0)
    for other in (
        *reversed(reading.sentences[max(0, index - REACH) : index]),
        *reading.sentences[index + 1 : index + 2],
    ):
        for mention in reading.dates_in(other):
            readings = [(mention.date, "past")] if mention.kind != "duration" else []
            if _is_tomorrow(reading, mention):
                readings.append((mention.future_date, "tomorrow"))
            for date, which in readings:
                if date and date not in told:
                    told.add(date)
                    yield Day(date, which, mention, other.index - index)
    if reading.anchor and reading.anchor not in told:
        yield Day(reading.anchor, "past", None, 0)


def _is_tomorrow(reading: Reading, mention: DateMention) -> bool:
    """Whether a weekday still to come is tomorrow's, which may be today where it happened."""
    anchor = reading.anchor
    if mention.kind != "weekday" or not mention.future_date or anchor is None or len(anchor) != 10:
        return False
    return mention.future_date == cal.days_after(anchor, 1)


def _days_before(reading: Reading, facts: Facts, mention: DateMention) -> Iterator[str]:
    """The day before another one of the sentence, or before the day of publication."""
    if reading.anchor and len(reading.anchor) == 10 and DAY_BEFORE.search(mention.text):
        days = [d.date for d in facts.dates if d.date and len(d.date) == 10 and d.start < mention.start]
        for day in [*days[-1:], reading.anchor]:
            if date := cal.days_after(day, -1):
                yield date


def _years(reading: Reading, facts: Facts, mention: DateMention) -> list[str]:
    """Years that the sentence or the one before names, for a day printed without one: "three times last year: on 13 April"."""
    if mention.kind != "absolute" or not mention.date or len(mention.date) < 7 or re.search(r"\d{4}", mention.text):
        return []
    before = reading.sentences[max(0, facts.whole.index - 1)]
    dates = [
        d.date
        for d in (*reading.dates_in(before), *facts.dates)
        if d.date and d.start < mention.start and d.kind != "duration"
    ]
    taken = {mention.date[:4], (mention.future_date or "")[:4]}
    return sorted({d[:4] for d in dates if len(d) == 4 or re.search(r"\d{4}", d)} - taken)


def launchers(reading: Reading, view: View) -> dict[str, int]:
    """Codes of the states that may have fired, each with how many sentences back it is named; 0 is the sentence itself.

    Those of the sentence, the owners of the weapons in it, those of the lines before, and those named most.
    """
    out: dict[str, int] = {}
    for mention in reading.countries_in(view.facts.sentence):
        if mention.iso3 not in BODIES:
            out.setdefault(mention.iso3, 0)
    for weapon in view.facts.weapons:
        for iso3 in weapon.weapon.iso3s:
            out.setdefault(iso3, 0)
    for person in map(reading.cast.person, reading.people_in(view.facts.sentence)):
        if person.iso3 and person.iso3 not in BODIES:
            out.setdefault(person.iso3, 0)
    index = view.sentence.index
    for back in range(1, min(REACH, index) + 1):
        for mention in reading.countries_in(reading.sentences[index - back]):
            if mention.iso3 not in BODIES:
                out.setdefault(mention.iso3, back)
    for iso3 in ranked(reading)[:4]:
        out.setdefault(iso3, REACH + 1)
    return out


def ranked(reading: Reading) -> list[str]:
    """Codes of the article from the most to the least named."""
    counts: dict[str, int] = {}
    for mention in reading.countries:
        if mention.iso3 not in BODIES:
            counts[mention.iso3] = counts.get(mention.iso3, 0) + 1
    return sorted(counts, key=lambda c: (-counts[c], c))


def relation(anchor: str | None, date: str) -> str:
    """How a date lies to the day of publication: "0", "1-2", "3-7", "8-30", "old", "ahead", or "same"/"past" if coarse."""
    if not anchor:
        return "unknown"
    if len(date) == 10 == len(anchor):
        days = cal.days_between(date, anchor) or 0
        if days < 0:
            return "ahead"
        return "0" if not days else "1-2" if days < 3 else "3-7" if days < 8 else "8-30" if days < 31 else "old"
    return "same" if anchor.startswith(date) else "past" if date < anchor else "ahead"
