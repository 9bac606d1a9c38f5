"""Gold and found records of one article -> which agree, which were missed, which are wrong, and the fields of those
that agree.

A visit agrees by its countries (`visits_pair`) and, for `visits_dated`, its start as well; a drill by its country
(`drills_found`) and date (`drills_dated`). Drills with nothing fired are `exercises`, apart. Speakers agree by name;
`experts` are those that both sides call experts. A found record that fits only an optional one is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.evaluate.found import Found
from etl.evaluate.gold import Gold
from etl.evaluate.matching import Fits, Record, accepted, as_precise, compatible, pair_up
from etl.evaluate.names import same_name, words

EXERCISE = "military_exercise"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure's records of one article: pairs that agree, gold missed, found but wrong, found but optional."""

    right: list[tuple[Record, Record]]
    missed: list[Record]
    wrong: list[Record]
    optional: list[Record]


def compare(gold: Sequence[Record], found: Sequence[Record], fits: Fits, optional: Sequence[Record]) -> Comparison:
    """Match the records of one figure."""
    pairs = pair_up(gold, found, fits)
    right_gold, right_found = {g for g, _ in pairs}, {f for _, f in pairs}
    rest = [item for f, item in enumerate(found) if f not in right_found]
    free = [any(fits(record, item) for record in optional) for item in rest]
    return Comparison(
        right=[(gold[g], found[f]) for g, f in pairs],
        missed=[item for g, item in enumerate(gold) if g not in right_gold],
        wrong=[item for item, is_free in zip(rest, free, strict=True) if not is_free],
        optional=[item for item, is_free in zip(rest, free, strict=True) if is_free],
    )


def score_article(gold: Gold, found: Found) -> dict[str, Comparison]:
    """The comparison of each figure, by the figure's name."""
    speakers = found.speakers()
    gold_fired, gold_exercises = _by_kind(gold.drills)
    fired, exercises = _by_kind(found.drills)
    return {
        "visits_pair": compare(gold.visits, found.visits, same_pair, gold.optional_visits),
        "visits_dated": compare(gold.visits, found.visits, same_dated_visit, gold.optional_visits),
        "drills_found": compare(gold_fired, fired, same_country, gold.optional_drills),
        "drills_dated": compare(gold_fired, fired, same_dated_drill, gold.optional_drills),
        "exercises": compare(gold_exercises, exercises, same_dated_drill, gold.optional_drills),
        "speakers": compare(gold.speakers, speakers, same_speaker, gold.optional_speakers),
        "experts": compare(_experts(gold.speakers), _experts(speakers), same_speaker, gold.optional_speakers),
    }


FIGURES = ("visits_pair", "visits_dated", "drills_found", "drills_dated", "exercises", "speakers", "experts")


def _by_kind(drills: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    return [d for d in drills if d["kind"] != EXERCISE], [d for d in drills if d["kind"] == EXERCISE]


def _experts(speakers: Sequence[Record]) -> list[Record]:
    return [speaker for speaker in speakers if speaker.get("expert")]


def same_pair(gold: Record, found: Record) -> bool:
    return found["origin"] in accepted(gold, "origin") and found["host"] in accepted(gold, "host")


def same_dated_visit(gold: Record, found: Record) -> bool:
    return same_pair(gold, found) and any(compatible(date, found["start"]) for date in accepted(gold, "start"))


def same_country(gold: Record, found: Record) -> bool:
    return found["country"] in accepted(gold, "country")


def same_dated_drill(gold: Record, found: Record) -> bool:
    return same_country(gold, found) and any(compatible(date, found["date"]) for date in accepted(gold, "date"))


def same_speaker(gold: Record, found: Record) -> bool:
    return same_name(gold["name"], found["name"])


def check_visit(gold: Record, found: Record) -> dict[str, bool]:
    """Which fields of a visit are right; only those that the gold record has."""
    fields = {
        "visitor": same_name(gold.get("visitor"), found["visitor"]),
        "status": found["status"] in accepted(gold, "status"),
    }
    if gold.get("start"):
        fields["date_precise"] = as_precise(gold["start"], found["start"])
    return fields


def check_drill(gold: Record, found: Record) -> dict[str, bool]:
    """Which fields of a drill are right; only those that the gold record has. One shared word makes a weapon right."""
    fields = {field: found[field] in accepted(gold, field) for field in ("kind", "status")}
    if gold.get("weapon_class"):
        fields["weapon_class"] = found["weapon_class"] in accepted(gold, "weapon_class")
    if gold.get("weapon"):
        named = {word for name in accepted(gold, "weapon") for word in words(name)}
        fields["weapon"] = not named.isdisjoint(words(found["weapon"]))
    if gold.get("count") is not None:
        fields["count"] = str(found["count"]) in map(str, accepted(gold, "count"))
    return fields


def check_speaker(gold: Record, found: Record) -> dict[str, bool]:
    """Whether expert and non-expert are told apart."""
    return {"expert_flag": bool(gold.get("expert")) == bool(found["expert"])}


CHECKS = {"visits_dated": check_visit, "drills_dated": check_drill, "speakers": check_speaker}
"""The figures whose right pairs are looked at field by field."""
