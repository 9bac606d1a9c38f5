"""The commands `dyadwatch decide` and `dyadwatch stats`: arguments and what is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from etl.terminal import plain

DB = click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), default=Path("dyadwatch.db"), envvar="DYADWATCH_DB",
    show_envvar=True, show_default=True, help="The SQLite file.",
)  # fmt: skip
WHO = click.option("--reviewer", envvar="DYADWATCH_REVIEWER", show_envvar=True, help="Who decides.")
WHY = click.option("--reason", help="Why, in your words.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
SUBJECT = click.argument("kind", type=click.Choice(["visit", "drill", "quote"]))
EVENT = click.argument("kind", type=click.Choice(["visit", "drill"]))


@click.group()
def decide() -> None:
    """Confirm, reject or correct what was found; merge and split events; take a decision back.

    Decisions are kept, whatever is read later, and applied after every ingest.

    \b
    dyadwatch decide confirm visit 12 --reviewer "A. Analyst" --reason "seen on state television"
    dyadwatch decide edit visit 12 city Isfahan
    dyadwatch decide merge visit 12 15
    dyadwatch decide split visit 12 --report 31
    dyadwatch decide undo 7
    """


def _say(as_json: bool, text: str, **data: Any) -> None:
    click.echo(json.dumps(data) if as_json else plain(text))


def _judge(verdict: str) -> None:
    @decide.command(name=verdict, help=f"{verdict.capitalize()} a visit, drill or quote: it was found {'right' if verdict == 'confirm' else 'wrong'}.")  # fmt: skip
    @SUBJECT
    @click.argument("number", type=int)
    @DB
    @WHO
    @WHY
    @JSON
    def command(kind: Any, number: int, db: Path, reviewer: str | None, reason: str | None, as_json: bool) -> None:
        from etl.load import connection, decisions

        with connection.transaction(db) as open_db:
            made = decisions.judge(open_db, kind, number, verdict, reviewer=reviewer, reason=reason)  # type: ignore[arg-type]
        _say(
            as_json,
            f"decision {made}: {verdict} {kind} {number}",
            decision=made,
            kind=kind,
            event_id=number,
            action=verdict,
        )


_judge("confirm")
_judge("reject")


@decide.command()
@SUBJECT
@click.argument("number", type=int)
@click.argument("field")
@click.argument("value", required=False)
@DB
@WHO
@WHY
@JSON
def edit(
    kind: Any,
    number: int,
    field: str,
    value: str | None,
    db: Path,
    reviewer: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """Correct one field; without a VALUE it is emptied."""
    from etl.load import connection, decisions

    with connection.transaction(db) as open_db:
        made = decisions.edit(open_db, kind, number, field, value, reviewer=reviewer, reason=reason)
    _say(as_json, f"decision {made}: {kind} {number} {field} is {value or 'empty'}", decision=made, kind=kind, event_id=number, action="edit")  # fmt: skip


@decide.command()
@EVENT
@click.argument("keep", type=int)
@click.argument("others", type=int, nargs=-1, required=True)
@DB
@WHO
@WHY
@JSON
def merge(
    kind: Any, keep: int, others: tuple[int, ...], db: Path, reviewer: str | None, reason: str | None, as_json: bool
) -> None:
    """Make events one, under the number KEEP."""
    from etl.load import connection, decisions

    with connection.transaction(db) as open_db:
        made = decisions.merge(open_db, kind, keep, others, reviewer=reviewer, reason=reason)
    listed = ", ".join(map(str, others))
    _say(as_json, f"decision {', '.join(map(str, made))}: {kind} {listed} merged into {keep}", decisions=made, kind=kind, event_id=keep, action="merge")  # fmt: skip


@decide.command()
@EVENT
@click.argument("number", type=int)
@click.option("--report", "reports", type=int, multiple=True, required=True, help="A report to take out; repeatable.")
@DB
@WHO
@WHY
@JSON
def split(
    kind: Any, number: int, reports: tuple[int, ...], db: Path, reviewer: str | None, reason: str | None, as_json: bool
) -> None:
    """Take reports out of an event and make them one of their own."""
    from etl.load import connection, decisions

    with connection.transaction(db) as open_db:
        made, event = decisions.split(open_db, kind, number, reports, reviewer=reviewer, reason=reason)
    _say(as_json, f"decision {made}: {kind} {event} split from {number}", decision=made, kind=kind, event_id=number, new_event_id=event, action="split")  # fmt: skip


@decide.command()
@click.argument("decision", type=int)
@DB
@WHO
@WHY
@JSON
def undo(decision: int, db: Path, reviewer: str | None, reason: str | None, as_json: bool) -> None:
    """Take a decision back, or an undo of one. It stays on record."""
    from etl.load import connection, decisions

    with connection.transaction(db) as open_db:
        made = decisions.undo(open_db, decision, reviewer=reviewer, reason=reason)
    _say(as_json, f"decision {made}: takes back {decision}", decision=made, undoes=decision, action="undo")


@decide.command(name="list")
@click.option("--kind", type=click.Choice(["visit", "drill", "quote"]), help="Those on one kind only.")
@click.option("--number", type=int, help="Those on one event or quote.")
@DB
@JSON
def list_(kind: Any, number: int | None, db: Path, as_json: bool) -> None:
    """Show all decisions, the latest first."""
    from etl.load import connection, decisions

    with connection.transaction(db) as open_db:
        rows = decisions.history(open_db, kind, number)
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        what = " ".join(str(row[f]) for f in ("field", "old_value", "new_value", "undoes") if row[f] is not None)
        taken_back = " (taken back)" if row["undone"] else ""
        by = " ".join(filter(None, (row["reviewer"], row["reason"] and f"“{row['reason']}”")))
        click.echo(plain(f"{row['id']:>5}  {row['decided_at']}  {row['action']} {row['kind']} {row['event_id']} {what}{taken_back}  {by}"))  # fmt: skip


@click.command()
@DB
@JSON
def stats(db: Path, as_json: bool) -> None:
    """Say what the database holds, and how right it is by your own decisions.

    The share that was right is that of events confirmed as found, of all that were confirmed, corrected or rejected; it
    holds for what was reviewed, so review a random part to measure the whole.

    \b
    dyadwatch stats --db dyadwatch.db
    """
    from etl.load import connection
    from etl.review import statistics

    with connection.transaction(db) as open_db:
        found = statistics.measure(open_db)
    click.echo(json.dumps(found.as_data(), indent=1) if as_json else statistics.as_text(found))
