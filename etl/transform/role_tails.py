"""What follows the head of a title: "of foreign affairs", "of Laos", "at the Asan Institute in Seoul"."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.transform import titles
from etl.transform.name_lists import word_set
from etl.transform.page import Page

PREPOSITIONS = word_set("prepositions")
TAIL_ENDS = word_set("tail_ends")
BODY_GLUE = word_set("body_glue") - {"&"}
DETERMINERS = word_set("determiners")
OTHERS = DETERMINERS - {"the", "its", "a", "an"}
LONGEST_TAIL = 14  # words


@lru_cache(maxsize=8192)
def role(word: str) -> str | None:
    """Role of a word in small letters; "vice-president", "foreign-policy" and "ex-minister" by their parts."""
    known = titles.words()
    if word in known:
        return known[word]
    parts = word.split("-")
    if len(parts) > 1 and all(known.get(part) in ("head", "modifier") for part in parts):
        return known[parts[-1]]
    return None


def follows(page: Page, i: int, taken: frozenset[int]) -> bool:
    """Whether word i + 1 goes on in the same phrase."""
    after = i + 1
    if after >= len(page.words) or after in taken or page.sentence[i] is not page.sentence[after]:
        return False
    gap = page.gap(i)
    return gap in (" ", "-") or (gap == ". " and page.words[i].text.capitalize() in ("Lt", "Maj", "Brig", "Gen"))


def read_tail(
    page: Page, last: int, iso3: str | None, taken: frozenset[int]
) -> tuple[int, str | None, str | None, int]:
    """Last word of the title ("of foreign affairs"), country ("of Laos"), affiliation ("at the X Institute"), end."""
    affiliation: str | None = None
    i, end, title_end = last, last, last
    in_title = True
    while follows(page, i, taken) or (
        i + 1 < len(page.words) and i + 1 not in taken and re.fullmatch(r"['’]s? ", page.gap(i)) and i > last
    ):
        i += 1
        word = page.lower[i]
        if (
            (word in TAIL_ENDS and not (word == "and" and _joins(page, i)))
            or i - last > LONGEST_TAIL
            or (i == last + 1 and word not in PREPOSITIONS)
        ):
            break
        if word == "to" and not (i + 1 in page.country or page.lower[i + 1] in ("the", "a", "his", "her")):
            break
        if i in page.country:
            mention = page.country[i]
            governed = page.lower[page.at(mention.start) - 1]
            before_that = page.lower[page.at(mention.start) - 2]
            if iso3 is None and (
                governed in ("of", "from", "for")
                or (governed == "the" and before_that in ("of", "from", "for"))
                or re.fullmatch(r"['’]s? ", page.gap(page.at(mention.end) - 1))
            ):
                iso3 = mention.iso3
            in_title = False
            i = page.at(mention.end) - 1
            end = i
            continue
        if page.words[i].text[0].isupper() and affiliation is None and page.lower[i - 1] not in OTHERS:
            reach = body_end(page, i, taken)
            if reach > i or page.words[i].text.isupper():
                portfolio = in_title and all(
                    role(page.lower[k]) == "modifier" or page.lower[k] in ("and", "of", "the")
                    for k in range(i, reach + 1)
                )
                if portfolio:
                    title_end = end = i = reach
                    continue
                affiliation = page.span(i, reach)
                in_title = False
                end = i = reach
                continue
        if word not in PREPOSITIONS and word not in DETERMINERS and word != "and":
            end = i
            if in_title:
                title_end = i
    return title_end, iso3, affiliation, end


def _joins(page: Page, i: int) -> bool:
    """ "and" inside a portfolio: "minister of trade and industry"."""
    return i + 1 < len(page.words) and role(page.lower[i + 1]) == "modifier" and role(page.lower[i - 1]) == "modifier"


def body_end(page: Page, i: int, taken: frozenset[int]) -> int:
    """Last word of the body's name that starts at word i: "Kestrel Centre for Missile Studies"."""
    end = step = i
    while follows(page, step, taken):
        step += 1
        word = page.words[step].text
        if word[0].isupper() or word[0].isdigit():
            end = step
        elif word not in BODY_GLUE or step - end > 2:
            break
    return end
