"""Where a text prints names of people: runs of capitalised words, less titles, countries, bodies and opening words."""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from etl import lexicons
from etl.transform import titles

if TYPE_CHECKING:
    from etl.models import CountryMention, Sentence
    from etl.transform.reading import Reading

# A possessive 's belongs to no word: it stands in the gap between two.
WORD = re.compile(r"(?<!\w['’])[^\W_]+(?:(?!['’]s\b)[’'‘ʻ.\-‑][^\W_]+)*")
PARTICLES = frozenset(
    "al el bin bint ibn ben ould ag de da do dos das du del della di la le les los van von der den ter ten zu zur zum af av y e "
    "ul ur und san ap".split()
)
LINKED = re.compile(r"(?:al|el|as|ad|an|ar|at|az|ash|ul|ur|ed|es|d|l|ibn|bin|de)[-’'][A-ZÀ-Þ]")
DIGIT = re.compile(r"\d")
ROMAN = frozenset("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XXIII".split())
BODY_GLUE = frozenset("of for and the on de des du do da la del e y der für und &".split())
KIN = frozenset("son brother sister father mother uncle aunt ally guest host keeper".split())
JUNIOR = frozenset({"Jr", "Sr"})
SHORTENED = frozenset("Md Mohd Muh St Wm Geo Chas Thos Sr Jr Ph Ch Kh Th Yu Dr".split())


ACTS = re.compile(r" (?:\w{3,}ed|is|was|has|will|said|says|told|met|went|flew|left)\b")


class Word(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words [first, last] of the page that can be a person's name; `after_body` where it follows a body's name
    at once ("Speaker of the National Assembly Bounthan Xayasone"), so that it may be the rest of that name."""

    first: int
    last: int
    after_body: bool = False


@lru_cache(maxsize=32768)
def fold(word: str) -> str:
    """A word of a name without accents, case, marks and a leading article: "al-Sisi" and "Sisi", "Erdoğan" and "Erdogan"."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
        if c.isalnum() or c == "-"
    )
    plain = re.sub(r"^(?:al|el|as|ad|ash|an)-(?=\w{3})", "", plain.lower())
    return plain.replace("-", "")


@cache
def given_names() -> dict[str, str]:
    """Given names to "f", "m" or "" where both bear them."""
    table = lexicons.rows("given_names.csv", "name", "gender")
    return {row["name"]: row["gender"] for row in table} | {
        fold(row["name"]).capitalize(): row["gender"] for row in table
    }


@cache
def family_first() -> frozenset[str]:
    """Family names that are printed before the given name: Kim, Xi, Nguyen."""
    return frozenset(lexicons.lines("family_names.txt"))


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in lexicons.rows("name_words.csv", "word", "kind")}


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word for line in lexicons.lines("not_names.txt") for word in line.split())


def is_given(word: str) -> bool:
    known = given_names()
    return word in known or word.split("-")[0] in known


class Page:
    """The words of an article with the sentence and country that each belongs to; what all steps of the cast work on."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.words = [Word(m.start(), m.end(), m[0]) for m in WORD.finditer(self.text)]
        self.starts = [w.start for w in self.words]
        self.lower = [w.text.lower() for w in self.words]
        self.sentence = self._sentences()
        self.country = self._countries()

    def _sentences(self) -> list[Sentence | None]:
        out: list[Sentence | None] = [None] * len(self.words)
        for sentence in self.reading.sentences:
            for i in range(self.at(sentence.start), self.at(sentence.end)):
                out[i] = sentence
        return out

    def _countries(self) -> dict[int, CountryMention]:
        return {
            i: mention
            for mention in self.reading.countries
            for i in range(self.at(mention.start), self.at(mention.end))
        }

    def at(self, place: int) -> int:
        """Index of the first word that starts at or after `place`."""
        return bisect.bisect_left(self.starts, place)

    def gap(self, i: int) -> str:
        """What stands between word i and the next one."""
        return self.text[self.words[i].end : self.starts[i + 1]] if i + 1 < len(self.words) else "\n"

    def span(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that the article also prints in small letters."""
        return frozenset(w.text for w in self.words if w.text.islower())

    def opens_sentence(self, i: int) -> bool:
        return i == 0 or self.sentence[i] is not self.sentence[i - 1]

    def joined(self, i: int) -> bool:
        """Whether a name can run on from word i to the next: a space, or the point of an initial between them."""
        gap = self.gap(i)
        if self.sentence[i] is None or i + 1 >= len(self.words) or self.sentence[i] is not self.sentence[i + 1]:
            return False
        word = self.words[i].text
        if gap == " ":
            return True
        return gap == ". " and (
            len(word) == 1 or word in SHORTENED or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word) is not None
        )


def _is_capital(page: Page, i: int) -> bool:
    word = page.words[i].text
    if (not word[0].isupper() and LINKED.match(word) is None) or i in page.country or DIGIT.search(word):
        return False
    if word[0].isupper():
        return (
            not word.isupper() or len(word) == 1 or word in ROMAN or word.capitalize() in family_first() or "." in word
        )
    return True


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
        if goes_on or any(_kinds().get(page.words[k].text) == "not_person" for k in range(i, last + 1)):
            body_end = last
        i = last + 1
    return out


def _cut(page: Page, first: int, last: int, in_body: bool) -> list[Name]:
    """The parts of a run of capitals that can be names: between titles, bodies and words that are no names.

    Where the run goes on with a body's name (`in_body`, "Malabar Centre for | Strategic Enquiry"), only what is known as
    a name can be one.
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
            after_body = i <= last and _kinds().get(page.words[i].text) == "not_person"
            begin = i + 1
    return [part for raw in parts if (part := _trimmed(page, raw)) is not None]


def _names_a_body(page: Page, i: int) -> bool:
    return page.words[i].text.removesuffix("s") in _kinds() or page.words[i].text in _kinds()


def _breaks(page: Page, i: int, begin: int) -> bool:
    """Whether word i of a run is no part of a name: a title, a body's word, a weekday, a common word."""
    word = page.words[i].text
    if _kinds().get(word) == "not_person":
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
    if _kinds().get(word) == "surname_too" and not after_given:
        return True
    return word in _not_names() and not (after_given and len(word) > 2)


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
