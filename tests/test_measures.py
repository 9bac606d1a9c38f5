"""Distances, apogees and numbers fired."""

from __future__ import annotations

import pytest

from etl.transform import measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It flew some 1,100km (680 miles) before it fell.", [("across", 1100.0)]),
        ("The flight covered 2,800 miles and peaked at an altitude of 600 miles.", [("across", 4506.2), ("up", 965.6)]),
        ("The weapon is able to reach 5,000 km.", []),
        ("It came down 200km west of the island.", []),
    ],
)
def test_lengths(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(m.kind, m.km) for m in measures.find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eight short-range ballistic missiles", [8]),
        ("a missile", [1]),
        ("a dozen rockets", [12]),
        ("two each", [2]),
        ("its fifth missile", []),
        ("six missile launchers", []),
        ("400 km missiles", []),
    ],
)
def test_counts(text: str, expected: list[int]) -> None:
    assert [c.number for c in measures.counts(text)] == expected
