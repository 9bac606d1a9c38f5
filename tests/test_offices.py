"""Office holders by name however spelled, by family name, by post and day; and the tables themselves."""

import csv
from pathlib import Path

import pytest

from etl import lexicons
from etl.errors import LexiconError
from etl.lexicons import refresh_offices
from etl.transform import countries, offices


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Mohammad Javad Zarif", "IRN"),
        ("Mohammed Javad Zarif", "IRN"),
        ("Javad Zarif", "IRN"),
        ("Abbas Araqchi", "IRN"),
        ("Kim Jong-un", "PRK"),
        ("Kim Jong Un", "PRK"),
        ("KIM JONG UN", "PRK"),
        ("Choe Son-hui", "PRK"),
        ("Lee Jae-myung", "KOR"),
        ("Jae-myung Lee", "KOR"),
        ("Kishida Fumio", "JPN"),
        ("Fumio Kishida", "JPN"),
        ("Sergei Lavrov", "RUS"),
        ("Sergey Lavrov", "RUS"),
        ("Volodymyr Zelenskyy", "UKR"),
        ("Volodymyr Zelensky", "UKR"),
        ("Abdel Fattah al-Sisi", "EGY"),
        ("Abdul Fatah el-Sissi", "EGY"),
        ("Binyamin Netanyahu", "ISR"),
        ("Recep Tayyip Erdogan", "TUR"),
        ("Hilda Heine", "MHL"),
        ("Luis Videgaray", "MEX"),
        ("Orbán Viktor", "HUN"),
        ("Pope Francis", "VAT"),
        ("António Guterres", "UN"),
        ("Ursula von der Leyen", "EU"),
        ("Jens Stoltenberg", "NATO"),
        ("Andrei Gromyko", "RUS"),
        ("Zhou Enlai", "CHN"),
        ("Hans-Dietrich Genscher", "DEU"),
    ],
)
def test_look_up(name: str, iso3: str) -> None:
    assert iso3 in {office.iso3 for office in offices.look_up(name)}


@pytest.mark.parametrize("name", ["", "Ada Quillfeather", "Kim", "Al", "Mohammed"])
def test_look_up_of_nobody(name: str) -> None:
    assert offices.look_up(name) == ()


@pytest.mark.parametrize(
    ("surname", "day", "name"),
    [
        ("Putin", None, "Vladimir Putin"),
        ("Xi", "2024-05-01", "Xi Jinping"),
        ("Lavrov", "2019-01-01", "Sergei Lavrov"),
        ("von der Leyen", "2023-01-01", "Ursula von der Leyen"),
        ("Merkel", "2015-06-01", "Angela Merkel"),
        ("Clinton", "2011-06-01", "Hillary Clinton"),
        ("Clinton", "1996-06-01", "Bill Clinton"),
        ("al-Sisi", "2020-01-01", "Abdel Fattah al-Sisi"),
        ("Sánchez", "2024-01-01", "Pedro Sánchez"),
        ("Prabowo", "2025-01-01", "Prabowo Subianto"),
    ],
)
def test_by_surname(surname: str, day: str | None, name: str) -> None:
    assert name in {office.name for office in offices.by_surname(surname, day)}


@pytest.mark.parametrize(("surname", "day"), [("Kim", "2024-05-01"), ("Quillfeather", None), ("", None)])
def test_by_surname_of_nobody_in_particular(surname: str, day: str | None) -> None:
    assert offices.by_surname(surname, day) == ()


@pytest.mark.parametrize(
    ("iso3", "level", "day", "name"),
    [
        ("IRN", "foreign_minister", "2019-05-05", "Mohammad Javad Zarif"),
        ("RUS", "defence_minister", "2014-05-05", "Sergei Shoigu"),
        ("USA", "head_of_state_or_government", "1985-01-01", "Ronald Reagan"),
        ("PRK", "foreign_minister", "2018-06-01", "Ri Yong Ho"),
    ],
)
def test_holder(iso3: str, level: str, day: str, name: str) -> None:
    holders = offices.holder(iso3, level, day)  # type: ignore[arg-type]
    assert name in {office.name for office in holders}
    assert all((office.since or "") <= day for office in holders)


def test_nobody_holds_an_office_before_it_begins() -> None:
    assert offices.holder("SSD", "head_of_state_or_government", "1970-01-01") == ()


@pytest.mark.parametrize("table", offices.TABLES)
def test_tables_hold_known_codes_and_dates(table: str) -> None:
    rows = lexicons.rows(table, *offices.COLUMNS)
    assert {row["iso3"] for row in rows} <= countries.codes()
    wrong = [row for row in rows if row["since"] and row["until"] and row["until"] < row["since"][: len(row["until"])]]
    assert len(wrong) < 0.002 * len(rows)


def test_folded_names_are_up_to_date() -> None:
    rows = lexicons.rows("office_holders.csv", "name", "folded")
    assert offices.fold("\n".join(row["name"] for row in rows)) == "\n".join(row["folded"] for row in rows)


@pytest.mark.parametrize(
    ("title", "iso3", "level"),
    [
        ("President", "FRA", "head_of_state_or_government"),
        ("Premier of the State Council", "CHN", "head_of_state_or_government"),
        ("Deputy Prime Minister<br />Minister of Foreign Affairs", "LUX", "foreign_minister"),
        ("Vice Premier", "CHN", "deputy_head"),
        ("Secretary of State", "USA", "foreign_minister"),
        ("Secretary of State for Defence", "GBR", "defence_minister"),
        ("Assistant Secretary of State for African Affairs", "USA", "deputy_minister"),
        ("Speaker of the Knesset", "ISR", "parliament"),
        ("Chief of the General Staff", "RUS", "military"),
        ("Minister of Agriculture", "BRA", "minister"),
        ("Permanent Representative to the United Nations", "RUS", "envoy"),
        ("ambassador to Hungary", "CHN", None),
        ("Premier of Quebec", "CAN", None),
        ("Justice of the Supreme Court", "USA", None),
        ("Deputy Minister of Health", "ZAF", None),
    ],
)
def test_levels_by_title(title: str, iso3: str, level: str | None) -> None:
    found = refresh_offices.level_of(title, iso3)
    assert (found[0] if found else None) == level


def test_spells_of_one_ministry_become_one_row(tmp_path: Path) -> None:
    with (tmp_path / "FRA.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["position", "person", "personID", "start", "end", "source"])
        writer.writerow(["Minister of Culture", "Ada Quillfeather", "Q1", "2019-01-01", "2020-01-01", "wd"])
        writer.writerow(["Minister of Health", "Ada Quillfeather", "Q1", "2020-01-01", "2021-02-01", "wd"])
        writer.writerow(["Mayor of Lyon", "Ada Quillfeather", "Q1", "2011-01-01", "2012-01-01", "wd"])
    [row] = refresh_offices.gather(tmp_path)
    assert (row["level"], row["since"], row["until"]) == ("minister", "2019-01-01", "2021-02-01")


def test_a_broken_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "office_holders.csv").write_text("name,iso3\nAda,FRA\n")
    monkeypatch.setattr(lexicons, "FOLDER", tmp_path)
    offices._index.cache_clear()
    with pytest.raises(LexiconError, match=r"office_holders\.csv"):
        offices.look_up("Ada Quillfeather")
    offices._index.cache_clear()
