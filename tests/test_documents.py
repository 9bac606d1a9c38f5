"""Files, folders and addresses become documents, or a reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.errors import SourceError, UnreadableDocument
from etl.extract import documents
from etl.models import Document


def test_folder_is_read_recursively_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "sub/c.md", ".hidden/d.txt", ".e.txt", "f.pdf", "README.md"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("words")
    found = list(documents.find(str(tmp_path)))
    assert [Path(path).relative_to(tmp_path.resolve()).as_posix() for path in found] == ["a.HTML", "b.txt", "sub/c.md"]


def test_a_file_is_named_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("words")
    monkeypatch.chdir(tmp_path)
    (path,) = documents.find("a.txt")
    document = documents.read(path)
    assert document == Document(path, "text", b"words", path=(tmp_path / "a.txt").resolve().as_posix())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("missing.txt", "no such file"),
        ("picture.png", "cannot read .png"),
        ("ftp://paper.example/a.html", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("https://", "names no host"),
        ("https://me:secret@paper.example/", "user name or password"),
        ("http://paper.example:port/", "no valid address"),
    ],
)
def test_what_cannot_be_a_source_says_why(
    source: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(SourceError, match=reason) as caught:
        list(documents.find(source))
    assert source in str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04...", "ZIP archive or office document"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"words\x00words", "binary data"),
    ],
)
def test_bytes_that_are_no_text_are_named(data: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(UnreadableDocument, match=reason):
        documents.read(file.as_posix())


def test_an_enormous_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 100)
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 101)
    with pytest.raises(UnreadableDocument, match="101 bytes, more than the 100"):
        documents.read(file.as_posix())


WORDS = "“Gdańsk” – a visit"
PLAIN = "café – “oui”"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (WORDS.encode(), WORDS),
        (WORDS.encode("utf-8-sig"), WORDS),
        (WORDS.encode("utf-16"), WORDS),
        (PLAIN.encode("cp1252"), PLAIN),
        (b"<meta charset=iso-8859-1>" + PLAIN.encode("cp1252"), f"<meta charset=iso-8859-1>{PLAIN}"),
        (b'<meta charset="iso-8859-2">' + "Łódź".encode("iso-8859-2"), '<meta charset="iso-8859-2">Łódź'),
        (b'<meta charset="gb2312">' + "北京".encode("gb18030"), '<meta charset="gb2312">北京'),
        (b'<meta charset="nonsense">' + PLAIN.encode("cp1252"), f'<meta charset="nonsense">{PLAIN}'),
        (b'<meta charset="utf-8">caf\xc3', '<meta charset="utf-8">caf�'),
    ],
)
def test_text_is_decoded_as_marked_or_declared(data: bytes, text: str) -> None:
    assert documents.decode(Document("a", "html", data)) == text
