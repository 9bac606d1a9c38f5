"""What the page of one country pair is made of: headline facts, its tracks on one axis, the life of each visit, and what
was said on it. The event study has a module of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import cards, charts, components, filters, queries
from dashboard.charts import pair as pair_charts
from dashboard.charts.pair import Track
from dashboard.database import Filters, Row

# Past this many events a track is counted by month; the list of visits holds both tracks of visits below it.
DENSE = 150
LISTED = 2 * DENSE
PER_PAGE = 10


def sides(chosen: Filters) -> tuple[tuple[str, str], tuple[str, str]]:
    """Code and name of either country of the chosen pair."""
    names = filters.ask(queries.countries)
    one, other = (chosen.dyad or "-").split("-", 1)
    return (one, names.get(one, one)), (other, names.get(other, other))


def commentary_asked(chosen: Filters) -> Filters:
    """The quotes that the page shows: those of experts, unless the sidebar asks for officials."""
    return replace(chosen, speaker_types=chosen.speaker_types or ("expert",))


def figures(chosen: Filters, counted: Sequence[Row]) -> None:
    """Counts each way and of either side, and the first and last day of anything; `counted` are `pair_figures`."""
    (one, first), (other, second) = sides(chosen)
    n = {(row["what"], row["iso3"]): row["n"] for row in counted}
    experts = n.get(("expert", None), 0)
    shown = [
        (f"{first} to {second}", n.get(("visit", one), 0), "Visits this way, each trip counted once."),
        (f"{second} to {first}", n.get(("visit", other), 0), "Visits this way, each trip counted once."),
        (f"{first}, drills", n.get(("drill", one), 0), "Launches, drills and exercises in which it takes part."),
        (f"{second}, drills", n.get(("drill", other), 0), "Launches, drills and exercises in which it takes part."),
        ("Quotes", experts + n.get(("quote", None), 0), f"Quoted passages about the two; {experts:,} of experts."),
    ]
    if chosen.visitor:
        del shown[1 if chosen.visitor == one else 0]
    with st.container(horizontal=True):
        for label, value, meaning in shown:
            st.metric(cards.plain(label), f"{value:,}", help=meaning, border=True)
    days = [row[end] for row in counted for end in ("first_date", "last_date") if row[end]]
    if days:
        st.caption(f"From {min(days)} to {max(days)}, by the dates of visits, drills and articles.")


def last_visit(visits: Sequence[Row]) -> None:
    """The latest visit that has begun and is known to the day, how rare it is, and the way to its reports."""
    today = filters.today()
    begun = [
        row for row in visits
        if len(row["start_date"] or "") == 10 and row["start_date"] <= today.isoformat()
        and row["visit_status"] in ("ongoing", "completed")
    ]  # fmt: skip
    if not begun:
        return
    row = begun[0]
    ago = (today - dt.date.fromisoformat(row["start_date"])).days
    facts = [
        ("When", f"{cards.event_dates(row)}, began {filters.plural(ago, 'day')} ago"),
        ("Level", cards.words(row["level"])),
        ("How rare", rarity(row)),
        ("Reports", cards.reported(row)),
    ]
    card = {"heading": f"Last visit: {cards.event_title(row)}", "facts": [fact for fact in facts if fact[1]]}
    components.show_cards([card], "last_visit")
    st.button(
        "See its reports", key="last_visit_reports", on_click=filters.choose, args=("event", f"visit:{row['visit_id']}")
    )


def rarity(visit: Row) -> str:
    """How rare a visit's rank is this way, as far as the articles read tell; empty where rank or date is not known."""
    if not visit["level"] or not visit["start_date"]:
        return ""
    last, year = visit["last_at_this_level"], visit["start_date"][:4]
    if last is None:
        return "the first at this level that was read of"
    return (
        "not the first at this level in its year"
        if last == year
        else f"the first at this level since {last}, as far as was read"
    )


def tracks(chosen: Filters, counted: Sequence[Row], visits: Sequence[Row]) -> list[Track]:
    """Visits each way, drills of either side, commentary: each by single marks, or by month where it holds too many."""
    (one, first), (other, second) = sides(chosen)
    n = {(row["what"], row["iso3"]): row["n"] for row in counted}
    many = {what: max(n.get((what, one), 0), n.get((what, other), 0)) > DENSE for what in ("visit", "drill")}
    asked = commentary_asked(chosen)
    said = filters.ask(queries.comment_days, asked, DENSE + 1)
    many["quote"] = len(said) > DENSE
    drills = [] if many["drill"] else filters.ask(queries.drills, chosen)
    dots = pair_charts.event_dots([] if many["visit"] else visits, drills, filters.pair_names())
    dots["quote:"] = pair_charts.comment_dots([] if many["quote"] else said)
    if any(many.values()):
        months = filters.ask(queries.pair_months, asked)
        for what, iso3, noun in (("visit", one, "visits"), ("visit", other, "visits"), ("drill", one, "drills"),
                                 ("drill", other, "drills"), ("quote", None, "quotes")):  # fmt: skip
            if many[what]:
                own = [(row["month"], row["n"]) for row in months if row["what"] == what and row["iso3"] == iso3]
                dots[f"{what}:{iso3 or ''}"] = pair_charts.month_dots(own, noun)
    rows = (
        (f"{first} to {second}", f"visit:{one}"), (f"{second} to {first}", f"visit:{other}"),
        (f"{first}, drills", f"drill:{one}"), (f"{second}, drills", f"drill:{other}"),
        ("Experts say" if asked.speaker_types == ("expert",) else "Officials say", "quote:"),
    )  # fmt: skip
    return [Track(label, pair_charts.COLOURS[key.split(":")[0]], tuple(dots.get(key, ()))) for label, key in rows]


