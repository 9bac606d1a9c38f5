"""The cards and lists of an event's page, from the answers of `queries`; no drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard import cards, links
from dashboard.cards import Card
from dashboard.correctable import FIELDS
from dashboard.database import Row
from dashboard.disagreement import Dispute, origin
from dashboard.queries import Kind

# What an event says, by the names of the rows and downloads, with the words for it on screen.
FACTS: dict[Kind, dict[str, str]] = {
    "visit": {
        "visitor_country": "Visitor", "host_country": "Host", "start_date": "From", "end_date": "To",
        "date_precision": "Known to the", "duration_days": "Days", "visit_status": "Status", "head_name": "Led by",
        "head_title": "Title", "level": "Level", "delegation": "Delegation", "city": "City", "purpose": "Purpose",
        "plover_event": "PLOVER event", "plover_mode": "PLOVER mode", "plover_context": "PLOVER context",
    },
    "drill": {
        "country": "Country", "partner_countries": "With", "drill_date": "Date", "date_precision": "Known to the",
        "event_kind": "Kind", "drill_status": "Status", "missile_name": "Weapon", "missile_class": "Class",
        "missile_classes": "All classes", "n_missiles": "Fired", "place": "Place", "latitude": "Latitude",
        "longitude": "Longitude", "distance_km": "Distance (km)", "apogee_km": "Apogee (km)", "claimed_by": "Announced by",
        "plover_event": "PLOVER event", "plover_mode": "PLOVER mode", "plover_context": "PLOVER context",
    },
}  # fmt: skip
COUNTED = {
    "n_articles": "Reports", "n_outlets": "Outlets", "n_origins": "Origins", "origins": "Rests on",
    "first_reported_date": "First reported", "confidence": "Confidence", "found_by": "Found by",
    "review_status": "Reviewed",
}  # fmt: skip
CODED = ("visit_status", "drill_status", "level", "event_kind", "review_status")
CODES = {"visitor_country": "visitor_iso3", "host_country": "host_iso3", "country": "country_iso3"}
# More texts of one origin, and more origins, than a reader goes through stay in the download.
MOST_TEXTS, MOST_ORIGINS = 12, 30


def explained(kind: Kind, row: Mapping[str, Any], codebook: Iterable[Mapping[str, Any]]) -> Card:
    """Every fact of an event with its meaning by the codebook, also those that no article states."""
    tables = (f"{kind}s", f"{kind}s.csv")
    meaning = {e["csv_name"] or e["column_name"]: e["meaning"] for e in codebook if e["table_name"] in tables}
    names = FACTS[kind] | COUNTED
    return {
        "explained": True,
        "facts": [(label, _value(row, name), meaning.get(name, "")) for name, label in names.items()],
    }


def label(kind: Kind, field: str) -> str:
    """The words for a field that an analyst can correct."""
    return FACTS[kind].get(FIELDS[kind][field].shown, cards.words(field))


def _value(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if value is None or value == "":
        return "Not stated"
    if name in CODED:
        return cards.words(value)
    if name in CODES:
        code = row[CODES[name]]
        return value if value == code else f"{value} ({code})"
    if name == "found_by":
        return cards.readers(value)
    if name == "confidence":
        return f"{value:.2f}"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return str(value).replace(";", ", ")


def flags(row: Mapping[str, Any]) -> list[str]:
    """What the reports of a visit leave open and how rare it is, each a sentence; the rows of `visit_flags` in words."""
    if "visit_id" not in row:
        return []
    last, level = row["last_at_this_level"], cards.words(row["level"]).lower()
    out = []
    if row["only_visitor_side"]:
        out.append("Only the visitor's own side tells of it: no report rests on the host or on anyone else.")
    if row["no_return_seen"]:
        out.append("No report says when it ended; the status is that of the day of publication.")
    if not level:
        out.append("The rank of who travelled is not known, so how rare such a visit is cannot be said.")
    elif not row["start_date"]:
        out.append("It has no date, so what came before it cannot be said.")
    elif last:
        out.append(f"The last visit before it at this level ({level}), the same way, in this database: {last}.")
    else:
        out.append(f"The first visit at this level ({level}), the same way, in this database.")
    return out


def side(dispute: Dispute, place: int) -> Card:
    """One value of a field on which reports disagree, with every report that gives it."""
    value, told = dispute.sides[place]
    items = [
        {
            "link": links.report(report, cards.source(report)),
            "note": f"Published {report['published_date'] or 'on a day not known'} · "
            f"origin: {report['origin_source'] or 'none named'}{_copy(report)}",
        }
        for report in told
    ]
    shown = {"badge": "Shown", "badgeKind": "shown"} if value == dispute.shown else {}
    return {"heading": value, "list": cut(items, MOST_TEXTS), **shown}


def _copy(report: Row) -> str:
    if report["first_id"] == report["article_id"]:
        return ""
    outlet = cards.source({"outlet": report["first_outlet"], "path": report["first_path"]})
    return f" · a copy of {outlet}, {report['first_date'] or 'undated'}"


def cut(items: list[Row], most: int) -> list[Row]:
    """At most so many lines, and one that says how many were left out."""
    more = len(items) - most
    return items if more <= 0 else [*items[:most], {"note": f"and {more:,} more, in the download"}]


def origins(reports: Sequence[Row]) -> list[Card]:
    """One card for each independent origin: its texts, the earliest first, each with its copies under it."""
    found: dict[str | int, list[Row]] = {}
    for report in reports:
        found.setdefault(origin(report), []).append(report)
    out = []
    for told in sorted(found.values(), key=len, reverse=True):
        texts: dict[int, list[Row]] = {}
        for report in told:
            texts.setdefault(report["first_id"], []).append(report)
        items = [item for text in texts.values() for item in _text(text)]
        speaks = f" · speaks for {told[0]['origin_iso3']}" if told[0]["origin_iso3"] else ""
        named = told[0]["origin_source"]
        n = len(told)
        out.append({
            "heading": named or "No origin named: counted as one of its own",
            "list": cut(items, MOST_TEXTS),
            "meta": f"{n:,} report{'' if n == 1 else 's'}, {len(texts):,} text{'' if len(texts) == 1 else 's'}{speaks}",
        })  # fmt: skip
    return out


def _text(told: Sequence[Row]) -> list[Row]:
    """One text: its first article, then the copies of it; where the first is no report of this event it is named all
    the same."""
    first = next((report for report in told if report["article_id"] == report["first_id"]), None)
    if first:
        head = _line(first)
    else:
        outlet = cards.source({"outlet": told[0]["first_outlet"], "path": told[0]["first_path"]})
        head = {
            "link": links.article(told[0]["first_id"], outlet),
            "note": f"{told[0]['first_date'] or 'undated'} · {told[0]['first_title'] or 'Untitled'} · no report of this event in it",
        }
    return [head, *(_line(report) | {"under": True} for report in told if report is not first)]


def _line(report: Row) -> Row:
    copied = "copy · " if report["article_id"] != report["first_id"] else ""
    return {
        "link": links.report(report, cards.source(report)),
        "note": f"{copied}{report['published_date'] or 'undated'} · {report['title'] or 'Untitled'}",
    }


def sentence(report: Row, mark: str) -> Card:
    """One report: its sentence in its paragraph, with the ways to the reader and to its source."""
    card = cards.report_card(report, mark)
    return card | {"links": [links.report(report)]}


def comment(quote: Row, names: Mapping[str, str], kind: Kind, number: int) -> Card:
    """A quote about one event, with the ways to its place in the article and to the other events that it is about."""
    ways = [links.passage(quote), *links.about(quote, "Also on", but=(kind, number))]
    return cards.quote_card(quote, names) | {"links": ways[:MOST_TEXTS]}


def near(rows: Sequence[Row], event: Mapping[str, Any]) -> list[Row]:
    """Lines of a list: other events, each with its distance from this one."""
    out = []
    for row in rows:
        kind: Kind = "visit" if "visit_id" in row else "drill"
        status = cards.words(row[f"{kind}_status"]).lower()
        out.append({
            "link": links.event(kind, row[f"{kind}_id"], cards.event_title(row)),
            "note": f"{distance(row, event)} · {cards.event_dates(row)} · {status} · {kind} {row[f'{kind}_id']}",
        })  # fmt: skip
    return out


def distance(other: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Days between an event and another one, with its `gap`, in words: "4 days after"."""
    if other["gap"] is None:
        return "in a month that is near; the day is not known"
    days = int(other["gap"])
    if days:
        span = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"{span} {'after' if days > 0 else 'before'}"
    if len(str(event.get("start_date") or event.get("drill_date") or "")) == 7:
        return "in the same month"
    return "on the same day" if cards.event_dates(other) == cards.event_dates(event) else "at the same time"
