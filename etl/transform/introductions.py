"""What the words around a name say of the person: titles before and after it, work, body and state."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.models import Gender
from etl.transform import calendar_words, role_tails, titles
from etl.transform.introduction_patterns import ANY_WHO, BETWEEN, BODY, COPULA, NOW, OF_BODY, WHO
from etl.transform.names import Name
from etl.transform.page import Page
from etl.transform.roles import Title

AT = re.compile(r"\bat (?:the )?$")
DAYS = calendar_words.MONTHS.keys() | calendar_words.WEEKDAYS.keys()


@dataclass(slots=True)
class Intro:
    """What one mention of a name says: titles before and after it, affiliation, state, and why it is a person."""

    name: Name
    before: list[Title] = field(default_factory=list)
    after: Title | None = None
    phrase: str | None = None
    affiliation: str | None = None
    iso3: str | None = None
    gender: Gender | None = None
    honorific: bool = False
    evidence: int = 0
    used: list[Title] = field(default_factory=list)

    @property
    def title(self) -> Title | None:
        """The title that says most: one after the name where the one before is a rank or a form of address."""
        best = self.before[-1] if self.before else None
        if best is not None and best.kind == "private" and self.after is None and self.phrase:
            return None  # "Sister Marie, who teaches theology": what she does says more
        if (
            best is not None
            and self.after is not None
            and best.kind == "expert"
            and self.after.kind in ("military", "private")
        ):
            return best  # "analyst Anil Rao, a retired air vice marshal"
        if self.after is not None and (best is None or best.kind in ("expert", "military", "private", "media", "")):
            return self.after
        return best


class Titles:
    """The title phrases of a page, found by their ends."""

    def __init__(self, found: list[Title]) -> None:
        self.all = found
        self.by_end = {t.end: t for t in found}
        self.by_begin = {t.begin: t for t in found}
        self.by_last = {t.last: t for t in found}


def introduce(page: Page, name: Name, known: Titles) -> Intro:
    """Read what stands around a name."""
    intro = Intro(name)
    _before(page, intro, known)
    _after(page, intro, known)
    return intro


def _before(page: Page, intro: Intro, known: Titles) -> None:
    i = intro.name.first - 1
    if i < 0 or page.sentence[i] is not page.sentence[intro.name.first]:
        return
    while i >= 0 and titles.words().get(page.lower[i]) == "honorific" and page.gap(i) in (" ", ". "):
        intro.honorific = True
        intro.gender = titles.gender_told_by([page.lower[i]]) or intro.gender
        i -= 1
    if i < 0:
        return
    gap = page.gap(i)
    title = known.by_end.get(i) or known.by_last.get(i)
    if title is not None and title.end >= intro.name.first:
        title = known.by_last.get(i)
    direct = gap in (" ", ". ")
    if title is not None and (direct or (gap == ", " and (title.determiner not in (None, "a", "an") or title.iso3))):
        if not direct and _belongs_to_earlier(page, title, known):
            return
        intro.before.append(title)
        intro.used.append(title)
        words = page.lower[title.first : title.last + 1]
        intro.gender = intro.gender or titles.gender_told_by(words)
        # "Deputy Prime Minister and Foreign Minister Pham Binh Minh"
        joint = title.begin - 1
        if (
            joint > 0
            and page.lower[joint] == "and"
            and page.gap(joint - 1) == " "
            and (other := known.by_end.get(joint - 1))
        ):
            intro.before.insert(0, other)
            intro.used.append(other)
        intro.iso3 = title.iso3 or next((t.iso3 for t in intro.before if t.iso3), None)
        intro.affiliation = title.affiliation
        return
    if page.lower[i] in ("was", "is", "were") and (subject := _opens_clause(page, i, known)) is not None:
        # "The most senior U.N. official to go there was Valerie Amos"
        intro.before.append(subject)
        intro.used.append(subject)
        intro.iso3, intro.affiliation = subject.iso3, subject.affiliation
        return
    if i in page.country:
        adjective = page.country[i].kind == "adjective"
        # "China's Xi Jinping", "a senior American, Amos Hochstein,"
        noun = (
            gap == ", "
            and adjective
            and any(page.lower[k] in ("a", "an", "the", "another") for k in range(max(0, i - 3), i))
        )
        if re.fullmatch(r"['’]s? ", gap) or (direct and adjective) or noun:
            intro.iso3 = page.country[i].iso3


def _opens_clause(page: Page, verb: int, known: Titles) -> Title | None:
    """The title phrase that is the subject of the verb at word `verb`, at most twelve words after it began."""
    for i in range(max(0, verb - 12), verb):
        title = known.by_begin.get(i)
        if (
            title is not None
            and title.determiner == "the"
            and title.end < verb
            and page.sentence[i] is page.sentence[verb]
        ):
            between = page.text[page.words[title.end].end : page.words[verb].start]
            opens = page.opens_sentence(i) or page.gap(i - 1) in (", ", "; ", ": ")
            return title if opens and "," not in between else None
    return None


def _belongs_to_earlier(page: Page, title: Title, known: Titles) -> bool:
    """ "Jane Doe, the mayor, John Roe and ...": the title follows a name and a comma, so it is that one's."""
    before = title.begin - 1
    return (
        before >= 1
        and page.gap(before).startswith(", ")
        and page.words[before].text[0].isupper()
        and page.words[before - 1].text[0].isupper()
        and page.gap(before - 1) == " "
        and before not in page.country
        and before not in {t.end for t in known.all}
        and page.sentence[before] is page.sentence[title.begin]
    )


