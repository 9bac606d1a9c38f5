"""The missile launches, tests and drills that an article reports.

Every day that a sentence about missiles or a neighbour names is scored as the day of a launch, every state as its
launcher; scorers trained on annotated articles then choose weapon, class, number, kind and state among what is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import DrillReport, WeaponClass
from etl.transform import drill_words as dw
from etl.transform import exercises, launch_sites, measures, scorer, weapons
from etl.transform.drills import country_features, day_features, slots, states
from etl.transform.drills.candidates import Day, View, views
from etl.transform.drills.country_features import Stage
from etl.transform.drills.gather import Found, Launch, join
from etl.transform.drills.places import Scene

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below these a day is no launch's, another state has not fired too, a name or class is not the weapon's.
LEAST_DAY = 0.33
SURE_COUNTRY = 0.6
LEAST_NAME = 0.4
LEAST_CLASS = 0.35
LEAST_COUNT = 0.4
SURE_CLASS = 0.7
TREES = frozenset({"drill_class", "drill_count"})


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """A day that a sentence may date a launch to, with its features.

    `taken` where it was kept; then `launchers` are the states that may have fired, the likeliest first. `veto` says why the
    sentence tells of no test whatever the chance.
    """

    view: View
    day: Day
    words: set[str]
    chance: float
    taken: bool = False
    launchers: Sequence[tuple[float, str]] = ()
    veto: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """How the drills of an article were found: all days looked at, the launches, and the exercises found by rules.

    `reports[i]` is what `launches[i]` came to.
    """

    days: Sequence[JudgedDay]
    launches: Sequence[Launch]
    reports: Sequence[DrillReport]
    exercises: Sequence[DrillReport]

    @property
    def found(self) -> tuple[DrillReport, ...]:
        """All drills, by place."""
        return tuple(sorted((*self.reports, *self.exercises), key=lambda r: r.evidence_start))


def find(reading: Reading) -> tuple[DrillReport, ...]:
    """All drills of `reading`, by place; launches of one country on one day are one record."""
    return account(reading).found


def account(reading: Reading) -> Account:
    """The drills of `reading` and the days that were considered on the way."""
    days, found = _judge(reading)
    scene = Scene(reading, found)
    known = slots.printed_weapons(reading)
    launches = join(found)
    reports = [report(scene, launch, known) for launch in launches]
    taken = {(code, r.drill_date) for r in reports if r.drill_date for code in (r.country_iso3, *r.partner_iso3s)}
    held = exercises.find(reading, taken, {f.view.sentence.index for f in found})
    return Account(days, launches, reports, held)


def _judge(reading: Reading) -> tuple[list[JudgedDay], list[Found]]:
    """All days of sentences about missiles; for those taken the likeliest launcher and others that are sure."""
    seen = views(reading)
    if not seen:
        return [], []
    stage = Stage(reading, seen)
    model = scorer.linear("drill_country")
    days: list[JudgedDay] = []
    for view in seen:
        options = stage.options(view)
        for one in _judge_days(reading, view) if options else ():
            if one.taken:
                words = {c: country_features.features(stage, view, one.day, c, options) for c in options}
                judged = ((model.probability(found), c) for c, found in words.items())
                one = replace(one, launchers=sorted(judged, key=lambda j: (-j[0], j[1])))
            days.append(one)
    return days, [
        Found(one.view, one.day, c, one.chance, p)
        for one in days
        for i, (p, c) in enumerate(one.launchers)
        if not i or p >= SURE_COUNTRY
    ]


def _judge_days(reading: Reading, view: View) -> list[JudgedDay]:
    """The days of a sentence; taken are those that are launches', only the likeliest reading of each date."""
    model, shared = _day_scorer(), day_features.sentence_features(view)
    judged: list[JudgedDay] = []
    best: dict[tuple[int, bool], JudgedDay] = {}
    veto = _veto(view)
    general = bool(measures.VAGUE.search(view.facts.sentence.text)) and not view.facts.weapons
    for day in view.days:
        # "Dozens of missiles this year" is general talk.
        if general and len(day.date) == 4:
            continue
        words = day_features.features(reading, view, day, shared)
        one = JudgedDay(view, day, words, model.probability(words), veto=veto)
        judged.append(one)
        key = (day.mention.start if day.mention else -1, day.which == "end")
        if not veto and one.chance >= LEAST_DAY and (key not in best or one.chance > best[key].chance):
            best[key] = one
    taken = list(best.values())
    return [replace(j, taken=True) for j in taken] + [j for j in judged if not any(j is t for t in taken)]


