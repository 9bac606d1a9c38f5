"""The word lists that names, titles and mentions of people are told by, and the form in which names compare."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from etl import lexicons
from etl.errors import LexiconError


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    table = lexicons.rows("people_words.csv", "list", "words")
    return {row["list"]: tuple(word.replace("_", " ") for word in row["words"].split()) for row in table}


def word_set(name: str) -> frozenset[str]:
    """A list of `people_words.csv`; raises LexiconError where there is none of that name."""
    if name not in _lists():
        raise LexiconError(f"people_words.csv: has no list {name!r}")
    return frozenset(_lists()[name])


def any_of(name: str) -> str:
    """A list of `people_words.csv` as one group of a regular expression."""
    word_set(name)
    return f"(?:{'|'.join(_lists()[name])})"


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """A word of a name without accents, case, marks and article: "al-Sisi" is "sisi", "Erdoğan" is "erdogan"."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
        if c.isalnum() or c == "-"
    )
    plain = re.sub(r"^(?:al|el|as|ad|ash|an)-(?=\w{3})", "", plain.lower())
    return plain.replace("-", "")


@cache
def given_names() -> dict[str, str]:
    """Given names to "f", "m" or "" where both bear them."""
    table = lexicons.rows("given_names.csv", "name", "gender")
    return {row["name"]: row["gender"] for row in table} | {
        fold(row["name"]).capitalize(): row["gender"] for row in table
    }


def is_given(word: str) -> bool:
    known = given_names()
    return word in known or word.split("-")[0] in known


@cache
def family_first() -> frozenset[str]:
    """Family names that are printed before the given name: Kim, Xi, Nguyen."""
    return frozenset(lexicons.lines("family_names.txt"))


@cache
def name_word_kinds() -> dict[str, str]:
    """Words of bodies, places and things to "not_person", or "surname_too" where they are family names as well."""
    return {row["word"]: row["kind"] for row in lexicons.rows("name_words.csv", "word", "kind")}


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no names where they open a sentence or stand in a run of capitals."""
    return frozenset(word for line in lexicons.lines("not_names.txt") for word in line.split())