def _after(page: Page, intro: Intro, known: Titles) -> None:
    last = intro.name.last
    sentence = page.sentence[last]
    if sentence is None:
        return
    end = page.words[last].end
    tail = page.text[end : sentence.end]
    if match := BETWEEN.match(tail):
        at = page.at(end + match.end())
        # "Pak, then vice-chairman of the assembly": "then" is at times the title's own first word.
        title = known.by_begin.get(at) or (known.by_begin.get(at - 1) if at - 1 > last else None)
        if title is not None and _is_apposition(page, intro, title, known):
            _take_after(
                page,
                intro,
                title,
                former=bool(re.search(r"\b(?:was|formerly|then|once|at (?:that|the) time)\b", match[0])),
            )
    if intro.after is None and (match := WHO.match(tail) or ANY_WHO.match(tail)):
        body = BODY.search(match["phrase"])
        if body:
            intro.affiliation = body["body"]
            intro.phrase = match["phrase"][: body.start()].strip()
        elif match.re is WHO:
            intro.phrase = match["phrase"].strip()
    if intro.after is None and intro.phrase is None and (match := OF_BODY.match(tail)):
        _take_body(page, intro, page.at(end + match.end()))
    if intro.after is None and intro.phrase is None and not intro.before and (match := COPULA.match(tail)):
        title = known.by_begin.get(page.at(end + match.end()))
        if title is not None and title.kind not in ("private", "relation"):
            _take_after(page, intro, title, former=match[0].strip().startswith("was"))
    if match := NOW.search(tail[:260]):
        if body := BODY.search(match["rest"]):
            intro.affiliation = body["body"]
        if intro.after is None and intro.phrase is None:
            intro.phrase = re.sub(r"^(?:an?|the) ", "", match["rest"].split(" at ")[0].split(" in ")[0])


def _is_apposition(page: Page, intro: Intro, title: Title, known: Titles) -> bool:
    following = page.words[title.end + 1].text if title.end + 1 < len(page.words) else ""
    gap = page.gap(title.end)
    goes_on = title.end + 1 < len(page.words) and page.sentence[title.end + 1] is page.sentence[title.end]
    if goes_on and gap in (" ", ". ") and following[:1].isupper() and title.end + 1 not in page.country:
        return False  # ", Foreign Minister Wang Yi": the next person's
    if (
        title.determiner is None
        and title.level == "other"
        and title.kind in ("private", "relation")
        and title.first == title.last
        and gap == " "
    ):
        return False
    # "President A, the foreign minister, B, and": a person with a title does not take a second one from a list.
    office = bool(intro.before) and intro.before[-1].kind == "state" and title.kind == "state"
    return not (office and gap == ", " and following[:1].isupper() and title.end + 1 not in page.country)


def _take_after(page: Page, intro: Intro, title: Title, *, former: bool) -> None:
    intro.after = title
    intro.used.append(title)
    title.former = title.former or former
    intro.affiliation = title.affiliation or intro.affiliation
    intro.iso3 = title.iso3 or intro.iso3
    words = page.lower[title.first : title.last + 1]
    intro.gender = intro.gender or titles.gender_told_by(words)


def _take_body(page: Page, intro: Intro, at: int) -> None:
    """ "Ri Yong Ho of North Korea", "Junichi Ihara of the Foreign Ministry", "Otgonbayar of the Institute for X"."""
    if at in page.country and page.country[at].kind in ("name", "body", "capital"):
        listed = page.gap(intro.name.last).startswith(", ")
        if listed and not re.match(r"[,.;:)–—]|$", page.text[page.country[at].end : page.country[at].end + 2].strip()):
            return  # "Iraq sent Taha Maruf, Libya a son of", "Naruhito of Japan, from Britain the Prince"
        intro.iso3 = intro.iso3 or page.country[at].iso3
        return
    end = role_tails.body_end(page, at, frozenset())
    # "of the Foreign Ministry on Tuesday": the day is none of its name.
    if end > at + 1 and page.lower[end] in DAYS and page.words[end - 1].text.islower():
        end -= 2
    text = page.span(at, end)
    start = page.words[at].start
    of = page.text[start - 4 : start].strip() in ("of", "at", "the", "from")
    # "President Vladimir Putin at the Vostochny Cosmodrome": where someone in office is seen.
    seen = AT.search(page.text[max(0, start - 8) : start]) and intro.before and intro.before[-1].kind == "state"
    state_body, body = titles.STATE_BODY.search(text), titles.THINK_TANK.search(text)
    if state_body or (end > at and (body or (of and not seen))):
        intro.affiliation = intro.affiliation or text
        intro.iso3 = intro.iso3 or next((page.country[i].iso3 for i in range(at, end + 1) if i in page.country), None)
