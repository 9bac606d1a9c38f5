"""The words of launches and drills: roles of single words, and the phrases that tell outcome, plan and combat."""

from __future__ import annotations

import re
from functools import cache

from etl import lexicons
from etl.errors import LexiconError

TOPIC = re.compile(
    r"missile|rocket|ballistic|warhead|projectile|\b[IMS]RBM|\bICBM|\bSLBM|satellite|\borbit|live[- ]fire|artillery|"
    r"\b(?:exercis|drill|man(?:oeuvre|euver)|war ?game)",
    re.IGNORECASE,
)
# Armed groups fire in war, seldom in tests.
GROUPS = re.compile(r"\b(?:Houthis?|Hezbollah|Hizbollah|Hizbullah|Hamas|Islamic Jihad|Ansar Allah|Kataib|militias?)\b")


@cache
def words(role: str) -> frozenset[str]:
    """Lower-case forms of one role ("launch_verb"); raises LexiconError where the lexicon lacks it."""
    table = {row["role"]: row["words"] for row in lexicons.rows("drill_cues.csv", "role", "words")}
    if role not in table:
        raise LexiconError(f"drill_cues.csv: has no role {role}")
    return frozenset(word.lower() for word in table[role].split(";"))


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The pattern of one set of phrases ("failed"); raises LexiconError where the lexicon lacks it."""
    parts = [row["pattern"] for row in lexicons.rows("drill_phrases.csv", "name", "pattern") if row["name"] == name]
    if not parts:
        raise LexiconError(f"drill_phrases.csv: has no phrases {name}")
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


@cache
def any_word(*roles: str) -> re.Pattern[str]:
    """A pattern of all words of these roles."""
    forms = sorted((re.escape(w) for role in roles for w in words(role)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def missile_words() -> re.Pattern[str]:
    """Nouns for what is fired: "missile", "projectiles", "ICBM"."""
    return any_word("missile_noun")


def cue_words() -> re.Pattern[str]:
    """Words that can tell of a launch or drill, once missiles are the topic."""
    return any_word("launch_verb", "test_verb", "send_verb", "motion_verb", "event_noun", "drill_noun")


def event_words() -> re.Pattern[str]:
    """The narrower set, which tells of a launch even without a missile word: "the salvo", "test-fired"."""
    return any_word("launch_verb", "test_verb", "event_noun", "drill_noun")
