"""A person in the making: the introductions of one name gathered into title, body, state, rank and gender."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.models import Gender, Level, Office, Person
from etl.transform import evidence, offices, states, titles
from etl.transform.introductions import Intro
from etl.transform.name_lists import fold
from etl.transform.page import Page
from etl.transform.roles import Title

KIN = re.compile(
    r"\b(?:grand)?(?:father|mother|son|daughter)\b|\b(?:brother|sister|wife|husband|uncle|aunt|nephew|niece|cousin|widow)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A person in the making."""

    index: int
    words: list[str]
    name: str
    named: bool = True
    intros: list[Intro] = field(default_factory=list)
    title: str | None = None
    affiliation: str | None = None
    iso3: str | None = None
    level: Level | None = None
    kind: str = ""
    state: bool = False
    gender: Gender | None = None
    former: bool = False
    offices: tuple[Office, ...] = ()

    @classmethod
    def unnamed(cls, index: int, text: str, title: Title) -> Draft:
        return cls(
            index,
            text.split(),
            text,
            False,
            [],
            title.text,
            None,
            title.iso3,
            title.level,
            title.kind,
            True,
            None,
            title.former,
        )

    @property
    def keys(self) -> list[str]:
        return [fold(word) for word in self.words if len(word) > 1 and word not in ("Jr", "Sr")]

    def done(self) -> Person:
        return Person(
            self.index, self.name, self.named, self.title, self.affiliation, self.iso3, self.level, self.gender,
            self.former, self.offices,
        )  # fmt: skip


def describe(page: Page, draft: Draft, drafts: list[Draft]) -> None:
    """Title, affiliation, state, rank and gender from all introductions of one person."""
    draft.gender = next((i.gender for i in draft.intros if i.gender), None) or evidence.gender_of(draft.words)
    best = max(draft.intros, key=lambda i: (i.title is not None or i.phrase is not None, i.affiliation is not None))
    level, kind, state = evidence.level_and_state(best)
    draft.kind, draft.state = kind, state
    draft.title = best.title.text if best.title else best.phrase
    if best.before and best.title is best.before[-1] and len(best.before) > 1:
        draft.title = page.span(best.before[0].first, best.before[-1].last)
    draft.affiliation = best.affiliation or next((i.affiliation for i in draft.intros if i.affiliation), None)
    draft.former = evidence.is_former(best)
    if kind in ("relation", "private", "media", "post", "") and _is_known_for_office(page, draft, kind):
        # "His host, Mohammad Javad Zarif", "Kim's grandfather, Kim Il Sung": the office says more.
        kind, state, level, draft.title, draft.kind = "", False, None, None, ""
    elif kind == "relation" and best.title is not None and best.title.text.lower().endswith(("counterpart", "host")):
        kind, state, level = "state", True, _level_of_other(draft, drafts)
        draft.kind, draft.state = kind, state
    if kind == "post" and best.iso3:
        kind, state, draft.state = "state", True, True
    told = [i.iso3 for i in (best, *draft.intros) if i.iso3]
    draft.iso3 = told[0] if told and (state or (draft.title is None and draft.affiliation is None)) else None
    draft.level = level
    if (kind not in titles.STATE_KINDS and draft.title is not None and not state) or (
        draft.affiliation and not state and titles.THINK_TANK.search(draft.affiliation)
    ):
        draft.level = None
        draft.iso3 = None
        return
    _use_offices(page, draft)
    if state and draft.iso3 is None:
        place = page.words[draft.intros[0].name.first].start
        counterpart = any(t.kind == "relation" for i in draft.intros for t in i.before)
        draft.iso3 = states.place_before(page, place) if counterpart else states.from_context(page, place, draft.name)


def _is_known_for_office(page: Page, draft: Draft, kind: str) -> bool:
    """Whether the table knows the name; beside a post or trade ("IMF chief") only an office held at the time counts."""
    known = states.offices_of(draft.name)
    if kind in ("relation", "") or not known or (draft.title and KIN.search(draft.title)):
        return bool(known)
    return states.is_held(states.held_at(known, page.reading.anchor, None), page.reading.anchor)


def _level_of_other(draft: Draft, drafts: list[Draft]) -> Level | None:
    """ "His counterpart" has the rank of the official introduced last before."""
    return next((d.level for d in reversed(drafts[: draft.index]) if d.level), "other")


def _use_offices(page: Page, draft: Draft) -> None:
    """Let the dated table tell state and rank of a name that it knows."""
    draft.offices = states.offices_of(draft.name)
    if not draft.offices and len(draft.words) == 1:
        draft.offices = offices.by_surname(draft.name, page.reading.anchor)
    if not draft.offices:
        return
    if draft.level is not None and draft.iso3 is None:
        same = {o.iso3 for o in draft.offices if o.level == draft.level}
        if len(same) == 1:
            draft.iso3 = same.pop()
            return
    held = states.held_at(draft.offices, page.reading.anchor, draft.iso3)
    if held is None:
        draft.offices = ()
        return
    draft.state = True
    draft.iso3 = draft.iso3 or held.iso3
    draft.level = draft.level or held.level
    if (
        draft.level in ("party", "military", "other")
        and held.level == "head_of_state_or_government"
        and not draft.former
    ):
        # "Kim Jong Un, general secretary of the Workers' Party", "Captain Ibrahim Traoré"
        draft.level = held.level if states.is_held(held, page.reading.anchor) else draft.level
