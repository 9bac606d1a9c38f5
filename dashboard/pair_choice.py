"""The ways in to a country pair: a matrix of visits by origin and host, and a list of pairs; a cell or row opens one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from dashboard import cards, components, filters, queries
from dashboard.database import Filters, Row

MOST_COUNTRIES = 12
MOST_PAIRS = 200
ORIGIN = "origin"


def matrix(chosen: Filters) -> None:
    """Visits from the country of a row to that of a column, for the countries with most of them."""
    cells = filters.ask(queries.pair_matrix, chosen, MOST_COUNTRIES)
    names = filters.ask(queries.countries)
    totals: dict[str, int] = {}
    for cell in cells:
        for code in (cell["visitor_iso3"], cell["host_iso3"]):
            totals[code] = totals.get(code, 0) + cell["n"]
    codes = sorted(totals, key=lambda code: (-totals[code], code))
    counts = {(cell["visitor_iso3"], cell["host_iso3"]): cell["n"] for cell in cells}
    grid = [
        {ORIGIN: f"{origin} {names.get(origin, '')}".strip()} | {host: counts.get((origin, host)) for host in codes}
        for origin in codes
    ]
    st.subheader("Who visits whom")
    (origin, host), most = max(counts.items(), key=lambda cell: (cell[1], cell[0]))
    columns: dict[str, Any] = {
        code: st.column_config.NumberColumn(code, width=54, help=cards.plain(names.get(code, code))) for code in codes
    }
    columns[ORIGIN] = st.column_config.TextColumn("From ↓ to →", pinned=True, width=150)
    st.dataframe(
        _shaded(grid, codes, most), hide_index=True, key="pair_matrix", on_select=partial(_take_cell, codes, counts),
        selection_mode="single-cell", column_config=columns, placeholder="", height=38 + 35 * len(grid),
        alt=f"Visits by country of origin (rows) and host (columns). Most: {names.get(origin, origin)} to "
        f"{names.get(host, host)}, {most:,}.",
    )  # fmt: skip
    st.caption(
        f"Each number is visits from the country of the row to that of the column, among the {len(codes)} countries with "
        "most visits sent and received. Choose a number to open its pair."
    )
    labels = {ORIGIN: "From"} | {code: f"to {names.get(code, code)}" for code in codes}
    shown = [{labels[name]: value for name, value in row.items()} for row in grid]
    components.download_shown(shown, "pair-matrix", "row", chosen)


def _shaded(grid: Sequence[Row], codes: Sequence[str], most: int) -> Styler:
    """The grid with fuller cells where there are more visits; see-through, so that it holds in light and dark."""
    frame = pd.DataFrame(grid).astype(dict.fromkeys(codes, "Int64"))

    def fill(n: Any) -> str:
        return "" if pd.isna(n) else f"background-color: rgba(63, 127, 140, {0.1 + 0.5 * (n / most) ** 0.5:.2f})"

    return frame.style.map(fill, subset=list(codes))


def _take_cell(codes: Sequence[str], counts: dict[tuple[str, str], int]) -> None:
    cells = st.session_state["pair_matrix"]["selection"]["cells"]
    if cells and cells[0][0] < len(codes) and (codes[cells[0][0]], cells[0][1]) in counts:
        filters.choose("pair", "-".join(sorted((codes[cells[0][0]], cells[0][1]))))


def table(chosen: Filters) -> None:
    """Pairs with counts under the filters, those with most visits first."""
    found = filters.ask(queries.pair_table, chosen, MOST_PAIRS)
    names = filters.ask(queries.countries)
    shown: list[Row] = [
        {
            "Pair": " – ".join(names.get(code, code) for code in row["dyad"].split("-")),
            "Visits": row["n_visits"],
            "Drills of either": row["n_drills"],
            "Quotes": row["n_quotes"],
            "Last visit": row["last_visit"],
            "Codes": row["dyad"],
        }
        for row in found
    ]
    st.subheader("Pairs")
    st.dataframe(
        shown, hide_index=True, key="pair_table", selection_mode="single-row", placeholder="–",
        on_select=partial(_take_row, [row["dyad"] for row in found]), height=min(420, 38 + 35 * len(shown)),
        alt=f"{len(shown):,} country pairs; most visits: {shown[0]['Pair']}, {shown[0]['Visits']:,}.",
    )  # fmt: skip
    cut = (
        f"The {MOST_PAIRS} pairs with most visits; find any other in the sidebar. " if len(shown) == MOST_PAIRS else ""
    )
    st.caption(f"{cut}Choose a row to open its pair.")
    components.download_shown(shown, "pairs", "pair", chosen)


def _take_row(dyads: Sequence[str]) -> None:
    rows = st.session_state["pair_table"]["selection"]["rows"]
    if rows and rows[0] < len(dyads):
        filters.choose("pair", dyads[rows[0]])
