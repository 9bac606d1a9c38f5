"""The drills that an article reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.models import DrillReport

if TYPE_CHECKING:
    from etl.transform.reading import Reading


def find(reading: Reading) -> tuple[DrillReport, ...]:
    """All drills of `reading`, by place."""
    return ()
