"""Gold files -> records, checked: what a careful reader would find in an article.

A folder holds one JSON file per article, by convention `gold/` beside the articles::

    {"id": "iran-delegation",                 the article's file name without its ending; else that of this file
     "published": "2024-04-24",               its day of publication, or null
     "visits": [{"origin": "PRK", "host": "IRN", "start": "2024-04-23", "visitor": "Yun Jong Ho",
                 "status": "ongoing", "evidence": "words of the article", "also": {"start": ["2024-04-24"]}}],
     "drills": [{"country": "PRK", "date": "2024-04-22", "kind": "firing_drill", "weapon_class": "MLRS",
                 "weapon": "name as printed", "count": null, "status": "conducted"}],
     "speakers": [{"name": "as printed at its fullest", "expert": true}]}

`visits`, `drills` and `speakers` must be there, empty where the article has none. `also` holds further right values of
a field. Records in `optional_visits`, `optional_drills` and `optional_speakers` are neither required nor wrong. Codes,
dates and words are those of the database's tables; dates are as precise as the article allows (`2024-04-23`,
`2024-04`, `2024`). Visits and drills with the same `event`, a word of yours, in whatever article, are one real event; by
these the merging is judged. Other fields are for the reader.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from etl.errors import GoldError
from etl.evaluate.matching import Record, accepted
from etl.models import DrillKind, DrillStatus, VisitStatus, WeaponClass

WORDS: dict[str, dict[str, frozenset[str]]] = {
    "visits": {"status": frozenset(get_args(VisitStatus))},
    "drills": {
        "kind": frozenset(get_args(DrillKind)),
        "status": frozenset(get_args(DrillStatus)),
        "weapon_class": frozenset(get_args(WeaponClass)),
    },
    "speakers": {},
}
REQUIRED = {"visits": ("origin", "host", "status"), "drills": ("country", "kind", "status"), "speakers": ("name",)}
TEXTS = {"visits": ("visitor", "evidence", "event"), "drills": ("evidence", "event"), "speakers": ("name", "evidence")}
LISTED_TEXTS = {"visits": ("origin", "host"), "drills": ("country", "weapon"), "speakers": ()}
DATES = {"visits": ("start", "end"), "drills": ("date",), "speakers": ()}
DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold records of one article; `published` is its ISO day of publication or None."""

    id: str
    published: str | None
    visits: list[Record]
    drills: list[Record]
    speakers: list[Record]
    optional_visits: list[Record]
    optional_drills: list[Record]
    optional_speakers: list[Record]


def read_gold(folder: Path) -> list[Gold]:
    """The records of a folder in the order of their file names; raises GoldError where one cannot be used."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the one that holds the gold records, one .json per article")
    paths = sorted(folder.glob("*.json"))
    if not paths:
        inside = f"; do you mean {folder / 'gold'}?" if (folder / "gold").is_dir() else ""
        raise GoldError(f"{folder}: holds no gold records; write one .json per article{inside}")
    return [_read_file(path) for path in paths]


def _read_file(path: Path) -> Gold:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: is not readable JSON ({error}); correct the file or take it out") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path}: must be one JSON object with visits, drills and speakers")
    for kind in REQUIRED:
        for key in (kind, "optional_" + kind):
            records = data.get(key, None if key == kind else [])
            if not isinstance(records, list):
                raise GoldError(f'{path}: "{key}" must be a list; write [] where the article has none')
            for number, record in enumerate(records, start=1):
                if wrong := _fault(kind, record, optional=key != kind):
                    raise GoldError(f"{path}: {key}, record {number}: {wrong}")
    if not isinstance(data.get("id", path.stem), str):
        raise GoldError(f'{path}: "id" must be the article\'s file name without its ending')
    if not _is_date(data.get("published"), days_only=True):
        raise GoldError(f'{path}: "published" must be a day as 2024-04-25, or null')
    groups = {key: data.get(key, []) for kind in REQUIRED for key in (kind, "optional_" + kind)}
    return Gold(id=data.get("id", path.stem), published=data.get("published"), **groups)


def _fault(kind: str, record: Any, *, optional: bool) -> str | None:
    """What is wrong with a record and what it should be, or None."""
    if not isinstance(record, dict) or not isinstance(record.get("also", {}), dict):
        return 'must be an object, and so must its "also"'
    for field in REQUIRED[kind]:
        if not record.get(field) and not (optional and field in WORDS[kind]):
            return f'"{field}" is missing'
    for field in TEXTS[kind]:
        if not isinstance(record.get(field), str | None):
            return f'"{field}" must be text or null'
    for field in LISTED_TEXTS[kind]:
        if not all(isinstance(value, str | None) for value in accepted(record, field)):
            return f'"{field}" must be text, or a list of texts'
    for field in DATES[kind]:
        for value in [record.get(field), *accepted(record, field)]:
            if not _is_date(value):
                return f'"{field}": {value!r} is no date; write 2024-04-25, 2024-04 or 2024, or null'
    for field, known in WORDS[kind].items():
        for value in accepted(record, field):
            if value is not None and value not in known:
                return f'"{field}": {value!r} is none of {", ".join(sorted(known))}'
    return None


def _is_date(value: Any, *, days_only: bool = False) -> bool:
    if value is None:
        return True
    if not isinstance(value, str) or not DATE.fullmatch(value) or (days_only and len(value) != 10):
        return False
    try:
        dt.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
