import pytest

from etl.transform import countries


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Pyongyang and Tehran have kept friendly ties.", ["PRK", "IRN"]),
        ("The Dutch premier met Emirati officials at the Kremlin.", ["NLD", "ARE", "RUS"]),
        ("SEOUL, May 20 (Wire) -- Talks began.", ["KOR"]),
        ("North Korea fired first; the North's launch angered the South.", ["PRK", "PRK", "KOR"]),
        ("He went to Niger, then to Nigeria and Guinea-Bissau.", ["NER", "NGA", "GNB"]),
        ("The U.S. and the UK signed in Geneva.", ["USA", "GBR", "CHE"]),
        ("Ships crossed the South China Sea.", []),
        ("Michael Jordan read the Washington Post.", []),
        ("Israel Katz is a minister.", []),
        ("Roast turkey was served.", []),
    ],
)
def test_find(text: str, codes: list[str]) -> None:
    assert [m.iso3 for m in countries.find(text)] == codes


def test_mentions_are_exact() -> None:
    text = "In Iran’s capital the North Koreans waited."
    assert [text[m.start : m.end] for m in countries.find(text)] == ["Iran", "North Koreans"]


def test_dyad_is_the_same_both_ways() -> None:
    assert countries.dyad("PRK", "IRN") == countries.dyad("IRN", "PRK") == "IRN-PRK"
