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
        ("Xi Jinping received Vladimir Putin in Beijing on Wednesday.", ("RUS", "CHN", "2024-05-15", "ongoing")),
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
