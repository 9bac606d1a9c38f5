"""One speaker on screen: a name as articles write it, which may be several persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import bins, cards, components, filters, links, quotes
from dashboard.cards import Card
from dashboard.database import Filters, Row
from dashboard.queries import speaking
from dashboard.queries.facets import Asked

CAUTION = (
    "A speaker is a name as articles write it. Two persons of one name stand together here, and one person spelled in "
    "two ways stands in two rows: look at affiliations and dates before you count."
)
MOST_BARS = 120


def only(chosen: Filters, name: str) -> Filters:
    """The shared filters for one name."""
    return replace(chosen, speaker=name, search=None)


def table(rows: Sequence[Row]) -> None:
    """Names with counts; a chosen row becomes the chosen speaker."""
    names = filters.pair_names()
    shown = [
        {
            "Name": row["speaker"],
            "Quotes": row["n"],
            "Kind": ", ".join(cards.SPEAKERS.get(t, t) for t in row["types"].split(";") if t),
            "Affiliation": row["affiliations"].replace(";", "; "),
            "First quoted": row["first_day"],
            "Last quoted": row["last_day"],
            "Most on": "; ".join(names.get(dyad, dyad) for dyad in row["top_pairs"].split(";") if dyad),
        }
        for row in rows
    ]

    def take() -> None:
        picked = st.session_state["speakers_table"]["selection"]["rows"]
        filters.choose("name", rows[picked[0]]["speaker"] if picked and picked[0] < len(rows) else None)

    st.dataframe(
        shown, hide_index=True, on_select=take, selection_mode="single-row", key="speakers_table", placeholder="–",
        height=38 + 35 * len(shown), alt=f"{len(rows)} speakers; the first is quoted {rows[0]['n']:,} times.",
    )  # fmt: skip


def portrait(asked: Asked, count: int) -> None:
    """Everything known of one name under the filters."""
    chosen, name = asked.filters, asked.filters.speaker or ""
    if not count:
        st.info(
            f"No quote of {cards.plain(name)} for: {cards.plain(filters.describe(chosen))}. Widen the dates, choose "
            "another country pair, or look for another spelling in the list of speakers."
        )
        return
    roles = filters.ask(speaking.roles, chosen, name)
    components.show_cards([_head(asked, count, roles)], "speaker_head", f"speaker:{name}")
    st.caption(_caution(roles))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.subheader("Introduced as", anchor=False)
        st.dataframe(
            [
                {
                    "From": row["first_day"], "To": row["last_day"],
                    "Affiliation": row["affiliation"], "Title": row["speaker_title"],
                    "Kind": cards.SPEAKERS.get(row["speaker_type"], row["speaker_type"]),
                    "Country": row["speaker_country"], "Quotes": row["n"], "Outlets": row["outlets"],
                }
                for row in roles
            ],
            hide_index=True, key="speaker_roles", placeholder="–", column_config=components.WIDTHS,
            alt=f"{len(roles)} ways in which articles introduce this name, the earliest first.",
        )  # fmt: skip
    with right:
        st.subheader("Quoted on", anchor=False)
        names, pairs = filters.pair_names(), filters.ask(speaking.pairs_of, chosen, name)
        if pairs:
            st.dataframe(
                [
                    {"Country pair": names.get(row["dyad"], row["dyad"]), "Quotes": row["n"],
                     "From": row["first_day"], "To": row["last_day"]}
                    for row in pairs
                ],
                hide_index=True, key="speaker_pairs", placeholder="–", column_config=components.WIDTHS,
                alt=f"Country pairs, the one most spoken of first: {names.get(pairs[0]['dyad'], '')}.",
            )  # fmt: skip
        else:
            st.caption("None of these quotes is about a country pair.")
    quotes.listed(asked, count, "speaker_quotes", page_key="name_page")


def _head(asked: Asked, count: int, roles: Sequence[Row]) -> Card:
    name = asked.filters.speaker or ""
    known = [row[day] for row in roles for day in ("first_day", "last_day") if row[day]]
    when = "" if not known else f", on {min(known)}" if len(set(known)) == 1 else f", from {min(known)} to {max(known)}"
    found = filters.ask(speaking.months, asked.filters, name)
    made: Card = {"plain": True, "heading": name, "meta": f"{filters.plural(count, 'quote')}{when}"}
    drawn = bins.even([row | {"mark": "quote"} for row in found], ["quote"], MOST_BARS)
    # One bar alone would say no more than the number does.
    if drawn and len(counts := drawn.counts["quote"]) > 1:
        most = max(range(len(counts)), key=counts.__getitem__)
        label = f"Most in {drawn.label(most)}: {filters.plural(counts[most], 'quote')}. {drawn.meaning}"
        made["bars"] = {"label": label, "bins": [(drawn.label(place), n) for place, n in enumerate(counts)]}
        made["meta"] += f" · {label}"
    others = filters.ask(speaking.same_last_word, name)
    made["links"] = [
        links.speaker(row["speaker"], f"Perhaps the same: {row['speaker']} ({row['n']:,})") for row in others
    ]
    return made


def _caution(roles: Sequence[Row]) -> str:
    places = {row["affiliation"] for row in roles if row["affiliation"]}
    countries = {row["speaker_country"] for row in roles if row["speaker_country"]}
    if len(places) > 1 or len(countries) > 1:
        several = f"{len(places)} affiliations" if len(places) > 1 else f"{len(countries)} countries"
        return f"Put together by the name alone. Articles give it {several}: one person who moved, or several of that name."
    return "Put together by the name alone: these quotes may be of several persons, and other spellings are not among them."
