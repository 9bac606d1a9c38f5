"""Military exercises in which no missile is fired: names, partners and days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import DrillReport, DrillStatus, Sentence
from etl.transform.countries import BODIES

if TYPE_CHECKING:
    from etl.transform.reading import Reading

EXERCISE = re.compile(
    r"\b(?P<kind>(?:military|naval|joint|army|combined|trilateral|bilateral|multinational|"
    r"command[- ]post|live[- ]fire|air|nuclear|annual|yearly|biennial|"
    r"large-scale|maritime|amphibious|field|defen[cs]e|anti-submarine|air-defen[cs]e|"
    r"missile defen[cs]e|tabletop|strategic|war|snap|combat|tactical)\b[\w ,“”\"'’-]{0,40}?)"
    r"(?:exercises?|drills?|man(?:oeuvres?|euvers?)|war ?games?|games)\b|\bwar ?games\b",
    re.IGNORECASE,
)
BARE = re.compile(r"\b(?:exercises?|drills?|man(?:oeuvres|euvers)|war ?games?)\b", re.IGNORECASE)
HELD = re.compile(
    r"\b(?:beg[aiu]n\w*|start(?:s|ed)?|open(?:s|ed)?|kick(?:s|ed)? off|launch(?:es|ed)|held|hold(?:s|"
    r"ing)?|stag(?:e|es|ed|ing)|conduct(?:s|ed|ing)?|carr(?:y|ied) out|"
    r"run(?:s|ning)?|ran|under ?way|end(?:s|ed)?|conclud\w+|finish\w*|wrap\w*|take[s]? place|"
    r"took place|exercise[sd]?|drill(?:s|ed)?|practi[sc]\w+|opening day|"
    r"rehears\w+|join(?:s|ed)?|due|scheduled|set to|ringed|encircled|moved|stage)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:will|plans? to|is to|are to|due|scheduled|set to|begins?|starts?|opens?|next (?:week|"
    r"month)|slated|upcoming)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:cancel\w*|suspend\w*|postpon\w*|call(?:ed)? off|halt\w*|no (?:exercise|drill)s?)\b", re.IGNORECASE
)
CIVIL = re.compile(
    r"\b(?:fire drill|evacuation drill|school|oil|drilling|breathing|physical exercise|air[- ]raid drill)\b",
    re.IGNORECASE,
)
ORDERED = re.compile(
    r"\b(?:ordered|announced|said|agreed|decided|warned|threatened|protested|condemned|told|wrote|"
    r"visit\w*|met|arriv\w+)\b[^.;,]{0,25}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """An exercise of the lexicon and the states that hold it."""

    name: str
    iso3s: tuple[str, ...]


@cache
def _known() -> tuple[dict[str, Named], re.Pattern[str]]:
    rows = [
        Named(r["name"], tuple(r["iso3s"].split(";"))) for r in lexicons.rows("exercises.csv", "name", "iso3s", "note")
    ]
    names = "|".join(re.escape(n.name).replace("\\ ", "[ -]") for n in sorted(rows, key=lambda n: -len(n.name)))
    return {n.name.lower().replace("-", " "): n for n in rows}, re.compile(rf"\b(?:{names})(?=\b)", re.IGNORECASE)


def named(text: str) -> list[Named]:
    """Exercises called by name in `text`: "Ulchi Freedom Shield", "Zapad-2025"."""
    known, pattern = _known()
    return [known[m[0].lower().replace("-", " ")] for m in pattern.finditer(text) if m[0][0].isupper()]


def find(reading: Reading, taken: set[tuple[str, str]], used: set[int]) -> list[DrillReport]:
    """Exercises of the article that have a day and a state; `taken` are (code, day) of drills with missiles fired."""
    out: list[DrillReport] = []
    topic: tuple[str, ...] = ()
    for sentence in reading.sentences:
        if sentence.kind in ("headline", "heading"):
            continue
        text = sentence.text
        names = named(text)
        if sentence.index in used and not names:
            continue
        if (
            not (names or EXERCISE.search(text) or (topic and BARE.search(text)))
            or NO.search(text)
            or CIVIL.search(text)
        ):
            continue
        codes = names[0].iso3s if names else _holders(reading, sentence)
        if not codes and topic:
            codes = topic
        if names or len(codes) > 1:
            topic = codes
        day = _day(reading, sentence)
        if day is None or not codes or not (HELD.search(text) or names):
            continue
        report = _report(
            reading, sentence, codes, day, (names[0].name if names else BARE.search(text) or EXERCISE.search(text))
        )
        if report is not None and not _is_known(report, out, taken):
            out.append(report)
    return out


def _holders(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """The states named before the word exercise or its verb, in order; who watches or protests is not among them."""
    match = EXERCISE.search(sentence.text) or BARE.search(sentence.text)
    if match is None:
        return ()
    limit = (
        sentence.start
        + match.end()
        + (60 if re.match(r"\s+(?:with|between|of|by|involving)\b", sentence.text[match.end() :]) else 0)
    )
    codes: list[str] = []
    for mention in reading.countries_in(sentence):
        before = sentence.text[: mention.start - sentence.start]
        if mention.start >= limit or mention.iso3 in BODIES - {"NATO"} or mention.kind in ("city",):
            continue
        if re.search(r"\b(?:off|near|over|in|from|toward|towards|against|around|to) (?:the )?(?:\w+ )?$", before):
            continue
        if mention.iso3 not in codes:
            codes.append(mention.iso3)
    return tuple(codes)


def _day(reading: Reading, sentence: Sentence) -> tuple[str, str | None] | None:
    """(past reading, future reading) of the exercise's own date, None where the sentence has none."""
    word = _known()[1].search(sentence.text) or BARE.search(sentence.text)
    place = sentence.start + (word.start() if word else 0)
    for mention in sorted(reading.dates_in(sentence), key=lambda d: min(abs(d.start - place), abs(d.end - place))):
        if mention.kind == "anaphoric" and re.search(r"(?:after|before)$", mention.text):
            continue
        before = sentence.text[: mention.start - sentence.start]
        if mention.kind == "duration" or mention.date is None or len(mention.date) < 7:
            continue
        if ORDERED.search(before) or re.search(r"\b(?:since|until|by|before|after)\s+$", before):
            continue
        return mention.date, mention.future_date
    return None


