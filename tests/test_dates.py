from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.models import Article, Block, DateMention
from etl.transform import dates, sentences

ANCHOR = "2024-05-16"  # a Thursday


def find(*paragraphs: str, anchor: str | None = ANCHOR) -> list[DateMention]:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph)))
        text += paragraph
    return dates.find(text, sentences.split(Article(text, tuple(blocks), "0", "0")), anchor)


def days(*paragraphs: str, anchor: str | None = ANCHOR) -> list[str | None]:
    return [m.date for m in find(*paragraphs, anchor=anchor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 24 April 2024", ["2024-04-24"]),
        ("on April 24, 2024, in Hanoi", ["2024-04-24"]),
        ("on Apr. 24", ["2024-04-24"]),
        ("on the 24th of April", ["2024-04-24"]),
        ("SEOUL, APRIL 24 —", ["2024-04-24"]),
        ("on Sept. 26", ["2023-09-26"]),
        ("on Wednesday, April 24", ["2024-04-24"]),
        ("on Wednesday 24 April", ["2024-04-24"]),
        ("updated 2024-04-24 10:00", ["2024-04-24"]),
        ("on 24/04/2024", ["2024-04-24"]),
        ("on 04/24/2024", ["2024-04-24"]),
        ("on 24.4.2024", ["2024-04-24"]),
        ("on 5/4/2019", ["2019"]),
        ("Sept. 25, 28 and 29", ["2023-09-25", "2023-09-28", "2023-09-29"]),
        ("on Sept. 25, 28 and 29, 2019, too", ["2019-09-25", "2019-09-28", "2019-09-29"]),
        ("on 4 and 6 June", ["2023-06-04", "2023-06-06"]),
        ("on April 23 and 12 missiles flew", ["2024-04-23"]),
        ("on May 4 last year", ["2023-05-04"]),
        ("in March of last year", ["2023-03"]),
        ("on New Year's Eve", ["2023-12-31"]),
        ("in April 2024", ["2024-04"]),
        ("in April", ["2024-04"]),
        ("in late April", ["2024-04"]),
        ("in mid-May", ["2024-05"]),
        ("in the first week of July", ["2023-07"]),
        ("last November", ["2023-11"]),
        ("last May", ["2023-05"]),
        ("this April", ["2024-04"]),
        ("next April", ["2025-04"]),
        ("a February visit", ["2024-02"]),
        ("at the May summit", ["2024-05"]),
        ("in 2019", ["2019"]),
        ("early 2019", ["2019"]),
        ("Kim's 2019 trip", ["2019"]),
        ("the summer of 2018", ["2018"]),
        ("last summer", ["2023"]),
        ("last winter", [None]),
    ],
)
def test_days_months_and_years(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("April 23-25", "2024-04-23", "2024-04-25"),
        ("from April 23 to 25", "2024-04-23", "2024-04-25"),
        ("April 23–25, 2019", "2019-04-23", "2019-04-25"),
        ("between 3 and 5 May", "2024-05-03", "2024-05-05"),
        ("between April 23\nand May 2", "2024-04-23", "2024-05-02"),
        ("Jan 30-Feb 2", "2024-01-30", "2024-02-02"),
        ("from 30 January to 2 February", "2024-01-30", "2024-02-02"),
        ("Dec. 30-Jan. 2, 2024", "2023-12-30", "2024-01-02"),
        ("Dec. 30-Jan. 2", "2023-12-30", "2024-01-02"),
        ("from Monday to Wednesday", "2024-05-13", "2024-05-15"),
        ("Sunday through Tuesday", "2024-05-12", "2024-05-14"),
        ("from Tuesday to May 25", "2024-05-14", "2024-05-25"),
        ("from March to May 2019", "2019-03", "2019-05"),
        ("between January 2015 and March 2017", "2015-01", "2017-03"),
        ("from 2009 to 2016", "2009", "2016"),
        ("the 2015–17 talks", "2015", "2017"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    (mention,) = find(text)
    assert (mention.date, mention.end_date) == (start, end)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Tuesday", "2024-05-14", "2024-05-21"),
        ("on Thursday", "2024-05-16", "2024-05-16"),
        ("Tuesday's launch", "2024-05-14", "2024-05-21"),
        ("on Monday night", "2024-05-13", "2024-05-20"),
        ("last Tuesday", "2024-05-14", "2024-05-14"),
        ("last Thursday", "2024-05-09", "2024-05-09"),
        ("next Tuesday", "2024-05-21", "2024-05-21"),
        ("this coming Friday", "2024-05-17", "2024-05-17"),
        ("this past Friday", "2024-05-10", "2024-05-10"),
        ("Thursday last week", "2024-05-09", "2024-05-09"),
        ("Friday of next week", "2024-05-24", "2024-05-24"),
        ("last week, on Tuesday", "2024-05-07", "2024-05-07"),
        ("a week from Friday", "2024-05-24", "2024-05-24"),
        ("on June 3", "2023-06-03", "2024-06-03"),
        ("in June", "2023-06", "2024-06"),
        ("over the weekend", "2024-05-11", "2024-05-18"),
    ],
)
def test_past_and_future_reading(text: str, past: str, future: str) -> None:
    (mention,) = find(text)
    assert (mention.date, mention.future_date) == (past, future)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", "2024-05-15"),
        ("today", "2024-05-16"),
        ("tonight", "2024-05-16"),
        ("tomorrow", "2024-05-17"),
        ("the day before yesterday", "2024-05-14"),
        ("this week", "2024-05"),
        ("last week", "2024-05"),
        ("last month", "2024-04"),
        ("next month", "2024-06"),
        ("earlier this month", "2024-05"),
        ("last year", "2023"),
        ("the year before last", "2022"),
        ("three days ago", "2024-05-13"),
        ("a week ago", "2024-05-09"),
        ("a fortnight ago", "2024-05-02"),
        ("five weeks ago", "2024-04"),
        ("six years ago", "2018"),
        ("a quarter of a century ago", "1999"),
        ("Ten years have passed since then", "2014"),
        ("The tie goes back sixty years", "1964"),
        ("two weeks from now", "2024-05"),
        ("in three days' time", "2024-05-19"),
        ("more than two months ago", None),
    ],
)
def test_counted_from_the_anchor(text: str, expected: str | None) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["He flew out on the second of this month."], ["2024-05-02"]),
        (["He landed on 3 May 2011 and left on the 15th of the month."], ["2011-05-03", "2011-05-15"]),
        (["Rockets flew on the 29th and 30th of last month."], ["2024-04-29", "2024-04-30"]),
        (["In January 2022, on the 5th and the 11th, rockets flew."], ["2022-01", "2022-01-05", "2022-01-11"]),
        (["Thu 23 – Hanoi. The minister calls."], ["2024-05-23"]),
        (["On 3 May 2011 he was in Hanoi. He left on the Friday."], ["2011-05-03", "2011-05-06"]),
        (["Three were flown last year: on 13 April and 12 July."], ["2023", "2023-04-13", "2023-07-12"]),
        (["It flew in 2015, and again in August of the year after that."], ["2015", "2016-08"]),
        (["The talks began on 3 May. He had landed the evening before."], ["2024-05-03", "2024-05-02"]),
        (["The envoy came overnight from Hanoi."], ["2024-05-15"]),
        (["The 24th Division stood on the 24th floor."], []),
        (["They took the overnight train."], []),
    ],
)
def test_days_of_a_month_or_week_told_before(paragraphs: list[str], expected: list[str]) -> None:
    assert days(*paragraphs) == expected


