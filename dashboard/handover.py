"""What a user pastes, uploads or names -> a private folder of files under names of our own, with the list that
`dyadwatch ingest --list` reads. Nothing here reads the documents: whether they are articles, the command says."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import mkdtemp

from dashboard.cards import web_address

ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".md")
MOST_FILES = 50
# The largest page of two public benchmarks has 4 MB.
MOST_FILE_BYTES = 5_000_000
MOST_BYTES = 50_000_000
MOST_ADDRESSES = 50
LONGEST_ADDRESS = 2000
# Some 30,000 words; a long feature has 8,000.
MOST_CHARACTERS = 200_000
LONGEST_NAME = 120
LIST = "list.json"


class NotTaken(Exception):
    """What was given cannot be handed over; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: what the screen calls it, how its file ends, and its bytes."""

    name: str
    ending: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """What is read in one go; `published` is the day of those that state none."""

    documents: tuple[Document, ...] = ()
    addresses: tuple[str, ...] = ()
    published: dt.date | None = None

    def names(self) -> list[str]:
        return [*(document.name for document in self.documents), *self.addresses]


def pasted(
    text: str, *, title: str = "", outlet: str = "", published: dt.date | None = None, address: str = ""
) -> Document:
    """A pasted text with what the user knows of it, as front matter that the command reads. Raises NotTaken."""
    if not text.strip():
        raise NotTaken("Paste the text of an article first.")
    if len(text) > MOST_CHARACTERS:
        raise NotTaken(
            f"The text has {len(text):,} characters, more than the {MOST_CHARACTERS:,} of an article. "
            "Paste one article at a time, or save it as a file and upload that."
        )
    url = one_line(address)
    if url and not web_address(url):
        raise NotTaken("The address of the article must begin with http:// or https://, or be left empty.")
    if published and published > dt.date.today():
        raise NotTaken("The day of publication lies in the future.")
    known = {"title": one_line(title), "outlet": one_line(outlet), "url": url}
    if published:
        known["published"] = published.isoformat()
    head = "".join(f'{key}: "{value}"\n' for key, value in known.items() if value)
    name = known["title"] or one_line(next(line for line in text.splitlines() if line.strip()))
    return Document(_short(name), ".txt", (f"---\n{head}---\n{text}" if head else text).encode("utf-8", "replace"))


def uploaded(files: Sequence[tuple[str, bytes]]) -> tuple[Document, ...]:
    """Files by the names that the user's machine gives them, of which only the last part is kept. Raises NotTaken."""
    if not files:
        raise NotTaken("Choose files first.")
    if len(files) > MOST_FILES:
        raise NotTaken(f"{len(files):,} files are more than the {MOST_FILES} that are read in one go.")
    if (total := sum(len(data) for _, data in files)) > MOST_BYTES:
        raise NotTaken(
            f"Together the files have {_megabytes(total)}, more than {_megabytes(MOST_BYTES)}; upload fewer."
        )
    return tuple(_uploaded(name, data) for name, data in files)


def _uploaded(path: str, data: bytes) -> Document:
    name = one_line(PureWindowsPath(PurePosixPath(path).name).name) or "a file without a name"
    ending = PurePosixPath(name).suffix.lower()
    if ending not in ENDINGS:
        raise NotTaken(f"{_short(name)} is none of {' '.join(ENDINGS)}. Save the article as a web page or as text.")
    if len(data) > MOST_FILE_BYTES:
        raise NotTaken(
            f"{_short(name)} has {_megabytes(len(data))}, more than the {_megabytes(MOST_FILE_BYTES)} allowed."
        )
    return Document(_short(name), ending, data)


def addresses(text: str) -> tuple[str, ...]:
    """Addresses given one a line, each once. Raises NotTaken where one is no web address or there are too many."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if not lines:
        raise NotTaken("Write at least one address, such as https://news.example/article.")
    if len(lines) > MOST_ADDRESSES:
        raise NotTaken(f"{len(lines):,} addresses are more than the {MOST_ADDRESSES} that are read in one go.")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_ADDRESS or not line.isprintable() or " " in line or not web_address(line):
            raise NotTaken(
                f"Line {number} is no web address: {_short(one_line(line))}. Write one a line, with http:// or https://."
            )
    return tuple(lines)


def write(batch: Batch) -> Path:
    """Put a batch into a new folder that only this user can open, and return its list. The caller removes the folder."""
    folder = Path(mkdtemp(prefix="dyadwatch-"))
    try:
        entries = []
        for number, document in enumerate(batch.documents, start=1):
            file = f"{number:03}{document.ending}"
            (folder / file).write_bytes(document.data)
            entries.append({"file": file, "name": document.name})
        entries += [{"address": address} for address in batch.addresses]
        (folder / LIST).write_text(json.dumps(entries), "utf-8")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / LIST


def one_line(text: str) -> str:
    """Text in one line without control characters."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable()).strip()


def _short(name: str) -> str:
    """A long name with its middle left out, so that its ending stays."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 21]}…{name[-20:]}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
