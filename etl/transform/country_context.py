"""What words around a country's name say: that it is part of another name, or which of two countries is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from etl import lexicons
from etl.errors import LexiconError
from etl.models import CountryMention
from etl.transform import country_words

# "Seoul-based", "Iran-backed", "U.S.-led": a property of something else, not the country acting or visited.
ATTRIBUTE = re.compile(
    r"-(?:based|born|made|built|backed|led|trained|style|speaking|language|educated|designed|flagged|registered|owned"
    r"|supplied|brokered|sponsored|funded|supported|aligned|listed|bred|origin|occupied|controlled|held|friendly)\b"
)
SIDE = re.compile(r"\b(?:[Pp]ro|[Aa]nti|[Uu]n|[Pp]ost|[Pp]re|[Ee]x|[Nn]on|[Tt]rans)-$")
HYPHENATED_PEOPLE = re.compile(r"-(?:American|Canadian|British|Australian|Brazilian|Argentine|Israeli)s?\b")
PART_OF = re.compile(
    r"\b(?:University|Institute|College|Bank|Gulf|Sea|Straits?|Bay|Princess|Prince|Duke|Duchess|Earl|Treaty|Battle|Siege"
    r"|Hotel|Voice|Bishop|Archbishop|Patriarch|Lake|Mount|Port|Fort|Cape|Radio|Club|Peace|Lord) of (?:the )?$"
)
NEXT = re.compile(r" ([A-Za-z]\w*)")
AFTER_NAMES = re.compile(r"(?: [A-Z]\w+){0,3} (?:University|Institute|College)\b")
# "Halkosaari-Bern" is a family name, "Sino-Japanese" and "Moscow-Beijing" are not.
DOUBLE_NAME = re.compile(
    r"\b(?!Sino|Russo|Franco|Anglo|Indo|Greco|Austro|Afro|Euro|Serbo|North|South|East|West|Mid|Inter)([A-Z][a-z]+)-$"
)
IN_PLACE = re.compile(r"\b(?:in|at|to|from|near|outside|of|into|for|around|via|through|between) $")
BEFORE = re.compile(r"(?:^|[ (“\"‘'-])((?:[A-Z][\w’'-]*|[A-Z]\.))(,)? $")


@cache
def _words(kind: str) -> frozenset[str]:
    rows = lexicons.rows("outlet_and_institution_words.csv", "word", "kind")
    out = frozenset(row["word"] for row in rows if row["kind"] == kind)
    if not out:
        raise LexiconError(f"outlet_and_institution_words.csv: has no words of the kind {kind}")
    return out


@cache
def _name_like() -> dict[str, frozenset[str]]:
    parts: dict[str, set[str]] = defaultdict(set)
    for row in lexicons.rows("name_like_places.csv", "phrase", "part"):
        parts[row["phrase"]].add(row["part"])
    return {phrase: frozenset(kinds) for phrase, kinds in parts.items()}


@cache
def _beside() -> frozenset[str]:
    return frozenset(lexicons.lines("beside_countries.txt"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicons.rows("given_names.csv", "name", "gender"))


@cache
def _clues() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Ambiguous phrase -> the codes it may stand for, each with the words that speak for it."""
    out: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for row in lexicons.rows("ambiguous.csv", "phrase", "iso3", "clues"):
        words = "|".join(re.escape(word) for word in row["clues"].split(";"))
        out[row["phrase"]].append((row["iso3"], re.compile(rf"\b(?:{words})\b")))
    return dict(out)


def belongs_elsewhere(text: str, mention: CountryMention) -> bool:
    """True where the words are a part of another name, or only say where something comes from.

    "Korea Times", "Nanjing University", "South China Sea", "Geneva Conventions", "Vietnam War", "Bank of Japan",
    "Prince of Wales", "Seoul-based", "pro-Russian", "Korean-American", "Michael Jordan", "Israel Katz".
    """
    start, end = mention.start, mention.end
    before, after = text[max(0, start - 30) : start], text[end : end + 60]
    if ATTRIBUTE.match(after) or SIDE.search(before) or PART_OF.search(before):
        return True
    if HYPHENATED_PEOPLE.match(after) or (before.endswith("-") and HYPHENATED_PEOPLE.match(text, start - 1)):
        return mention.kind == "adjective"
    following = NEXT.match(after)
    if following and mention.kind != "metonym":
        word = following[1]
        if word in _words("outlet") or word in _words("water") or word in _words("war"):
            return True
        if word in _words("institution") or AFTER_NAMES.match(after):
            return True
        if word in _words("treaty") and mention.kind in {"capital", "city"}:
            return True
    return False


def is_person(text: str, mention: CountryMention) -> bool:
    """True for "Michael Jordan", "Israel Katz", "Naoko Ishikawa", "Aino Halkosaari-Bern": people's names."""
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.end : mention.end + 30]
    double = DOUBLE_NAME.search(before)
    if double and double[1] not in country_words.single_words():
        return True
    parts = _name_like().get(mention.text, frozenset())
    previous = BEFORE.search(before)
    if previous and not previous[2] and ("family" in parts or mention.kind in {"capital", "city"}):
        word = previous[1]
        if word in _given_names() and word not in country_words.single_words():
            return True
    following = NEXT.match(after)
    if following and "given" in parts and following[1][0].isupper() and not _is_headline(text, mention.start):
        word = following[1]
        return word not in _beside() and word not in country_words.single_words()
    return False


def without_people(text: str, mentions: list[CountryMention]) -> list[CountryMention]:
    """Drop people's names, and where someone is called after a town, the bare name later on too ("Ishikawa said")."""
    people = {m.start: m.text for m in mentions if is_person(text, m)}
    named = {name for name in people.values() if name not in country_words.names_by_code().values()}
    return [
        m
        for m in mentions
        if m.start not in people
        and not (m.text in named and m.kind == "city" and not IN_PLACE.search(text[max(0, m.start - 12) : m.start]))
    ]


def _is_headline(text: str, place: int) -> bool:
    """Whether the line has nearly every word capitalised, so that a capital tells nothing."""
    line = text[text.rfind("\n", 0, place) + 1 : (text.find("\n", place) + 1 or len(text) + 1) - 1]
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def decide(text: str, mentions: list[CountryMention]) -> list[CountryMention]:
    """The mentions with ambiguous words given the country that the article's other words speak for.

    "Georgia" beside Atlanta and the governor is the American state, beside Tbilisi the country; "Congo" with
    Brazzaville, "Tripoli" with Lebanon. Where nothing speaks for either, the country keeps the name.
    """
    decided: dict[str, str] = {}
    for phrase in {m.text.title() if m.text.isupper() else m.text for m in mentions} & _clues().keys():
        counts = [(len(set(pattern.findall(text))), iso3) for iso3, pattern in _clues()[phrase]]
        best = max(count for count, _ in counts)
        winners = [iso3 for count, iso3 in counts if count == best]
        if best and len(winners) == 1:
            decided[phrase] = winners[0]
    out = []
    for m in mentions:
        iso3 = decided.get(m.text.title() if m.text.isupper() else m.text)
        if iso3 is None or iso3 == m.iso3:
            out.append(m)
        else:
            out.append(CountryMention(m.start, m.end, m.text, iso3, "city" if iso3 == "USA" else m.kind))
    return out
