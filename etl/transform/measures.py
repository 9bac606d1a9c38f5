"""Numbers of a flight in text: distance flown, apogee, and how many were fired."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.transform.calendar_words import number_of

KM_PER = {"km": 1.0, "mile": 1.609344, "nmi": 1.852, "m": 0.001, "ft": 0.0003048}
QUANTITY = re.compile(
    r"(?<![\w.,$€£-])(?P<number>\d[\d,]*(?:\.\d+)?|(?:a |one |two |three |four |five )?(?:hundred|"
    r"thousand))(?:\s*(?:to|and|-|–)\s*(?P<upto>\d[\d,]*(?:\.\d+)?))?"
    r"[\s -]*(?P<unit>km\b|kms\b|kilomet(?:er|re)s?\b|nautical[ -]miles?\b|nmi\b|miles?\b|mi\b|"
    r"met(?:er|re)s?\b|m\b|feet\b|foot\b|ft\b)",
    re.IGNORECASE,
)
UP = re.compile(
    r"(?:altitude|apogee|peak(?:s|ed|ing)?|heights?|high(?:er)?|climb(?:ed|s|ing)?|rose|risen|rising|"
    r"ros?e to|soar(?:ed|ing)?|ceiling|"
    r"up to a (?:point|height)|lofted|into (?:the )?(?:sky|space)|upwards?)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
UP_AFTER = re.compile(
    r"^\)?\s*(?:\([^)]*\)\s*)?(?:high|up\b|in altitude|in height|above|altitude|apogee|into (?:the air|space))",
    re.IGNORECASE,
)
ACROSS = re.compile(
    r"(?:fl(?:ew|own|ying|ies|y)|flights?|travell?(?:ed|ing)|cover(?:ed|ing|s)?|distances?|"
    r"distances? of|went|gone|came down after|fell after|after|range[ds]?|"
    r"downrange|over|radar after|put the two at|hit[^.;]{0,40}|measured|away|spot|impact(?:ed)?|"
    r"crossed|splashed down|landed|fell|come)\b[^.;]{0,45}$",
    re.IGNORECASE,
)
ACROSS_AFTER = re.compile(
    r"^\)?\s*(?:\([^)]*\)\s*)?(?:downrange|away|off\b|before|to (?:the|a|its|Kwajalein|sea)|"
    r"at an? (?:altitude|apogee|height|peak)|in \w+ minutes|and (?:reach|rose|fell|land|splash|hit|"
    r"peak))",
    re.IGNORECASE,
)
# What a weapon could do, where it is based, or how wide a zone is: no flight.
NOT_FLOWN = re.compile(
    r"(?:ranges? of (?:up to|more than|over|about|around|some|at least)?|maximum range|"
    r"design(?:ed)? range|capable of|able to|can (?:\w+ )?|could(?: \w+)*|"
    r"up to|beyond|credited with|reach of|strik(?:e|ing) distance|limit(?:ed)?(?: \w+)*|depth of|"
    r"length of|long|stretch|stretch some|"
    r"zone of|within|radius of|more than a|diameter|misprint|lie[s]? (?:about )?|"
    r"made to \w+(?: up to)?|designed to|might go|if fired|normal trajectory|standard trajectory|"
    r"would (?:have )?(?:\w+ ){0,3})"
    r"\W*(?:about|around|some|roughly|nearly|almost|to|between)?\s*$",
    re.IGNORECASE,
)
NOT_FLOWN_AFTER = re.compile(
    r"^\)?\s*(?:\([^)]*\)\s*)?(?:(?:to the )?(?:north|south|east|west)\w*(?:[- ](?:north|south|east|"
    r"west)\w*)* of|from\b|of (?:the|its|Japan|track|border|coast)|off (?:the coast of|Japan)|(?:-|"
    r"\s)range\b|long|wide|inside|outside|offshore|per hour|an hour|a second|per second|short of|"
    r"closed|less|more than)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A length in kilometres; `kind` is "across" for a distance flown and "up" for an apogee."""

    start: int
    end: int
    km: float
    kind: str


def _value(words: str) -> float:
    plain = words.replace(",", "").strip().lower()
    if plain[0].isdigit():
        return float(plain)
    head, _, scale = plain.rpartition(" ")
    return float((number_of(head) or 1) * (100 if scale == "hundred" else 1000))


def _unit(unit: str) -> str:
    unit = unit.lower()
    if unit.startswith("k"):
        return "km"
    if unit.startswith("n"):
        return "nmi"
    if unit.startswith("mi"):
        return "mile"
    return "ft" if unit.startswith("f") else "m"


