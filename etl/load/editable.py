"""Which fields an analyst may correct, and what may stand in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import get_args

from etl.errors import DecisionError
from etl.models import DrillKind, DrillStatus, Level, SpeakerType, VisitStatus, WeaponClass

Check = Callable[[str], str | None]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _text(value: str) -> str | None:
    return None


def _date(value: str) -> str | None:
    try:
        if DATE.fullmatch(value):
            dt.date.fromisoformat((value + "-01-01")[:10])
            return None
    except ValueError:
        pass
    return "write it as 2024-04-25, 2024-04 or 2024"


def _number(value: str) -> str | None:
    return None if re.fullmatch(r"\d+(\.\d+)?", value) else "write a number, such as 2 or 350.5"


def _one_of(values: tuple[str, ...]) -> Check:
    return lambda value: None if value in values else f"it is one of {', '.join(values)}"


FIELDS: dict[str, dict[str, Check]] = {
    "visit": {
        "start_date": _date, "end_date": _date, "status": _one_of(get_args(VisitStatus)), "level": _one_of(get_args(Level)),
        **dict.fromkeys(("visitor_name", "visitor_title", "delegation", "city", "purpose"), _text),
    },
    "drill": {
        "drill_date": _date, "status": _one_of(get_args(DrillStatus)), "kind": _one_of(get_args(DrillKind)),
        "weapon_class": _one_of(get_args(WeaponClass)),
        **dict.fromkeys(("n_fired", "distance_km", "apogee_km"), _number),
        **dict.fromkeys(("weapon_name", "place", "announced_by"), _text),
    },
    "quote": {
        "speaker_type": _one_of(get_args(SpeakerType)),
        **dict.fromkeys(("speaker_name", "speaker_title", "affiliation"), _text),
    },
}  # fmt: skip
REQUIRED = frozenset({"status", "kind", "weapon_class", "speaker_type"})


def checked(kind: str, field: str, value: str | None) -> str | None:
    """The value as it is kept, None for an emptied field; raises DecisionError where field or value cannot be."""
    if field not in FIELDS[kind]:
        raise DecisionError(f"{field}: cannot be corrected in a {kind}; these can: {', '.join(sorted(FIELDS[kind]))}")
    text = (value or "").strip()
    if not text:
        if field in REQUIRED:
            raise DecisionError(f"{field}: cannot be empty; {FIELDS[kind][field]('')}")
        return None
    if fault := FIELDS[kind][field](text):
        raise DecisionError(f"{field}: {text!r} cannot stand there; {fault}")
    return text
