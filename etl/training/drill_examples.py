"""What the scorers of drills learn from: days, states and facts as reading finds them, and what the gold says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from etl.training.corpus import Annotated, shown_in
from etl.training.examples import Example
from etl.transform import weapons
from etl.transform.drills import country_features, day_features, slots, states
from etl.transform.drills.candidates import views
from etl.transform.drills.country_features import Stage
from etl.transform.drills.gather import Found
from etl.transform.drills.places import Scene

# Inverse strength of the penalty by model, by folds of the training articles; trees have none.
PENALTIES = {"drill_weapon": 0.3} | {f"drill_{name}": 0.3 for name in (*states.KINDS, *states.STATES)}
Record = dict[str, Any]
Named = tuple[str, Example]


def drill_examples(articles: Iterable[Annotated]) -> dict[str, list[Example]]:
    """Examples by name of model."""
    out: dict[str, list[Example]] = defaultdict(list)
    for annotated in articles:
        for name, example in examples_of(annotated):
            out[name].append(example)
    return dict(out)


def _example(name: str, features: Iterable[str], label: bool) -> Named:
    return name, Example(dict.fromkeys(sorted(features), 1.0), label)


def examples_of(annotated: Annotated) -> Iterator[Named]:
    """Days: those of the sentence that shows a record are launches', those of no record are none, others teach nothing.

    Who fired, and what and how, are learned on the days of launches alone.
    """
    reading = annotated.reading
    seen = views(reading)
    if not seen:
        return
    stage = Stage(reading, seen)
    shown: dict[int, list[Record]] = defaultdict(list)
    for record in annotated.gold["drills"]:
        if (sentence := shown_in(reading, record["evidence"])) is not None and record["kind"] in states.KINDS:
            shown[sentence.index].append(record)
    every = [r for records in shown.values() for r in records]
    true: list[tuple[Found, Record]] = []
    for view in seen:
        shared, options = day_features.sentence_features(view), stage.options(view)
        for day in view.days:
            right = [r for r in shown[view.sentence.index] if r["date"] and day.date.startswith(r["date"])]
            if right or not any(_near(r["date"], day.date) for r in every):
                found = day_features.features(reading, view, day, shared)
                yield _example("drill_day", found, bool(right))
            if not right:
                continue
            for iso3 in options:
                found = country_features.features(stage, view, day, iso3, options)
                yield _example("drill_country", found, iso3 in {r["country"] for r in right})
            true += [(Found(view, day, r["country"], 1.0, 1.0), r) for r in right]
    scene = Scene(reading, [f for f, _ in true])
    for one, record in true:
        yield from _facts(scene, one, record)


def _near(gold: str | None, date: str) -> bool:
    return gold is not None and (gold.startswith(date) or date.startswith(gold))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _facts(scene: Scene, one: Found, record: Record) -> Iterator[Named]:
    """A fact that the record gives, among those printed."""
    known = slots.printed_weapons(scene.reading)
    named = {weapons.plain(part) for name in _listed(record["weapon"]) if name for part in name.split(", ")}
    for printed in slots.names(scene, one, known):
        yield _example("drill_weapon", printed.features, weapons.plain(printed.value) in named)
    if record["weapon_class"]:
        for printed in slots.class_options(scene, one, known):
            yield _example("drill_class", printed.features, printed.value in _listed(record["weapon_class"]))
    for printed in slots.numbers(scene, one):
        yield _example("drill_count", printed.features, printed.value in map(str, _listed(record["count"])))
    found = states.features(scene, one)
    for kind in states.KINDS:
        yield _example(f"drill_{kind}", found, kind in _listed(record["kind"]))
    for state in states.STATES:
        yield _example(f"drill_{state}", found, state in _listed(record["status"]))
