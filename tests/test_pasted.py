"""Texts pasted or saved from a browser: the article is found among the page's furniture."""

from __future__ import annotations

import pytest

from etl.errors import UnreadableDocument
from etl.extract.articles import read_article
from etl.models import Article, Document

LEDE = "The foreign minister of Ruritania flew to Oslo on Tuesday for talks on fish, timber and a bridge."
SECOND = (
    "“We came to listen,” she told reporters at the airport, “and to eat.” The talks go on until Thursday afternoon."
)
THIRD = "Her host said that a treaty was near, though the ministry in Strelsau would not say what was to be in it."
BODY = f"{LEDE}\n\n{SECOND}\n\n{THIRD}"
TITLE = "Ruritania sends its foreign minister to Oslo"


def read(text: str, name: str = "a.txt") -> Article:
    return read_article(Document(name, "text", text.encode()))


def texts(article: Article, kind: str) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


@pytest.mark.parametrize(
    ("header", "title", "author", "outlet", "date"),
    [
        (TITLE, TITLE, None, None, None),
        (f"{TITLE}\nAnn Lee\nOSLO 1996-08-22", TITLE, "Ann Lee", None, "1996-08-22"),
        (f"{TITLE}\nOSLO, Norway 1996-08-22", TITLE, None, None, "1996-08-22"),
        (f"The Daily Lantern\n\n{TITLE}\n\nBy Ann Lee\nAug. 8, 2018, 6:42 p.m.",
         TITLE, "Ann Lee", "The Daily Lantern", "2018-08-08"),
        (f"STRELSAU COURIER  |  Sunday 5 February 2023\nPolitics\n\n{TITLE}",
         TITLE, None, "Strelsau Courier", "2023-02-05"),
        (f"Strelsau Fish\nWorld  Sport  Opinion  PDF\n{TITLE}\nUFA, Oslo | 26 Sep 2025",
         TITLE, None, "Strelsau Fish", "2025-09-26"),
        (f"Advertisement\nRuritania\nThis Week in FishPolitics\n\n{TITLE}\n\n"
         "Reading Time:4 minutes\nWhy you can trust FPM\n10\nAnn Lee",
         TITLE, "Ann Lee", "FPM", None),
        (f"Home > World > Europe\n{TITLE}\nAnn Lee, Nordic correspondent\nPublished: 12 November 2025 08:55 CET",
         TITLE, "Ann Lee", None, "2025-11-12"),
        (f"[Saved page] retrieved 3 May 2026\n{TITLE}\n2024/04/24 11:34   (updated 14:05)",
         TITLE, None, None, "2024-04-24"),
        ("Oslo expects a visitor\nThe foreign minister of Ruritania has packed for the fjords.\n"
         "Ann Lee | 8 Apr 2022 | Updated 9 Apr 2022",
         "Oslo expects a visitor", "Ann Lee", None, "2022-04-08"),
        (f"{TITLE}\nUpdated: 9 Apr 2022", TITLE, None, None, "2022-04-09"),
    ],
)  # fmt: skip
def test_header(header: str, title: str, author: str | None, outlet: str | None, date: str | None) -> None:
    article = read(f"{header}\n\n{BODY}\n")
    assert (article.title, article.author, article.outlet, article.published_date) == (title, author, outlet, date)
    assert texts(article, "headline") == [title]
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Advertisement",
            "-- Advertisement --",
            "Reading Time:4 minutes",
            "5 min read",
            "Select Voice",
            "1.25x",
            "250 WPM",
        ),
        *(
            "Slow",
            "Listen to this article (4 min)",
            "Share on WhatsApp   Share on Telegram",
            "12 comments",
            "37 shares",
        ),
        *("Sign up for our newsletter", "Subscribe to The Lantern from 1 krone a week", "Follow us on X", "Copy link"),
        *(
            "Story continues below",
            "READ MORE: King of Syldavia lands in Rome",
            "Related: King of Syldavia lands in Rome",
        ),
        *("[Print] [E-mail] [Scrap]", "News | Sport | Opinion", "© 2024 The Daily Lantern", "Tags: fish, timber, Oslo"),
        *("Previous: A fish too far", "* * *", "Follow our live page: storm over the Skagerrak"),
    ],
)
def test_furniture_is_left_out(line: str) -> None:
    article = read(f"{TITLE}\n\n{LEDE}\n\n{line}\n\n{SECOND}\n\n{THIRD}\n\n{line}\n")
    assert [article.text[b.start : b.end] for b in article.blocks] == [TITLE, LEDE, SECOND, THIRD]


