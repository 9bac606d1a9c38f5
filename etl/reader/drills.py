"""A claimed launch, drill or exercise -> a drill report, or the reason why its article does not bear it out."""

from __future__ import annotations

from collections.abc import Sequence

from etl.models import DrillReport
from etl.reader import numbers, when, who, words
from etl.reader.answers import Claim
from etl.reader.scene import Fault, Ground, Scene
from etl.transform import drill_words, exercises, launch_sites, weapons
from etl.transform.drill_moods import mood_of
from etl.transform.drills.words import role

EXERCISE = "military_exercise"
# Moods in which a launch has not taken place.
NOT_DONE = frozenset({"planned", "guessed", "denied"})
FAILED = words.pattern("failed")
FIRING = frozenset({"launch_verb", "test_verb", "send_verb"})


def check(ground: Ground, scene: Scene, claim: Claim, *, found_by: str, confidence: float) -> DrillReport | Fault:
    """The report of a claim that holds; else (reason, detail)."""
    fields = claim.fields
    country, name, kind = fields["country_iso3"], fields["weapon_name"], fields["kind"]
    partners = tuple(sorted({*fields["partner_iso3s"]} - {country}))
    fault = _codes((country, *partners)) or _countries(ground, scene, (country, *partners), name)
    fault = fault or _words(ground, scene, kind, name) or _launcher(ground, scene, country, kind)
    fault = fault or _numbers(ground, scene, fields)
    fault = fault or _status(ground, scene, kind, fields["status"])
    weapon_class = numbers.weapon_class(ground, scene, name, fields["weapon_class"])
    if fault or weapon_class is None:
        return fault or ("weapon", f"{fields['weapon_class']} is not what the words there say")
    date, holds = when.settle(ground, scene, fields["drill_date"])
    if not holds:
        return "date", f"{fields['drill_date']} is not what the words there say"
    anchor = ground.reading.anchor
    if date and anchor and len(date) == 10 and date > anchor and fields["status"] != "planned":
        return "status", f"{fields['status']}, but on {date}, after the day of publication"
    place = ground.printed(fields["place"])
    sites = [site for _, _, site in launch_sites.find(place or "") if site.iso3 in (None, country)]
    known = weapons.look_up(name) if name else None
    cue = drill_words.cue_words().search(scene.own_text) or exercises.BARE.search(scene.own_text)
    return DrillReport(
        country_iso3=country,
        kind=kind,
        weapon_class=weapon_class,
        status=fields["status"],
        cue=cue[0].lower() if cue else "",
        evidence_start=scene.own[0].start,
        evidence_end=scene.own[-1].end,
        confidence=confidence,
        drill_date=date,
        partner_iso3s=partners,
        weapon_name=known.name if known is not None else name,
        weapon_classes=(weapon_class,),
        n_fired=fields["n_fired"],
        place=sites[0].name if sites else place,
        latitude=sites[0].latitude if sites else None,
        longitude=sites[0].longitude if sites else None,
        distance_km=fields["distance_km"],
        apogee_km=fields["apogee_km"],
        announced_by=ground.printed(fields["announced_by"]),
        found_by=found_by,
    )


def _codes(codes: Sequence[str]) -> Fault | None:
    fault = next((fault for code in codes if (fault := who.code_fault(code, body_allowed=code == "NATO"))), None)
    return ("code", fault) if fault else None


def _countries(ground: Ground, scene: Scene, codes: Sequence[str], weapon: str | None) -> Fault | None:
    """Who fires is named around the passage or in the opening, or owns the weapon that is named; partners anywhere."""
    known = weapons.look_up(weapon) if weapon else None
    owners = known.iso3s if known is not None else ()
    for code in codes:
        told = (*scene.near, *ground.opening) if code == codes[0] else ground.reading.sentences
        if code not in owners and not who.country_stands(ground, told, code, people=True):
            return "country", f"nothing there names {code}"
    return None


def _words(ground: Ground, scene: Scene, kind: str, name: str | None) -> Fault | None:
    if kind == EXERCISE:
        told = exercises.BARE.search(scene.near_text) or exercises.named(scene.near_text)
        return None if told else ("weapon", "no word of an exercise there")
    missiles = drill_words.missile_words().search(scene.near_text) or weapons.find(scene.near_text)
    if not (missiles or weapons.classes(scene.near_text)):
        return "weapon", "no word of a weapon there"
    printed = name is None or weapons.plain(name) in weapons.plain(ground.text)
    return None if printed else ("weapon", f"{name} is not printed in the article")


def _launcher(ground: Ground, scene: Scene, country: str, kind: str) -> Fault | None:
    """Where the rules surely know who fires in these sentences, it is not somebody else."""
    chances = ground.launchers(scene.own) if kind != EXERCISE else {}
    best = max(chances, key=lambda code: chances[code], default=country)
    if best != country and chances[best] >= who.SURE and chances.get(country, 0.0) < who.HARDLY:
        return "country", f"the words there tell of {best}"
    return None


def _numbers(ground: Ground, scene: Scene, fields: dict[str, object]) -> Fault | None:
    wrong = (
        numbers.count_fault(ground, scene, fields["n_fired"])  # type: ignore[arg-type]
        or numbers.length_fault(ground, scene, fields["distance_km"], "across")  # type: ignore[arg-type]
        or numbers.length_fault(ground, scene, fields["apogee_km"], "up")  # type: ignore[arg-type]
    )
    return ("number", wrong) if wrong else None


def _status(ground: Ground, scene: Scene, kind: str, status: str) -> Fault | None:
    """Denied or only feared launches have not been conducted; a failure needs a word for it."""
    if status == "failed":
        told = drill_words.phrases("failed").search(scene.near_text) or FAILED.search(scene.near_text)
        return None if told else ("status", "failed, but nothing there went wrong")
    if status == "planned" or kind == EXERCISE:
        return None
    moods = [mood_of(token) for s in scene.own for token in ground.reading.doc(s) if role(token) in FIRING]
    if moods and NOT_DONE.issuperset(moods):
        return "status", f"{status}, but the words there only say {moods[0]}"
    return None
