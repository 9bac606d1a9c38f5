"""Who held which office when, from the dated table in `etl/lexicons/office_holders.csv`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from etl import lexicons
from etl.models import Office

ROYAL = frozenset({"king", "queen", "pope", "sultan", "emperor", "emir", "sheikh"})
# Spellings that newsrooms do not agree on.
VARIANTS = (
    (re.compile(r"\b(?:mohamm?[ae]d|muhamm?ad|mohamed)\b"), "mohammed"),
    (re.compile(r"\b(?:al|el)-"), ""),
    (re.compile(r"y{2}\b|iy\b|ii\b"), "y"),
    (re.compile(r"\bserge[iy]\b"), "sergei"),
    (re.compile(r"\balexand[er]{2}\b|\baleksandr\b"), "alexander"),
    (re.compile(r"\b(?:binyamin)\b"), "benjamin"),
    (re.compile(r"\bjr\b\.?"), ""),
)


def look_up(name: str) -> tuple[Office, ...]:
    """Offices of the person with this name, the latest first; empty where unknown.

    Case, accents, hyphens and the order of family and given name do not matter: "Kim Jong-un", "Nicolás Maduro Moros",
    "Zelenskyy". A name with one word more or less still fits where at least two words agree.
    """
    words = _words(name)
    if not words:
        return ()
    exact = _table().get(frozenset(words))
    if exact:
        return exact
    if len(words) < 2:
        return ()
    found = [
        offices
        for key, offices in _by_word(words[-1]) + _by_word(words[0])
        if len(key & set(words)) >= 2 and (key <= set(words) or set(words) <= key)
    ]
    return found[0] if found and all(f[0].name == found[0][0].name for f in found) else ()


def by_surname(surname: str) -> tuple[Office, ...]:
    """Offices of the one known person with this last name ("Putin"); empty where several persons share it."""
    found = [offices for key, offices in _by_word(" ".join(_words(surname))) if _words(offices[0].name)[-1] in key]
    last = [o for o in found if _words(o[0].name)[-1:] == _words(surname)]
    return last[0] if len({o[0].name for o in last}) == 1 else ()


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("’", "'")
    for pattern, spelling in VARIANTS:
        plain = pattern.sub(spelling, plain)
    words = [w for w in re.sub(r"[-.']", " ", plain).split() if w not in ROYAL]
    # Korean given names are printed as one word, two words or with a hyphen.
    return words


@cache
def _table() -> dict[frozenset[str], tuple[Office, ...]]:
    found: dict[frozenset[str], list[Office]] = defaultdict(list)
    for row in lexicons.rows("office_holders.csv", "name", "iso3", "title", "level", "since", "until"):
        office = Office(row["name"], row["iso3"], row["title"], row["level"], row["since"] or None, row["until"] or None)  # type: ignore[arg-type]
        found[frozenset(_words(row["name"]))].append(office)
    return {key: tuple(sorted(offices, key=lambda o: o.since or "", reverse=True)) for key, offices in found.items()}


@cache
def _index() -> dict[str, list[tuple[frozenset[str], tuple[Office, ...]]]]:
    index: dict[str, list[tuple[frozenset[str], tuple[Office, ...]]]] = defaultdict(list)
    for key, offices in _table().items():
        for word in key:
            index[word].append((key, offices))
    return dict(index)


def _by_word(word: str) -> list[tuple[frozenset[str], tuple[Office, ...]]]:
    return _index().get(word, [])
