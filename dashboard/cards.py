"""Cards of article text for the screen: quotes, events with their evidence, and the reader.

The text of articles is hostile until shown otherwise. It travels to the browser as data and is set there as text
content, so no Markdown, HTML, formula, image or link in it is ever read as such; addresses must be http or https."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from dashboard.database import Row

Card = dict[str, Any]
FIELDS = {"n_fired": "number fired", "distance_km": "distance in km", "apogee_km": "apogee in km"}
CODED = ("kind", "status", "level")
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
PUNCTUATION = frozenset(string.punctuation)
SPEAKERS = {
    "expert": "Expert",
    "official": "Official",
    "state_media": "State media",
    "anonymous": "Not named",
    "other": "Other",
}


def web_address(address: str | None) -> str | None:
    """The address if it is one that a browser may open: http or https with a host."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else None


def plain(text: str) -> str:
    """Text for the few places that read Markdown (an info box): no link, image, formula or colour in it survives."""
    return "".join(f"\\{c}" if c in PUNCTUATION else c for c in " ".join(text.split()))


def words(value: str | None) -> str:
    """A code as words: head_of_state_or_government -> Head of state or government."""
    text = (value or "").replace("_", " ")
    return text[:1].upper() + text[1:]


def field(name: str) -> str:
    """A field of an event within a sentence: "start date", "distance in km", "number fired"."""
    return FIELDS.get(name) or words(name).lower()


def event_title(row: Mapping[str, Any]) -> str:
    """What happened, in one line."""
    if "visit_id" in row:
        who = ", ".join(part for part in (row["head_name"], row["head_title"]) if part)
        return f"{who or row['delegation'] or 'Delegation'}: {row['visitor_country']} to {row['host_country']}"
    what = words(row["event_kind"]) + (f", {row['missile_name']}" if row["missile_name"] else "")
    partners = f" with {row['partner_countries'].replace(';', ', ')}" if row["partner_countries"] else ""
    return f"{row['country']}{partners}: {what}"


def event_dates(row: Mapping[str, Any]) -> str:
    """When, as precisely as it is known."""
    if "visit_id" not in row:
        return row["drill_date"] or "Date not stated"
    if not row["start_date"]:
        return "Date not stated"
    end = row["end_date"]
    return f"{row['start_date']} to {end}" if end and end != row["start_date"] else str(row["start_date"])


def _number(value: float | None, unit: str) -> str | None:
    return None if value is None else f"{value:,.0f} {unit}".strip()


def event_card(row: Mapping[str, Any]) -> Card:
    """The facts of one event; what no article says is left out."""
    if "visit_id" in row:
        facts: list[tuple[str, str | None]] = [
            ("When", event_dates(row)),
            ("Status", words(row["visit_status"])),
            ("Level", words(row["level"])),
            ("Delegation", row["delegation"]),
            ("City", row["city"]),
            ("Purpose", row["purpose"]),
            ("In this database", life_cycle(row)),
        ]
    else:
        facts = [
            ("When", event_dates(row)),
            ("Status", words(row["drill_status"])),
            ("Class", (row["missile_classes"] or row["missile_class"] or "").replace(";", ", ")),
            ("Fired", _number(row["n_missiles"], "")),
            ("Place", row["place"]),
            ("Distance", _number(row["distance_km"], "km")),
            ("Apogee", _number(row["apogee_km"], "km")),
            ("Announced by", row["claimed_by"]),
        ]
    facts += [
        ("Reports", reported(row)),
        ("Rests on", (row["origins"] or "").replace(";", ", ")),
        ("Orphaned", "No report tells of it any more" if row["orphaned"] else None),
        ("Confidence", f"{row['confidence']:.2f}"),
        ("Found by", readers(row["found_by"])),
        ("Sources disagree on", disputed(row["disputed"])),
        ("Reviewed", words(row["review_status"]) if row["review_status"] != "unreviewed" else None),
    ]
    return {"heading": event_title(row), "facts": [(label, value) for label, value in facts if value]}


def life_cycle(visit: Mapping[str, Any]) -> str:
    """What is missing of a visit's life and how rare it is, as far as the articles read tell."""
    last, year = visit["last_at_this_level"], (visit["start_date"] or "")[:4]
    earlier = (
        "an earlier one at this level in the same year" if last == year else f"last before it at this level: {last}"
    )
    said = [
        "told by the visitor's side only" if visit["only_visitor_side"] else "",
        "no report says when it ended" if visit["no_return_seen"] else "",
        earlier if last else "first known at this level",
    ]
    return ", ".join(filter(None, said))


def reported(row: Mapping[str, Any]) -> str:
    """How many reports of how many outlets and origins: "9 from 8 outlets, 1 origin"."""
    counted = ((row["n_outlets"], "outlet"), (row["n_origins"], "origin"))
    return f"{row['n_articles']} from " + ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counted)


def readers(found_by: str | None) -> str:
    """Who found it, in words: "rules, model m"."""
    return ", ".join(name.replace(":", " ", 1) for name in (found_by or "").split(";"))


def _disputed(stored: str | None) -> dict[str, dict[str, list[int]]]:
    try:
        fields = json.loads(stored or "{}")
    except ValueError:
        return {}
    return {name: values for name, values in fields.items() if values} if isinstance(fields, dict) else {}


