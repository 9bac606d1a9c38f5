"""Fitting: L2 logistic regression on binary features, rounded so that the file is the model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from etl.training.examples import Example
from etl.transform.scorer import Linear

# Inverse strength of the penalty, by folds of the training articles; features rarer than this teach nothing.
PENALTY = 0.3
RAREST = 3
SMALLEST = 0.01


def fit(examples: Sequence[Example]) -> Linear:
    """The scorer that fits `examples`, all of one model."""
    counts = Counter(f for e in examples for f in e.features)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{f: 1 for f in sorted(e.features) if counts[f] >= RAREST} for e in examples])
    model = LogisticRegression(C=PENALTY, max_iter=4000)
    model.fit(table, [e.label for e in examples])
    weights = {
        name: round(float(w), 3)
        for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
        if abs(w) >= SMALLEST
    }
    return Linear(round(float(model.intercept_[0]), 3), weights)


def save(model: Linear, path: Path) -> None:
    table = {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    path.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
