"""The missile launches, drills and exercises that an article reports: scenes whose sentences fill each other's gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.models import CountryMention, DateMention, DrillKind, DrillReport, DrillStatus, Sentence, WeaponClass
from etl.transform import bodies, weapons
from etl.transform import calendar_words as cal
from etl.transform.countries import BODIES

if TYPE_CHECKING:
    from etl.transform.reading import Reading

LAUNCH = re.compile(
    r"\b(?:(?:test-?|re-?|live-)?(?:fir(?:e|ed|es|ing|ings)|launch(?:ed|es|ing|ings)?)|tested|tests?|testing|test-launch\w*|lift(?:ed|s)? off|lift-off|"
    r"blast(?:ed)? off|shot|loft\w*|salvos?|drills?|exercises?|flight|flew|flown|barrage|war ?games?|simulat\w+|orbit|"
    r"crossed|splash\w*|sent up|put up|let off|unleashed)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:(?:test-?)?fired|(?:test-?)?launched|tested|lift(?:ed)? off|shot|flew|crossed|exploded|sent up|lofted|blasted off|put a|launch|launches|test|tests|drill|drills|salvo|firing|fires|launching|test-fire|exercise|exercises|flight)\b",
    re.I,
)
EXERCISE = re.compile(r"\b(?:exercises?|war ?games?|manoeuvres|maneuvers|drills?)\b", re.IGNORECASE)
EXERCISE_NAME = re.compile(
    r"\b(?:Ulchi(?: Freedom (?:Shield|Guardian))?|Freedom (?:Shield|Edge|Guardian|Flag)|Key Resolve|Foal Eagle|Zapad(?:-?\d+)?|Vostok|Kavkaz|Tsentr|"
    r"Vigilant \w+|Joint Sea(?:-?\d+)?|Malabar|RIMPAC|Rim of the Pacific|Balikatan|Cobra Gold|Juniper \w+|Great Prophet(?: \d+)?|Steadfast \w+|Defender \w+|"
    r"Talisman Sabre|Team Spirit|Yudh Abhyas|Han Kuang|Justice Mission|Strait Thunder(?:-\w+)?|Joint Sword(?:-\w+)?|Nordic Response|Air Defender)\b"
)
COMBAT = re.compile(
    r"\b(?:killed|killing|wounded|casualt\w+|struck (?:a|the|its|his|several)|air strikes?|airstrikes?|shot down|intercepted|militants?|rebels?|"
    r"fired (?:\w+ ){0,4}(?:at|on|into) (?:Israel|Ukrain\w+|Kyiv|Kharkiv|Odesa|Tel Aviv|ships?|vessels?|tankers?|Iraq|Syria|Saudi|bases?|positions|civilians)|"
    r"parad\w+|unveil\w+|rolled past|on display|engine test|ground test|static)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"\b(?:this year|last year|since|in recent (?:years|months|weeks)|dozens of|more than \d+|a series of|record (?:number|run|year)|so far|banned? from|"
    r"resolutions?|programmes?|programs?|capab\w+|could|might|may|would|possibl[ey])\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:will (?:\w+ )?(?:fire|launch|test|hold|conduct|begin|start)|plans? to|planned|is to|are to|due to|scheduled|set to|to be held|"
    r"next (?:week|month|year)|notified|warned .{0,40}launch|window|intends?|going to)\b",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"\b(?:fail(?:ed|ure|s)?|exploded|blew up|blown up|crashed|broke (?:up|apart)|malfunction\w*|abort\w*|fizzled|disintegrated)\b",
    re.IGNORECASE,
)
SIMULATED = re.compile(
    r"\b(?:simulat\w+|counter-?attacks?|mock (?:nuclear|strike)|nuclear strike|nuclear attack|nuclear trigger|tactical nuclear)\b",
    re.IGNORECASE,
)
LIVE = re.compile(r"\b(?:fired|firing|launch(?:ed|es)?|live[- ]fire|salvo|rockets?|artillery|shells)\b", re.IGNORECASE)
REPORTS = re.compile(
    r"^(?:['’]s)?(?: (?:[A-Z][\w’-]+|\(\w+\)|of|defen[cs]e|foreign|state|official|news|agency|ministry|military|joint|media|government|coast|guard|radar)){0,8},? "
    r"(?:said|says|reported|announced|told|put|detected|confirmed|estimated|believes?|thought|saw|counted|condemned|called|protested|has said|tracked)\b"
)
TARGET = re.compile(
    r"\b(?:over|into|off|toward|towards|at|near|from|against|to|with|by|across|outside|of|between|before|after|in)\s+(?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(r"\b(?:said|says|reported|announced|according to|confirmed|detected)\b", re.IGNORECASE)
PLACE = re.compile(
    r"\b(?:from|at|near|in|off) (?:the |a |an |its )?(?P<place>[A-Z][\w’-]+(?:[ -][A-Z][\w’-]+)*(?: (?:area|region|province|site|coast|base|airport|airfield|"
    r"launch(?:ing)? (?:site|station|ground)|island|cosmodrome|range|peninsula))?)"
)


@dataclass(slots=True)
class Scene:
    """One event in the making."""

    sentence: Sentence
    country: str
    cue: str
    date: str | None = None
    texts: list[str] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    classes: set[WeaponClass] = field(default_factory=set)
    n_fired: int | None = None
    distance: float | None = None
    apogee: float | None = None
    place: str | None = None
    announced_by: str | None = None
    planned: bool = False
    failed: bool = False
    exercise: bool = False


def find(reading: Reading) -> tuple[DrillReport, ...]:
    """All launches, drills and exercises of `reading`, by place; launches of one country on one day are one record."""
    main = _main_country(reading)
    scenes: list[Scene] = []
    current: Scene | None = None
    for sentence in reading.sentences:
        if sentence.kind in ("headline", "heading", "standfirst"):
            continue
        text = sentence.text
        names = weapons.named(text)
        launch = LAUNCH.search(text)
        about = bool(names or weapons.MISSILE.search(text))
        if not (launch and (about or EXERCISE_NAME.search(text) or EXERCISE.search(text))):
            if current is not None and sentence.block - current.sentence.block <= 1:
                _fill_measures(current, text)
            continue
        if COMBAT.search(text):
            continue
        dated = [
            d
            for d in reading.dates_in(sentence)
            if d.kind != "duration" and (d.date or d.future_date) and not _since(reading, d)
        ]
        own = [d for d in dated if not cal.is_report_day(reading.article.text, d.start)]
        dated = own or dated
        exercise = not about or (bool(EXERCISE.search(text)) and not LIVE.search(text) and not names)
        country = _launcher(reading, sentence, names, main)
        if country is None:
            continue
        events: list[DateMention | None] = [*dated] or [None]
        for mention in events:
            current = _settle(reading, scenes, current, sentence, mention, country, names, exercise, launch[0].lower())
    kept = [s for s in scenes if _is_particular(s)]
    return tuple(_report(s) for s in kept)


def _since(reading: Reading, mention: DateMention) -> bool:
    return bool(
        re.search(
            r"\b(?:since|until|by|before)\s+(?:the\s+)?$",
            reading.article.text[max(0, mention.start - 12) : mention.start],
        )
    )


def _settle(
    reading: Reading,
    scenes: list[Scene],
    current: Scene | None,
    sentence: Sentence,
    mention: DateMention | None,
    country: str,
    names: Sequence[tuple[str, WeaponClass, str | None]],
    exercise: bool,
    cue: str,
) -> Scene | None:
    """Give the sentence's facts to the scene of its date and country, a new one where there is none."""
    planned = bool(PLANNED.search(sentence.text)) and not re.search(r"\b(?:fired|launched|tested)\b", sentence.text)
    date = None
    if mention is not None:
        date = mention.future_date if planned else mention.date
    if mention is None:
        near = current is not None and current.country == country and sentence.block - current.sentence.block <= 3
        if near and current is not None and (current.exercise == exercise or not exercise):
            _fill(reading, current, sentence, names)
            return current
        if (
            not STRONG.search(sentence.text)
            or GENERAL.search(sentence.text)
            or not (names or weapons.count(sentence.text))
        ):
            return current
        scene = Scene(sentence, country, cue, None, planned=planned, exercise=exercise)
        scenes.append(scene)
        _fill(reading, scene, sentence, names)
        return scene
    if len(date or "") < 10 and GENERAL.search(sentence.text) and not names:
        return current
    for scene in reversed(scenes):
        if scene.country == country and scene.exercise == exercise and _same_day(scene.date, date):
            if date and len(date) > len(scene.date or ""):
                scene.date = date
            _fill(reading, scene, sentence, names)
            return scene
    scene = Scene(sentence, country, cue, date, planned=planned, exercise=exercise)
    scenes.append(scene)
    _fill(reading, scene, sentence, names)
    return scene