def test_a_day_of_the_month_may_be_a_coming_one() -> None:
    mention = find("He was in Hanoi on 10 May and goes to Vientiane on the 12th.")[-1]
    assert (mention.date, mention.future_date) == ("2024-05-12", "2024-06-12")


def test_a_week_over_two_years_has_no_date() -> None:
    assert days("last week", anchor="2025-01-08") == [None]
    assert days("last week", anchor="2024-05-06") == ["2024"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday Seoul said it was fired the previous day.", ["2024-05-14", "2024-05-13"]),
        ("He came on April 22. The next day he left.", ["2024-04-22", "2024-04-23"]),
        ("He came from April 22 to 24. The next day he left.", ["2024-04-22", "2024-04-25"]),
        ("It fell on April 2. Thirteen days later it was found.", ["2024-04-02", "2024-04-15"]),
        ("He left Rome on March 5 and had seen the pope a week earlier.", ["2024-03-05", "2024-02-27"]),
        ("They met in March 2017. A month later they fell out.", ["2017-03", "2017-04"]),
        ("They met in 2017 and, two years later, again.", ["2017", "2019"]),
        ("They met on 3 June 2017. The following year they met again.", ["2017-06-03", "2018"]),
        ("They met on 3 June 2017. Later that month they spoke.", ["2017-06-03", "2017-06"]),
        ("They met on 3 June 2017 and the following March.", ["2017-06-03", "2018-03"]),
        ("They met in June 2017, and in November of that year.", ["2017-06", "2017-11"]),
        ("One flew on 20 August and, three days before that, another.", ["2023-08-20", "2023-08-17"]),
        ("He landed on April 22 and leaves on the 24th.", ["2024-04-22", "2024-04-24"]),
        ("The order came the day before, 24 April.", ["2024-04-24", "2024-04-24"]),
        ("It came on Tuesday (April 23).", ["2024-04-23", "2024-04-23"]),
        ("It flew in 2019. Two days later it flew again.", ["2019", None]),
        ("The last visit since 2019 began on April 22. A day later it ended.", ["2019", "2024-04-22", "2024-04-23"]),
    ],
)
def test_counted_from_another_date(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Tuesday, a day after the North fired, Seoul met.", ["2024-05-14", "2024-05-13"]),
        ("The test on Tuesday came two days after the talks.", ["2024-05-14", "2024-05-12"]),
        ("A day after the talks broke off, Ri flew home on Tuesday.", ["2024-05-13", "2024-05-14"]),
        ("A day after the April 22 launch he spoke.", ["2024-04-23", "2024-04-22"]),
        ("He met Ri on Monday and flew to Hanoi a day after the talks.", ["2024-05-13", "2024-05-14"]),
        ("The visit comes twelve days after the summit.", ["2024-05-04"]),
        ("It is not known how many fell a day before the truce.", [None]),
    ],
)
def test_days_around_an_event(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_an_event_dated_in_passing_carries_no_count() -> None:
    found = days("He landed on Tuesday, ten days after the riots. The trip had been settled two days before.")
    assert found == ["2024-05-14", "2024-05-04", "2024-05-12"]


def test_counts_reach_the_block_before_and_no_further() -> None:
    assert days("He came on April 22.", "The next day he left.") == ["2024-04-22", "2024-04-23"]
    far = days("He came on April 22.", "Nothing was said.", "Nobody asked.", "The next day he left.")
    assert far == ["2024-04-22", None]


def test_a_report_of_the_day_before_counts_from_the_anchor() -> None:
    assert days("The ministry said a day earlier that talks were on.") == ["2024-05-15"]
    found = days("The first drill began on 2 May.", "The minister said a day earlier that it was over.")
    assert found == ["2024-05-02", "2024-05-15"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in May and September 2019.", ["2019-05", "2019-09"]),
        ("in 2015, 2017 and 2019", ["2015", "2017", "2019"]),
        ("in December and January 2019", ["2018-12", "2019-01"]),
        ("in February and March, respectively", ["2024-02", "2024-03"]),
        ("In 2018 he came in March and again in September.", ["2018", "2018-03", "2018-09"]),
        ("In 2017 it flew on July 4.", ["2017", "2017-07-04"]),
        ("In 2017 it flew twice. On July 28 it flew for the second time.", ["2017", "2017-07-28"]),
        ("He came in October 2018 and again in March.", ["2018-10", "2019-03"]),
        ("The first visit since 2019 began in April.", ["2019", "2024-04"]),
        ("In 2023 he came on February 29.", ["2023", "2024-02-29"]),
        ("They last met in 2019. In April they met again.", ["2019", "2024-04"]),
    ],
)
def test_years_said_once(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a three-day visit", 3),
        ("a two-day official trip", 2),
        ("a four-nation, nine-day tour", 9),
        ("stayed for four days", 4),
        ("a week-long trip", 7),
        ("two days of talks", 2),
    ],
)
def test_durations(text: str, length: int) -> None:
    (mention,) = find(text)
    assert (mention.kind, mention.days, mention.date) == ("duration", length, None)


