"""Pairs: the dossier of the chosen country pair; without one, a matrix and a list to choose from."""

import streamlit as st

from dashboard import cards, comments, components, dossier, filters, pair_choice, queries, study

chosen = st.session_state["filters"]
if not chosen.dyad:
    st.title("Country pairs")
    if filters.ask(queries.count, "visits", chosen):
        pair_choice.matrix(chosen)
        pair_choice.table(chosen)
    else:
        components.nothing("visits", chosen)
else:
    (_, first), (_, second) = dossier.sides(chosen)
    st.title(cards.plain(f"{first} – {second}"))
    st.button("All pairs", key="all_pairs", on_click=filters.choose, args=("pair", ""))
    counted = filters.ask(queries.pair_figures, chosen)
    if not counted:
        components.nothing("visits, drills or quotes", chosen)
    else:
        visits = filters.ask(queries.life_cycles, chosen, dossier.LISTED)
        dossier.figures(chosen, counted)
        dossier.last_visit(visits)
        st.subheader("On one axis")
        dossier.chart(chosen, counted, visits)
        if day := comments.chosen_day():
            comments.on_day(dossier.commentary_asked(chosen), day)
        else:
            components.event(("visit", "drill"))
        dossier.life_cycles(chosen, counted, visits)
        study.show(chosen)
        dossier.commentary(chosen)
