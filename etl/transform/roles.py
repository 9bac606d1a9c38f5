"""Title phrases in running text: "Iran's foreign minister", "a senior fellow at the Asan Institute"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.models import Level
from etl.transform import titles
from etl.transform.name_lists import given_names, word_set
from etl.transform.page import Page
from etl.transform.role_tails import follows, read_tail, role

DETERMINERS = word_set("determiners")
AFTER_HEAD = word_set("after_head")
FORMER = word_set("former")
# Words that cannot stand inside "a South Korean missile engineer", so that the look back for the article ends there.
CLOSED = word_set("closed")


@dataclass(slots=True)
class Title:
    """A title phrase: words [first, last] of the page are the title itself, `begin` its article or country, `end` the
    last word of what belongs to it ("of the National Assembly of Laos")."""

    first: int
    last: int
    begin: int
    end: int
    text: str
    level: Level
    kind: str
    determiner: str | None
    iso3: str | None = None
    affiliation: str | None = None
    former: bool = False


def find(page: Page, taken: frozenset[int]) -> list[Title]:
    """All title phrases by place; `taken` are the words that belong to names, which end a phrase."""
    out: list[Title] = []
    i, n = 0, len(page.words)
    while i < n:
        if i in taken or role(page.lower[i]) != "head" or (i in page.country and not _is_state_body_head(page, i)):
            i += 1
            continue
        last = _last_head(page, i, taken)
        title = _phrase(page, i, last, taken)
        out.append(title)
        i = max(title.last, last) + 1
    return out


def _is_state_body_head(page: Page, i: int) -> bool:
    """ "State" in "State Department" is no head, yet "Secretary" of a country mention "Secretary of State" would be."""
    return page.country[i].kind == "metonym" and page.words[i].start == page.country[i].start


def _last_head(page: Page, i: int, taken: frozenset[int]) -> int:
    """The last head of a chain: "chief cabinet secretary", "general secretary", "Lt. Gen."."""
    last = step = i
    while follows(page, step, taken) and (found := role(page.lower[step + 1])) in ("head", "modifier"):
        step += 1
        if found == "head":
            last = step
    while follows(page, last, taken) and page.lower[last + 1] in AFTER_HEAD:
        last += 1
    return last


def _phrase(page: Page, head: int, last: int, taken: frozenset[int]) -> Title:
    first, begin, iso3, determiner, former = _left(page, head, taken)
    last, iso3, affiliation, end = read_tail(page, last, iso3, taken)
    text = page.span(first, last)
    # "the top US diplomat" ranks as "top diplomat".
    level, kind = titles.level_of(
        " ".join(
            page.words[i].text
            for i in range(first, last + 1)
            if i not in page.country or page.country[i].kind == "body"
        )
    )
    if kind in ("state", "post", "party", "") and level in ("other", "head_of_state_or_government") and end > last:
        wider, wider_kind = titles.level_of(page.span(first, end))
        if wider in ("parliament", "party", "military"):
            level, kind = wider, wider_kind
    if kind == "post" and (iso3 or titles.STATE_BODY.search(page.span(first, end))):
        kind = "state"
    if text.lower() in ("pope", "pontiff"):
        iso3 = "VAT"
    former = former or bool(re.match(r"(?:former|ex|then|retired|late|one-?time)\b", text, re.IGNORECASE))
    return Title(first, last, begin, end, text, level, kind, determiner, iso3, affiliation, former)


def _left(page: Page, head: int, taken: frozenset[int]) -> tuple[int, int, str | None, str | None, bool]:
    """First word of the title, first word of the phrase, its country, its article, and whether it is a former one."""
    first = begin = head
    iso3, determiner, former = None, None, page.lower[head].startswith("ex-")
    i = head - 1
    while i >= 0 and page.sentence[i] is page.sentence[head]:
        gap, word = page.gap(i), page.lower[i]
        possessive = re.fullmatch(r"['’]s? ", gap) is not None
        if i in taken and not possessive:
            reach = _to_article(page, i, taken)
            if reach is not None and page.lower[reach - 1] in ("a", "an", "the"):
                return reach, reach - 1, iso3 or _country_between(page, reach, head), page.lower[reach - 1], former
            break
        if (i in page.country and gap in (" ", "-", ". ")) or (possessive and i in page.country):
            iso3 = iso3 or page.country[i].iso3
            begin = page.at(page.country[i].start)
            if page.country[i].kind in ("metonym", "body") and gap == " " and not possessive:
                first = begin
            i = begin - 1
            if possessive:
                determiner = "poss"
                break
            continue
        if possessive:
            determiner = "poss"
            # "the governing party's secretary", "Seoul's top envoy": whose it is stays outside the title.
            begin = i
            break
        if (
            gap not in (" ", "-")
            and not (gap == ", " and _lists_portfolios(page, i))
            and not (gap == ". " and len(word) <= 4 and role(word))
        ):
            break
        if word in DETERMINERS:
            determiner, begin = word, i
            break
        if word in FORMER:
            former, first, begin = True, min(first, i), i
        elif role(word) in ("modifier", "head") or (word in ("and", "then") and _lists_portfolios(page, i)):
            first = begin = i
        elif (reach := _to_article(page, i, taken)) is not None:
            return (
                reach,
                max(reach - 1, 0),
                iso3 or _country_between(page, reach, head),
                page.lower[reach - 1],
                former or page.lower[reach] in FORMER,
            )
        else:
            break
        i -= 1
    return first, begin, iso3, determiner, former


def _lists_portfolios(page: Page, i: int) -> bool:
    """ "Land, Infrastructure and Transport Minister": the comma or "and" stands between two portfolios in capitals."""
    before = i if page.lower[i] != "and" else i - 1
    return (
        before >= 0
        and page.words[before].text[0].isupper()
        and role(page.lower[before]) == "modifier"
        and page.gap(before) in (" ", ", ")
    )


def _to_article(page: Page, i: int, taken: frozenset[int]) -> int | None:
    """First word after "a", "an", "the" or a possessive that opens the phrase, at most six words back; else None."""
    for at in range(i, max(i - 7, -1), -1):
        word = page.lower[at]
        if at < i and page.gap(at) not in (" ", "-"):
            possessive = re.fullmatch(r"['’]s? ", page.gap(at))
            return at + 1 if possessive else None
        if word in DETERMINERS:
            return at + 1 if at < i or i == at else None
        # "the Charlotte-Mecklenburg police chief": a place that looks like a name, but only after an article.
        if (
            word in CLOSED
            or (at in taken and page.gap(at - 1) != " ")
            or page.sentence[at] is not page.sentence[i]
            or page.words[at].text in given_names()
        ):
            return None
    return None


def _country_between(page: Page, first: int, last: int) -> str | None:
    return next(
        (page.country[i].iso3 for i in range(first, last) if i in page.country and page.country[i].kind != "city"), None
    )
