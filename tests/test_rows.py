"""Lists and tables in text files: every row is read, under the years and titles above it."""

from __future__ import annotations

import pytest

from etl.extract import articles
from etl.extract.rows import find_rows
from etl.models import Article, Document
from etl.transform import dates, sentences

BARS = ["Year | Guest | Office", "1998 | Ana Kolar | premier", "2004 | - | none came", "2009 | Ivo Petek | president"]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (BARS, ["Year, Guest, Office", "1998, Ana Kolar, premier", "2004, none came", "2009, Ivo Petek, president"]),
        (
            ["3 May  Ana Kolar  Oslo", "9 May  Ivo Petek  Riga", "11 May  both  Paris"],
            ["3 May, Ana Kolar, Oslo", "9 May, Ivo Petek, Riga", "11 May, both, Paris"],
        ),
        (
            ["March 1990 - Kolar in Oslo", "May 1-3: Petek to Riga", "Mon 4 – Paris", "2011: nobody"],
            ["March 1990 - Kolar in Oslo", "May 1-3: Petek to Riga", "Mon 4 – Paris", "2011: nobody"],
        ),
        (
            ["27 Sept 2005. Surfaced.", "21 Dec 2005. Submerged.", "11 Dec 2007. Lost."],
            ["27 Sept 2005. Surfaced.", "21 Dec 2005. Submerged.", "11 Dec 2007. Lost."],
        ),
        (
            ["9.8.90 - first flight", "July 2 and July 4: two more", "Oct. 16 (blew up)", "12 May 2008 Kolar in Riga"],
            ["9.8.90 - first flight", "July 2 and July 4: two more", "Oct. 16 (blew up)", "12 May 2008 Kolar in Riga"],
        ),
        (
            ["K1, 9 November 2006, Norrland", "K2, 21 June 2007, Norrland", "K3, 1 May 2008, at sea"],
            ["K1, 9 November 2006, Norrland", "K2, 21 June 2007, Norrland", "K3, 1 May 2008, at sea"],
        ),
        (
            ["- 27 Sept 2005, surfaced", "- 21 Dec 2005, lost", "- May 3, fine"],
            ["27 Sept 2005, surfaced", "21 Dec 2005, lost", "May 3, fine"],
        ),
        (["Related stories", "12 May 2008 Kolar in Riga", "13 June 2008 Petek in Oslo", "15 July 2008 Nobody"], []),
        (["K1, 9 November 2006, Norrland", "K2, 21 June 2007, Norrland"], []),
        (["Oslo, 4 May 2011", "Tuesday 12 September 2017", "Riga, 5 May 2011"], []),
        (["Home | World | Sport", "By Ana Kolar | 3 May 2019"], []),
        (["He came.  She went.", "They met.  Nobody spoke.", "It rained.  They left."], []),
        (["May he rest in peace", "March on, they cried", "2019 was a good year for wine"], []),
    ],
)
def test_rows(lines: list[str], rows: list[str]) -> None:
    assert list(find_rows(lines).values()) == rows


def test_a_list_before_the_prose_is_read_and_takes_the_years_above_it() -> None:
    text = """Guests of Ruritania

4 May 2021

2018
12 February | Ana Kolar | talks on gas
6 March | Ivo Petek | none
2019
28 July | Ana Kolar | a treaty

The list was put together by the foreign ministry from its own papers, which are kept in the old post office.
"""
    article = articles.read_article(Document("guests.txt", "text", text.encode(), path="guests.txt"))
    rows = [article.text[b.start : b.end] for b in article.blocks if b.kind == "list_item"]
    assert rows == ["12 February, Ana Kolar, talks on gas", "6 March, Ivo Petek, none", "28 July, Ana Kolar, a treaty"]
    found = dates.find(article.text, sentences.split(article), article.published_date)
    assert {"2018-02-12", "2018-03-06", "2019-07-28"} <= {mention.date for mention in found}


