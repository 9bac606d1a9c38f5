"""Drawn pieces of the page "Ingest": a run under way, what the last one found and what failed, and earlier runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import address, cards, components, filters, queries
from dashboard.cards import plain
from dashboard.database import NoDatabase, Row
from dashboard.filters import plural
from dashboard.ingesting import Job

PER_PAGE = 10
QUOTES = 3
RUNS = 20
MOST = 200
FAILURES = 50
LOOK_S = 1.0
BECAME = {"added": "New", "replaced": "Read again", "unchanged": "Already stored", "failed": "Failed"}
# Words of the command's reasons -> what to do about it.
ADVICE = {
    "private address": "Save the page and upload it, or read it with dyadwatch ingest --allow-private.",
    "no article text": "Open the page, wait until all of it is there, then paste its text.",
    "is empty": "Save the article again.",
    "a PDF": "Copy the text out of the PDF and paste it.",
    "the server answered": "Open the page in a browser, then save it and upload the file, or paste its text.",
    "cannot be fetched": "Check the address and the connection, or save the page and upload it.",
    "cannot be found": "Check the address and the connection, or save the page and upload it.",
    "not received within": "Try again later, or save the page and upload it.",
}
OTHERWISE = "Save the article as a web page or as text and upload that, or paste its text."


@st.fragment(run_every=LOOK_S)
def progress(job: Job) -> None:
    """How far a run is, looked at every second, with a button to stop it; the page is drawn anew when it ends."""
    if job.over.is_set():
        st.rerun()
    done, total = len(job.told), len(job.names)
    st.progress(min(done / total, 1.0) if total else 0.0, f"{done:,} of {plural(total, 'document')} read")
    if job.told:
        last = job.told[-1]
        st.text(f"{BECAME[last['became']]}: {last['name']}")
    else:
        st.text("The rules and the parser are being loaded, which takes some seconds.")
    st.button("Cancel", key="cancel_ingest", on_click=job.cancel, help="What has been stored by then stays stored.")


def outcome(job: Job) -> None:
    """What the last run of this app did, in a sentence."""
    became = Counter(told["became"] for told in job.told)
    counts = {noun: sum(told[f"{noun}s"] for told in job.told) for noun in ("visit", "drill", "quote")}
    progressed = f"after {len(job.told):,} of {plural(len(job.names), 'document')}"
    if job.state == "cancelled":
        st.warning(
            f"Cancelled {progressed}. What was stored stays; give the rest again, and what is stored already is recognised."
        )
    elif job.state == "broken":
        st.error(
            f"Reading broke off {progressed}: {plain(job.error)} What was stored stays; give the documents again to go on."
        )
    if job.told:
        (st.warning if became["failed"] else st.success)(
            f"{plural(len(job.told), 'document')} read: "
            + ", ".join(f"{became[key]:,} {label.lower()}" for key, label in BECAME.items() if became[key])
            + f". Found: {', '.join(plural(n, noun) for noun, n in counts.items())}."
        )


def details(job: Job) -> None:
    """What failed in the last run of this app, with what to do, and what its articles hold."""
    if not job.told:
        return
    st.subheader("What was found")
    _failures([{"source": one["name"], "error": one["error"]} for one in job.told if one["error"]], "failed_now")
    twice = list((Counter(job.names) - Counter(told["name"] for told in job.told)).elements())
    if twice and job.state == "finished":
        st.caption("Given twice, and read once:")
        st.text("\n".join(twice))
    _found(job.database, [told for told in job.told if told["article_id"]])


def _failures(rows: Sequence[Mapping[str, Any]], key: str) -> None:
    failed: list[cards.Card] = []
    for row in rows[:FAILURES]:
        reason = str(row["error"]).removeprefix(f"{row['source']}: ")
        failed.append({"heading": row["source"], "facts": [("What was wrong", reason), ("What to do", advice(reason))]})
    components.show_cards(failed, key)
    if len(rows) > FAILURES:
        st.caption(f"And {len(rows) - FAILURES:,} more that failed.")


def advice(reason: str) -> str:
    """What to do about a document that could not be read."""
    return next((what for words, what in ADVICE.items() if words in reason), OTHERWISE)


def _found(database: Path, told: Sequence[Row]) -> None:
    if not told:
        return
    pages = -(-len(told) // PER_PAGE)
    page = st.pagination(pages, key="found_page") if pages > 1 else 1
    for one in told[(page - 1) * PER_PAGE : page * PER_PAGE]:
        _article(database, one)


def _article(database: Path, told: Row) -> None:
    """An article that was read, its events and some of its quotes, each with the way to it."""
    number = told["article_id"]
    article = queries.article(database, number)
    if article is None:
        return
    head = cards.article_head(article)
    notes = [BECAME[told["became"]], head["meta"]]
    if told["undated"]:
        notes.append("no day of publication: “on Tuesday” stays open; give the article again with its day")
    notes += told["notes"]
    if article["copied_from"]:
        notes.append(f"repeats article {article['copied_from']}, counts as one source with it")
    events = [(kind, id_, queries.event(database, kind, id_)) for kind, id_ in queries.events_in(database, number)]
    quotes = queries.quotes_in(database, number, QUOTES + 1)
    if not events and not quotes:
        notes.append("no visit, drill or quote found in it")
    with st.container(border=True, key=f"found_{number}"):
        components.show_cards([head | {"meta": " · ".join(notes)}], f"found_head_{number}")
        with st.container(horizontal=True):
            open_page("articles", f"Read article {number}", article=str(number))
            for kind, id_, _ in events:
                open_page("event", f"Open {kind} {id_}", event=f"{kind}:{id_}")
        shown = [_line(f"{kind.capitalize()} {id_}", row) for kind, id_, row in events if row]
        names = _pair_names()
        components.show_cards(
            [*shown, *(cards.quote_card(row, names) for row in quotes[:QUOTES])], f"found_facts_{number}"
        )
        if len(quotes) > QUOTES:
            st.caption("More quotes are marked in the article.")


def _line(number: str, row: Row) -> cards.Card:
    """An event in few words; the page of the event has all."""
    status = row["visit_status"] if "visit_id" in row else row["drill_status"]
    facts = (("When", cards.event_dates(row)), ("Status", cards.words(status)), ("Reports", cards.reported(row)))
    return {
        "heading": f"{number} · {cards.event_title(row)}",
        "facts": [*facts, ("Confidence", f"{row['confidence']:.2f}")],
    }


def _pair_names() -> dict[str, str]:
    try:
        return filters.pair_names()
    except NoDatabase:
        return {}


def open_page(screen: str, label: str, **query: str) -> None:
    """A link to another screen, the shared filters left behind, since what was found may lie outside them."""
    st.page_link(f"app_pages/{screen}.py", label=f":primary[{label}]", query_params=query)


def history(database: Path) -> None:
    """Earlier runs, however they were started; the chosen one (`?run=12`) with its failures and articles."""
    st.subheader("Earlier runs")
    total = queries.count_runs(database)
    if not total:
        st.caption("Nothing has been read into this database yet.")
        return
    pages = -(-total // RUNS)
    page = st.pagination(pages, key="runs_page") if pages > 1 else 1
    rows = queries.runs(database, RUNS, (page - 1) * RUNS)
    st.dataframe(
        [_run(row) for row in rows], hide_index=True, key="runs", on_select=lambda: _choose(rows),
        selection_mode="single-row", placeholder="–", height=min(components.TABLE_PX, 38 + 35 * len(rows)),
        alt="Earlier runs of dyadwatch ingest, the latest first; choose one to see what failed in it.",
    )  # fmt: skip
    found = filters.NUMBER.fullmatch(address.follow("run"))
    address.write("run", found[0] if found else "")
    chosen = queries.run(database, int(found[0])) if found else None
    if chosen is None:
        st.caption("Choose a row to see what failed in that run and what it stored.")
        return
    _one_run(database, chosen)


def _run(row: Row) -> Row:
    ended = row["finished_at"] or "Broken off"
    counts = [row[f"n_{what}"] if row["finished_at"] else None for what in ("read", "added", "unchanged", "failed")]
    return dict(
        zip(
            ("Run", "Began (UTC)", "Ended (UTC)", "What", "Read", "New", "Already stored", "Failed"),
            (row["id"], _clock(row["started_at"]), _clock(ended), _given(row["given"]), *counts),
            strict=True,
        )
    )


def _clock(time: str) -> str:
    return time[:19].replace("T", " ").removesuffix("Z")


def _given(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")


def _choose(rows: Sequence[Row]) -> None:
    selected = st.session_state["runs"]["selection"]["rows"]
    filters.choose("run", str(rows[selected[0]]["id"]) if selected and selected[0] < len(rows) else None)


def _one_run(database: Path, run: Row) -> None:
    st.markdown(f"**Run {run['id']}**")
    if failed := queries.failures_of(database, run["id"], MOST):
        _failures(failed, f"failures_{run['id']}")
    else:
        st.caption("Nothing failed in it.")
    stored = queries.stored_by(database, run["id"], MOST)
    if not stored:
        st.caption("No article was new in it.")
        return
    st.dataframe(
        [
            {"Article": row["article_id"], "Published": row["date"], "Outlet": row["publisher"], "Title": row["title"] or row["path"]}
            for row in stored
        ],
        hide_index=True, key=f"stored_{run['id']}", placeholder="–", alt=f"{plural(len(stored), 'article')} that were new in this run.",
    )  # fmt: skip
    with st.container(horizontal=True):
        for row in stored[:PER_PAGE]:
            open_page("articles", f"Read article {row['article_id']}", article=str(row["article_id"]))
