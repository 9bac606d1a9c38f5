"""Peak memory of an ingest as the number of articles grows: it must not hold them all.

python tests/benchmarks/memory.py --articles 50 200
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[50, 200], metavar="N")
    rows = []
    for n in parser.parse_args().articles:
        with tempfile.TemporaryDirectory() as temporary:
            folder = measure.corpus(Path(temporary) / "articles", n)
            database = Path(temporary) / "x.db"
            _, peak_mb = measure.run(["-m", "etl", "ingest", str(folder), "--quiet", "--db", str(database)])
            rows.append((n, round(peak_mb), f"{database.stat().st_size / 2**20:.1f}"))
    measure.show(("articles", "peak MB", "database MB"), rows)


if __name__ == "__main__":
    main()
