"""The list of files to download on the page "Data", each with what it holds under the filters."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import delivery, filters, queries
from dashboard.database import Filters, Row
from dashboard.delivery import DATABASE
from dashboard.filters import plural

FRONTEND = Path(__file__).with_name("frontend")
_FILES = st.components.v2.component(
    "dyadwatch_downloads",
    html='<div id="downloads"></div>',
    css=(FRONTEND / "downloads.css").read_text("utf-8"),
    js=(FRONTEND / "downloads.js").read_text("utf-8"),
)
REPORTS = {
    "visit_reports": ("Reports of visits", "What each article says of these visits, with its sentence."),
    "drill_reports": ("Reports of drills", "What each article says of these drills, with its sentence."),
}


def show(chosen: Filters, *, describe: bool) -> None:
    """Links to every table under the filters, to the decisions and to the whole database."""
    files = []
    for table in ("visits", "drills", "quotes", "articles"):
        count = filters.ask(queries.count, table, chosen)
        files.append(_file(table, table.capitalize(), plural(count, table[:-1]), chosen, describe))
    files += [_file(table, label, note, chosen, describe) for table, (label, note) in REPORTS.items()]
    files.append(_file("decisions", "Decisions", "All decisions of analysts; filters do not apply.", chosen, describe))
    whole = "Everything, with the text of all articles: mind their copyright when you pass it on."
    files.append(
        {"label": "Whole database", "note": whole, "links": [["SQLite", delivery.link(DATABASE, "sqlite", Filters())]]}
    )
    _FILES(data={"files": files}, key="files")


def _file(table: str, label: str, note: str, chosen: Filters, describe: bool) -> Row:
    links = [
        ["CSV", delivery.link(table, "csv", chosen, describe=describe)],
        ["Parquet", delivery.link(table, "parquet", chosen, describe=describe)],
    ]
    return {"label": label, "note": note, "links": links}
