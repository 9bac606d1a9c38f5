"""The quotes that an article reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.models import Quote

if TYPE_CHECKING:
    from etl.transform.reading import Reading


def find(reading: Reading) -> tuple[Quote, ...]:
    """All quotes of `reading`, by place."""
    return ()
