"""When two printed names are one person: the comparison that the figures rest on."""

from __future__ import annotations

import re
import unicodedata

# Part of the measure, not of the rules that find names: figures of two versions compare only while this list stands.
TITLES = frozenset(
    "mr mrs ms dr prof professor sir president minister premier general gen colonel col lt adm the of former foreign "
    "prime chairman secretary ambassador".split()
)


def words(name: str | None) -> list[str]:
    """The words of a name in lower case without accents, hyphens and apostrophes: 'Kim Yŏ-jong' is kim, yo, jong.

    Letters outside the Latin script are left out.
    """
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z]+", plain)


def same_name(one: str | None, other: str | None) -> bool:
    """True where one name holds all words of the other, or both share the family name.

    The family name is the last word, or the first where the two share a second word: 'Yun' and 'Yun Jong-ho' agree,
    'Antony Blinken' and 'Secretary Blinken', 'Kim Song Nam' and 'Kim Song-nam (WPK)'. Titles do not count unless a
    name is nothing else. A name without words agrees with none.
    """
    a, b = _bare(one), _bare(other)
    if not a or not b:
        return False
    shared = set(a) & set(b)
    if shared in (set(a), set(b)):
        return True
    return a[-1] == b[-1] or (a[0] == b[0] and len(shared) >= 2)


def _bare(name: str | None) -> list[str]:
    every = words(name)
    return [word for word in every if word not in TITLES] or every
