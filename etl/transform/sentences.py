"""Split an article's blocks into sentences, without a model; quotation marks never decide alone."""

from __future__ import annotations

import re
from itertools import pairwise

from etl.models import Article, Sentence

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "cmdr",
        "adm",
        "sgt",
        "rev",
        "hon",
        "pres",
        "st",
        "jr",
        "sr",
        "vs",
        "etc",
        "no",
        "nos",
        "vol",
        "dept",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
        "i.e",
        "e.g",
        "u.a.e",
        "d.p.r.k",
        "r.o.k",
        "p.r.c",
        "approx",
        "est",
        "fig",
        "op",
        "cit",
        "al",
        "ph.d",
        "m.p",
    ]
)
# A boundary: closing punctuation, perhaps closing marks, white space, then something that can open a sentence.
BOUNDARY = re.compile(r"""(?P<stop>[.!?…]+)(?P<close>["”’'»)\]]*)\s+(?=["“‘'«(\[]*[^\W_a-z])""")


def split(article: Article) -> list[Sentence]:
    """The sentences of all blocks in order; every sentence lies in one block and carries its kind."""
    out: list[Sentence] = []
    for number, block in enumerate(article.blocks):
        for start, end in spans(article.text, block.start, block.end):
            out.append(Sentence(len(out), start, end, article.text[start:end], number, block.kind))
    return out


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the sentences in text[start:end], white space at their ends left out."""
    cuts = [start]
    for match in BOUNDARY.finditer(text, start, end):
        if not _is_abbreviation(text, match, start):
            cuts.append(match.end())
    cuts.append(end)
    return [trimmed for a, b in pairwise(cuts) if (trimmed := _trim(text, a, b))]


def _is_abbreviation(text: str, match: re.Match[str], start: int) -> bool:
    if match["stop"] != "." or match["close"]:
        return False
    before = text[start : match.start()]
    word = re.search(r"[\w.’'-]+$", before)
    if not word:
        return False
    token = word[0].lower()
    if token in ABBREVIATIONS:
        following = text[match.end() : match.end() + 20]
        # "in the U.S. The ..." ends a sentence; "U.S. President" does not.
        return not re.match(r"(The|A|An|It|He|She|They|This|That|But|In|On|At|And)\b", following) or token in {
            "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "st", "adm", "no",
        }  # fmt: skip
    # A single initial: "John F. Kennedy", "J. Park".
    return len(token) == 1 and token.isalpha() and token != "i"


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
