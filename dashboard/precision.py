"""Reviews counted by kind -> the precision that an analyst's decisions show, as `dyadwatch stats` gives it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dashboard.database import Row

Z95 = 1.959964


def shown(row: Mapping[str, Any]) -> Row:
    """One line of the table from one of `queries.reviewed`: of those reviewed, what share was right."""
    confirmed, edited = row["confirmed"], row["edited"]
    of = confirmed + edited + row["rejected"]
    return {
        "Kind": f"{row['kind']}s".capitalize(),
        "Reviewed": f"{of:,} of {of + row['unreviewed']:,}",
        "Really happened, or was said": _share(confirmed + edited, of),
        "Right in every field": _share(confirmed, of),
    }


def _share(right: int, of: int) -> str:
    if not of:
        return "Nothing reviewed yet"
    low, high = wilson(right, of)
    return f"{right / of:.2f} ({low:.2f}–{high:.2f})"


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a proportion (Wilson 1927, doi:10.1080/01621459.1927.10502953); `of` is above 0."""
    share, weight = right / of, Z95**2 / of
    middle = share + weight / 2
    half = Z95 * math.sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, (middle - half) / (1 + weight)), min(1.0, (middle + half) / (1 + weight))
