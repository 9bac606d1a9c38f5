"""Whether a capitalised run names a person, and what the words around it say of that person."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.models import Gender, Level
from etl.transform import roles, titles
from etl.transform.names import Name, Page, family_first, given_names, is_given
from etl.transform.roles import Title
from etl.transform.states import offices_of

SPEECH = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|argued|argues|noted|notes|warned|warns|explained|explains|asked|asks|laughed|replied|"
    r"called|thinks|believes|expects|suspects|sees|recalled|recalls|insisted|insists|predicted|predicts|suggested|suggests|stressed|declared)"
)
VERB = (
    r"(?:is|was|has|had|will|would|met|came|went|flew|left|took|made|held|led|paid|sat|became|began|gave|spent|stood|put|got|saw|sent|"
    r"does|did|\w{3,}ed|visits|arrives|meets|heads|runs|keeps|teaches|studies)"
)
SAID_AFTER = re.compile(rf",? {SPEECH}\b|,? who(?:se)?\b|, \d\d,| {VERB}\b|,? himself\b|,? herself\b")
SAID_BEFORE = re.compile(
    rf"\b(?:{SPEECH}|[Aa]ccording to|by|and|with|met|named|called|hosted|received|succeeded|replaced|under) $"
)
LOCATIVE = frozenset("in at near off into across around outside inside through".split())
WHO = re.compile(
    r",? (?:and )?who (?:now |also |then |once |later |long )?(?P<phrase>(?:heads?|leads?|runs?|directs?|teaches|teach|lectures|lecture|studies|researches|"
    r"specialises|specializes|tracks|writes|follows|covers|advises|advised|chairs|chaired|edits|served|serves|worked|works|negotiated|taught|"
    r"monitors|holds|held|headed|led|ran|directed|founded|co-founded|oversees|oversaw|spent|keeps|has (?:studied|written|run|taught|led|headed)|"
    r"wrote|retired|commanded|sits|analyses|analyzes|practises|researched|translates)\b[^,.;:“”\"()—]{3,110})"
)
FORMER_VERB = re.compile(
    r"(?:advised|chaired|served|worked|negotiated|taught|headed|led|ran|directed|oversaw|held|retired|commanded|spent|wrote|researched)\b"
)
BETWEEN = re.compile(
    r"(?: ?\([^)]{1,25}\))?(?:,? \(|, (?:\d\d, )?|,? — | – |, who (?:is|was|has been|now is|became|works as|serves as|served as) (?:now |then |also |currently )?|, at (?:that|the) time )"
    r"(?:now |then |currently |formerly |himself |herself |also |both |once |since |at (?:that|the) time )?(?:in charge as )?"
)
COPULA = re.compile(
    r" (?:is|was|became|remains|has been|had been|serves as|served as|works as|worked as) (?:now |then |also |still )?"
)
ANY_WHO = re.compile(r",? who (?:now |also )?(?P<phrase>(?!is\b|was\b|has\b|says\b)[a-z]+s [^,.;:“”\"()—]{3,110})")
NOW = re.compile(
    r"\b(?:and|who is|who|is|but|,) now (?P<rest>(?:at|with|of|an?|the|in|teaching|working|[a-z]+s)\b[^,.;:“”\"()]{3,110})"
)
# "of the Institute for X", "(Skagen University)", ", Asan Institute," after a name.
OF_BODY = re.compile(
    r"(?:,? (?:of|at|from|with)| ?\(|,) (?:the )?(?=[A-Z])|,? formerly of (?:the )?(?=[A-Z])| \((?=[A-Z])"
)
BODY = re.compile(
    r"\b(?:at|of|with|from|for|to|in) (?:the |an? |its )?(?P<body>[A-ZÀ-Þ][\w’'\-&.]*(?:(?: (?:of|for|and|the|on|de|des|du|do|da|la|e|y))* [A-ZÀ-Þ][\w’'\-&]+)+)"
)


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
    words = [page.words[i].text for i in range(name.first, name.last + 1)]
    intro.gender = intro.gender or gender_of(words)
    intro.evidence = _evidence(page, intro, words)
    return intro


def _before(page: Page, intro: Intro, known: Titles) -> None:
    i = intro.name.first - 1
    if i < 0 or page.sentence[i] is not page.sentence[intro.name.first]:
        return
    while i >= 0 and titles.words().get(page.lower[i]) == "honorific" and page.gap(i) in (" ", ". "):
        intro.honorific = True
        intro.gender = titles.genders().get(page.lower[i], intro.gender)
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
        intro.gender = intro.gender or next((titles.genders()[w] for w in words if w in titles.genders()), None)
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
        title = known.by_begin.get(page.at(end + match.end()))
        if title is not None and _is_apposition(page, intro, title):
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


def _is_apposition(page: Page, intro: Intro, title: Title) -> bool:
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
    intro.gender = intro.gender or next((titles.genders()[w] for w in words if w in titles.genders()), None)


def _take_body(page: Page, intro: Intro, at: int) -> None:
    """ "Ri Yong Ho of North Korea", "Junichi Ihara of the Foreign Ministry", "Otgonbayar of the Institute for X"."""
    if at in page.country and page.country[at].kind in ("name", "body", "capital"):
        intro.iso3 = intro.iso3 or page.country[at].iso3
        return
    end = roles.body_end(page, at, frozenset())
    text = page.span(at, end)
    before = page.text[page.words[at].start - 4 : page.words[at].start].strip()
    is_state = titles.STATE_BODY.search(text)
    if is_state or (end > at and (titles.THINK_TANK.search(text) or before in ("of", "at", "the", "from"))):
        intro.affiliation = intro.affiliation or text
        intro.iso3 = intro.iso3 or next((page.country[i].iso3 for i in range(at, end + 1) if i in page.country), None)


def _evidence(page: Page, intro: Intro, words: list[str]) -> int:
    """3: certain (title, office, "who"), 2: a given or family name known as such, 1: stands where people stand, 0: none."""
    name = intro.name
    if intro.before or intro.honorific or intro.after or intro.phrase or intro.affiliation:
        if name.after_body and not (is_given(words[0]) or words[0] in family_first()):
            # "Speaker of the National Assembly Bounthan Xayasone led", but not "head of Harbour Freight Lines, said"
            acts = re.match(
                rf" (?:{SPEECH}|{VERB})\b", page.text[page.words[name.last].end : page.words[name.last].end + 20]
            )
            if not (intro.before and intro.before[-1].kind in titles.STATE_KINDS and acts):
                return 0
        direct = (
            (intro.before and page.gap(name.first - 1) in (" ", ". ")) or intro.honorific or intro.after or intro.phrase
        )
        if direct or len(words) > 1:
            return 3
    if len(words) < 2 and not (intro.before and intro.title):
        return 0
    full = " ".join(words)
    preceding = page.lower[name.first - 1] if name.first and not page.opens_sentence(name.first) else ""
    if offices_of(full):
        return 3
    family = (
        words[0] in family_first()
        and len(words) in (2, 3)
        and (len(words) == 3 or "-" in words[1] or len(words[1]) > 1)
    )
    given = is_given(words[0]) or (len(words) > 2 and is_given(words[1]))
    before = page.text[max(0, page.words[name.first].start - 16) : page.words[name.first].start]
    said = SAID_AFTER.match(page.text, page.words[name.last].end) is not None or SAID_BEFORE.search(before) is not None
    if name.after_body and not (given or family) and SAID_AFTER.match(page.text, page.words[name.last].end) is None:
        return 0
    if preceding == "the" or (preceding in LOCATIVE and not said):
        return 0
    if given or family:
        return 2
    # No word of it is known as a name: it must stand where people stand, and not be a phrase in small letters elsewhere.
    common = sum(w.lower() in page.plain for w in words)
    return 1 if said and not common and len(words) <= 4 and all(w[0].isupper() for w in words) else 0


def gender_of(words: list[str]) -> Gender | None:
    """Gender by given name, or by forms that tell it: Thi, bint, -ova, -dóttir."""
    known = given_names()
    family_leads = words[0] in family_first() and len(words) > 1
    for word in words[1:] if family_leads else words[:2]:
        if family_leads and len(word) < 5:
            continue  # a syllable of an East Asian name, not "Son" or "Min" of elsewhere
        found = known.get(word) or (None if family_leads else known.get(word.split("-")[0]))
        if found in ("f", "m"):
            return found  # type: ignore[return-value]
    if len(words) > 1:
        last = words[-1].lower()
        if (
            "bint" in words
            or "Thi" in words
            or "Thị" in words
            or last.endswith(("ova", "eva", "skaya", "dottir", "dóttir", "ovna"))
        ):
            return "f"
        if (
            "bin" in words
            or "ibn" in words
            or "Van" in words[1:-1]
            or last.endswith(("ov", "ev", "skiy", "sky", "vich", "shvili"))
        ):
            return "m"
        if family_leads and re.search(r"(?:hee|sook|mi|ah|hye|kyong|suk|hui|nyo|ja)$", last):
            return "f"
    return None


def level_and_state(intro: Intro) -> tuple[Level | None, str, bool]:
    """Rank, kind of title, and whether the person stands for a state, by the titles and the affiliation together."""
    chosen = intro.title
    level: Level | None = chosen.level if chosen else None
    kind = chosen.kind if chosen else ""
    if chosen is None and intro.phrase:
        level, kind = titles.level_of(intro.phrase)
    if chosen is None and not intro.phrase and intro.affiliation and titles.STATE_BODY.search(intro.affiliation):
        level, kind = "other", "state"
    state = kind in titles.STATE_KINDS
    if (
        intro.affiliation
        and titles.THINK_TANK.search(intro.affiliation)
        and not titles.STATE_BODY.search(intro.affiliation)
    ):
        state = False
    if (
        intro.after is not None
        and intro.before
        and intro.before[-1].kind in ("state", "envoy")
        and intro.before[-1].level != "other"
    ):
        level, state = intro.before[-1].level, True
    return (level if state else None), kind, state


def is_former(intro: Intro) -> bool:
    chosen = intro.title
    if chosen is not None:
        return chosen.former
    return bool(intro.phrase and FORMER_VERB.match(intro.phrase))
