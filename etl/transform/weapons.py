"""Weapons in text: names with class and owner from the lexicon, and printed classes ("short-range ballistic missile").

Places are counted in the given text; nothing is inferred from context beyond the words themselves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import get_args

from etl import lexicons
from etl.errors import LexiconError
from etl.models import WeaponClass
from etl.transform.drill_words import phrases

ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
DESIGNATION = (
    r"(?:[-‑–]\d[\w]*(?:[-.]\w+)*|[- ](?:I{1,3}|IV|VI?)(?![\w])|"
    r"[- ]\d{1,3}[A-Z]{0,2}(?![\w,.]*\d)(?! ?(?:km|kilomet|miles?|missiles?|rockets?"
    r"|times|years?|days?|percent|of))|[-‑][A-Z][A-Za-z]{0,2}(?![a-z])|[- ]Prime\b)"
)
# A cheap look that spares most sentences the class patterns (nine tenths of this module's time).
CLASS_HINT = re.compile(
    r"missile|range|rocket|artiller|howitzer|satellit|space|orbit|RBM|ICBM|SLBM|MLRS|\bMRL|hypersonic|glide|cruise|"
    r"intercept|anti|to-air|to air|SAMs|gun|quasi|tactical|continental",
    re.IGNORECASE,
)
CLASSES: tuple[WeaponClass, ...] = (
    "SLBM", "ICBM", "IRBM", "MRBM", "SRBM", "hypersonic", "cruise", "SAM", "MLRS", "artillery", "satellite",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weapon:
    """A row of the lexicon; `iso3s` are the states that fire it, empty where many do."""

    name: str
    weapon_class: WeaponClass
    iso3s: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """A weapon's name as printed."""

    start: int
    end: int
    text: str
    weapon: Weapon


@dataclass(frozen=True, slots=True)
class ClassMention:
    """Words that tell a weapon's class."""

    start: int
    end: int
    weapon_class: WeaponClass


def plain(text: str) -> str:
    """Letters and digits of `text` in lower case, Roman numerals as digits: "Agni-V" and "Agni 5" are both "agni5"."""
    text = re.sub(r"songpho\b", "song", text)
    parts = re.split(r"[-‑–\s./’']+", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower())
    return "".join(ROMAN.get(part, part) if index else part for index, part in enumerate(parts))


@cache
def _known() -> tuple[dict[str, Weapon], re.Pattern[str]]:
    """Weapons by plain name, and the pattern of all printed names with an optional designation."""
    by_name: dict[str, Weapon] = {}
    spellings: set[str] = set()
    for row in lexicons.rows("weapons.csv", "name", "aliases", "class", "iso3", "range_km"):
        if row["class"] not in get_args(WeaponClass):
            raise LexiconError(f"weapons.csv: {row['name']} has the unknown class {row['class']!r}")
        weapon = Weapon(row["name"], row["class"], tuple(filter(None, row["iso3"].split(";"))))  # type: ignore[arg-type]
        for spelling in (row["name"], *filter(None, row["aliases"].split(";"))):
            by_name.setdefault(plain(spelling), weapon)
            spellings.add(spelling)
    # "Hwasong-99" is no row, but its family is; "DF" alone is no weapon.
    families = {
        re.sub(r"[- ]?\d.*$", "", s) for s in spellings if re.match(r"[A-Z][A-Za-z]{1,2}-?\d|[A-Z][\w-]{3,}-\d", s)
    }
    bare = sorted(spellings, key=len, reverse=True)
    loose = sorted((f for f in families if len(f) >= 2 and f not in spellings), key=len, reverse=True)
    shape = "|".join(re.escape(s).replace("\\ ", r"[\s-]").replace("'", "['’]") for s in bare)
    numbered = "|".join(re.escape(f) + r"[- ]?\d[\w]*" for f in loose)
    pattern = re.compile(rf"(?<![\w-])(?:(?:{shape}){DESIGNATION}*|(?:{numbered}){DESIGNATION}*)(?=s?(?![\w])|s?[’'])")
    return by_name, pattern


def look_up(name: str) -> Weapon | None:
    """The weapon of a printed name, by its longest known beginning: "Hwasongpho-11Da-4.5" is a Hwasong-11."""
    known, _ = _known()
    key = plain(name)
    for end in range(len(key), 2, -1):
        weapon = known.get(key[:end])
        # "DF-5C" is a DF-5, but "DF-51" is not: a number is never cut in two.
        if weapon and not (key[end - 1].isdigit() and end < len(key) and key[end].isdigit()):
            return weapon
    return None


def find(text: str) -> list[WeaponMention]:
    """All weapon names in `text`, by place: "Hwasong-18", "Agni-Prime", "Minuteman IIIs", "Kheibar Shekan"."""
    out = []
    for match in _known()[1].finditer(text):
        weapon = look_up(match[0])
        if weapon is not None and not _is_other(text, match):
            out.append(WeaponMention(match.start(), match.end(), match[0], weapon))
    return out


NOT_AFTER = re.compile(
    r"\s*(?:party|movement|officials?|leaders?|faction|Central|lawmakers?|Bryce|Brigade|Battalion|"
    r"province|city|desert|"
    r"airport|Airlines|University|shrine|Mosque|Square|Street|Prize|Operation)\b"
)
NOT_BEFORE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen\.|General|Shah|Sheikh|Imam|Brian|Charles|Cyclone|Typhoon|Hurricane|Broken|"
    r"Prime Minister|President|Minister) $"
)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """True where the name is a party, a place or a person: "the Fatah party", "Cyclone Shaheen"."""
    after, before = text[match.end() : match.end() + 14], text[max(0, match.start() - 16) : match.start()]
    return bool(NOT_AFTER.match(after) or NOT_BEFORE.search(before))


def classes(text: str) -> list[ClassMention]:
    """All printed classes in `text`, by place; a place names one class only, the first of CLASSES."""
    if not CLASS_HINT.search(text):
        return []
    out: list[ClassMention] = []
    for weapon_class in CLASSES:
        for match in phrases(f"class {weapon_class}").finditer(text):
            if not any(m.start < match.end() and match.start() < m.end for m in out):
                out.append(ClassMention(match.start(), match.end(), weapon_class))
    return sorted(out, key=lambda m: m.start)
