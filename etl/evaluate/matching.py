"""Which found record stands for which gold record: dates, alternatives, and the largest one-to-one matching."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from etl.evaluate.names import same_name, words

Record = dict[str, Any]
"""A gold or found fact by field; both name their fields alike (`origin`, `host`, `start`, `country`, `date`, ...)."""
Fits = Callable[[Record, Record], bool]

DAYS_APART = 1
ALIKE = ("start", "date", "kind", "count", "weapon_class", "status")


def accepted(gold: Record, field: str) -> list[Any]:
    """All right values of a field: its value, or each of several, and those under `also`; None where it has none."""
    return _listed(gold.get(field)) + _listed(gold.get("also", {}).get(field, []))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def compatible(gold: str | None, found: str | None) -> bool:
    """True where two ISO dates can be one day: equal at the coarser of their precisions, days within one of each other.

    Any date agrees with a gold record that has none; no date agrees with no dated one.
    """
    if not gold:
        return True
    if not found:
        return False
    width = min(len(gold), len(found))
    if width < len("2024-04-23"):
        return gold[:width] == found[:width]
    try:
        apart = dt.date.fromisoformat(gold[:10]) - dt.date.fromisoformat(found[:10])
    except ValueError:
        return False
    return abs(apart.days) <= DAYS_APART


def as_precise(gold: str, found: str | None) -> bool:
    """True where a found date is compatible with the gold date and no coarser."""
    return compatible(gold, found) and len(found or "") >= len(gold)


def likeness(gold: Record, found: Record) -> int:
    """How many further facts two records share; decides between partners that both fit."""
    alike = sum(found.get(k) is not None and str(found[k]) in map(str, accepted(gold, k)) for k in ALIKE)
    weapon = gold.get("weapon")
    same_weapon = isinstance(weapon, str) and not set(words(weapon)).isdisjoint(words(found.get("weapon")))
    return alike + 2 * same_name(gold.get("visitor"), found.get("visitor")) + 2 * same_weapon


def pair_up(gold: Sequence[Record], found: Sequence[Record], fits: Fits) -> list[tuple[int, int]]:
    """The largest one-to-one matching of records that fit, as (gold index, found index).

    The most alike are paired first; further gold records then find a place where others can move to another partner
    (augmenting paths), so that no order of the records costs a pair.
    """
    partners = [[f for f in range(len(found)) if fits(g, found[f])] for g in gold]
    owner: dict[int, int] = {}
    edges = [(g, f) for g, options in enumerate(partners) for f in options]
    for g, f in sorted(edges, key=lambda edge: -likeness(gold[edge[0]], found[edge[1]])):
        if f not in owner and g not in owner.values():
            owner[f] = g

    def place(g: int, seen: set[int]) -> bool:
        for f in partners[g]:
            if f not in seen:
                seen.add(f)
                if f not in owner or place(owner[f], seen):
                    owner[f] = g
                    return True
        return False

    for g in set(range(len(gold))) - set(owner.values()):
        place(g, set())
    return [(g, f) for f, g in owner.items()]
