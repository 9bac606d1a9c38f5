"""Which texts are copies of one: the same wire story, cut, under another headline, with other words around it.

Texts are compared by their runs of five words. A MinHash sketch (Broder 1997, by the library rensa) finds the few that
share any considerable part; these are then compared run by run. A copy is cut from below and keeps its beginning; a
follow-up that repeats the background of an earlier story begins with its own news, and that is what tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rensa import RMinHash

RUN = 5
NUMBERS = 128
SEED = 20240424
# Two numbers a band: texts that have a third of all their runs in common share one with a probability above .999, such
# with a fiftieth with one of .03.
BAND = 2
# Too few to say anything; such a text is a copy only where it is the same to the letter.
FEWEST = 60
# Shares of the shorter text's runs that the longer one has: enough alone, and where the first halves are shared as well
# (halves, since captions and boxes may stand before the story).
CONTAINED = 0.8
CONTAINED_WITH_BEGINNING = 0.5
FIRST_HALF_SHARED = 0.3
# What sampling error leaves possible: candidates below are not compared run by run.
LEAST_ESTIMATE = 0.3


@dataclass(frozen=True, slots=True)
class Sketch:
    """The number of different runs of a text and the sketch of them: 128 little-endian numbers of 32 bits."""

    n_runs: int
    data: bytes

    def bands(self) -> list[int]:
        """One signed 64-bit number for each band, the band's place mixed in."""
        pairs = np.frombuffer(self.data, "<u4").reshape(-1, BAND).astype(np.uint64)
        place = np.arange(len(pairs), dtype=np.uint64)
        mixed = (pairs[:, 0] << np.uint64(32) | pairs[:, 1]) ^ (place * np.uint64(0x9E3779B97F4A7C15))
        return [int(band) for band in mixed.astype(np.int64)]


def sketch(text: str) -> Sketch:
    """The sketch of a text; with fewer than five words it has no runs."""
    found = runs(text)
    hashes = RMinHash(num_perm=NUMBERS, seed=SEED)
    hashes.update(sorted(found))
    return Sketch(len(found), np.array(hashes.digest(), "<u4").tobytes())


def may_be_copy(one: Sketch, other: Sketch) -> bool:
    """True where the sketches leave it possible that one text is a copy of the other."""
    if min(one.n_runs, other.n_runs) < FEWEST:
        return False
    alike = float(np.mean(np.frombuffer(one.data, "<u4") == np.frombuffer(other.data, "<u4")))
    shared = alike * (one.n_runs + other.n_runs) / (1 + alike)
    return shared / min(one.n_runs, other.n_runs) >= LEAST_ESTIMATE


def is_copy(one: str, other: str) -> bool:
    """True where one text repeats the other, whichever is longer."""
    a, b = runs(one), runs(other)
    if min(len(a), len(b)) < FEWEST:
        return one == other
    contained = len(a & b) / min(len(a), len(b))
    if contained >= CONTAINED:
        return True
    return contained >= CONTAINED_WITH_BEGINNING and _begins_in(one, b) and _begins_in(other, a)


def _begins_in(text: str, others: frozenset[str]) -> bool:
    every = _runs_in_order(text)
    half = every[: len(every) // 2]
    return sum(run in others for run in half) >= FIRST_HALF_SHARED * len(half)


@lru_cache(maxsize=256)
def runs(text: str) -> frozenset[str]:
    """All runs of five words of a text, in lower case and without punctuation."""
    return frozenset(_runs_in_order(text))


def _runs_in_order(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
