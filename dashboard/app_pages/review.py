"""Review: unreviewed events and doubtful quotes one at a time, the most doubtful first, each with its sentences and the
decisions on it."""

from functools import partial

import streamlit as st

from dashboard import address, cards, charts, components, filters, queries, quotes, review
from dashboard.database import Row
from dashboard.queries import Kind, voices

AHEAD = 20
OF: dict[str, queries.Of] = {"All": "all", "Events": "events", "Quotes": "quotes"}
NAMES = {"all": "events and quotes", "events": "events", "quotes": "quotes"}


def skip() -> None:
    """Put the event or quote aside for this session and go on."""
    if subject := filters.chosen_subject():
        st.session_state.setdefault("skipped", []).append(f"{subject[0]}:{subject[1]}")
    onward()


def onward() -> None:
    filters.choose("event", None)


def show_event(kind: Kind, row: Row, reports: list[Row]) -> None:
    """An event with its reports, beside each other where they disagree."""
    mark = charts.mark_of(row)
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


chosen = st.session_state["filters"]
st.title("Review")
asked = st.segmented_control("Go through", list(OF), default="All", key="of", bind="query-params", required=True)
of = OF.get(asked or "", "all")
done, total = filters.ask(queries.progress, chosen, of)
st.progress(done / total if total else 0.0, f"{done:,} of {total:,} {NAMES[of]} reviewed")
review.outcome()
skipped = st.session_state.get("skipped", [])
# Other filters lead to another event; a link or Back does not count as such.
under, shown = st.session_state.get("queue", ((chosen, of), ""))
if under != (chosen, of) and shown == address.follow("event"):
    onward()
if not address.follow("event"):
    waiting = [f"{r['kind']}:{r['id']}" for r in filters.ask(queries.waiting, chosen, AHEAD + len(skipped), of)]
    filters.choose("event", next((subject for subject in waiting if subject not in skipped), None))
subject = filters.chosen_subject()
st.session_state["queue"] = ((chosen, of), address.follow("event"))
row = None
if subject and subject[0] == "quote":
    row = next(iter(filters.ask(voices.of_numbers, (subject[1],))), None)
elif subject:
    row = filters.ask(queries.event, *subject)
again = partial(filters.choose, "event")
if subject is None or row is None:
    if subject:
        st.info(f"There is no {subject[0]} {subject[1]} in this database.")
        st.button("Go to the next", key="next", on_click=onward)
    elif skipped:
        st.info(f"Nothing is left but what you skipped: {len(skipped):,}.")
        st.button("Go through what was skipped", key="again", on_click=skipped.clear)
    elif total:
        st.info("Everything under these filters has been reviewed. Choose another country pair or widen the dates.")
    else:
        components.nothing("visits or drills, and no doubtful quotes,", chosen)
    review.undo_last(again, keys=True)
else:
    kind, number = subject[0], row[f"{subject[0]}_id"]
    reports = [] if kind == "quote" else filters.ask(queries.reports, kind, number)
    evidence, decision = st.columns([3, 2], gap="medium")
    with evidence:
        if kind == "quote":
            st.markdown(f"**Quote {number}: who said it?**")
            components.show_cards([quotes.in_context(row)], "review_quote")
        else:
            show_event(kind, row, reports)
        review.history(kind, number)
    with decision:
        review.name()
        with st.container(horizontal=True):
            review.confirm(kind, number, onward, keys=True)
            st.button("Skip", key="skip", shortcut="S", on_click=skip, help="Decide later; nothing is written.")
            review.undo_last(again, keys=True)
        review.otherwise(kind, row, reports, onward)
        st.caption(
            "Events on which reports disagree come first, then quotes of experts or officials without a name, then what has "
            f"the lowest confidence. Of quotes only these and those of {queries.LEAST_SURE} or less are here."
        )
