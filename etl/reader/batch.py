"""The same requests and answers as files, in the batch format of the chat-completions protocol: one JSON object a line.

A request has `custom_id`, `method`, `url` and `body`; an answer `custom_id` and `response` with `status_code` and `body`,
a chat completion. Whoever answers, a batch service, a program or a person, writes the JSON of the schema as its content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from etl.errors import AnswerError, DyadWatchError
from etl.reader import answers, client
from etl.reader.client import Answer
from etl.reader.prompt import Request

URL = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of answers; `error` says why there is no usable one."""

    number: int
    custom_id: str
    model: str | None = None
    answer: Answer | None = None
    error: str | None = None


def write(requests: Iterable[Request], model: str, out: TextIO) -> int:
    """Write each request once; returns how many."""
    unique = {request.id: request for request in requests}
    for request in unique.values():
        line = {"custom_id": request.id, "method": "POST", "url": URL, "body": request.body(model)}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(unique)


def read(path: Path) -> Iterator[Line]:
    """The answers of a file in order; raises DyadWatchError where it cannot be read or holds no answers at all."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield _line(number, text)
    except (OSError, UnicodeDecodeError) as error:
        raise DyadWatchError(f"{path}: cannot be read as JSON lines ({error})") from error


def _line(number: int, text: str) -> Line:
    try:
        data = json.loads(text)
        custom_id = data["custom_id"]
        if not isinstance(custom_id, str):
            raise TypeError("custom_id is no text")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return Line(number, "", error=f"is no answer of a batch ({type(error).__name__}: {error})")
    if "response" not in data and "body" in data:
        return Line(number, custom_id, error="is a request, not an answer; import the file that came back")
    try:
        body = _body(data)
        answer = client.from_body(body)
        answers.read(answer.content)
    except AnswerError as error:
        return Line(number, custom_id, error=str(error))
    model = body.get("model")
    return Line(number, custom_id, model if isinstance(model, str) else None, answer)


def _body(data: dict[str, Any]) -> dict[str, Any]:
    response = data.get("response")
    if not isinstance(response, dict) or data.get("error"):
        raise AnswerError(f"the batch has no answer ({json.dumps(data.get('error'))[:120]})")
    if response.get("status_code", 200) != 200 or not isinstance(response.get("body"), dict):
        raise AnswerError(f"the server answered {response.get('status_code')}")
    return dict(response["body"])
