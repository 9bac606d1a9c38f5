"""Who held which office when, from the dated table in `etl/lexicons`."""

from __future__ import annotations

from etl.models import Office


def look_up(name: str) -> tuple[Office, ...]:
    """Offices of the person with this name, spelled in any of the usual ways; empty where unknown."""
    return ()
