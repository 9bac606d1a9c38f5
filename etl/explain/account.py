"""The frozen values that an explanation is made of; as data they are the JSON of `dyadwatch explain --json`.

Sentences have the numbers that people count by: the first is 1. Chances are from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from etl.models import Article, DateMention, DrillReport, Quote, RejectedFact, Sentence, VisitReport, VisitStatus

VisitFate = Literal["found", "told already", "too unlikely", "denied", "another traveller", "another trip"]
DrillFate = Literal["found", "told already", "too unlikely", "another reading", "no test", "by rule"]
QuoteFate = Literal["found", "no speaker", "not said"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for or against: the chance would be `chance_without` had the text not had it."""

    words: str
    features: tuple[str, ...]
    chance_without: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """The strongest reasons, the strongest first."""

    speak_for: tuple[Reason, ...] = ()
    speak_against: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class DayChance:
    """A day that a visit may have been on; `words` is None for the day of publication, which no word names."""

    date: str
    words: str | None
    sentence: int
    chance: float
    least: float
    taken: bool


@dataclass(frozen=True, slots=True)
class StateChance:
    """Where a visit may stand on the day of publication; the chances are judged one by one, so they need not add up."""

    status: VisitStatus
    chance: float


@dataclass(frozen=True, slots=True)
class VisitAccount:
    """A traveller and a country that a sentence may bring together.

    `chance` is that of a visit, `first_look` what it was before the sentence's other travellers and countries were
    compared; `report` is the place of the visit among those found, and `day_chance` that of its day.
    """

    fate: VisitFate
    why: str
    origin: str
    host: str
    visitor: str
    chance: float
    first_look: float
    least: float
    report: int | None = None
    day_chance: float | None = None
    reasons: Reasons = Reasons()
    days: tuple[DayChance, ...] = ()
    states: tuple[StateChance, ...] = ()


@dataclass(frozen=True, slots=True)
class LauncherChance:
    """A state that may have fired."""

    country: str
    chance: float
    taken: bool


@dataclass(frozen=True, slots=True)
class DrillAccount:
    """A day that a sentence may date a launch or drill to; `words` is None for the day of publication.

    `country` and its chance are None where the day was not taken; `launchers` are all states considered, if it was.
    """

    fate: DrillFate
    why: str
    date: str
    words: str | None
    chance: float | None = None
    least: float | None = None
    country: str | None = None
    country_chance: float | None = None
    report: int | None = None
    reasons: Reasons = Reasons()
    launchers: tuple[LauncherChance, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteAccount:
    """A passage in quotation marks, or indirect speech; `rule` is the construction by which its speaker was found."""

    fate: QuoteFate
    why: str
    text: str
    rule: str | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """One sentence with all that was considered in it."""

    number: int
    sentence: Sentence
    dates: tuple[DateMention, ...] = ()
    visits: tuple[VisitAccount, ...] = ()
    drills: tuple[DrillAccount, ...] = ()
    quotes: tuple[QuoteAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderAccount:
    """What a model, `reader` as in `found_by`, told in its stored answers to `answered` of the article's `parts`: the facts
    that the article bears out, and what it does not."""

    reader: str
    parts: int
    answered: int
    visits: tuple[VisitReport, ...] = ()
    drills: tuple[DrillReport, ...] = ()
    quotes: tuple[Quote, ...] = ()
    rejected: tuple[RejectedFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One article, what the rules find in it, how each sentence led to that, and what `readers` told beside them."""

    source: str
    article: Article
    remarks: tuple[str, ...] = ()
    visits: tuple[VisitReport, ...] = ()
    drills: tuple[DrillReport, ...] = ()
    quotes: tuple[Quote, ...] = ()
    sentences: tuple[SentenceAccount, ...] = field(default=())
    readers: tuple[ReaderAccount, ...] = ()