def chart(chosen: Filters, counted: Sequence[Row], visits: Sequence[Row]) -> None:
    """The tracks on one axis; a click on a visit, a drill or a day of commentary chooses it."""
    shown = tracks(chosen, counted, visits)
    dots = [dot for track in shown for dot in track.dots]
    if not dots:
        return
    st.plotly_chart(
        pair_charts.pair_tracks(shown),
        key="pair_tracks",
        on_select=_take_point,
        selection_mode="points",
        config=charts.CONFIG,
        alt=f"Visits, drills and commentary from {min(dot.start for dot in dots)} to {max(dot.end for dot in dots)}: "
        + "; ".join(_said(track) for track in shown),
    )
    notes = ["Choose a mark to see the sentence behind it. A bar is a stay, or a date known only to the month or year."]
    if any(dot.kind == "month" for dot in dots):
        notes.append(
            "A square counts a month of a row with too many events for single marks; narrower dates show these."
        )
    start = pair_charts.span(shown)[0]
    if earlier := sum(dot.start < start for dot in dots):
        notes.append(
            f"{filters.plural(earlier, 'earlier mark')} before {start.year}: drag, or double-click to see all."
        )
    dated = sum(row["start_date"] is not None for row in visits)
    if dated < len(visits):
        notes.append(f"In the list only, for want of a date: {filters.plural(len(visits) - dated, 'visit')}.")
    st.caption(" ".join(notes))


def _said(track: Track) -> str:
    if not track.dots:
        return f"{track.label}: none"
    noun = "month" if track.dots[0].kind == "month" else "mark"
    return f"{track.label}: {filters.plural(len(track.dots), noun)}, the last on {max(dot.start for dot in track.dots)}"


def _take_point() -> None:
    points = st.session_state["pair_tracks"]["selection"]["points"]
    value = points[0].get("customdata") if points else None
    event = value[0] if isinstance(value, list | tuple) and value else value
    if event:
        filters.choose("event", str(event))


def life_cycles(chosen: Filters, counted: Sequence[Row], visits: Sequence[Row]) -> None:
    """What is missing of each visit's life and how rare it is, as a table; a row chooses its visit."""
    st.subheader("The life of each visit")
    total = sum(row["n"] for row in counted if row["what"] == "visit")
    if not visits:
        st.caption("No visits of this pair under the filters.")
        return
    shown: list[Row] = [
        {
            "Visit": row["visit_id"],
            "From": row["start_date"],
            "To": row["end_date"],
            "Visitor": row["visitor_country"],
            "Host": row["host_country"],
            "Level": cards.words(row["level"]),
            "Last at this level": _last(row),
            "Told by": "Visitor's side only" if row["only_visitor_side"] else "Others too",
            "End": "Not told" if row["no_return_seen"] else "–",
            "Status": cards.words(row["visit_status"]),
            "Led by": row["head_name"],
            "Reports": row["n_articles"],
        }
        for row in visits
    ]
    if total > len(visits):
        st.caption(f"The latest {len(visits):,} of {total:,} visits.")
    flagged = sum(bool(row["only_visitor_side"] or row["no_return_seen"]) for row in visits)
    st.dataframe(
        shown, hide_index=True, key="life_cycles", selection_mode="single-row", placeholder="–",
        on_select=partial(_take_row, [row["visit_id"] for row in visits]), height=min(420, 38 + 35 * len(shown)),
        column_config={"From": st.column_config.Column(width=95), "To": st.column_config.Column(width=95)},
        alt=f"{filters.plural(len(shown), 'visit')}, the latest first; {flagged:,} told by the visitor's side only or "
        "without an end.",
    )  # fmt: skip
    st.caption(
        "As far as the articles read tell. Told by: whose reports there are. End: not told where no report says when a "
        "visit that began was over. Last at this level: the year of the last earlier visit of that rank the same way."
    )
    components.download_shown(shown, "life-of-visits", "visit", chosen)


def _last(visit: Row) -> str | None:
    if not visit["level"] or not visit["start_date"]:
        return None
    return visit["last_at_this_level"] or "None read"


def _take_row(ids: Sequence[int]) -> None:
    rows = st.session_state["life_cycles"]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        filters.choose("event", f"visit:{ids[rows[0]]}")


def commentary(chosen: Filters) -> None:
    """What experts (or officials, where the sidebar asks for them) are quoted as saying on the pair, as cards."""
    asked = commentary_asked(chosen)
    experts = asked.speaker_types == ("expert",)
    st.subheader("What experts say" if experts else "What officials say")
    count = filters.ask(queries.count, "quotes", asked)
    if not count:
        st.caption(
            "Nobody of these is quoted on this pair under the filters; “Quotes of” in the sidebar chooses others."
        )
        return
    components.download("quotes", asked, count)
    pages = -(-count // PER_PAGE)
    page = st.pagination(pages, key="comments_page", bind="query-params") if pages > 1 else 1
    rows = filters.ask(queries.quotes, asked, PER_PAGE, (page - 1) * PER_PAGE)
    names = filters.pair_names()
    components.show_cards([cards.quote_card(row, names) for row in rows], "pair_quotes")
    if pages > 1:
        first = (page - 1) * PER_PAGE + 1
        st.caption(f"Quotes {first:,} to {first + len(rows) - 1:,} of {count:,}")
