"""Titles: the rank they give, whether their holder stands for a state, and what kind of speaker that makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from etl import lexicons
from etl.models import Gender, Level, Person, SpeakerType
from etl.transform.name_lists import any_of

# Bodies whose people comment and do not govern.
THINK_TANK = re.compile(rf"\b{any_of('institute')}\b")
STATE_BODY = re.compile(rf"\b{any_of('state_body')}\b")
STATE_KINDS = frozenset({"state", "military", "party", "envoy", "spokes", "royal"})
TEACHING = re.compile(rf"\b{any_of('teaching')}\b")
# Work at a university or institute that makes nobody an expert.
HANDS = re.compile(rf"\b{any_of('hands')}\b", re.IGNORECASE)
COMMENTS = re.compile(rf"\b{any_of('comments')}\b", re.IGNORECASE)


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
def _genders() -> dict[str, Gender]:
    """Words of titles that tell a gender: "king" m, "Mrs" f."""
    table = lexicons.rows("title_words.csv", "word", "role", "gender")
    return {row["word"].lower().rstrip("."): row["gender"] for row in table if row["gender"]}  # type: ignore[misc]


def gender_told_by(words: Iterable[str]) -> Gender | None:
    """The gender that the first telling word of a title gives; `words` in small letters."""
    return next((_genders()[word] for word in words if word in _genders()), None)


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
    """What kind of speaker someone is, and the words that decided it.

    Experts are analysts, academics and former officials who comment ("a senior fellow at the X Institute", "who heads
    the Asia desk at the X Centre", "a retired general"); officials serve a state, a party or an armed force now.
    Residents, vendors, patients and company people are "other".
    """
    title, body = person.title or "", person.affiliation or ""
    kind = level_of(title)[1] if title else ""
    if not person.named:
        known = person.level not in (None, "other") and not re.match(
            r"(?:a|an|one|another)\b", person.name, re.IGNORECASE
        )
        return ("official", f"office: {person.name}") if known else ("anonymous", f"unnamed: {person.name}")
    serves = STATE_BODY.search(body) or STATE_BODY.search(title)
    institute = THINK_TANK.search(body) if not serves or TEACHING.search(body) else None
    if kind in ("expert", "served") and not (
        serves and kind == "expert" and not person.former and not institute and not body
    ):
        return "expert", f"{'title' if kind == 'expert' else 'former service'}: {title}"
    if person.former and kind in STATE_KINDS and person.level not in ("head_of_state_or_government", "deputy_head"):
        return "expert", f"former official: {title}"
    if (
        institute
        and not HANDS.search(title)
        and (kind in ("", "leads", "private", "relation", "media") or person.iso3 is None)
    ):
        return "expert", f"affiliation: {body}"
    if kind in ("leads", "post"):
        if serves or (kind == "post" and person.iso3):
            return "official", f"serves: {title}"
        return ("expert", f"work: {title}") if COMMENTS.search(title) else ("other", f"work: {title}")
    if kind in STATE_KINDS:
        return "official", f"title: {title}"
    if person.level not in (None, "other") or (not title and serves):
        return "official", f"serves: {body}" if body else "holds office"
    return "other", f"title: {title}" if title else "no title"
