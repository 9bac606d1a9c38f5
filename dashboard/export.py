"""`python -m dashboard.export TABLE --db FILE`: the CSV of the download buttons, without a browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.database import Filters, NoDatabase
from dashboard.downloads import TABLES, csv_of


def main() -> int:
    """Write one table as CSV; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=TABLES)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--dyad")
    parser.add_argument("--since")
    parser.add_argument("--until")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    dyad = "-".join(sorted(args.dyad.upper().split("-"))) if args.dyad else None
    try:
        data = csv_of(args.db, args.table, Filters(dyad, args.since, args.until))
    except NoDatabase as error:
        print(f"dyadwatch: {error} Read articles first: dyadwatch ingest FOLDER", file=sys.stderr)
        return 1
    if args.output:
        try:
            args.output.write_bytes(data)
        except OSError as error:
            print(f"dyadwatch: {args.output}: cannot be written ({error.strerror})", file=sys.stderr)
            return 1
    else:
        sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
