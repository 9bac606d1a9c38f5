"""Article -> Facts: the order in which one article is read."""

from __future__ import annotations

from etl.models import Article, Facts
from etl.transform import drills, links, quotes, visits
from etl.transform.language import Language
from etl.transform.reading import Reading


def read_facts(article: Article, language: Language) -> Facts:
    """Everything that the rules find in `article`; nothing for a text that is not English."""
    if article.language not in (None, "en"):
        return Facts()
    reading = Reading(article, language)
    found_visits, found_drills, found_quotes = visits.find(reading), drills.find(reading), quotes.find(reading)
    return Facts(
        found_visits, found_drills, found_quotes, links.link(reading, found_visits, found_drills, found_quotes)
    )
