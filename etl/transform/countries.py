"""Countries in text: names, adjectives, demonyms, capitals, cities and metonyms to ISO 3166-1 alpha-3 codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.models import CountryMention
from etl.transform import country_context
from etl.transform.country_words import BODIES, Phrase, names_by_code, phrases

__all__ = ["BODIES", "codes", "dyad", "find", "name_of", "names"]

# A word starts at the beginning, after a space or mark, or after a hyphen: "US-China", "the China-North Korea border".
WORD = re.compile(r"(?<![^\W_])(?<![’'](?=[sS]\b))[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*")
# "The North" is North Korea only in an article that names it; "the North Atlantic" never is.
HALVES = re.compile(
    r"\b(?:[Tt]he )?(?P<one>North|South) (?:and|or|from) (?:the )?(?P<other>North|South)\b(?! [A-Z][a-z])"
    r"|\b[Tt]he (?P<half>North|South)(?:['’]s)?\b(?! [A-Z][a-z])(?!-)|\b(?P<own>North|South)['’]s\b"
)
KOREA = re.compile(r"\bKorea(?:ns?)?\b(?![ -](?:[Ss]trait|Bay|[Pp]eninsula|War|Americans?|language|Air|Times|Herald))")
OWNER = re.compile(r"(?!The |This |That |But |And |If |As |When )\b[A-Z][\w.]*(?:['’]s)? $")


def codes() -> frozenset[str]:
    """All codes that a mention can have."""
    return frozenset(names_by_code())


def names() -> list[tuple[str, str]]:
    """All codes with the short names that newsrooms print: ("PRK", "North Korea")."""
    return sorted(names_by_code().items())


def name_of(iso3: str) -> str:
    """The short name of a code; raises KeyError for an unknown one."""
    return names_by_code()[iso3]


def dyad(one: str, other: str) -> str:
    """The name of a country pair, the same in both directions: `IRN-PRK`."""
    return "-".join(sorted((one, other)))


def find(text: str) -> list[CountryMention]:
    """All mentions of countries in `text`, by place, none overlapping.

    "Pyongyang", "the North" (in articles on North Korea), "Iranians", "the Kremlin" and "Geneva" count;
    "South China Sea", "Washington Post", "Seoul-based" and "Michael Jordan" do not. A possessive 's is not part of a
    mention.
    """
    index = phrases()
    sure: list[CountryMention] = []
    weak: list[CountryMention] = []
    taken: list[tuple[int, int]] = []
    end = 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < end or word[0] not in index:
            continue
        phrase = _at(text, start, index[word[0]])
        if phrase is None:
            continue
        end = start + len(phrase.words)
        taken.append((start, end))
        if phrase.iso3:
            mention = CountryMention(start, end, phrase.words, phrase.iso3, phrase.kind)
            if phrase.weak:
                weak.append(mention)
            elif not country_context.belongs_elsewhere(text, mention):
                sure.append(mention)
    found = _without_towns_of_states(text, country_context.decide(text, country_context.without_people(text, sure)))
    found += _koreas(text, found, taken)
    named = {m.iso3 for m in found}
    found += [m for m in weak if m.iso3 in named and not OWNER.search(text[max(0, m.start - 25) : m.start])]
    return sorted(found, key=lambda m: m.start)


def _at(text: str, start: int, entries: Iterable[Phrase]) -> Phrase | None:
    """The longest of `entries` that stands at `start` as whole words."""
    for phrase in entries:
        end = start + len(phrase.words)
        if text.startswith(phrase.words, start) and not text[end : end + 1].isalnum():
            return phrase
    return None


def _without_towns_of_states(text: str, found: list[CountryMention]) -> list[CountryMention]:
    """Drop a town that an American state follows: "Moscow, Idaho", "Athens, Georgia", "Paris, Texas"."""
    out: list[CountryMention] = []
    for m in found:
        before = out[-1] if out else None
        if before and before.kind in {"capital", "city", "name"} and text[before.end : m.start] == ", ":
            state = m.iso3 == "USA" and m.kind == "city"
            if (state and before.iso3 != "USA") or (m.text == "Georgia" and before.iso3 == "USA"):
                out[-1] = CountryMention(before.start, before.end, before.text, "USA", "city")
                m = CountryMention(m.start, m.end, m.text, "USA", "city")
        out.append(m)
    return out


def _koreas(text: str, found: list[CountryMention], taken: list[tuple[int, int]]) -> list[CountryMention]:
    """ "The North", "the South's" and a bare "Korea" or "Korean", where the article speaks of the two Koreas.

    A bare "Korean" is South Korean, unless the article names North Korea alone, as its own media do.
    """
    named = {m.iso3 for m in found}
    extra: list[CountryMention] = []
    if "PRK" in named:
        for match in HALVES.finditer(text):
            for group in ("half", "own", "one", "other"):
                if match[group]:
                    start = match.start(group)
                    extra.append(CountryMention(start, start + 5, match[group], _half(match[group]), "name"))
    alone = "PRK" if "PRK" in named and "KOR" not in named else "KOR"
    for match in KOREA.finditer(text):
        kind = "name" if match[0] == "Korea" else "adjective"
        mention = CountryMention(match.start(), match.end(), match[0], alone, kind)  # type: ignore[arg-type]
        if not country_context.belongs_elsewhere(text, mention):
            extra.append(mention)
    return [m for m in extra if not any(start <= m.start < end for start, end in taken)]


def _half(word: str) -> str:
    return "PRK" if word == "North" else "KOR"
