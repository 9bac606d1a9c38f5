"""Days are read as printed, from every newsroom's writing, and datelines give place and day."""

from __future__ import annotations

import pytest

from etl.extract import published
from etl.extract.datelines import read_dateline
from etl.extract.header import Byline, read_byline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-10-04T16:12:00+11:00", "2022-10-04"),
        ("2022-10-04T23:59:59-08:00", "2022-10-04"),
        ("2024/04/24", "2024-04-24"),
        ("2015.05.20 11:34", "2015-05-20"),
        ("Aug. 8, 2018, 6:42 p.m.", "2018-08-08"),
        ("12 November 2025 08:55 KST", "2025-11-12"),
        ("Sunday 5 February 2023", "2023-02-05"),
        ("Published: Tue, 3rd March 2020", "2020-03-03"),
        ("SEPTEMBER 1ST, 2021", "2021-09-01"),
        ("21.04.2024 - 18:02", "2024-04-21"),
        ("04/25/2024", "2024-04-25"),
        ("03/04/2022", "2022-04-03"),
        ("31 February 2024", None),
        ("in May 2024", None),
        ("version 1.2.2024.7", None),
        ("", None),
    ],
)
def test_day_in(text: str, day: str | None) -> None:
    assert published.day_in(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8 Apr 2022 | Updated 9 Apr 2022", "2022-04-08"),
        ("Last updated: 9 Apr 2022", None),
        ("THE WEEK AHEAD: 9 to 15 February 2026", None),
        ("Week ahead, 30 Nov – 6 Dec 2019", None),
        ("Saved from the web on 3 May 2024", None),
        ("© 2 May 2023 The Lantern", None),
    ],
)
def test_days_of_copies_and_changes_are_not_those_of_publication(text: str, day: str | None) -> None:
    assert published.own_day_in(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://paper.example/world/2025/09/02/train", "2025-09-02"),
        ("https://paper.example/train-2025-09-02/", "2025-09-02"),
        ("https://paper.example/a-20221004-p5bn2k.html", "2022-10-04"),
        ("https://paper.example/2025/09/", None),
        ("https://paper.example/article/4409172025", None),
    ],
)
def test_day_in_address(url: str, day: str | None) -> None:
    assert published.day_in_address(url) == day


@pytest.mark.parametrize(
    ("text", "date", "found"),
    [
        ("TEHRAN, Aug 8 (Wire) — The minister left.", "2018-08-08", ("TEHRAN", "2018-08-08")),
        ("TEHRAN, Aug 8 (Wire) — The minister left.", None, ("TEHRAN", None)),
        ("TEHRAN, Dec. 31 (Wire) — The minister left.", "2019-01-01", ("TEHRAN", "2018-12-31")),
        ("TEHRAN, Jan 1 (Wire) — The minister left.", "2018-12-31", ("TEHRAN", "2019-01-01")),
        ("SEOUL, South Korea/TOKYO (MW) -- A missile flew.", "2022-10-04", ("SEOUL, South Korea/TOKYO", None)),
        ("SEOUL, Oct. 11, 2022 — For six days it flew.", None, ("SEOUL", "2022-10-11")),
        ("BAGHDAD 1996-08-22 - The envoy arrived.", None, ("BAGHDAD", "1996-08-22")),
        ("Seoul/Tokyo: A missile flew.", None, ("Seoul/Tokyo", None)),
        ("Paris – The president left.", None, ("Paris", None)),
        ("Paris, 3 May – The president left.", "2022-05-04", ("Paris", "2022-05-03")),
        ("NEW DELHI: The flags were ironed.", None, ("NEW DELHI", None)),
        ("VILNIUS. Soldiers began to practise.", None, ("VILNIUS", None)),
        ("MOSCOW, 13 March 2001. Four hours of talks.", None, ("MOSCOW", "2001-03-13")),
        ("BRASÍLIA (Planalto Despatch), 15 November 2019 — It rained.", None, ("BRASÍLIA", "2019-11-15")),
        ("SEOUL (Reported Jan 7, 2025) - A missile flew.", None, ("SEOUL", "2025-01-07")),
        ("WASHINGTON, May 24. The tent was folded.", None, ("WASHINGTON", None)),
        ("WASHINGTON, May 24. The tent was folded.", "2024-05-25", ("WASHINGTON", "2024-05-24")),
        ("MOSCOW. April 30. (Wire) - He stays at home.", "2015-04-30", ("MOSCOW", "2015-04-30")),
        ("SUEZ, Egypt: A frigate sailed.", None, ("SUEZ, Egypt", None)),
        ("Islamabad, April 7 (Hindustan Wire Agency)", "1998-04-07", ("Islamabad", "1998-04-07")),
        ("Bengaluru, 22 Nov.: It is easy.", "2024-11-22", ("Bengaluru", "2024-11-22")),
        ("Baku, June 13 /Xezer Report/", "2018-06-13", ("Baku", "2018-06-13")),
        ("JAKARTA, Thursday (Post) The ship sailed.", "2011-04-21", ("JAKARTA", None)),
        ("Ann Lee, 3 May 2022 – he left.", None, (None, None)),
        ("SUNDAY LEDGER, 31 March 2013. By Ann Lee", None, (None, None)),
        ("On Tuesday, May 3 — the day it rained — he left.", "2022-05-04", (None, None)),
        ("Officials: The president left.", None, (None, None)),
        ("The president – Mr Kim – left.", None, (None, None)),
        ("NATO: Ministers meet on Friday.", None, (None, None)),
    ],
)
def test_dateline(text: str, date: str | None, found: tuple[str | None, str | None]) -> None:
    assert read_dateline(text, date) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ann Lee", Byline("Ann Lee")),
        ("BY ANN LEE and Jo Park in Seoul", Byline("ANN LEE and Jo Park")),
        ("By Ann Lee | August 13, 2025", Byline("Ann Lee", "2025-08-13")),
        ("Ann Lee, Asia editor", Byline("Ann Lee")),
        ("Ann Lee, aboard the papal flight", Byline("Ann Lee")),
        ("Ann Lee and Jo Park in Seoul", Byline("Ann Lee and Jo Park")),
        ("Ann Lee / ANKARA 21.04.2024 - 18:02", Byline("Ann Lee", "2024-04-21")),
        ("Ann Lee • Monday, 29 September 2025 • 6 min read", Byline("Ann Lee", "2025-09-29")),
        ("Friday, February 28, 2025", Byline(None, "2025-02-28")),
        ("By our correspondent in Bissau", Byline(None)),
        ("By Thursday the ministers had signed all that there was to sign, and flew home.", None),
        ("The minister flew home on 3 May 2024 after talks that lasted for two days.", None),
        ("A missile flew over Japan", None),
    ],
)
def test_read_byline(line: str, found: Byline | None) -> None:
    assert read_byline(line) == found
