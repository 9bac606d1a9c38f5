"""The filters that all screens share, kept in the page's address so that a link shows the same, and cached answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from dashboard import address, described, queries
from dashboard.cards import words
from dashboard.database import Filters, FoundBy, Sources, located

T = TypeVar("T")
STATUS = ("planned", "ongoing", "completed", "cancelled", "failed")
KINDS = ("visit", "launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise")
QUOTED = {"All": (), "Experts": ("expert",), "Officials": ("official", "state_media")}
FOUND_BY: dict[str, FoundBy | None] = {"Any": None, "Rules only": "rules", "Model only": "model", "Both": "both"}
SOURCES: dict[str, Sources | None] = {
    "Any number": None, "One origin only": "one", "Two or more origins": "several", "Reports disagree": "disagree",
}  # fmt: skip
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
EVENT = re.compile(r"(visit|drill):([0-9]{1,15})")
SUBJECT = re.compile(r"(visit|drill|quote):([0-9]{1,15})")
NUMBER = re.compile(r"[0-9]{1,15}")


def database() -> Path:
    """The database that the command named, else `dyadwatch.db` in the working folder."""
    return located()


def today() -> dt.date:
    """The day from which days are counted."""
    return dt.date.today()


@st.cache_data(ttl=3600, max_entries=300, show_spinner=False)
def _answer(path: Path, version: str, name: str, arguments: tuple[Any, ...], _question: Callable[..., Any]) -> Any:
    return _question(path, *arguments)


def ask(question: Callable[..., T], *arguments: Any) -> T:
    """The answer of a question to the database, from the cache where nothing has been read since."""
    path = database()
    name = f"{question.__module__}.{question.__name__}"
    return _answer(path, queries.version(path), name, arguments, question)  # type: ignore[no-any-return]


def plural(n: int, noun: str) -> str:
    """ "1 visit", "1,204 visits"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def pair_labels() -> dict[str, str]:
    """Country pair -> label with counts, for the busiest: "Iran – North Korea · 4 visits · 12 drills · 9 quotes"."""
    return {
        row["dyad"]: " · ".join(
            [row["name"], *(plural(row[f"n_{noun}s"], noun) for noun in ("visit", "drill", "quote"))]
        )
        for row in ask(queries.dyads)
    }


def pair_names() -> dict[str, str]:
    """Country pair -> "Iran – North Korea"."""
    return ask(queries.dyad_names)


def _choose_pair(labels: dict[str, str]) -> str | None:
    names = pair_names()
    codes = "-".join(sorted(address.follow("pair").upper().split("-")))
    st.session_state["pair"] = codes if codes in names else ""
    # A link may name a pair that is too seldom to stand among those to choose from.
    if codes in names and codes not in labels:
        labels = {codes: names[codes], **labels}
    chosen = st.selectbox(
        "Country pair",
        ["", *labels],
        format_func=lambda code: labels.get(code, described.ALL_PAIRS),
        key="pair",
        help="Counts visits in both directions, drills of either country, and quotes about the two. Type to search; "
        "where there are more than 1,000 pairs, those with most visits are listed.",
    )
    address.write("pair", chosen)
    return chosen or None


def _choose_way(pair: str | None) -> str | None:
    """The country that visits of the pair come from; None both ways."""
    codes = pair.split("-") if pair else []
    asked = address.follow("visitor")
    st.session_state["visitor"] = asked if asked in codes and len(codes) == 2 else ""
    if len(codes) != 2:
        address.write("visitor", "")
        return None
    names = ask(queries.countries)
    one, other = (names.get(code, code) for code in codes)
    ways = {"": "Both ways", codes[0]: f"{one} to {other}", codes[1]: f"{other} to {one}"}
    chosen = st.selectbox(
        "Visits of the pair", list(ways), format_func=ways.__getitem__, key="visitor",
        help="Leaves visits one way only; drills, quotes and articles stay.",
    )  # fmt: skip
    address.write("visitor", chosen)
    return chosen or None


