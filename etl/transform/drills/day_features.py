"""What speaks for a day being that of a launch or drill which the sentence tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.transform import calendar_words as cal
from etl.transform import drill_words as dw
from etl.transform import entries, measures
from etl.transform.clauses import tense_of
from etl.transform.drill_date_roles import date_role
from etl.transform.drill_dates import own_dates
from etl.transform.drill_heads import Heads, core
from etl.transform.drills.candidates import Day, View, relation
from etl.transform.drills.words import PHRASES, around, role, stem, verb_of

if TYPE_CHECKING:
    from etl.transform.reading import Reading

BOUND = re.compile(
    r"\b(since|until|till|before|after|by|than|from|between|in|on|for)\s+(?:the\s+|late\s+|early\s+)*$", re.IGNORECASE
)


def sentence_features(view: View) -> set[str]:
    """What holds for all days of a sentence."""
    facts, heads, text = view.facts, view.heads, view.facts.sentence.text
    out = {f"block={view.sentence.kind}", f"topical={heads.topical}/{facts.topical}"}
    out |= {f"word={stem(t)}" for t in view.doc if t.is_alpha}
    out |= {f"has={role(t)}" for t in view.doc}
    out |= {f"says={name}" for name in PHRASES if dw.phrases(name).search(text)}
    lead = next((h for h in heads.found if h.strong and not h.noun), None) or next(
        iter(sorted(heads.found, key=lambda h: not h.strong)), None
    )
    out.add(f"lead={'none' if lead is None else f'{lead.strong}/{lead.noun}/{lead.drill}/{lead.mood}'}")
    if lead is not None:
        out |= {f"lead-word={stem(lead.token)}", f"lead-tense={tense_of(lead.token)}", f"lead-dep={lead.token.dep_}"}
    out |= {f"mood={h.mood}/{h.strong}" for h in heads.found}
    if not facts.topical:
        out.add("no-missile")
    out.add(f"weapons={min(len(facts.weapons), 3)}")
    out |= {f"class={c.weapon_class}" for c in facts.classes}
    counts = measures.counts(text)
    out.add(f"counts={'none' if not counts else 'exact' if counts[0].exact else 'one'}")
    if measures.find(text):
        out.add("measured")
    if dw.GROUPS.search(text):
        out.add("group")
    out.add(f"early={min(view.sentence.index, 6)}")
    out.add(f"n-dates={min(len(facts.dates), 4)}")
    return out


def features(reading: Reading, view: View, day: Day, shared: set[str]) -> set[str]:
    """The features of one day; `shared` are those of its sentence."""
    mention, heads = day.mention, view.heads
    when = relation(reading.anchor, day.date)
    source = "anchor" if mention is None else "here" if not day.away else "near"
    out = {
        f"source={source}",
        f"precision={len(day.date)}",
        f"ago={when}",
        f"which={day.which}",
        f"ago={when}/{len(day.date)}",
    }
    lead = next((f for f in shared if f.startswith("lead=")), "")
    if (entry := entries.standing(reading, view.sentence, mention)) != "none":
        out |= {f"entry={entry}", f"entry={entry}&{lead}", f"entry={entry}&topical={view.facts.topical}"}
        out.add(f"entry={entry}&counted={bool(measures.counts(view.facts.sentence.text))}")
    out |= {
        f"{source}&{lead}",
        f"{source}&n={min(len(view.facts.dates), 2)}",
        f"ago={when}&{lead}",
        f"which={day.which}&ago={when}&{lead}",
    }
    if mention is None or day.away:
        out |= {
            f"{source}&{f}"
            for f in shared
            if f.startswith(("block", "says", "lead", "has", "class", "n-dates", "early"))
        }
        if mention is not None:
            out |= {f"away={day.away}", f"near-kind={mention.kind}"}
            before = reading.article.text[max(0, mention.start - 20) : mention.start]
            alone = len(reading.sentences[view.sentence.index + day.away].text) < len(mention.text) + 8
            out.add(f"near-alone={alone}")
            other = reading.sentences[view.sentence.index + day.away]
            same = other.block == view.sentence.block
            out |= {
                f"near-block={same}",
                f"near-alone={alone}/{same}/{other.kind}/{day.away}",
                f"near-alone={alone}/{same}&{lead}",
            }
            told = bool(heads.found) or view.facts.topical or bool(measures.counts(view.facts.sentence.text))
            out |= {f"near-alone={alone}/{same}&told={told}", f"near-block={same}&away={day.away}&told={told}"}
            out.add(f"near-bound={_bound(before)}")
        return out | _anaphoric(view)
    out |= shared | _here(reading, view, day, lead)
    return out


def _bound(before: str) -> str:
    match = BOUND.search(before)
    return match[1].lower() if match else "-"


def _anaphoric(view: View) -> set[str]:
    """How the sentence begins, for days that it leaves to others."""
    first = [t.lower_ for t in view.doc[:2]]
    return {f"opens={first[0]}" if first else "opens=", f"opens2={' '.join(first)}"}


def _strength(heads: Heads, token: Token) -> str:
    head = heads.head_at(token)
    return "none" if head is None else f"{head.strong}/{head.mood}"


def _elsewhere(reading: Reading, view: View, day: Day) -> set[str]:
    """Whether the article names the same day elsewhere, or one shortly before it, whose report this day may be."""
    gaps = {cal.days_between(d.date, day.date) for d in reading.dates if d.date and len(d.date) == len(day.date) == 10}
    near = min((g for g in gaps if g is not None and 0 < g < 4), default=0)
    n = sum(d.date == day.date for d in reading.dates)
    out = {f"before-it={near}", f"named={min(n, 3)}", f"before-it={near > 0}&early={view.sentence.index < 4}"}
    out.add(f"after-it={any(g is not None and -3 < g < 0 for g in gaps)}")
    return out


def _here(reading: Reading, view: View, day: Day, lead: str) -> set[str]:
    mention, heads, facts = day.mention, view.heads, view.facts
    assert mention is not None
    text = reading.article.text
    out = {f"kind={mention.kind}", f"kind={mention.kind}/{day.which}"}
    before = text[max(0, mention.start - 24) : mention.start]
    out.add(f"bound={_bound(before)}")
    if cal.is_report_day(text, mention.start):
        out.add("report-day")
    out |= _elsewhere(reading, view, day)
    kind, head = date_role(heads, mention, facts.sentence.start)
    out |= {
        f"role={kind}",
        f"role={kind}/{head.strong if head else None}/{head.noun if head else None}/{head.mood if head else None}",
    }
    out.add(f"role={kind}&which={day.which}&mood={head.mood if head else None}")
    out |= {f"role={kind}&early={view.sentence.index < 4}&n={len(facts.dates)}", f"role={kind}&{lead}"}
    out |= {f"role={kind}&{f}" for f in out if f.startswith("before-it")}
    uses, reported = own_dates(reading, facts, heads, bool(heads.found))
    how = next((u.how for u in uses if u.date == day.date), "reported" if reported == day.date else "-")
    out |= {f"own={how}", f"own={how}&n={min(len(uses), 3)}"}
    token = view.token_at(mention.start, mention.end)
    if token is None:
        return out
    out |= around(token, "d")
    chain = [a for a in token.ancestors][:6]
    noun = next((a for a in chain if a.tag_[0] == "N"), None)
    if noun is not None:
        out |= {f"noun={stem(noun)}", f"noun-missile={heads.has_missile(core(noun))}/{noun.dep_}"}
    out |= {f"above={role(a)}" for a in chain}
    verb = verb_of(token)
    if verb is not None:
        for child in verb.children:
            out.add(f"sib={role(child)}/{child.dep_}")
            if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "agent") and heads.has_missile(core(child)):
                out |= {f"missile-is={child.dep_}", f"missile-is={child.dep_}&verb={stem(verb)}"}
        out |= {f"verb-up={role(verb.head)}/{verb.dep_}", f"verb-strong={_strength(heads, verb)}"}
        out |= {f"which={day.which}&tense={tense_of(verb)}", f"which={day.which}&role={kind}&tense={tense_of(verb)}"}
    if heads.found:
        near = min(heads.found, key=lambda h: abs(h.i - token.i))
        low, high = sorted((near.i, token.i))
        middle = view.doc[low + 1 : high]
        side = "before" if token.i < near.i else "after"
        out |= {
            f"side={side}/{min(abs(near.i - token.i) // 3, 6)}",
            f"near-head={stem(near.token)}",
            f"near-mood={near.mood}/{near.strong}",
        }
        out.add(f"verbs={min(sum(t.tag_[0] == 'V' for t in middle), 3)}")
        out.add(f"reports={min(sum(role(t) == 'report_verb' for t in middle), 2)}")
        out.add(f"commas={min(sum(t.text in ',;:' for t in middle), 3)}")
    out |= {f"mid={stem(t)}" for t in view.doc[max(0, token.i - 4) : token.i + 5] if t.is_alpha}
    clause = [t for t in (verb.subtree if verb is not None else view.doc) if not t.is_punct]
    out |= {f"clause-has={role(t)}" for t in clause} | {
        f"clause={stem(t)}" for t in clause if t.is_alpha and abs(t.i - token.i) < 12
    }
    out.add(f"clause-missile={heads.has_missile(clause)}")
    out.add(f"words-missile={heads.has_missile([t for t in view.doc[max(0, token.i - 8) : token.i + 9]])}")
    others = sorted({d.start for d in facts.dates})
    out.add(f"rank={min(others.index(mention.start), 3)}/{min(len(others), 4)}")
    return out
