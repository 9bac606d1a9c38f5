"""Claims from articles in other languages than English, where only names, numbers and days can be checked, not grammar.

Countries are looked for by the name that their language gives them (CLDR, by way of Babel), by the beginning of that name
where it is long enough, since adjectives share it. Who travels to whom is not checked, so such facts count as less sure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from etl.models import DrillReport, Quote, VisitReport
from etl.reader import quotes, when, who
from etl.reader.answers import Claim
from etl.reader.scene import Fault, Ground, Scene
from etl.transform.countries import BODIES
from etl.transform.titles import level_of

# Of a model's confidence: no check of direction, of negation, or of what a number counts.
LESS_SURE = 0.8
# Letters that a name and the adjective made from it share at least; shorter names must stand as they are.
STEM = 4
NUMBER = re.compile(r"(?<!\d)\d+(?!\d)")


def check(ground: Ground, scene: Scene, claim: Claim, *, found_by: str, confidence: float) -> VisitReport | DrillReport | Quote | Fault:  # fmt: skip
    """The fact of a claim as far as it can be checked; else (reason, detail)."""
    language, sure = ground.reading.article.language or "", round(confidence * LESS_SURE, 2)
    if claim.kind == "quote":
        return _quote(ground, scene, claim, found_by, sure)
    fields = claim.fields
    if claim.kind == "visit":
        codes, wrong, named = (fields["visitor_iso3"], fields["host_iso3"]), "host", fields["visitor_name"]
    else:
        codes, wrong, named = (fields["country_iso3"], *fields["partner_iso3s"]), "country", None
    for code in codes:
        if fault := who.code_fault(code, body_allowed=code == codes[0]):
            return "code", fault
    if len(set(codes)) < len(codes):
        return "code", f"{codes[0]} twice"
    if named is not None and ground.printed(named) is None:
        return "visitor", f"{named} is not named in the article"
    for code in codes:
        if not is_named(ground.text, code, language) and not (named and code == codes[0]):
            return wrong, f"nothing in the article names {code}"
    if claim.kind == "visit":
        return _visit(ground, scene, claim, found_by, sure)
    return _drill(ground, scene, claim, found_by, sure)


def _visit(ground: Ground, scene: Scene, claim: Claim, found_by: str, sure: float) -> VisitReport:
    fields = claim.fields
    start = settle(ground, scene, fields["start_date"])
    end = settle(ground, scene, fields["end_date"])
    return VisitReport(
        visitor_iso3=fields["visitor_iso3"],
        host_iso3=fields["host_iso3"],
        status=fields["status"],
        cue="",
        evidence_start=scene.own[0].start,
        evidence_end=scene.own[-1].end,
        confidence=sure,
        start_date=start,
        end_date=end if start and end and end > start else None,
        visitor_name=fields["visitor_name"],
        visitor_title=ground.printed(fields["visitor_title"]),
        level=level_of(fields["visitor_title"] or "")[0],
        city=ground.printed(fields["city"]),
        purpose=ground.printed(fields["purpose"]),
        found_by=found_by,
    )


def _drill(ground: Ground, scene: Scene, claim: Claim, found_by: str, sure: float) -> DrillReport | Fault:
    fields = claim.fields
    printed = {int(number) for number in NUMBER.findall(scene.near_text)}
    for field in ("distance_km", "apogee_km", "n_fired"):
        value = fields[field]
        if value is not None and value not in printed and not (field == "n_fired" and value == 1):
            return "number", f"{value:g} is not printed there"
    return DrillReport(
        country_iso3=fields["country_iso3"],
        kind=fields["kind"],
        weapon_class=fields["weapon_class"],
        status=fields["status"],
        cue="",
        evidence_start=scene.own[0].start,
        evidence_end=scene.own[-1].end,
        confidence=sure,
        drill_date=settle(ground, scene, fields["drill_date"]),
        partner_iso3s=tuple(sorted(fields["partner_iso3s"])),
        weapon_name=ground.printed(fields["weapon_name"]),
        weapon_classes=(fields["weapon_class"],),
        n_fired=fields["n_fired"],
        place=ground.printed(fields["place"]),
        distance_km=fields["distance_km"],
        apogee_km=fields["apogee_km"],
        announced_by=ground.printed(fields["announced_by"]),
        found_by=found_by,
    )


def _quote(ground: Ground, scene: Scene, claim: Claim, found_by: str, sure: float) -> Quote | Fault:
    name = claim.fields["speaker_name"]
    if name is not None and ground.printed(name) is None:
        return "speaker", f"{name} is not named in the article"
    fact = quotes.check(ground, scene, claim, found_by=found_by, confidence=sure)
    return replace(fact, speaker_name=name) if isinstance(fact, Quote) else fact


def settle(ground: Ground, scene: Scene, claimed: str | None) -> str | None:
    """A date as far as digits bear it out: its day must be printed around the passage, its month be that of publication or
    printed; a year alone must be printed or be that of publication."""
    if claimed is None or not when.is_date(claimed):
        return None
    anchor = ground.reading.anchor or ""
    printed = {int(number) for number in NUMBER.findall(scene.near_text)}
    if len(claimed) == 10 and (claimed == anchor or int(claimed[8:]) in printed):
        return claimed
    if len(claimed) >= 7 and (anchor.startswith(claimed[:7]) or int(claimed[5:7]) in printed):
        return claimed[:7]
    return claimed[:4] if anchor.startswith(claimed[:4]) or int(claimed[:4]) in printed else None


def is_named(text: str, iso3: str, language: str) -> bool:
    """Whether a text in `language` (ISO 639-1) names a country; bodies go by their initials."""
    if iso3 in BODIES:
        return iso3 in text
    name = names(language).get(iso3)
    if name is None:
        return False
    stem = name[:-1] if len(name) > STEM else name
    return stem.casefold() in text.casefold()


@cache
def names(language: str) -> dict[str, str]:
    """Code of three letters -> the name of the country in `language`; empty for a language without a table."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    three = {code: two[0] for code, two in get_global("territory_aliases").items() if len(code) == 3 and code.isalpha()}
    return {code: territories[two] for code, two in (three | {"XKX": "XK"}).items() if two in territories}
