"""A chat-completions server for the tests of the second reader, on the loopback address."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY = json.dumps({"visits": [], "drills": [], "quotes": []})


def completion(content: str | None, **more: Any) -> bytes:
    message = {"role": "assistant", "content": content} | more.pop("message", {})
    choice = {"index": 0, "message": message, "finish_reason": "stop"} | more
    return json.dumps({"choices": [choice], "usage": {"prompt_tokens": 900, "completion_tokens": 100}}).encode()


@contextmanager
def server(reply: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A chat-completions server on the loopback address; `reply(body, n)` gives (status, headers, data, announced length), the data as
    bytes or as pieces that are sent one by one."""
    seen: list[dict[str, Any]] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                seen.append(body)
                same = sum(s["messages"] == body["messages"] for s in seen)
            status, headers, data, length = reply(body, same)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            for piece in [data] if isinstance(data, bytes) else data:
                self.wfile.write(piece)
                self.wfile.flush()
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/v1", seen
    finally:
        running.shutdown()
        running.server_close()


def ok(data: bytes) -> tuple[int, dict[str, str], bytes, int]:
    return 200, {"Content-Type": "application/json"}, data, len(data)
