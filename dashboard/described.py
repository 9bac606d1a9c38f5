"""The filters in words: as a sentence for a screen or the first row of a file, and in short as part of a file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from dashboard.cards import words
from dashboard.database import Filters

Form = Literal["csv", "parquet", "sqlite"]
ALL_PAIRS = "All country pairs"
FOUND_BY = {"rules": "rules only", "model": "model only", "both": "both"}
SOURCES: dict[str, str] = {"one": "one origin only", "several": "two or more origins", "disagree": "reports disagree"}
LONGEST = 120
LONGEST_WORD = 30


def sentence(filters: Filters, names: Mapping[str, str]) -> str:
    """ "Iran – North Korea, from 2019-01-01, planned"; `names` are those of country pairs."""
    parts = [names.get(filters.dyad, filters.dyad) if filters.dyad else ALL_PAIRS]
    parts += [f"visits from {visitor(filters, names)}"] if filters.visitor else []
    parts += [f"from {filters.since}"] if filters.since else []
    parts += [f"to {filters.until}"] if filters.until else []
    parts += [words(value).lower() for value in (*filters.kinds, *filters.status, *filters.review)]
    parts += [SOURCES[filters.sources]] if filters.sources else []
    parts += [f"found by {FOUND_BY[filters.found_by]}"] if filters.found_by else []
    parts += [f"confidence {filters.confidence:.2f} or more"] if filters.confidence else []
    return ", ".join(parts)


def visitor(filters: Filters, names: Mapping[str, str]) -> str:
    """The name of the country that visits come from, out of the name of the pair; its code where that is not known."""
    codes = (filters.dyad or "").split("-")
    sides = names.get(filters.dyad or "", "").split(" – ")
    known = dict(zip(codes, sides, strict=False)) if len(codes) == len(sides) else {}
    return known.get(filters.visitor or "", filters.visitor or "")


def said(filters: Filters) -> str:
    """What the filters say of quotes and words, which a screen shows beside its sentence: "by experts"; or empty."""
    parts = (
        [f"speakers: {', '.join(words(kind).lower() for kind in filters.speaker_types)}"]
        if filters.speaker_types
        else []
    )
    parts += [f"speaker {filters.speaker}"] if filters.speaker else []
    parts += [f"words: {filters.search}"] if filters.search else []
    return ", ".join(parts)


def whole(filters: Filters, names: Mapping[str, str]) -> str:
    """All that the filters say, in one line."""
    return ", ".join(filter(None, (sentence(filters, names), " ".join(said(filters).split()))))


def file_name(what: str, filters: Filters, form: Form = "csv") -> str:
    """The filters in the name of a file: dyadwatch_visits_IRN-PRK_2019-01-01_to_2024-12-31.csv.

    Letters, digits, dots and dashes only; a name that would be longer than LONGEST ends with "and-more".
    """
    parts = ["dyadwatch", what, *([_word(filters.dyad)] if filters.dyad else [])]
    parts += [f"visits-from-{_word(filters.visitor)}"] if filters.visitor else []
    if filters.since and filters.until:
        parts += [filters.since, "to", filters.until]
    elif filters.since or filters.until:
        parts += ["from", filters.since] if filters.since else ["to", filters.until or ""]
    parts += [_word(value) for value in (*filters.kinds, *filters.status, *filters.review, *filters.speaker_types)]
    parts += [_word(SOURCES[filters.sources])] if filters.sources else []
    parts += [_word(FOUND_BY[filters.found_by])] if filters.found_by else []
    parts += [f"confidence-{filters.confidence:.2f}"] if filters.confidence else []
    parts += [_word(filters.speaker)] if filters.speaker else []
    parts += [f"words-{_word(filters.search)}"] if filters.search else []
    name = "_".join(part for part in parts if part)
    if len(name) > LONGEST:
        name = name[: LONGEST - 9].rpartition("_")[0] + "_and-more"
    return f"{name}.{form}"


def _word(text: str) -> str:
    """Text as one word of a file's name; other scripts than Latin leave no letters, which is said."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:LONGEST_WORD].strip("-") or "other"
