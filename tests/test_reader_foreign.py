"""Claims from articles in other languages: names, numbers and days are checked, in the language's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from etl.models import DrillReport, Quote, VisitReport
from etl.reader import foreign
from etl.reader.answers import Claim
from etl.reader.ground import Grounded, ground
from etl.reader.scene import Ground
from etl.transform.language import Language
from etl.transform.reading import Reading

TRIP = "Der russische Präsident Wladimir Putin traf am 15. Mai in China ein."
SHOT = "Nordkorea feuerte am 10. Mai zwei Raketen ab, die 380 Kilometer weit flogen."
SAID = "„Der Zeitpunkt ist kein Zufall“, sagte Mara Ellingsen am Donnerstag."
VISIT = {"visitor_iso3": "RUS", "visitor_name": "Wladimir Putin", "visitor_title": "Präsident", "host_iso3": "CHN",
         "city": "Peking", "start_date": "2024-05-15", "end_date": None, "status": "ongoing", "purpose": None}  # fmt: skip
DRILL = {"country_iso3": "PRK", "partner_iso3s": [], "kind": "launch_test", "weapon_name": None, "weapon_class": "SRBM",
         "n_fired": 2, "place": None, "distance_km": 380, "apogee_km": None, "drill_date": "2024-05-10", "status": "conducted",
         "announced_by": None}  # fmt: skip
SPOKEN = {"quote_type": "direct", "speaker_name": "Mara Ellingsen", "speaker_title": None, "affiliation": None,
          "speaker_type": "expert", "speaker_country_iso3": None}  # fmt: skip


@pytest.fixture
def told(read: Any, language: Language) -> Callable[..., Grounded]:
    """A function from a kind, a passage and fields to what becomes of the claim in a German article of 16 May 2024."""

    def check(kind: Any, passage: str, fields: dict[str, Any]) -> Grounded:
        article = replace(read(TRIP, SHOT, SAID).article, language="de")
        return ground(
            Ground(Reading(article, language)), [Claim(kind, passage, {"passage": passage} | fields)], model="m"
        )

    return check


def test_a_visit_is_kept_with_its_evidence_and_less_sure(told: Callable[..., Grounded]) -> None:
    (visit,) = told("visit", TRIP, VISIT).visits
    assert isinstance(visit, VisitReport)
    assert (visit.visitor_iso3, visit.host_iso3, visit.start_date) == ("RUS", "CHN", "2024-05-15")
    assert (visit.confidence, visit.found_by, visit.city) == (0.4, "model:m", None)
    assert (visit.evidence_start, visit.evidence_end) == (0, len(TRIP))


def test_a_drill_and_a_quote_are_kept(told: Callable[..., Grounded]) -> None:
    (drill,) = told("drill", SHOT, DRILL | {"n_fired": 1}).drills
    assert isinstance(drill, DrillReport) and (drill.distance_km, drill.drill_date) == (380, "2024-05-10")
    (quote,) = told("quote", "Der Zeitpunkt ist kein Zufall", SPOKEN).quotes
    assert isinstance(quote, Quote) and (quote.speaker_name, quote.confidence) == ("Mara Ellingsen", 0.4)


@pytest.mark.parametrize(
    ("kind", "passage", "fields", "reason"),
    [
        ("visit", TRIP, VISIT | {"host_iso3": "VNM"}, "host"),
        ("visit", TRIP, VISIT | {"host_iso3": "RUS"}, "code"),
        ("visit", TRIP, VISIT | {"host_iso3": "QQQ"}, "code"),
        ("visit", TRIP, VISIT | {"visitor_name": "Sergej Lawrow"}, "visitor"),
        ("visit", TRIP, VISIT | {"start_date": "2024-02-30"}, "date"),
        ("visit", "Putin flog weiter nach Hanoi.", VISIT, "passage"),
        ("drill", SHOT, DRILL | {"country_iso3": "IRN", "n_fired": 1}, "country"),
        ("drill", SHOT, DRILL | {"n_fired": 1, "distance_km": 830}, "number"),
        ("drill", SHOT, DRILL | {"n_fired": 7}, "number"),
        ("quote", "Der Zeitpunkt ist kein Zufall", SPOKEN | {"speaker_name": "Odd Brekke"}, "speaker"),
    ],
)
def test_what_the_article_does_not_bear_out_is_rejected(
    told: Callable[..., Grounded], kind: str, passage: str, fields: dict[str, Any], reason: str
) -> None:
    found = told(kind, passage, fields)
    assert [r.reason for r in found.rejected] == [reason]
    assert not (found.visits or found.drills or found.quotes)


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [("2024-05-15", "2024-05-15"), ("2024-05-28", "2024-05"), ("2024-08-28", "2024"), ("2019-08-28", None)],
)
def test_a_date_is_left_as_coarse_as_the_digits_bear_out(
    told: Callable[..., Grounded], claimed: str, kept: str | None
) -> None:
    (visit,) = told("visit", TRIP, VISIT | {"start_date": claimed}).visits
    assert visit.start_date == kept


@pytest.mark.parametrize(
    ("text", "iso3", "language", "named"),
    [
        ("Die nordkoreanische Führung", "PRK", "de", True),
        ("La Corée du Nord a tiré", "PRK", "fr", True),
        ("朝鲜发射导弹", "PRK", "zh", True),
        ("Die Führung in Seoul", "PRK", "de", False),
        ("NATO und Russland", "NATO", "de", True),
        ("Russland", "RUS", "xx", False),
        ("Russland", "RUS", "", False),
    ],
)
def test_countries_by_the_names_of_the_language(text: str, iso3: str, language: str, named: bool) -> None:
    assert foreign.is_named(text, iso3, language) is named