@pytest.mark.parametrize(
    "sentence",
    [
        "Support for the treaty came from the fishermen of both countries, who have waited for it since the war.",
        "Listen to the ministers, and the bridge is as good as built.",
        "Share prices of timber firms rose in Oslo after she had landed.",
        "Register offices in both capitals will recognise each other's papers from January.",
        "“Not yet.”",
        "Home is where the fish are, the minister likes to say.",
        "By Thursday the ministers had signed all that there was to sign.",
    ],
)
def test_sentences_that_begin_like_furniture_are_kept(sentence: str) -> None:
    assert sentence in texts(read(f"{TITLE}\n\n{LEDE}\n\n{sentence}\n\n{SECOND}\n"), "paragraph")


@pytest.mark.parametrize(
    "tail",
    [
        "RELATED\nKing of Syldavia lands in Rome\nPresident of Borduria to visit Paris",
        "Most popular\n1. King of Syldavia lands in Rome\n2. President of Borduria to visit Paris",
        "MORE WORLD NEWS\n- King of Syldavia lands in Rome\n- President of Borduria to visit Paris",
        "You might also like:\nKing of Syldavia lands in Rome, and stays there for as long as he wants to.",
        "---\nKing of Syldavia lands in Rome\n© Lantern",
    ],
)
def test_lists_at_the_end_are_left_out(tail: str) -> None:
    assert texts(read(f"{TITLE}\n\n{BODY}\n\n{tail}\n"), "paragraph") == [LEDE, SECOND, THIRD]
    assert "Syldavia" not in read(f"{TITLE}\n\n{BODY}\n\n{tail}\n").text


@pytest.mark.parametrize(
    "caption",
    [
        "Photo: The minister at Gardermoen on 13 May",
        "[Photo: The minister at Gardermoen on 13 May]",
        "File photo of the minister at Gardermoen in 2019",
        "A picture released by the ministry on 13 May shows the bridge. Photo: RNA/dpa",
        "The minister at Gardermoen on 13 May. Credit: Ed Moss",
        "Photo credit: Ed Moss. Caption: The minister at Gardermoen",
    ],
)
def test_captions_are_marked_and_kept_once(caption: str) -> None:
    article = read(f"{TITLE}\n\n{LEDE}\n\n{caption}\n{caption}\n\n{SECOND}\n\n{THIRD}\n")
    assert texts(article, "caption") == [caption.strip("[]")]
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]


def wrap(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 72, 78])
def test_lines_broken_at_a_width_are_joined(width: int) -> None:
    article = read("\n\n".join([TITLE, *(wrap(paragraph, width) for paragraph in (LEDE, SECOND, THIRD))]))
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]


def test_paragraphs_need_no_blank_line_between_them() -> None:
    assert texts(read("\r\n".join([TITLE, LEDE, SECOND, THIRD])), "paragraph") == [LEDE, SECOND, THIRD]


def test_markdown_marks_are_taken_off() -> None:
    linked = LEDE.replace("Oslo", "[Oslo](https://oslo.example)")
    text = (
        f"# {TITLE}\n\n**By Ann Lee**\n\n{linked}\n\n## A *near* treaty\n\n> {SECOND}\n\n"
        f"- fish and more fish\n- timber from the north\n\n{THIRD}\n"
    )
    article = read(text, "a.md")
    assert (article.title, article.author) == (TITLE, "Ann Lee")
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]
    assert texts(article, "heading") == ["A near treaty"]
    assert texts(article, "list_item") == ["fish and more fish", "timber from the north"]


def test_dateline_gives_place_and_day() -> None:
    article = read(f"{TITLE}\n\nBy Ann Lee\n\nOSLO, May 14, 2024 (Wire) -- {BODY}")
    assert (article.dateline_place, article.dateline_date) == ("OSLO", "2024-05-14")
    assert (article.published_date, article.published_from) == ("2024-05-14", "dateline")


