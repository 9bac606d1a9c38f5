"""Articles a second and peak memory of an ingest, beside trafilatura alone and the whole spaCy pipeline.

python tests/benchmarks/ingest.py --articles 200
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import measure

BASELINES = str(measure.ROOT / "tests" / "benchmarks" / "baselines.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200, metavar="N")
    n = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as temporary:
        folder = measure.corpus(Path(temporary) / "articles", n)
        ingest = ["-m", "etl", "ingest", str(folder), "--quiet", "--db"]
        commands = {
            "trafilatura alone": [BASELINES, "extract", str(folder)],
            "dyadwatch ingest, 1 worker": [*ingest, f"{temporary}/one.db"],
            "dyadwatch ingest, 2 workers": [*ingest, f"{temporary}/two.db", "--workers", "2"],
            "dyadwatch ingest, nothing changed": [*ingest, f"{temporary}/one.db"],
            "trafilatura, then all of spaCy": [BASELINES, "parse", str(folder)],
        }
        taken = {name: measure.run(command) for name, command in commands.items()}
    one = taken["dyadwatch ingest, 1 worker"][0]
    measure.show(
        ("", "seconds", "articles a second", "time against 1 worker", "peak MB"),
        [(name, s, n / s, f"{s / one:.2f}", round(mb)) for name, (s, mb) in taken.items()],
    )


if __name__ == "__main__":
    main()
