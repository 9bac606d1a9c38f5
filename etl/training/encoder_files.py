"""The files that an encoder ships as: its tables, its vocabulary, and a manifest that says what they must be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from etl.training.encoder_net import Net
from etl.transform.encoder import MANIFEST, TABLES, VOCABULARY
from etl.transform.wordpieces import END, START, UNKNOWN, Wordpieces

# The base model's vocabulary runs from the commonest pieces to the rarest: so many are kept whether or not our texts have them.
COMMONEST = 8_000
MARKS = (UNKNOWN, START, END)


def kept(wordpieces: Wordpieces, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces that ship: those of `texts`, the common ones, and single letters."""
    printed = {piece.number for text in texts for piece in wordpieces.split(text)}
    return [n for n, piece in enumerate(wordpieces.vocabulary) if n in printed or _is_common(n, piece)]


def _is_common(number: int, piece: str) -> bool:
    """Single letters are kept, so that every word can be split."""
    if piece.startswith("[") and len(piece) > 1:
        return piece in MARKS
    return piece.isascii() and (number < COMMONEST or len(piece.removeprefix("##")) == 1)


def save(
    net: Net, weighing: Mapping[str, Sequence[float]], wordpieces: Wordpieces, texts: Iterable[str], folder: Path
) -> int:
    """Write the files of `net` with the weights of the sum by kind of question, and the pieces that `texts` need; the number of bytes."""
    numbers = kept(wordpieces, texts)
    weights = {f"{kind}.weights": np.array(found, dtype=np.float32) for kind, found in weighing.items()}
    tables = net.tables(numbers) | weights
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / TABLES, allow_pickle=False, **dict(sorted(tables.items())))
    (folder / VOCABULARY).write_text("".join(f"{wordpieces.vocabulary[n]}\n" for n in numbers), "utf-8")
    manifest = {
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "licence": "Apache-2.0",
        "layers": len(net.layers),
        "heads": list(net.heads),
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (TABLES, VOCABULARY)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return sum((folder / name).stat().st_size for name in (TABLES, VOCABULARY))
