"""What the scorers of drills learn from: days, states and facts as reading finds them, and what the gold says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from etl.training.corpus import Annotated, shown_in
from etl.training.examples import FOLDS, Example
from etl.transform import weapons
from etl.transform.drills import country_features, rivals, slots, states
from etl.transform.drills import days as days_of
from etl.transform.drills.candidates import Day, View, views
from etl.transform.drills.country_features import Stage
from etl.transform.drills.gather import Found
from etl.transform.drills.places import Scene
from etl.transform.scorer import Linear, present

# Inverse strength of the penalty by model, by folds of the training articles; trees have none.
PENALTIES = {"drill_weapon": 0.3} | {f"drill_{name}": 0.3 for name in (*states.KINDS, *states.STATES)}
Record = dict[str, Any]
Named = tuple[str, Example]


@dataclass(frozen=True, slots=True)
class Looked:
    """One article's days with their features; `rights[i]` are the records shown by the sentence of day `i` that it fits,
    None where it teaches nothing."""

    annotated: Annotated
    seen: Sequence[View]
    days: Sequence[tuple[View, Day, set[str]]]
    rights: Sequence[list[Record] | None]


def look(annotated: Annotated) -> Looked:
    """Days: those of the sentence that shows a record are launches', those of no record are none, others teach nothing."""
    reading = annotated.reading
    seen = views(reading)
    shown: dict[int, list[Record]] = defaultdict(list)
    for record in annotated.gold["drills"]:
        if (sentence := shown_in(reading, record["evidence"])) is not None and record["kind"] in states.KINDS:
            shown[sentence.index].append(record)
    every = [r for records in shown.values() for r in records]
    days = list(days_of.examined(reading, seen))
    rights: list[list[Record] | None] = []
    for view, day, _ in days:
        right = [r for r in shown[view.sentence.index] if r["date"] and day.date.startswith(r["date"])]
        rights.append(right if right or not any(_near(r["date"], day.date) for r in every) else None)
    return Looked(annotated, seen, days, rights)


def drill_examples(
    articles: Iterable[Annotated], fit_linear: Callable[[Sequence[Example]], Linear]
) -> dict[str, list[Example]]:
    """Examples by name of model."""
    looked = [look(annotated) for annotated in articles]
    out: dict[str, list[Example]] = defaultdict(list, day_examples(looked, fit_linear))
    for one in looked:
        for name, example in _of_launches(one):
            out[name].append(example)
    return dict(out)


def day_examples(
    looked: Sequence[Looked], fit_linear: Callable[[Sequence[Example]], Linear]
) -> dict[str, list[Example]]:
    """Examples of days. The second look learns from chances that a first look trained without the article gives."""
    out: dict[str, list[Example]] = defaultdict(list)
    each = [[Example(present(words), bool(right)) for (_, _, words), right in _taught(one)] for one in looked]
    out["drill_day"] = [example for found in each for example in found]
    for fold in range(FOLDS):
        first = fit_linear([e for i, found in enumerate(each) if i % FOLDS != fold for e in found])
        for one in looked[fold::FOLDS]:
            again = rivals.features(one.days, [first.probability(words) for _, _, words in one.days])
            for seen, right in zip(again, one.rights, strict=True):
                if right is not None:
                    out["drill_second"].append(Example(seen, bool(right)))
    return dict(out)


def _taught(one: Looked) -> Iterator[tuple[tuple[View, Day, set[str]], list[Record]]]:
    return ((day, right) for day, right in zip(one.days, one.rights, strict=True) if right is not None)


def _example(name: str, features: Iterable[str], label: bool) -> Named:
    return name, Example(present(features), label)


def _of_launches(one: Looked) -> Iterator[Named]:
    """Who fired, and what and how, are learned on the days of launches alone."""
    stage = Stage(one.annotated.reading, list(one.seen))
    true: list[tuple[Found, Record]] = []
    for (view, day, _), right in _taught(one):
        options = stage.options(view) if right else {}
        for iso3 in options:
            found = country_features.features(stage, view, day, iso3, options)
            yield _example("drill_country", found, iso3 in {r["country"] for r in right})
        true += [(Found(view, day, r["country"], 1.0, 1.0), r) for r in right]
    scene = Scene(one.annotated.reading, [f for f, _ in true])
    for found_one, record in true:
        yield from _facts(scene, found_one, record)


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
