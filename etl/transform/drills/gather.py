"""From days and states of sentences to launches: one of a state and a day, however many sentences tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.transform import calendar_words as cal
from etl.transform.drills.candidates import Day, View


@dataclass(slots=True)
class Found:
    """One sentence that tells of a launch of `iso3` on `day`, with the chance that it does."""

    view: View
    day: Day
    iso3: str
    chance: float
    sure: float


@dataclass(slots=True)
class Launch:
    """All sentences that tell of one state's launches of one day; the likeliest comes first."""

    iso3: str
    date: str
    told: list[Found] = field(default_factory=list)

    @property
    def best(self) -> Found:
        return self.told[0]


def join(found: Iterable[Found]) -> list[Launch]:
    """The launches of an article in order of place; a coarser date joins a finer one of its state that it holds."""
    launches: list[Launch] = []
    for one in sorted(found, key=lambda f: (-len(f.day.date), -f.chance, f.view.sentence.start)):
        same = next((o for o in launches if o.iso3 == one.iso3 and _is_same(o, one)), None)
        if same is None:
            same = Launch(one.iso3, one.day.date)
            launches.append(same)
        same.told.append(one)
    for launch in launches:
        launch.told.sort(key=lambda f: (-f.chance, f.view.sentence.start))
    return sorted(launches, key=lambda o: (o.best.view.sentence.start, o.date, o.iso3))


def _is_same(launch: Launch, one: Found) -> bool:
    return launch.date == one.day.date or (
        len(launch.date) != len(one.day.date) and cal.compatible(launch.date, one.day.date)
    )
