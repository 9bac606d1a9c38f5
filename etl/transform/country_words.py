"""The words that stand for countries, from the lexicons, as one index by first word."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from etl import lexicons
from etl.errors import LexiconError
from etl.models import CountryMentionKind

BODIES = frozenset({"EU", "UN", "NATO", "AU", "ASEAN"})
FIRST = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*")


class Phrase(NamedTuple):
    """Words and the code they stand for, None where they stand for no country; a `weak` phrase ("Congress") counts
    only where the article names that country and no other country's name goes before it."""

    words: str
    iso3: str | None
    kind: CountryMentionKind
    weak: bool


@cache
def names_by_code() -> dict[str, str]:
    """Code -> the short name that newsrooms print."""
    names = {row["iso3"]: row["name"] for row in lexicons.rows("countries.csv", "iso3", "name")}
    if len(names) < 200 or BODIES - names.keys():
        raise LexiconError("countries.csv: must hold every UN member and the bodies that send visitors")
    return names


def _plurals(word: str) -> list[str]:
    """Forms of a demonym: Iranian, Iranians; Frenchman, Frenchmen; Chinese, Danish and U.S. stay."""
    if word.endswith(("ese", "ish", "ss", "ch", "yz", "Dutch", ".", "US", "s")):
        return [word]
    if word.endswith("man"):
        return [word, word[:-3] + "men"]
    return [word, word + "s"]


@cache
def phrases() -> dict[str, list[Phrase]]:
    """First word -> phrases that begin with it, longest first."""
    known: dict[str, Phrase] = {}

    def add(words: str, code: str | None, kind: CountryMentionKind, *, weak: bool = False) -> None:
        for form in {words, words.replace("'", "’")}:
            known.setdefault(form, Phrase(form, code, kind, weak))
            if " " in form or len(form) > 3:
                known.setdefault(form.upper(), Phrase(form.upper(), code, kind, weak))

    for words in lexicons.lines("not_countries.txt"):
        add(words, None, "name")
    table = lexicons.rows("countries.csv", "iso3", "name", "other_names", "adjectives", "capitals")
    for row in table:
        for words in (row["name"], *filter(None, row["other_names"].split(";"))):
            add(words, row["iso3"], "body" if row["iso3"] in BODIES else "name")
    for row in table:
        for adjective in filter(None, row["adjectives"].split(";")):
            for form in _plurals(adjective):
                add(form, row["iso3"], "adjective")
        for capital in filter(None, row["capitals"].split(";")):
            add(capital, row["iso3"], "capital")
    for row in lexicons.rows("cities.csv", "iso3", "city"):
        add(row["city"], row["iso3"], "city")
    for row in lexicons.rows("metonyms.csv", "iso3", "phrase", "use"):
        add(row["phrase"], row["iso3"], "body" if row["iso3"] in BODIES else "metonym", weak=row["use"] == "weak")
    unknown = {phrase.iso3 for phrase in known.values() if phrase.iso3} - names_by_code().keys()
    if unknown:
        raise LexiconError(f"lexicons name codes that countries.csv lacks: {', '.join(sorted(unknown))}")
    index: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in known.values():
        first = FIRST.match(phrase.words)
        if not first:
            raise LexiconError(f"a name of a country must begin with a letter: {phrase.words!r}")
        index[first[0]].append(phrase)
    for entries in index.values():
        entries.sort(key=lambda phrase: -len(phrase.words))
    return dict(index)


@cache
def single_words() -> frozenset[str]:
    """The countries' names, adjectives and cities of one word."""
    return frozenset(p.words for entries in phrases().values() for p in entries if p.iso3 and " " not in p.words)
