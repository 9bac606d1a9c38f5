"""Days of visits and drills in, drills by days before and after a visit out, beside what drills at other times would give.

The base rate comes from moving the drills: the period is cut into stretches of about two years, and the drills of each
are shifted around it, all by one number of days. Bursts of drills stay bursts, and years in which more happened, or more
was read, keep their drills, so that neither makes a pattern by itself. Pure arithmetic: no database, no screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Days before and after a visit that are looked at, and how many of them make a bin: with six or seven on either side and
# the day of the visit itself, chance puts one outside its band in every third study.
WINDOWS = {14: 2, 30: 5, 60: 10, 90: 15}
# Below these a band would be made of a handful of coincidences.
FEWEST_VISITS, FEWEST_DRILLS = 10, 10
STRETCH_DAYS = 730
# A stretch must be so many windows long that a shift can take every drill out of its window.
FEWEST_WINDOWS = 8
SHUFFLES = 1000
SEED = 20240423


@dataclass(frozen=True, slots=True)
class Lag:
    """Drills from `first` to `last` days after a visit began (before it where negative), both ends included; each pair
    of a visit and a drill counts once. `mean`, `low` and `high` are the average and the middle 95 of 100 of the shuffles,
    None where there is too little for a base rate."""

    first: int
    last: int
    observed: int
    mean: float | None = None
    low: int | None = None
    high: int | None = None

    @property
    def outside(self) -> str:
        """`more` or `fewer` than the band, else an empty string."""
        if self.low is None or self.high is None:
            return ""
        return "more" if self.observed > self.high else "fewer" if self.observed < self.low else ""


@dataclass(frozen=True, slots=True)
class Study:
    """`bins` from the longest before to the longest after, the day of the visit in the middle; `before` and `after` are
    the sums of either side. `first` and `last` are the ends of the period, None where there is no event."""

    window: int
    bins: tuple[Lag, ...]
    before: Lag
    after: Lag
    n_visits: int
    n_drills: int
    first: dt.date | None
    last: dt.date | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    @property
    def has_band(self) -> bool:
        """Whether there is enough for a base rate."""
        enough = self.n_visits >= FEWEST_VISITS and self.n_drills >= FEWEST_DRILLS
        return enough and self.days >= FEWEST_WINDOWS * self.window


def study(visits: Mapping[dt.date, int], drills: Mapping[dt.date, int], window: int) -> Study:
    """How many drills fell within `window` days (one of WINDOWS) before and after the first day of visits; both are
    numbers of events by day. The same events always give the same study."""
    width = WINDOWS[window]
    on_either_side = window // width
    spans = [(first, first + width - 1) for first in range(-window, 0, width)]
    spans += [(0, 0), *((-last, -first) for first, last in reversed(spans))]
    days = [*visits, *drills]
    first, last = (min(days), max(days)) if days else (None, None)
    n_visits, n_drills = sum(visits.values()), sum(drills.values())

    def made(bins: list[Lag], before: Lag, after: Lag) -> Study:
        return Study(window, tuple(bins), before, after, n_visits, n_drills, first, last)

    earlier, later = slice(0, on_either_side), slice(on_either_side + 1, None)
    if first is None or last is None or not visits or not drills:
        none = [Lag(a, b, 0) for a, b in spans]
        return made(none, _joined(none[earlier]), _joined(none[later]))
    when, fired = _by_day(visits, first, last), _by_day(drills, first, last)
    reached = np.stack([_reached(when, a, b) for a, b in spans])
    lags = [Lag(a, b, int(n)) for (a, b), n in zip(spans, reached @ fired, strict=True)]
    before, after = _joined(lags[earlier]), _joined(lags[later])
    plain = made(lags, before, after)
    if not plain.has_band:
        return plain
    shuffled = _shuffled(reached, fired, window)
    return made(
        [_banded(lag, shuffled[:, i]) for i, lag in enumerate(lags)],
        _banded(before, shuffled[:, earlier].sum(axis=1)),
        _banded(after, shuffled[:, later].sum(axis=1)),
    )


def _joined(lags: list[Lag]) -> Lag:
    return Lag(lags[0].first, lags[-1].last, sum(lag.observed for lag in lags))


def _banded(lag: Lag, shuffled: NDArray[np.int64]) -> Lag:
    low = np.quantile(shuffled, 0.025, method="lower")
    high = np.quantile(shuffled, 0.975, method="higher")
    return Lag(lag.first, lag.last, lag.observed, round(float(shuffled.mean()), 2), int(low), int(high))


def _by_day(events: Mapping[dt.date, int], first: dt.date, last: dt.date) -> NDArray[np.int64]:
    counts = np.zeros((last - first).days + 1, dtype=np.int64)
    for day, n in events.items():
        counts[(day - first).days] += n
    return counts


def _reached(visits: NDArray[np.int64], first: int, last: int) -> NDArray[np.int64]:
    """For each day of the period the number of visits that it lies `first` to `last` days after."""
    before = np.concatenate([[0], np.cumsum(visits)])
    day = np.arange(len(visits))
    upto, since = (np.clip(day - lag, 0, len(visits)) for lag in (first - 1, last))
    return before[upto] - before[since]  # type: ignore[no-any-return]


def _shuffled(reached: NDArray[np.int64], drills: NDArray[np.int64], window: int) -> NDArray[Any]:
    """The counts of every shuffle, shape (SHUFFLES, bins). Shifts of less than two windows are left out, for they would
    leave drills in the windows of their own visits."""
    # The stream of RandomState is frozen: the band stays the same with other versions of numpy.
    chance = np.random.RandomState(SEED)
    length = len(drills)
    stretches = max(1, length // max(STRETCH_DAYS, FEWEST_WINDOWS * window))
    ends = [length * i // stretches for i in range(stretches + 1)]
    counts = np.zeros((SHUFFLES, len(reached)), dtype=np.int64)
    for start, end in pairwise(ends):
        shifts = chance.randint(2 * window + 1, end - start - 2 * window, size=SHUFFLES)
        if drills[start:end].any():
            # Correlation by Fourier transform gives the counts of every shift of the stretch at once.
            turned = np.conj(np.fft.rfft(drills[start:end]))
            each = np.fft.irfft(np.fft.rfft(reached[:, start:end], axis=1) * turned, n=end - start, axis=1)
            counts += np.rint(each[:, shifts]).astype(np.int64).T
    return counts
