"""Comparisons -> the records that do not agree, each with its article and the sentence to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from etl.evaluate.found import Found
from etl.evaluate.gold import Gold
from etl.evaluate.matching import Record
from etl.evaluate.merging import Merging
from etl.evaluate.scoring import FIGURES, Comparison
from etl.terminal import plain

SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+|\n+")
SHOWN = (
    "origin", "host", "country", "start", "date", "kind", "weapon_class", "weapon", "count", "visitor", "name", "status",
)  # fmt: skip
NAMING = ("evidence", "visitor", "weapon", "name")
HEADER = ("article", "figure", "miss", "record", "sentence")


@dataclass(frozen=True, slots=True)
class Miss:
    """A record without its partner; `sentence` is None where the article's text does not show it."""

    article: str
    figure: str
    miss: Literal["not found", "not in gold", "merged wrongly", "kept apart"]
    record: Record
    sentence: str | None


def list_misses(articles: Iterable[tuple[Gold, Found, dict[str, Comparison]]]) -> Iterator[Miss]:
    """All misses of all figures, article by article."""
    for gold, found, comparisons in articles:
        for figure in FIGURES:
            for record in comparisons[figure].missed:
                yield Miss(gold.id, figure, "not found", record, _sentence_of_gold(record, found.text))
            for record in comparisons[figure].wrong:
                sentence = _sentence_at(found.text, record["evidence_start"], record["evidence_end"])
                yield Miss(gold.id, figure, "not in gold", record, sentence)


def list_wrong_merges(merging: Iterable[Merging], texts: Mapping[str, str]) -> Iterator[Miss]:
    """A miss for each pair of reports that stand in one event and should not, or the other way round; `texts` by article."""
    for kind in merging:
        for one, other, together in kind.wrong_pairs():
            sentences = (
                _sentence_at(texts[r.article], r.found["evidence_start"], r.found["evidence_end"]) for r in (one, other)
            )
            articles, miss = f"{one.article} + {other.article}", "merged wrongly" if together else "kept apart"
            yield Miss(articles, f"{kind.kind}_merged", miss, one.found, " || ".join(sentences))  # type: ignore[arg-type]


def write_misses(misses: Iterable[Miss], out: TextIO) -> None:
    """Write a line of tab-separated cells for each miss, under a header."""
    print(*HEADER, sep="\t", file=out)
    for miss in misses:
        record = " ".join(str(miss.record[key]) for key in SHOWN if miss.record.get(key) is not None)
        cells = (miss.article, miss.figure, miss.miss, record, miss.sentence or "")
        print(*map(one_line, cells), sep="\t", file=out)


def one_line(text: str) -> str:
    """Outside text for one cell of a terminal or a spreadsheet: no line breaks, no control characters, no formula."""
    flat = plain(text)
    return "'" + flat if flat.startswith(("=", "+", "-", "@")) else flat


def _sentence_of_gold(record: Record, text: str) -> str | None:
    """The sentence that holds the record's evidence, else the first that holds its name; else the evidence alone."""
    for field in NAMING:
        words = re.split(r"\s+", str(record.get(field) or "").strip())
        place = re.search(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE) if words != [""] else None
        if place:
            return _sentence_at(text, *place.span())
    return record.get("evidence")


def _sentence_at(text: str, start: int, end: int) -> str:
    """The words at a place, filled up to whole sentences."""
    before = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, max(start, end - 1))
    return text[before[-1] if before else 0 : after.end() if after else len(text)].strip()
