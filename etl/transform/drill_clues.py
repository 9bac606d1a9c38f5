"""One sentence -> clues: what it says of a launch or drill, one clue for each date that is a launch's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.transform import drill_words as dw
from etl.transform import measures
from etl.transform.drill_dates import own_dates, spoken_day
from etl.transform.drill_facts import Clue, DateUse, Facts
from etl.transform.drill_heads import Head, Heads
from etl.transform.drill_moods import Mood, low
from etl.transform.drill_slots import fill, split
from etl.transform.launchers import countries_of, launcher, near, source

if TYPE_CHECKING:
    from etl.transform.reading import Reading


DEFINITE = re.compile(
    r"^[“\"'‘]?(?:The|That|This|Those|These|It|Its|They|Both|Each|Neither|One|Two|Three|Four|Another|"
    r"All|He|She|Kim|No|Some|Several|Seven|Eight|Six|Five|Most|At|Within|But (?:it|the)|And (?:it|"
    r"the))\b"
)
LATER = re.compile(
    (
        r"\b(?:hours?|minutes?|three-quarters|half an hour)(?: and \w+)?,? (?:later|earlier|before|"
        r"after(?:wards)?|after that)\b|\bthe same (?:day|morning|evening|afternoon|night)\b|"
        r"\bthat (?:day|morning|evening|afternoon)\b"
    ),
    re.IGNORECASE,
)
HOURS = re.compile(
    (
        r"\b(?:(?:minutes|hours?) (?:after|before|later)|the same day|just (?:after|before)|"
        r"shortly (?:after|before)|while|as|same day)\b"
    ),
    re.IGNORECASE,
)


def read(reading: Reading, facts: Facts, *, topical: bool, context: str | None) -> list[Clue]:
    """The clues of one sentence; `context` is the day that a list or a sentence before lends to undated ones."""
    sentence = facts.sentence
    heads = Heads(reading.doc(sentence), facts.missiles, topical=topical)
    found = [h for h in heads.found if not h.drill or h.strong]
    dates, reported = own_dates(reading, facts, heads, bool(found))
    listed = (
        bool(context)
        and not found
        and (
            facts.topical or bool(dw.phrases("simulated").search(sentence.text)) or bool(measures.counts(sentence.text))
        )
    )
    if not found and not dates and not listed:
        return []
    base = _base(reading, facts, heads, found)
    if listed:
        base = replace(base, opens=True, strong=facts.topical, cue="listed")
    if not dates and context and (LATER.search(sentence.text) or found or listed):
        dates = [DateUse(context, None, "context", 0, 0)]
    if not dates:
        day = spoken_day(reading, sentence.text)
        dates = [DateUse(day, None, "event", 0, 0)] if day else []
    if not dates:
        return [
            fill(
                replace(base, date=reported, dated_by="report" if reported else "none"),
                facts,
                (0, len(sentence.text)),
                found,
            )
        ]
    return [*split(base, facts, dates, found), *_aside(reading, facts, heads, base, dates)]


def _aside(reading: Reading, facts: Facts, heads: Heads, base: Clue, dates: list[DateUse]) -> list[Clue]:
    """Another state's launch in a side clause of the same day: "..., hours after the North fired two missiles"."""
    for head in heads.found:
        subject = heads.subject(head.token) if head.strong and not head.noun and head.mood == "told" else None
        if subject is None or head.token.dep_ not in ("advcl", "pcomp", "ccomp", "conj", "relcl"):
            continue
        codes = countries_of(reading, facts, near(subject))
        if not codes or codes[0] == base.country or any(d.head is head for d in dates):
            continue
        subtree = list(head.token.subtree)
        span = (subtree[0].idx, subtree[-1].idx + len(subtree[-1].text))
        if not HOURS.search(facts.sentence.text[max(0, span[0] - 25) : span[0] + 20]):
            continue
        clue = replace(
            base,
            country=codes[0],
            sure=True,
            partners=frozenset(),
            date=dates[0].date,
            dated_by="event",
            mood="told",
            strong=True,
            cue=low(head.token),
        )
        return [fill(clue, facts, span, [head])]
    return []


def _base(reading: Reading, facts: Facts, heads: Heads, found: list[Head]) -> Clue:
    """What holds for the whole sentence."""
    text = facts.sentence.text
    lead = (
        next((h for h in found if h.strong and not h.noun), None)
        or next((h for h in found if h.strong), None)
        or (found[0] if found else None)
    )
    country, sure, partners = launcher(reading, facts, heads, found)
    told_by = source(reading, facts, heads)
    moods = [h.mood for h in found]
    mood: Mood = lead.mood if lead else "told"
    if mood != "told" and any(h.mood == "told" and not h.noun and h.strong for h in found):
        mood = "told"
    return Clue(
        sentence=facts.whole,
        cue=lead.token.text.lower() if lead else "was",
        text=text,
        mood=mood if moods else "told",
        opens=bool(found),
        strong=any(h.strong for h in found),
        country=country,
        sure=sure,
        source=told_by,
        partners=partners,
        combat=bool(dw.phrases("combat").search(text) or dw.GROUPS.search(text))
        and not dw.phrases("not_combat").search(text),
        definite=bool(DEFINITE.match(text)),
        simulated=bool(dw.phrases("simulated").search(text)),
    )
