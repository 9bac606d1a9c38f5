"""The days that a trip may have been on, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import DateMention, Sentence
from etl.transform import calendar_words as cal
from etl.transform.clauses import head_of, subjects_of, tense_of, verb_above
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.cues import cue_at, nearest, trigger

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Verbs whose day is the last one of a stay, and those that need a word for home, or none for where to.
ENDS = frozenset(
    "returned returns returning ended ends ending concluded concludes concluding completed completes completing wrapped wraps "
    "wrapping wound finished finishes finishing".split()
)
LEAVES = frozenset("left leaves leaving departed departs".split())
COMES = frozenset("came comes coming flew flies flying went".split())
BOUNDS = frozenset("since until till before after following by than".split())
SINCE = re.compile(r"\b(?:since|until|till|before|after|by|than)\s+(?:the\s+)?$", re.IGNORECASE)
# "The first summit since 2019": the last one before, not this one.
LAST_BEFORE = re.compile(r"\b(?:first|only|highest|biggest|largest)\b[^.;:]{0,80}\bsince\s+(?:the\s+)?$", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:will|due|plans?|planned|planning|set|scheduled|expected|upcoming|next|would|shall|ahead|to be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of one mention; `mention` is None for the day of publication itself.

    `back` is set where the mention is taken for the last day of a stay and `date` for what it tells of the first one:
    the day, where the length of the stay is given, else the month.
    """

    date: str
    ahead: bool
    mention: DateMention | None
    away: int
    back: bool = False


def options(reading: Reading, sentence: Sentence) -> Iterator[Option]:
    """Dates of the sentence, of those before in its paragraph, and of its two neighbours; and the day of publication."""
    for other in reading.sentences[max(0, sentence.index - 3) : sentence.index + 2]:
        away = other.index - sentence.index
        if abs(away) > 1 and other.block != sentence.block:
            continue
        for mention in reading.dates_in(other):
            if mention.kind == "duration" or _is_last_before(reading, other, mention):
                continue
            if mention.date:
                yield Option(mention.date, False, mention, away)
                if not away and len(mention.date) == 10:
                    yield from _from_last_day(reading, sentence, mention, mention.date)
            if mention.future_date and mention.future_date != mention.date:
                yield Option(mention.future_date, True, mention, away)
    if reading.anchor:
        yield Option(reading.anchor, False, None, 0)


def _is_last_before(reading: Reading, sentence: Sentence, mention: DateMention) -> bool:
    return LAST_BEFORE.search(reading.article.text, sentence.start, mention.start) is not None


def _from_last_day(reading: Reading, sentence: Sentence, mention: DateMention, last: str) -> Iterator[Option]:
    """What "returned on Friday from a three-day trip" or "returned on Friday" tells of the first day."""
    word = head_of(reading.doc(sentence), sentence, mention.start, mention.end)
    verb = verb_above(word) if word is not None else None
    if verb is None or not _ends_stay(verb):
        return
    lengths = [m.days for m in reading.dates_in(sentence) if m.kind == "duration" and m.days]
    first = cal.shift(last, 1 - lengths[0], "day") if lengths else last[:7]
    if first:
        yield Option(first, False, mention, 0, back=True)


def _ends_stay(verb: Token) -> bool:
    beside = {child.lower_ for child in verb.children}
    if verb.lower_ in LEAVES:
        return not beside & {"for", "to"}
    return verb.lower_ in ENDS or (verb.lower_ in COMES and bool(beside & {"home", "back"}))


def features(reading: Reading, candidate: Candidate, option: Option, all_options: list[Option]) -> set[str]:
    """What speaks for and against `option` as the day of `candidate`; `all_options` are those of its sentence."""
    sentence, mention = candidate.sentence, option.mention
    out = {f"away={option.away}", f"precision={len(option.date)}"}
    anchor = reading.anchor
    if anchor and len(option.date) == 10 and len(anchor) == 10:
        days = cal.days_between(option.date, anchor) or 0
        out.add(
            f"ago={'0' if days == 0 else '1-2' if 0 < days < 3 else '3-7' if 0 < days < 8 else '8-' if days > 0 else 'ahead'}"
        )
        out.add(f"years={min(days // 365, 4) if days >= 0 else 'ahead'}")
    elif anchor:
        out.add("ago=" + ("same" if anchor.startswith(option.date) else "past" if option.date < anchor else "ahead"))
    here = [o for o in all_options if o.away == 0 and o.mention is not None]
    inside = {o.mention.start for o in here if o.mention}
    out.add(f"n-here={min(len(inside), 3)}")
    words = [w for w in (candidate.host.word, candidate.traveller.word) if w is not None]
    main = words[0]
    verb = verb_above(main)
    tense = tense_of(verb) if verb is not None else "none"
    cue = nearest(main)
    cue_tense = tense_of(cue) if cue is not None else "none"
    if mention is None:
        out |= {
            "anchor",
            f"anchor&tense={tense}",
            f"anchor&cue-tense={cue_tense}",
            f"anchor&n={min(len(inside), 3)}",
            f"anchor&block={sentence.kind}",
        }
        if cue is not None:
            out.add(f"anchor&cue={cue_at(cue)}")
        return out
    out |= {
        f"mention={mention.kind}",
        f"reading={option.ahead}",
        f"reading&tense={option.ahead}/{tense}",
        f"reading&cue-tense={option.ahead}/{cue_tense}",
    }
    if mention.future_date and mention.date != mention.future_date:
        out |= _either(reading, option, sentence)
    if option.back:
        out |= {"back", f"back&precision={len(option.date)}"}
    elif any(o.back and o.mention == mention for o in all_options):
        out.add("may-be-last-day")
    if mention.date == mention.future_date or not mention.future_date:
        out.add("one-reading")
        out.add(f"one-reading&{tense}")
    text = reading.article.text
    out |= _elsewhere(reading, option) | {f"mention={mention.kind}/{len(option.date)}"}
    if candidate.traveller.word is None or candidate.host.word is None:
        out.add(f"half={'p' if candidate.host.word is None else 'h'}&away={option.away}")
    before = text[max(0, mention.start - 14) : mention.start]
    if (bound := SINCE.search(before)) is not None:
        out.add(f"bound={bound[0].split()[0].lower()}")
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
        return out | {"outside"} | _outside(reading, candidate, option)
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
    own = verb_above(word)
    out |= _hung_on(word, own, candidate)
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


