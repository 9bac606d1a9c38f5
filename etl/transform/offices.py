"""Who held which office when: the dated tables of office holders in `etl/lexicons`, found by name however spelled."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple, get_args

from etl import lexicons
from etl.errors import LexiconError
from etl.models import Level, Office
from etl.transform.countries import BODIES

TABLES = ("office_holders.csv", "office_holders_added.csv")
COLUMNS = ["name", "aliases", "iso3", "title", "level", "since", "until", "source", "folded"]
LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th", "ə": "a", "y": "i"})
LETTERS |= dict.fromkeys(map(ord, "'’‘ʻʼ`´"), "")
MARKS = re.compile(r"[\u0300-\u036f]")
# Particles, initials and generations come and go between newsrooms: "(al-)Sisi", "Hilda (C.) Heine", "Whipps (Jr.)".
DROPPED = re.compile(r"\b(?:al|el|as|ad|ul|bin|ibn|jr|sr|[a-z])\b|[^a-z\n]+")
GIVEN = [
    (re.compile(r"\bm[aou]h?[ae]?mm?[aeou]d+\b|\bmohd\b"), "mohamad"),
    (re.compile(r"\bh[ou]s+[aei]+n\b"), "hosein"),
    (re.compile(r"\babd(?: ?[aeou]l)?(?=[ a-z-])"), "abdal"),
    (re.compile(r"\b(?:benjamin|bin?iamin|beniamin)\b"), "benjamin"),
    (re.compile(r"\b[ei]br[aeo]+h[ei]+m\b"), "ibrahim"),
    (re.compile(r"\b(?:ahmet|ahm[ae]d)\b"), "ahmad"),
    (re.compile(r"\biou?s+[eiou]+f\b"), "iusif"),
    (re.compile(r"\bbehari\b"), "bihari"),
    (re.compile(r"c(?![hieyz])"), "k"),
    (re.compile(r"(?<=[aeou])ie"), "e"),
    (re.compile(r"([a-z])\1+"), r"\1"),
]
SPELLINGS = [("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("o", "u"), ("ai", "ei"), ("dj", "j"), ("w", "v")]
SPELLINGS += [("kh", "k"), ("gh", "k"), ("q", "k"), ("dh", "d"), ("tch", "ch"), ("ts", "c"), ("tz", "c")]
INITIAL = re.compile(r"([A-Z])\b\.? ")
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "JPN", "HUN", "HKG", "SGP", "KHM"})
FAMILY_NAME_LEADS = FAMILY_FIRST - {"JPN", "HUN"}
BOTH_ORDERS = frozenset({"SGP", "HKG", "TWN", "KHM"})
TWO_FAMILY_NAMES = "ESP MEX ARG CHL COL PER VEN ECU BOL PRY URY CRI PAN NIC HND SLV GTM CUB DOM GNQ BRA PRT AGO MOZ PHL"
KNOWN_BY_GIVEN_NAME = "IDN MYS THA MMR ETH ERI MNG SOM AFG LAO TKM BTN SDN SSD ISL BRN"
# "Obama" without more is the American, in years when a prime minister of a small state bears the name too.
LEADING = frozenset("USA GBR FRA DEU RUS CHN JPN IND".split())
LEADER = "head_of_state_or_government"
RANK: dict[str, int] = {
    "head_of_state_or_government": 0,
    "foreign_minister": 1,
    "deputy_head": 1,
    "defence_minister": 2,
}


# A word of a name speaks for a state that this many, and this share, of its bearers in the tables served.
COMMON, COMMON_SHARE = 3, 0.15


def _rank(level: str, iso3: str) -> int | None:
    """How well known the holder of an office is; 0 the best, None where a family name alone means nobody."""
    return RANK.get(level, 3 if iso3 in BODIES else None)


class _Index(NamedTuple):
    rows: list[list[str]]
    names: dict[str, list[int]]
    short: dict[str, list[int]]
    families: dict[str, list[int]]
    posts: dict[tuple[str, str], list[int]]


def fold(names: str) -> str:
    """Names reduced to what all their spellings share, words parted by one space; keeps line ends.

    "Mohammed Javad Zarif" and "Mohammad-Javad Zarif", "Zelenskyy" and "Zelensky", "Sergei" and "Sergey", "Erdoğan"
    and "Erdogan", "Abdel Fattah al-Sisi" and "Abdul Fatah el-Sissi", "Araghchi" and "Araqchi" come out the same.
    """
    if not names.isascii():
        names = MARKS.sub("", unicodedata.normalize("NFKD", names))
    names = names.lower().translate(LETTERS)
    names = DROPPED.sub(" ", names)
    for pattern, form in GIVEN:
        names = pattern.sub(form, names)
    for spelling, form in SPELLINGS:
        names = names.replace(spelling, form)
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", names)).strip(" ")


HONORIFICS = frozenset(fold("sheikh king prince queen sultan emperor emir pope").split())


@cache
def _index() -> _Index:
    rows: list[list[str]] = []
    for table in TABLES:
        with (lexicons.FOLDER / table).open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            if next(reader, None) != COLUMNS:
                raise LexiconError(f"{table}: must have the columns {', '.join(COLUMNS)}")
            rows += reader
    levels = set(get_args(Level))
    for number, row in enumerate(rows):
        if len(row) != len(COLUMNS) or row[4] not in levels or not row[0] or not 2 <= len(row[2]) <= 5:
            raise LexiconError(
                f"office holders, row {number}: {','.join(row)!r} is not name, aliases, code, title, level ..."
            )
    index = _Index(rows, defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    spelled = [(name, i) for i, row in enumerate(rows) if not row[8] for name in (row[0], *row[1].split(";")) if name]
    for folded, (name, i) in zip(fold("\n".join(name for name, _ in spelled)).split("\n"), spelled, strict=True):
        _add_name(index, name, folded.split(), i)
    for i, row in enumerate(rows):
        if row[8]:
            _add_name(index, row[0], row[8].split(), i)
    for i, row in enumerate(rows):
        index.posts[row[2], row[4]].append(i)
    return index


def _add_name(index: _Index, name: str, words: list[str], row: int) -> None:
    if not words or (len(words) == 1 and " " in name):  # "Mohammed V" is not to be had for "Mohammed"
        return
    iso3 = index.rows[row][2]
    index.names["".join(words)].append(row)
    if iso3 in FAMILY_FIRST and len(words) > 1:
        index.names["".join((*words[1:], words[0]))].append(row)
        index.names["".join((words[-1], *words[:-1]))].append(row)
    if len(words) > 2:
        index.short[words[0] + words[-1]].append(row)
        index.short[words[-2] + words[-1]].append(row)
        index.short[words[0] + words[1]].append(row)
        if iso3 in TWO_FAMILY_NAMES:
            index.short[words[0] + words[-2]].append(row)
    if _rank(index.rows[row][4], iso3) is None:
        return
    families = {words[0] if iso3 in FAMILY_NAME_LEADS else words[-1]}
    if iso3 in BOTH_ORDERS:
        families |= {words[0], words[-1]}
    if iso3 in KNOWN_BY_GIVEN_NAME:
        families.add(words[0])
    if iso3 in TWO_FAMILY_NAMES and len(words) > 2:
        families |= {words[-2], words[-2] + words[-1]}
    if len(words) > 2 and words[-2] in {"der", "de", "le", "la", "van", "von", "du", "di"}:
        families.add("".join(words[1:]))
    for family in families - {"i"}:  # of kings, "II"
        index.families[family].append(row)


def _offices(rows: list[int]) -> tuple[Office, ...]:
    table = _index().rows
    out = {i: table[i] for i in rows}
    return tuple(
        Office(name, iso3, title, level, since or None, until or None)  # type: ignore[arg-type]
        for name, _, iso3, title, level, since, until, *_ in sorted(out.values(), key=lambda row: row[5])
    )


def look_up(name: str) -> tuple[Office, ...]:
    """Offices of the person with this name, spelled in any of the usual ways; empty where unknown.

    Also found without a middle name ("Javad Zarif", "Luis Videgaray" for Videgaray Caso) where only one person fits,
    and family name first or last where both are in use ("Kishida Fumio"). Namesakes are returned together; the
    caller knows the country and the year.
    """
    words = fold(name).split()
    index = _index()
    key = "".join(words)
    if not key:
        return ()
    if len(words) == 1 and key not in index.names:
        return _by_initial(name, key)
    if key in index.names:
        return _offices(index.names[key])
    rows = index.short.get(key, [])
    if not rows and len(words) > 2:
        rows = index.names.get(words[0] + words[-1], [])
    offices = _offices(rows)
    return offices if len({_who(office) for office in offices}) == 1 else ()


def _by_initial(name: str, family: str) -> tuple[Office, ...]:
    """Offices of the one well-known person of a family name and an initial: "S Jaishankar", "R. Venkataraman"."""
    initial = INITIAL.match(name)
    if initial is None:
        return ()
    offices = _offices(_index().families.get(family, []))
    offices = tuple(o for o in offices if o.name.startswith(initial[1]))
    return offices if len({_who(office) for office in offices}) == 1 else ()


def _who(office: Office) -> tuple[str, str]:
    """One person's offices stand in the tables under more than one spelling; state and first name tell them apart."""
    words = [word for word in fold(office.name).split() if word not in HONORIFICS]
    if office.iso3 in FAMILY_NAME_LEADS:
        return office.iso3, "".join(words)
    return office.iso3, words[0] if words else office.name


