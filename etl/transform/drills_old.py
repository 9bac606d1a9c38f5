"""The missile launches, tests, drills and exercises that an article reports: clues, scenes, reports."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import DrillKind, DrillReport, DrillStatus, Sentence, WeaponClass
from etl.transform import drill_clues, exercises, measures, weapons
from etl.transform import drill_words as dw
from etl.transform.drill_facts import Clue, Facts, facts_of
from etl.transform.drill_scenes import Scene, Scenes, main_country
from etl.transform.drill_settling import settle
from etl.transform.drill_slots import fill

if TYPE_CHECKING:
    from etl.transform.reading import Reading

ONLY_DATE = re.compile(r"^[^A-Za-z0-9]*(?:On )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:early |late )?$")
THEY_FIRE = re.compile(
    r"[“\"]?They (?:had |have )?(?:then |also |again |last )?(?:fired|launched|tested|shot|sent|put|flew)\b"
)
ANAPHOR = re.compile(
    (
        r"^(?:That|It|This|The (?:first|last|second|third|previous|latest)(?: \w+){0,3}|Neither|Both|They|"
        r"One|Two|Another)\b"
    ),
    re.IGNORECASE,
)


def find(reading: Reading) -> tuple[DrillReport, ...]:
    """All drills of `reading`, by place; launches of one country on one day are one record."""
    if not (dw.TOPIC.search(reading.article.text) or weapons.find(reading.article.text)):
        return ()
    clues = _clues(reading)
    scenes = Scenes(reading.anchor, main_country(clues))
    for clue in clues:
        scenes.add(clue)
    kept = settle(scenes)
    found = [_report(reading, scene) for scene in kept]
    taken = {(code, r.drill_date) for r in found if r.drill_date for code in (r.country_iso3, *r.partner_iso3s)}
    used = {clue.sentence.index for clue in clues if clue.strong and clue.drill}
    found += exercises.find(reading, taken, used)
    return tuple(sorted(found, key=lambda r: r.evidence_start))


def _clues(reading: Reading) -> list[Clue]:
    """Clues of all sentences that can hold one, in order."""
    facts = [facts_of(reading, s) for s in reading.sentences]
    about = [f for f in facts if f.topical]
    topical = (len(about) >= 2 or len(about) * 4 >= len(facts)) and any(
        dw.event_words().search(f.sentence.text) for f in facts
    )
    chosen = [f for f in facts if _is_candidate(f, topical)]
    lists = _listed(facts) if topical else set()
    reading.parse([f.sentence for f in facts if f.whole.index in lists or f in chosen])
    candidates = {f.whole.index for f in chosen}
    parsed = candidates | lists
    out: list[Clue] = []
    context: str | None = None
    context_block = -1
    recent: list[Sentence] = []
    pair: list[str] = []
    last: Clue | None = None
    previous: Facts | None = None
    for fact in facts:
        sentence = fact.whole
        if sentence.kind in ("heading", "headline"):
            context = None
        days = _lone_dates(fact)
        if days:
            context, context_block = days[0], sentence.block
            pair = days[1:]
        elif sentence.block != context_block and sentence.kind != "list_item":
            context = None
        if not days:
            day = context
            if day is None and drill_clues.LATER.search(sentence.text):
                day = _last_day(reading, recent)
            clues = (
                drill_clues.read(reading, fact, topical=topical, context=day)
                if sentence.index in candidates or (context and sentence.index in parsed)
                else []
            )
            clues = [_with_antecedent(reading, c, previous) for c in clues] or _filler(fact, last, previous, topical)
            if clues:
                out += clues
                last = clues[-1]
            if context and pair and clues and clues[0].dated_by == "context":
                out += [replace(clues[0], date=other) for other in pair]
        recent = [*recent[-2:], sentence]
        previous = fact
    return out


def _with_antecedent(reading: Reading, clue: Clue, previous: Facts | None) -> Clue:
    """A clue that begins with "It" speaks of the one weapon that the sentence before names."""
    if previous is not None and not clue.sure and not clue.weapons and THEY_FIRE.match(clue.sentence.text):
        codes = {m.iso3 for m in reading.countries_in(previous.sentence) if m.kind in ("name", "adjective")}
        return replace(clue, country=codes.pop(), sure=True) if len(codes) == 1 else clue
    if (
        previous is None
        or clue.weapons
        or clue.sure
        or not re.match(r"(?:It|This)\b", clue.sentence.text)
        or previous.sentence.block != clue.sentence.block
    ):
        return clue
    names = {m.weapon for m in previous.weapons}
    if len(names) != 1:
        return clue
    weapon = names.pop()
    country = weapon.iso3s[0] if len(weapon.iso3s) == 1 else None
    return replace(clue, weapons=(previous.weapons[-1],), country=country or clue.country, sure=bool(country))


def _filler(facts: Facts, last: Clue | None, previous: Facts | None, topical: bool) -> list[Clue]:
    """A sentence without a launch word that still fills a slot of the scene before it.

    How many, how far and how it ended right behind a clue; what the weapon was a little later ("The missile was an
    Agni-P"); and the items of a list that a colon opens ("What was fired:").
    """
    sentence = facts.whole
    if last is None or not topical or any(d.date and len(d.date) == 10 for d in facts.dates):
        return []
    gap = sentence.index - last.sentence.index
    listed = (
        facts.topical
        and gap == 1
        and sentence.kind in ("heading", "list_item")
        and (last.cue == "item" or last.text.rstrip().endswith(":"))
    )
    naming = gap <= 3 and (facts.weapons or facts.classes) and dw.is_naming(sentence.text)
    behind = gap == 1 and last.sentence.block == sentence.block
    counted = behind and (
        measures.find(sentence.text) or measures.counts(sentence.text) or dw.failed(sentence.text, satellite=False)
    )
    opener = facts.topical is False and gap == 1 and sentence.text.rstrip().endswith(":")
    if not (listed or naming or counted or opener):
        return []
    bare = Clue(sentence=sentence, cue="item" if listed else last.cue, text=sentence.text, strong=listed)
    return [fill(bare, facts, (0, len(facts.sentence.text)), [])]


def _is_candidate(facts: Facts, topical: bool) -> bool:
    text = facts.sentence.text
    if facts.topical:
        return bool(dw.cue_words().search(text))
    if not topical:
        return False
    return bool(dw.event_words().search(text)) or bool(
        ANAPHOR.match(text) and (facts.dates or dw.cue_words().search(text))
    )


def _listed(facts: list[Facts]) -> set[int]:
    """Sentences under a line that is only a date."""
    out: set[int] = set()
    open_block = -9
    for fact in facts:
        if _lone_dates(fact):
            open_block = fact.whole.block
        elif fact.whole.block == open_block or (fact.whole.kind == "list_item" and fact.whole.block - open_block < 3):
            out.add(fact.whole.index)
    return out


def _lone_dates(facts: Facts) -> list[str]:
    """The days of a sentence that is nothing but a date: "Sept. 29 and Oct. 1."; such a line dates what follows."""
    if not facts.dates or len(facts.sentence.text) > 45:
        return []
    rest = facts.sentence.text
    for mention in reversed(facts.dates):
        start = mention.start - facts.sentence.start
        rest = rest[:start] + rest[start + len(mention.text) :]
    if len(re.sub(r"\W|\band\b|\bOn\b", "", rest)) > 2:
        return []
    days: list[str] = []
    for mention in facts.dates:
        days += [d for d in (mention.date, mention.end_date if " and " in mention.text else None) if d]
    return days


def _last_day(reading: Reading, recent: list[Sentence]) -> str | None:
    """The day last named in the sentences just before."""
    for sentence in reversed(recent):
        days = [d.date for d in reading.dates_in(sentence) if d.date and len(d.date) == 10]
        if days:
            return days[-1]
    return None


def _kind(scene: Scene) -> DrillKind:
    if scene.satellite and not any(
        c in ("ICBM", "SLBM", "SRBM", "IRBM", "cruise", "hypersonic") for c in scene.classes
    ):
        return "satellite_launch"
    if scene.simulated:
        return "simulated_strike"
    return "firing_drill" if scene.drill else "launch_test"


def _classes(scene: Scene) -> set[WeaponClass]:
    found: set[WeaponClass] = set(scene.classes)
    owned = {m.weapon.weapon_class for m in scene.weapons} - {"unknown"}
    if not found - {"unknown"}:
        found = owned
    if _kind(scene) == "satellite_launch":
        return {"satellite"}
    return (found - {"unknown", "satellite"}) or {"unknown"}


def _report(reading: Reading, scene: Scene) -> DrillReport:
    """What a scene comes to; `confidence` grows with each fact that the article states itself."""
    kind, classes = _kind(scene), _classes(scene)
    status: DrillStatus = "planned" if scene.planned else "failed" if scene.failed else "conducted"
    count = scene.count
    if (
        count is None
        and not scene.many
        and kind in ("launch_test", "satellite_launch")
        and (scene.one or scene.weapons)
    ):
        count = 1
    names = list(dict.fromkeys(m.text for m in scene.weapons))
    site = scene.sites[0] if scene.sites else None
    sentence = scene.first.sentence
    confidence = 0.35 + 0.2 * scene.sure + 0.2 * (len(scene.date or "") == 10) + 0.1 * scene.strong
    confidence += 0.05 * bool(count) + 0.05 * bool(names or classes != {"unknown"}) - 0.15 * scene.since
    return DrillReport(
        country_iso3=scene.country or "",
        kind=kind,
        weapon_class=weapons.most_telling(classes),
        status=status,
        cue=scene.first.cue,
        evidence_start=sentence.start,
        evidence_end=sentence.end,
        confidence=round(max(0.2, min(confidence, 0.95)), 2),
        drill_date=scene.date,
        partner_iso3s=tuple(sorted(scene.partners - {scene.country or ""})),
        weapon_name=", ".join(names) or None,
        weapon_classes=tuple(sorted(classes)),
        n_fired=count,
        place=site.name if site else None,
        latitude=site.latitude if site else None,
        longitude=site.longitude if site else None,
        distance_km=scene.distance,
        apogee_km=scene.apogee,
        announced_by=_announcer(scene),
    )


@cache
def _announcers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["name"], re.compile(r["pattern"])) for r in lexicons.rows("announcers.csv", "name", "pattern"))


def _announcer(scene: Scene) -> str | None:
    for clue in scene.clues:
        for name, pattern in _announcers():
            if pattern.search(clue.sentence.text):
                return name
    return None