def _either(reading: Reading, option: Option, sentence: Sentence) -> set[str]:
    """Which of the two readings of a date without a year, or of a weekday, lies nearer, and whether the sentence looks ahead."""
    mention, anchor = option.mention, reading.anchor
    assert mention is not None
    looks = AHEAD.search(sentence.text) is not None
    out = {f"looks-ahead={looks}/{option.ahead}"}
    if anchor and mention.date and mention.future_date:
        past, ahead = (cal.days_between(d, anchor) for d in (_middle(mention.date), _middle(mention.future_date)))
        if past is not None and ahead is not None:
            share = abs(ahead) / max(1, abs(ahead) + abs(past))
            out.add(f"nearness={int(share * 5)}/{option.ahead}")
            out.add(f"nearness={int(share * 5)}/{option.ahead}/{looks}")
    return out


def _middle(date: str) -> str:
    """A day in the middle of a month or year."""
    return date + {4: "-06-15", 7: "-15"}.get(len(date), "")


def _elsewhere(reading: Reading, option: Option) -> set[str]:
    """How often the article names the date, and whether it names a day within it elsewhere."""
    same = sum(d.date == option.date or d.future_date == option.date for d in reading.dates)
    return {
        f"named={min(same, 4)}",
        f"finer={any(d.date and d.date != option.date and d.date.startswith(option.date) for d in reading.dates)}",
    }


def _outside(reading: Reading, candidate: Candidate, option: Option) -> set[str]:
    """What the sentence of a date has in common with that of the candidate."""
    other = reading.sentences[candidate.sentence.index + option.away]
    hosts = {m.iso3 for m in reading.countries_in(other)}
    people = {m.person for m in reading.people_in(other)}
    traveller = candidate.traveller.party.person
    names_cue = trigger().search(other.text) is not None
    out = {f"outside-host={candidate.host.iso3 in hosts}", f"outside-cue={names_cue}"}
    out.add(f"outside-p={traveller in people if traveller is not None else '-'}&{names_cue}&{option.away}")
    return out


def _hung_on(word: Token, own: Token | None, candidate: Candidate) -> set[str]:
    """What a date hangs on: nouns and bounds on its way to the verb, the verb, and who does what it says."""
    out: set[str] = set()
    for above in word.ancestors:
        if above is own:
            break
        if above.tag_[0] == "N" and not any(f.startswith("noun-") for f in out):
            cue = cue_at(above)
            out |= {f"noun={above.lower_}", f"noun-cue={cue[2] if cue else '-'}"}
        if above.lower_ in BOUNDS:
            out.add(f"under={above.lower_}")
    if own is None:
        return out | {"no-verb"}
    out |= {f"own-word={own.lower_}", f"own-dep={own.dep_}", f"own-tense={tense_of(own)}"}
    out |= {f"own-mark={c.lower_}" for c in own.children if c.dep_ == "mark"}
    doers = {t.i for t in subjects_of(own)}
    traveller = candidate.traveller.word
    out.add(
        f"own-does={'nobody' if not doers else 'traveller' if traveller is not None and traveller.i in doers else 'other'}"
    )
    inside = [t for t in own.subtree if cue_at(t)]
    out.add(f"own-cues={min(len(inside), 2)}")
    host = candidate.host.word
    out.add(f"own-holds-h={host is not None and own.left_edge.i <= host.i <= own.right_edge.i}")
    if word.i + 1 < len(word.doc):
        out.add(f"next={word.nbor().lower_}")
    return out


def _dates(reading: Reading, sentence: Sentence, token: Token) -> list[Token]:
    return [
        w
        for m in reading.dates_in(sentence)
        if m.kind != "duration" and (w := head_of(token.doc, sentence, m.start, m.end)) is not None
    ]
