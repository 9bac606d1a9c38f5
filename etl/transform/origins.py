"""Facts -> facts with their origin: the agency, ministry or official to whom an article gives what it tells.

A report rests on whom its sentence names ("KCNA said", "according to Japan's defence ministry", "the minister said that"),
and in the opening of an article, where its news stands, else on the article's origin: whom the opening names, else the
agency in its dateline ("SEOUL, July 12 (Yonhap) -"). Of what an article recalls further down, the origin is not known unless
it says so. One article can take two events from two origins, so that each report has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from etl import lexicons
from etl.models import Article, Block, DrillReport, Facts, Quote, VisitReport

# How far a verb of saying may stand from the name, in words, within the sentence: "KCNA, the state news agency, said".
GAP = r"(?:[ ,]+[\w’'-]+){0,6}?[ ,]+"
ATTRIBUTING = r"(?i:according to|citing|quoting|quoted by|cited by|reported by|announced by|carried by|told|attributed to|a (?:statement|report|dispatch) (?:by|from|of))"  # fmt: skip
SAID = r"(?:say|says|said|report|reports|reported|announced|announces|confirmed|claimed|stated|added|wrote|showed|carried|put (?:it|the)|(?:statement|report|dispatch|communique|communiqué)s?\b)"  # fmt: skip
DATELINE = re.compile(r"^[A-Z][\w .,/’'-]{2,60}\(([A-Z][\w .&-]{1,30})\)\s*[-–—]", re.MULTILINE)
POOLS = frozenset({"Pool", "GMT"})
OPENING_PARAGRAPHS = 4
OFFICIAL = frozenset({"official", "state_media"})

Report = TypeVar("Report", VisitReport, DrillReport)


@dataclass(frozen=True, slots=True)
class Origin:
    """An origin and the country for which it speaks, None for private agencies; `kind` is the list's (state_media, ...)."""

    name: str
    iso3: str | None
    kind: str = "body"


def attribute(article: Article, facts: Facts) -> Facts:
    """The facts with `origin_source` and `origin_iso3` of reports, and the article's `origin_source`."""
    own, until = of_article(article), _opening(article)[-1].end if _opening(article) else 0

    def filled(report: Report) -> Report:
        origin = of_place(article.text, report.evidence_start, report.evidence_end, facts.quotes)
        if origin is None and report.evidence_start < until:
            origin = own
        return replace(report, origin_source=origin.name, origin_iso3=origin.iso3) if origin else report

    return replace(
        facts,
        visits=tuple(filled(report) for report in facts.visits),
        drills=tuple(filled(report) for report in facts.drills),
        origin_source=own.name if own else None,
    )


def of_article(article: Article) -> Origin | None:
    """On whom a story rests: the first that its opening paragraphs name as the origin, else its dateline's agency."""
    texts = [article.text[block.start : block.end] for block in _opening(article)]
    for text in texts:
        if found := of_sentence(text):
            return _named(found, article.text)
    for text in texts:
        agency = DATELINE.match(text)
        if agency and agency[1] not in POOLS:
            return of_name(agency[1]) or Origin(agency[1], None, "agency")
    return None


def of_place(text: str, start: int, end: int, quotes: Iterable[Quote] = ()) -> Origin | None:
    """Whom the words at a place name as the origin of what they say, else the official whose words they report."""
    if found := of_sentence(text[start:end]):
        return _named(found, text)
    for quote in quotes:
        inside = quote.quote_start < end and quote.quote_end > start
        if inside and quote.quote_type == "indirect" and quote.speaker_type in OFFICIAL and quote.speaker_name:
            return of_name(quote.speaker_name) or Origin(quote.speaker_name, quote.speaker_country_iso3)
    return None


def _opening(article: Article) -> list[Block]:
    return [block for block in article.blocks if block.kind == "paragraph"][:OPENING_PARAGRAPHS]


def _named(origin: Origin, text: str) -> Origin:
    """For "state media" the agency that the article names elsewhere, of the same country where that is said."""
    if origin.kind != "some_state_media":
        return origin
    named = (o for o, _, attributed in _origins() if o.kind == "state_media" and attributed.search(text))
    return next((o for o in named if origin.iso3 in (None, o.iso3)), origin)


def of_sentence(sentence: str) -> Origin | None:
    """The first listed origin to which the words attribute something: "KCNA reported on Thursday", "according to IRNA"."""
    places = []
    for rank, (origin, _, attributed) in enumerate(_origins()):
        if match := attributed.search(sentence):
            places.append((match.start(), rank, origin))
    return min(places)[2] if places else None


def of_name(name: str) -> Origin | None:
    """The listed origin of that name, None where the list lacks it."""
    return next((origin for origin, pattern, _ in _origins() if pattern.search(name)), None)


@cache
def _origins() -> tuple[tuple[Origin, re.Pattern[str], re.Pattern[str]], ...]:
    """Origin, what it is called, and its name beside words that attribute."""
    out = []
    for row in lexicons.rows("origins.csv", "name", "kind", "iso3", "pattern"):
        name = f"(?:{row['pattern']})"
        attributed = rf"\b{ATTRIBUTING}{GAP}{name}|\b{ATTRIBUTING} {name}|{name}\)?{GAP}{SAID}\b|{name}\)? {SAID}\b|\({name}\)[^.]{{0,10}}{SAID}\b"  # fmt: skip
        out.append((Origin(row["name"], row["iso3"] or None, row["kind"]), re.compile(name), re.compile(attributed)))
    return tuple(out)