def _same_day(one: str | None, other: str | None) -> bool:
    """True where two dates agree at the coarser precision; one without a date only with another without."""
    if one is None or other is None:
        return one is other
    return cal.compatible(one, other)


def _fill(
    reading: Reading, scene: Scene, sentence: Sentence, names: Sequence[tuple[str, WeaponClass, str | None]]
) -> None:
    text = sentence.text
    scene.texts.append(text)
    for name, kind, _ in names:
        if name not in scene.names:
            scene.names.append(name)
        scene.classes.add(kind)
    scene.classes |= weapons.classes(text)
    scene.n_fired = scene.n_fired or weapons.count(text)
    scene.failed = scene.failed or bool(FAILED.search(text))
    scene.place = scene.place or _place(reading, sentence, scene.country)
    if scene.announced_by is None and ANNOUNCED.search(text):
        found = bodies.find(text, 0, len(text))
        scene.announced_by = next((b.name for b in found if b.name), None)
    if EXERCISE.search(text):
        codes = {
            m.iso3 for m in reading.countries_in(sentence) if m.kind in ("name", "adjective") and m.iso3 not in BODIES
        }
        if re.search(r"\b(?:joint|trilateral|bilateral|together|with|allies|allied)\b", text, re.IGNORECASE):
            scene.partners |= codes - {scene.country}
    _fill_measures(scene, text)


