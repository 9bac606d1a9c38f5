"""Many requests -> their answers as they come: several at a time, within a budget of tokens, and to be broken off."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from etl.errors import AnswerError
from etl.reader.client import Answer
from etl.reader.prompt import CHARACTERS_PER_TOKEN, Request

# What an answer costs until it is there and counted, in tokens.
EXPECTED_ANSWER = 900


class Asks(Protocol):
    """A client, or what stands for one in a test."""

    def ask(self, request: Request) -> Answer: ...


def ask_all(
    requests: Iterable[Request], client: Asks, *, at_once: int = 4, budget: int | None = None
) -> Iterator[tuple[Request, Answer | AnswerError]]:
    """Yield each request with its answer, or the error that took its place, in the order in which they come.

    A request is sent only while what was spent and what is under way leave room for it in `budget` (tokens read and
    written); the rest is not yielded. Whoever stops iterating leaves nothing running but the requests under way.
    """
    todo: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Request, Answer | AnswerError]] = queue.SimpleQueue()
    # Daemons, so that Ctrl-C does not wait for a slow server.
    for _ in range(at_once):
        threading.Thread(target=_work, args=(client, todo, done), daemon=True).start()
    waiting, running, spent, reserved = deque(requests), 0, 0, 0
    try:
        while waiting or running:
            while waiting and running < at_once:
                price = waiting[0].tokens + EXPECTED_ANSWER
                if budget is not None and spent + reserved + price > budget:
                    break
                reserved += price
                running += 1
                todo.put(waiting.popleft())
            if not running:
                return
            request, answer = done.get()
            running -= 1
            reserved -= request.tokens + EXPECTED_ANSWER
            spent += cost(request, answer)
            yield request, answer
    finally:
        for _ in range(at_once):
            todo.put(None)


def cost(request: Request, answer: Answer | AnswerError) -> int:
    """Tokens that a request took, estimated where the server does not count; a failed one has at least been read."""
    if isinstance(answer, AnswerError):
        return request.tokens
    written = answer.tokens_written
    return (answer.tokens_read or request.tokens) + (
        written if written is not None else round(len(answer.content) / CHARACTERS_PER_TOKEN)
    )


def _work(
    client: Asks,
    todo: queue.SimpleQueue[Request | None],
    done: queue.SimpleQueue[tuple[Request, Answer | AnswerError]],
) -> None:
    while (request := todo.get()) is not None:
        try:
            done.put((request, client.ask(request)))
        except AnswerError as error:
            done.put((request, error))
        except Exception as error:  # a thread that dies would leave the reader waiting for ever
            done.put((request, AnswerError(f"asking failed: {type(error).__name__}: {error}")))
