"""The rule that a page tells of a value is the one by which it was chosen."""

import json
import random
from typing import Any

import pytest

from dashboard import disagreement
from etl.corroborate import summary

NOT_TOLD = "it was chosen when the articles were last read."


def report(number: int, origin: str | None, published: str | None, **said: Any) -> dict[str, Any]:
    plain = dict.fromkeys((*summary.VISIT_FIELDS, *summary.DRILL_FIELDS)) | {
        "status": "completed",
        "outlet": f"Paper {number}",
    }
    own = {"id": number, "origin_source": origin, "published_date": published, "confidence": 0.5, "found_by": "rules"}
    return plain | own | {"article_id": number, "syndication_id": number, "first_id": number} | said


def told(reports: list[dict[str, Any]], decisions: list[dict[str, Any]] | None = None) -> disagreement.Dispute:
    row = {"head_name": None} | summary.summarise_visit(reports)
    (dispute,) = disagreement.disputes("visit", row, reports, decisions or [])
    return dispute


def test_the_word_of_most_origins() -> None:
    days = [("KCNA", "2024-03-07"), ("KCNA", "2024-03-07"), ("TASS", "2024-03-08"), (None, "2024-03-08")]
    reports = [report(n, who, f"2024-03-1{n}", end_date=day) for n, (who, day) in enumerate(days)]
    dispute = told(reports)
    assert dispute.shown == "2024-03-08" and dispute.why == "it is the word of most origins (2 of 3)."
    assert [(value, [r["id"] for r in given]) for value, given in dispute.sides] == [
        ("2024-03-08", [2, 3]), ("2024-03-07", [0, 1]),
    ]  # fmt: skip


def test_of_equals_the_one_reported_last() -> None:
    dispute = told(
        [report(1, "A", "2024-03-01", end_date="2024-03-07"), report(2, "B", "2024-03-02", end_date="2024-03-06")]
    )
    assert dispute.shown == "2024-03-06"
    assert dispute.why == "as many origins give each value (1 of 2); this one was reported last."


def test_one_origin_that_corrected_itself() -> None:
    dispute = told(
        [report(1, "A", "2024-03-01", end_date="2024-03-07"), report(2, "A", "2024-03-02", end_date="2024-03-06")]
    )
    assert dispute.shown == "2024-03-06" and dispute.why == "it is the latest word of the one origin behind them."


def test_days_come_before_months() -> None:
    days = [("A", "2024-03"), ("B", "2024-04-02"), ("C", "2024-03")]
    dispute = told([report(n, who, "2024-04-09", start_date=day) for n, (who, day) in enumerate(days)])
    assert dispute.shown == "2024-04-02"
    assert dispute.why.startswith("dates to the day come before coarser ones; ")


def test_a_correction_by_an_analyst_until_it_is_taken_back() -> None:
    reports = [report(1, "A", "2024-03-01", end_date="2024-03-07"), report(2, "B", "2024-03-02", end_date="2024-03-06")]
    row = summary.summarise_visit(reports) | {"end_date": "2024-03-05"}
    edit = {"id": 9, "action": "edit", "field": "end_date", "undone": False}
    (dispute,) = disagreement.disputes("visit", row, reports, [edit])
    assert dispute.shown == "2024-03-05" and dispute.why == "an analyst corrected it (decision 9)."
    assert not [value for value, _ in dispute.sides if value == dispute.shown]
    assert told(reports, [edit | {"undone": True}]).why.startswith("as many origins")


def test_an_end_before_the_start_is_not_shown() -> None:
    reports = [report(n, who, "2024-03-10", start_date="2024-03-09", end_date=day)
               for n, (who, day) in enumerate([("A", "2024-03-07"), ("B", "2024-03-08")])]  # fmt: skip
    assert told(reports).why == "each end that reports give lies before the start that is shown."


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("distance_km", "1001.2", "1,001.2 km"), ("kind", "launch_test", "Launch test"), ("n_fired", "10", "10"),
     ("apogee_km", "high", "high"), ("start_date", None, "Not stated")],
)  # fmt: skip
def test_values_are_written_as_elsewhere(field: str, value: str | None, words: str) -> None:
    assert disagreement.words(field, value) == words


@pytest.mark.parametrize("seed", range(60))
def test_the_rule_is_known_for_whatever_reports_say(seed: int) -> None:
    """Random reports are merged by the command's own rules; for each value it chose the page knows why."""
    chance = random.Random(seed)
    dates = ["2024-03-07", "2024-03-08", "2024-03-09", "2024-03", "2024", None]
    reports = [
        report(n, chance.choice(["A", "B", None]), chance.choice([None, "2024-03-08", "2024-03-10", "2024-04-01"]),
               start_date=chance.choice(dates), end_date=chance.choice(dates), drill_date=chance.choice(dates),
               n_fired=chance.choice([1, 2, None]), distance_km=chance.choice([350.0, 365.5, None]),
               weapon_class=chance.choice(["SRBM", "MLRS", "unknown"]), kind=chance.choice(["launch_test", "firing_drill"]))
        for n in range(chance.randint(2, 6))
    ]  # fmt: skip
    reports.sort(key=lambda r: r["published_date"] or "9999")
    visit = summary.summarise_visit(reports)
    drill = summary.summarise_drill([r | {"status": "conducted"} for r in reports])
    drill |= {"event_kind": drill["kind"], "missile_class": drill["weapon_class"], "n_missiles": drill["n_fired"]}
    for kind, row in (("visit", visit), ("drill", drill)):
        found = disagreement.disputes(kind, row, reports, [])  # type: ignore[arg-type]
        assert len(found) == len(json.loads(row["disputed"] or "{}"))
        assert not [dispute for dispute in found if dispute.why == NOT_TOLD]
