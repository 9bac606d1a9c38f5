"""Words of a parsed sentence by their place, and what was worked out about them, kept with the parse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from spacy.tokens import Doc, Token

T = TypeVar("T")


def once(doc: Doc, name: str, make: Callable[[], T]) -> T:
    """What `make` gives for a parsed sentence, made at the first call and kept with it under `name`."""
    if name not in doc.user_data:
        doc.user_data[name] = make()
    return cast(T, doc.user_data[name])


def once_a_token(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """`function`, which looks at nothing but the parse, worked out once for each token; a result must be no token and is not to be changed."""

    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(token: Token) -> T:
        results: dict[int, T] = token.doc.user_data.setdefault(name, {})
        place = token.i
        if place not in results:
            results[place] = function(token)
        return results[place]

    return known


def starts(doc: Doc) -> list[int]:
    """Where each token starts in the sentence's text, in characters."""
    return once(doc, "starts", lambda: [t.idx for t in doc])


def _ends(doc: Doc) -> list[int]:
    return once(doc, "ends", lambda: [t.idx + len(t) for t in doc])


def topmost(doc: Doc, start: int, end: int) -> Token | None:
    """The first of the words with a character in doc.text[start:end] that hangs on none of the others."""
    first, last = bisect_right(_ends(doc), start), bisect_left(starts(doc), end)
    inside = doc[first:last]
    return next(
        (t for t in inside if not first <= t.head.i < last or t.head.i == t.i), inside[0] if first < last else None
    )
