"""Missiles in words: names and generic terms to classes and owners, numbers fired, distances and heights."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl import lexicons
from etl.models import WeaponClass
from etl.transform.calendar_words import NUMBER, number_of

# The most telling class first: of several in one event it becomes `weapon_class`.
RANK: tuple[WeaponClass, ...] = (
    "ICBM", "SLBM", "hypersonic", "IRBM", "MRBM", "satellite", "cruise", "SRBM", "SAM", "MLRS", "artillery", "unknown",
)  # fmt: skip
GENERIC: tuple[tuple[re.Pattern[str], WeaponClass], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)  # type: ignore[misc]
    for pattern, kind in (
        (r"\bICBMs?\b|\bintercontinental\b", "ICBM"),
        (
            r"\bSLBMs?\b|\bsubmarine-launched ballistic|\b(?:ballistic )?missiles? from (?:a |an? \w+ )?submarine",
            "SLBM",
        ),
        (r"\bhypersonic\b|\bglide vehicle", "hypersonic"),
        (r"\bIRBMs?\b|\bintermediate[- ]range\b", "IRBM"),
        (r"\bMRBMs?\b|\b(?:medium|mid)[- ]range\b(?! (?:air|surface))", "MRBM"),
        (r"\bSRBMs?\b|\bshort[- ]range\b(?! (?:air|surface|air-defen))", "SRBM"),
        (r"\bcruise missiles?\b|\banti-ship missiles?\b|\bcruise\b", "cruise"),
        (r"\bsatellites?\b|\bspace (?:rocket|launch)|\bcarrier rocket", "satellite"),
        (
            r"\b(?:surface|ground)-to-air\b|\banti-(?:aircraft|ballistic)\b|\binterceptors?\b|\bair[- ]defen[cs]e missiles?\b",
            "SAM",
        ),
        (
            r"\bmultiple[- ](?:launch )?rocket|\brocket launchers?\b|\bMLRS\b|\brocket artillery\b|\brocket drills?\b|\blarge-calib",
            "MLRS",
        ),
        (r"\bartillery\b|\bhowitzers?\b|\bshells\b", "artillery"),
    )
)
MISSILE = re.compile(
    r"\b(?:missiles?|rockets?|projectiles?|ICBMs?|SLBMs?|IRBMs?|SRBMs?|MRBMs?|ballistic|warheads?|satellites?|artillery|weapons?|shells|salvo|"
    r"interceptors?|rounds)\b",
    re.IGNORECASE,
)
_THINGS = r"(?:missiles?|rockets?|projectiles?|ICBMs?|SLBMs?|IRBMs?|SRBMs?|shells|rounds|interceptors?|weapons?|salvos?|artillery shells)"
COUNT = re.compile(
    rf"(?<![\w-])(?P<number>(?:a )?pair of|{NUMBER}|hundreds|scores)\s+(?:more |of |new |suspected |unidentified |different |apparent |"
    rf"(?:[\w-]+ ){{0,5}}?)?{_THINGS}\b(?!-)",
    re.IGNORECASE,
)
_QUANTITY = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s?-\s?|\s)?(?P<unit>km|kilomet(?:re|er)s?|miles?|met(?:re|er)s|feet)\b"
HEIGHT = re.compile(
    rf"\b(?:altitude|height|apogee|peak(?:ed|s)?|rose|climb(?:ed|ing)?|reach(?:ed|ing)? (?:an? |a height|up)|high|maximum)\b[^.;]{{0,40}}?{_QUANTITY}"
    rf"|{_QUANTITY.replace('number', 'number2').replace('unit', 'unit2')} (?:high|up|in altitude)", re.IGNORECASE,
)  # fmt: skip
DISTANCE = re.compile(
    rf"\b(?:flew|fly|flying|flown|travel\w*|cover\w*|range|distance|for|some|about|around|roughly|over|nearly)\b[^.;]{{0,30}}?{_QUANTITY}",
    re.IGNORECASE,
)
TO_KM = {"k": 1.0, "m": 1.609344, "t": 0.001, "f": 0.0003048}


@cache
def _named() -> re.Pattern[str]:
    parts = [f"(?P<w{i}>{row['name']})" for i, row in enumerate(_rows())]
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])")


@cache
def _rows() -> list[dict[str, str]]:
    return lexicons.rows("weapons.csv", "name", "class", "iso3")


@lru_cache(maxsize=1024)
def named(text: str) -> tuple[tuple[str, WeaponClass, str | None], ...]:
    """Weapons called by name: (name as printed, class, code of the only owner or None), in order."""
    out = []
    for match in _named().finditer(text):
        row = _rows()[int((match.lastgroup or "w0")[1:])]
        out.append((match[0], row["class"], row["iso3"] or None))
    return tuple(out)  # type: ignore[arg-type]


def classes(text: str) -> set[WeaponClass]:
    """Classes that generic terms name: "short-range ballistic missiles" SRBM."""
    return {kind for pattern, kind in GENERIC if pattern.search(text)}


def most_telling(found: set[WeaponClass]) -> WeaponClass:
    """The class that says most, "unknown" for none."""
    return next((kind for kind in RANK if kind in found), "unknown")


def count(text: str) -> int | None:
    """How many were fired: "two short-range missiles" 2, "a missile" 1; None for ordinals and "several"."""
    for match in COUNT.finditer(text):
        words = match["number"].lower()
        if words in ("hundreds", "scores"):
            continue
        number = number_of(words)
        if number is not None and number < 300:
            return number
    return None


def distance_km(text: str) -> float | None:
    """How far it flew, in kilometres."""
    rest = HEIGHT.sub(" ", text)
    match = DISTANCE.search(rest)
    return (
        _km(match["number"], match["unit"])
        if match and match["unit"][0].lower() in "km" and not match["unit"].lower().startswith("met")
        else None
    )


def apogee_km(text: str) -> float | None:
    """How high it rose, in kilometres."""
    match = HEIGHT.search(text)
    if match is None:
        return None
    number, unit = (match["number"], match["unit"]) if match["number"] else (match["number2"], match["unit2"])
    return _km(number, unit)


def _km(number: str, unit: str) -> float:
    key = "t" if unit.lower().startswith("met") else unit[0].lower()
    return round(float(number.replace(",", "")) * TO_KM[key], 1)
