"""What one sentence holds before anybody asks who fired, and the clue that comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from etl.models import DateMention, Sentence
from etl.transform import drill_words as dw
from etl.transform import weapons
from etl.transform.drill_heads import Head
from etl.transform.weapons import ClassMention, WeaponMention

if TYPE_CHECKING:
    from etl.transform.reading import Reading


DatedBy = Literal["event", "report", "since", "context", "none"]
DATELINE = re.compile(
    r"^[A-Z][\w.’'-]*(?:[ ,/]+(?:[A-Z][\w.’'-]*|\d{1,4}|\([^)]{2,30}\)))*,? ?(?: - |--|—| – |: |"
    r"\. -+ )\s*(?=[A-Z“\"0-9])"
)


@dataclass(frozen=True, slots=True)
class DateUse:
    """A date that is a launch's own: the day, the word it belongs to, and its place in the sentence."""

    date: str
    head: Head | None
    how: DatedBy
    start: int
    end: int


@dataclass(slots=True)
class Facts:
    """What one sentence holds, found without a parse."""

    sentence: Sentence
    whole: Sentence
    weapons: list[WeaponMention]
    classes: list[ClassMention]
    missiles: list[tuple[int, int]]
    dates: list[DateMention] = field(default_factory=list)

    @property
    def topical(self) -> bool:
        return bool(self.missiles)


def facts_of(reading: Reading, sentence: Sentence) -> Facts:
    """Weapons, classes and missile words of a sentence, by place in its text; a dateline before it is left out."""
    whole, sentence = sentence, _without_dateline(sentence)
    text = sentence.text
    named, classes = weapons.find(text), weapons.classes(text)
    missiles = [(m.start, m.end) for m in named] + [(m.start, m.end) for m in classes]
    missiles += [(m.start(), m.end()) for m in dw.missile_words().finditer(text)]
    return Facts(
        sentence, whole, named, classes, missiles, [d for d in reading.dates_in(sentence) if d.kind != "duration"]
    )


def _without_dateline(sentence: Sentence) -> Sentence:
    """The sentence behind "SEOUL, Oct. 11 (Agency) --", which only misleads the parser; its index is its own."""
    dateline = DATELINE.match(sentence.text)
    if dateline is None or not dateline.end() < len(sentence.text) // 2 or sentence.kind in ("headline", "heading"):
        return sentence
    cut = dateline.end()
    return replace(sentence, index=-1 - sentence.index, start=sentence.start + cut, text=sentence.text[cut:])
