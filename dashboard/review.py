"""What an analyst decides on an event or quote, on any screen: the controls, what came of the last decision, and the history.

Buttons call back before the screen is drawn again, so it shows the event as the decision left it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import cards, components, decisions, filters, queries
from dashboard.correctable import FIELDS, Field
from dashboard.database import Row
from dashboard.decisions import Analyst, NotDecided
from dashboard.queries import Kind, Subject

Decide = Callable[[Analyst], list[int]]
ACTIONS = {"reject": "Reject", "edit": "Correct", "merge": "Merge", "split": "Split"}
HINTS = {"date": "2024-04-25, 2024-04 or 2024", "number": "2 or 350.5", "text": ""}


def name() -> None:
    """The field for who decides, kept for the session."""
    st.text_input(
        "Your name", os.environ.get("DYADWATCH_REVIEWER", ""), key="reviewer", persist_state="session", max_chars=100,
        help="Kept with every decision.", placeholder="Needed to decide",
    )  # fmt: skip


def outcome() -> None:
    """What came of the last decision, once."""
    if said := st.session_state.pop("decided", None):
        (st.error if said[0] == "error" else st.success)(cards.plain(said[1]))


def confirm(kind: Subject, number: int, onward: Callable[[], None], *, keys: bool = False) -> None:
    """The button that confirms an event; `onward` is called then, and with `keys` a single key presses it."""
    st.button(
        "Confirm", key=f"confirm_{kind}:{number}", shortcut="Y" if keys else None,
        help="Found right in every field.", on_click=_confirm, args=(kind, number, onward),
    )  # fmt: skip


def otherwise(kind: Subject, row: Row, reports: Sequence[Row], onward: Callable[[], None]) -> None:
    """Reject, correct, merge or split one event, reject or correct a quote; `onward` is called after a rejection."""
    number = row[f"{kind}_id"]
    this = f"{kind}:{number}"
    near = filters.ask(queries.neighbours, kind, number) if kind != "quote" else []
    possible = [a for a in ACTIONS if (a != "merge" or near) and (a != "split" or len(reports) > 1)]
    action = st.segmented_control(
        "Or else", possible, default="reject", key=f"action_{this}", format_func=ACTIONS.__getitem__, required=True
    )
    field = None
    if action == "edit":
        field = st.selectbox("Field", list(FIELDS[kind]), key=f"field_{this}", format_func=cards.words)
    with st.form(f"decide_{this}_{action}_{field}"):
        if field:
            _value(FIELDS[kind][field], row, f"value_{this}_{field}")
        elif action == "merge" and kind != "quote":
            named = {other[f"{kind}_id"]: _named(kind, other) for other in near}
            st.selectbox("The same as", list(named), key=f"other_{this}", format_func=named.__getitem__)
        elif action == "split":
            named = {report["id"]: _report(report) for report in reports}
            st.multiselect(
                "Reports of another event", list(named), key=f"reports_{this}", format_func=named.__getitem__
            )
        st.text_input("Reason", key=f"reason_{this}_{action}", max_chars=decisions.MOST_CHARACTERS)
        st.form_submit_button(
            ACTIONS[action or "reject"], key=f"submit_{this}_{action}", on_click=_submitted,
            args=(kind, number, action, field, onward),
        )  # fmt: skip


def _value(field: Field, row: Row, key: str) -> None:
    """The control for a new value, holding the present one."""
    now = row[field.shown]
    if field.values:
        options = [*([""] if field.may_be_empty else []), *field.values]
        index = options.index(now) if now in options else 0
        st.selectbox("New value", options, index, key=key, format_func=lambda v: cards.words(v) or "Not stated")
    else:
        text = "" if now is None else f"{now:g}" if isinstance(now, float) else str(now)
        st.text_input(
            "New value", text, key=key, max_chars=decisions.MOST_CHARACTERS, placeholder=HINTS[field.form] or "Not stated",
            help=f"Written as {HINTS[field.form]}." if HINTS[field.form] else None,
        )  # fmt: skip


def _named(kind: Kind, row: Mapping[str, Any]) -> str:
    return f"{kind} {row[f'{kind}_id']} · {cards.event_dates(row)} · {cards.event_title(row)}"


def _report(row: Row) -> str:
    return f"{row['id']} · {cards.source(row)} · {row['published_date'] or 'undated'} · {row['title'] or 'Untitled'}"


def _confirm(kind: Subject, number: int, onward: Callable[[], None]) -> None:
    _take(partial(decisions.confirm, kind=kind, number=number), "confirmed", kind, number, onward)


def _submitted(kind: Subject, number: int, action: str, field: str | None, onward: Callable[[], None]) -> None:
    state, this = st.session_state, f"{kind}:{number}"
    about: dict[str, Any] = {"kind": kind, "number": number, "reason": state[f"reason_{this}_{action}"]}
    if action == "reject":
        _take(partial(decisions.reject, **about), "rejected", kind, number, onward)
    elif field:
        value = state[f"value_{this}_{field}"]
        done = f"{cards.words(field).lower()} corrected"
        _take(partial(decisions.edit, field=field, value=value, **about), done, kind, number, stay)
    elif action == "merge":
        other = state[f"other_{this}"]
        about["keep"] = about.pop("number")
        _take(partial(decisions.merge, others=[other], **about), f"joined by {other}", kind, number, stay)
    else:
        _take(partial(decisions.split, reports=state[f"reports_{this}"], **about), "split", kind, number, stay)


def stay() -> None:
    """The event stays on screen."""


def _analyst() -> Analyst:
    return Analyst(filters.database(), st.session_state.get("reviewer") or "")


def _take(decide: Decide, done: str, kind: Subject, number: int, onward: Callable[[], None]) -> None:
    state = st.session_state
    try:
        made = decide(_analyst())
    except NotDecided as error:
        state["decided"] = ("error", str(error))
        return
    state.setdefault("made", []).append((f"{kind}:{number}", made))
    state["decided"] = ("done", f"{kind} {number} {done} (decision {', '.join(map(str, made))}).".capitalize())
    onward()


def show(this: str) -> None:
    """Choose `visit:12`, `drill:5` or `quote:7` to be seen again."""
    kind, _, number = this.partition(":")
    filters.choose(*(("quote", number) if kind == "quote" else ("event", this)))


def undo_last(again: Callable[[str], None] = show, *, keys: bool = False) -> None:
    """A button that takes back what was decided last in this session; `again` is called with what that was about."""
    made = st.session_state.get("made")
    st.button(
        "Undo", key="undo_last", disabled=not made, shortcut="U" if keys else None, on_click=_undo_last,
        args=(again,), help=f"Takes back your last decision, on {made[-1][0].replace(':', ' ')}." if made else "Nothing decided yet.",
    )  # fmt: skip


def _undo_last(again: Callable[[str], None]) -> None:
    this, numbers = st.session_state["made"][-1]
    if _undo(numbers):
        again(this)


def _undo_one(number: int) -> None:
    _undo([number])


def _undo(numbers: Sequence[int]) -> bool:
    listed = ", ".join(map(str, numbers))
    try:
        for number in reversed(numbers):
            decisions.undo(_analyst(), number)
    except NotDecided as error:
        st.session_state["decided"] = ("error", str(error))
        return False
    made = ((event, [n for n in own if n not in numbers]) for event, own in st.session_state.get("made", []))
    st.session_state["made"] = [(event, own) for event, own in made if own]
    st.session_state["decided"] = ("done", f"Decision {listed} taken back.")
    return True


def history(kind: Subject, number: int) -> None:
    """All decisions on an event or quote, with a button to take back the last one that stands."""
    rows = filters.ask(queries.decisions, kind, number)
    if not rows:
        return
    st.markdown(f"**{filters.plural(len(rows), 'decision')}, the latest first**")
    items = [
        {
            "text": f"{row['id']}. {_what(row)}{' (taken back)' if row['undone'] else ''}",
            "note": " · ".join(
                part
                for part in (row["reason"], row["reviewer"], f"{row['decided_at'][:16].replace('T', ' ')} UTC")
                if part
            ),
        }
        for row in rows
    ]
    components.show_cards([{"plain": True, "list": items}], f"history_{kind}_{number}")
    if standing := next((row for row in rows if row["action"] != "undo" and not row["undone"]), None):
        st.button(
            f"Take back decision {standing['id']}", key=f"undo_{standing['id']}", on_click=_undo_one, args=(standing["id"],)
        )  # fmt: skip


def _what(row: Row) -> str:
    if row["action"] == "edit":
        return f"{cards.words(row['field'])}: {row['old_value'] or 'not stated'} → {row['new_value'] or 'not stated'}"
    if row["action"] == "undo":
        return f"Undo of {row['undoes']}"
    moved = {"merge": "old_value", "split": "new_value"}.get(row["action"])
    return f"{cards.words(row['action'])} {row[moved] if moved else ''}".strip()