def _veto(view: View) -> str | None:
    """What makes a sentence tell of no test, though launched and dated: the training articles hold too little of either."""
    text = view.facts.sentence.text
    if dw.phrases("combat").search(text) and not dw.phrases("not_combat").search(text):
        return "the sentence tells of fighting"
    if {head.mood for head in view.heads.found} == {"guessed"}:
        return "the sentence only guesses or fears"
    return None


def chance_without(judged: JudgedDay, gone: Set[str]) -> float:
    """The chance that a day would have without the features `gone`."""
    return _day_scorer().probability(f for f in judged.words if gone.isdisjoint(f.split("&")))


def _day_scorer() -> scorer.Linear:
    return scorer.linear("drill_day")


def report(scene: Scene, launch: Launch, known: list[weapons.WeaponMention]) -> DrillReport:
    """What a launch comes to, each fact by the sentence that tells it best."""
    best = launch.best
    told = states.features(scene, best)
    kind = max(states.KINDS, key=lambda k: scorer.linear(f"drill_{k}").probability(told))
    if kind == "firing_drill" and dw.phrases("simulated").search(best.view.facts.sentence.text):
        kind = "simulated_strike"
    status = max(states.STATES, key=lambda s: scorer.linear(f"drill_{s}").probability(told))
    names = _likeliest("drill_weapon", [p for one in launch.told for p in slots.names(scene, one, known)])
    classes = _likeliest("drill_class", [p for one in launch.told for p in slots.class_options(scene, one, known)])
    numbers = _likeliest("drill_count", [p for one in launch.told for p in slots.numbers(scene, one)])
    weapon_class: WeaponClass = "unknown"
    if kind == "satellite_launch":
        weapon_class = "satellite"
    classes = [(chance, name) for chance, name in classes if name != "satellite"]
    if kind != "satellite_launch" and classes and classes[0][0] >= LEAST_CLASS:
        weapon_class = classes[0][1]  # type: ignore[assignment]
    sentence = best.view.sentence
    near = " ".join(s.text for s in scene.near(best, 2) if s.index >= sentence.index)
    sites = [s for _, _, s in launch_sites.find(best.view.facts.sentence.text) if s.iso3 in (None, launch.iso3)]
    lengths = measures.find(near)
    return DrillReport(
        country_iso3=launch.iso3,
        kind=kind,
        weapon_class=weapon_class,
        status=status,
        cue=best.view.heads.found[0].token.text.lower() if best.view.heads.found else "was",
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        confidence=round(best.chance * best.sure, 2),
        drill_date=launch.date,
        weapon_name=names[0][1] if names and names[0][0] >= LEAST_NAME else None,
        weapon_classes=_classes(weapon_class, classes),
        n_fired=int(numbers[0][1]) if numbers and numbers[0][0] >= LEAST_COUNT else None,
        place=sites[0].name if sites else None,
        latitude=sites[0].latitude if sites else None,
        longitude=sites[0].longitude if sites else None,
        distance_km=next((m.km for m in lengths if m.kind == "across"), None),
        apogee_km=next((m.km for m in lengths if m.kind == "up"), None),
        announced_by=_announcer(launch.told),
    )


def _classes(main: WeaponClass, judged: list[tuple[float, str]]) -> tuple[WeaponClass, ...]:
    """The classes that were surely fired, by name, the main one among them."""
    others = {c for chance, c in judged if chance >= SURE_CLASS} if main not in ("satellite", "unknown") else set()
    return tuple(sorted({main, *others}))  # type: ignore[arg-type]


def _announcer(told: list[Found]) -> str | None:
    """Who made it known, by the sentences that tell of it."""
    for one in told:
        for name, pattern in _announcers():
            if pattern.search(one.view.sentence.text):
                return name
    return None


@cache
def _announcers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["name"], re.compile(r["pattern"])) for r in lexicons.rows("announcers.csv", "name", "pattern"))


def _likeliest(name: str, printed: list[slots.Printed]) -> list[tuple[float, str]]:
    """Values with the chance of their likeliest place, best first."""
    best: dict[str, float] = defaultdict(float)
    for one, chance in zip(printed, _chances(name, [one.features for one in printed]), strict=True):
        best[one.value] = max(best[one.value], chance)
    return sorted(((chance, value) for value, chance in best.items()), key=lambda c: (-c[0], c[1]))


def _chances(name: str, many: Sequence[frozenset[str]]) -> list[float]:
    if name in TREES:
        return scorer.trees(name).probabilities([dict.fromkeys(features, 1.0) for features in many])
    return [scorer.linear(name).probability(features) for features in many]
