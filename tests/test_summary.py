"""What an event says, from what its reports say."""

from __future__ import annotations

from typing import Any

import pytest

from etl.corroborate.summary import summarise_visit

REPORT: dict[str, Any] = {
    "id": 1, "start_date": None, "end_date": None, "status": "completed", "visitor_name": None, "visitor_title": None,
    "level": "other", "delegation": None, "city": None, "purpose": None, "confidence": 0.5, "outlet": "A",
    "published_date": "2024-06-17", "syndication_id": 1, "origin_source": None, "found_by": "rules",
}  # fmt: skip


def reports(*differences: dict[str, Any]) -> list[dict[str, Any]]:
    return [REPORT | {"id": i, "syndication_id": i} | d for i, d in enumerate(differences, start=1)]


@pytest.mark.parametrize(
    ("first", "second", "stay"),
    [
        (("2024-06-18", "2024-06-19"), ("2024-06-18", None), ("2024-06-18", "2024-06-19")),
        # The end that goes with another start than the one shown must not lie before it.
        (("2024-06-17", "2024-06-18"), ("2024-06-20", None), ("2024-06-20", None)),
        (("2024-06", "2024-06"), ("2024-06-20", None), ("2024-06-20", "2024-06")),
        (("2023", "2023-04-02"), ("2024-06-20", "2024-06-21"), ("2024-06-20", "2024-06-21")),
    ],
)
def test_a_stay_ends_after_it_begins(first: tuple[str, str], second: tuple[str, str], stay: tuple[str, str]) -> None:
    told = reports(
        dict(zip(("start_date", "end_date"), first, strict=True)),
        dict(zip(("start_date", "end_date"), second, strict=True)) | {"published_date": "2024-06-20"},
    )
    row = summarise_visit(told)
    assert (row["start_date"], row["end_date"]) == stay


def test_reports_of_one_origin_have_one_voice() -> None:
    told = reports(
        {"city": "Pyongyang", "origin_source": "KCNA"},
        {"city": "Pyongyang", "origin_source": "KCNA"},
        {"city": "Wonsan", "origin_source": "KCNA", "published_date": "2024-06-18"},
    )
    row = summarise_visit(told)
    assert (row["city"], row["n_reports"], row["n_origins"], row["origins"]) == ("Wonsan", 3, 1, "KCNA")
