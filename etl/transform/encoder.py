"""A small pretrained encoder of English (a BERT) in numpy: word pieces -> one vector each.

Its weights are those of the first layers of all-MiniLM-L6-v2, tuned by `python -m etl.training.encoder` and shipped as
bytes with one scale a row. All arithmetic is of 32-bit floats, so that machines differ by rounding alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from etl.errors import LexiconError
from etl.transform.wordpieces import Wordpieces

Floats = NDArray[np.float32]
Tables = Mapping[str, Floats]

TABLES, VOCABULARY, MANIFEST = "tables.npz", "vocabulary.txt", "manifest.json"
HEADS = 12
TINY = np.float32(1e-12)
# What the bytes of a row are multiplied with stands beside the row under this ending.
SCALE = ".scale"


@dataclass(frozen=True, slots=True)
class Encoder:
    """Weights by name, of `layers` layers and of the heads by the kind of their questions, and the pieces of its words."""

    tables: Tables
    layers: int
    heads: Mapping[str, Tables]
    wordpieces: Wordpieces

    @property
    def longest(self) -> int:
        """How many pieces it can see at once."""
        return len(self.tables["place"])

    @property
    def width(self) -> int:
        """How many numbers stand for a piece."""
        return int(self.tables["place"].shape[1])

    def vectors(self, numbers: Sequence[int], wanted: Sequence[int]) -> Floats:
        """One row for each of the places `wanted`, (places, width), of at most `longest` pieces."""
        t = self.tables
        x = norm(t["word"][list(numbers)] + t["place"][: len(numbers)], t, "norm")
        for layer in range(self.layers - 1):
            x = _attended(x, x, t, f"{layer}.")
        return _attended(x[list(wanted)], x, t, f"{self.layers - 1}.")


def _attended(x: Floats, to: Floats, t: Tables, name: str) -> Floats:
    """One layer of a transformer: the rows `x` as they are after they attended to the rows `to`."""
    query, key, value = (
        _heads(rows @ t[name + part].T + t[f"{name}{part}.bias"])
        for part, rows in (("query", x), ("key", to), ("value", to))
    )
    shares = softmax(query @ key.transpose(0, 2, 1) * np.float32(1 / math.sqrt(x.shape[1] / HEADS)))
    seen = cast(Floats, (shares @ value).transpose(1, 0, 2).reshape(x.shape))
    x = norm(x + seen @ t[name + "out"].T + t[name + "out.bias"], t, name + "norm-1")
    inner = gelu(x @ t[name + "up"].T + t[name + "up.bias"])
    return norm(x + inner @ t[name + "down"].T + t[name + "down.bias"], t, name + "norm-2")


def _heads(x: Floats) -> Floats:
    """(rows, width) -> (heads, rows, width of a head)."""
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


def softmax(scores: Floats) -> Floats:
    """Shares of one along the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast(Floats, grown / grown.sum(axis=-1, keepdims=True))


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit by its usual tanh."""
    inner = x * x * x * np.float32(0.044715)
    inner += x
    inner *= np.float32(math.sqrt(2 / math.pi))
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner


def norm(x: Floats, t: Tables, name: str) -> Floats:
    """Each row at mean 0 and variance 1, then stretched and moved."""
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + TINY)
    return cast(Floats, x * t[name + ".weight"] + t[name + ".bias"])


def packed(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A matrix as bytes, with the number that each row is multiplied with."""
    scale = np.maximum(np.abs(table).max(axis=1) / 127, np.finfo(np.float32).tiny).astype(np.float32)
    return np.round(table / scale[:, None]).astype(np.int8), scale


def unpacked(files: Mapping[str, NDArray[Any]]) -> dict[str, Floats]:
    """All tables of a file of weights as floats."""
    return {
        name: table.astype(np.float32) * files[name + SCALE][:, None]
        if name + SCALE in files
        else table.astype(np.float32)
        for name, table in files.items()
        if not name.endswith(SCALE)
    }


def _head(tables: Tables, kind: str) -> Tables:
    return {name.removeprefix(f"{kind}."): table for name, table in tables.items() if name.startswith(f"{kind}.")}


@cache
def encoder(name: str) -> Encoder:
    """The encoder `name`; raises LexiconError where its files are missing or broken."""
    folder = resources.files("etl.weights").joinpath(name)
    try:
        manifest = json.loads(folder.joinpath(MANIFEST).read_text("utf-8"))
        vocabulary = folder.joinpath(VOCABULARY).read_text("utf-8").split("\n")[:-1]
        with resources.as_file(folder.joinpath(TABLES)) as path, np.load(path, allow_pickle=False) as files:
            tables = unpacked(dict(files))
        heads = {kind: _head(tables, kind) for kind in manifest["heads"]}
        return Encoder(tables, int(manifest["layers"]), heads, Wordpieces(vocabulary))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise LexiconError(f"weights of {name!r}: {error}; make them with python -m etl.training.encoder") from error
