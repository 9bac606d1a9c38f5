"""The visits that an article reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.models import VisitReport

if TYPE_CHECKING:
    from etl.transform.reading import Reading


def find(reading: Reading) -> tuple[VisitReport, ...]:
    """All visits of `reading`, by place."""
    return ()
