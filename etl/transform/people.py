"""The people of an article: names with titles and affiliations, and every later mention of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import Person, PersonMention

if TYPE_CHECKING:
    from etl.transform.reading import Reading


@dataclass(frozen=True)
class Cast:
    """The people of one article and the places that speak of them, by place and none overlapping."""

    people: tuple[Person, ...] = ()
    mentions: tuple[PersonMention, ...] = ()

    def person(self, mention: PersonMention) -> Person:
        return self.people[mention.person]


def gather(reading: Reading) -> Cast:
    """Collect the cast of `reading`."""
    return Cast()
