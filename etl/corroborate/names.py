"""When names that reports print are one person or one weapon."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLES = ("a", "an", "the")


@lru_cache(maxsize=65536)
def words(name: str | None) -> tuple[str, ...]:
    """The words of a name in lower case without accents, hyphens and full stops."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return tuple(plain.replace("-", " ").replace(".", " ").split())


def person(name: str | None) -> tuple[str, ...]:
    """The words of a person's name; none where a report only describes who travels ("A delegation led by ...")."""
    found = words(name)
    return () if not found or found[0] in ARTICLES else found


@lru_cache(maxsize=65536)
def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where one name holds the other or both share a family name, written first or last."""
    if not one or not other:
        return False
    a, b = set(one), set(other)
    return a <= b or b <= a or one[-1] == other[-1] or (one[0] == other[0] and len(a & b) > 1)


def same_weapon(one: str | None, other: str | None) -> bool:
    """True for one name, also where one report adds a variant: "Hwasong-11" and "Hwasong-11A", not "Agni-1" and "Agni-5"."""
    if not one or not other:
        return False
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long == short or re.fullmatch(re.escape(short) + r"[ -]?[a-z]+", long) is not None
