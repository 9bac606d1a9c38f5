"""One event, the full record: facts, disagreements, sentences, origins, commentary, what happened near it, decisions."""

import streamlit as st

from dashboard import address, cards, filters, queries, record, review


def ask_for() -> None:
    filters.choose("event", st.session_state["asked_event"].strip().lower().replace(" ", ":"))


wanted = address.follow("event")
event = filters.chosen_event()
row = filters.ask(queries.event, *event) if event else None
if event is None:
    st.title("Event")
    if wanted:
        st.warning(f"“{cards.plain(wanted[:40])}” names no event.")
    st.text("Choose an event on Overview, Visits or Drills, or write its number, such as visit:12 or drill:7.")
    st.text_input("Number", key="asked_event", max_chars=30, placeholder="visit:12", on_change=ask_for, width=240)
elif row is None:
    st.title(f"{event[0].capitalize()} {event[1]}")
    record.unknown(*event)
else:
    kind, asked = event
    number = row[f"{kind}_id"]
    reports = filters.ask(queries.sources, kind, number)
    decided = filters.ask(queries.decisions, kind, number)
    st.title(f"{kind.capitalize()} {number}")
    # What comes and goes has a place of its own, so that what follows is not drawn anew and the page does not move.
    with st.container():
        record.notices(kind, asked, row)
    record.contents(row, reports)
    told, decision = st.columns([3, 2], gap="medium")
    with told:
        record.facts(kind, row)
    with decision:
        st.markdown(f"**Decide: {row['review_status']}**")
        with st.container():
            review.outcome()
        review.name()
        with st.container(horizontal=True):
            review.confirm(kind, number, review.stay)
            review.undo_last()
        review.otherwise(kind, row, reports, review.stay)
        review.history(kind, number)
        record.split_off(kind, decided)
    record.disagreements(kind, row, reports, decided)
    if reports:
        record.sentences(kind, row, reports)
        record.origins(row, reports)
    record.said(kind, number)
    if reports:
        record.life(row, reports)
    record.around(kind, row)
    record.cite(kind, row, reports)
    st.caption("The filters at the side do not change this page.")
