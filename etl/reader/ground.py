"""Claims of a model -> facts that the article bears out, and the rest with the reason why it does not.

A claim is kept only if its passage stands in the article, its names, numbers and weapon words occur in or right around it,
its codes are valid and its date agrees with what the date rules read there. Nothing is mended except by leaving out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from etl.models import DrillReport, Quote, VisitReport
from etl.reader import drills, foreign, quotes, visits, when
from etl.reader.answers import Claim, Rejected
from etl.reader.instructions import gives_orders
from etl.reader.scene import LONGEST, SHORTEST, Fault, Ground, Scene
from etl.transform.facts import is_read

# How sure a fact is that a model alone tells: no figure of that model is known, so it waits for review below the rules' own.
MODEL_ALONE = 0.5
Fact = VisitReport | DrillReport | Quote
DATES = {"visit": ("start_date", "end_date"), "drill": ("drill_date",), "quote": ()}


@dataclass(frozen=True, slots=True)
class Grounded:
    """What became of a model's claims; `visits`, `drills` and `quotes` are in the order of the text."""

    visits: tuple[VisitReport, ...] = ()
    drills: tuple[DrillReport, ...] = ()
    quotes: tuple[Quote, ...] = ()
    rejected: tuple[Rejected, ...] = ()


def ground(ground: Ground, claims: Iterable[Claim], *, model: str) -> Grounded:
    """Check every claim of the model called `model`."""
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    for claim in claims:
        fact = _check(ground, claim, f"model:{model}")
        if isinstance(fact, tuple):
            rejected.append(Rejected(claim, *fact))
        else:
            kept.append(fact)
    return Grounded(
        tuple(sorted((f for f in kept if isinstance(f, VisitReport)), key=lambda f: f.evidence_start)),
        tuple(sorted((f for f in kept if isinstance(f, DrillReport)), key=lambda f: f.evidence_start)),
        tuple(sorted((f for f in kept if isinstance(f, Quote)), key=lambda f: f.quote_start)),
        tuple(rejected),
    )


def _check(ground: Ground, claim: Claim, found_by: str) -> Fact | Fault:
    scene = ground.scene(claim.passage)
    if scene is None:
        return "passage", "the passage does not stand in the article"
    if claim.kind != "quote" and not SHORTEST <= len(claim.passage) <= LONGEST:
        return "passage", f"a passage of {len(claim.passage)} characters shows nothing"
    wrong = next((d for field in DATES[claim.kind] if (d := claim.fields[field]) and not when.is_date(d)), None)
    if wrong:
        return "date", f"{wrong} is no day of the calendar"
    if fault := _dictated(ground, scene):
        return fault
    if not is_read(ground.reading.article):
        return foreign.check(ground, scene, claim, found_by=found_by, confidence=MODEL_ALONE)
    if claim.kind == "visit":
        return visits.check(ground, scene, claim, found_by=found_by, confidence=MODEL_ALONE)
    if claim.kind == "drill":
        return drills.check(ground, scene, claim, found_by=found_by, confidence=MODEL_ALONE)
    return quotes.check(ground, scene, claim, found_by=found_by, confidence=MODEL_ALONE)


def _dictated(ground: Ground, scene: Scene) -> Fault | None:
    found = ground.orders
    if gives_orders(found, scene.own):
        return "instruction", "the passage speaks to the machine that reads it"
    if found:
        return "instructed", f"the article speaks to the machine that reads it: {found[0].note}"
    return None
