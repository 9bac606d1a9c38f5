"""Clues in reading order -> scenes: one launch or drill each, whose empty slots later sentences fill."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from etl.models import WeaponClass
from etl.transform import calendar_words as cal
from etl.transform import drill_words as dw
from etl.transform.drill_clues import LATER
from etl.transform.drill_facts import Clue
from etl.transform.launch_sites import Site
from etl.transform.weapons import WeaponMention

# Verbs of motion with which a bare "one" or "it" can still be news: "one crossed Japan in 2017".
OPENING = frozenset(
    ["crossed", "crashed", "exploded", "blew", "fell", "flew", "flown", "fly", "went", "gone", "overflew"]
)
DAY_OF = re.compile(r"\b(?:on|late on|later on) the (?:same )?day (?:of|as)\b|\bthe same day\b", re.IGNORECASE)


@dataclass(slots=True)
class Scene:
    """One event in the making; `country` None where nothing names the launcher yet."""

    first: Clue
    country: str | None
    sure: bool
    date: str | None
    report_date: str | None = None
    planned: bool = False
    combat: bool = False
    failed: bool = False
    satellite: bool = False
    simulated: bool = False
    drill: bool = False
    one: bool = False
    many: bool = False
    recalled: bool = False
    since: bool = False
    strong: bool = False
    count: int | None = None
    exact: bool = False
    distance: float | None = None
    apogee: float | None = None
    weapons: list[WeaponMention] = field(default_factory=list)
    classes: list[WeaponClass] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    clues: list[Clue] = field(default_factory=list)

    @property
    def last_block(self) -> int:
        return self.clues[-1].sentence.block

    def _take_number(self, clue: Clue) -> None:
        """The first clue that says one, many or how many decides; an exact number of a near one betters it."""
        headline = clue.sentence.kind in ("headline", "heading", "standfirst")
        near = clue.strong or clue.sentence.index - self.first.sentence.index <= 2 or bool(clue.date)
        if not self.exact and clue.exact and clue.count is not None and near and (self.count or 0) < clue.count:
            self.count, self.exact, self.many = clue.count, True, False
        elif self.count is None and not self.one and not self.many and not headline and near:
            self.count, self.one = clue.count, clue.one
            self.many = clue.many and clue.count is None

    def take(self, clue: Clue, *, same_event: bool = True) -> None:
        """Fill empty slots from a clue; what was told first stays."""
        self.clues.append(clue)
        self._take_number(clue)
        if not self.weapons:
            self.weapons = list(clue.weapons)
        elif clue.cue == "item":
            self.weapons += [m for m in clue.weapons if m not in self.weapons]
        elif clue.weapons and clue.opens and same_event:
            known = {m.weapon.name for m in self.weapons}
            self.weapons += [
                m
                for m in clue.weapons
                if m.weapon.name not in known and len(self.weapons) < 3 and clue.strong and clue.dated_by == "event"
            ]
        if not self.classes or clue.cue == "item":
            self.classes += [c for c in clue.classes if c not in self.classes]
        self.distance = self.distance if self.distance is not None else clue.distance
        self.apogee = self.apogee if self.apogee is not None else clue.apogee
        self.sites = self.sites or list(clue.sites)
        self.failed = self.failed or clue.failed
        if len(self.clues) == 1 or clue.date:
            self.simulated, self.drill = self.simulated or clue.simulated, self.drill or (clue.drill and clue.strong)
        self.satellite = self.satellite or clue.satellite
        self.strong = self.strong or clue.strong
        if clue.country == self.country and clue.sure:
            self.partners |= clue.partners
        if self.country is None and clue.country:
            self.country, self.sure = clue.country, clue.sure


def days_apart(one: str, other: str) -> int | None:
    """Days from `one` to `other`, None where either is coarser than a day."""
    if len(one) != 10 or len(other) != 10:
        return None
    return (dt.date.fromisoformat(other) - dt.date.fromisoformat(one)).days


def main_country(clues: Iterable[Clue]) -> str | None:
    """Who fires in this article: the votes of all clues, those that name a launcher before those that report."""
    votes: Counter[str] = Counter()
    for clue in clues:
        if clue.country:
            votes[clue.country] += 3 if clue.sure else 1
            if clue.sentence.kind == "headline" and clue.sure:
                votes[clue.country] += 2
    if not votes:
        for clue in clues:
            if clue.source:
                votes[clue.source] += 1
    return votes.most_common(1)[0][0] if votes else None


class Scenes:
    """Gathers clues to scenes; `anchor` is the day of the article."""

    def __init__(self, anchor: str | None, main: str | None) -> None:
        self.anchor = anchor
        self.main = main
        self.scenes: list[Scene] = []
        self.current: Scene | None = None

    def add(self, clue: Clue) -> None:
        """Give a clue to the scene it belongs to, or open one for it."""
        if clue.mood == "denied" and clue.dated_by == "since" and clue.opens:
            clue = replace(clue, mood="told")
        if clue.mood in ("guessed", "denied"):
            return
        clue = self._same_day(clue)
        scene = self._dated(clue) if clue.date and clue.dated_by != "report" else self._undated(clue)
        if scene is not None:
            if clue.combat and not scene.clues:
                scene.combat = True
            scene.take(clue)
            self.current = scene

    def _same_day(self, clue: Clue) -> Clue:
        """Another state's launch "on the day of" or "hours after" one already told has that one's day."""
        if clue.date or not clue.sure or not clue.strong or not self.scenes:
            return clue
        if DAY_OF.search(clue.text):
            told = next((s for s in self.scenes if s.date and s.country != clue.country), None)
        elif LATER.search(clue.text) and self.current is not None:
            told = self.current
        else:
            return clue
        return replace(clue, date=told.date, dated_by="context") if told is not None and told.date else clue

    def _open(self, clue: Clue, date: str | None) -> Scene:
        country = (
            clue.country
            or (self.current.country if self.current and clue.definite and self.current.country else None)
            or self.main
            or clue.source
        )
        scene = Scene(
            first=clue,
            country=country,
            sure=clue.sure,
            date=date,
            planned=clue.mood == "planned",
            combat=clue.combat,
            since=clue.dated_by == "since",
            recalled=clue.recalled,
        )
        if clue.dated_by == "report":
            scene.report_date = clue.date
        self.scenes.append(scene)
        return scene

    def _fits(self, scene: Scene, clue: Clue) -> bool:
        """True where country and family (satellite or missile) of scene and clue can be one."""
        if (
            clue.country
            and clue.sure
            and scene.country
            and scene.country != clue.country
            and clue.country not in scene.partners
        ):
            return False
        if (
            clue.satellite
            and scene.clues
            and not scene.satellite
            and any(c not in ("unknown", "satellite") for c in scene.classes)
        ):
            return False
        return (clue.mood == "planned") == scene.planned or clue.date is None

    def _dated(self, clue: Clue) -> Scene | None:
        date = clue.date or ""
        for scene in reversed(self.scenes):
            if (
                clue.dated_by == "context"
                and clue.partners
                and clue.strong
                and not scene.partners
                and scene.country == clue.country
            ):
                continue
            if (
                scene.date
                and self._fits(scene, clue)
                and (
                    scene.date == date
                    or (len(scene.date) != len(date) and cal.compatible(scene.date, date) and not clue.habitual)
                )
            ):
                if len(date) > len(scene.date):
                    scene.date = date
                return scene
        if clue.combat:
            return self._open(clue, date)
        pending = self._pending(clue)
        if pending is not None:
            pending.date, pending.first = date, clue if clue.strong else pending.first
            return pending
        if clue.mood == "planned" and not self._is_future(date):
            return None
        if len(date) == 4 and (clue.habitual or not (clue.weapons or clue.recalled)):
            return None
        if clue.habitual and clue.count and clue.count > 8 and not clue.weapons and len(date) < 10:
            return None
        if not clue.strong and clue.cue in dw.words("motion_verb") and clue.cue not in OPENING and not clue.failed:
            return None
        if clue.dated_by == "context" and not (clue.strong or clue.count or clue.classes):
            return self._same_context(date)
        return self._open(clue, date)

    def _same_context(self, date: str) -> Scene | None:
        return next((s for s in reversed(self.scenes) if s.date == date), None)

    def _is_future(self, date: str) -> bool:
        return self.anchor is None or date[:10] >= self.anchor[: len(date)]

    def _pending(self, clue: Clue) -> Scene | None:
        """The undated scene that a first date belongs to: the lead's, unless the date recalls something old."""
        date = clue.date or ""
        for scene in self.scenes:
            if (
                scene.date
                or not self._fits(scene, clue)
                or scene.combat
                or clue.dated_by == "since"
                or clue.mood == "planned"
            ):
                continue
            if scene.report_date:
                gap = days_apart(date, scene.report_date)
                if gap is None or not 0 <= gap <= 4:
                    continue
            elif self.anchor:
                gap = days_apart(date, self.anchor)
                if gap is None or gap > 12 or (clue.recalled and gap > 4):
                    continue
            elif clue.recalled:
                continue
            return scene
        return None

    def _undated(self, clue: Clue) -> Scene | None:
        target = self._target(clue)
        if target is not None:
            if clue.dated_by == "report" and target.report_date is None and target.date is None:
                target.report_date = clue.date
            return target
        if not clue.opens or clue.habitual or clue.mood == "planned" or not clue.strong:
            return None
        return self._open(clue, None)

    def _target(self, clue: Clue) -> Scene | None:
        """The scene that an undated clue goes on with."""
        fitting = [s for s in self.scenes if self._fits(s, clue)]
        if clue.mood == "planned":
            return None
        if clue.dated_by == "report" and clue.date:
            near = [
                s for s in fitting if s.date and (gap := days_apart(s.date, clue.date)) is not None and 0 <= gap <= 3
            ]
            near = near or [s for s in fitting if s.date is None and (s.report_date in (None, clue.date))]
            return near[0] if near else None
        if self.current is not None and self.current in fitting:
            lead = self.scenes[0]
            moved_on = self.current.last_block != clue.sentence.block and self.current is not lead
            if moved_on and clue.sentence.block - self.current.last_block > 1 and lead in fitting:
                return lead
            return self.current
        return fitting[-1] if fitting and clue.country else None
