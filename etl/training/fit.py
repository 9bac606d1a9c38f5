"""Fitting: a logistic regression, or boosted trees, rounded so that the file is the model."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from etl.training.examples import Example
from etl.transform.scorer import Linear, Trees

# Inverse strength of the penalty, by folds of the training articles; rarer features than these teach nothing.
PENALTY = 0.05
RAREST_WEIGHT, RAREST_SPLIT = 3, 25
SMALLEST = 0.01
EVEN = 5.0


def fit_linear(examples: Sequence[Example], *, penalty: float = PENALTY) -> Linear:
    """The weights that fit `examples`, whose features are taken as present or absent; a bias alone where all are alike."""
    if len({e.label for e in examples}) == 1:
        return Linear(EVEN if examples[0].label else -EVEN, {})
    counts = Counter(f for e in examples for f in e.features)
    vectorizer = DictVectorizer(dtype=np.float32)
    table = vectorizer.fit_transform(
        [{f: 1 for f in sorted(e.features) if counts[f] >= RAREST_WEIGHT} for e in examples]
    )
    model = LogisticRegression(C=penalty, max_iter=4000).fit(table, [e.label for e in examples])
    weights = {
        name: round(float(w), 3)
        for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
        if abs(w) >= SMALLEST
    }
    return Linear(round(float(model.intercept_[0]), 3), weights)


def fit_trees(examples: Sequence[Example]) -> Trees:
    """The trees that fit `examples`."""
    counts = Counter(f for e in examples for f in e.features)
    vectorizer = DictVectorizer(sparse=False, dtype=np.float32)
    table = vectorizer.fit_transform(
        [{f: v for f, v in sorted(e.features.items()) if counts[f] >= RAREST_SPLIT} for e in examples]
    )
    model = HistGradientBoostingClassifier(
        max_iter=200, learning_rate=0.06, max_leaf_nodes=15, l2_regularization=1.0, early_stopping=False, random_state=0
    ).fit(table, [e.label for e in examples])
    used: dict[int, int] = {}
    grown = [_grown(predictors[0].nodes, used) for predictors in model._predictors]
    names = tuple(vectorizer.feature_names_[i] for i in used)
    fitted = Trees(round(float(model._baseline_prediction[0, 0]), 6), names, tuple(grown))
    told = model.predict_proba(table[:200])[:, 1]
    ours = [fitted.probability(dict(zip(vectorizer.feature_names_, row, strict=True))) for row in table[:200].tolist()]
    assert np.abs(told - np.array(ours)).max() < 0.001, "the trees written are not those fitted"
    return fitted


def _grown(nodes: Any, used: dict[int, int]) -> tuple[Any, ...]:
    """One tree of scikit-learn's as `Trees` holds it; `used` numbers the features in the order of their first use."""
    out: list[Any] = []
    for node in nodes:
        if node["is_leaf"]:
            out.append(round(float(node["value"]), 6))
        else:
            feature = used.setdefault(int(node["feature_idx"]), len(used))
            out.append((feature, float(node["num_threshold"]), int(node["left"]), int(node["right"])))
    return tuple(out)


def save(model: Linear | Trees, path: Path) -> None:
    if isinstance(model, Linear):
        text = json.dumps(
            {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}, ensure_ascii=False, indent=0
        )
    else:
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model.trees)
        text = (
            f'{{"bias": {model.bias}, "names": {json.dumps(model.names, ensure_ascii=False)}, "trees": [\n{trees}\n]}}'
        )
    path.write_text(text + "\n", "utf-8")
