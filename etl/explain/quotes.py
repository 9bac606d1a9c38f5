"""How the quotes of an article were found: every passage in quotation marks, and by which construction its speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from etl.explain.account import QuoteAccount
from etl.models import Quote
from etl.transform.quotes import Found

RULES = {
    "tag": "named after the quotation",
    "lead": "named before the quotation",
    "clause": "the quoted words stand in the speaker's own clause",
    "phrase": "named by a phrase such as 'according to'",
    "label": "named by a label, such as a name with a colon",
    "loose": "the nearest one who may speak; no sure construction",
    "context": "the sentences before are about this speaker",
    "carried": "the one who spoke last",
}


def explain(
    account: Iterable[tuple[Quote | None, Found | None]], places: Mapping[int, int], text: str
) -> Iterator[tuple[int, QuoteAccount]]:
    """(place where the passage starts, account) for each passage of `text` and each piece of indirect speech.

    `places` holds the place of each quote among those of the article, by id().
    """
    for quote, found in account:
        number = None if quote is None else places[id(quote)]
        if found is None:
            assert quote is not None
            why = f'indirect speech (by "{quote.cue_verb}"); {quote.reason}'
            yield quote.quote_start, QuoteAccount("found", why, quote.quote, "indirect", number)
            continue
        start, speaker = found.passage.start, found.speaker
        words = text[start : found.passage.end]
        if quote is None:
            why = "too short, and nobody surely says it: a term, a name or a mark of distance"
            yield start, QuoteAccount("not said", why, words)
        elif speaker is None:
            yield start, QuoteAccount("no speaker", "kept, but nothing tells who speaks", words, None, number)
        else:
            cue = f' (by "{speaker.cue}")' if speaker.cue else ""
            why = f"{RULES.get(speaker.how, speaker.how)}{cue}; {speaker.reason}"
            yield start, QuoteAccount("found", why, words, speaker.how, number)
