"""Options and notices that several commands share."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from tqdm import tqdm

from etl import DEFAULT_MODEL
from etl.terminal import plain

DB_OPTION = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("dyadwatch.db"),
    envvar="DYADWATCH_DB",
    show_envvar=True,
    show_default=True,
    help="The SQLite file.",
)
PIPELINE_OPTION = click.option(
    "--pipeline", default=DEFAULT_MODEL, show_default=True, help="spaCy pipeline: a package or a folder."
)


class Day(click.ParamType[str]):
    """An ISO date, given on as text."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2024-04-25", param, ctx)


def warn(text: str) -> None:
    """A line on stderr; names of files and addresses in it are outside text."""
    click.echo(plain(text), err=True)


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A function to call with the number of articles done and of all; the bar shows on a terminal only."""
    with tqdm(total=None, unit="article", disable=True if quiet else None, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
