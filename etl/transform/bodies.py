"""Bodies that speak: ministries, staffs, parties and state media, each under the fullest name an article prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from etl import lexicons
from etl.models import SpeakerType

# A capitalised word that can be part of a name, initials with points included.
NO_NAME = (
    "On|In|At|But|And|As|When|While|The|Its|Their|His|Her|A|An|For|From|After|Before|Since|By|Meanwhile|However|This|That|If|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|With|Under|According|President|Minister"
)
CAPITALISED = rf"(?!(?:{NO_NAME})\b)[A-ZÀ-Þ](?:\.[A-Z]\.|[\w’'&-])*"
STATE_MEDIA = re.compile(
    r"\b(?:[Ss]tate(?:-run|-controlled|-owned)? (?:news agency|media|television|TV|radio|broadcaster)|"
    r"[Oo]fficial (?:news agency|media)|"
    r"[Ss]tate-run (?:newspaper|daily|\w+))\b"
)


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body in the text; `name` is None where its words name none ("state television", "the ministry")."""

    start: int
    end: int
    name: str | None
    speaker_type: SpeakerType
    reason: str
    iso3: str | None = None


@cache
def _known() -> dict[str, tuple[str, SpeakerType, str | None]]:
    """Printed form -> full name, kind and country of the bodies in the list."""
    out: dict[str, tuple[str, SpeakerType, str | None]] = {}
    for row in lexicons.rows("bodies.csv", "name", "short_forms", "kind", "iso3"):
        for form in (row["name"], *filter(None, row["short_forms"].split(";"))):
            out[form] = (row["name"], cast(SpeakerType, row["kind"]), row["iso3"] or None)
    return out


@cache
def _pattern() -> re.Pattern[str]:
    """A listed body, or capitalised words around what bodies are called, in the forms that newsrooms print.

    "South Korea's Joint Chiefs of Staff (JCS)", "the Russian defence ministry", "Norway’s joint headquarters",
    "Ministry of Defence", "U.S. European Command", "Smithsonian's National Zoo", "the agency".
    """
    nouns = sorted((re.escape(n) for n in lexicons.lines("body_nouns.txt")), key=len, reverse=True)
    upper = "|".join(" ".join(w.capitalize() for w in n.split(" ")) for n in lexicons.lines("body_nouns.txt"))
    known = "|".join(sorted((re.escape(form).replace("'", "['’]") for form in _known()), key=len, reverse=True))
    owner = rf"(?:{CAPITALISED}(?: {CAPITALISED}){{0,2}}['’]s? )"
    tail = rf"(?: (?:of|for|on) (?:the )?{CAPITALISED}(?:(?: and| &|,)? {CAPITALISED}){{0,3}})?"
    acronym = r"(?: \([A-Z][A-Za-z]{1,7}\))?"
    proper = rf"(?:{CAPITALISED} ){{0,4}}(?:{upper})\b{tail}"
    plain = rf"(?:{CAPITALISED} )?(?:[a-z][\w-]+ ){{0,2}}?(?:{'|'.join(nouns)})\b"
    lower = rf"(?:(?:{owner}|(?:[Tt]he|[Ii]ts|[Tt]heir) |{CAPITALISED} ){plain})"
    listed = rf"{owner}?\b(?:{known})\b"
    return re.compile(rf"\b(?=[A-Z]|(?:the|its|their) )(?:{listed}|{owner}?{proper}|{lower}){acronym}")


def find(text: str, start: int, end: int) -> list[BodyMention]:
    """The bodies in text[start:end], by place."""
    out = [
        BodyMention(*m.span(), None, "state_media", f"state media: {m[0]}")
        for m in STATE_MEDIA.finditer(text, start, end)
    ]
    for match in _pattern().finditer(text, start, end):
        if not any(m.start < match.end() and match.start() < m.end for m in out):
            out.append(_mention(match))
    return sorted(out, key=lambda m: m.start)


def _mention(match: re.Match[str]) -> BodyMention:
    words = re.sub(r"^(?:[Tt]he|[Ii]ts|[Tt]heir) ", "", match[0])
    start = match.end() - len(words)
    bare = re.sub(r" \(.*\)$", "", words)
    for form in (bare, re.sub(r"^.*?['’]s? ", "", bare)):
        if form.replace("’", "'") in _known():
            full, kind, iso3 = _known()[form.replace("’", "'")]
            return BodyMention(start, match.end(), words, kind, f"{kind.replace('_', ' ')}: {full}", iso3)
    named = any(w[:1].isupper() for w in words.split())
    media = re.search(r"news agency|television|broadcaster", words, re.IGNORECASE)
    kind = "state_media" if media else "official"
    return BodyMention(start, match.end(), words if named else None, kind, f"body: {words}")


def fullest(text: str, body: BodyMention) -> BodyMention:
    """The mention in which the article names a body most fully; `body` itself where it never names it.

    "JCS" is "South Korea's Joint Chiefs of Staff (JCS)"; "the ministry" is the ministry that the article names last
    before it; "the agency" in a story with KCNA is "Korean Central News Agency".
    """
    everyone = _named(text)
    key = _key(body.name) if body.name else frozenset()
    if not key:
        noun = text[body.start : body.end].split()[-1].lower()
        before = [m for m in everyone if m.start < body.start and noun in _key(m.name or "")]
        if not before:
            return body
        key = _key(before[-1].name or "")
    return max(
        (m for m in everyone if _same(key, _key(m.name or ""))), key=lambda m: _fullness(m.name or ""), default=body
    )


def spelled_out(text: str, acronym: str) -> BodyMention | None:
    """The body whose name the article gives with this acronym in brackets behind it."""
    return next((m for m in _named(text) if f"({acronym})" in (m.name or "")), None)


@lru_cache(maxsize=4)
def _named(text: str) -> tuple[BodyMention, ...]:
    """All named bodies of an article, found once for its many speakers."""
    return tuple(m for m in find(text, 0, len(text)) if m.name)


@lru_cache(maxsize=4096)
def _key(name: str) -> frozenset[str]:
    """Content words of a name; a listed short form stands for its full name, an acronym in brackets counts."""
    acronyms = re.findall(r"\(([A-Z][A-Za-z]+)\)", name)
    bare = re.sub(r" \(.*?\)", "", name).replace("’", "'")
    bare = re.sub(r"^(?:the|its|their) ", "", bare, flags=re.IGNORECASE)
    own = re.sub(r"^.*?'s? (?=[A-Z])", "", bare)
    full = _known().get(own, (own, "", None))[0]
    words = {w.lower().removesuffix("'s") for w in re.findall(r"[\w'-]+", full)} - {"of", "the", "for", "and", "on"}
    return frozenset(words | {a.lower() for a in acronyms})


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and (one <= other or other <= one)


def _fullness(name: str) -> tuple[int, int]:
    return len(_key(name)), len(name)
