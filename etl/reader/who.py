"""Whether names and countries of a claim stand at its passage, for whom its person stands, and who travels to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.models import Sentence
from etl.reader.scene import Ground, Scene
from etl.transform import offices
from etl.transform.countries import BODIES, codes
from etl.transform.name_lists import fold
from etl.transform.visits import cues

WORD = re.compile(r"[^\W\d_][\w’'-]+")
TITLES = frozenset(
    "mr mrs ms dr sir president prime minister general king queen crown prince sheikh the of von van der de bin al".split()
)
# Chances of the rules' scorer, as measured on gold records and the same records turned round (CHANGELOG names the figures).
SURE, HARDLY = 0.3, 0.1
PLACES = frozenset({"name", "capital", "city"})
# Characters in which a word of going leads to a place: "flew by way of Omsk to Beijing".
REACH = 60
GO = "|".join(form for (form, _), (_, kind, _) in cues.cues().items() if kind in ("go", "noun"))
DESTINATION = re.compile(
    rf"\b(?:(?:{GO})\b[^.;:]{{0,40}}?\b(?:to|in|into|at|for|on|near|outside)|visit\w*|tour\w*|enter\w*|reach\w*) (?:the )?(?:[\w’'-]+ ){{0,3}}$",
    re.IGNORECASE,
)


def code_fault(code: str, *, body_allowed: bool) -> str | None:
    """What is wrong with a country code, or None; bodies such as NATO visit and speak but are no place and fire nothing."""
    if code not in codes():
        return f"{code} is no country code"
    return None if body_allowed or code not in BODIES else f"{code} is no country"


def is_printed(ground: Ground, name: str) -> bool:
    """Whether all words of a name are printed in the article, side by side or as parts of one name."""
    if ground.plain.find(name) is not None or name.casefold() in ground.text.casefold():
        return True
    person = ground.reading.cast.find(name)
    return person is not None and person.named


def stands_near(ground: Ground, sentences: Iterable[Sentence], name: str) -> bool:
    """Whether someone of this name is spoken of in the sentences: by the name, a part of it, a title or a pronoun."""
    sentences = list(sentences)
    person = ground.reading.cast.find(name)
    if person is not None and any(p.index == person.index for p in ground.people(sentences)):
        return True
    wanted = {fold(word) for word in WORD.findall(name)} - TITLES
    return any(not wanted.isdisjoint(map(fold, WORD.findall(s.text))) for s in sentences)


def same_name(one: str, other: str) -> bool:
    """Whether two printed names share a word that is no title."""
    words = ({fold(word) for word in WORD.findall(name)} - TITLES for name in (one, other))
    return not set.isdisjoint(*words)


def serves_another(ground: Ground, name: str, iso3: str) -> str | None:
    """The state that the named person stands for where it is surely not `iso3`, else None."""
    person = ground.reading.cast.find(name)
    if person is None or person.iso3 in (None, iso3):
        return None
    known = {office.iso3 for office in (*person.offices, *offices.look_up(name))}
    if iso3 in known or (not known and offices.goes_with(name, iso3)) or iso3 in BODIES or person.iso3 in BODIES:
        return None
    return person.iso3


def stands_for(ground: Ground, name: str, iso3: str) -> bool:
    """Whether the article or the table of office holders says that the named person stands for a state."""
    person = ground.reading.cast.find(name)
    known = {office.iso3 for office in offices.look_up(name)} | ({person.iso3} if person is not None else set())
    return iso3 in known


def country_stands(ground: Ground, sentences: Iterable[Sentence], iso3: str, *, people: bool) -> bool:
    """Whether the sentences name a country, with `people` also by someone who stands for it."""
    sentences = list(sentences)
    if any(mention.iso3 == iso3 for mention in ground.countries(sentences)):
        return True
    return people and any(person.iso3 == iso3 for person in ground.people(sentences))


def direction_fault(ground: Ground, scene: Scene, visitor: str, host: str) -> tuple[str, str] | None:
    """(reason, detail) where the passage tells of the opposite trip, or of the visitor in another country.

    Words that lead to a place count first ("went to Ulaanbaatar"), then the chances that the rules give to both directions.
    """
    here, there = led_to(ground, scene, host), led_to(ground, scene, visitor)
    forward = ground.chance(scene.own, visitor, host)
    backward = ground.chance(scene.own, host, visitor)
    if there and not here:
        turned = forward < SURE or backward > forward
    elif here and not there:
        turned = backward > forward and forward < HARDLY and backward >= SURE and not there and scene.is_long
    else:
        turned = backward > forward and (backward >= SURE or forward < HARDLY) and forward < SURE
    if turned:
        return "direction", f"the words there tell of a trip from {host} to {visitor}"
    chance, other = ground.likeliest(scene.own, visitor)
    if forward < HARDLY and chance >= SURE and other != host and not here:
        return "host", f"the words there take {visitor} to {other}"
    return None


def led_to(ground: Ground, scene: Scene, iso3: str) -> bool:
    """Whether words of going lead to a place of the country in the passage's sentences: "landed in Moscow"."""
    return any(
        mention.iso3 == iso3
        and mention.kind in PLACES
        and DESTINATION.search(ground.text[max(sentence.start, mention.start - REACH) : mention.start])
        for sentence in scene.own
        for mention in ground.reading.countries_in(sentence)
    )
