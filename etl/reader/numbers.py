"""Whether the numbers and weapon words of a claim are printed at its passage, in the part that they are claimed to play."""

from __future__ import annotations

import re

from etl.models import WeaponClass
from etl.reader.scene import Ground, Scene
from etl.transform import measures, weapons
from etl.transform.calendar_words import number_of

DIGITS = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
WORDS = re.compile(r"\b[a-z]+(?:-[a-z]+)?\b", re.IGNORECASE)
ONE = re.compile(r"\b(?:an?|one|the|single|its|another)\b(?! (?:series|number|barrage|volley|salvo))", re.IGNORECASE)
# A distance that was rounded, or converted from miles.
ROUNDING = 0.04


def count_fault(ground: Ground, scene: Scene, claimed: int | None) -> str | None:
    """What is wrong with a number of things fired, or None."""
    if claimed is None:
        return None
    counted = {count.number for count in measures.counts(scene.near_text)}
    if claimed in counted or (claimed == 1 and ONE.search(scene.own_text)):
        return None
    if claimed in printed_numbers(_without_dates(ground, scene)):
        return None
    return f"{claimed} fired, but the text counts {', '.join(map(str, sorted(counted))) or 'none'}"


def length_fault(ground: Ground, scene: Scene, claimed: float | None, kind: str) -> str | None:
    """What is wrong with a distance ("across") or an apogee ("up") in kilometres, or None.

    Where none of its kind stands around the passage, it may be told elsewhere in the article.
    """
    if claimed is None:
        return None
    told = {m.km for m in measures.find(scene.near_text) if m.kind == kind}
    everywhere = measures.find(ground.text)
    told = told or {m.km for m in everywhere if m.kind == kind}
    if any(_near(claimed, km) for km in told):
        return None
    other = {m.km for m in everywhere if m.kind != kind}
    quantities = {_km(match) for match in measures.QUANTITY.finditer(scene.own_text if told else scene.near_text)}
    if any(_near(claimed, km) for km in quantities) and not any(_near(claimed, km) for km in other):
        return None
    return (
        f"{claimed:g} km {kind}, but the text has {', '.join(f'{km:g}' for km in sorted(told or quantities)) or 'none'}"
    )


def _km(match: re.Match[str]) -> float:
    plain, unit = match["upto"] or match["number"], match["unit"].lower()
    scale = next((km for name, km in UNITS if unit.startswith(name)), 0.001)
    digits = plain.replace(",", "")
    return float(digits) * scale if digits[:1].isdigit() else float(number_of(plain) or 0) * scale


UNITS = (("nautical", 1.852), ("nmi", 1.852), ("k", 1.0), ("mi", 1.609344))


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= ROUNDING * max(abs(one), abs(other))


def _without_dates(ground: Ground, scene: Scene) -> str:
    """The passage's sentences without their dates and lengths, whose numbers count nothing."""
    text = "".join(ground.text[s.start : s.end] + " " for s in scene.own)
    for mention in ground.dates(scene.own):
        text = text.replace(mention.text, " ")
    return measures.QUANTITY.sub(" ", text)


def printed_numbers(text: str) -> set[int]:
    """All whole numbers of a text, in digits or words."""
    found = {int(match[0].replace(",", "")) for match in DIGITS.finditer(text) if "." not in match[0]}
    return found | {n for match in WORDS.finditer(text) if (n := number_of(match[0].lower())) is not None}


def weapon_class(ground: Ground, scene: Scene, name: str | None, claimed: WeaponClass) -> WeaponClass | None:
    """The class as far as it is borne out: as claimed, "unknown" where nothing tells it, None where the words tell another.

    Told by the words of the passage, then by those around it, then by the list of weapons for the named one.
    """
    known = weapons.look_up(name) if name else None
    if claimed == "unknown" or (known is not None and known.weapon_class == claimed):
        return claimed
    own, near = _told(scene.own_text), _told(scene.near_text)
    if claimed in near or (not own and claimed in _told(ground.text)):
        return claimed
    return None if own - {"unknown"} else "unknown"


def _told(text: str) -> set[WeaponClass]:
    return {m.weapon_class for m in weapons.classes(text)} | {m.weapon.weapon_class for m in weapons.find(text)}