def disputed(stored: str | None) -> str | None:
    """Fields on which reports disagree with the values given: "start date (2024-04-23, 2024-04-24)"."""
    fields = _disputed(stored).items()
    return (
        "; ".join(f"{field(name)} ({', '.join(_value(name, value) for value in values)})" for name, values in fields)
        or None
    )


def _value(name: str, value: str) -> str:
    """One of the values on which reports disagree: "1,500", "launch test", "2024-04-23"."""
    if name in FIELDS and NUMBER.fullmatch(value):
        return f"{float(value):,.10g}"
    return words(value).lower() if name in CODED else str(value)


def readings(stored: str | None) -> dict[str, dict[int, str]]:
    """Field on which reports disagree -> number of the report -> what it says."""
    return {
        name: {number: value for value, numbers in values.items() for number in numbers}
        for name, values in _disputed(stored).items()
        if isinstance(values, dict)
    }


def blocks_of(article: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Places of the paragraphs in an article's text; the whole text where they are not known."""
    text = article["text"]
    try:
        found = [(int(a), int(b), str(kind)) for a, b, kind in json.loads(article["blocks"] or "[]")]
    except (ValueError, TypeError):
        found = []
    return [block for block in found if 0 <= block[0] < block[1] <= len(text)] or [(0, len(text), "paragraph")]


def parts_of(text: str, start: int, end: int, marks: Sequence[Mapping[str, Any]]) -> list[Card]:
    """The text from `start` to `end` cut where marks begin and end; where they overlap, the narrowest one shows, and
    `facts` are the numbers of all."""
    inside = [m for m in marks if m["start"] < end and m["end"] > start]
    cuts = sorted({start, end, *(min(max(m[side], start), end) for m in inside for side in ("start", "end"))})
    out: list[Card] = []
    for a, b in pairwise(cuts):
        covering = [m for m in inside if m["start"] <= a and m["end"] >= b]
        part: Card = {"text": text[a:b]}
        if covering:
            mark = min(covering, key=lambda m: m["end"] - m["start"])
            notes = dict.fromkeys(str(m["note"]) for m in covering if m.get("note"))
            part |= {"mark": mark["kind"], "note": "; ".join(notes)}
            part |= {"facts": numbers} if (numbers := [m["number"] for m in covering if "number" in m]) else {}
        out.append(part)
    return out


def report_card(row: Mapping[str, Any], kind: str) -> Card:
    """One report of an event: its sentence marked in the paragraph it stands in."""
    start, end, text = row["evidence_start"], row["evidence_end"], row["text"]
    mark = {"start": start, "end": end, "kind": kind}
    passages = [
        {"kind": what, "parts": parts_of(text, a, b, [mark])} for a, b, what in blocks_of(row) if a < end and b > start
    ]
    return {
        "passages": passages or [{"kind": "paragraph", "parts": [{"text": text[start:end], "mark": kind}]}],
        "who": row["title"] or "Untitled",
        "meta": f"{source(row)} · {row['published_date'] or 'undated'} · read as {row['status']}, "
        f"{row['date'] or 'date not stated'} · confidence {row['confidence']:.2f} · found by {readers(row['found_by'])}",
        "link": web_address(row["url"]),
    }


def source(row: Mapping[str, Any]) -> str:
    """The outlet, else the file's name."""
    name = row["outlet"] if "outlet" in row else row["publisher"]
    return name or (PurePath(row["path"]).name if row.get("path") else "Outlet not stated")


def quote_card(row: Mapping[str, Any], names: Mapping[str, str]) -> Card:
    """One quote with who said it, where and when; `names` are those of country pairs."""
    said = "“{}”" if row["quote_type"] != "indirect" else "{}"
    pairs = ", ".join(names.get(dyad, dyad) for dyad in (row["country_pairs"] or "").split(";") if dyad)
    notes = [
        source(row),
        row["date"] or "undated",
        row["title"],
        "speaker taken from the quote before" if row["is_floating"] else None,
        f"on {pairs}" if pairs else None,
        f"found by {readers(row['found_by'])}" if row["found_by"] != "rules" else None,
    ]
    return {
        "quote": said.format(row["quote"].strip().strip('“”"')),
        "who": row["speaker"] or row["speaker_raw"] or "Speaker not named",
        "role": ", ".join(part for part in (row["speaker_title"], row["affiliation"]) if part),
        "badge": SPEAKERS.get(row["speaker_type"], words(row["speaker_type"])),
        "badgeKind": row["speaker_type"] if row["speaker_type"] in SPEAKERS else "",
        "meta": " · ".join(note for note in notes if note),
        "link": web_address(row["url"]),
    }


def article_head(article: Row) -> Card:
    """The title of an article with its outlet, author and date."""
    by = (source(article), article["author"], article["published_date"] or "undated")
    return {
        "plain": True,
        "heading": article["title"] or "Untitled",
        "meta": " · ".join(part for part in by if part),
        "link": web_address(article["url"]),
    }


def reader(article: Row, marks: Sequence[Mapping[str, Any]]) -> Card:
    """A whole article with its facts marked."""
    text = article["text"]
    passages = [{"kind": kind, "parts": parts_of(text, a, b, marks)} for a, b, kind in blocks_of(article)]
    return {"plain": True, "passages": passages}
