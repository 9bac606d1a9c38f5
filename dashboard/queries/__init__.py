"""Every question that a screen or a download asks the database: one function each, bound parameters, rejected events
left out unless they are asked for."""

from dashboard.queries.activity import changed, months
from dashboard.queries.conditions import REVIEW, SHOWN, Kind, Subject
from dashboard.queries.dossier import (
    comment_days,
    drills_near,
    event_days,
    life_cycles,
    pair_figures,
    pair_matrix,
    pair_months,
    pair_table,
)
from dashboard.queries.doubt import LEAST_SURE, Of, progress, waiting
from dashboard.queries.events import decisions, event, neighbours, reports, said_about
from dashboard.queries.ingested import count_runs, events_in, failures_of, quotes_in, run, runs, stored_by
from dashboard.queries.pairs import countries, dyad_names, dyads, speakers
from dashboard.queries.reader import article, marks
from dashboard.queries.record import (
    SAID,
    Window,
    count_said,
    drills_around,
    last_number,
    lead,
    led_here,
    sources,
    visits_around,
)
from dashboard.queries.reviewing import reviewed
from dashboard.queries.store import codebook, failures, is_empty, version
from dashboard.queries.tables import articles, count, drills, quotes, visits
from dashboard.queries.timeline import busiest_lanes, drills_since, last_visit, monthly
from dashboard.queries.within import is_within

__all__ = [
    "LEAST_SURE",
    "REVIEW",
    "SAID",
    "SHOWN",
    "Kind",
    "Of",
    "Subject",
    "Window",
    "article",
    "articles",
    "busiest_lanes",
    "changed",
    "codebook",
    "comment_days",
    "count",
    "count_runs",
    "count_said",
    "countries",
    "decisions",
    "drills",
    "drills_around",
    "drills_near",
    "drills_since",
    "dyad_names",
    "dyads",
    "event",
    "event_days",
    "events_in",
    "failures",
    "failures_of",
    "is_empty",
    "is_within",
    "last_number",
    "last_visit",
    "lead",
    "led_here",
    "life_cycles",
    "marks",
    "monthly",
    "months",
    "neighbours",
    "pair_figures",
    "pair_matrix",
    "pair_months",
    "pair_table",
    "progress",
    "quotes",
    "quotes_in",
    "reports",
    "reviewed",
    "run",
    "runs",
    "said_about",
    "sources",
    "speakers",
    "stored_by",
    "version",
    "visits",
    "visits_around",
    "waiting",
]
