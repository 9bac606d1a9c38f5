"""The `dyadwatch` command: arguments, progress bar, summary and exit code; the work is done elsewhere."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import click
from tqdm import tqdm

from etl import DEFAULT_MODEL, __version__, launch
from etl.errors import DyadWatchError

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
DB_OPTION = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("dyadwatch.db"),
    envvar="DYADWATCH_DB",
    show_envvar=True,
    show_default=True,
    help="The SQLite file.",
)


class Day(click.ParamType[str]):
    """An ISO date, given on as text."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2024-04-25", param, ctx)


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
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@DB_OPTION
@click.option("--published", type=Day(), help="Publication date of articles that state none, as 2024-04-25.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Worker processes.")
@click.option("--model", default=DEFAULT_MODEL, show_default=True, help="spaCy pipeline: a package or a folder.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses as well.")
@click.option("--quiet", is_flag=True, help="No progress bar and no notes; failures and the summary only.")
def ingest(
    sources: tuple[str, ...],
    db: Path,
    published: str | None,
    workers: int,
    model: str,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Read articles into the database.

    A SOURCE is a file (.html .htm .xhtml .txt .md), a folder (read with its subfolders) or an http(s) address.
    Reading the same input again changes nothing; a changed page replaces its old facts.

    \b
    dyadwatch ingest saved-articles/ --workers 2
    dyadwatch ingest iran.txt --published 2024-04-25
    """
    from etl import pipeline  # imports spaCy and trafilatura: half a second that -h does not need

    bar = tqdm(total=None, unit="article", disable=True if quiet else None, file=sys.stderr)

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    summary = pipeline.ingest(
        sources,
        db=db,
        published=published,
        workers=workers,
        model=model,
        allow_private=allow_private,
        progress=show,
    )
    bar.close()
    if not quiet:
        for source, note in summary.notes:
            click.echo(f"note: {source}: {note}", err=True)
        if summary.undated:
            click.echo(
                "note: no publication date, so weekdays and 'last month' stay unresolved (give one with --published): "
                + ", ".join(summary.undated),
                err=True,
            )
    for _, error in summary.failures:
        click.echo(f"failed: {error}", err=True)
    click.echo(
        f"{summary.read} read, {summary.added} added, {summary.replaced} replaced, {summary.unchanged} unchanged, "
        f"{len(summary.failures)} failed; {summary.visits} visits, {summary.drills} drills, {summary.quotes} quotes found"
    )
    if not (summary.added or summary.replaced or summary.failures):
        click.echo("Nothing has changed.")
    sys.exit(1 if summary.failures else 0)


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
        click.echo(f"failed: {error}", err=True)
    click.echo(f"{summary.read} sample articles in {db}; opening the dashboard, Ctrl-C ends it")
    context.invoke(dashboard, db=db, port=port)


@cli.command()
@click.argument("table", type=click.Choice(["visits", "drills", "quotes", "articles"]))
@DB_OPTION
@click.option("--dyad", help="A country pair, in either order: IRN-PRK.")
@click.option("--since", type=Day(), help="Leave out what is earlier than this day.")
@click.option("--until", type=Day(), help="Leave out what is later than this day.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
def export(table: str, db: Path, dyad: str | None, since: str | None, until: str | None, output: Path | None) -> None:
    """Write the CSV that the dashboard's download button gives.

    \b
    dyadwatch export visits --dyad IRN-PRK --since 2019-01-01 -o visits.csv
    """
    sys.exit(launch.export(table, db, dyad=dyad, since=since, until=until, output=output))


def main() -> None:
    """Run the command; errors that a user can act on become one line and exit status 1."""
    try:
        cli()
    except DyadWatchError as error:
        click.echo(f"dyadwatch: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`dyadwatch export ... | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
