"""The words of travel, hosting and meeting."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from etl import lexicons
from etl.transform.tokens import once


@cache
def cues() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(form, "verb" or "noun") -> lemma, kind, role."""
    table: dict[tuple[str, str], tuple[str, str, str]] = {}
    for row in lexicons.rows("travel_cues.csv", "lemma", "forms", "kind", "role"):
        for form in row["forms"].split():
            table.setdefault(
                (form, "noun" if row["kind"] == "noun" else "verb"), (row["lemma"], row["kind"], row["role"])
            )
    return table


@cache
def trigger() -> re.Pattern[str]:
    """Matches any word that can be a cue of travel."""
    forms = sorted({form for form, _ in cues()}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(forms) + r")\b", re.IGNORECASE)


def cue_at(token: Token) -> tuple[str, str, str] | None:
    """Lemma, kind and role of a token that is a cue, as the part of speech allows."""
    if token.dep_ in ("aux", "auxpass"):
        return None
    word = "verb" if token.tag_[0] == "V" else "noun" if token.tag_ in ("NN", "NNS", "NNP") else ""
    return cues().get((token.lower_, word))


def cues_in(doc: Doc) -> list[tuple[Token, tuple[str, str, str]]]:
    """All cues of a sentence in order of place."""
    return once(doc, "cues", lambda: [(token, cue) for token in doc if (cue := cue_at(token))])


def nearest(word: Token) -> Token | None:
    """The cue of the sentence that stands nearest to `word`, the first of two; None where there is none."""
    return min((t for t, _ in cues_in(word.doc)), key=lambda t: (abs(t.i - word.i), t.i), default=None)
