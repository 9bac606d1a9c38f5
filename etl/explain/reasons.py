"""Features of a scorer -> the reasons that they come to, in plain words, each with its weight.

A reason's weight is what the chance would be without it: its features are taken away and the same scorer is asked again.
This holds for every kind of scorer, linear or of trees, and for several in a row.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache

from etl import lexicons
from etl.explain.account import Reason, Reasons

SHOWN = 5
# A reason that moves the logarithm of the odds by less is not worth a line.
LEAST_SHIFT = 0.15
# In a wording, the place of the strongest values of all its features.
ANY = "{*}"
STRONGEST = 3
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
        shift = _odds(chance) - _odds(other)
        if abs(shift) >= LEAST_SHIFT and f"{chance:.2f}" != f"{other:.2f}":
            judged.append((shift, members, template, other))
    judged.sort(key=lambda j: -abs(j[0]))
    speak_for = [j for j in judged if j[0] > 0][:SHOWN]
    speak_against = [j for j in judged if j[0] < 0][:SHOWN]

    def reason(shift: float, members: list[str], template: str, other: float) -> Reason:
        if ANY in template:
            moved = {m: (_odds(chance) - _odds(without({m}))) * math.copysign(1, shift) for m in members}
            members = sorted(members, key=lambda m: -moved[m])
        return Reason(_filled(template, members), tuple(members), round(other, 4))

    return Reasons(tuple(reason(*j) for j in speak_for), tuple(reason(*j) for j in speak_against))


def too_unlikely(chance: float, least: float) -> str:
    """The words for a chance below the least that is taken, with as many digits as tell them apart."""
    digits = next(n for n in range(2, 18) if f"{chance:.{n}f}" != f"{least:.{n}f}")
    return f"too unlikely ({chance:.{digits}f}; {least:.2f} is needed)"


def _odds(chance: float) -> float:
    safe = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(safe / (1 - safe))


def _template(scorer: str, feature: str) -> str:
    """The words for a feature's family; a feature that the list lacks is called by its own name."""
    known, (family, equals, _) = _words(scorer), feature.partition("=")
    return known.get(family + equals) or known.get(family) or f"the feature {feature}"


def _filled(template: str, members: Sequence[str]) -> str:
    """`template` with the values of its features; a place without a value is left out with the words around it."""
    values: dict[str, list[str]] = defaultdict(list)
    for feature in members:
        family, _, value = feature.partition("=")
        # Features such as `ago=0/10` only join two others.
        if value and "/" not in value:
            named = _words("value").get(feature, value.replace("_", " "))
            values[family].append(named)
            values["*"] += [named] if named not in values["*"][:STRONGEST] else []
    values["*"] = values["*"][:STRONGEST]
    if any(not values[place] for place in PLACE.findall(template)):
        return re.split(r"(?:, above all|:)? ?[\"]?\{", template)[0]
    return PLACE.sub(lambda m: ", ".join(values[m[1]]), template)
