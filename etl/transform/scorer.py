"""Scorers of named features: weights and trees trained by `python -m etl.training` and shipped as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from etl.errors import LexiconError


def chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, score))))


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over binary features; features without a weight count nothing."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        return chance(self.bias + sum(self.weights.get(f, 0.0) for f in features))


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees over numeric features, an absent one being 0.

    A tree is a list of nodes, the root first: a leaf is its score, another node (feature, threshold, place of the node
    for values up to the threshold, place of the one for greater values).
    """

    bias: float
    names: tuple[str, ...]
    trees: tuple[tuple[Any, ...], ...]

    def probability(self, features: Mapping[str, float]) -> float:
        values = [features.get(name, 0.0) for name in self.names]
        score = self.bias
        for tree in self.trees:
            node = tree[0]
            while type(node) is not float:
                feature, threshold, low, high = node
                node = tree[low] if values[feature] <= threshold else tree[high]
            score += node
        return chance(score)


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
