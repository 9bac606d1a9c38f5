"""The app as the command serves it: the screens of `streamlit_app.py` and the downloads of `delivery`, behind headers that
keep a page from fetching anything from elsewhere or being framed, and with compression."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# `streamlit run` puts this folder on the path, not the one above it.
if str(Path(__file__).resolve().parent.parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dashboard import delivery, ingesting

# Streamlit loads the script of a component from a blob: address, which a page can only make for itself.
POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
]


class SafeHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


@asynccontextmanager
async def until_stopped(app: st.App) -> AsyncIterator[None]:
    """What is to be done when the server is told to stop, which ends it without another word."""
    yield
    ingesting.end_all()


app = st.App(
    Path(__file__).with_name("streamlit_app.py"),
    lifespan=until_stopped,
    routes=delivery.routes(),
    middleware=[Middleware(GZipMiddleware, minimum_size=2000), Middleware(SafeHeaders)],
)
