"""A list that another program hands over -> the documents it names: files beside it, which nobody keeps, and addresses.

The list is JSON: `[{"file": "1.txt", "name": "Envoys in Tehran.txt"}, {"address": "https://news.example/a"}]`. The files
lie in the folder of the list and may be gone after the run, so a document is known by its content, not by its path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from etl.errors import SourceError
from etl.extract import documents, front_matter, web
from etl.extract.draft import Draft
from etl.models import Document
from etl.terminal import plain

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of the list: where it lies, what messages call it, what identifies it, and the hash of its bytes.

    `is_bare` says that nothing stands in it but what identifies it: read again it would add nothing to what is stored.
    """

    file: Path
    name: str
    source: str
    content_sha256: str
    is_bare: bool

    def document(self, path: str | None = None) -> Document:
        """Its bytes, judged fit for reading; `path` is where a document of the same bytes was read from before."""
        return documents.read_file(self.file, self.name, path=path or self.name)


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry of the list that cannot be read, and why."""

    name: str
    error: str


def read_list(file: Path) -> list[dict[str, Any]]:
    """The entries of a list; raises SourceError where it is none."""
    try:
        entries = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SourceError(f"{file}: cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise SourceError(f"{file}: is no JSON list of documents ({error})") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError(f'{file}: is no list of {{"file": ..., "name": ...}} and {{"address": ...}}')
    return entries


def find(file: Path) -> Iterator[Handed | str | Refused]:
    """What a list names, in its order: files, addresses, and what of both cannot be taken. Raises SourceError as `read_list`."""
    for entry in read_list(file):
        address = entry.get("address")
        name = _name(entry)
        try:
            if address is None:
                yield _file(file.parent, str(entry.get("file", "")), name)
            elif web.is_address(str(address)):
                yield web.checked_address(str(address))
            else:
                raise SourceError(f"{name}: only http and https addresses are fetched")
        except SourceError as error:
            yield Refused(name, str(error))


def _name(entry: dict[str, Any]) -> str:
    name = entry.get("address") or entry.get("name") or entry.get("file") or "a document without a name"
    return plain(str(name))[:LONGEST_NAME]


def _file(folder: Path, file: str, name: str) -> Handed:
    if not file or PurePath(file).name != file or file.startswith("."):
        raise SourceError(f"{name}: the list must name a file beside it, not {file!r}")
    path = folder / file
    if path.suffix.lower() not in documents.MEDIA:
        raise SourceError(f"{name}: cannot read {path.suffix or 'a file without ending'}; save it as .html or .txt")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror or error})") from error
    source, is_bare = identify(path.suffix, data)
    return Handed(path, name, source, hashlib.sha256(data).hexdigest(), is_bare)


def identify(suffix: str, data: bytes) -> tuple[str, bool]:
    """What identifies a document that has no place of its own, its bytes or the words of a text, and whether that is all.

    The front matter of a text is left out, so that the same text with a date added is the same document."""
    is_bare = True
    if documents.MEDIA[suffix.lower()] == "text":
        whole = documents.decode(Document("", "text", data))
        text = front_matter.take(whole, Draft())
        is_bare = text == whole
        data = " ".join(text.split()).encode()
    return f"sha256:{hashlib.sha256(data).hexdigest()}", is_bare
