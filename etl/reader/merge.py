"""The facts of two readers as one record: which are the same, what the record says then, and how sure it is.

Where both tell a fact, the record is the first reader's, its empty fields filled by the second, `found_by` names both, and
the doubt is halved: what is left of it is the product of both doubts, and a model alone is believed by one half. This is
the rule by which independent reports of one event gain confidence, and `dyadwatch evaluate` measures it by reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TypeVar

from etl.corroborate import names
from etl.models import DrillReport, Quote, VisitReport
from etl.transform import calendar_words as cal

F = TypeVar("F", VisitReport, DrillReport, Quote)
MOST = 0.99


def merge(first: Sequence[F], second: Sequence[F], same: Callable[[F, F], bool]) -> tuple[F, ...]:
    """All facts of both readers; each of the second joins the likest free one of the first that is the same."""
    out: list[F] = list(first)
    free = set(range(len(first)))
    added: list[F] = []
    for fact in second:
        partners = [i for i in free if same(out[i], fact)]
        if partners:
            best = max(partners, key=lambda i: (_alike(out[i], fact), -i))
            out[best] = _joined(out[best], fact)
            free.discard(best)
        else:
            added.append(fact)
    return tuple(out + added)


def unique(facts: Sequence[F], same: Callable[[F, F], bool]) -> tuple[F, ...]:
    """One reader's facts without those that overlapping parts of an article tell twice; the first stays."""
    out: list[F] = []
    for fact in facts:
        if not any(same(one, fact) for one in out):
            out.append(fact)
    return tuple(out)


def same_visit(one: VisitReport, other: VisitReport) -> bool:
    """Same pair and direction, days within one of each other or one undated, and no two different names."""
    if (one.visitor_iso3, one.host_iso3) != (other.visitor_iso3, other.host_iso3):
        return False
    if one.visitor_name and other.visitor_name and not _same_name(one.visitor_name, other.visitor_name):
        return _same_day(one.start_date, other.start_date) and one.evidence_start == other.evidence_start
    return _same_day(one.start_date, other.start_date)


def same_drill(one: DrillReport, other: DrillReport) -> bool:
    """Same country and day; an exercise is no launch."""
    exercises = [report.kind == "military_exercise" for report in (one, other)]
    return (
        one.country_iso3 == other.country_iso3
        and exercises[0] == exercises[1]
        and _same_day(one.drill_date, other.drill_date)
    )


def same_quote(one: Quote, other: Quote) -> bool:
    """Places that share more than half of the shorter one."""
    shared = min(one.quote_end, other.quote_end) - max(one.quote_start, other.quote_start)
    shorter = min(one.quote_end - one.quote_start, other.quote_end - other.quote_start)
    return shared * 2 > shorter


def _same_day(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return cal.compatible(one, other, slack=1)


def _alike(one: F, other: F) -> int:
    return sum(getattr(one, f.name) == getattr(other, f.name) for f in fields(one))


def _joined(one: F, other: F) -> F:
    """The first reader's fact with the second's where it says nothing; the more precise of two dates that agree."""
    found_by = ";".join(dict.fromkeys((*one.found_by.split(";"), *other.found_by.split(";"))))
    confidence = round(min(MOST, 1 - (1 - one.confidence) * (1 - other.confidence)), 2)
    if isinstance(one, Quote) and isinstance(other, Quote) and not _same_speaker(one, other):
        confidence = min(one.confidence, other.confidence)
    filled = {f.name: getattr(other, f.name) for f in fields(one) if getattr(one, f.name) is None}
    if isinstance(one, Quote) and isinstance(other, Quote) and one.speaker_name is None and other.speaker_name:
        filled |= {"speaker_type": other.speaker_type, "reason": other.reason}
    for name in ("start_date", "drill_date"):
        mine, theirs = getattr(one, name, None), getattr(other, name, None)
        if mine and theirs and len(theirs) > len(mine):
            filled[name] = theirs
    if isinstance(one, DrillReport) and isinstance(other, DrillReport) and one.weapon_class == "unknown":
        filled |= {"weapon_class": other.weapon_class, "weapon_classes": other.weapon_classes}
    return replace(one, found_by=found_by, confidence=confidence, **filled)


def _same_speaker(one: Quote, other: Quote) -> bool:
    """False where the two name different people; the doubt then grows, and the first reader's name stays."""
    return not (one.speaker_name and other.speaker_name) or _same_name(one.speaker_name, other.speaker_name)


def _same_name(one: str | None, other: str | None) -> bool:
    return names.same_person(names.words(one), names.words(other))
