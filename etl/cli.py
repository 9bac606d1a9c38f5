"""The `dyadwatch` command: arguments, progress bar, summary and exit code; the work is done elsewhere."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

import click

from etl import __version__, launch, reader_cli
from etl.cli_options import DB_OPTION, PIPELINE_OPTION, Day, progress_bar, warn
from etl.errors import DyadWatchError
from etl.review.commands import decide, stats

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=HELP)
@click.version_option(__version__, prog_name="dyadwatch")
def cli() -> None:
    """Read news articles into one SQLite file of official visits, missile drills and quoted commentary.

    \b
    dyadwatch demo                              look at the sample articles
    dyadwatch ingest saved-articles/            read your own
    dyadwatch dashboard                         look at them in the browser
    """


@cli.command()
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--list", "handed", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="A JSON list of further documents, as the dashboard hands them over.",
)  # fmt: skip
@DB_OPTION
@click.option("--published", type=Day(), help="Publication date of articles that state none, as 2024-04-25.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
@PIPELINE_OPTION
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses as well.")
@reader_cli.options
@click.option("--quiet", is_flag=True, help="No progress bar and no notes; failures and the summary only.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object for each document, then one for the run.")
def ingest(
    sources: tuple[str, ...],
    handed: Path | None,
    db: Path,
    published: str | None,
    workers: int,
    pipeline: str,
    allow_private: bool,
    quiet: bool,
    as_json: bool,
    **second: Any,
) -> None:
    """Read articles into the database.

    A SOURCE is a file (.html .htm .xhtml .txt .md), a folder (read with its subfolders) or an http(s) address.
    Reading the same input again changes nothing; a changed page replaces its old facts. A language model reads beside the
    rules only where --reader says so; what it tells is stored where the article bears it out.

    \b
    dyadwatch ingest saved-articles/ --workers 2
    dyadwatch ingest iran.txt --published 2024-04-25
    dyadwatch ingest saved-articles/ --reader both --model-url http://localhost:11434/v1 --model qwen3:8b
    """
    if not sources and handed is None:
        raise click.UsageError("name a SOURCE, or a --list")
    chosen = reader_cli.checked(**second)
    if chosen.model is not None and (handed or as_json):
        raise click.UsageError("--list and --json are for the rules alone; leave out --reader")
    from etl import pipeline as flow  # imports spaCy and trafilatura: half a second that -h does not need

    with progress_bar(quiet or as_json) as show:
        summary = flow.ingest(
            sources,
            db=db,
            published=published,
            workers=workers,
            pipeline=pipeline,
            allow_private=allow_private,
            by_rules=chosen.by_rules,
            handed=handed,
            progress=show,
            settled=_print_json if as_json else lambda what: None,
        )
    if as_json:
        _print_json(summary)
        sys.exit(1 if summary.failures else 0)
    if not quiet:
        for source, note in summary.notes:
            warn(f"note: {source}: {note}")
        if summary.undated:
            warn(
                "note: no publication date, so weekdays and 'last month' stay unresolved (give one with --published): "
                + ", ".join(summary.undated)
            )
    for _, error in summary.failures:
        warn(f"failed: {error}")
    click.echo(
        f"{summary.read} read, {summary.added} added, {summary.replaced} replaced, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed; {summary.visits} visits, {summary.drills} drills, {summary.quotes} quotes found"
    )
    if not (summary.added or summary.replaced or summary.failures):
        click.echo("Nothing has changed.")
    failed = bool(summary.failures)
    if chosen.model is not None:
        with progress_bar(quiet) as show:
            failed |= reader_cli.read(sources, db, chosen, pipeline, show)
    sys.exit(1 if failed else 0)


def _print_json(told: Any) -> None:
    click.echo(json.dumps(dataclasses.asdict(told)))


cli.add_command(reader_cli.reader)


@cli.command()
@DB_OPTION
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
def dashboard(db: Path, port: int) -> None:
    """Open the dashboard in the browser, on this machine's loopback address only.

    \b
    dyadwatch dashboard --db korea.db
    """
    sys.exit(launch.dashboard(db, port))


@cli.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default=Path("demo.db"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.pass_context
def demo(context: click.Context, db: Path, port: int) -> None:
    """Read the sample articles that come with DyadWatch and open the dashboard on them.

    \b
    dyadwatch demo
    """
    from etl import pipeline

    summary = pipeline.ingest([str(launch.sample_articles())], db=db)
    for _, error in summary.failures:
        warn(f"failed: {error}")
    click.echo(f"{summary.read} sample articles in {db}; opening the dashboard, Ctrl-C ends it")
    context.invoke(dashboard, db=db, port=port)


EXPORTED = ("visits", "drills", "quotes", "articles", "visit_reports", "drill_reports", "decisions", "database")


@cli.command()
@click.argument("table", type=click.Choice(EXPORTED))
@DB_OPTION
@click.option("--dyad", help="A country pair, in either order: IRN-PRK.")
@click.option("--since", type=Day(), help="Leave out what is earlier than this day.")
@click.option("--until", type=Day(), help="Leave out what is later than this day.")
@click.option("--found-by", type=click.Choice(["rules", "model", "both"]), help="Only what these readers found.")
@click.option("--confidence", type=click.FloatRange(0, 1), help="Leave out what has less than this.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--describe", is_flag=True, help="Say in a first row (Parquet: in the metadata) what the file holds.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="A file, or a folder in which it is named after the filters; else standard output.",
)  # fmt: skip
def export(
    table: str, db: Path, dyad: str | None, since: str | None, until: str | None, found_by: str | None,
    confidence: float | None, form: str, describe: bool, output: Path | None,
) -> None:  # fmt: skip
    """Write the file that the dashboard's page "Data" gives.

    \b
    dyadwatch export visits --dyad IRN-PRK --since 2019-01-01 -o visits.csv
    dyadwatch export quotes --format parquet -o downloads/
    dyadwatch export database -o copy.sqlite
    """
    options = {"dyad": dyad, "since": since, "until": until, "found_by": found_by, "format": form}
    options["confidence"] = f"{confidence:g}" if confidence else None
    sys.exit(launch.export(table, db, output=output, describe=describe, **options))


@cli.command()
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), help="A database that holds the articles; else they are read.")
@click.option(
    "--misses", type=click.File("w", "utf-8", lazy=True), help="Write what does not agree here; - for stdout."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
@PIPELINE_OPTION
def evaluate(
    gold_dir: Path, db: Path | None, misses: TextIO | None, as_json: bool, workers: int, pipeline: str
) -> None:
    """Say how many facts of a database are right, by gold records of your own.

    GOLD_DIR holds one JSON file per article; the README shows one. Without --db the articles beside it (same name, in
    the folder above) are read first, into a database that is thrown away.

    \b
    dyadwatch evaluate my-articles/gold
    dyadwatch evaluate my-articles/gold --db dyadwatch.db --misses misses.tsv
    """
    if as_json and misses is not None and misses.name == "-":
        raise click.UsageError("--json and --misses - would mix on standard output; give --misses a file")
    from etl import pipeline as flow
    from etl.evaluate import measure, report
    from etl.evaluate.misses import write_misses

    failures: list[tuple[str, str]] = []
    with TemporaryDirectory() as scratch:
        if db is None:
            db = Path(scratch) / "evaluate.db"
            articles = measure.articles_beside(gold_dir)
            with progress_bar(quiet=False) as show:
                failures = flow.ingest(
                    list(articles), db=db, published=articles, workers=workers, pipeline=pipeline, progress=show
                ).failures
        result = measure.evaluate(gold_dir, db)
    for _, error in failures:
        warn(f"failed: {error}")
    if result.not_in_database:
        absent = ", ".join(result.not_in_database)
        warn(f"note: not in the database, so nothing counts as found in them: {absent}")
    click.echo(json.dumps(report.as_data(result), indent=1) if as_json else report.as_text(result))
    if misses is not None:
        write_misses(result.misses(), misses)
    sys.exit(1 if failures else 0)


@cli.command()
@click.argument("file")
@click.option("--published", type=Day(), help="Publication date, if the article states none, as 2024-04-25.")
@click.option("--all", "every", is_flag=True, help="Every sentence and all that was considered in it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
@PIPELINE_OPTION
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses as well.")
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A database with answers of models: also what they told of this text, and why it was rejected.",
)
def explain(
    file: str, published: str | None, every: bool, as_json: bool, pipeline: str, allow_private: bool, db: Path | None
) -> None:
    """Say what is found in one article, sentence by sentence, why, and what was nearly found.

    FILE is a file that ingest reads, or an http(s) address. Nothing is stored.

    \b
    dyadwatch explain iran.txt --published 2024-04-25
    dyadwatch explain saved-articles/tehran.html --json
    dyadwatch explain saved-articles/tehran.html --db dyadwatch.db
    """
    from etl.explain import article, text

    told = article.explain(
        file, published=published, every=every, pipeline=pipeline, allow_private=allow_private, db=db
    )
    if db and not told.readers:
        warn(f"note: {db} holds no answer about this text with this day of publication")
    if as_json:
        data = dataclasses.asdict(told)
        if db is None:
            del data["readers"]
        click.echo(json.dumps(data, indent=1))
    else:
        click.echo(text.as_text(told, min(shutil.get_terminal_size().columns, 120)))


@cli.command()
@DB_OPTION
def migrate(db: Path) -> None:
    """Bring a database of an older DyadWatch up to date, so that the dashboard can show it.

    Nothing that is stored is lost. Ingest and decide do the same before they write.

    \b
    dyadwatch migrate --db korea.db
    """
    from etl.load.upgrade import upgrade

    applied, kept = upgrade(db)
    held = ", ".join(f"{n:,} {table[:-1] if n == 1 else table}" for table, n in kept.items())
    click.echo(f"{db}: {'now up to date' if applied else 'was up to date'}; it holds {held}.")


@cli.command()
@click.argument("table", required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A CSV file; else readable text.")
def codebook(table: str | None, output: Path | None) -> None:
    """Say what every column of the database and of the CSV files means, or those of one TABLE.

    \b
    dyadwatch codebook visits
    dyadwatch codebook -o codebook.csv
    """
    from etl.load import codebook as book

    chosen = book.entries(table)
    if output is None:
        click.echo(book.as_text(chosen, min(shutil.get_terminal_size().columns, 100)))
        return
    try:
        output.write_bytes(book.as_csv(chosen))
    except OSError as error:
        raise DyadWatchError(f"{output}: cannot be written ({error.strerror})") from error


cli.add_command(decide)
cli.add_command(stats)


def main() -> None:
    """Run the command; errors that a user can act on become one line and exit status 1."""
    try:
        cli()
    except DyadWatchError as error:
        warn(f"dyadwatch: {error}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`dyadwatch export ... | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
