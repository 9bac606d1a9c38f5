"""One article being read: its sentences and the countries, dates and people in them, found once for all extractors."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from spacy.tokens import Doc

from etl.models import Article, CountryMention, DateMention, PersonMention, Sentence
from etl.transform import countries, dates, entries, people, sentences
from etl.transform.language import Language


class Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def within(mentions: Sequence[P], start: int, end: int) -> list[P]:
    """The mentions that lie in text[start:end]; `mentions` is in order of `start`."""
    first = bisect.bisect_left(mentions, start, key=lambda m: m.start)
    out = []
    for mention in mentions[first:]:
        if mention.start >= end:
            break
        if mention.end <= end:
            out.append(mention)
    return out


class Reading:
    """What every extractor needs to know of one article; mentions are sorted by place, parses are made on demand."""

    def __init__(self, article: Article, language: Language) -> None:
        self.article = article
        self.language = language
        self._docs: dict[str, Doc] = {}

    @property
    def anchor(self) -> str | None:
        """The day that weekdays and 'last month' count from: the dateline's, else that of publication."""
        return self.article.dateline_date or self.article.published_date

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences.split(self.article)

    @cached_property
    def countries(self) -> list[CountryMention]:
        return countries.find(self.article.text)

    @cached_property
    def dates(self) -> list[DateMention]:
        return dates.find(self.article.text, self.sentences, self.anchor)

    @cached_property
    def entries(self) -> list[list[DateMention]]:
        return entries.find(self)

    @cached_property
    def cast(self) -> people.Cast:
        return people.gather(self)

    def countries_in(self, place: Placed) -> list[CountryMention]:
        return within(self.countries, place.start, place.end)

    def dates_in(self, place: Placed) -> list[DateMention]:
        return within(self.dates, place.start, place.end)

    def people_in(self, place: Placed) -> list[PersonMention]:
        return within(self.cast.mentions, place.start, place.end)

    def doc(self, sentence: Sentence) -> Doc:
        """The parsed sentence; token.idx counts from the sentence's start."""
        if sentence.text not in self._docs:
            self.docs([sentence.text])
        return self._docs[sentence.text]

    def docs(self, texts: Iterable[str]) -> list[Doc]:
        """Parsed texts: in one batch those that nobody asked for before, which costs half of parsing one by one."""
        wanted = list(texts)
        todo = [text for text in dict.fromkeys(wanted) if text not in self._docs]
        if todo:
            self._docs.update(zip(todo, self.language.parse(todo), strict=True))
        return [self._docs[text] for text in wanted]