PROSE = (
    "The ministry said on Tuesday that the register had been kept by hand since the war and that nobody had counted it.",
    "None of the entries was checked by the foreign office, and the last page of the book has been missing for years.",
)
LISTS = {
    "sentences": ["27 Sept 2005. Petek, surfaced.", "21 Dec 2005. Same boat, submerged.", "11 Dec 2007. Lost."],
    "cells": ["K1, 9 November 2006, Norrland", "K2, 21 June 2007, Norrland", "K3, 13 November 2008, at sea"],
    "dots": ["9.8.90 - first flight, unsuccessful", "23.9.91 - fell into the sea", "20.9.92 - good"],
    "nothing but words": ["12 May 2008 Kolar in Riga", "13 June 2008 Petek in Oslo", "15 July 2008 nobody"],
    "led in": ["From Oslo:", "2 May 2001: Kolar", "5 June 2002: Petek", "9 July 2003: nobody"],
    "years": ["1993", "May 29: one", "1998", "August 31: one more", "2006", "July 5: seven in one morning"],
    "years of sentences": ["1993", "May 29. One, says the log.", "1998:", "August 31. One.", "September 2. None."],
}


def read(lines: list[str], place: str, form: str) -> Article:
    """An article of 4 May 2011 with the lines before, between or after its two paragraphs, as a text or as a page."""
    before, after = {"top": ((), PROSE[1:]), "between": (PROSE[:1], PROSE[1:]), "end": (PROSE[:1], ())}[place]
    if form == "text":
        parts = [
            "Flights over the northern range",
            "By Ana Kolar",
            "Oslo, 4 May 2011",
            *before,
            "\n".join(lines),
            *after,
        ]
        return articles.read_article(Document("a.txt", "text", "\n\n".join(parts).encode(), path="a.txt"))
    inner = "".join(f"<{form}>{line}</{form}>" for line in lines)
    inner = f"<ul>{inner}</ul>" if form == "li" else inner
    body = "".join((*(f"<p>{p}</p>" for p in before), inner, *(f"<p>{p}</p>" for p in after)))
    page = f"""<html><head><title>Flights over the northern range</title></head><body>
        <h1>Flights over the northern range</h1><p>By Ana Kolar</p><p>4 May 2011</p><div>{body}</div></body></html>"""
    return articles.read_article(Document("a.html", "html", page.encode(), path="a.html"))


@pytest.mark.parametrize("form", ["text", "p", "li"])
@pytest.mark.parametrize("place", ["top", "between", "end"])
@pytest.mark.parametrize("name", LISTS)
def test_no_line_of_a_list_is_lost(name: str, place: str, form: str) -> None:
    article = read(LISTS[name], place, form)
    lines = [article.text[b.start : b.end] for b in article.blocks if b.kind != "headline"]
    assert [line for line in lines if line in LISTS[name]] == LISTS[name]
    assert all(paragraph in lines for paragraph in PROSE if paragraph in article.text)
    assert article.published_date == "2011-05-04"
    assert article.title == "Flights over the northern range"


@pytest.mark.parametrize("form", ["text", "p", "li"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (LISTS["years"], ["1993-05-29", "1998-08-31", "2006-07-05"]),
        (LISTS["years of sentences"], ["1993-05-29", "1998-08-31", "1998-09-02"]),
        (
            [
                "1998",
                "July 2 and July 4: four, then seven",
                "2009",
                "May 3: none",
                "June 3: he came, and left on June 9",
            ],
            ["1998-07-02", "1998-07-04", "2009-05-03", "2009-06-03", "2009-06-09"],
        ),
        (LISTS["dots"], ["1990-08-09", "1991-09-23", "1992-09-20"]),
    ],
)
def test_rows_have_the_year_above_them(lines: list[str], expected: list[str], form: str) -> None:
    article = read(lines, "between", form)
    found = dates.find(article.text, sentences.split(article), article.published_date)
    days = [m.date for m in found if m.date and len(m.date) == 10 and m.text != "Tuesday"]
    assert days == expected


def test_the_year_of_the_last_rows_does_not_lead_the_article_to_its_end() -> None:
    article = read(
        [*LISTS["years"], "On March 3 the ministry will close the register and open another in its place."],
        "end",
        "text",
    )
    found = dates.find(article.text, sentences.split(article), article.published_date)
    assert found[-1].date == "2011-03-03"


def test_days_of_a_list_are_not_that_of_publication() -> None:
    rows = "2018-03-02 | Ana Kolar | talks\n2019-04-05 | Ivo Petek | none\n2020-01-02 | both | a treaty"
    text = f"Guests of the palace\n\n3 mai 2021 (English edition)\n\n{rows}\n\n{PROSE[1]}"
    article = articles.read_article(Document("a.txt", "text", text.encode(), path="a.txt"))
    assert (article.title, article.published_date) == ("Guests of the palace", None)
    dated = text.replace("3 mai", "3 May")
    assert articles.read_article(Document("a.txt", "text", dated.encode(), path="a.txt")).published_date == "2021-05-03"
