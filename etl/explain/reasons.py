"""Features of a scorer -> the reasons that they come to, in plain words, each with its weight.

A reason's weight is what the chance would be without it: its features are taken away and the same scorer is asked again.
This holds for every kind of scorer, linear or of trees, and for several in a row.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from functools import cache

from etl import lexicons
from etl.explain.account import Reason, Reasons

SHOWN = 5
# A reason that moves the logarithm of the odds by less is not worth a line.
LEAST_SHIFT = 0.15
PLACE = re.compile(r"\{([^}]+)\}")


@cache
def _words(scorer: str) -> dict[str, str]:
    rows = lexicons.rows("reasons.csv", "scorer", "feature", "words")
    return {row["feature"]: row["words"] for row in rows if row["scorer"] == scorer}


def weigh(scorer: str, features: Iterable[str], chance: float, without: Callable[[Set[str]], float]) -> Reasons:
    """The strongest reasons among `features` for and against; `without(gone)` is the chance when features are gone.

    `scorer` says which words of `reasons.csv` hold: "visit" or "drill". Crosses of two features (`a&b`) go with either.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for feature in sorted(f for f in features if "&" not in f):
        groups[_template(scorer, feature)].append(feature)
    judged = []
    for template, members in groups.items():
        other = without(frozenset(members))
        judged.append(
            (_odds(chance) - _odds(other), Reason(_filled(template, members), tuple(members), round(other, 4)))
        )
    judged.sort(key=lambda j: -abs(j[0]))
    return Reasons(
        tuple(reason for shift, reason in judged if shift >= LEAST_SHIFT)[:SHOWN],
        tuple(reason for shift, reason in judged if shift <= -LEAST_SHIFT)[:SHOWN],
    )


def _odds(chance: float) -> float:
    safe = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(safe / (1 - safe))


def _template(scorer: str, feature: str) -> str:
    """The words for a feature's family; a feature that the list lacks is called by its own name."""
    known, (family, equals, _) = _words(scorer), feature.partition("=")
    return known.get(family + equals) or known.get(family) or f"the feature {feature}"


def _filled(template: str, members: Iterable[str]) -> str:
    """`template` with the values of its features; a place without a value is left out with the words around it."""
    values: dict[str, list[str]] = defaultdict(list)
    for feature in members:
        family, _, value = feature.partition("=")
        values[family].append(_words("value").get(value, value.replace("/", " ")))
    wanted = PLACE.findall(template)
    if any(place not in values for place in wanted):
        return re.split(r"[:,(]? ?[\"“]?\{", template)[0]
    return PLACE.sub(lambda m: ", ".join(values[m[1]]), template)
