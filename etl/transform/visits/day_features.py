"""The days that a trip may have been on, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import DateMention, Sentence
from etl.transform import calendar_words as cal
from etl.transform.clauses import tense_of
from etl.transform.visits.candidates import Candidate, head_of
from etl.transform.visits.cues import cue_at

if TYPE_CHECKING:
    from etl.transform.reading import Reading

SINCE = re.compile(r"\b(?:since|until|till|before|after|by|than)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of one mention; `mention` is None for the day of publication itself."""

    date: str
    end: str | None
    ahead: bool
    mention: DateMention | None
    away: int


def options(reading: Reading, sentence: Sentence) -> Iterator[Option]:
    """Dates of the sentence, of those before in its paragraph, and of its two neighbours; and the day of publication."""
    for other in reading.sentences[max(0, sentence.index - 3) : sentence.index + 2]:
        away = other.index - sentence.index
        if abs(away) > 1 and other.block != sentence.block:
            continue
        for mention in reading.dates_in(other):
            if mention.kind == "duration":
                continue
            if mention.date:
                yield Option(mention.date, mention.end_date, False, mention, away)
            if mention.future_date and mention.future_date != mention.date:
                yield Option(mention.future_date, None, True, mention, away)
    if reading.anchor:
        yield Option(reading.anchor, None, False, None, 0)


def features(reading: Reading, candidate: Candidate, option: Option, all_options: list[Option]) -> set[str]:
    sentence, mention = candidate.sentence, option.mention
    out = {f"away={option.away}", f"precision={len(option.date)}"}
    anchor = reading.anchor
    if anchor and len(option.date) == 10 and len(anchor) == 10:
        days = cal.days_between(option.date, anchor) or 0
        out.add(f"ago={'0' if days == 0 else '1-2' if 0 < days < 3 else '3-7' if 0 < days < 8 else '8-' if days > 0 else 'ahead'}")
    elif anchor:
        out.add("ago=" + ("same" if anchor.startswith(option.date) else "past" if option.date < anchor else "ahead"))
    here = [o for o in all_options if o.away == 0 and o.mention is not None]
    inside = {o.mention.start for o in here if o.mention}
    out.add(f"n-here={min(len(inside), 3)}")
    words = [w for w in (candidate.host.word, candidate.traveller.word) if w is not None]
    main = words[0]
    verb = next((a for a in (main, *main.ancestors) if a.tag_[0] == "V"), None)
    tense = tense_of(verb) if verb is not None else "none"
    cue = min((t for t in main.doc if cue_at(t)), key=lambda t: abs(t.i - main.i), default=None)
    cue_tense = tense_of(cue) if cue is not None else "none"
    if mention is None:
        out |= {"anchor", f"anchor&tense={tense}", f"anchor&cue-tense={cue_tense}", f"anchor&n={min(len(inside), 3)}", f"anchor&block={sentence.kind}"}
        if cue is not None:
            out.add(f"anchor&cue={cue_at(cue)}")
        return out
    out |= {f"mention={mention.kind}", f"reading={option.ahead}", f"reading&tense={option.ahead}/{tense}", f"reading&cue-tense={option.ahead}/{cue_tense}"}
    if mention.date == mention.future_date or not mention.future_date:
        out.add("one-reading")
        out.add(f"one-reading&{tense}")
    text = reading.article.text
    before = text[max(0, mention.start - 14) : mention.start]
    if SINCE.search(before):
        out.add(f"bound={SINCE.search(before)[0].split()[0].lower()}")
    if cal.is_report_day(text, mention.start):
        out.add("report-day")
    out.add(f"prep={before.split()[-1].lower() if before.split() else '^'}")
    rank = sorted(inside, key=lambda s: abs(s - sentence.start - main.idx))
    if option.away:
        ends = sorted({o.mention.start for o in all_options if o.mention and o.away == option.away})
        out.add(f"outside&n-here={min(len(inside), 2)}&away={option.away}")
        out.add("outside-" + ("first" if mention.start == ends[0] else "last" if mention.start == ends[-1] else "mid"))
        if reading.sentences[sentence.index + option.away].block != sentence.block:
            out.add(f"other-block&away={option.away}")
        return out | {f"outside&{f}" for f in ("same",) if tense}
    out.add(f"rank-h={min(rank.index(mention.start), 3)}")
    word = head_of(main.doc, sentence, mention.start, mention.end)
    if word is None:
        return out
    if cue is not None:
        byc = sorted(inside, key=lambda s: abs(s - sentence.start - cue.idx))
        out.add(f"rank-cue={min(byc.index(mention.start), 3)}")
        out.add(f"cue-side={'before' if word.i < cue.i else 'after'}")
    for name, w in (("h", candidate.host.word), ("p", candidate.traveller.word)):
        if w is None:
            continue
        out.add(f"side-{name}={'before' if word.i < w.i else 'after'}/{min(abs(word.i - w.i) // 3, 6)}")
        low, high = sorted((word.i, w.i))
        middle = main.doc[low + 1 : high]
        out.add(f"verbs-{name}={min(sum(t.tag_[0] == 'V' for t in middle), 3)}")
        out.add(f"cues-{name}={min(sum(cue_at(t) is not None for t in middle), 3)}")
        out.add(f"commas-{name}={min(sum(t.text in ',;' for t in middle), 3)}")
        out.add(f"dates-{name}={min(sum(low < x.i < high for x in _dates(reading, sentence, main)), 3)}")
        if any(t.text in ";:" or t.lower_ in ("while", "when", "but") for t in middle):
            out.add(f"broken-{name}")
    up_d, up_h = [word, *word.ancestors], [main, *main.ancestors]
    own = next((a for a in up_d if a.tag_[0] == "V"), None)
    if own is not None and verb is not None:
        out.add(f"same-verb={own.i == verb.i}")
        if own.i in {a.i for a in up_h}:
            out.add("verb-above")
        if verb.i in {a.i for a in up_d}:
            out.add("verb-below")
        k = cue_at(own)
        out.add(f"own-verb={k[1]}/{k[2]}" if k else "own-verb=-")
    meet = next((t for t in up_d if t in up_h), None)
    if meet is not None:
        out.add(f"way={min(up_d.index(meet), 5)}/{min(up_h.index(meet), 5)}")
    return out


def _dates(reading: Reading, sentence: Sentence, token: Token) -> list[Token]:
    return [w for m in reading.dates_in(sentence) if m.kind != "duration" and (w := head_of(token.doc, sentence, m.start, m.end)) is not None]
