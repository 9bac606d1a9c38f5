import pytest

from etl.transform import drills, measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korea fired two short-range ballistic missiles into the sea on Wednesday, Seoul said.",
            ("PRK", "2024-05-15", "launch_test", "SRBM", 2, "conducted"),
        ),
        (
            "India tested an Agni-5 missile on 11 March 2024.",
            ("IND", "2024-03-11", "launch_test", "ICBM", 1, "conducted"),
        ),
        (
            "North Korea's attempt to put a satellite into orbit failed when its rocket exploded on Monday.",
            ("PRK", "2024-05-13", "satellite_launch", "satellite", 1, "failed"),
        ),
    ],
)
def test_drill(read, text: str, expected: tuple[object, ...]) -> None:
    (report,) = drills.find(read(text))
    assert (
        report.country_iso3, report.drill_date, report.kind, report.weapon_class, report.n_fired, report.status
    ) == expected  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Russian missiles killed three people in Kharkiv on Monday.",
        "North Korea has fired dozens of missiles this year.",
        "Resolutions ban the North from testing missiles.",
        "Iran paraded its missiles through Tehran on Monday.",
    ],
)
def test_no_drill(read, text: str) -> None:
    assert drills.find(read(text)) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("two missiles", [2]), ("a pair of rockets", [2]), ("at least one missile", [1]), ("several missiles", []), ("the fifth launch", []), ("the Hwasong-18 missile", [])],
)  # fmt: skip
def test_count(text: str, numbers: list[int]) -> None:
    assert [count.number for count in measures.counts(text)] == numbers


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("North Korea fired a missile from Sunan on Monday.", "Sunan"),
        ("North Korea fired a missile on Monday, said a crowd watching screens at Seoul Station.", None),
        ("North Korea fired a missile on Monday that fell in Japan.", None),
    ],
)
def test_a_launch_is_placed_in_the_country_that_fires(read, text: str, place: str | None) -> None:
    (report,) = drills.find(read(text))
    assert report.place == place
