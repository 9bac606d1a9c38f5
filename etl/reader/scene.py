"""One article as the checks see it, and the surroundings of one passage: its sentences and those right around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.models import CountryMention, DateMention, Person, Quote, Sentence
from etl.reader.instructions import Order, orders
from etl.reader.passages import Plain
from etl.transform import drills, quote_marks, quotes, visits
from etl.transform.reading import Reading
from etl.transform.visits.accounts import Judged

# Sentences before and after a passage in which what it leaves out may stand: "He arrived there on Tuesday."
BEFORE, AFTER = 3, 1
# More than this is no passage that shows a fact but a piece of the article that holds everything.
LONGEST, SHORTEST = 900, 8


Fault = tuple[str, str]
"""Why a claim does not hold: a word to count by, and what was amiss."""


@dataclass(frozen=True)
class Scene:
    """A passage at text[start:end]: the sentences that it touches, and those with their neighbours."""

    start: int
    end: int
    own: tuple[Sentence, ...]
    near: tuple[Sentence, ...]

    @property
    def own_text(self) -> str:
        return " ".join(s.text for s in self.own)

    @property
    def is_long(self) -> bool:
        return len(self.own) > 1

    @property
    def near_text(self) -> str:
        return " ".join(s.text for s in self.near)


class Ground:
    """What the checks need to know of one article, found once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text

    @cached_property
    def plain(self) -> Plain:
        return Plain(self.text)

    @cached_property
    def orders(self) -> list[Order]:
        """Words by which the article speaks to the machine that reads it."""
        return orders(self.reading.article)

    @cached_property
    def _judged(self) -> dict[tuple[int, str, str], list[Judged]]:
        """What the rules make of each (sentence, visitor, host)."""
        out: dict[tuple[int, str, str], list[Judged]] = defaultdict(list)
        for judged in visits.judge(self.reading):
            out[
                judged.candidate.sentence.index, judged.candidate.traveller.party.iso3, judged.candidate.host.iso3
            ].append(judged)
        return dict(out)

    @cached_property
    def opening(self) -> list[Sentence]:
        """The headlines and the first sentences, which say what the article is about."""
        body = [s for s in self.reading.sentences if s.kind not in ("headline", "heading")]
        return [s for s in self.reading.sentences if s.kind in ("headline", "standfirst")] + body[:2]

    def scene(self, passage: str) -> Scene | None:
        """Where a passage stands; None where it does not."""
        place = self.plain.find(passage)
        if place is None:
            return None
        start, end = place
        own = tuple(s for s in self.reading.sentences if s.end > start and s.start < end)
        if not own:
            return None
        first, last = own[0].index, own[-1].index
        return Scene(start, end, own, tuple(self.reading.sentences[max(0, first - BEFORE) : last + 1 + AFTER]))

    def chance(self, sentences: Iterable[Sentence], visitor: str, host: str) -> float:
        """How likely the rules take a trip from `visitor` to `host` to be what one of the sentences tells; 0 for not at all."""
        return max((j.chance for s in sentences for j in self._judged.get((s.index, visitor, host), ())), default=0.0)

    def is_denied(self, sentences: Iterable[Sentence], visitor: str, host: str) -> bool:
        """Whether the rules know the trip from the sentences, and everywhere as one that did not or will not take place."""
        found = [j for s in sentences for j in self._judged.get((s.index, visitor, host), ())]
        return bool(found) and all(j.denied for j in found)

    def likeliest(self, sentences: Sequence[Sentence], visitor: str) -> tuple[float, str]:
        """The likeliest host of a visitor in the sentences, with its chance."""
        wanted = {s.index for s in sentences}
        told = (
            j for (index, who, _), found in self._judged.items() if index in wanted and who == visitor for j in found
        )
        return max(((j.chance, j.candidate.host.iso3) for j in told), default=(0.0, ""))

    def printed(self, words: str | None) -> str | None:
        """A detail as far as the article has it: what is not printed is left out, no reason to drop the fact."""
        return words if words and self.plain.find(words) is not None else None

    def launchers(self, sentences: Iterable[Sentence]) -> dict[str, float]:
        """State -> the best chance that the rules give it to have fired what the sentences date."""
        wanted = {s.index for s in sentences}
        best: dict[str, float] = {}
        for day in self._days:
            for chance, code in day.launchers if day.view.sentence.index in wanted else ():
                best[code] = max(best.get(code, 0.0), chance)
        return best

    @cached_property
    def _days(self) -> Sequence[drills.days.JudgedDay]:
        return drills.account(self.reading).days

    @cached_property
    def marked(self) -> list[quote_marks.Passage]:
        """The passages in quotation marks, headlines left out."""
        return quote_marks.find(self.text, self.reading.article.blocks)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """What the rules take for quotes."""
        return quotes.find(self.reading)

    def countries(self, sentences: Iterable[Sentence]) -> Iterator[CountryMention]:
        for sentence in sentences:
            yield from self.reading.countries_in(sentence)

    def people(self, sentences: Iterable[Sentence]) -> Iterator[Person]:
        for sentence in sentences:
            for mention in self.reading.people_in(sentence):
                yield self.reading.cast.person(mention)

    def dates(self, sentences: Iterable[Sentence]) -> Iterator[DateMention]:
        for sentence in sentences:
            yield from self.reading.dates_in(sentence)