def _place(reading: Reading, sentence: Sentence, country: str) -> str | None:
    """Where it was fired from: the first place named that lies in no other country and is not the country itself."""
    for match in PLACE.finditer(sentence.text):
        start, end = (sentence.start + place for place in match.span("place"))
        named = [m for m in reading.countries_in(sentence) if m.start < end and m.end > start]
        elsewhere = any(m.iso3 != country or m.kind in ("name", "adjective") for m in named)
        if match["place"].split()[0].lower() not in cal.NAMES and not elsewhere:
            return match["place"]
    return None


def _fill_measures(scene: Scene, text: str) -> None:
    scene.distance = scene.distance or weapons.distance_km(text)
    scene.apogee = scene.apogee or weapons.apogee_km(text)


def _main_country(reading: Reading) -> str | None:
    """The country that fires in this article: the one most often named where launching is spoken of, reporters and
    targets left out, the owner of a named weapon counted twice."""
    votes: Counter[str] = Counter()
    for sentence in reading.sentences:
        if not LAUNCH.search(sentence.text):
            continue
        for name in weapons.named(sentence.text):
            if name[2]:
                votes[name[2]] += 2
        for mention in reading.countries_in(sentence):
            if mention.iso3 not in BODIES and not (_is_reporter(sentence, mention) or _is_target(sentence, mention)):
                votes[mention.iso3] += 1
    return votes.most_common(1)[0][0] if votes else None


