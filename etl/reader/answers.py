"""A model's answer -> claims: JSON of the schema, each claim checked by itself, so that a broken one costs no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jsonschema import Draft202012Validator

from etl.errors import UnusableAnswer
from etl.reader import prompt

ClaimKind = Literal["visit", "drill", "quote"]
KINDS: dict[str, ClaimKind] = {"visits": "visit", "drills": "drill", "quotes": "quote"}
# Servers without JSON mode wrap the object in a Markdown fence.
FENCE = re.compile(r"^```(?:json)?\s*\n(.*?)\n?```$", re.DOTALL)
# A part of an article holds a handful; more is an answer that runs in circles.
MOST = 300


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as a model tells it, by the field names of the schema; nothing in it is believed yet."""

    kind: ClaimKind
    passage: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that the article does not bear out; `reason` is a word to count by, `detail` says what was amiss."""

    claim: Claim
    reason: str
    detail: str


def read(content: str) -> tuple[list[Claim], list[Rejected]]:
    """The claims of an answer, and those whose form is wrong; raises UnusableAnswer where it is no object of the schema."""
    text = content.strip()
    if fenced := FENCE.match(text):
        text = fenced[1]
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableAnswer(f"the answer is no JSON ({error})") from error
    if not isinstance(data, dict) or not any(isinstance(data.get(key), list) for key in KINDS):
        raise UnusableAnswer("the answer is no object with visits, drills and quotes")
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    for kind, item in _items(data):
        fields = item if isinstance(item, dict) else {}
        claim = Claim(kind, str(fields.get("passage") or ""), fields)
        fault = _fault(kind, item)
        if fault:
            rejected.append(Rejected(claim, "malformed", fault))
        else:
            claims.append(claim)
    return claims, rejected


def _items(data: dict[str, Any]) -> Iterator[tuple[ClaimKind, Any]]:
    for key, kind in KINDS.items():
        items = data.get(key)
        for item in items[:MOST] if isinstance(items, list) else ():
            yield kind, item


def _fault(kind: ClaimKind, item: Any) -> str | None:
    error = next(_validators()[kind].iter_errors(item), None)
    if error is None:
        return None
    return f"{'.'.join(map(str, error.absolute_path)) or kind}: {error.message}"[:200]


@cache
def _validators() -> dict[ClaimKind, Draft202012Validator]:
    lists = prompt.schema()["properties"]
    return {kind: Draft202012Validator(lists[key]["items"]) for key, kind in KINDS.items()}
