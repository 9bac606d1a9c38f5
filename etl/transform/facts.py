"""Article -> Facts: the order in which one article is read."""

from __future__ import annotations

from etl.models import Article, Facts
from etl.transform import drills, links, quotes, visits
from etl.transform.language import Language
from etl.transform.reading import Reading


def is_read(article: Article) -> bool:
    """False for texts in other languages than English, which are not read for facts."""
    return article.language in (None, "en")


def read_facts(article: Article, language: Language) -> Facts:
    """Everything that the rules find in `article`; nothing for a text that is not English."""
    if not is_read(article):
        return Facts()
    reading = Reading(article, language)
    found_visits, found_drills, found_quotes = visits.find(reading), drills.find(reading), quotes.find(reading)
    return Facts(
        found_visits, found_drills, found_quotes, links.link(reading, found_visits, found_drills, found_quotes)
    )
