"""A claimed visit -> a visit report, or the reason why its article does not bear it out."""

from __future__ import annotations

from etl.models import VisitReport, VisitStatus
from etl.reader import when, who, words
from etl.reader.answers import Claim
from etl.reader.scene import Fault, Ground, Scene
from etl.transform import titles
from etl.transform.visits import cues

CALLED_OFF = words.pattern("called_off")


def check(ground: Ground, scene: Scene, claim: Claim, *, found_by: str, confidence: float) -> VisitReport | Fault:
    """The report of a claim that holds; else (reason, detail)."""
    fields = claim.fields
    visitor, host, name = fields["visitor_iso3"], fields["host_iso3"], fields["visitor_name"]
    fault = _codes(visitor, host) or _names(ground, scene, visitor, host, name)
    fault = fault or _status(ground, scene, visitor, host, fields["status"])
    fault = fault or who.direction_fault(ground, scene, visitor, host)
    if fault:
        return fault
    start, holds = when.settle(ground, scene, fields["start_date"], ongoing=fields["status"] == "ongoing")
    if not holds:
        return "date", f"{fields['start_date']} is not what the words there say"
    status: VisitStatus = fields["status"]
    anchor = ground.reading.anchor
    if start and anchor and len(start) == 10 and start > anchor and status in ("ongoing", "completed"):
        return "status", f"{status}, but on {start}, after the day of publication"
    end, holds = when.settle(ground, scene, fields["end_date"])
    person = ground.reading.cast.find(name) if name else None
    title = ground.printed(fields["visitor_title"])
    cue = cues.trigger().search(ground.text, scene.start, scene.end) or cues.trigger().search(scene.own_text)
    return VisitReport(
        visitor_iso3=visitor,
        host_iso3=host,
        status=status,
        cue=cue[0].lower() if cue else "",
        evidence_start=scene.own[0].start,
        evidence_end=scene.own[-1].end,
        confidence=confidence,
        start_date=start,
        end_date=end if holds and start and end and end > start else None,
        visitor_name=person.name if person is not None and person.named else name,
        visitor_title=title or (person.title if person is not None else None),
        level=(person.level if person is not None else None) or titles.level_of(title or name or "")[0],
        city=ground.printed(fields["city"]),
        purpose=ground.printed(fields["purpose"]),
        found_by=found_by,
    )


def _codes(visitor: str, host: str) -> Fault | None:
    fault = who.code_fault(visitor, body_allowed=True) or who.code_fault(host, body_allowed=False)
    if fault:
        return "code", fault
    return ("code", f"{visitor} cannot visit itself") if visitor == host else None


def _names(ground: Ground, scene: Scene, visitor: str, host: str, name: str | None) -> Fault | None:
    if name is not None:
        if not who.is_printed(ground, name):
            return "visitor", f"{name} is not named in the article"
        if not who.stands_near(ground, scene.near, name):
            return "visitor", f"nobody speaks of {name} there"
        if other := who.serves_another(ground, name, visitor):
            return "visitor", f"{name} stands for {other}, not for {visitor}"
    known = name is not None and who.stands_for(ground, name, visitor)
    if not known and not who.country_stands(ground, scene.near, visitor, people=True):
        return "visitor", f"nothing there stands for {visitor}"
    if who.country_stands(ground, scene.near, host, people=False):
        return None
    told, chance = ground.opening, ground.chance(scene.own, visitor, host)
    if chance >= who.HARDLY and who.country_stands(ground, told, host, people=False):
        return None
    if chance >= who.SURE and who.country_stands(ground, ground.reading.sentences, host, people=False):
        return None
    return "host", f"nothing there names {host}"


def _status(ground: Ground, scene: Scene, visitor: str, host: str, status: str) -> Fault | None:
    if status == "cancelled":
        return None if CALLED_OFF.search(scene.near_text) else ("status", "cancelled, but nothing there is called off")
    if ground.is_denied(scene.own, visitor, host):
        return "status", f"{status}, but the words there deny it"
    return None
