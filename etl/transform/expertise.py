"""Who comments rather than governs, told from the words around a name: retired, formerly, of the X Seminar, who teaches."""

from __future__ import annotations

import re
from functools import cache

from etl import lexicons
from etl.models import Person
from etl.transform import titles

# Characters looked at on either side of a name, within its paragraph.
BEFORE, AFTER = 90, 170
RETIRED = r"\((?:[Rr]etd?|[Rr]etired)\.?\)"
TOP_LEVELS = frozenset({"head_of_state_or_government", "deputy_head"})


@cache
def _words() -> dict[str, str]:
    """Kind of word -> alternatives of a regular expression; `_` stands for a space."""
    out: dict[str, list[str]] = {}
    for row in lexicons.rows("commentators.csv", "kind", "words"):
        out.setdefault(row["kind"], []).extend(row["words"].split())
    return {kind: "|".join(re.escape(word).replace("_", " ") for word in words) for kind, words in out.items()}


@cache
def _body() -> str:
    """A capitalised name of a body that studies: "the Tri-City Arms Control Seminar", "Miura Women's College"."""
    name = r"[A-ZÀ-Þ0-9][\w’'.-]*"
    link = r"(?: (?:of|for|on|in|and|the|de|del|do|da|&))*"
    return rf"(?:the )?(?:{name}{link} ){{1,6}}(?:{_words()['body']})\b(?: (?:of|for|on)(?: the)? {name})?"


@cache
def _after() -> tuple[tuple[re.Pattern[str], str], ...]:
    words, body = _words(), _body()
    adverbs = r"(?:now |also |currently |then |today )?"
    calm = r"[^.,;:?!“”\"]"
    rows = (
        (rf" ?{RETIRED}", "retired"),
        (rf"(?:, | \(){calm}{{0,40}}?\b(?:retired|former|formerly|once|ex-){calm}{{0,60}}", "former service"),
        (rf",? {adverbs}(?:with |of |at |from )(?P<body>{body})", "affiliation"),
        (rf",? {adverbs}of the (?:consultancy|think[- ]tank|research group|newsletter) ", "affiliation"),
        (r",? (?:with |of |at |from )(?:the )?[A-Z][^,.;“”\"]{2,50}, an? [^,.;“”\"]{0,30}?"
         r"(?:think[- ]?tank|consultancy|research group|monitor|research institute)\b", "affiliation"),
        (rf", (?:who |an? [\w -]{{2,30}} who ){adverbs}(?:{words['work']})\b", "work"),
        (rf", who {adverbs}(?:{words['lead']}) (?P<body>{body})", "affiliation"),
        (rf", (?:{calm}{{0,40}} )?(?:{words['post']}) {calm}{{0,50}}?(?:of|at|for) (?P<body>{body})", "affiliation"),
        (rf", (?:an?|the|our) {calm}{{0,50}}?\b(?:{words['expert']}) (?:at|with|of|for|from) (?P<body>{body})", "title"),
        (rf", who (?:as an? [^,.]{{3,50}}|{adverbs}(?:{words['past']}|used to be) {calm}{{3,90}}"
         rf"(?:{words['expert']}|years|staff|ministry|man in)\b)", "former service"),
    )  # fmt: skip
    return tuple((re.compile(pattern), reason) for pattern, reason in rows)


@cache
def _before() -> tuple[tuple[re.Pattern[str], str], ...]:
    words = _words()
    title = r"(?:[A-Z][\w.-]+ ){0,3}"
    rows = (
        (rf"{RETIRED} $", "retired"),
        (rf"\b(?:[Rr]etired|[Ff]ormer|[Vv]eteran) (?:[\w’'-]+ ){{0,6}}?(?:{words['expert']})\b"
         rf"(?: (?:in|at|of|to|with|for|from) [^,.;:?!“”\"]{{2,40}},|,)? {title}$", "former service"),
        (r"\b[Rr]etired (?:[A-Z][\w.-]+ ){1,3}$", "retired"),
        (r"\b[Ff]ormer (?:head|director|chief|deputy|commander) of [^,.;:?!“”\"]{3,60}, $", "former service"),
        (rf"\b(?:[Aa]n?|[Tt]he) {{0,1}}(?:[\w-]+ ){{0,2}}(?:professor|lecturer|jurist|watcher)\b"
         rf"[^,.;:?!“”\"]{{2,60}}, {title}$", "title"),
        (r"\b(?:Sinologist|Historian|Economist|Physicist|Orientalist|Political scientist|Analyst) $", "title"),
    )  # fmt: skip
    return tuple((re.compile(pattern), reason) for pattern, reason in rows)


def around_name(text: str, start: int, end: int) -> str | None:
    """What makes an expert of the one named at text[start:end], "former service: ..." for example, or None.

    Catches "Commodore (retd) Rao", "a former ambassador in Beijing, Kurimoto", "Drozd, of the Arms Control Seminar",
    "Ardayfio, who teaches", "Quisumbing, who used to be deputy national security adviser".
    """
    paragraph = text.rfind("\n", 0, start) + 1
    lead = text[max(paragraph, start - BEFORE) : start]
    for pattern, reason in _before():
        if match := pattern.search(lead):
            return f"{reason}: {match[0].strip(' ,')}"
    rest = text[end : end + AFTER].split("\n")[0]
    for pattern, reason in _after():
        match = pattern.match(rest)
        if match and (reason != "former service" or _was_of_rank(match[0])) and not _governs(match):
            return f"{reason}: {match[0].strip(' ,(')}"
    return None


def _was_of_rank(words: str) -> bool:
    kind = titles.level_of(words)[1]
    return kind in titles.STATE_KINDS or kind == "expert" or re.search(_words()["expert"], words) is not None


def _governs(match: re.Match[str]) -> bool:
    """True where the body is one that governs, sells or prints: "of the Defence Ministry Press Centre"."""
    body = match.groupdict().get("body")
    return body is not None and re.search(rf"\b(?:{_words()['none']})\b", body) is not None


def may_comment(person: Person) -> bool:
    """False for those who hold, or held, the highest offices: their words are the news itself."""
    return person.level not in TOP_LEVELS and not any(office.level in TOP_LEVELS for office in person.offices)