@pytest.mark.parametrize(
    "text",
    [
        "It flew 2,000 km and hit 1950 metres.",
        "Theresa May may march on.",
        "May said she would go.",
        "They march to the sun and sat down.",
        "the Group of 20, the Hwasong-17 and resolution 1718",
        "Resolution 2087 and Vision 2030",
        "some 2000 soldiers took part at 2015 GMT",
        "at 7:23 a.m. he was 64",
        "in the 1990s",
        "in recent days",
        "over the next week",
        "in the last year",
        "two days later than planned",
        "Freedom Edge 2024 is a drill",
        "He reads the Sunday Times on Black Friday",
        "he told USA Today of a brighter tomorrow in the 1980's",
        "in the 20th century on the 38th parallel",
        "Version 9.8.90 and iOS 12.1.20 are out",
        "4.2.10 Scope of the act, section 4.2.98",
        "the server at 10.12.90.5 answered at 10.12.45",
        "by 3.5.20 percent, with build 7.7.77",
    ],
)
def test_no_dates(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9.8.90 - first flight", ["1990-08-09"]),
        ("09.08.1990: first flight", ["1990-08-09"]),
        ("It flew on 12.6.09 and again on 1.7.09.", ["2009-06-12", "2009-07-01"]),
        ("(23.9.91) It fell into the sea.", ["1991-09-23"]),
        ("Since 01.02.99 nobody came.", ["1999-02-01"]),
    ],
)
def test_days_with_dots(text: str, expected: list[str]) -> None:
    assert days(text) == expected


