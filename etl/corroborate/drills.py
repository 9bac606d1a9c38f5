"""When reports of one country's launches, drills and exercises tell of one."""

from __future__ import annotations

from collections.abc import Sequence

from etl.corroborate.clusters import Node, Row, Sign
from etl.corroborate.names import same_weapon, words

EXERCISE = "military_exercise"
# Classes that two agencies give one launch: South Korea counts as short-range missiles what the North calls rocket
# artillery. Others on one day are two launches.
CONFUSED = {
    frozenset(pair.split())
    for pair in (
        "artillery MLRS", "MLRS SRBM", "SRBM MRBM", "MRBM IRBM", "IRBM ICBM", "SRBM SLBM", "MRBM SLBM", "IRBM SLBM",
        "hypersonic SRBM", "hypersonic MRBM", "hypersonic IRBM", "hypersonic cruise", "satellite ICBM", "SRBM artillery",
    )
}  # fmt: skip
# Words of a place that many places share.
COMMON = frozenset("north south east west eastern western northern southern sea coast off near the of in area province city island base site test range airport".split())  # fmt: skip
ALIKE_KM = 0.1


def sign(report: Row) -> Sign:
    """What, how many, where and when."""
    fields = ("drill_date", "kind", "status", "weapon_name", "weapon_class", "n_fired", "place", "distance_km")
    return tuple(report[f] for f in fields)


def apart(one: Row, other: Row) -> bool:
    """True where two reports cannot be of one launch: an exercise and a launch, two places, two classes of weapon."""
    if (one["kind"] == EXERCISE) != (other["kind"] == EXERCISE) or _other_place(one, other):
        return True
    a, b = one["weapon_name"], other["weapon_name"]
    if same_weapon(a, b):
        return False
    if not _confusable(one, other):
        return True
    # Two names of one launch are a guess and a correction; with two counts as well they are two launches.
    return bool(a and b) and None not in (one["n_fired"], other["n_fired"]) and one["n_fired"] != other["n_fired"]


def affinity(one: Row, other: Row) -> float:
    """How much two reports of one day that are not apart speak for one launch."""
    alike: int = sum(one[f] is not None and one[f] == other[f] for f in ("weapon_class", "n_fired", "status", "kind"))
    weapons = one["weapon_name"], other["weapon_name"]
    weapon = 3.0 if same_weapon(*weapons) else -0.5 * all(weapons)
    return 1.0 + weapon + 0.5 * alike + 2.0 * _same_place(one, other) + 2.0 * _same_flight(one, other)


def next_day(one: Sequence[Node], other: Sequence[Node]) -> bool:
    """True where launches of two days running can be one, told in two time zones: nothing against it, and one weapon by
    name, or one count from one place or over one distance."""
    pairs = [(a, b) for a in one for b in other]
    if any(apart(a.row, b.row) or not a.articles.isdisjoint(b.articles) for a, b in pairs):
        return False
    return any(same_weapon(a.row["weapon_name"], b.row["weapon_name"]) or _same_launch(a.row, b.row) for a, b in pairs)


def same_launch(one: Row, other: Row) -> bool:
    """What a report without a day needs to be of a launch: the same weapon by name, and nothing against it."""
    return same_weapon(one["weapon_name"], other["weapon_name"]) and not apart(one, other)


def _same_launch(one: Row, other: Row) -> bool:
    counted = one["n_fired"] is not None and one["n_fired"] == other["n_fired"]
    return counted and (_same_place(one, other) or _same_flight(one, other))


def _confusable(one: Row, other: Row) -> bool:
    a, b = one["weapon_class"], other["weapon_class"]
    return a == b or "unknown" in (a, b) or frozenset((a, b)) in CONFUSED


def _place(report: Row) -> frozenset[str]:
    return frozenset(words(report["place"])) - COMMON


def _same_place(one: Row, other: Row) -> bool:
    return not _place(one).isdisjoint(_place(other))


def _other_place(one: Row, other: Row) -> bool:
    a, b = _place(one), _place(other)
    return bool(a and b) and a.isdisjoint(b)


def _same_flight(one: Row, other: Row) -> bool:
    a, b = one["distance_km"], other["distance_km"]
    return bool(a and b) and abs(a - b) <= ALIKE_KM * max(a, b)
