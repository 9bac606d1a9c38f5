"""Where a trip stands on the day of publication: planned, ongoing, completed or cancelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.models import VisitStatus
from etl.transform import calendar_words as cal
from etl.transform import scorer
from etl.transform.clauses import tense_of
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.cues import cue_at

if TYPE_CHECKING:
    from etl.transform.reading import Reading

STATES: tuple[VisitStatus, ...] = ("cancelled", "completed", "ongoing", "planned")
CANCEL = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? off|postpon\w*|put off|scrapp\w*|shelv\w*|abandon\w*|aborted|dropped|was to have|were to have|had been due)\b",
    re.I,
)
OVER = re.compile(
    r"\b(?:ended|wrapped up|concluded|completed|returned|came home|flew home|went home|wound up|left|departed|ago|earlier)\b", re.IGNORECASE
)
COMING = re.compile(r"\b(?:will|due|set to|scheduled|expected|to visit|plans?|planned|next|later|upcoming|tomorrow|is to|are to|would)\b", re.I)


def features(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> set[str]:
    """What tells the state of a candidate that is on `date`."""
    sentence = candidate.sentence
    doc = reading.doc(sentence)
    main = candidate.host.word or candidate.traveller.word
    assert main is not None
    out = {f"block={sentence.kind}"}
    verb = next((a for a in (main, *main.ancestors) if a.tag_[0] == "V"), None)
    tense = tense_of(verb) if verb is not None else "none"
    cue = min((t for t in doc if cue_at(t)), key=lambda t: abs(t.i - main.i), default=None)
    cue_tense = tense_of(cue) if cue is not None else "none"
    relation = _relation(reading.anchor, date, end)
    out |= {f"tense={tense}", f"cue-tense={cue_tense}", f"when={relation}", f"when={relation}&tense={tense}", f"when={relation}&cue-tense={cue_tense}"}
    if cue is not None:
        kind = cue_at(cue)
        out |= {f"cue={kind}", f"cue={kind}&tense={cue_tense}", f"cue={kind}&when={relation}"}
        out |= {f"cue-child={c.lower_}" for c in cue.children if c.dep_ in ("aux", "neg", "prt", "advmod", "mark")}
        out.add(f"cue-head={cue.head.lemma_.lower()}")
        out.add(f"cue-word={cue.lower_}")
        if (before := CANCEL.search(sentence.text)) is not None:
            out.add(f"cancel&{'near' if abs(before.start() - cue.idx) < 60 else 'far'}")
    if verb is not None:
        out |= {f"verb={verb.lemma_.lower()}", *(f"verb-child={c.lower_}" for c in verb.children if c.dep_ in ("aux", "neg", "prt", "advmod", "mark"))}
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


def state_of(reading: Reading, candidate: Candidate, date: str | None, end: str | None) -> VisitStatus:
    """The likeliest state; a day after publication is always planned or cancelled."""
    found = features(reading, candidate, date, end)
    scores = {state: scorer.linear(f"visit_{state}").probability(found) for state in STATES}
    if _relation(reading.anchor, date, end) == "ahead":
        scores["completed"] = scores["ongoing"] = 0.0
    return max(STATES, key=lambda state: scores[state])
