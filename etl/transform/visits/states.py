"""Where a trip stands on the day of publication: planned, ongoing, completed or cancelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import VisitStatus
from etl.transform import calendar_words as cal
from etl.transform import scorer
from etl.transform.clauses import tense_of, verb_above
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.cues import cue_at, nearest

if TYPE_CHECKING:
    from etl.transform.reading import Reading

STATES: tuple[VisitStatus, ...] = ("cancelled", "completed", "ongoing", "planned")
# Days before publication on which who set out is taken to be there still.
FRESH = ("0", "1", "2")
CANCEL = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? off|postpon\w*|put off|scrapp\w*|shelv\w*|abandon\w*|aborted|dropped|was to have|were to have|had been due)\b",
    re.I,
)
OVER = re.compile(
    r"\b(?:ended|wrapped up|concluded|completed|returned|came home|flew home|went home|wound up|left|departed|ago|earlier)\b",
    re.IGNORECASE,
)
COMING = re.compile(
    r"\b(?:will|due|set to|scheduled|expected|to visit|plans?|planned|next|later|upcoming|tomorrow|is to|are to|would)\b",
    re.I,
)


def features(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> set[str]:
    """What tells the state of a candidate that is on `date`."""
    sentence = candidate.sentence
    main = _main(candidate)
    out = {f"block={sentence.kind}"}
    verb = verb_above(main)
    tense = tense_of(verb) if verb is not None else "none"
    cue = nearest(main)
    cue_tense = tense_of(cue) if cue is not None else "none"
    relation = _relation(reading.anchor, date, end)
    out |= {
        f"tense={tense}",
        f"cue-tense={cue_tense}",
        f"when={relation}",
        f"when={relation}&tense={tense}",
        f"when={relation}&cue-tense={cue_tense}",
    }
    if cue is not None:
        kind = cue_at(cue)
        out |= {f"cue={kind}", f"cue={kind}&tense={cue_tense}", f"cue={kind}&when={relation}"}
        out |= {f"cue-child={c.lower_}" for c in cue.children if c.dep_ in ("aux", "neg", "prt", "advmod", "mark")}
        out.add(f"cue-head={cue.head.lower_}")
        out.add(f"cue-word={cue.lower_}")
        if (before := CANCEL.search(sentence.text)) is not None:
            out.add(f"cancel&{'near' if abs(before.start() - cue.idx) < 60 else 'far'}")
    if verb is not None:
        out |= {
            f"verb={verb.lower_}",
            *(f"verb-child={c.lower_}" for c in verb.children if c.dep_ in ("aux", "neg", "prt", "advmod", "mark")),
        }
    for name, pattern in (("cancel", CANCEL), ("over", OVER), ("coming", COMING)):
        if pattern.search(sentence.text):
            out |= {name, f"{name}&when={relation}"}
    return out


def _relation(anchor: str | None, date: str | None, end: str | None) -> str:
    if not date or not anchor:
        return "undated"
    if len(date) < 10:
        return "same-" + str(len(date)) if anchor.startswith(date) else "past" if date < anchor else "ahead"
    days = cal.days_between(date, anchor) or 0
    if days < 0:
        return "ahead"
    if end and end < anchor:
        return "ended"
    return str(days) if days < 4 else "4-7" if days < 8 else "past"


def chances(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> dict[VisitStatus, float]:
    """The chance of each state; on a day after publication a visit is always planned or cancelled."""
    found = features(reading, candidate, date, end)
    scores = {state: scorer.linear(f"visit_{state}").probability(found) for state in STATES}
    if _relation(reading.anchor, date, end) == "ahead":
        scores["completed"] = scores["ongoing"] = 0.0
    return scores


def state_of(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> VisitStatus:
    """The likeliest state; who set out or arrived in the last days, and of whom no return is told, is there still."""
    scores = chances(reading, candidate, date, end)
    state = max(STATES, key=lambda state: scores[state])
    if state == "completed" and (_just_set_out(reading, candidate, date, end) if date else _is_there(candidate)):
        return "ongoing"
    return state


def _is_there(candidate: Candidate) -> bool:
    """True for a stay under way without a date: "is visiting", "has arrived in", but not "has visited China twice"."""
    cue = nearest(_main(candidate))
    told = cue_at(cue) if cue is not None else None
    if cue is None or told is None or told[1] != "go":
        return False
    return tense_of(cue) == "progressive" or (tense_of(cue) == "perfect" and told[2] == "arrive")


def _just_set_out(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> bool:
    """True for a departure or arrival of the last days before publication of which no return is told."""
    cue = nearest(_main(candidate))
    told = cue_at(cue) if cue is not None else None
    if cue is None or told is None or _relation(reading.anchor, date, end) not in FRESH:
        return False
    if any(match.start() != cue.idx for match in OVER.finditer(candidate.sentence.text)):
        return False
    away = told[2] == "leave" and any(c.lower_ in ("for", "on") for c in cue.children)
    return away or told[1] == "send" or told[2] == "arrive"


def _main(candidate: Candidate) -> Token:
    """The word of the sentence that a candidate is looked at from."""
    word = candidate.host.word or candidate.traveller.word
    assert word is not None
    return word
