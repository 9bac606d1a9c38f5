"""How long a text is, in words, whether or not its language puts spaces between them."""

from __future__ import annotations

import re

# Chinese characters, kana and Thai; Korean has spaces.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
SENTENCE_END = re.compile(r"[.!?…:。！？।۔؟]\s?[\"”’')\]»」』]*$")


def count_words(text: str) -> int:
    """Words of a text; two characters count as one word where a language has no spaces."""
    words = len(text.split())
    return words if text.isascii() else words + len(UNSPACED.findall(text)) // 2


def is_sentence(text: str) -> bool:
    """True for eight words or more that end as a sentence does."""
    return SENTENCE_END.search(text) is not None and count_words(text) >= 8
