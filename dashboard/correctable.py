"""The fields of an event or quote that `dyadwatch decide edit` accepts: how a screen's row names them, and what may stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.queries import Subject

Form = Literal["text", "date", "number"]


@dataclass(frozen=True, slots=True)
class Field:
    """`shown` is the name in the rows of `queries`; with `values` the field is one of them."""

    shown: str
    form: Form = "text"
    values: tuple[str, ...] = ()
    may_be_empty: bool = True


_LEVELS = (
    "head_of_state_or_government", "deputy_head", "foreign_minister", "defence_minister", "minister", "deputy_minister",
    "parliament", "party", "military", "envoy", "other",
)  # fmt: skip
_CLASSES = (
    "ICBM", "IRBM", "MRBM", "SRBM", "SLBM", "cruise", "hypersonic", "SAM", "MLRS", "artillery", "satellite", "unknown",
)  # fmt: skip
_KINDS = ("launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise")
_SPEAKERS = ("expert", "official", "state_media", "anonymous", "other")

FIELDS: dict[Subject, dict[str, Field]] = {
    "visit": {
        "start_date": Field("start_date", "date"),
        "end_date": Field("end_date", "date"),
        "status": Field("visit_status", values=("planned", "ongoing", "completed", "cancelled"), may_be_empty=False),
        "visitor_name": Field("head_name"),
        "visitor_title": Field("head_title"),
        "level": Field("level", values=_LEVELS),
        "delegation": Field("delegation"),
        "city": Field("city"),
        "purpose": Field("purpose"),
    },
    "drill": {
        "drill_date": Field("drill_date", "date"),
        "status": Field("drill_status", values=("conducted", "planned", "failed"), may_be_empty=False),
        "kind": Field("event_kind", values=_KINDS, may_be_empty=False),
        "weapon_name": Field("missile_name"),
        "weapon_class": Field("missile_class", values=_CLASSES, may_be_empty=False),
        "n_fired": Field("n_missiles", "number"),
        "place": Field("place"),
        "distance_km": Field("distance_km", "number"),
        "apogee_km": Field("apogee_km", "number"),
        "announced_by": Field("claimed_by"),
    },
    "quote": {
        "speaker_name": Field("speaker"),
        "speaker_title": Field("speaker_title"),
        "affiliation": Field("affiliation"),
        "speaker_type": Field("speaker_type", values=_SPEAKERS, may_be_empty=False),
    },
}
