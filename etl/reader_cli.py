"""The commands and options of the second reader: `ingest --reader`, `reader export` and `reader import`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from etl.cli_options import DB_OPTION, PIPELINE_OPTION, Day, progress_bar, warn
from etl.errors import DyadWatchError

if TYPE_CHECKING:
    from etl.reader.cost import Estimate
    from etl.reader.second import Second

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options of the second reader; `model` is None where the rules read alone."""

    by_rules: bool = True
    model: str | None = None
    url: str | None = None
    at_once: int = 4
    timeout: float = 120.0
    budget: int | None = None
    price: tuple[float, float] | None = None
    yes: bool = False


def options(command: F) -> F:
    """The options of `ingest` that concern a second reader."""
    for option in reversed(
        (
            click.option("--reader", type=click.Choice(["rules", "model", "both"]), default="rules", show_default=True,
                         help="Who reads: the rules, a language model, or both."),
            click.option("--model", metavar="NAME", help="Name of the language model."),
            click.option("--model-url", metavar="URL", envvar="DYADWATCH_MODEL_URL", show_envvar=True,
                         help="A server that speaks chat completions, as http://localhost:11434/v1; without one only "
                              "stored answers are used. Its key is taken from DYADWATCH_MODEL_KEY."),
            click.option("--at-once", type=click.IntRange(1, 64), default=4, show_default=True,
                         help="Requests under way at a time."),
            click.option("--timeout", type=click.FloatRange(min=1), default=120.0, show_default=True,
                         help="Seconds for one answer."),
            click.option("--token-budget", type=click.IntRange(1),
                         help="Stop before more tokens than this are read and written; run again to go on."),
            click.option("--price", nargs=2, type=click.FloatRange(min=0), metavar="READ WRITTEN",
                         help="What a million tokens cost, for the estimate."),
            click.option("--yes", is_flag=True, help="Send to another machine without asking."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def checked(
    *, reader: str, model: str | None, model_url: str | None, at_once: int, timeout: float, token_budget: int | None,
    price: tuple[float, float] | None, yes: bool,
) -> Chosen:  # fmt: skip
    """The options as one value; raises UsageError where they do not go together."""
    if reader == "rules":
        if model:
            raise click.UsageError("--model NAME is asked with --reader both or model (a spaCy pipeline: --pipeline)")
        return Chosen()
    if not model:
        raise click.UsageError(f"--reader {reader} needs --model NAME")
    return Chosen(reader == "both", model, model_url, at_once, timeout, token_budget, price, yes)


def read(sources: Sequence[str], db: Path, chosen: Chosen, pipeline: str, progress: Callable[[int, int], None]) -> bool:
    """Let the model read what ingest has stored; returns whether anything failed."""
    from etl import pipeline as flow
    from etl.reader import session
    from etl.reader.client import Client
    from etl.reader.second import SecondReader

    assert chosen.model is not None
    client = (
        Client(chosen.url, chosen.model, connections=chosen.at_once, timeout=chosen.timeout) if chosen.url else None
    )
    reader = SecondReader(
        chosen.model, lambda: flow.language(pipeline), by_rules=chosen.by_rules, client=client,
        at_once=chosen.at_once, budget=chosen.budget,
    )  # fmt: skip

    def may_send(told: Estimate) -> bool:
        return client is not None and _may_send(told, client.url, client.host, chosen)

    try:
        second = session.read(sources, db, reader, may_send=may_send, progress=progress)
    except KeyboardInterrupt:
        warn("interrupted; the answers that came are stored, run the same command again to go on")
        sys.exit(130)
    _report(chosen.model, second, asks=client is not None)
    return bool(second.failures)


def _may_send(told: Estimate, url: str, host: str, chosen: Chosen) -> bool:
    from etl.reader import cost

    warn(f"to ask {chosen.model}: {told.as_text(chosen.price)}")
    if cost.is_loopback(host):
        return True
    warn(cost.what_leaves(told, url, host))
    return chosen.yes or click.confirm("Send them?", err=True)


def _report(model: str, second: Second, *, asks: bool) -> None:
    from etl.reader import cost

    for _, error in second.failures:
        warn(f"failed: {error}")
    if second.left:
        why = "the budget is used up or nothing was sent; run again to go on" if asks else "no --model-url was given"
        warn(f"note: {second.left} articles wait for {model} ({why})")
    rejected = f": {cost.reasons(second.rejected.most_common())}" if second.rejected else ""
    click.echo(
        f"{model}: {second.articles} articles read, {second.asked} requests, {second.tokens:,} tokens, "
        f"{len(second.failures)} failed; {second.kept} facts kept ({second.shared} found by the rules too), "
        f"{second.rejected.total()} not borne out{rejected}"
    )


@click.group()
def reader() -> None:
    """Let a language model, or a person, read beside the rules without a connection.

    \b
    dyadwatch reader export saved-articles/ -o requests.jsonl
    dyadwatch reader import answers.jsonl
    """


@reader.command("export")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", type=click.File("w", "utf-8", lazy=True), default="-", help="A file; else standard output."
)
@click.option(
    "--model", default="model", show_default=True, metavar="NAME", help="The model that is named in each request."
)
@click.option("--published", type=Day(), help="Publication date of articles that state none, as 2024-04-25.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses as well.")
def export_requests(
    sources: tuple[str, ...], output: Any, model: str, published: str | None, allow_private: bool
) -> None:
    """Write what a model would be asked as a batch: one request a line, with custom_id and body.

    \b
    dyadwatch reader export saved-articles/ -o requests.jsonl --model gpt-oss:20b
    """
    from etl.reader import batch, cost, session

    wanting = {}
    failed = False
    for source, found in session.export(sources, published=published, allow_private=allow_private):
        if isinstance(found, DyadWatchError):
            warn(f"failed: {found}")
            failed = True
        else:
            wanting[source] = found
    batch.write((request for requests in wanting.values() for request in requests), model, output)
    warn(cost.estimate(wanting).as_text())
    sys.exit(1 if failed else 0)


@reader.command("import")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DB_OPTION
@click.option("--model", metavar="NAME", help="Who answered; else as the answers say.")
@PIPELINE_OPTION
@click.option("--quiet", is_flag=True, help="No progress bar and no notes; failures and the summary only.")
def import_answers(answers: Path, db: Path, model: str | None, pipeline: str, quiet: bool) -> None:
    """Take the answers to an exported batch, of whichever model or person wrote them, and check and store their facts.

    The articles must be in the database: `dyadwatch ingest` them first, or after; then the stored answers are used.

    \b
    dyadwatch reader import answers.jsonl
    """
    from etl import pipeline as flow
    from etl.reader import session
    from etl.reader.second import SecondReader

    with progress_bar(quiet) as show:
        done = session.take_answers(
            answers,
            db,
            model=model,
            reader_of=lambda name: SecondReader(name, lambda: flow.language(pipeline)),
            progress=show,
        )
    for failure in done.failures:
        warn(f"failed: {failure}")
    if done.unknown and not quiet:
        warn(
            f"note: {done.unknown} answers belong to no article of {db} as it is now; they are used once it is ingested"
        )
    click.echo(f"{done.answers} answers taken, {len(done.failures)} failed")
    for name, second in done.readings.items():
        _report(name, second, asks=False)
    sys.exit(1 if done.failures or any(s.failures for s in done.readings.values()) else 0)
