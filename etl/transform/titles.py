"""Titles: the rank they give, whether their holder stands for a state, and what kind of speaker that makes."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl import lexicons
from etl.models import Level, Person, SpeakerType

FORMER = re.compile(r"\b(?:former|ex-|retired|then|late|onetime|one-time|once|past)\b|\bex-", re.IGNORECASE)
# Bodies whose people comment and do not govern.
THINK_TANK = re.compile(
    r"\b(?:Institute|Institut|Instituto|Cent(?:re|er)|University|College|School|Academy|Foundation|Forum|Think ?tank|Council on|"
    r"Society|Lab|Endowment|Observatory|Project|Consultancy|Group|Polytechnic|Fund)\b",
    re.IGNORECASE,
)
STATE_BODY = re.compile(
    r"\b(?:Ministry|Department|Army|Navy|Air Force|Parliament|Assembly|Cabinet|Presidency|Police|Embassy|Guards?|Joint Chiefs|General Staff|"
    r"Command|Secretariat|White House|Kremlin|Congress|Senate|Politburo|Central Committee|Presidium|Foreign Office|Armed Forces)\b"
)
STATE_KINDS = frozenset({"state", "military", "party", "envoy", "spokes", "royal"})


@cache
def _patterns() -> list[tuple[re.Pattern[str], Level, str]]:
    rows = lexicons.rows("titles.csv", "level", "kind", "pattern")
    return [(re.compile(row["pattern"], re.IGNORECASE), row["level"] or "other", row["kind"]) for row in rows]  # type: ignore[misc]


@cache
def words() -> dict[str, str]:
    """Words of titles to their role: head ("minister"), modifier ("deputy"), honorific ("Mr")."""
    out: dict[str, str] = {}
    for row in lexicons.rows("title_words.csv", "word", "role"):
        out.setdefault(row["word"].lower().rstrip("."), row["role"])  # "professor" is a head before it is an honorific
    return out


@cache
def genders() -> dict[str, str]:
    """Words of titles that tell a gender: "king" m, "Mrs" f."""
    table = lexicons.rows("title_words.csv", "word", "role", "gender")
    return {row["word"].lower().rstrip("."): row["gender"] for row in table if row["gender"]}


@lru_cache(maxsize=4096)
def level_of(title: str) -> tuple[Level, str]:
    """Rank and kind ("state", "military", "expert", "private", ...) of a title; ("other", "") where it is unknown.

    "External Economic Relations Minister" is a minister, "former foreign minister" ranks as the office once held.
    """
    for pattern, level, kind in _patterns():
        if pattern.search(title):
            return level, kind
    return "other", ""


def stands_for_state(title: str | None) -> bool:
    """True for titles whose holders travel and speak for a state."""
    return title is not None and level_of(title)[1] in STATE_KINDS


def speaker_type(person: Person) -> tuple[SpeakerType, str]:
    """What kind of speaker someone is, and the words that decided it."""
    title = person.title or ""
    kind = level_of(title)[1] if title else ""
    if not person.named:
        return "anonymous", f"unnamed: {person.name}"
    if person.affiliation and THINK_TANK.search(person.affiliation) and (kind in ("expert", "") or person.former):
        return "expert", f"affiliation: {person.affiliation}"
    if person.affiliation and THINK_TANK.search(person.affiliation) and not person.iso3 and kind != "private":
        return "expert", f"affiliation: {person.affiliation}"
    if kind == "expert":
        return "expert", f"title: {title}"
    if person.former and kind in STATE_KINDS:
        return "expert", f"former official: {title}"
    if kind in STATE_KINDS or person.level not in (None, "other"):
        return "official", f"title: {title}" if title else "holds office"
    return "other", f"title: {title}" if title else "no title"
