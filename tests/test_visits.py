import pytest

from etl.transform import visits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian President Vladimir Putin arrived in China on Wednesday.", ("RUS", "CHN", "2024-05-15", "ongoing")),
        ("French President Emmanuel Macron visited Beijing in April 2023.", ("FRA", "CHN", "2023-04", "completed")),
        (
            "Iranian Foreign Minister Abbas Araghchi will travel to Oman on Friday.",
            ("IRN", "OMN", "2024-05-17", "planned"),
        ),
        ("Xi Jinping received Vladimir Putin in Beijing on Wednesday.", ("RUS", "CHN", "2024-05-15", "completed")),
        ("North Korea sent a delegation to Iran on Tuesday.", ("PRK", "IRN", "2024-05-14", "ongoing")),
        ("Narendra Modi cancelled a trip to Brazil in March.", ("IND", "BRA", "2024-03", "cancelled")),
    ],
)
def test_visit(read, text: str, expected: tuple[str, str, str, str]) -> None:
    (report,) = visits.find(read(text))
    assert (report.visitor_iso3, report.host_iso3, report.start_date, report.status) == expected
    assert report.evidence_start == 0 and report.evidence_end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Putin has no plans to visit Iran.",
        "The Kremlin denied that Vladimir Putin would visit Iran.",
        "Vladimir Putin did not travel to Turkey in 2023.",
        "Xi Jinping invited Vladimir Putin to visit China.",
        "Vladimir Putin spoke with Xi Jinping by telephone on Monday.",
        "Emmanuel Macron flew to Lyon on Monday.",
        "A tourist from Canada visited Peru in 2019.",
    ],
)
def test_no_visit(read, text: str) -> None:
    assert visits.find(read(text)) == ()


def test_one_trip_in_two_sentences_is_one_record(read) -> None:
    found = visits.find(
        read("Vladimir Putin arrived in China on Wednesday.", "In Beijing, Putin met Xi Jinping on Thursday for talks.")
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vladimir Putin has visited China twice.", (None, "completed")),
        ("Vladimir Putin has travelled to Iran five times as president.", (None, "completed")),
        ("Vladimir Putin has arrived in China.", ("2024-05", "ongoing")),
        ("Vladimir Putin has been in China since Monday.", ("2024-05-13", "ongoing")),
        ("Vladimir Putin is visiting China.", ("2024-05", "ongoing")),
    ],
)
def test_the_perfect_is_not_the_present(read, text: str, expected: tuple[str | None, str]) -> None:
    (report,) = visits.find(read(text))
    assert (report.start_date, report.status) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Vladimir Putin will visit China from Monday to Wednesday.", "2024-05-20", "2024-05-22"),
        ("Vladimir Putin will visit China on January 3-5.", "2025-01-03", "2025-01-05"),
        ("The pope will go to Chad on Friday for a three-day visit.", "2024-05-17", "2024-05-19"),
    ],
)
def test_a_planned_visit_ends_after_it_begins(read, text: str, start: str, end: str) -> None:
    (report,) = visits.find(read(text))
    assert (report.start_date, report.end_date) == (start, end)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Vladimir Putin arrived in China on Wednesday for talks that had been planned for a month.", None),
        ("Vladimir Putin arrived in China on Wednesday for a meeting trailed for a week.", None),
        ("Vladimir Putin arrived in China on Wednesday for a two-day visit.", "2024-05-16"),
        ("Vladimir Putin stayed in China for three days from 3 May.", "2024-05-05"),
    ],
)
def test_only_the_length_of_the_visit_ends_it(read, text: str, end: str | None) -> None:
    (report,) = visits.find(read(text))
    assert report.end_date == end
