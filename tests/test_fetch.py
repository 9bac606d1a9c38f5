"""Pages are fetched behind a guard; a server on the loopback address stands for the web."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from etl import pipeline
from etl.errors import SourceError
from etl.extract import documents, web

PAGE = b"<html><body><p>Words.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.answer(302, location="/page")
        elif self.path == "/loop":
            self.answer(302, location="/loop")
        elif self.path == "/to-file":
            self.answer(302, location="file:///etc/passwd")
        elif self.path == "/to-inside":
            self.answer(302, location="http://169.254.169.254/latest/meta-data/")
        elif self.path == "/picture":
            self.answer(200, kind="image/png")
        elif self.path == "/gone":
            self.answer(410)
        elif self.path == "/text":
            self.answer(200, kind="text/plain; charset=utf-8")
        elif self.path == "/drip":
            self.answer(200, length=10_000, drip=True)
        elif self.path == "/drip-headers":
            self.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            self.answer(200)

    def drip(self, first: bytes) -> None:
        self.wfile.write(first)
        for _ in range(40):
            time.sleep(0.05)
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def answer(
        self,
        status: int,
        *,
        kind: str = "text/html",
        location: str | None = None,
        length: int = len(PAGE),
        drip: bool = False,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if drip:
            self.drip(b"<p>")
            return
        self.wfile.write(PAGE)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_a_page_is_fetched_with_its_final_address(server: str) -> None:
    document = documents.read(f"{server}/moved", allow_private=True)
    assert (document.data, document.url, document.media) == (PAGE, f"{server}/page", "html")


def test_plain_text_is_told_from_pages(server: str) -> None:
    assert documents.read(f"{server}/text", allow_private=True).media == "text"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "redirects more than"),
        ("/to-file", "only http and https"),
        ("/picture", "is image/png"),
        ("/gone", "answered 410"),
    ],
)
def test_what_is_no_page_says_why(server: str, path: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        web.fetch(server + path, allow_private=True, max_bytes=1000)


def test_a_page_past_the_limit_is_refused(server: str) -> None:
    with pytest.raises(SourceError, match="larger than 10 bytes"):
        web.fetch(f"{server}/page", allow_private=True, max_bytes=10)


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_a_server_that_drips_bytes_is_left_in_time(server: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.4)
    started = time.monotonic()
    with pytest.raises(SourceError, match=rf"{path}: not received within 0\.4 seconds"):
        web.fetch(server + path, allow_private=True, max_bytes=1_000_000)
    assert time.monotonic() - started < 1.5


def test_a_page_too_slow_to_come_is_a_failure_of_its_own(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "DEADLINE", 0.4)
    db, source = tmp_path / "slow.db", f"{server}/drip"
    pipeline.ingest([source], db=db, allow_private=True)
    with sqlite3.connect(db) as connection:
        rows = connection.execute("SELECT source, error FROM failures").fetchall()
    assert rows == [(source, f"{source}: not received within 0.4 seconds; save the page and read the file")]


def test_private_hosts_are_refused(server: str) -> None:
    with pytest.raises(SourceError, match="--allow-private"):
        web.fetch(server, allow_private=False, max_bytes=1000)


def test_a_redirect_to_a_private_host_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_public", lambda ip: ip == "127.0.0.1")
    with pytest.raises(SourceError, match=r"169\.254\.169\.254 is a private address"):
        web.fetch(f"{server}/to-inside", allow_private=False, max_bytes=1000)


def test_a_host_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(web.socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(SourceError, match="private address"):
        web.fetch("http://paper.example/", allow_private=False, max_bytes=1000)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:0a00:0001::", False),
        ("64:ff9b::7f00:1", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses_are_told_from_private(ip: str, public: bool) -> None:
    assert web.is_public(ip) is public
