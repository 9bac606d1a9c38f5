"""The ways in which English news introduces a person around the name, as patterns."""

from __future__ import annotations

import re

from etl.transform.name_lists import any_of

SPEECH = any_of("speech")
VERB = rf"(?:{any_of('action')}|\w{{3,}}ed)"
SAID_AFTER = re.compile(rf",? {SPEECH}\b|,? who(?:se)?\b|, \d\d,| {VERB}\b|,? himself\b|,? herself\b")
SAID_BEFORE = re.compile(
    rf"\b(?:{SPEECH}|[Aa]ccording to|by|and|with|met|named|called|hosted|received|succeeded|replaced|under) $"
)
WHO = re.compile(
    r",? (?:and )?who (?:now |also |then |once |later |long )?"
    rf"(?P<phrase>(?:{any_of('work')}|has (?:studied|written|run|taught|led|headed))\b[^,.;:“”\"()—]{{3,110}})"
)
ANY_WHO = re.compile(r",? who (?:now |also )?(?P<phrase>(?!is\b|was\b|has\b|says\b)[a-z]+s [^,.;:“”\"()—]{3,110})")
FORMER_VERB = re.compile(rf"{any_of('past_work')}\b")
BETWEEN = re.compile(
    r"(?: ?\([^)]{1,25}\))?"
    r"(?:,? \(|, (?:\d\d, )?|,? — | – |, at (?:that|the) time |"
    r", who (?:is|was|has been|now is|became|works as|serves as|served as) "
    r"(?:now |then |also |currently )?)"
    r"(?:now |then |currently |formerly |himself |herself |also |both |once |since |at (?:that|the) time )?"
)
COPULA = re.compile(
    r" (?:is|was|became|remains|has been|had been|serves as|served as|works as|worked as) (?:now |then |also |still )?"
)
NOW = re.compile(
    r"\b(?:and|who is|who|is|but|,) now "
    r"(?P<rest>(?:at|with|of|an?|the|in|teaching|working|[a-z]+s)\b[^,.;:“”\"()]{3,110})"
)
# "of the Institute for X", "(Skagen University)", ", Asan Institute," after a name.
OF_BODY = re.compile(
    r"(?:,? (?:of|at|from|with)| ?\(|,) (?:the )?(?=[A-Z])|,? formerly of (?:the )?(?=[A-Z])| \((?=[A-Z])"
)
BODY = re.compile(
    r"\b(?:at|of|with|from|for|to|in) (?:the |an? |its )?"
    r"(?P<body>[A-ZÀ-Þ][\w’'\-&.]*(?:(?: (?:of|for|and|the|on|de|des|du|do|da|la|e|y))* [A-ZÀ-Þ][\w’'\-&]+)+)"
)
