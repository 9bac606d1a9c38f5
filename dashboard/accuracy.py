"""The measured accuracy that ships with the package: `accuracy.json`, from which the README's tables are checked too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.database import Row

FILE = Path(__file__).with_name("accuracy.json")
ABSENT = "–"


@cache
def measured() -> dict[str, Any]:
    """The file: `measured` is the ISO day, `command` prints the first row of `accuracy`."""
    data: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return data


def accuracy() -> list[Row]:
    """F1 by kind of article: one row each, figures with two decimals."""
    data = measured()
    return [
        {"Articles": row["articles"]}
        | {name: ABSENT if f1 is None else f"{f1:.2f}" for name, f1 in zip(data["figures"], row["f1"], strict=True)}
        for row in data["accuracy"]
    ]


def calibration() -> list[Row]:
    """How many facts of each band of confidence were right: "64 of 73"."""
    data = measured()
    return [
        {"Confidence": row["facts"]}
        | {
            band: ABSENT if counted is None else f"{counted[0]} of {counted[1]}"
            for band, counted in zip(data["bands"], row["right_of"], strict=True)
        }
        for row in data["calibration"]
    ]
