"""What (a part of) a sentence says of weapon, number, distance and outcome, and which part belongs to which date."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.models import precision_of
from etl.transform import drill_words as dw
from etl.transform import launch_sites, measures
from etl.transform.drill_dates import MONTH_END
from etl.transform.drill_facts import Clue, DateUse, Facts
from etl.transform.drill_heads import Head
from etl.transform.drill_moods import low
from etl.transform.weapons import WeaponMention

RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
HABITUAL = re.compile(
    (
        r"\b(?:so far|this year|in (?:the past|recent)|in \w+ (?:years|months)|a series of|frequent\w*|"
        r"regularly|repeatedly|every (?:year|month)|yearly|annually|dozens|in total|altogether|"
        r"record (?:number|year)|flurry of)\b"
    ),
    re.IGNORECASE,
)
ONE_THING = re.compile(
    r"\b(?:the|an?|its|this|that|one|single|another|first|second|"
    r"third)(?: [\w“”'’-]+){0,5}? ?(?:missile|rocket|projectile|ICBM|IRBM|SRBM|SLBM|MRBM|satellite|"
    r"interceptor|carrier)\b(?![- ](?:tests|launches|drills?|exercises?|launchers?|program\w*|forces?|"
    r"units?|silos?|technolog\w*|base|threats?|brigades?|defen[cs]e|crews?|shield|makers?|arsenal|"
    r"experts?|engineer))"
)
MANY = re.compile(
    r"\b(?:missiles|rockets|projectiles|ICBMs|SRBMs|SLBMs|launchers|shells|salvo|barrage|volley|"
    r"howitzers|artillery|interceptors)\b"
)


def fill(clue: Clue, facts: Facts, span: tuple[int, int], found: list[Head]) -> Clue:
    """Add what the segment text[span] says of weapon, number, distance and outcome."""
    start, end = span
    segment = facts.sentence.text[start:end]
    named = [m for m in facts.weapons if start <= m.start < end]
    classes = [m for m in facts.classes if start <= m.start < end]
    shifted = [replace(m, start=m.start - start, end=m.end - start) for m in named]
    days = [
        (max(d.start - facts.sentence.start, start) - start, d.end - facts.sentence.start - start)
        for d in facts.dates
        if start <= d.start - facts.sentence.start and d.end - facts.sentence.start <= end
    ]
    masked = _masked(segment, shifted, days)
    number, exact = _number(masked)
    lengths = measures.find(segment)
    satellite = bool(dw.phrases("satellite").search(segment)) or any(
        m.weapon.weapon_class == "satellite" for m in named
    )
    if not satellite:
        classes = [m for m in classes if m.weapon_class != "satellite"]
    return replace(
        clue,
        text=segment,
        weapons=tuple(named),
        classes=tuple(dict.fromkeys(m.weapon_class for m in classes)),
        count=number,
        exact=exact,
        one=bool(ONE_THING.search(masked)),
        many=bool(MANY.search(masked) or measures.VAGUE.search(masked)) and not _one_first(masked),
        distance=next((m.km for m in lengths if m.kind == "across"), None),
        apogee=next((m.km for m in lengths if m.kind == "up"), None),
        sites=tuple(s for _, _, s in launch_sites.find(segment)),
        failed=dw.failed(segment, satellite=satellite),
        drill=any(h.drill for h in found) or bool(dw.phrases("drilling").search(segment)),
        satellite=satellite,
        recalled=bool(dw.phrases("recalled").search(segment)),
        habitual=bool(HABITUAL.search(segment)),
        flight=clue.cue == "listed"
        or bool(lengths)
        or bool(launch_sites.find(segment))
        or bool(dw.phrases("flight").search(facts.sentence.text))
        or any(
            (h.strong or bool(facts.dates) or bool(MONTH_END.search(segment))) if h.noun else not _moves_only(h)
            for h in found
        ),
    )


def _masked(text: str, named: list[WeaponMention], dates: list[tuple[int, int]]) -> str:
    """`text` with names of weapons as "missile" and dates blank, so that their digits are no counts."""
    pieces: list[tuple[int, int, str]] = []
    for m in named:
        after = text[m.end : m.end + 24]
        noun = re.match(
            r"s?[ -](?:[\w-]+ ){0,2}?(?:missile|rocket|ICBM|SLBM|satellite|interceptor|launcher|system)s?\b", after
        )
        pieces.append((m.start, m.end, "" if noun else "missile"))
    pieces += [(s, e, "DATE") for s, e in dates]
    out = text
    for start, end, word in sorted(pieces, reverse=True):
        out = out[:start] + word.ljust(0) + out[end:]
    return re.sub(r"  +", " ", out)


def _number(masked: str) -> tuple[int | None, bool]:
    """How many were fired: the first number, with those joined to it ("an ICBM and two short-range missiles")."""
    found = measures.counts(masked)
    if not found:
        return None, False
    total, last, exact = found[0].number, found[0], found[0].exact
    for count in found[1:]:
        between = masked[last.end : count.start]
        if (
            len(between) > 40
            or not re.search(r"\band\b|,|\bwith\b|\bplus\b", between)
            or re.search(r"\b(?:was|were|flew|from|which|that|said|is|has|had)\b", between)
        ):
            break
        total, last, exact = total + count.number, count, exact or count.exact
        exact = True
    return total, exact


def _one_first(masked: str) -> bool:
    """True where one thing is named before any plural: "fired a missile ..., the fifth of such launches"."""
    one, many = ONE_THING.search(masked), MANY.search(masked) or measures.VAGUE.search(masked)
    return bool(one and many and one.start() < many.start())


def _moves_only(head: Head) -> bool:
    """True for verbs that also tell of parades: "went down the avenue"."""
    word = low(head.token)
    return word in dw.words("motion_verb") and word not in dw.words("launch_verb") | dw.words("test_verb") | dw.words(
        "send_verb"
    )


def split(base: Clue, facts: Facts, dates: list[DateUse], found: list[Head]) -> list[Clue]:
    """One clue a date; what stands before a trailing date, or after a leading one, is that date's.

    Dates that only "and" parts ("on 4 and 6 June") share what is said, and its number where that is theirs together.
    """
    text = facts.sentence.text
    groups = _groups(text, dates)
    leading = groups[0][0].start < 12
    out: list[Clue] = []
    for index, group in enumerate(groups):
        begins = 0 if index == 0 else group[0].start if leading else groups[index - 1][-1].end
        ends = len(text) if index + 1 == len(groups) else groups[index + 1][0].start if leading else group[-1].end
        clue = fill(base, facts, (begins, ends), found)
        if out and not (clue.count or clue.weapons or clue.classes):
            last = out[-1]
            clue = replace(
                clue,
                count=last.count,
                exact=last.exact,
                one=last.one,
                many=last.many,
                weapons=last.weapons,
                classes=last.classes,
                satellite=last.satellite,
                drill=clue.drill or last.drill,
            )
        elif out and not clue.classes and not clue.weapons:
            clue = replace(clue, classes=out[-1].classes, satellite=out[-1].satellite)
        elif not out and len(groups) > 1 and not leading and not (clue.count or clue.weapons or clue.classes):
            clue = fill(base, facts, (0, len(text)), found)
        out += _share(clue, facts, group)
    return [c for c in out if precision_of(c.date) != "unknown"]


def _groups(text: str, dates: list[DateUse]) -> list[list[DateUse]]:
    """Dates in order of place, those in one list together."""
    out: list[list[DateUse]] = []
    for use in sorted(dates, key=lambda d: d.start):
        if out and re.fullmatch(
            r"[\s,]*(?:and|&|or)?\s*(?:again )?(?:on |in )?", text[out[-1][-1].end : max(use.start, out[-1][-1].end)]
        ):
            out[-1].append(use)
        else:
            out.append([use])
    return out


def _share(clue: Clue, facts: Facts, group: list[DateUse]) -> list[Clue]:
    """The clue once for each date of a list, numbers and names handed out where they are the list's together."""
    out = [
        replace(clue, date=u.date, dated_by=u.how, mood=u.head.mood if u.head is not None else clue.mood) for u in group
    ]
    if len(group) == 1:
        return out
    text = facts.sentence.text
    names = {m.weapon.name: m for m in clue.weapons}
    if len(names) == len(out):
        return [
            replace(c, weapons=(m,), classes=(), count=1, exact=False, one=True, many=False)
            for c, m in zip(out, names.values(), strict=True)
        ]
    if clue.count == len(out) and not re.search(r"\b(?:each|either|both days)\b", text):
        out = [replace(c, count=1, exact=True, many=False) for c in out]
    lengths = measures.find(text)
    if len(lengths) == len(out) and RESPECTIVELY.search(text):
        out = [
            replace(c, distance=m.km if m.kind == "across" else None, apogee=m.km if m.kind == "up" else None)
            for c, m in zip(out, lengths, strict=True)
        ]
    return out