def sidebar() -> Filters:
    """Draw the shared filters and return what they say."""
    with st.sidebar:
        pair = _choose_pair(pair_labels())
        visitor = _choose_way(pair)
        since = st.date_input(
            "From", None, EARLIEST, LATEST, key="since", bind="query-params", format="YYYY-MM-DD",
            help="Leaves out what is earlier, and what has no date.",
        )  # fmt: skip
        until = st.date_input(
            "To", None, EARLIEST, LATEST, key="until", bind="query-params", format="YYYY-MM-DD",
            help="Leaves out what is later, and what has no date.",
        )  # fmt: skip
        kinds = st.multiselect(
            "Kind of event", KINDS, key="kind", bind="query-params", format_func=words, placeholder="All kinds"
        )
        status = st.multiselect(
            "Status", STATUS, key="status", bind="query-params", format_func=words, placeholder="Any status",
            help="Completed also means drills that were conducted; failed means launches.",
        )  # fmt: skip
        quoted = st.segmented_control(
            "Quotes of", list(QUOTED), default="All", key="quotes", bind="query-params", required=True
        )
        found_by = st.segmented_control(
            "Found by", list(FOUND_BY), default="Any", key="found_by", bind="query-params", required=True,
            help="Who read it: the rules that ship with DyadWatch, a language model, or both in any of its reports.",
        )  # fmt: skip
        sources = st.selectbox(
            "Sources", list(SOURCES), key="sources", bind="query-params",
            help="Of visits and drills. Copies of one text, and reports that rest on one agency, ministry or official, are "
            "one origin. Reports disagree: at least two of them give other values of a field.",
        )  # fmt: skip
        confidence = st.slider(
            "Least confidence", 0.0, 1.0, 0.0, 0.05, key="confidence", bind="query-params",
            help="How sure DyadWatch is of an event or of a quote's speaker. 0 shows everything.",
        )  # fmt: skip
        review = st.multiselect(
            "Reviewed", queries.REVIEW, key="review", bind="query-params", format_func=words, placeholder="All but rejected",
            help="What an analyst decided on an event or quote. Rejected ones show only when chosen here.",
        )  # fmt: skip
    return Filters(
        dyad=pair,
        since=since.isoformat() if isinstance(since, dt.date) else None,
        until=until.isoformat() if isinstance(until, dt.date) else None,
        status=tuple(value for value in status if value in STATUS),
        kinds=tuple(value for value in kinds if value in KINDS),
        speaker_types=QUOTED.get(quoted or "All", ()),
        confidence=float(confidence),
        found_by=FOUND_BY.get(found_by or "Any"),
        review=tuple(value for value in review if value in queries.REVIEW),
        sources=SOURCES.get(sources),
        visitor=visitor,
    )


def describe(filters: Filters) -> str:
    """The filters as a sentence: "Iran – North Korea, from 2019-01-01, planned"."""
    return described.sentence(filters, pair_names())


def choose(name: str, value: str | None) -> None:
    """Remember what was clicked; `name` is event, article, mark, quote or name (of a speaker)."""
    st.session_state[name] = value or ""


def chosen_event() -> tuple[queries.Kind, int] | None:
    """The event that was clicked, or that the address names as `?event=visit:12`."""
    found = EVENT.fullmatch(address.follow("event"))
    address.write("event", found[0] if found else "")
    return (("visit" if found[1] == "visit" else "drill"), int(found[2])) if found else None


def chosen_subject() -> tuple[queries.Subject, int] | None:
    """The event or quote to decide on, which the address names as `?event=visit:12` or `?event=quote:7`."""
    found = SUBJECT.fullmatch(address.follow("event"))
    address.write("event", found[0] if found else "")
    kinds: dict[str, queries.Subject] = {"visit": "visit", "drill": "drill", "quote": "quote"}
    return (kinds[found[1]], int(found[2])) if found else None


def chosen_article() -> int | None:
    """The article that was clicked, or that the address names as `?article=12`."""
    return chosen_number("article")


def chosen_number(name: str) -> int | None:
    """The article or quote that was clicked, or that the address names by number."""
    found = NUMBER.fullmatch(address.follow(name))
    address.write(name, found[0] if found else "")
    return int(found[0]) if found else None
