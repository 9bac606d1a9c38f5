"""The scorer of merges, on partitions whose figures can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.evaluate.gold import Gold
from etl.evaluate.measure import evaluate
from etl.evaluate.merging import Merging, judge_merging
from etl.evaluate.report import as_data, as_text
from etl.evaluate.scoring import FIGURES, Comparison

ROOT = Path(__file__).resolve().parent.parent


def score(*labels: tuple[str | None, int], figure: str = "visits_dated") -> Merging:
    """Reports of one article each, as (real event, stored event)."""
    articles = []
    for number, (real, stored) in enumerate(labels):
        pair = ({"event": real}, {"event": stored, "evidence_start": 0, "evidence_end": 4})
        comparisons = {name: Comparison([pair] if name == figure else [], [], [], []) for name in FIGURES}
        articles.append((Gold(str(number), None, [], [], [], [], [], []), comparisons))
    visits, drills = judge_merging(articles)
    return visits if figure == "visits_dated" else drills


@pytest.mark.parametrize(
    ("labels", "gold", "found", "hit", "b3_precision", "b3_recall"),
    [
        ([("a", 1), ("a", 1), ("b", 2)], 1, 1, 1, 1.0, 1.0),
        ([("a", 1), ("a", 2), ("a", 3)], 3, 0, 0, 1.0, 1 / 3),
        ([("a", 1), ("b", 1)], 0, 1, 0, 0.5, 1.0),
        # Three of a, two of them with b: per report 2/3, 2/3, 1/3 and 1 right; 2/3, 2/3, 1/3 and 1 found.
        ([("a", 1), ("a", 1), ("b", 1), ("a", 2)], 3, 3, 1, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (2 / 3 * 2 + 1 / 3 + 1) / 4),
        ([(None, 1), ("a", 1)], 0, 0, 0, 1.0, 1.0),
        ([], 0, 0, 0, 0.0, 0.0),
    ],
)  # fmt: skip
def test_figures(
    labels: list[tuple[str | None, int]], gold: int, found: int, hit: int, b3_precision: float, b3_recall: float
) -> None:
    merging = score(*labels)
    assert (merging.gold, merging.found, merging.hit) == (gold, found, hit)
    assert (merging.b3_precision, merging.b3_recall) == pytest.approx((b3_precision, b3_recall))


def test_exercises_are_drills() -> None:
    assert score(("a", 1), ("a", 1), figure="exercises").hit == 1


def test_wrong_pairs_say_which_way() -> None:
    wrong = [(one.article, other.article, together) for one, other, together in score(("a", 1), ("a", 2), ("b", 2)).wrong_pairs()]  # fmt: skip
    assert wrong == [("0", "1", False), ("1", "2", True)]


FLOORS = {"visits": (0.95, 0.8), "drills": (0.95, 0.85)}


def test_samples_are_merged_and_every_wrong_pair_is_listed(samples_db: Path) -> None:
    result = evaluate(ROOT / "sample_articles" / "gold", samples_db)
    for merging in result.merging:
        reached = merging.precision.value, merging.recall.value
        assert merging.gold >= 9 and all(r >= f for r, f in zip(reached, FLOORS[merging.kind], strict=True)), reached
        listed = [miss for miss in result.misses() if miss.figure == f"{merging.kind}_merged"]
        assert len(listed) == merging.gold + merging.found - 2 * merging.hit
    assert set(as_data(result)["merging"]) == {"visits", "drills"} and "Merging: " in as_text(result)
