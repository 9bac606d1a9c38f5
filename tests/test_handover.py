"""What is pasted, uploaded or named becomes files under names of our own, or is refused with what to do."""

import datetime as dt
import json
import stat
from pathlib import Path

import pytest

from dashboard import handover
from dashboard.handover import Batch, Document, NotTaken


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the private folders are made."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))


TEXT = "An envoy flew to Oslo.\n\nShe came back on Friday."


def test_a_text_without_more_is_handed_over_as_it_is() -> None:
    document = handover.pasted(f"\n{TEXT}")
    assert (document.name, document.ending, document.data.decode()) == ("An envoy flew to Oslo.", ".txt", f"\n{TEXT}")


def test_what_is_known_of_a_text_goes_before_it() -> None:
    document = handover.pasted(
        TEXT, title='"We came",\n---\nurl: x', outlet=" The\x00 Lantern ", published=dt.date(2024, 4, 25),
        address="https://lantern.example/a",
    )  # fmt: skip
    assert document.name == '"We came", --- url: x'
    assert document.data.decode() == (
        '---\ntitle: ""We came", --- url: x"\noutlet: "The Lantern"\nurl: "https://lantern.example/a"\n'
        f'published: "2024-04-25"\n---\n{TEXT}'
    )


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("", {}, "Paste the text"),
        (" \n\t", {}, "Paste the text"),
        ("x" * (handover.MOST_CHARACTERS + 1), {}, "200,001 characters"),
        (TEXT, {"address": "javascript:alert(1)"}, "http"),
        (TEXT, {"address": "lantern.example/a"}, "http"),
        (TEXT, {"published": dt.date.today() + dt.timedelta(days=1)}, "future"),
    ],
)
def test_a_text_that_cannot_be_taken(text: str, known: dict, said: str) -> None:
    with pytest.raises(NotTaken, match=said):
        handover.pasted(text, **known)


@pytest.mark.parametrize(
    ("given", "name", "ending"),
    [
        ("visit.html", "visit.html", ".html"),
        ("../../etc/cron.d/visit.TXT", "visit.TXT", ".txt"),
        ("C:\\Users\\ana\\visit.md", "visit.md", ".md"),
        ("--db=evil.txt", "--db=evil.txt", ".txt"),
        ("a\x00b\x1b[31m\u202e;rm -rf ~.htm", "ab[31m;rm -rf ~.htm", ".htm"),
        ("=cmd|calc.txt", "=cmd|calc.txt", ".txt"),
        ("평양 방문.xhtml", "평양 방문.xhtml", ".xhtml"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept_and_only_to_be_shown(given: str, name: str, ending: str) -> None:
    (document,) = handover.uploaded([(given, b"<p>x</p>")])
    assert (document.name, document.ending) == (name, ending)
    listed = handover.write(Batch((document,)))
    assert sorted(path.name for path in listed.parent.iterdir()) == [f"001{ending}", "list.json"]
    assert json.loads(listed.read_text("utf-8")) == [{"file": f"001{ending}", "name": name}]


def test_a_long_name_keeps_its_ending() -> None:
    (document,) = handover.uploaded([("x" * 5000 + ".html", b"a")])
    assert len(document.name) == handover.LONGEST_NAME and document.name.endswith(".html")


@pytest.mark.parametrize("name", ["visit.pdf", "visit", "visit.html.exe", "", ".html", "visit.docx", "x/.."])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(NotTaken, match="Save the article"):
        handover.uploaded([(name, b"a")])


def test_numbers_and_sizes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotTaken, match="Choose files"):
        handover.uploaded([])
    with pytest.raises(NotTaken, match="51 files"):
        handover.uploaded([("a.txt", b"a")] * 51)
    with pytest.raises(NotTaken, match=r"a\.txt has 5\.0 MB"):
        handover.uploaded([("a.txt", b"a" * (handover.MOST_FILE_BYTES + 1))])
    monkeypatch.setattr(handover, "MOST_BYTES", 5)
    with pytest.raises(NotTaken, match="Together"):
        handover.uploaded([("a.txt", b"aaa"), ("b.txt", b"bbb")])


def test_addresses_are_taken_one_a_line_and_once() -> None:
    text = " https://a.example/1?x=1;y=2 \n\nhttp://b.example\nhttps://a.example/1?x=1;y=2\n"
    assert handover.addresses(text) == ("https://a.example/1?x=1;y=2", "http://b.example")


@pytest.mark.parametrize(
    "line",
    ["www.a.example", "/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "--allow-private", "https://", "ftp://a.example",
     "https://a.example/one two", "https://a.example/\x00", "https://[::1", "https://a.example/" + "x" * 2000],
)  # fmt: skip
def test_what_is_no_web_address_is_named(line: str) -> None:
    with pytest.raises(NotTaken, match="Line 2 is no web address"):
        handover.addresses(f"https://a.example/1\n{line}")


def test_the_number_of_addresses_is_limited() -> None:
    with pytest.raises(NotTaken, match="at least one"):
        handover.addresses(" \n")
    with pytest.raises(NotTaken, match="51 addresses"):
        handover.addresses("\n".join(f"https://a.example/{n}" for n in range(51)))


def test_the_folder_is_private_and_of_our_names() -> None:
    listed = handover.write(Batch((Document("x", ".txt", b"a"), Document("x", ".html", b"b")), ("https://a.example",)))
    folder = listed.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "001.txt").read_bytes() == b"a" and (folder / "002.html").read_bytes() == b"b"
    assert json.loads(listed.read_text("utf-8"))[2] == {"address": "https://a.example"}


def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handover, "mkdtemp", lambda prefix: str(tmp_path / "made"))
    (tmp_path / "made").mkdir()
    with pytest.raises(OSError):
        handover.write(Batch((Document("x", "/none/x.txt", b"a"),)))
    assert not (tmp_path / "made").exists()