@pytest.mark.parametrize(
    ("line", "published", "place", "day"),
    [
        ("OSLO, Norway, May 14", None, "OSLO, Norway", None),
        ("Oslo, 14 May 2024", None, "Oslo", "2024-05-14"),
        ("Oslo, May 14 (Fjord Wire Agency)", "2024-05-15", "Oslo", "2024-05-14"),
        ("Oslo, May 14 — The Fjord Gazette (www.fjord.example)", "2024-05-15", "Oslo", "2024-05-14"),
        ("OSLO (Fjord Wire) – May 14", "2024-05-15", "OSLO", "2024-05-14"),
    ],
)
def test_a_dateline_alone_on_its_line(line: str, published: str | None, place: str, day: str | None) -> None:
    document = Document("a.txt", "text", f"{TITLE}\n\n{line}\n\n{BODY}\n".encode())
    article = read_article(document, published=published)
    assert (article.title, article.dateline_place, article.dateline_date) == (TITLE, place, day)
    assert line not in article.text


def test_a_day_given_goes_before_that_of_a_change() -> None:
    document = Document("a.txt", "text", f"{TITLE}\nUpdated: 9 Apr 2022\n\n{BODY}\n".encode())
    article = read_article(document, published="2022-04-08")
    assert (article.published_date, article.published_from) == ("2022-04-08", "given")


def test_front_matter_is_read() -> None:
    head = f'---\ntitle: "{TITLE}"\nauthor:\n  - Ann Lee\n  - Jo Park\ndate: 2024-05-14T08:00:00Z\nsource: Fjord Gazette\n---\n'
    article = read(f"{head}\n{BODY}\n", "a.md")
    assert (article.title, article.author, article.outlet) == (TITLE, "Ann Lee, Jo Park", "Fjord Gazette")
    assert (article.published_date, article.published_from) == ("2024-05-14", "meta")
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    article = read(f"---\n{TITLE}\n---\n\n{BODY}\n")
    assert (article.title, article.text) == (TITLE, f"{TITLE}\n\n{BODY}")


def test_marks_borrowed_from_markdown_are_taken_off_plain_texts() -> None:
    article = read(f"## {TITLE}\n\n{LEDE.replace('Oslo', '**Oslo**')}\n\n*{SECOND}*\n\n{THIRD}\n")
    assert article.title == TITLE
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]


def test_times_of_a_live_page_are_taken_off() -> None:
    article = read(f"{TITLE}\n\n17:40 - {LEDE}\n\n**16:05 GMT** {SECOND}\n\n{THIRD}\n")
    assert texts(article, "paragraph") == [LEDE, SECOND, THIRD]


@pytest.mark.parametrize(
    "lines",
    [
        "People are also reading\nPope flies to Juárez\nEnvoy of Fredonia visits Paris",
        "Other stories: Envoy of Fredonia visits Paris; Pope flies to Juárez",
        "Most read\n1. Envoy of Fredonia visits Paris\n2. Pope flies to Juárez",
        "RELATED STORIES | Envoy of Fredonia visits Paris",
        "Our latest coverage:\n• Envoy of Fredonia visits Paris",
        "**Must read** - Envoy of Fredonia visits Paris",
    ],
)
def test_pointers_to_other_articles_are_no_text(lines: str) -> None:
    article = read(f"{TITLE}\n\n{LEDE}\n\n{SECOND}\n\n{lines}\n\n{THIRD}\n")
    assert article.text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Others read the news: “It was the coldest reading of the year,” said the man at the weather station.",
        "People in Oslo: they were not reading more than others, and hardly spoke of the visit at all that day.",
    ],
)
def test_sentences_that_begin_like_pointers_stay(line: str) -> None:
    assert line in read(f"{TITLE}\n\n{LEDE}\n\n{line}\n\n{THIRD}\n").text


@pytest.mark.parametrize(
    "text", ["Advertisement\nShare\n", "Strelsau Courier\n\nHome | World | Sport\n", "One word.\n"]
)
def test_a_text_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"a\.txt: holds no article text"):
        read(text)


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("The train, entry by entry", "A leader's journeys to the neighbour, 2000-2011", "The train, entry by entry"),
        (
            "STRATEGIC PLANS WATCH No. 14",
            "A log of strategic weapons, 2015 to 2017",
            "A log of strategic weapons, 2015 to 2017",
        ),
        ("Africa desk | Horn", "A key turned in a lock that had rusted", "A key turned in a lock that had rusted"),
        (
            "Ministry of Foreign Affairs of Ruritania, Asia desk",
            "Ruritania and Freedonia: who came and who went",
            "Ruritania and Freedonia: who came and who went",
        ),
    ],
)
def test_a_short_title_above_its_subtitle(first: str, second: str, title: str) -> None:
    assert read(f"{first}\n{second}\n\nOslo, 4 May 2011\n\n{BODY}").title == title
