"""Words that report speech: verbs by kind, nouns ("in her words"), and what a tag (`, she said`) looks like."""

from __future__ import annotations

import re
from functools import cache

from etl import lexicons


@cache
def kinds() -> dict[str, str]:
    """Every form of a reporting verb to its kind.

    speech ("said"): takes what was said; voice ("called", "praised"): takes a thing and words about it;
    mind ("thinks"): speaks only beside quoted words; act ("shook"): tells who is meant, right beside them.
    """
    table = lexicons.rows("reporting_verbs.csv", "verb", "kind", "forms")
    return {form: row["kind"] for row in table for form in row["forms"].split()}


def _spoken(form: str) -> str:
    return re.escape(form).replace(re.escape("+"), " ")


@cache
def _tag(strict: bool) -> re.Pattern[str]:
    forms = "|".join(
        sorted((_spoken(f) for f, kind in kinds().items() if kind in ("speech", "voice")), key=len, reverse=True)
    )
    subject = (
        r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.? |the |The )?(?:[A-Z][\w’'-]+ ?){1,4}|He|She|They|I|We|he|she|they"
    )
    if strict:
        return re.compile(rf"^(?:{subject}) ?(?:said|says|added|asked|wrote|continued|replied|explained)[.,]")
    ending = r"(?=[.,]| (?:to|at|in|on|during|from|after|when|as|with|before|outside|of|via|by|about)\b)"
    long_subject = r"(?:[A-Z]|the |an? )[^.;:“\"]{2,80}?"
    return re.compile(rf"^(?:(?:{subject}) ?(?:{forms})\b|{long_subject} (?:{forms}){ending})")


def is_tag(tail: str, *, strict: bool) -> bool:
    """True where `tail` opens with a tag for the quotation before it: `Trump asked.`; strict: nothing but the tag."""
    return _tag(strict).match(tail) is not None


@cache
def _cue_at_end() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(_spoken, kinds()))}|that|as)$", re.IGNORECASE)


def ends_with_cue(words: str) -> bool:
    """True where the words before a mark end in a reporting verb: `saying “We are ready.”`"""
    return _cue_at_end().search(words) is not None


@cache
def documents() -> frozenset[str]:
    """Nouns for what is written or said, which speak for their author: statement, letter, report."""
    return frozenset(lexicons.lines("documents.txt"))


@cache
def _speaking() -> frozenset[str]:
    return frozenset(word for line in lexicons.lines("speaking_nouns.txt") for word in line.split())


def can_speak(noun: str) -> bool:
    """True for a common noun of people, bodies or documents; "the bill" and "the tone" say nothing."""
    word = noun.lower()
    known = _speaking() | documents()
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word[:-3] + "y" if word.endswith("ies") else word)
    return any(f in known for f in forms) or word.endswith(
        ("man", "men", "woman", "women", "ist", "ists", "ian", "ians")
    )


@cache
def utterances() -> frozenset[str]:
    """Nouns that own quoted words: "in her words", "the ministry's term", "his reply"."""
    return frozenset(lexicons.lines("utterances.txt"))


@cache
def openers() -> frozenset[str]:
    """Words that open sentences and are no names."""
    return frozenset(line.lower() for line in lexicons.lines("sentence_openers.txt"))
