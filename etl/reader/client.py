"""One request to a server that speaks the OpenAI chat-completions protocol -> the text of its answer, or an error by name.

urllib3, which the project uses for pages too, does all that one POST needs: connections kept open, retries with a growing
pause that honour Retry-After, no redirects, no headers that tell of this machine. The key comes from the environment only.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.util import Retry, Timeout

from etl.errors import AnswerError, ModelError, SourceError, UnusableAnswer
from etl.extract import web
from etl.reader import answers
from etl.reader.prompt import Request
from etl.terminal import plain

KEY = "DYADWATCH_MODEL_KEY"
PATH = "/chat/completions"
BUSY = (408, 425, 429, 500, 502, 503, 504, 529)
# Seconds: a server that asks for more than this is left alone until the next run.
LONGEST_PAUSE = 60
MAX_BYTES = 4_000_000
# An answer that cannot be used is asked for once more.
ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote; tokens are None where the server does not count them."""

    content: str
    tokens_read: int | None = None
    tokens_written: int | None = None


class Client:
    """A server and the model to ask there; used by several threads."""

    def __init__(self, url: str, model: str, *, connections: int = 1, timeout: float = 120.0, retries: int = 4) -> None:
        """`timeout` in seconds for one answer; raises ModelError where `url` is no plain http or https address."""
        try:
            web.checked_address(url)
        except SourceError as error:
            raise ModelError(f"--model-url {error}") from error
        self.model = model
        self.url = url.rstrip("/") if url.rstrip("/").endswith(PATH) else url.rstrip("/") + PATH
        self.host = urlsplit(url).hostname or ""
        self._timeout = timeout
        pauses = Retry(
            total=retries, redirect=False, status_forcelist=BUSY, allowed_methods=None, backoff_factor=0.5,
            backoff_jitter=0.5, backoff_max=LONGEST_PAUSE, retry_after_max=LONGEST_PAUSE, raise_on_status=False,
        )  # fmt: skip
        self._pool = urllib3.PoolManager(
            maxsize=connections, block=True, timeout=Timeout(connect=10, read=timeout), retries=pauses
        )
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "dyadwatch"}
        if key := os.environ.get(KEY):
            self._headers["Authorization"] = f"Bearer {key}"

    def ask(self, request: Request) -> Answer:
        """The answer to a request, its form checked; raises AnswerError with what went wrong."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = _answer(self._post(request))
                answers.read(answer.content)
                return answer
            except UnusableAnswer:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _post(self, request: Request) -> bytes:
        body = json.dumps(request.body(self.model), ensure_ascii=False).encode("utf-8", "surrogatepass")
        until = time.monotonic() + self._timeout
        try:
            response = self._pool.request("POST", self.url, body=body, headers=self._headers, preload_content=False)
        except urllib3.exceptions.HTTPError as error:
            raise AnswerError(f"{self.host} gave no answer ({plain(str(error))[:200]})") from error
        try:
            data = self._read(response, max(until, time.monotonic() + 1))
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise UnusableAnswer(f"the answer of {self.host} broke off ({plain(str(error))[:120]})") from error
        finally:
            response.close()
            response.release_conn()  # else its place in the pool is lost, and who waits for one waits for ever
        if response.status != 200:
            raise AnswerError(f"{self.host} answered {response.status}{_hint(response.status)}: {_message(data)}")
        return data

    def _read(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        data = bytearray()
        while chunk := response.read1(65_536, decode_content=True):
            data += chunk
            if len(data) > MAX_BYTES:
                raise AnswerError(f"the answer of {self.host} is larger than {MAX_BYTES:,} bytes")
            if time.monotonic() > until:
                raise AnswerError(f"{self.host} did not finish its answer within {self._timeout:g} seconds")
        return bytes(data)


def _hint(status: int) -> str:
    if status in (401, 403):
        return f" (set the key in the environment variable {KEY})"
    return " (too busy; run again later)" if status in BUSY else ""


def _message(data: bytes) -> str:
    return plain(data.decode("utf-8", "replace"))[:200] or "no reason given"


def _answer(data: bytes) -> Answer:
    """The text of a chat completion; raises AnswerError for refusals and answers cut off, UnusableAnswer for what is no completion."""
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnusableAnswer(f"the answer is no JSON ({error})") from error
    return from_body(body)


def from_body(body: Any) -> Answer:
    """The text of a chat completion, as servers and batch files hold it."""
    try:
        choice = body["choices"][0]
        message, end = choice["message"], choice.get("finish_reason")
        content, refusal = message.get("content"), message.get("refusal")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnusableAnswer("the answer is no chat completion") from error
    if refusal or end == "content_filter":
        raise AnswerError(f"the model refused ({plain(str(refusal or end))[:120]})")
    if end == "length":
        raise AnswerError("the answer was cut off at its greatest length")
    if not isinstance(content, str) or not content.strip():
        raise UnusableAnswer("the answer is empty")
    usage = body.get("usage") if isinstance(body.get("usage"), dict) else {}
    return Answer(content, _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
