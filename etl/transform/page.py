"""The words of an article, each with its sentence and country: what all steps of gathering its people work on."""

from __future__ import annotations

import bisect
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from etl.transform.name_lists import word_set

if TYPE_CHECKING:
    from etl.models import CountryMention, Sentence
    from etl.transform.reading import Reading

# A possessive 's belongs to no word: it stands in the gap between two.
WORD = re.compile(r"(?<!\w['’])[^\W_]+(?:(?!['’]s\b)[’'‘ʻ.\-‑][^\W_]+)*")
SHORTENED = word_set("shortened")


class Word(NamedTuple):
    start: int
    end: int
    text: str


class Page:
    """The words of an article with the sentence and country that each belongs to."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.words = [Word(m.start(), m.end(), m[0]) for m in WORD.finditer(self.text)]
        self.starts = [w.start for w in self.words]
        self.lower = [w.text.lower() for w in self.words]
        self.sentence = self._sentences()
        self.country = self._countries()

    def _sentences(self) -> list[Sentence | None]:
        out: list[Sentence | None] = [None] * len(self.words)
        for sentence in self.reading.sentences:
            for i in range(self.at(sentence.start), self.at(sentence.end)):
                out[i] = sentence
        return out

    def _countries(self) -> dict[int, CountryMention]:
        return {
            i: mention
            for mention in self.reading.countries
            for i in range(self.at(mention.start), self.at(mention.end))
        }

    def at(self, place: int) -> int:
        """Index of the first word that starts at or after `place`."""
        return bisect.bisect_left(self.starts, place)

    def gap(self, i: int) -> str:
        """What stands between word i and the next one."""
        return self.text[self.words[i].end : self.starts[i + 1]] if i + 1 < len(self.words) else "\n"

    def span(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that the article also prints in small letters."""
        return frozenset(w.text for w in self.words if w.text.islower())

    def opens_sentence(self, i: int) -> bool:
        return i == 0 or self.sentence[i] is not self.sentence[i - 1]

    def joined(self, i: int) -> bool:
        """Whether a name can run on from word i to the next: a space, or the point of an initial between them."""
        gap = self.gap(i)
        if self.sentence[i] is None or i + 1 >= len(self.words) or self.sentence[i] is not self.sentence[i + 1]:
            return False
        word = self.words[i].text
        if gap == " ":
            return True
        return gap == ". " and (
            len(word) == 1 or word in SHORTENED or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word) is not None
        )
