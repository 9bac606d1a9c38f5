"""What an ingest is measured against, as a process of its own: `python baselines.py extract|parse FOLDER`.

`extract` gets the text out of each page with trafilatura and does nothing else. `parse` is what one writes first:
the whole text of each article through the whole spaCy pipeline, named entities included, one article at a time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import spacy
import trafilatura

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from etl import DEFAULT_MODEL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["extract", "parse"])
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    nlp = spacy.load(DEFAULT_MODEL) if args.what == "parse" else None
    entities = 0
    for path in sorted(args.folder.iterdir()):
        data = path.read_bytes()
        text = (trafilatura.extract(data) or "") if path.suffix == ".html" else data.decode("utf-8", "replace")
        entities += len(nlp(text).ents) if nlp else 0


if __name__ == "__main__":
    main()
