"""What a model is asked: the instructions and the form of the answer, both data beside this file, around one article part."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.models import Article
from etl.reader.parts import Part

FOLDER = Path(__file__).parent
# Enough for the facts and quotes of one part; answers that end before their end are a failure with a name.
ANSWER_TOKENS = 6000
# The shortest in use, so that an estimate is rather too high: English is near 4.
CHARACTERS_PER_TOKEN = 3.5


@dataclass(frozen=True, slots=True)
class Request:
    """One question: `id` names it in batches and in the cache, and changes with article, part and prompt."""

    id: str
    part: Part
    system: str
    user: str

    @property
    def tokens(self) -> int:
        """What reading the question costs, estimated."""
        return round((len(self.system) + len(self.user)) / CHARACTERS_PER_TOKEN)

    def body(self, model: str) -> dict[str, Any]:
        """The JSON body of a chat-completions call."""
        return {
            "model": model,
            "messages": [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": schema()},
            },
            "temperature": 0,
            "max_tokens": ANSWER_TOKENS,
        }


@cache
def instructions() -> str:
    return (FOLDER / "prompt.md").read_text("utf-8").strip()


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of an answer."""
    return json.loads((FOLDER / "schema.json").read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def version() -> str:
    """Names the prompt: another wording or another schema is another version, and asks anew."""
    return _hash(instructions() + json.dumps(schema(), sort_keys=True))[:12]


def request(article: Article, part: Part) -> Request:
    """The question for one part of an article.

    The mark around the article is a hash of the article itself, so that no text can hold its own and close the frame.
    """
    text = article.text[part.start : part.end]
    day = article.dateline_date or article.published_date or "unknown"
    mark = _hash(f"{day}\n{article.text}")[:24]
    whole = "" if part.of == 1 else f" This is part {part.number} of {part.of}; parts overlap."
    user = (
        f"Day of publication: {day}.{whole}\nThe article, between the two lines marked {mark}:\n\n"
        f"--- {mark} begins ---\n{text}\n--- {mark} ends ---"
    )
    return Request(f"{version()}-{_hash(user)[:40]}", part, instructions(), user)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
