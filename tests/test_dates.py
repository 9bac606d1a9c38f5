import pytest

from etl.models import Sentence
from etl.transform import dates

ANCHOR = "2024-05-16"  # a Thursday


def found(text: str, anchor: str | None = ANCHOR) -> list[str | None]:
    return [m.date for m in dates.find(text, [Sentence(0, 0, len(text), text, 0, "paragraph")], anchor)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 24 April 2024", ["2024-04-24"]),
        ("on April 24", ["2024-04-24"]),
        ("on Sept. 26", ["2023-09-26"]),
        ("on Thursday", ["2024-05-16"]),
        ("on Monday night", ["2024-05-13"]),
        ("last Thursday", ["2024-05-09"]),
        ("Thursday last week", ["2024-05-09"]),
        ("yesterday", ["2024-05-15"]),
        ("three days ago", ["2024-05-13"]),
        ("two years ago", ["2022"]),
        ("in April", ["2024-04"]),
        ("last November", ["2023-11"]),
        ("in 2019", ["2019"]),
        ("in May and September 2019", ["2019-05", "2019-09"]),
        ("In 2018 he came in March", ["2018", "2018-03"]),
        ("KCNA on Wednesday said he left the previous day", ["2024-05-15", "2024-05-14"]),
        ("Sept. 25, 28 and 29", ["2023-09-25", "2023-09-28", "2023-09-29"]),
        ("a quarter of a century ago", ["1999"]),
        ("It flew 2,000 km and hit 1950 metres.", []),
        ("Theresa May may march on.", []),
    ],
)
def test_find(text: str, expected: list[str | None]) -> None:
    assert found(text) == expected


def test_future_reading() -> None:
    text = "He will arrive on Friday."
    (mention,) = dates.find(text, [Sentence(0, 0, len(text), text, 0, "paragraph")], ANCHOR)
    assert (mention.date, mention.future_date) == ("2024-05-10", "2024-05-17")


def test_without_anchor_weekdays_stay_open() -> None:
    assert found("on Friday", None) == [None]
    assert found("on 3 May 2019", None) == ["2019-05-03"]


def test_range_and_duration() -> None:
    text = "a three-day visit from April 23-25, 2024"
    duration, span = dates.find(text, [Sentence(0, 0, len(text), text, 0, "paragraph")], ANCHOR)
    assert duration.days == 3
    assert (span.date, span.end_date) == ("2024-04-23", "2024-04-25")