def _held(office: Office, on: str | None, slack_years: int = 0) -> bool:
    """Whether the office was held on that day, as far as the dates tell; `slack_years` counts former holders in."""
    if on is None:
        return True
    if office.since and office.since > on:
        return False
    if not office.until:
        return True
    return f"{int(office.until[:4]) + slack_years}{office.until[4:]}" >= on[: len(office.until)]


def by_surname(surname: str, on: str | None = None) -> tuple[Office, ...]:
    """Offices of the one well-known person whom a family name alone means: "Putin", "Xi", "Lavrov", "von der Leyen".

    Well known are heads of state or government and their deputies, foreign and defence ministers. Heads go before
    ministers; with `on`, a day, those who held the office then go before those who left it in the ten years before.
    Empty where two people remain.
    """
    rows = _index().families.get("".join(fold(surname).split()), [])
    offices = [office for office in _offices(rows) if _rank(office.level, office.iso3) is not None]
    leading = [o for o in offices if o.iso3 in LEADING]
    leaders = [o for o in leading if o.level == LEADER and _held(o, on, 10)]
    names = {_who(office) for office in leaders} | {_who(office) for office in leading if _held(office, on)}
    if leaders and len(names) == 1:
        return tuple(office for office in offices if _who(office) in names)
    for slack_years in (0, 10):
        for rank in (0, 1, 2, 3):
            known = [o for o in offices if _rank(o.level, o.iso3) == rank and _held(o, on, slack_years)]
            people = {_who(office) for office in known}
            if len(people) == 1:
                return tuple(office for office in offices if _who(office) in people)
            if people:
                return ()
    return ()


@cache
def _homes() -> dict[str, Counter[str]]:
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    people = {(row[2], row[0]): row for row in _index().rows}
    names = fold("\n".join(name for _, name in people)).split("\n")
    for (iso3, _), folded in zip(people, names, strict=True):
        for word in folded.split():
            homes[word][iso3] += 1
    return homes


def goes_with(name: str, iso3: str) -> bool:
    """Whether a word of the name is common among the office holders of a state: "Pak" in North Korea."""
    for word in fold(name).split():
        held = _homes().get(word, Counter())
        if held[iso3] >= COMMON and held[iso3] >= held.total() * COMMON_SHARE:
            return True
    return False


def holder(iso3: str, level: Level, on: str | None) -> tuple[Office, ...]:
    """Who held an office of this level for the country on that day (`on` None: now); the latest to enter it first."""
    offices = [o for o in _offices(_index().posts.get((iso3, level), [])) if _held(o, on or "9999") and o.since]
    return tuple(sorted(offices, key=lambda o: o.since or "", reverse=True))
