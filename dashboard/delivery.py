"""Files for download over an address of the app: /download/visits.csv?pair=IRN-PRK, written to a temporary file first and
sent from there, so that neither a large table nor the database is held in memory. Read only; asked by our own pages."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import downloads
from dashboard.database import Filters, NoDatabase, located
from dashboard.described import FOUND_BY, SOURCES, Form
from dashboard.queries.conditions import REVIEW

MEDIA: dict[Form, str] = {
    "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet", "sqlite": "application/vnd.sqlite3",
}  # fmt: skip
DATABASE = "database"
COUNTRY = re.compile(r"[A-Z]{2,5}")
DYAD = re.compile(r"[A-Z]{2,5}-[A-Z]{2,5}")
CODE = re.compile(r"[a-z_]{1,40}")
LONGEST = 300
CHUNK = 1 << 18
# Each writes a file as large as what is asked for.
_at_once = threading.Semaphore(2)
_served = threading.Event()


class NotAsked(Exception):
    """An address that names no download; the message says what is wrong with it."""


def routes() -> list[Route]:
    """What the app serves beside its screens."""
    _served.set()
    return [Route("/download/{what}.{form}", deliver, methods=["GET"])]


def is_served() -> bool:
    """Whether these addresses are served: `dyadwatch dashboard` does, Streamlit alone does not."""
    return _served.is_set()


def link(what: str, form: Form, filters: Filters, *, describe: bool = False) -> str:
    """The address of a download, relative to any screen."""
    asked: list[tuple[str, str]] = []
    if what in downloads.TABLES or what.endswith("_reports"):
        asked += [
            (name, value)
            for name, value in (("pair", filters.dyad), ("since", filters.since), ("until", filters.until))
            if value
        ]
        asked += [("status", value) for value in filters.status] + [("kind", value) for value in filters.kinds]
        asked += [("speaker_type", value) for value in filters.speaker_types]
        asked += [(name, value) for name, value in (("speaker", filters.speaker), ("words", filters.search)) if value]
        asked += [("confidence", f"{filters.confidence:g}")] if filters.confidence else []
        asked += [("found_by", filters.found_by)] if filters.found_by else []
        asked += [("review", value) for value in filters.review]
        asked += [
            (name, value) for name, value in (("sources", filters.sources), ("visitor", filters.visitor)) if value
        ]
    asked += [("describe", "1")] if describe else []
    return f"download/{what}.{form}" + (f"?{urlencode(asked)}" if asked else "")


def filters_of(asked: Sequence[tuple[str, str]]) -> Filters:
    """The filters that an address names; raises NotAsked where one is none of ours."""
    given: dict[str, list[str]] = {}
    for name, value in asked:
        given.setdefault(name, []).append(value)
    one = {name: values[-1] for name, values in given.items()}
    if unknown := given.keys() - {"pair", "since", "until", "status", "kind", "speaker_type", "speaker", "words", "confidence", "found_by", "review", "sources", "visitor", "describe"}:  # fmt: skip
        raise NotAsked(f"There is no filter {min(unknown)[:40]!r}.")
    found_by = one.get("found_by")
    if found_by is not None and found_by not in FOUND_BY:
        raise NotAsked("found_by is one of rules, model, both.")
    sources = one.get("sources")
    if sources is not None and sources not in SOURCES:
        raise NotAsked(f"sources is one of {', '.join(SOURCES)}.")
    if set(given.get("review", ())) - set(REVIEW):
        raise NotAsked(f"review is one of {', '.join(REVIEW)}.")
    try:
        return Filters(
            dyad=_matched(one, "pair", DYAD), since=_day(one, "since"), until=_day(one, "until"),
            status=_codes(given, "status"), kinds=_codes(given, "kind"), speaker_types=_codes(given, "speaker_type"),
            speaker=one.get("speaker", "")[:LONGEST] or None, search=one.get("words", "")[:LONGEST] or None,
            confidence=min(max(float(one.get("confidence", 0)), 0.0), 1.0), found_by=found_by,  # type: ignore[arg-type]
            review=tuple(given.get("review", ())), sources=sources,  # type: ignore[arg-type]
            visitor=_matched(one, "visitor", COUNTRY),
        )  # fmt: skip
    except ValueError as error:
        raise NotAsked(f"A filter cannot be read: {str(error)[:LONGEST]}.") from error


def _matched(one: Mapping[str, str], name: str, form: re.Pattern[str]) -> str | None:
    if (value := one.get(name)) and not form.fullmatch(value):
        raise ValueError(name)
    return value or None


def _day(one: Mapping[str, str], name: str) -> str | None:
    return dt.date.fromisoformat(one[name]).isoformat() if one.get(name) else None


def _codes(given: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    values = given.get(name, [])
    if not all(CODE.fullmatch(value) for value in values):
        raise ValueError(name)
    return tuple(values)


def deliver(request: Request) -> Response:
    """Answer one download; runs in a thread of its own."""
    if not _is_ours(request):
        return PlainTextResponse("Open this from the dashboard.", 403)
    what, form = request.path_params["what"], request.path_params["form"]
    if not (what in downloads.ALL and form in ("csv", "parquet")) and (what, form) != (DATABASE, "sqlite"):
        return PlainTextResponse(f"There is no such download; the tables are {', '.join(downloads.ALL)}.", 404)
    try:
        filters = filters_of(request.query_params.multi_items())
        return _sent(what, form, filters, request.query_params.get("describe") == "1")
    except NotAsked as error:
        return PlainTextResponse(str(error), 400)
    except NoDatabase as error:
        return PlainTextResponse(str(error), 404)
    except (OSError, sqlite3.Error) as error:
        return PlainTextResponse(f"The file cannot be written: {error}. Is there space for it?", 503)


def _is_ours(request: Request) -> bool:
    """Asked by a page of ours or typed by the user: other sites' pages, also by a name turned to this machine, get nothing."""
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    allowed = st.get_option("server.allowedHosts")
    try:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return False
    return not allowed or "*" in allowed or host in allowed


def _sent(what: Any, form: Form, filters: Filters, describe: bool) -> Response:
    database = located()
    folder = TemporaryDirectory(prefix="dyadwatch-")
    try:
        file = Path(folder.name) / "file"
        with _at_once:
            if form == "sqlite":
                downloads.write_database(database, file)
            else:
                write = downloads.write_csv if form == "csv" else downloads.write_parquet
                with file.open("wb") as out:
                    write(database, what, filters, out, describe=describe)
    except BaseException:
        folder.cleanup()
        raise
    name = downloads.file_name(what, filters, form)
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-length": str(file.stat().st_size),
        # Sent as it is: packing a database of a gigabyte takes longer than sending it.
        "content-encoding": "identity",
        "cache-control": "no-store",
    }
    return StreamingResponse(_chunks(folder, file), media_type=MEDIA[form], headers=headers)


def _chunks(folder: TemporaryDirectory[str], file: Path) -> Iterator[bytes]:
    with folder, file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            yield chunk
