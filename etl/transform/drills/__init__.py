"""The missile launches, tests and drills that an article reports.

Every day that a sentence about missiles or a neighbour names is scored as the day of a launch, every state as its
launcher; scorers trained on annotated articles then choose weapon, class, number, kind and state among what is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import DrillReport, WeaponClass
from etl.transform import drill_words as dw
from etl.transform import exercises, launch_sites, measures, scorer, weapons
from etl.transform.drills import country_features, days, slots, states
from etl.transform.drills.candidates import views
from etl.transform.drills.country_features import Stage
from etl.transform.drills.days import JudgedDay
from etl.transform.drills.gather import Found, Launch, join
from etl.transform.drills.places import Scene

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# Below these a day and its state together are no launch, another state has not fired too, a name or class is not the weapon's.
LEAST_LAUNCH = 0.25
SURE_COUNTRY = 0.6
LEAST_NAME = 0.4
LEAST_CLASS = 0.35
LEAST_COUNT = 0.4
SURE_CLASS = 0.7
TREES = frozenset({"drill_class", "drill_count"})


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
    judged, found = _judge(reading)
    scene = Scene(reading, found)
    known = slots.printed_weapons(reading)
    launches = join(found)
    reports = [report(scene, launch, known) for launch in launches]
    taken = {(code, r.drill_date) for r in reports if r.drill_date for code in (r.country_iso3, *r.partner_iso3s)}
    held = exercises.find(reading, taken, {f.view.sentence.index for f in found})
    return Account(judged, launches, reports, held)


def _judge(reading: Reading) -> tuple[list[JudgedDay], list[Found]]:
    """All days of sentences about missiles; for those taken the likeliest launcher and others that are sure."""
    seen = views(reading)
    if not seen:
        return [], []
    stage = Stage(reading, seen)
    model = scorer.linear("drill_country")
    options = {view.sentence.index: stage.options(view) for view in seen}
    judged: list[JudgedDay] = []
    for one in days.judge(reading, [view for view in seen if options[view.sentence.index]]):
        if one.taken:
            of_view = options[one.view.sentence.index]
            words = {c: country_features.features(stage, one.view, one.day, c, of_view) for c in of_view}
            launchers = ((model.probability(found), c) for c, found in words.items())
            one = replace(one, launchers=sorted(launchers, key=lambda j: (-j[0], j[1])))
        judged.append(one)
    return judged, [
        Found(one.view, one.day, c, one.chance, p)
        for one in judged
        for i, (p, c) in enumerate(one.launchers)
        if one.chance * p >= LEAST_LAUNCH and (not i or p >= SURE_COUNTRY)
    ]


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
