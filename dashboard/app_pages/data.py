"""Data: every table as a file, the rules that hold everywhere, how right it is, and the codebook."""

import streamlit as st

from dashboard import accuracy, components, data_files, delivery, downloads, filters, precision, queries
from dashboard.cards import plain

TABLES = {
    "visits": "Visits", "visit_reports": "Visits, as each article tells them", "drills": "Drills",
    "drill_reports": "Drills, as each article tells them", "quotes": "Quotes", "articles": "Articles",
}  # fmt: skip
RULES = """
- **Report and event.** A report is what one article says. Reports of the same trip, launch, drill or exercise make one
  event, which is counted once.
- **Countries** are ISO 3166-1 alpha-3 codes (XKX for Kosovo); EU, UN, NATO, AU and ASEAN stand for bodies.
- **Country pair** (dyad): two codes sorted by letter, `IRN-PRK`. It does not say who travels; visitor and host do.
- **Dates** are as precise as the article: `2024-04-23`, `2024-04` or `2019`, never shifted by a time zone;
  `date_precision` says which. An empty cell means that the article does not say.
- **Confidence**, from 0 to 1, is about the share of facts with such scores that is right, measured on articles from
  which nothing was learned; on your sources it may differ. What only a language model told has 0.5.
- **Found by** says whether the rules, a language model, or both found a fact.
- **Review status** is an analyst's word: unreviewed, confirmed, rejected (left out of screens and
  downloads unless chosen under "Reviewed") or edited.
- **Filled in part:** coordinates only of launch sites on our list, and the origin of a report (`origin_source`) only where the text names one.
"""
chosen = st.session_state["filters"]
st.title("Data")
st.subheader("Download")
st.markdown(f"Files hold what the screens show for: **{plain(filters.describe(chosen))}**, and are named after it.")
describe = st.checkbox(
    "Describe the filters in a first row", key="describe", bind="query-params",
    help="For people. Programs expect the names of the columns in the first row; in Parquet it goes into the metadata.",
)  # fmt: skip
if delivery.is_served():
    data_files.show(chosen, describe=describe)
    st.caption("Large files take a moment before they begin. `dyadwatch export` writes the same files.")
else:
    st.info(
        "These files are served where the dashboard was opened with `dyadwatch dashboard`; `dyadwatch export` writes them too."
    )
st.subheader("What holds everywhere")
st.markdown(RULES)
st.subheader("How right it is")
known = accuracy.measured()
st.markdown(
    f"F1 (1.00 is perfect) on articles with a record of what a careful reader finds, none of which was learned from; thresholds were chosen with all of them in view, so the figures are somewhat kind. Measured "
    f"on {known['measured']}. `{known['command']}` prints the first row, and with records of your own how right it is on your sources."
)
st.table(accuracy.accuracy(), hide_index=True, alt="F1 of visits, drills, speakers and experts by kind of article.")
st.markdown(
    "**What confidence means.** It is meant to be the share of facts with such scores that is right. In the 60 "
    "development articles, of the facts of each band so many were right:"
)
st.table(accuracy.calibration(), hide_index=True, alt="For each band of confidence, how many facts were right.")
st.subheader("Precision by your own decisions")
st.table(
    [precision.shown(row) for row in filters.ask(queries.reviewed)], hide_index=True,
    alt="For each kind, how many were reviewed and what share of them was right.",
)  # fmt: skip
st.caption(
    "The share of what was reviewed; in brackets its 95 % interval (Wilson). It holds for what was reviewed, which is "
    "no random part of the whole: the page Review begins with the most doubtful. `dyadwatch stats` gives the same figures."
)
st.subheader("Codebook")
entries = filters.ask(queries.codebook)
if not entries:
    st.info("This database was written before the codebook came with it. Read any article into it again to have it.")
else:
    names = list(dict.fromkeys(entry["table_name"].removesuffix(".csv") for entry in entries))
    table = st.selectbox(
        "Table", [*(n for n in TABLES if n in names), *(n for n in names if n not in TABLES)], key="codebook_table", bind="query-params",
        format_func=lambda name: TABLES.get(name, name), width=320,
    )  # fmt: skip
    components.codebook([entry for entry in entries if entry["table_name"].removesuffix(".csv") == table])
    st.download_button(
        "Download the codebook (CSV)", downloads.written(list(entries[0]), entries), "dyadwatch_codebook.csv",
        "text/csv", key="download_codebook", on_click="ignore",
    )  # fmt: skip
