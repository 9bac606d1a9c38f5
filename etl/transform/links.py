"""What a quote is about: the country pairs and events of its article that it bears on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from etl.models import DrillReport, EventKind, Quote, QuoteLink, VisitReport
from etl.transform.countries import dyad

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# More countries than this in one sentence is a list ("China, India, Japan and others"), about no pair in particular.
MOST_COUNTRIES = 3


def link(
    reading: Reading, visits: Sequence[VisitReport], drills: Sequence[DrillReport], quotes: Sequence[Quote]
) -> tuple[QuoteLink, ...]:
    """One QuoteLink for each quote.

    Countries named in the quote and the sentences that hold it decide; a quote that names one country is about the
    article's pairs with that country, and one that names none is about the article's main pair.
    """
    main = _main_dyads(reading, visits)
    return tuple(_link_one(reading, quote, main, visits, drills) for quote in quotes)


def _main_dyads(reading: Reading, visits: Sequence[VisitReport]) -> list[str]:
    """The article's pairs: those of its visits, else its two most named countries; the main one first."""
    counts: Counter[str] = Counter(m.iso3 for m in reading.countries)
    pairs = list(dict.fromkeys(dyad(v.visitor_iso3, v.host_iso3) for v in visits))
    pairs.sort(key=lambda pair: -min(counts[code] for code in pair.split("-")))
    if not pairs and len(counts) > 1:
        (one, _), (other, _) = counts.most_common(2)
        pairs = [dyad(one, other)]
    return pairs


def _link_one(
    reading: Reading,
    quote: Quote,
    main: list[str],
    visits: Sequence[VisitReport],
    drills: Sequence[DrillReport],
) -> QuoteLink:
    around = [s for s in reading.sentences if s.end > quote.quote_start and s.start < quote.quote_end]
    named = list(dict.fromkeys(m.iso3 for s in around for m in reading.countries_in(s)))
    if 2 <= len(named) <= MOST_COUNTRIES:
        dyads = [dyad(a, b) for a, b in combinations(named, 2)]
    elif len(named) == 1:
        dyads = [pair for pair in main if named[0] in pair.split("-")] or main[:1]
    else:
        dyads = main[:1]
    codes = {code for pair in dyads for code in pair.split("-")}
    events: list[tuple[EventKind, int]] = []
    visit = _nearest(quote, [v.evidence_start if dyad(v.visitor_iso3, v.host_iso3) in dyads else None for v in visits])
    if visit is not None:
        events.append(("visit", visit))
    drill = _nearest(quote, [d.evidence_start if d.country_iso3 in codes else None for d in drills])
    if drill is not None:
        events.append(("drill", drill))
    return QuoteLink(tuple(dict.fromkeys(dyads)), tuple(events))


def _nearest(quote: Quote, places: Sequence[int | None]) -> int | None:
    """Index of the place closest before the quote, else of the first one after it; None where there is none."""
    before = [(place, i) for i, place in enumerate(places) if place is not None and place <= quote.quote_start]
    after = [(place, i) for i, place in enumerate(places) if place is not None and place > quote.quote_start]
    return max(before)[1] if before else min(after)[1] if after else None