def _report(
    reading: Reading, sentence: Sentence, codes: tuple[str, ...], day: tuple[str, str | None], name: object
) -> DrillReport | None:
    ordered = [c for c in codes if c != "USA"] or list(codes)
    country = ordered[0]
    anchor = reading.anchor
    past, future = day
    planned = (
        bool(PLANNED.search(sentence.text))
        and anchor is not None
        and (future or past)[:10] > anchor[: len(future or past)]
    )
    status: DrillStatus = "planned" if planned else "conducted"
    cue = name if isinstance(name, str) else name[0].lower() if isinstance(name, re.Match) else "exercise"
    return DrillReport(
        country_iso3=country,
        kind="military_exercise",
        weapon_class="unknown",
        status=status,
        cue=cue,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        confidence=0.7 if isinstance(name, str) else 0.55,
        drill_date=(future or past) if planned else past,
        partner_iso3s=tuple(sorted(set(codes) - {country})),
        weapon_classes=("unknown",),
    )


def _is_known(report: DrillReport, out: list[DrillReport], taken: set[tuple[str, str]]) -> bool:
    """True where the exercise was found already, under the same holders, or missiles were fired in it."""
    holders = {report.country_iso3, *report.partner_iso3s}
    date = report.drill_date or ""
    if any(code in holders and day[:7] == date[:7] and day == date for code, day in taken):
        return True
    return any({o.country_iso3, *o.partner_iso3s} & holders and abs(_days(o.drill_date or "", date)) <= 14 for o in out)


def _days(one: str, other: str) -> int:
    from etl.transform.calendar_words import days_between

    return days_between(one, other) or 0 if len(one) == len(other) == 10 else (0 if one[:7] == other[:7] else 99)
