"""Which state a person of the cast stands for, and with what rank, when the words beside the name do not say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from etl.models import CountryMention, Level, Office
from etl.transform import countries, offices
from etl.transform.page import Page

RANKS: tuple[Level, ...] = (
    "head_of_state_or_government",
    "deputy_head",
    "foreign_minister",
    "defence_minister",
    "minister",
    "parliament",
    "party",
    "military",
    "envoy",
    "deputy_minister",
    "other",
)
# "in Pyongyang", "flew to Hanoi": where someone is, which is seldom whose minister one is.
LOCATIVE = re.compile(
    r"\b(?:in|at|to|from|near|into|via|outside|for|with|against|visit(?:s|ed|ing)?|leave|left|reach(?:ed)?) (?:the )?$"
)
NAMED_BEFORE = 400  # characters


# The same few names return all through an article, and from one article to the next.
offices_of = lru_cache(maxsize=8192)(offices.look_up)


def held_at(offices: Sequence[Office], day: str | None, iso3: str | None) -> Office | None:
    """The office that a person held on `day`, of highest rank; else the one left last before it, else the first of all.

    Where namesakes hold offices in several states, `iso3`, the state named beside the person, decides.
    """
    fitting = [o for o in offices if iso3 is None or o.iso3 == iso3]
    if not fitting:
        return None

    def rank(office: Office) -> int:
        return RANKS.index(office.level)

    if day is None:
        return min(fitting, key=lambda o: (o.until is not None, rank(o)))
    current = [o for o in fitting if is_held(o, day)]
    if current:
        return min(current, key=rank)
    past = [o for o in fitting if (o.since or "") <= day]
    if past:
        return max(past, key=lambda o: (o.until or "", -rank(o)))
    return min(fitting, key=lambda o: o.since or "")


def is_held(office: Office | None, day: str | None) -> bool:
    """Whether an office was held on `day`; True where the day is unknown."""
    if office is None:
        return False
    return day is None or ((office.since or "") <= day and day[: len(office.until or "9")] <= (office.until or "9"))


def from_context(page: Page, place: int, name: str) -> str | None:
    """The state of an office holder at text[place:] who is introduced without one ("Defense Minister Yaşar Güler").

    Countries whose adjective or possessive stands closest before the name go first ("Japan's government ... the defence
    minister"), then any named there but not as a place to be in or go to, then the article's own or main one; of these
    the first that the name goes with, if it goes with any.
    """
    text = page.text
    before = [m for m in page.reading.countries if place - NAMED_BEFORE < m.start < place]
    owning = [m for m in before if m.kind == "adjective" or re.match(r"['’]s? ", text[m.end : m.end + 3])]
    acting = [
        m
        for m in before
        if m.kind in ("name", "metonym", "body") and not LOCATIVE.search(text[max(0, m.start - 14) : m.start])
    ]
    likely = [m.iso3 for group in (owning, acting) for m in reversed(group)]
    likely += [iso3 for iso3 in (home(page), main_country(page.reading.countries)) if iso3]
    return next((iso3 for iso3 in likely if offices.goes_with(name, iso3)), likely[0] if likely else None)


def home(page: Page) -> str | None:
    """The country whose officials an article names without saying whose they are: the dateline's, else the main one."""
    place = page.reading.article.dateline_place
    found = countries.find(place.title()) if place else []
    return found[0].iso3 if found else main_country(page.reading.countries)


def place_before(page: Page, place: int) -> str | None:
    """The country that the scene is set in: the last one before `place` named as a place, for "his host"."""
    for mention in reversed([m for m in page.reading.countries if place - NAMED_BEFORE < m.start < place]):
        if mention.kind in ("capital", "city") or LOCATIVE.search(
            page.text[max(0, mention.start - 14) : mention.start]
        ):
            return mention.iso3
    return None


def main_country(mentions: Sequence[CountryMention]) -> str | None:
    counts = Counter(m.iso3 for m in mentions)
    return counts.most_common(1)[0][0] if counts else None
