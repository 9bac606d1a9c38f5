"""Sources -> Documents: files, folders and addresses; bytes are read here and judged fit for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from etl.errors import SourceError, UnreadableDocument
from etl.extract import web
from etl.models import Document, Media

MEDIA: dict[str, Media] = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".md": "text"}
# The largest page of two public benchmarks (1,213 pages) has 4 MB.
MAX_BYTES = 20_000_000
SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
}


def find(source: str) -> Iterator[str]:
    """The documents behind one source: itself, or the readable files of a folder and its subfolders in a stable order.

    Files are named by their absolute path. README files and hidden ones are left out of folders. Raises SourceError
    where there is no such file or its kind cannot be read.
    """
    if web.is_address(source):
        yield web.checked_address(source)
        return
    path = Path(source).expanduser()
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            relative = file.relative_to(path)
            hidden = any(part.startswith(".") for part in relative.parts)
            if file.suffix.lower() in MEDIA and file.is_file() and not hidden and file.stem.upper() != "README":
                yield file.resolve().as_posix()
    elif not path.exists():
        raise SourceError(f"{source}: no such file or folder")
    elif path.suffix.lower() not in MEDIA:
        raise SourceError(f"{source}: cannot read {path.suffix or 'a file without ending'}; save it as .html or .txt")
    else:
        yield path.resolve().as_posix()


def read(source: str, *, allow_private: bool = False) -> Document:
    """The bytes of a file or address that `find` gave.

    Raises SourceError where it cannot be read or fetched, UnreadableDocument where it is empty, far too large or
    plainly no text.
    """
    if web.is_address(source):
        data, final, media = web.fetch(source, allow_private=allow_private, max_bytes=MAX_BYTES)
        document = Document(source, media, data, url=final)
        _check_bytes(document)
        return document
    return read_file(Path(source), source, path=source)


def read_file(file: Path, name: str, *, path: str | None) -> Document:
    """The bytes of a file that messages call `name` and the database keeps as `path`; raises as `read`."""
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableDocument(f"{name}: has {size:,} bytes, more than the {MAX_BYTES:,} of a news page")
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror or error})") from error
    document = Document(name, MEDIA[file.suffix.lower()], data, path=path)
    _check_bytes(document)
    return document


def _check_bytes(document: Document) -> None:
    data = document.data
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"{document.source}: is empty")
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableDocument(
                f"{document.source}: is {what}, not a page or text; save the article as .html or .txt"
            )
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableDocument(f"{document.source}: holds binary data, not text; save the article as .html or .txt")


CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE
)
# Browsers read these labels as the wider set that pages truly use.
WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030",
    "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
}  # fmt: skip


def decode(document: Document) -> str:
    """The document's text: by byte order mark, then UTF-8, then as the page declares, then Windows-1252, which news
    sites used before."""
    data = document.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = CHARSET.search(data[:4096])
    label = declared[1].decode("ascii").lower() if declared else "cp1252"
    if label.startswith("utf"):
        # A few broken bytes, or a page cut off inside a character.
        return data.decode("utf-8", errors="replace")
    try:
        return data.decode(WIDER.get(label, label), errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")
