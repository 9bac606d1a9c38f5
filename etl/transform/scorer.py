"""Scorers of named features: weights and trees trained by `python -m etl.training` and shipped as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from etl.errors import LexiconError

# Chances are not taken for rarer than this, nor for surer than all but this.
RAREST = 1e-6


def chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))


def between(one: float, other: float) -> float:
    """The chance whose odds lie midway between those of two chances."""
    return chance((log_odds(one) + log_odds(other)) / 2)


def log_odds(probability: float) -> float:
    """The score whose chance is `probability`, which may be 0 or 1."""
    return math.log(max(probability, RAREST) / max(1 - probability, RAREST))


def present(features: Iterable[str]) -> dict[str, float]:
    """Features that are there or not as the numbers that trees compare."""
    return dict.fromkeys(sorted(features), 1.0)


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over binary features; features without a weight count nothing."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        return chance(self.bias + sum(self.weights.get(f, 0.0) for f in features))


@dataclass(frozen=True)
class Trees:
    """Boosted trees over numeric features, an absent one being 0.

    A tree is a list of nodes, the root first: a leaf is its score, another node (feature, threshold, place of the node
    for values up to the threshold, place of the one for greater values).
    """

    bias: float
    names: tuple[str, ...]
    trees: tuple[tuple[Any, ...], ...]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.names)}

    @cached_property
    def _nodes(self) -> _Nodes:
        """All nodes one after the other; a leaf leads to itself."""
        first = np.cumsum([0, *(len(tree) for tree in self.trees[:-1])])
        rows = []
        for start, tree in zip(first.tolist(), self.trees, strict=True):
            for at, node in enumerate(tree, start=start):
                if isinstance(node, float):
                    rows.append((0, 0.0, at, at, node))
                else:
                    rows.append((node[0], node[1], start + node[2], start + node[3], 0.0))
        feature, threshold, low, high, score = zip(*rows, strict=True)
        branches = np.array([low, high]).T.ravel()
        return _Nodes(first, np.array(feature), np.array(threshold), branches, np.array(score))

    def probabilities(self, many: Sequence[Mapping[str, float]]) -> list[float]:
        """The chance of each of several sets of features."""
        if not self.trees or not many:
            return [chance(self.bias)] * len(many)
        values = np.zeros((len(many), len(self.names)))
        for i, features in enumerate(many):
            for name, value in features.items():
                if (place := self._places.get(name)) is not None:
                    values[i, place] = value
        nodes, row = self._nodes, np.arange(len(many))[:, None] * len(self.names)
        at = np.repeat(nodes.first[None, :], len(many), axis=0)
        while True:
            greater = values.take(row + nodes.feature.take(at)) > nodes.threshold.take(at)
            following = nodes.branches.take(2 * at + greater)
            if (following == at).all():
                return [chance(self.bias + score) for score in nodes.score.take(at).sum(axis=1).tolist()]
            at = following

    def probability(self, features: Mapping[str, float]) -> float:
        return self.probabilities([features])[0]


class _Nodes(NamedTuple):
    """All nodes in a row; `branches` holds for each the place for values up to the threshold, then that for greater ones."""

    first: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    branches: NDArray[np.int64]
    score: NDArray[np.float64]


def _table(name: str) -> dict[str, Any]:
    try:
        table = json.loads(resources.files("etl.weights").joinpath(f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError, ModuleNotFoundError) as error:
        raise LexiconError(f"weights of {name!r}: {error}; make them with python -m etl.training") from error
    return dict(table)


@cache
def linear(name: str) -> Linear:
    """The weights `name`; raises LexiconError where their file is missing or broken."""
    table = _table(name)
    return Linear(float(table["bias"]), table["weights"])


@cache
def trees(name: str) -> Trees:
    """The trees `name`; raises LexiconError where their file is missing or broken."""
    table = _table(name)
    nodes = (tuple(tuple(n) if isinstance(n, list) else float(n) for n in tree) for tree in table["trees"])
    return Trees(float(table["bias"]), tuple(table["names"]), tuple(nodes))
