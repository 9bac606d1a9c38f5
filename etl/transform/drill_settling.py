"""Scenes at the end of an article -> those particular enough to record, undated and doubled ones settled."""

from __future__ import annotations

from etl.transform import drill_words as dw
from etl.transform.drill_scenes import Scene, Scenes, days_apart


def settle(gathered: Scenes) -> list[Scene]:
    """The scenes that are particular enough to record, undated and doubled ones settled."""
    scenes = [s for s in gathered.scenes if not s.combat and s.country and any(c.flight for c in s.clues)]
    dated = [s for s in scenes if s.date]
    for scene in scenes:
        if scene.date is None and scene.report_date and not any(_is_same(scene, other) for other in dated):
            scene.date = scene.report_date
            dated.append(scene)
    kept: list[Scene] = []
    for scene in scenes:
        if scene.date is None:
            continue
        if scene.planned and any(
            o is not scene
            and not o.planned
            and o.country == scene.country
            and o.satellite == scene.satellite
            and abs(days_apart(o.date or "", scene.date) or 0) <= 10
            and len(o.date or "") == 10
            and len(scene.date) == 10
            for o in scenes
        ):
            continue
        twin = next((o for o in kept if _is_twin(o, scene)), None)
        if twin is not None:
            for clue in scene.clues:
                twin.take(clue)
            continue
        kept.append(scene)
    if not kept:
        kept = [s for s in scenes if _is_lead(s)][:1]
    return kept


def _is_lead(scene: Scene) -> bool:
    """True for an undated scene that opens the article with a launch in so many words."""
    clue = scene.first
    told = clue.cue in dw.words("launch_verb") | dw.words("event_noun") and not dw.phrases("shown").search(
        clue.sentence.text
    )
    return scene.strong and clue.strong and told and clue.sentence.index <= 4 and scene.sure and not scene.planned


def _is_same(scene: Scene, other: Scene) -> bool:
    if other.country != scene.country or other is scene:
        return False
    gap = days_apart(other.date or "", scene.report_date or "")
    return gap is not None and -1 <= gap <= 4


def _is_twin(one: Scene, other: Scene) -> bool:
    """True where two scenes of neighbouring days are one event: its day and the day of its report."""
    if (
        one.country != other.country
        or one.satellite != other.satellite
        or one.planned != other.planned
        or not one.date
        or not other.date
    ):
        return False
    if one.date == other.date:
        return True
    if days_apart(one.date, other.date) not in (-1, 1):
        return False
    bare = not (other.count and other.exact) and not other.weapons and not other.classes and len(other.clues) <= 2
    return bare and (other.report_date is not None)
