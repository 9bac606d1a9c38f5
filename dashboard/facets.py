"""Values with counts beside a list, which narrow it when they are pressed; what is pressed stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import components

_FACETS = st.components.v2.component(
    "dyadwatch_facets",
    html='<div id="facets"></div>',
    css=components.frontend("facets.css"),
    js=components.frontend("drawing.js", "facets.js"),
)
MOST_CHOSEN = 20
MOST_CHARACTERS = 300
NOT_STATED = "Not stated"
# An empty value in the address would be lost.
EMPTY = "-"

Labels = Mapping[str, str]
Chosen = tuple[tuple[str, tuple[str, ...]], ...]


def chosen(names: Sequence[str]) -> Chosen:
    """What the address says of these facets: (facet, its values), those without any left out."""
    found = []
    for name in names:
        values = dict.fromkeys(
            value[:MOST_CHARACTERS] for value in st.query_params.get_all(name)[:MOST_CHOSEN] if value
        )
        if values:
            found.append((name, tuple("" if value == EMPTY else value for value in values)))
    return tuple(found)


def show(
    counts: Mapping[str, Sequence[tuple[str, int]]],
    labels: Labels,
    say: Mapping[str, Callable[[str], str | None]],
    key: str,
) -> None:
    """Draw the facets `labels` names, in its order; `say` turns a stored value into words."""
    now = {name: set(values) for name, values in chosen(list(labels))}
    drawn = []
    for name, label in labels.items():
        values = list(counts.get(name, ()))
        values += [(value, 0) for value in sorted(now.get(name, set()) - {value for value, _ in values})]
        if values:
            words = say.get(name)
            shown = [
                {"value": value, "label": _label(value, words), "n": n, "on": value in now.get(name, ())}
                for value, n in values
            ]  # fmt: skip
            drawn.append({"name": name, "label": label, "values": shown})
    toggled = _FACETS(data={"facets": drawn}, key=key, on_toggled_change=lambda: None).get("toggled")
    if toggled and toggled.get("facet") in labels:
        _toggle(toggled["facet"], str(toggled.get("value") or EMPTY), now)
        st.rerun()
    if now:
        st.button("Clear what is pressed", key=f"{key}_clear", on_click=_clear, args=(tuple(labels),))


def _label(value: str, words: Callable[[str], str | None] | None) -> str:
    return ((words(value) if words else None) or value) if value else NOT_STATED


def _toggle(name: str, value: str, now: Mapping[str, Any]) -> None:
    values = {each or EMPTY for each in now.get(name, ())} ^ {value}
    _clear([name])
    if values:
        st.query_params[name] = sorted(values)


def _clear(names: Sequence[str]) -> None:
    for name in names:
        st.query_params.pop(name, None)
