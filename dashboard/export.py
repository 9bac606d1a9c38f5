"""`python -m dashboard.export TABLE --db FILE`: the files of the page "Data", without a browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import BinaryIO, get_args

from dashboard import downloads
from dashboard.database import Filters, FoundBy, NoDatabase, connect
from dashboard.described import Form
from dashboard.queries.downloading import Download

DATABASE = "database"


def main() -> int:
    """Write one table, or a copy of the database; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=(*downloads.ALL, DATABASE))
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--dyad")
    parser.add_argument("--since")
    parser.add_argument("--until")
    parser.add_argument("--found-by", choices=get_args(FoundBy))
    parser.add_argument("--confidence", type=float, default=0.0)
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--describe", action="store_true")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    dyad = "-".join(sorted(args.dyad.upper().split("-"))) if args.dyad else None
    filters = Filters(dyad, args.since, args.until, found_by=args.found_by, confidence=args.confidence)
    form: Form = "sqlite" if args.table == DATABASE else args.format
    output: Path | None = args.output
    if output and output.is_dir():
        output /= downloads.file_name(args.table, filters, form)
    if form != "csv" and (output is None or (form == "sqlite" and output.exists())):
        wrong = f"{output} is there already" if output else f"a {form} file is no text for a terminal"
        print(f"dyadwatch: {wrong}; name a new file or a folder with -o", file=sys.stderr)
        return 1
    try:
        with connect(args.db):
            pass  # no file is begun where there is no database
        if form == "sqlite" and output:
            downloads.write_database(args.db, output)
        elif output:
            with output.open("wb") as file:
                _write(args.db, args.table, filters, form, file, describe=args.describe)
        else:
            _write(args.db, args.table, filters, form, sys.stdout.buffer, describe=args.describe)
            sys.stdout.buffer.flush()
    except NoDatabase as error:
        print(f"dyadwatch: {error} Read articles first: dyadwatch ingest FOLDER", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"dyadwatch: {output or 'standard output'}: cannot be written ({error.strerror})", file=sys.stderr)
        return 1
    return 0


def _write(database: Path, table: Download, filters: Filters, form: Form, file: BinaryIO, *, describe: bool) -> None:
    write = downloads.write_csv if form == "csv" else downloads.write_parquet
    write(database, table, filters, file, describe=describe)


if __name__ == "__main__":
    sys.exit(main())
