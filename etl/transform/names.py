"""Where a text prints names of people: runs of capitalised words, less titles, countries, bodies and opening words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.transform import titles
from etl.transform.name_lists import any_of, family_first, given_names, is_given, name_word_kinds, not_names, word_set
from etl.transform.page import Page

PARTICLES = word_set("particles")
ROMAN = word_set("roman")
BODY_GLUE = word_set("body_glue")
KIN = word_set("kin")
SHIP = word_set("ship")
LINKED = re.compile(r"(?:al|el|as|ad|an|ar|at|az|ash|ul|ur|ed|es|d|l|ibn|bin|de)[-’'][A-ZÀ-Þ]")
DIGIT = re.compile(r"\d")
JUNIOR = frozenset({"Jr", "Sr"})
ACTS = re.compile(rf" (?:\w{{3,}}ed|{any_of('action')}|said|says|told)\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words [first, last] of the page that can be a person's name; `after_body` where it follows a body's name
    at once ("Speaker of the National Assembly Bounthan Xayasone"), so that it may be the rest of that name."""

    first: int
    last: int
    after_body: bool = False


def find(page: Page) -> list[Name]:
    """All runs of words that can be names of people, by place, shortest forms ("Kim") as well.

    "Foreign Minister Sergei Lavrov" gives "Sergei Lavrov"; "Ursula von der Leyen", "Abdel Fattah al-Sisi", "John Paul
    II" and "Surangel S. Whipps, Jr." are one name each; "Kim Il Sung University" and "Ha Long Bay" give none.
    """
    out: list[Name] = []
    i, n = 0, len(page.words)
    body_end = -1
    while i < n:
        if not _is_capital(page, i):
            i += 1
            continue
        last = i
        while page.joined(last):
            step = last + 1
            while (
                page.lower[step] in PARTICLES
                and page.words[step].text.islower()
                and page.joined(step)
                and step - last < 4
            ):
                step += 1
            if not _is_capital(page, step):
                break
            last = step
        if last + 1 < n and page.words[last + 1].text in JUNIOR and page.gap(last) in (", ", " "):
            last += 1
        goes_on = (
            0 <= body_end < i - 1
            and i - body_end <= 4
            and all(page.lower[k] in BODY_GLUE and page.gap(k - 1) == " " for k in range(body_end + 1, i))
        )
        out += _cut(page, i, last, goes_on)
        if goes_on or any(name_word_kinds().get(page.words[k].text) == "not_person" for k in range(i, last + 1)):
            body_end = last
        i = last + 1
    return out


def _cut(page: Page, first: int, last: int, in_body: bool) -> list[Name]:
    """The parts of a run of capitals that can be names: between titles, bodies and words that are no names.

    Where the run goes on with a body's name (`in_body`, "Malabar Centre for | Strategic Enquiry"), only what is known
    as a name can be one.
    """
    parts: list[Name] = []
    begin, after_body = first, False
    for i in range(first, last + 2):
        if i > last or _breaks(page, i, begin):
            known = begin < i and (is_given(page.words[begin].text) or page.words[begin].text in family_first())
            if (
                begin < i
                and not (i <= last and _names_a_body(page, i))
                and (known or not in_body or (i - begin > 1 and ACTS.match(page.text, page.words[i - 1].end)))
            ):
                parts.append(Name(begin, i - 1, after_body))
            after_body = i <= last and name_word_kinds().get(page.words[i].text) == "not_person"
            begin = i + 1
    people = (raw for raw in parts if not _is_ship(page, raw))
    return [part for raw in people if (part := _trimmed(page, raw)) is not None]


def _is_ship(page: Page, name: Name) -> bool:
    """True for "the carrier Ronald Reagan", and with a title between for "HMS Queen Elizabeth"."""
    before = name.first - 1
    if before < 0 or page.gap(before) != " ":
        return False
    titled = before > 0 and page.gap(before - 1) == " " and page.words[before - 1].text.isupper()
    return page.lower[before] in SHIP or (titled and page.lower[before - 1] in SHIP)


def _names_a_body(page: Page, i: int) -> bool:
    return page.words[i].text.removesuffix("s") in name_word_kinds() or page.words[i].text in name_word_kinds()


def _is_capital(page: Page, i: int) -> bool:
    word = page.words[i].text
    if (
        (not word[0].isupper() and LINKED.match(word) is None)
        or DIGIT.search(word)
        or (i in page.country and not _family_of(page, i))
    ):
        return False
    if word[0].isupper():
        return (
            not word.isupper() or len(word) == 1 or word in ROMAN or word.capitalize() in family_first() or "." in word
        )
    return True


def _family_of(page: Page, i: int) -> bool:
    """Whether a place's name is a family name here: "Lloyd J. Austin", "Boris Vienna"."""
    if (
        i == 0
        or not page.joined(i - 1)
        or i - 1 in page.country
        or page.country[i].kind not in ("city", "capital", "name")
    ):
        return False
    before = page.words[i - 1].text
    initial = len(before) == 1 and i > 1 and page.joined(i - 2) and is_given(page.words[i - 2].text)
    return initial or (before in given_names() and not page.opens_sentence(i - 1))


def _breaks(page: Page, i: int, begin: int) -> bool:
    """Whether word i of a run is no part of a name: a title, a body's word, a weekday, a common word."""
    word = page.words[i].text
    if name_word_kinds().get(word) == "not_person":
        return True
    after_given = i > begin and is_given(page.words[i - 1].text) and page.gap(i - 1) == " "
    role = titles.words().get(page.lower[i])
    if i and page.lower[i - 1] in ("mr", "mrs", "ms") and page.sentence[i] is page.sentence[i - 1]:
        return False  # "Mr. King"
    if role == "honorific" and i + 1 < len(page.words) and not after_given:
        return True
    if role in ("head", "modifier") and not after_given:
        # "Choe Son Hui", "Kim Young Sam": inside a name such words are names.
        inside = i > begin and (role == "modifier" or page.lower[i] in KIN)
        return not (inside and titles.words().get(page.lower[i + 1] if i + 1 < len(page.words) else "") is None)
    if "-" in word and titles.words().get(page.lower[i].split("-")[-1]) == "head":
        return True
    if name_word_kinds().get(word) == "surname_too" and not after_given:
        return True
    return word in not_names() and not (after_given and len(word) > 2)


def _trimmed(page: Page, name: Name) -> Name | None:
    first, last = name.first, name.last
    while (
        first <= last
        and page.words[first].text.islower()
        and page.lower[first] not in ("de", "van", "von", "bin", "al", "el", "da", "du", "le", "la")
    ):
        first += 1
    while last >= first and ((page.words[last].text in ROMAN and last == first) or page.words[last].text.islower()):
        last -= 1
    # "von der Leyen" alone: the particles before a family name belong to it.
    while (
        first <= last
        and first > 0
        and page.lower[first - 1] in PARTICLES
        and page.words[first - 1].text.islower()
        and page.gap(first - 1) == " "
        and page.lower[first - 1] not in ("y", "e", "la", "le", "les", "san", "du")
    ):
        first -= 1
    if first > last or (
        all(len(page.words[i].text) == 1 for i in range(first, last + 1)) and page.words[first].text not in ("U",)
    ):
        return None
    return Name(first, last, name.after_body)
