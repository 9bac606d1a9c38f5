"""Links between pages: what they carry along of the address that they are clicked at."""

import re
from pathlib import Path

import pytest

from dashboard import address, links

DASHBOARD = Path(__file__).resolve().parent.parent / "dashboard"
ARTICLES = ("app_pages/articles.py", "articles.py")
QUOTES = ("app_pages/commentary.py", "quotes.py")


def in_address(files: tuple[str, ...]) -> set[str]:
    """Names of the bound widgets and of the facets of a screen."""
    text = "\n".join((DASHBOARD / file).read_text("utf-8") for file in files)
    facets = re.search(r"^FACETS = \{(.*?)\}", text, re.MULTILINE | re.DOTALL)
    bound = re.findall(r'key="(\w+)"(?:,\s+bind="query-params"|\))', text)
    return {*bound, *re.findall(r'"(\w+)":', facets[1] if facets else "")}


@pytest.mark.parametrize(
    ("files", "kept"), [(ARTICLES, links.ARTICLES_LIST), (QUOTES, links.QUOTES_LIST), (("filters.py",), address.BOUND)]
)
def test_nothing_that_stands_in_the_address_is_left_out(files: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert in_address(files) == set(kept)


def test_a_quote_leads_to_the_events_it_is_about() -> None:
    quote = {"linked_visit_ids": "3;12", "linked_drill_ids": None}
    assert [link["query"] for link in links.about(quote, "About")] == [{"event": "visit:3"}, {"event": "visit:12"}]
    (other,) = links.about(quote, "Also on", but=("visit", 3))
    assert other["label"] == "Also on visit 12"
