"""Every question that a screen or a download asks the database: one function each, bound parameters, rejected events
left out unless they are asked for."""

from dashboard.queries.conditions import REVIEW, SHOWN, Kind
from dashboard.queries.events import decisions, event, neighbours, reports, said_about
from dashboard.queries.ingested import count_runs, events_in, failures_of, quotes_in, run, runs, stored_by
from dashboard.queries.pairs import countries, dyads, speakers
from dashboard.queries.reader import article, marks
from dashboard.queries.reviewing import progress, queue, reviewed
from dashboard.queries.store import codebook, failures, is_empty, version
from dashboard.queries.tables import articles, count, drills, quotes, visits
from dashboard.queries.timeline import drills_since, last_visit, monthly, newest

__all__ = [
    "REVIEW",
    "SHOWN",
    "Kind",
    "article",
    "articles",
    "codebook",
    "count",
    "count_runs",
    "countries",
    "decisions",
    "drills",
    "drills_since",
    "dyads",
    "event",
    "events_in",
    "failures",
    "failures_of",
    "is_empty",
    "last_visit",
    "marks",
    "monthly",
    "neighbours",
    "newest",
    "progress",
    "queue",
    "quotes",
    "quotes_in",
    "reports",
    "reviewed",
    "run",
    "runs",
    "said_about",
    "speakers",
    "stored_by",
    "version",
    "visits",
]
