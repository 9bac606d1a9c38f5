"""Countries in text: names, adjectives, demonyms, capitals, cities and metonyms to ISO 3166-1 alpha-3 codes."""

from __future__ import annotations

from etl.models import CountryMention


def find(text: str) -> list[CountryMention]:
    """All mentions of countries in `text`, by place, none overlapping."""
    return []


def dyad(one: str, other: str) -> str:
    """The name of a country pair, the same in both directions: `IRN-PRK`."""
    return "-".join(sorted((one, other)))
