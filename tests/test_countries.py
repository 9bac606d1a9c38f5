"""Countries in sentences of our own: which words stand for which country, and which stand for none."""

import itertools

import pytest

from etl.transform import countries


def codes_in(text: str) -> list[str]:
    return [m.iso3 for m in countries.find(text)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Pyongyang and Tehran have kept friendly ties.", ["PRK", "IRN"]),
        ("The Dutch premier met Emirati officials at the Kremlin.", ["NLD", "ARE", "RUS"]),
        ("SEOUL, May 20 (Wire) -- Talks began.", ["KOR"]),
        ("The DPRK envoy left for the ROK, the UAE and Türkiye.", ["PRK", "KOR", "ARE", "TUR"]),
        ("He went to Niger, then to Nigeria and Guinea-Bissau.", ["NER", "NGA", "GNB"]),
        ("Guinea, Equatorial Guinea and Papua New Guinea signed.", ["GIN", "GNQ", "PNG"]),
        ("Dominica wrote to the Dominican Republic.", ["DMA", "DOM"]),
        ("Ministers from Northern Ireland and Ireland talked.", ["GBR", "IRL"]),
        ("The U.S. and the UK signed in Geneva.", ["USA", "GBR", "CHE"]),
        ("She flew to Cote d’Ivoire, then to Côte d'Ivoire's north.", ["CIV", "CIV"]),
        ("Swiss, Czechs, Kyrgyz and Frenchmen came.", ["CHE", "CZE", "KGZ", "FRA"]),
        ("Envoys of the Soviet Union and Zaire met in East Germany.", ["RUS", "COD", "DEU"]),
        ("Talks went on in Sharm el-Sheikh, Davos, Panmunjom and Mar-a-Lago.", ["EGY", "CHE", "KOR", "USA"]),
        ("The Elysee Palace, Downing Street and the Blue House agreed.", ["FRA", "GBR", "KOR"]),
        ("The European Commission and NATO sent observers to the African Union.", ["EU", "NATO", "AU"]),
        ("US-China talks and the China-North Korea border", ["USA", "CHN", "CHN", "PRK"]),
        ("the Sino-Russian declaration", ["CHN", "RUS"]),
        ("The Bosnian Serb leader came to the Hague.", ["BIH", "NLD"]),
        ("Kyiv, once Kiev; Beijing, once Peking; Astana, once Nur-Sultan", ["UKR"] * 2 + ["CHN"] * 2 + ["KAZ"] * 2),
    ],
)
def test_find(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Ships crossed the South China Sea, the Sea of Japan and the Persian Gulf.",
        "Peace on the Korean Peninsula has been elusive since the Korean War.",
        "He reads the Washington Post, the Korea Herald and the Tehran Times.",
        "She taught at Nanjing University and at a Seoul-based think tank.",
        "The Bank of Japan raised rates; the Prince of Wales opened a school.",
        "The Geneva Conventions and the Paris Agreement still hold.",
        "Michael Jordan and Ricardo Lagos sat beside Volker Turk.",
        "The rebels are Iran-backed and the others pro-Russian.",
        "A Korean-American scholar wrote about the Vietnam War.",
        "Roast turkey was served on china plates.",
        "The National Security Council met.",
    ],
)
def test_words_that_are_no_country(text: str) -> None:
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Israel Katz spoke for an hour.", []),
        ("Jordan's King Abdullah spoke, and Jordan Foreign Minister Safadi.", ["JOR", "JOR"]),
        ("Naoko Kobe said it was late. Kobe said no more. She lives in Kobe.", ["JPN"]),
        ("India Tests New Missile Over Bay Of Bengal", ["IND"]),
        ("Kenya Hosts Climate Talks", ["KEN"]),
        ("Chad's president met Chad Morrow, a geologist.", ["TCD"]),
    ],
)
def test_people_who_are_called_like_places(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Georgia's governor greeted him in Atlanta.", ["USA", "USA"]),
        ("Georgia's premier flew from Tbilisi to Armenia.", ["GEO", "GEO", "ARM"]),
        ("In Brazzaville the Congolese leader spoke for Congo.", ["COG", "COG", "COG"]),
        ("In Kinshasa the Congolese leader spoke for Congo.", ["COD", "COD", "COD"]),
        ("He was born in Moscow, Idaho, and lives in Paris, Texas.", ["USA"] * 4),
        ("Lebanon's army moved north from Beirut to Tripoli.", ["LBN", "LBN", "LBN"]),
        ("Libya's rivals met in Tripoli.", ["LBY", "LBY"]),
        ("Congress balked, said the White House.", ["USA", "USA"]),
        ("Congress met in Lima; Peru's Congress is divided.", ["PER", "PER"]),
        ("Pakistan's Foreign Office spoke. Britain listened. The Foreign Office replied.", ["PAK", "GBR", "GBR"]),
    ],
)
def test_the_article_decides(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("North Korea fired first; the North's launch angered the South.", ["PRK", "PRK", "KOR"]),
        ("North Korea agreed: the North and South will talk.", ["PRK", "PRK", "KOR"]),
        ("Ships of the North Atlantic fleet sailed south; the North is cold.", []),
        ("The Korean president met the North Korean envoy from South Korea's side.", ["KOR", "PRK", "KOR"]),
        ("KCNA said the Korean people would win.", ["PRK", "PRK"]),
        ("Korea exports ships.", ["KOR"]),
    ],
)
def test_the_two_koreas(text: str, codes: list[str]) -> None:
    assert codes_in(text) == codes


def test_mentions_are_exact_and_do_not_overlap() -> None:
    text = "In Iran’s capital the North Koreans waited for South Korea's U.S.-trained envoy."
    mentions = countries.find(text)
    assert [text[m.start : m.end] for m in mentions] == ["Iran", "North Koreans", "South Korea"]
    assert [m.kind for m in mentions] == ["name", "adjective", "name"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))


@pytest.mark.parametrize("code", ["PRK", "XKX", "TWN", "PSE", "VAT", "COK", "EU", "UN", "NATO", "AU", "ASEAN"])
def test_codes_have_names(code: str) -> None:
    assert code in countries.codes()
    assert countries.find(countries.name_of(code))[0].iso3 == code


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(KeyError):
        countries.name_of("XXX")


def test_dyad_is_the_same_both_ways() -> None:
    assert countries.dyad("PRK", "IRN") == countries.dyad("IRN", "PRK") == "IRN-PRK"
