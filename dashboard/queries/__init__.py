"""Every question that a screen or a download asks the database: one function each, bound parameters, rejected events
left out unless they are asked for."""

from dashboard.queries.conditions import REVIEW, SHOWN, Kind, Subject
from dashboard.queries.events import decisions, event, neighbours, reports, said_about
from dashboard.queries.pairs import countries, dyads, speakers
from dashboard.queries.reader import article, marks
from dashboard.queries.reviewing import progress, queue, reviewed
from dashboard.queries.store import codebook, failures, is_empty, version
from dashboard.queries.tables import articles, columns, count, drills, quotes, visits, with_sources
from dashboard.queries.timeline import drills_since, last_visit, monthly, newest

__all__ = [
    "REVIEW",
    "SHOWN",
    "Kind",
    "Subject",
    "article",
    "articles",
    "codebook",
    "columns",
    "count",
    "countries",
    "decisions",
    "drills",
    "drills_since",
    "dyads",
    "event",
    "failures",
    "is_empty",
    "last_visit",
    "marks",
    "monthly",
    "neighbours",
    "newest",
    "progress",
    "queue",
    "quotes",
    "reports",
    "reviewed",
    "said_about",
    "speakers",
    "version",
    "visits",
    "with_sources",
]
