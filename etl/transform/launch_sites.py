"""Places from which missiles are fired, with coordinates and the state they lie in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl import lexicons


@dataclass(frozen=True, slots=True)
class Site:
    """A launch site; `iso3` is None for a sea that several states use."""

    name: str
    iso3: str | None
    latitude: float
    longitude: float


@cache
def _known() -> tuple[dict[str, Site], re.Pattern[str]]:
    sites: dict[str, Site] = {}
    for row in lexicons.rows("launch_sites.csv", "site", "aliases", "iso3", "latitude", "longitude"):
        site = Site(row["site"], row["iso3"] or None, float(row["latitude"]), float(row["longitude"]))
        for spelling in (row["site"], *filter(None, row["aliases"].split(";"))):
            sites[spelling.replace("-", " ").lower()] = site
    names = "|".join(re.escape(name).replace("\\ ", "[ -]") for name in sorted(sites, key=len, reverse=True))
    return sites, re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


def find(text: str) -> list[tuple[int, int, Site]]:
    """All launch sites in `text` as (start, end, site): "Vandenberg", "Mupyong-ri", "Abdul Kalam Island"."""
    sites, pattern = _known()
    return [
        (m.start(), m.end(), sites[m[0].replace("-", " ").lower()]) for m in pattern.finditer(text) if m[0][0].isupper()
    ]
