"""What is the same for all candidates of one article, and of one of its sentences."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from etl.models import Person, Sentence
from etl.transform import titles
from etl.transform.visits.cues import trigger
from etl.transform.visits.legs import Leg

if TYPE_CHECKING:
    from etl.transform.reading import Reading

# A row of a table: cells parted by bars or wide spaces.
ROW = re.compile(r"\S\s*\|\s*\S|\S(?:\t| {3,})\S")


@dataclass(frozen=True, slots=True)
class Title:
    """A headline or heading: its sentence's index, the countries it names, and whether it has a word of travel."""

    index: int
    countries: frozenset[str]
    travel: bool


class Line(NamedTuple):
    """What a sentence opens with, whether it is a row of a list or table, and the title it stands under."""

    opening: str
    row: bool
    title: Title | None


class Scene:
    """What is the same for all candidates of one article."""

    def __init__(self, reading: Reading, legs: dict[int, list[Leg]]) -> None:
        self.reading = reading
        self.legs = legs
        self.pairs = Counter((leg.party.iso3, leg.host) for found in legs.values() for leg in found)
        places = Counter(m.iso3 for m in reading.countries if m.kind != "adjective")
        people = Counter(m.person for m in reading.cast.mentions)
        self.top_place = next((iso3 for iso3, _ in places.most_common(1)), None)
        self.top_person = next((person for person, _ in people.most_common(1)), None)
        self._titles = [
            Title(s.index, frozenset(m.iso3 for m in reading.countries_in(s)), trigger().search(s.text) is not None)
            for s in reading.sentences
            if s.kind in ("headline", "heading")
        ]
        self._lines: dict[int, Line] = {}
        self._standings: dict[int, frozenset[str]] = {}

    def standing(self, person: Person) -> frozenset[str]:
        """Whether `person` serves a state, or is only of a country, as athletes and hostages are."""
        if person.index not in self._standings:
            self._standings[person.index] = self._read_standing(person)
        return self._standings[person.index]

    def _read_standing(self, person: Person) -> frozenset[str]:
        word = person.title.split()[-1].lower() if person.title else None
        serves = titles.stands_for_state(word)
        known = "office" if person.offices else "title" if serves else "word" if word else "-"
        out = {f"standing={known}", f"standing={known}/{person.level}", f"title-word={word}"}
        if not person.offices and not serves and person.affiliation is not None:
            out.add("affiliated")
        if re.search(rf"{re.escape(person.name)}, (?:aged )?\d\d,", self.reading.article.text):
            out.add("aged")
        return frozenset(out)

    def line(self, sentence: Sentence) -> Line:
        """How `sentence` lies on the page, looked up once for all its candidates."""
        if sentence.index not in self._lines:
            self._lines[sentence.index] = self._read_line(sentence)
        return self._lines[sentence.index]

    def _read_line(self, sentence: Sentence) -> Line:
        date = min((d.start for d in self.reading.dates_in(sentence)), default=sentence.end)
        person = min((m.start for m in self.reading.people_in(sentence)), default=sentence.end)
        opening = "date" if date - sentence.start < 3 else "person" if person - sentence.start < 3 else "-"
        row = sentence.kind == "list_item" or bool(ROW.search(sentence.text))
        return Line(opening, row, next((t for t in reversed(self._titles) if t.index < sentence.index), None))
