"""Split an article's blocks into sentences, without a model; quotation marks never decide alone."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from etl import lexicons
from etl.models import Article, Sentence
from etl.transform.date_patterns import DAY, MONTH, YEAR

OPEN_MARKS, CLOSE_MARKS = "\"“‘'«‹„(\\[", "\"”’'»›)\\]"
# A boundary: closing punctuation, perhaps closing marks and footnotes, white space, then what can open a sentence: a
# capital, a digit, or a name with a capital inside ("iPhone"). Pages also lose the space: "sanctions.The minister".
BOUNDARY = re.compile(
    rf"(?P<stop>[.!?…](?:\s?\.|[!?…])*)(?P<close>[{CLOSE_MARKS}]*(?:\[\d{{1,3}}\])*)"
    rf"(?:\s+(?=[{OPEN_MARKS}–—•*-]*\s?(?:[^\W_a-z]|[a-z]{{1,2}}[A-Z]))"
    rf"|(?<=[a-z][a-z.!?][.!?{CLOSE_MARKS}])(?=[{OPEN_MARKS}]?[A-Z][a-z]+[\s,’']))"
)
BULLET = re.compile(r"\s*\n\s*(?=[•▪‣◦●*–—-]\s|\(?\d{1,2}[.)]\s)")
WORD = re.compile(r"(?:[\w’'-]|\.(?=\w))+$")
DOTTED = re.compile(r"(?:\w\.)+\w")
NEXT = re.compile(rf"[{OPEN_MARKS}–—•*-]*\s?([\w’'-]+)(\.?)")
AFTER_HOUR = re.compile(
    r"\(?(?:[A-Z]{2,5}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Eastern|Central|Pacific|Greenwich)\b|"
    r"[A-Z]\w+ time\b)|\d"
)
# Who asked stands outside the marks: "“Who comes?” Moon asked."
ASKER = re.compile(
    r"(?!(?:He|She|They|We|I|It|The|But|And)\b)(?:[A-Z][\w’'.-]*\s+){1,4}"
    r"(?:asked|said|says|asks|wrote|added|wondered|told|shouted|cried|exclaimed|demanded|joked|replied)\b"
)
# The days that open the entry of a chronology: "Sept. 28.", "29 and 30 September 2022."
ENTRY_DAY = rf"(?:{MONTH}\s{DAY}(?:,?\s{YEAR})?|{DAY}\s{MONTH}(?:,?\s{YEAR})?|{MONTH}(?:,?\s{YEAR})?|{DAY})"
ENTRY_DAYS = re.compile(rf"[{OPEN_MARKS}–—•▪*-]*\s*{ENTRY_DAY}(?:(?:,| and| to|\s?[–/-])\s?{ENTRY_DAY})*[.:]")
MONTH_NAMED = re.compile(MONTH)


def split(article: Article) -> list[Sentence]:
    """The sentences of all blocks in order; every sentence lies in one block and carries its kind."""
    out: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        for start, end in _with_day(article.text, spans(article.text, block.start, block.end)):
            out.append(Sentence(len(out), start, end, article.text[start:end], number, block.kind))
    return out


def _with_day(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of a block, the days that open it being part of the first: "Sept. 28. A mock strike on airports."."""
    if len(places) > 1 and ENTRY_DAYS.fullmatch(text, *places[0]) and MONTH_NAMED.search(text, *places[0]):
        return [(places[0][0], places[1][1]), *places[2:]]
    return places


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the sentences in text[start:end], white space at their ends left out."""
    cuts = {start, end}
    cuts.update(m.end() for m in BOUNDARY.finditer(text, start, end) if _closes(text, m, start, end))
    if "\n" in text[start:end]:
        cuts.update(m.end() for m in BULLET.finditer(text, start, end))
    places = sorted(cuts)
    return [trimmed for a, b in pairwise(places) if (trimmed := _trim(text, a, b))]


def _closes(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the punctuation ends a sentence, and not an abbreviation, an ellipsis or a quoted question."""
    stop, close = match["stop"], match["close"]
    if "?" in stop or "!" in stop:
        return not (re.search(r"[\"”’']", close) and ASKER.match(text, match.end(), end))
    if len(stop) > 1 or stop == "…":
        # "I would ... North Korea": an ellipsis that stands apart is a gap in the middle.
        gap = match.start() > start and text[match.start() - 1].isspace()
        return bool(close) or not gap or _opens(text, match.end(), end)
    return bool(close.strip("'’")) or not _goes_on(text, match, start, end)


def _goes_on(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a full stop belongs to an abbreviation inside a sentence: "Gen. Kim", "Sept. 3", "No. 2", "J. Park"."""
    word = WORD.search(text, max(start, match.start() - 24), match.start())
    if word is None:
        return False
    token, following = word[0], text[match.end() : match.end() + 24]
    kind = _kinds().get(token) or (_kinds().get(token.capitalize()) if token.isupper() else None)
    if kind is None and "-" in token:
        kind = _kinds().get(token.rsplit("-", 1)[1])
    if kind in ("title", "middle"):
        return True
    if kind == "number":
        return following[:1].isdigit()
    if kind == "time" or token.lower() in ("a.m", "p.m"):
        return bool(AFTER_HOUR.match(following))
    if kind == "month":
        return following[:1].isdigit() or not _opens(text, match.end(), end)
    if token.isdigit():
        # "1. Who came?": the number of a list.
        return len(token) <= 2 and word.start() == start
    initial = len(token) == 1 and token.isalpha() and token not in ("I", "i")
    if kind == "name" or initial or DOTTED.fullmatch(token) or token in ("Ph.D", "M.Sc", "B.Sc"):
        return not _opens(text, match.end(), end)
    return False


def _opens(text: str, place: int, end: int) -> bool:
    """Whether the word at `place` begins a sentence, by its kind ("The", "Meanwhile"); not the "In" of "J. In-soo"."""
    word = NEXT.match(text, place, end)
    return word is not None and re.split("[’']", word[1])[0] in _openers() and not word[2]


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicons.rows("abbreviations.csv", "word", "kind")}


@cache
def _openers() -> frozenset[str]:
    return frozenset(lexicons.lines("sentence_openers.txt"))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