def test_without_an_anchor_nothing_is_invented() -> None:
    assert days("on Friday, in May, last week and three days ago", anchor=None) == [None] * 4
    assert days("on 3 May 2019. The next day", anchor=None) == ["2019-05-03", "2019-05-04"]
    assert days("In 2017 it flew on July 4.", anchor=None) == ["2017", "2017-07-04"]


def test_the_end_of_a_range_moves_with_its_start() -> None:
    (weekdays,) = find("from Monday to Wednesday")
    assert dates.end_for(weekdays, weekdays.date) == "2024-05-15"
    assert dates.end_for(weekdays, weekdays.future_date) == "2024-05-22"
    (june,) = find("June 3-5")
    assert dates.end_for(june, june.future_date) == "2024-06-05"


PHRASES = st.sampled_from(
    [
        "April 23-25, 2024",
        "Sept. 25, 28 and 29",
        "on Tuesday",
        "two days later",
        "the day before",
        "a day after the launch",
        "in 2018",
        "May",
        "the previous year",
        "in March",
        "three-day visit",
        "the 24th",
        "on the 3rd",
        "from",
        "to",
        "and",
        "(",
        ",",
        ".",
        "\n\n",
        "since",
        "last",
        "next week",
        "30 Feb",
        "29 February",
        "Dec. 31",
        "between",
        "99",
        "2000",
        "a century ago",
        "said",
        "that year",
        "of last year",
        "the 15th of the month",
        "of the next month",
        "the following decade",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PHRASES, max_size=14), st.sampled_from([None, "2024-02-29", "2023-12-31", ANCHOR]))
def test_mentions_are_exact_sorted_and_apart(phrases: list[str], anchor: str | None) -> None:
    text = " ".join(phrases)
    found = dates.find(text, sentences.split(Article(text, (Block(0, len(text)),), "0", "0")), anchor)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.end_date is None or (m.date and m.end_date > m.date) for m in found)
