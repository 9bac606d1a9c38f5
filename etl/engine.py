"""Where the work runs: in this process, or in worker processes that each load the language model once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

# Enough to keep every worker busy, few enough that finished articles are stored soon.
AHEAD = 4


def run(function: Callable[[In], Out], items: Iterable[In], *, workers: int = 1) -> Iterator[Out]:
    """Yield `function(item)` for every item, as they finish; in order where `workers` is 1.

    `function` must not raise: a worker's exception would end the run for all others.
    """
    if workers == 1:
        yield from map(function, items)
        return
    waiting = iter(items)
    # Spawned, not forked: BLAS and the language model do not survive a fork of a process with threads.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: set[Future[Out]] = {pool.submit(function, item) for item in islice(waiting, workers * AHEAD)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(function, item) for item in islice(waiting, len(done))}
            for future in done:
                yield future.result()
