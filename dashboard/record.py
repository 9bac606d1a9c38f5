"""The sections of an event's page. What they say comes from `record_cards`, `disagreement` and `citation`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard import cards, charts, citation, components, disagreement, downloads, filters, links, queries
from dashboard import record_cards as made
from dashboard.charts import life as life_chart
from dashboard.database import Row
from dashboard.queries import Kind, Window

DAYS = 30
NEAREST = 12
PER_PAGE = 10
OF_REPORT = (
    "published_date", "outlet", "title", "origin_source", "copy_of", "confidence", "found_by", "article_id", "url", "sentence",
)  # fmt: skip
LABELS = {
    "id": "Report", "published_date": "Published", "origin_source": "Origin", "copy_of": "Copy of article",
    "found_by": "Found by", "article_id": "Article", "url": "Address", "confidence": "Confidence", "n_fired": "Fired",
    "distance_km": "Distance (km)", "apogee_km": "Apogee (km)", "partner_iso3s": "With",
}  # fmt: skip
FORMATS = {"Plain text": citation.plain, "BibTeX": citation.bibtex, "RIS": citation.ris}


def contents(row: Row, reports: Sequence[Row]) -> None:
    """Links to the sections of the page that there are."""
    there = {
        "disagreements": "Disagreements" if cards.readings(row["disputed"]) else "",
        "sentences": "Sentences" if reports else "",
        "origins": "Origins" if reports else "",
        "said": "Commentary",
        "life": "Over time" if reports else "",
        "around": "Near it in time",
        "cite": "Cite",
    }
    st.markdown(" · ".join(f"[{name}](#{anchor})" for anchor, name in there.items() if name))


def notices(kind: Kind, asked: int, row: Row) -> None:
    """What a reader must know before the facts: another number, a rejection, that nothing tells of it any more."""
    number = row[f"{kind}_id"]
    if asked != number:
        cause = filters.ask(queries.lead, kind, asked)[1]
        by = (
            "an analyst's decision"
            if cause == "decision"
            else "the rules, which found their reports to be of one event"
        )
        st.info(f"{kind.capitalize()} {asked} is part of {kind} {number} now, merged by {by}. This is {kind} {number}.")
    if row["review_status"] == "rejected":
        st.warning(
            f"This {kind} was rejected: figures, tables and downloads leave it out. The decision and its reason stand below."
        )
    if row["orphaned"]:
        st.warning(
            f"No report tells of this {kind} any more: the articles were changed, read anew or taken out. It is kept as it "
            "was last because an analyst has decided on it."
        )


def unknown(kind: Kind, number: int) -> None:
    """That there is no such event, why that may be, and what to do."""
    if number <= filters.ask(queries.last_number, kind):
        why = "It was here once; its reports were changed or taken out since. Numbers are never given again."
    else:
        why = "No event has had that number yet. The address may be of another database."
    st.info(f"There is no {kind} {number} in this database. {why} Look for it by country pair and date:")
    script = "app_pages/visits.py" if kind == "visit" else "app_pages/drills.py"
    st.page_link(script, label=f"All {kind}s")


def facts(kind: Kind, row: Row) -> None:
    """The facts in short, and all of them with their meaning."""
    number = row[f"{kind}_id"]
    components.show_cards([cards.event_card(row)], "record_facts", f"{kind}:{number}")
    if merged := filters.ask(queries.led_here, kind, number):
        numbers = ", ".join(f"{other['event_id']:,}" for other in merged)
        st.caption(f"Also reached by the numbers that were merged into it: {kind} {numbers}.")
    with st.expander("All facts, and what each means"):
        components.show_cards([made.explained(kind, row, filters.ask(queries.codebook))], "record_explained")


def disagreements(kind: Kind, row: Row, reports: Sequence[Row], decided: Sequence[Row]) -> None:
    """Each field on which reports disagree, its values side by side."""
    if not (found := disagreement.disputes(kind, row, reports, decided)):
        return
    st.subheader("What the reports disagree on", anchor="disagreements")
    for dispute in found:
        st.markdown(f"**{made.label(kind, dispute.field)}**")
        st.text(f"Shown is {dispute.shown}: {dispute.why}")
        sides = [made.side(dispute, place) for place in range(len(dispute.sides))]
        components.show_cards(sides, f"record_sides_{dispute.field}", beside=True)


def sentences(kind: Kind, row: Row, reports: Sequence[Row]) -> None:
    """Every sentence in its paragraph, and the reports as a table and a download."""
    number, n = row[f"{kind}_id"], len(reports)
    st.subheader("Every sentence in its context", anchor="sentences")
    pages = -(-n // PER_PAGE)
    page = st.pagination(pages, key=f"sentences_{kind}_{number}") if pages > 1 else 1
    shown = filters.ask(queries.reports, kind, number, PER_PAGE, (page - 1) * PER_PAGE)
    components.show_cards([made.sentence(report, charts.mark_of(row)) for report in shown], "record_sentences")
    header, rows = of_reports(kind, reports)
    filled = [name for name in header if any(report[name] not in (None, "") for report in rows)]
    labelled = [{LABELS.get(name, cards.words(name)): report[name] for name in filled} for report in rows]
    with st.expander(f"{filters.plural(n, 'report')} as a table"):
        st.dataframe(
            labelled, hide_index=True, key="record_reports", placeholder="–", column_config=components.WIDTHS,
            alt=f"{filters.plural(n, 'report')} of this {kind}, the earliest published first, with all that each says.",
        )  # fmt: skip
        st.caption("The download has these rows, with the columns that are empty here as well.")
    st.download_button(
        f"Download {filters.plural(n, 'report')} (CSV)", downloads.written(header, rows),
        f"dyadwatch_{kind}_{number}_reports.csv", "text/csv", key="download_reports", on_click="ignore",
    )  # fmt: skip


def of_reports(kind: Kind, reports: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """The columns and rows of the reports of an event, as its page and its download have them."""
    header = ["id", *queries.SAID[kind].split(), *OF_REPORT]
    rows = [
        report
        | {
            "outlet": cards.source(report),
            "url": cards.web_address(report["url"]),
            "copy_of": report["first_id"] if report["first_id"] != report["article_id"] else None,
        }
        for report in reports
    ]
    return header, rows


def origins(row: Row, reports: Sequence[Row]) -> None:
    """What the reports rest on, copies under the text of which they are one."""
    st.subheader("Origin and relay", anchor="origins")
    counts = ((row["n_origins"], "independent origin"), (row["n_outlets"], "outlet"))
    origins_, outlets = (filters.plural(n, what) for n, what in counts)
    st.text(
        f"{filters.plural(len(reports), 'report')} {'rests' if len(reports) == 1 else 'rest'} on {origins_}; told in words of their own by {outlets}. Copies of one "
        "text, and reports that name one agency, ministry or official, count as one origin."
    )
    found = made.origins(reports)
    components.show_cards(found[: made.MOST_ORIGINS], "record_origins", beside=len(found) > 1)
    if len(found) > made.MOST_ORIGINS:
        st.caption(f"And {len(found) - made.MOST_ORIGINS:,} more; the download of the reports names all.")


def said(kind: Kind, number: int) -> None:
    """Experts on the event, then officials, then others."""
    counts = filters.ask(queries.count_said, kind, number)
    n = sum(counts.values())
    st.subheader("What was said about it", anchor="said")
    if not n:
        st.caption("No quote in the articles read is about this event.")
        return
    officials = counts.get("official", 0) + counts.get("state_media", 0)
    parts = (("experts", counts.get("expert", 0)), ("officials", officials))
    by = [f"{found:,} by {who}" for who, found in parts if found]
    st.caption(f"{filters.plural(n, 'quote')}{': ' if by else ''}{', '.join(by)}. Experts come first, then officials.")
    pages = -(-n // PER_PAGE)
    page = st.pagination(pages, key=f"said_{kind}_{number}") if pages > 1 else 1
    names = filters.pair_names()
    shown = filters.ask(queries.said_about, kind, number, PER_PAGE, (page - 1) * PER_PAGE)
    components.show_cards([made.comment(quote, names, kind, number) for quote in shown], "record_quotes")


def life(row: Row, reports: Sequence[Row]) -> None:
    """The status that each report reads by day of publication, and what stays open."""
    st.subheader("How it was told over time", anchor="life")
    said_so = life_chart.in_words(reports)
    if said_so:
        st.plotly_chart(life_chart.life(row, reports), key="record_life", config=charts.CONFIG, alt=f"Reports by day of publication: {said_so}.")  # fmt: skip
        st.text(f"{said_so}.")
        st.caption("A mark is a day on which reports were published, a number how many; the band is the event itself.")
    if undated := sum(not report["published_date"] for report in reports):
        st.caption(f"Not drawn, for no day of publication is known: {filters.plural(undated, 'report')}.")
    for sentence in made.flags(row):
        st.text(sentence)


def around(kind: Kind, row: Row) -> None:
    """Visits and drills of the countries concerned within 30 days, nearest first."""
    st.subheader(f"What else happened within {DAYS} days", anchor="around")
    near = window(row)
    if near is None:
        st.caption("This event has no date, or one known to the year only: what is near it cannot be said.")
        return
    number = row[f"{kind}_id"]
    if kind == "visit":
        sides = (row["visitor_iso3"], row["host_iso3"])
        visits = filters.ask(queries.visits_around, sides[:1], sides[0], row["country_pair"], number, near, NEAREST + 1)
        what = (f"Visits of the same pair, and other visits of {row['visitor_country']}", f"Drills of {row['visitor_country']} or {row['host_country']}")  # fmt: skip
    else:
        sides = tuple(dict.fromkeys([row["country_iso3"], *(row["partner_iso3s"] or "").split(";")]))
        sides = tuple(filter(None, sides))
        visits = filters.ask(queries.visits_around, sides, None, None, None, near, NEAREST + 1)
        taking_part = ", ".join(filter(None, [row["country"], (row["partner_countries"] or "").replace(";", ", ")]))
        what = (f"Visits to or from {taking_part}", f"Other drills of {taking_part}")
    drills = filters.ask(queries.drills_around, sides, number if kind == "drill" else None, near, NEAREST + 1)
    found = []
    for heading, rows in zip(what, (visits, drills), strict=True):
        more = f"The nearest {NEAREST}; there are more." if len(rows) > NEAREST else ""
        lines = made.near(rows[:NEAREST], row) or [{"text": "None in this database."}]
        found.append({"heading": heading, "list": lines, "meta": more})
    components.show_cards(found, "record_around", beside=True)
    st.caption(f"Begun from {near.since} to {near.until}. Nearness in time is no sign that one led to the other.")


def window(row: Row) -> Window | None:
    """The days within 30 of an event that is known to the day or month; None for others."""
    start = row.get("start_date") or row.get("drill_date")
    if not start or len(start) < 7:
        return None
    first, last = charts.first_day(start), charts.last_day(row.get("end_date") or start)
    # A stay known to the year of its end would make the window of a day one of a year.
    if len(row.get("end_date") or start) < 7 or last < first:
        last = charts.last_day(start)
    reach = dt.timedelta(days=DAYS)
    days = (first, last, first - reach, last + reach)
    return Window(*(day.isoformat() for day in days))


def cite(kind: Kind, row: Row, reports: Sequence[Row]) -> None:
    """A citation to copy, and the address of this page."""
    st.subheader("Cite this event", anchor="cite")
    form = st.segmented_control("Form", list(FORMATS), default="Plain text", key="citation_form", required=True)
    here = address(kind, row[f"{kind}_id"])
    told = citation.cite(kind, row, reports, address=here, accessed=filters.today().isoformat())
    text = FORMATS[form or "Plain text"](told)
    st.code(text, language=None, wrap_lines=True, height=320 if text.count("\n") > 14 else "content")
    st.caption("The address of this page, filters left out:")
    st.code(here, language=None, wrap_lines=True)


def address(kind: Kind, number: int) -> str:
    """The address of an event's page as this browser reaches it."""
    here = (st.context.url or "/event").split("?")[0].split("#")[0]
    return f"{here}?{urlencode({'event': f'{kind}:{number}'}, safe=':')}"


def split_off(kind: Kind, decided: Sequence[Row]) -> None:
    """Events that analysts made of reports of this one."""
    made_of = [int(d["new_value"]) for d in decided if d["action"] == "split" and not d["undone"] and d["new_value"]]
    if made_of:
        items = [{"link": links.event(kind, number)} for number in made_of]
        components.show_cards(
            [{"plain": True, "meta": "Made of reports of this event:", "list": items}], "record_split"
        )
