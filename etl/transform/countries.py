"""Countries in text: names, adjectives, demonyms, capitals, cities and metonyms to ISO 3166-1 alpha-3 codes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from etl import lexicons
from etl.errors import LexiconError
from etl.models import CountryMention, CountryMentionKind

BODIES = frozenset({"EU", "UN", "NATO", "AU", "ASEAN"})
WORD = re.compile(r"[^\W\d_][\w.’'-]*")
# "The North" is North Korea only in an article that names it; "the North Atlantic" never is.
HALVES = re.compile(r"\b[Tt]he (?P<half>North|South)(?P<own>['’]s)?(?!\s+[A-Z][a-z])\b|\b(?P<bare>North|South)['’]s\b")
KOREA = re.compile(r"\bKorea(?!n)\b(?!\s+([Ss]trait|Bay))")
# Words that are also given or family names: no country where another capitalised word stands right beside them.
ALSO_NAMES = frozenset(
    [
        "Israel",
        "Jordan",
        "Chad",
        "Georgia",
        "Cuba",
        "Holland",
        "Paris",
        "Florence",
        "Sydney",
        "Milan",
        "Virginia",
        "Alexandria",
        "Santiago",
        "Valencia",
        "Dallas",
        "Kenya",
        "India",
        "Malta",
        "Washington",
        "Canton",
        "Cameroon",
        "Ireland",
        "England",
        "Wales",
    ]
)
NO_NAME_BESIDE = frozenset(
    [
        "President",
        "Prime",
        "Premier",
        "King",
        "Queen",
        "Foreign",
        "Defence",
        "Defense",
        "Minister",
        "Chancellor",
        "Secretary",
        "State",
        "The",
        "In",
        "On",
        "At",
        "From",
        "To",
        "And",
        "But",
        "For",
        "With",
        "Of",
        "As",
        "By",
        "After",
        "Before",
        "While",
        "When",
        "Since",
        "Both",
        "Neither",
        "U.S.",
        "Mr",
        "Mrs",
        "Ms",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Ambassador",
        "Vice",
        "Deputy",
        "Senator",
        "Gov.",
        "Gen.",
        "Army",
        "Navy",
        "Air",
        "Embassy",
        "University",
        "Defense",
        "Forces",
        "Hamas",
        "Treaty",
        "Airport",
        "Visiting",
        "Visit",
        "Visits",
        "Summit",
        "Border",
        "Policy",
        "Under",
        "Meanwhile",
        "Although",
        "If",
        "Then",
        "So",
        "Unlike",
        "Like",
        "Inside",
        "Across",
        "Near",
    ]
)


@cache
def _countries() -> dict[str, str]:
    names = {row["iso3"]: row["name"] for row in lexicons.rows("countries.csv", "iso3", "name")}
    if len(names) < 200:
        raise LexiconError("countries.csv: must hold every UN member and the bodies that send visitors")
    return names


def names() -> list[tuple[str, str]]:
    """All codes with the short names that newsrooms print: ("PRK", "North Korea")."""
    return sorted(_countries().items())


def dyad(one: str, other: str) -> str:
    """The name of a country pair, the same in both directions: `IRN-PRK`."""
    return "-".join(sorted((one, other)))


def _plural(word: str) -> list[str]:
    """Forms of a demonym: Iranian, Iranians; Chinese and Danish stay."""
    if word.endswith(("ese", "ish", "ss", "ch", "Dutch", "French", ".")):
        return [word]
    if word.endswith("man"):
        return [word, word[:-3] + "men"]
    return [word, word + "s"]


@cache
def _phrases() -> dict[str, list[tuple[str, str | None, CountryMentionKind]]]:
    """First word -> phrases that begin with it, longest first; code None marks words that stand for no country."""
    known: dict[str, tuple[str | None, CountryMentionKind]] = {}

    def add(phrase: str, code: str | None, kind: CountryMentionKind) -> None:
        for form in (phrase, phrase.replace("'", "’")):
            known.setdefault(form, (code, kind))
        if " " in phrase or len(phrase) > 3:
            known.setdefault(phrase.upper(), (code, kind))

    for phrase in lexicons.lines("not_countries.txt"):
        add(phrase, None, "name")
    table = lexicons.rows("countries.csv", "iso3", "name", "other_names", "adjectives", "capitals")
    for row in table:
        kind: CountryMentionKind = "body" if row["iso3"] in BODIES else "name"
        for phrase in (row["name"], *filter(None, row["other_names"].split(";"))):
            add(phrase, row["iso3"], kind)
    for row in table:
        for adjective in filter(None, row["adjectives"].split(";")):
            for form in _plural(adjective):
                add(form, row["iso3"], "adjective")
        for capital in filter(None, row["capitals"].split(";")):
            add(capital, row["iso3"], "capital")
    for row in lexicons.rows("cities.csv", "iso3", "city"):
        add(row["city"], row["iso3"], "city")
    for row in lexicons.rows("metonyms.csv", "iso3", "phrase"):
        add(row["phrase"], row["iso3"], "body" if row["iso3"] in BODIES else "metonym")
    unknown = {code for code, _ in known.values() if code} - _countries().keys()
    if unknown:
        raise LexiconError(f"lexicons name codes that countries.csv lacks: {', '.join(sorted(unknown))}")
    index: dict[str, list[tuple[str, str | None, CountryMentionKind]]] = defaultdict(list)
    for phrase, (code, kind) in known.items():
        first = WORD.match(phrase)
        if first:
            index[first[0].rstrip(".").split("-")[0].split("’")[0].split("'")[0]].append((phrase, code, kind))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(index)


def find(text: str) -> list[CountryMention]:
    """All mentions of countries in `text`, by place, none overlapping.

    "Pyongyang", "the North" (in articles on North Korea), "Iranians", "the Kremlin" and "Geneva" count;
    "South China Sea", "Washington Post" and "Michael Jordan" do not. A possessive 's is not part of a mention.
    """
    index = _phrases()
    out: list[CountryMention] = []
    taken = 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < taken:
            continue
        head = word[0].rstrip(".").split("-")[0].split("’")[0].split("'")[0]
        entry = next((e for e in index.get(head, ()) if _stands_at(text, start, e[0])), None)
        if entry is None:
            continue
        phrase, code, kind = entry
        end = start + len(phrase)
        if code and not (phrase in ALSO_NAMES and _in_a_name(text, start, end)):
            out.append(CountryMention(start, end, phrase, code, kind))
        taken = end
    return _with_koreas(text, out)


def _stands_at(text: str, start: int, phrase: str) -> bool:
    end = start + len(phrase)
    return text.startswith(phrase, start) and not (end < len(text) and (text[end].isalnum() or text[end] == "_"))


def _in_a_name(text: str, start: int, end: int) -> bool:
    """True for "Michael Jordan", "Israel Katz": a capitalised word beside it that is no title, month or opening word."""
    before = re.search(r"([A-Z][\w’'.-]+) $", text[max(0, start - 25) : start])
    after = re.match(r" ([A-Z][a-zé’-]+)", text[end : end + 25])
    if after and after[1] not in NO_NAME_BESIDE and after[1] not in _phrases():
        return True
    return bool(before and before[1] not in NO_NAME_BESIDE and before[1] not in _phrases())


def _with_koreas(text: str, found: list[CountryMention]) -> list[CountryMention]:
    """Add "the North", "the South's" and a bare "Korea" where the article speaks of the two Koreas."""
    codes = {m.iso3 for m in found}
    extra: list[CountryMention] = []
    if "PRK" in codes:
        for match in HALVES.finditer(text):
            half = match["half"] or match["bare"]
            start = match.start("half" if match["half"] else "bare")
            extra.append(CountryMention(start, start + 5, half, "PRK" if half == "North" else "KOR", "name"))
    extra += [CountryMention(m.start(), m.end(), m[0], "KOR", "name") for m in KOREA.finditer(text)]
    taken = {place for m in found for place in range(m.start, m.end)}
    found += [m for m in extra if m.start not in taken]
    return sorted(found, key=lambda m: m.start)
