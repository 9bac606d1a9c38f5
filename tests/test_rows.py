"""Lists and tables in text files: every row is read, under the years and titles above it."""

from __future__ import annotations

import pytest

from etl.extract import articles
from etl.extract.rows import find_rows
from etl.models import Document
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
