"""A second look: what the other days of a sentence and the other sentences of the article say about one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from etl.transform.drills.candidates import Day, View

Looked = Sequence[tuple[View, Day, Set[str]]]
# What of the first look is seen again: how the day is told, and not in which words.
AGAIN = tuple(
    f"{name}="
    for name in "ago which block near-alone role own lead mood says bound source kind entry near-told".split()
)
LIKELY = 0.5


def features(looked: Looked, chances: Sequence[float]) -> list[dict[str, float]]:
    """For each day its first features, its own chance, and the best chances of those it competes or agrees with."""
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_date: dict[str, dict[int, float]] = defaultdict(dict)
    for i, (view, day, _) in enumerate(looked):
        at = view.sentence.index
        by_sentence[at].append(i)
        by_date[day.date][at] = max(by_date[day.date].get(at, 0.0), chances[i])
    best = {at: max(chances[i] for i in days) for at, days in by_sentence.items()}
    ranked = sorted(chances, reverse=True)
    out = []
    for (view, day, first), chance in zip(looked, chances, strict=True):
        at = view.sentence.index
        rivals = [chances[j] for j in by_sentence[at] if looked[j][1].date != day.date]
        again = [c for index, c in by_date[day.date].items() if index != at]
        out.append(
            of_itself(first, chance)
            | _shape(view, day)
            | {
                "rival": max(rivals, default=0.0),
                "n-rivals": float(len(rivals)),
                "n-above": float(sum(rival > chance for rival in rivals)),
                "again": max(again, default=0.0),
                "n-again": float(sum(c > LIKELY for c in again)),
                "likeliest": ranked[0],
                "next-likeliest": ranked[1] if len(ranked) > 1 else 0.0,
                "n-likely": float(sum(c > LIKELY for c in chances)),
                "before": max((best[i] for i in range(at - 2, at) if i in best), default=0.0),
                "after": best.get(at + 1, 0.0),
            }
        )
    return out


def of_itself(first: Set[str], chance: float) -> dict[str, float]:
    """What a day brings from the first look, whatever the others are."""
    return {f: 1.0 for f in first if f.startswith(AGAIN)} | {"own": chance}


def _shape(view: View, day: Day) -> dict[str, float]:
    return {
        "index": float(view.sentence.index),
        "away": float(day.away),
        "precision": float(len(day.date)),
        "heads": float(len(view.heads.found)),
        "strong": float(sum(head.strong for head in view.heads.found)),
        "topical": float(view.facts.topical),
        "weapons": float(len(view.facts.weapons)),
        "dates": float(len(view.facts.dates)),
        "length": float(len(view.facts.sentence.text)),
    }
