"""Review: unreviewed events one at a time, the most doubtful first, each with its sentences and the decisions on it."""

import streamlit as st

from dashboard import address, cards, charts, components, filters, queries, review

AHEAD = 20


def skip() -> None:
    """Put the event aside for this session and go on."""
    if event := filters.chosen_event():
        st.session_state.setdefault("skipped", []).append(event)
    onward()


def onward() -> None:
    filters.choose("event", None)


chosen = st.session_state["filters"]
done, total = filters.ask(queries.progress, chosen)
st.title("Review")
st.progress(done / total if total else 0.0, f"{done:,} of {filters.plural(total, 'event')} reviewed")
review.outcome()
skipped = st.session_state.get("skipped", [])
# Other filters lead to another event; a link or Back does not count as such.
under, shown = st.session_state.get("queue", (chosen, ""))
if under != chosen and shown == address.follow("event"):
    onward()
if not address.follow("event"):
    waiting = [(r["kind"], r["id"]) for r in filters.ask(queries.queue, chosen, AHEAD + len(skipped))]
    following = next((event for event in waiting if event not in skipped), None)
    filters.choose("event", f"{following[0]}:{following[1]}" if following else None)
event = filters.chosen_event()
st.session_state["queue"] = (chosen, address.follow("event"))
row = filters.ask(queries.event, *event) if event else None
if event is None or row is None:
    if event:
        st.info(f"There is no {event[0]} {event[1]} in this database.")
        st.button("Go to the next", key="next", on_click=onward)
    elif skipped:
        st.info(f"Nothing is left but what you skipped: {filters.plural(len(skipped), 'event')}.")
        st.button("Go through what was skipped", key="again", on_click=skipped.clear)
    elif total:
        st.info("Everything under these filters has been reviewed. Choose another country pair or widen the dates.")
    else:
        components.nothing("visits or drills", chosen)
    review.undo_last(keys=True)
else:
    kind, _ = event
    reports = filters.ask(queries.reports, kind, row[f"{kind}_id"])
    mark = "test" if row.get("event_kind") in charts.LAUNCHES else kind
    evidence, decision = st.columns([3, 2], gap="medium")
    with evidence:
        components.show_cards([cards.event_card(row)], "review_facts")
        components.open_event(kind, row[f"{kind}_id"])
        if row["disputed"]:
            components.disagreement(row, reports)
        st.markdown(f"**{filters.plural(len(reports), 'report')}**")
        beside = st.columns(2) if row["disputed"] and len(reports) > 1 else [st.container()]
        for place, column in enumerate(beside):
            with column:
                told = [cards.report_card(report, mark) for report in reports[place :: len(beside)]]
                components.show_cards(told, f"review_reports_{place}")
        review.history(kind, row[f"{kind}_id"])
    with decision:
        review.name()
        with st.container(horizontal=True):
            review.confirm(kind, row[f"{kind}_id"], onward, keys=True)
            st.button("Skip", key="skip", shortcut="S", on_click=skip, help="Decide later; nothing is written.")
            review.undo_last(keys=True)
        review.otherwise(kind, row, reports, onward)
        st.caption("Events on which reports disagree come first, then those with the lowest confidence.")
