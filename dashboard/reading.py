"""The reader: an article with its facts marked, the list of them, and what its stored copy can prove."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import address, cards, charts, components, filters, links, queries
from dashboard.database import Row

_READER = st.components.v2.component(
    "dyadwatch_reader",
    html='<div id="reader"></div>',
    css=components.frontend("cards.css", "reader.css"),
    js=components.frontend("drawing.js", "reader.js"),
)
NAMES: dict[str, str] = {**{str(kind): name for kind, name in charts.NAMES.items()}, "quote": "Quote"}
MOST_SAID = 60
MARK = re.compile(r"([0-9]{1,6})|((?:visit|drill|quote):[0-9]{1,15})(?:@([0-9]{1,9}))?")
PROOF = """
Two sums (SHA-256) were kept when this article was read. The first is of the file or page as it came: a copy with the same
sum is the same to the last byte (`sha256sum FILE`, on Windows `certutil -hashfile FILE SHA256`). The second is of the text
alone, in lower case with single spaces, so that the same text in another page has the same sum. Equal sums prove that
nothing was changed since it was read; they do not prove who wrote it, or that what it says is true.
"""


def article(number: int) -> None:
    """The chosen article with its facts, at the place that the address names as `?mark=3`, `?mark=quote:12` or
    `?mark=visit:12@345`."""
    found = filters.ask(queries.article, number)
    if found is None:
        st.info(f"There is no article {number} in this database. Go back to the list of articles.")
        return
    facts = filters.ask(queries.marks, number)
    marked = [fact | {"number": place} for place, fact in enumerate(facts, start=1)]
    at = _place(marked)
    components.show_cards([cards.article_head(found)], "reader_head", None if at else f"article:{number}")
    counted = Counter(str(fact["kind"]) for fact in facts)
    if facts:
        components.legend({kind: f"{name} ({counted[kind]})" for kind, name in NAMES.items() if counted[kind]})
        st.caption(
            "Next and Previous, or the keys n and p in the text, go from fact to fact; the address names the place."
        )
    else:
        st.caption("No visit, drill or quote was found in this article.")
    drawn = _READER(
        data={
            "article": number,
            "passages": cards.reader(found, marked)["passages"],
            "facts": [_fact(fact, found["text"]) for fact in marked],
            "mark": at,
            "keep": address.KEPT,
        },
        key=f"reader_{number}",
        on_mark_change=lambda: None,
    )
    if isinstance(picked := drawn.get("mark"), int | float) and 1 <= picked <= len(facts):
        filters.choose("mark", str(int(picked)))
        address.write("mark", str(int(picked)))
    _stored_copy(found)


def _place(facts: Sequence[Row]) -> int:
    """The number of the fact in the address among those of the article, 0 where it names none. Of an event with several
    sentences it is the one that begins at the character named, else the first; an event that was merged away is the one
    it is in."""
    named = MARK.fullmatch(address.follow("mark"))
    address.write("mark", named[0] if named else "")
    if named is None:
        return 0
    place, fact, start = named.groups()
    if place:
        return int(place) if int(place) <= len(facts) else 0
    kind, _, number = fact.partition(":")
    if kind != "quote":
        fact = f"{kind}:{filters.ask(queries.lead, kind, int(number))[0]}"
    told = [each for each in facts if fact in (each["event"], f"quote:{each['quote']}")]
    return next((each["number"] for each in told if str(each["start"]) == start), told[0]["number"] if told else 0)


def _fact(fact: Row, text: str) -> dict[str, Any]:
    if fact["quote"]:
        link = links.quote(fact["quote"], "See the quote")
    else:
        kind, _, number = fact["event"].partition(":")
        link = links.event(kind, int(number), "See the event")
    note = fact["note"]
    if fact["quote"]:
        said = text[fact["start"] : fact["end"]]
        note += f": {said[:MOST_SAID]}{'…' if len(said) > MOST_SAID else ''}"
    return {
        "number": fact["number"], "kind": fact["kind"], "name": NAMES[fact["kind"]], "note": note, "link": link,
    }  # fmt: skip


def text_sum(text: str) -> str:
    """The sum of a text as it is kept in `text_sha256`."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()


def _stored_copy(found: Row) -> None:
    with st.expander("The stored copy and its sums", key="stored_copy"):
        st.markdown(PROOF)
        same = text_sum(found["text"]) == found["text_sha256"]
        st.text(
            f"Of the document: {found['content_sha256']}\nOf the text:     {found['text_sha256']}\n"
            f"Read on {found['added_at'][:10]} from {found['path'] or found['url'] or found['source']}"
        )
        if same:
            st.success("Computed again just now from the text above: the sum of the text is the same.")
        else:
            st.error("Computed again just now: the text above does not have the sum that was kept, so it was changed.")
