"""Linear scorers of named features; their weights are trained by `python -m etl.training` and shipped as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from etl.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over binary features; features without a weight count nothing."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, self.bias + sum(self.weights.get(f, 0.0) for f in features)))))

    def reasons(self, features: Iterable[str], n: int = 5) -> list[tuple[str, float]]:
        """The `n` features that moved the score most, with their weights."""
        known = [(f, self.weights[f]) for f in features if f in self.weights]
        return sorted(known, key=lambda pair: (-abs(pair[1]), pair[0]))[:n]


@cache
def load(name: str) -> Linear:
    """The scorer `name`; raises LexiconError where its file is missing or broken."""
    try:
        table = json.loads(resources.files("etl.weights").joinpath(f"{name}.json").read_text("utf-8"))
        return Linear(float(table["bias"]), table["weights"])
    except (OSError, ValueError, KeyError, ModuleNotFoundError) as error:
        raise LexiconError(f"weights of {name!r}: {error}; make them with python -m etl.training") from error
