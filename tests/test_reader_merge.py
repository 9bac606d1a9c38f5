"""Facts of two readers as one record: which are the same, what it says, how sure it is."""

from dataclasses import replace

import pytest

from etl.models import DrillReport, Quote, VisitReport
from etl.reader import merge

VISIT = VisitReport(
    "RUS", "CHN", "ongoing", "arrived", 0, 60, 0.8, start_date="2024-05-15", visitor_name="Vladimir Putin"
)
DRILL = DrillReport("PRK", "launch_test", "unknown", "conducted", "fired", 0, 50, 0.7, drill_date="2024-03-10")
QUOTE = Quote("We shall see", "direct", "other", 10, 22, "", "", 0.3, reason="nobody named")
MODEL = {"found_by": "model:m", "confidence": 0.5}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"visitor_iso3": "CHN", "host_iso3": "RUS"}, False),
        ({"start_date": "2024-05-16"}, True),
        ({"start_date": "2024-05-17"}, False),
        ({"start_date": "2024-05"}, True),
        ({"start_date": None}, True),
        ({"visitor_name": "Putin"}, True),
        ({"visitor_name": None}, True),
        ({"visitor_name": "Sergey Lavrov", "evidence_start": 300}, False),
    ],
)
def test_visits_that_are_the_same(change: dict[str, object], same: bool) -> None:
    assert merge.same_visit(VISIT, replace(VISIT, **change)) is same  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"kind": "firing_drill"}, True),
        ({"kind": "military_exercise"}, False),
        ({"country_iso3": "IRN"}, False),
        ({"drill_date": "2024-03-12"}, False),
    ],
)
def test_drills_that_are_the_same(change: dict[str, object], same: bool) -> None:
    assert merge.same_drill(DRILL, replace(DRILL, **change)) is same  # type: ignore[arg-type]


@pytest.mark.parametrize(("place", "same"), [((10, 22), True), ((15, 40), True), ((16, 40), False), ((22, 40), False)])
def test_quotes_are_the_same_by_their_place(place: tuple[int, int], same: bool) -> None:
    assert merge.same_quote(QUOTE, replace(QUOTE, quote_start=place[0], quote_end=place[1])) is same


def test_what_both_found_is_one_record_and_surer() -> None:
    second = replace(VISIT, start_date="2024-05-16", city="Beijing", status="completed", **MODEL)
    (one,) = merge.merge([VISIT], [second], merge.same_visit)
    assert (one.found_by, one.confidence) == ("rules;model:m", 0.9)
    assert (one.start_date, one.status, one.city) == ("2024-05-15", "ongoing", "Beijing")


def test_the_more_precise_date_and_the_known_weapon_are_taken() -> None:
    (visit,) = merge.merge([replace(VISIT, start_date="2024-05")], [replace(VISIT, **MODEL)], merge.same_visit)
    assert visit.start_date == "2024-05-15"
    second = replace(DRILL, weapon_class="SRBM", weapon_classes=("SRBM",), **MODEL)
    (drill,) = merge.merge([DRILL], [second], merge.same_drill)
    assert (drill.weapon_class, drill.weapon_classes) == ("SRBM", ("SRBM",))


def test_what_one_alone_found_stays_as_it_is() -> None:
    other = replace(VISIT, host_iso3="VNM", **MODEL)
    assert merge.merge([VISIT], [other], merge.same_visit) == (VISIT, other)


def test_each_fact_joins_one_partner_the_likest() -> None:
    undated = replace(VISIT, start_date=None, visitor_name=None)
    second = replace(VISIT, **MODEL)
    first, joined = merge.merge([undated, VISIT], [second], merge.same_visit)
    assert first == undated and joined.found_by == "rules;model:m"
    joined_both = merge.merge([VISIT], [second, replace(second, city="Harbin")], merge.same_visit)
    assert [v.found_by for v in joined_both] == ["rules;model:m", "model:m"]


def test_a_speaker_on_whom_they_disagree_makes_it_less_sure() -> None:
    mine, theirs = (
        replace(QUOTE, speaker_name="Mara Ellingsen", confidence=0.9),
        replace(QUOTE, speaker_name="Odd Brekke", **MODEL),
    )
    (one,) = merge.merge([mine], [theirs], merge.same_quote)
    assert (one.speaker_name, one.confidence, one.found_by) == ("Mara Ellingsen", 0.5, "rules;model:m")


def test_a_speaker_whom_only_the_second_names_is_taken_with_the_type() -> None:
    theirs = replace(QUOTE, speaker_name="Mara Ellingsen", speaker_type="expert", reason="read by m", **MODEL)
    (one,) = merge.merge([QUOTE], [theirs], merge.same_quote)
    assert (one.speaker_name, one.speaker_type, one.reason) == ("Mara Ellingsen", "expert", "read by m")


def test_what_overlapping_parts_tell_twice_stands_once() -> None:
    assert merge.unique([VISIT, replace(VISIT, city="Beijing"), replace(VISIT, host_iso3="VNM")], merge.same_visit) == (
        VISIT, replace(VISIT, host_iso3="VNM"),
    )  # fmt: skip