def _is_reporter(sentence: Sentence, mention: CountryMention) -> bool:
    return REPORTS.match(sentence.text[mention.end - sentence.start :]) is not None


def _is_target(sentence: Sentence, mention: CountryMention) -> bool:
    return TARGET.search(sentence.text[: mention.start - sentence.start]) is not None


def _launcher(
    reading: Reading, sentence: Sentence, names: Sequence[tuple[str, WeaponClass, str | None]], main: str | None
) -> str | None:
    """Who fires: the owner of the named weapon, the country before the verb, else the article's main launcher.

    Who reports ("Seoul said") and what is flown over ("over Japan") never is.
    """
    owners = {owner for _, _, owner in names if owner}
    if len(owners) == 1:
        return owners.pop()
    launch = STRONG.search(sentence.text)
    place = sentence.start + (launch.start() if launch else 0)
    mentions = [
        m
        for m in reading.countries_in(sentence)
        if m.start < place and m.iso3 not in BODIES and not _is_reporter(sentence, m) and not _is_target(sentence, m)
        and m.kind in ("name", "adjective", "capital", "metonym")
    ]  # fmt: skip
    dateline = reading.article.dateline_place
    mentions = [
        m
        for m in mentions
        if not (dateline and m.text.upper() in dateline.upper() and m.start - sentence.start < len(dateline) + 2)
    ]
    return mentions[0].iso3 if mentions else main


def _is_particular(scene: Scene) -> bool:
    """True where an event has a date, or a weapon's name and a count; general talk has neither."""
    text = " ".join(scene.texts)
    if scene.exercise:
        return bool(scene.date) and bool(EXERCISE_NAME.search(text) or scene.partners)
    if not STRONG.search(text):
        return False
    if scene.date is None:
        return bool(scene.names) and scene.n_fired is not None
    if len(scene.date) == 4:
        return bool(scene.names or scene.n_fired)
    return True


def _kind(scene: Scene) -> DrillKind:
    text = " ".join(scene.texts)
    if scene.exercise:
        return "military_exercise"
    if "satellite" in scene.classes and re.search(r"\bsatellites?\b|\borbit\b|space", text, re.IGNORECASE):
        return "satellite_launch"
    if SIMULATED.search(text):
        return "simulated_strike"
    first = scene.texts[0] if scene.texts else ""
    if re.search(r"\b(?:drills?|exercises?|manoeuvres|live[- ]fire|training)\b", first, re.IGNORECASE) or (
        scene.classes and scene.classes <= {"artillery", "MLRS"}
    ):
        return "firing_drill"
    return "launch_test"


def _status(scene: Scene) -> DrillStatus:
    return "planned" if scene.planned else "failed" if scene.failed else "conducted"


def _report(scene: Scene) -> DrillReport:
    kinds = scene.classes or {"unknown"}
    if _kind(scene) != "satellite_launch":
        kinds = (kinds - {"satellite"}) or {"unknown"}
    if len(kinds) > 1:
        kinds = kinds - {"unknown"}
    confidence = (
        0.4
        + 0.2 * (len(scene.date or "") == 10)
        + 0.15 * bool(scene.names or kinds - {"unknown"})
        + 0.15 * bool(scene.n_fired)
    )
    return DrillReport(
        country_iso3=scene.country,
        kind=_kind(scene),
        weapon_class=weapons.most_telling(kinds),
        status=_status(scene),
        cue=scene.cue,
        evidence_start=scene.sentence.start,
        evidence_end=scene.sentence.end,
        confidence=round(min(confidence, 0.95), 2),
        drill_date=scene.date,
        partner_iso3s=tuple(sorted(scene.partners)) if scene.exercise else (),
        weapon_name=scene.names[0] if scene.names else None,
        weapon_classes=tuple(sorted(kinds)),
        n_fired=scene.n_fired if not scene.exercise else None,
        place=scene.place,
        distance_km=scene.distance,
        apogee_km=scene.apogee,
        announced_by=scene.announced_by,
    )