def find(text: str) -> list[Measure]:
    """Distances and apogees in `text`, in km: "flew some 1,100km (680 miles)", "a peak of 6100km", "970 km high".

    A design range ("able to reach 5,000 km"), a place ("200km west of Hokkaido") and a unit in brackets are none.
    """
    out: list[Measure] = []
    for match in QUANTITY.finditer(text):
        before, after = text[max(0, match.start() - 90) : match.start()], text[match.end() : match.end() + 40]
        if before.endswith("(") and out and out[-1].end >= match.start() - 6:
            continue
        unit = _unit(match["unit"])
        if unit == "m" and match["unit"] == "m" and "," not in match["number"] and len(match["number"]) < 4:
            continue
        km = _value(match["upto"] or match["number"]) * KM_PER[unit]
        kind = _kind(before, after)
        if kind == "up" or (kind == "across" and km >= 5):
            out.append(Measure(match.start(), match.end(), round(km, 1), kind))
    return out


def _kind(before: str, after: str) -> str | None:
    up, across = UP.search(before), ACROSS.search(before)
    if UP_AFTER.match(after):
        return "up"
    if NOT_FLOWN_AFTER.match(after):
        return None
    if NOT_FLOWN.search(before):
        return None
    if up and (not across or up.start() > across.start()):
        return "up"
    if ACROSS_AFTER.match(after) or across:
        return "across"
    return None


NUMBER_WORDS = (
    r"(?:\d{1,3}|a single|a pair of|a couple of|a dozen|two dozen|half a dozen|another|both|an?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty(?:-\w+)?|thirty)"
)
THINGS = (
    r"(?:missiles?|rockets?|projectiles?|ICBMs?|IRBMs?|MRBMs?|SRBMs?|SLBMs?|interceptors?|satellites?|"
    r"torpedo(?:es)?|rounds?|shots|shells|carriers?|boosters?|of them)"
)
ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|second|third|"
    r"(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thir\w+|four\w+|fif\w+|six\w+)th)"
)
# Words that may stand between a number and its missiles; "two launchers of missiles" is no count of missiles.
NO_LINK = r"(?!and\b|or\b|to\b|of\b|by\b|in\b|on\b|at\b|from\b|with\b|that\b|which\b|for\b|a\b|the\b|as\b)"
COUNT = re.compile(
    rf"(?<![\w.,:$-])(?P<ordinal>{ORDINAL}[- ])?(?P<number>{NUMBER_WORDS})"
    rf"(?P<between>(?:[ -]{NO_LINK}[\w/’'“”\"‑+-]+,?){{0,6}}?)[ -](?P<thing>{THINGS})\b",
    re.IGNORECASE,
)
ELLIPTIC = re.compile(
    r"\b(?P<number>one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})\b(?= (?:each|more|"
    r"others?|on either|on each|were (?:fired|launched)|had been (?:fired|launched)|flew|left|went up|"
    r"landed|fell|of them|came down))",
    re.IGNORECASE,
)
BLOCKED = re.compile(
    r"(?:launch(?:er)?s?|launching|battery|batteries|brigade|programmes?|programs?|parade|designer|"
    r"makers?|experts?|engineers?|scientists?|force|forces|shield|defen[cs]es?|tests?|launches|"
    r"(?<!-)range|sites?|drills?|exercises?)\b",
    re.IGNORECASE,
)
SPECIAL = {
    "another": 1, "a": 1, "an": 1, "a single": 1, "a pair of": 2, "a couple of": 2, "both": 2,
    "a dozen": 12, "two dozen": 24, "half a dozen": 6,
}  # fmt: skip
VAGUE = re.compile(
    r"\b(?:several|multiple|many|numerous|dozens|scores|a (?:number|series|handful|barrage|volley|"
    r"salvo|flurry|hail|string|spate) of|unspecified|unknown number)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things fired; `exact` is False for "a missile", which says one by grammar only."""

    start: int
    end: int
    number: int
    exact: bool


def counts(text: str) -> list[Count]:
    """Numbers of missiles in `text`, by place: "eight short-range ballistic missiles", "two each", "a pair of rockets".

    Ordinals ("its fifth launch"), launchers and quantities with units are none.
    """
    out: list[Count] = []
    for match in COUNT.finditer(text):
        if (
            match["ordinal"]
            or BLOCKED.search(match["between"] or "")
            or BLOCKED.match(text[match.end() :].lstrip(" -"))
        ):
            continue
        words = match["number"].lower()
        if (
            re.search(
                r"\b(?:km|mm|kg|kilomet\w+|miles?|tonnes?|tons?|met(?:er|re)s?|years?|days?|hours?|minutes?)\b",
                match["between"] or "",
            )
            and words[0].isdigit()
        ):
            continue
        number = SPECIAL.get(words) or number_of(words)
        plural = match["thing"].lower().endswith("s")
        if number is None or ((number == 1) == plural and not match["thing"].lower().startswith("of ")):
            continue
        out.append(Count(match.start(), match.end(), number, words not in ("a", "an", "another")))
    for match in ELLIPTIC.finditer(text):
        number = number_of(match["number"])
        if number and not any(c.start <= match.start() < c.end for c in out):
            out.append(Count(match.start(), match.end(), number, True))
    return sorted(out, key=lambda c: c.start)
