"""The people of an article: names with titles and affiliations, and every later mention of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.models import Gender, Level, Office, Person, PersonMention, Sentence
from etl.transform import introductions, names, offices, pronouns, references, roles, states, titles
from etl.transform.introductions import Intro
from etl.transform.names import Name, Page, fold
from etl.transform.roles import Title

if TYPE_CHECKING:
    from etl.transform.reading import Reading

SMALL_IN_TITLES = frozenset("with from over into after amid than that upon about onto before under".split())
HONORIFICS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\b\.?")


@dataclass(frozen=True)
class Cast:
    """The people of one article and the places that speak of them, by place and none overlapping."""

    people: tuple[Person, ...] = ()
    mentions: tuple[PersonMention, ...] = ()

    def person(self, mention: PersonMention) -> Person:
        return self.people[mention.person]


@dataclass(slots=True)
class Draft:
    """A person in the making."""

    index: int
    words: list[str]
    name: str
    named: bool = True
    intros: list[Intro] = field(default_factory=list)
    title: str | None = None
    affiliation: str | None = None
    iso3: str | None = None
    level: Level | None = None
    kind: str = ""
    state: bool = False
    gender: Gender | None = None
    former: bool = False
    offices: tuple[Office, ...] = ()

    @classmethod
    def unnamed(cls, index: int, text: str, title: Title) -> Draft:
        return cls(
            index,
            text.split(),
            text,
            False,
            [],
            title.text,
            None,
            title.iso3,
            title.level,
            title.kind,
            True,
            None,
            title.former,
        )

    @property
    def keys(self) -> list[str]:
        return [fold(word) for word in self.words if len(word) > 1 and word not in ("Jr", "Sr")]

    def done(self) -> Person:
        return Person(
            self.index, self.name, self.named, self.title, self.affiliation, self.iso3, self.level, self.gender, self.former,
            self.offices,
        )  # fmt: skip


def gather(reading: Reading) -> Cast:
    """Collect the cast of `reading`: full names first, then parts of them, titles alone and pronouns."""
    page = Page(reading)
    found = names.find(page)
    known = introductions.Titles(roles.find(page, frozenset(i for n in found for i in range(n.first, n.last + 1))))
    drafts: list[Draft] = []
    mentions: list[PersonMention] = []
    pending: list[tuple[Name, Intro]] = []
    headings = {s.index for s in reading.sentences if _is_heading(page, s)}
    for name in found:
        intro = introductions.introduce(page, name, known)
        if not _introduces(page, name, intro, headings):
            pending.append((name, intro))
            continue
        draft = _resolve(page, drafts, name, intro, mentions)
        mentions.append(_mention(page, name, draft.index))
    for draft in drafts:
        _describe(page, draft)
    _settle_pending(page, drafts, pending, mentions)
    mentions.sort(key=lambda m: m.start)
    used = {id(t) for d in drafts for intro in d.intros for t in intro.used}
    unused = [t for t in known.all if id(t) not in used]
    mentions += references.title_mentions(page, drafts, unused, mentions, Draft)
    mentions.sort(key=lambda m: m.start)
    mentions = _apart(mentions)
    mentions += pronouns.resolve(page, drafts, mentions)
    mentions.sort(key=lambda m: m.start)
    return Cast(tuple(draft.done() for draft in drafts), tuple(mentions))


def _is_heading(page: Page, sentence: Sentence) -> bool:
    """Headings, and lines in Title Case (no long word small), introduce nobody: their capitals say nothing."""
    if sentence.kind in ("headline", "heading"):
        return True
    words = [
        page.words[i].text for i in range(page.at(sentence.start), page.at(sentence.end)) if len(page.words[i].text) > 3
    ]
    small = [w for w in words if w[0].islower() and w not in SMALL_IN_TITLES]
    return len(words) > 4 and not small


def _introduces(page: Page, name: Name, intro: Intro, headings: set[int]) -> bool:
    """Whether a run of capitals is told to be a person where it stands."""
    words = [page.words[i].text for i in range(name.first, name.last + 1)]
    sentence = page.sentence[name.first]
    if sentence is None:
        return False
    whole = sum(len(w) > 1 for w in words) > 1
    if sentence.index in headings:
        return whole and bool(states.offices_of(" ".join(words)))
    if whole:
        return intro.evidence > 0
    direct = (
        intro.before
        and page.gap(name.first - 1) in (" ", ". ")
        and page.words[intro.before[-1].first].text[0].isupper()
    )
    return bool(intro.honorific or direct)


def _mention(page: Page, name: Name, person: int) -> PersonMention:
    start, end = page.words[name.first].start, page.words[name.last].end
    if page.text[end - 2 : end + 1] in ("Jr.", "Sr."):
        end += 1
    kind = "full" if name.last > name.first else "short"
    return PersonMention(start, end, page.text[start:end], person, kind)  # type: ignore[arg-type]


def _resolve(page: Page, drafts: list[Draft], name: Name, intro: Intro, mentions: list[PersonMention]) -> Draft:
    """The draft that a name and its introduction belong to, an earlier one or a new one."""
    words = [page.words[i].text for i in range(name.first, name.last + 1)]
    text = page.span(name.first, name.last)
    keys = [fold(word) for word in words if len(word) > 1 and word not in ("Jr", "Sr")]
    joined = "".join(keys)
    draft = next((d for d in drafts if "".join(d.keys) == joined), None)
    if draft is None:
        owners = [
            d.index
            for d in drafts
            if d.named and (set(keys) <= set(d.keys) or (set(d.keys) <= set(keys) and _is_part(d, words)))
        ]
        if len(keys) == 1 and intro.title is not None:
            level = intro.title.level
            owners = [i for i in owners if drafts[i].intros and level in _levels(drafts[i])] or owners
        if owners:
            start, end = page.words[name.first].start, page.words[name.last].end
            draft = (
                drafts[references.choose(page, drafts, owners, start, end, keys[-1], mentions)]
                if len(owners) > 1
                else drafts[owners[0]]
            )
    if draft is None:
        draft = Draft(len(drafts), words, text)
        drafts.append(draft)
    elif len(words) > len(draft.words):
        draft.words, draft.name = words, text
    draft.intros.append(intro)
    return draft


def _is_part(draft: Draft, words: list[str]) -> bool:
    """A single name introduced with a title ("President Putin") is part of the full name that follows."""
    return (len(draft.keys) == 1 and draft.keys[0] in (references.family_name(words), fold(words[0]))) or len(
        draft.keys
    ) > 1


def _levels(draft: Draft) -> set[str]:
    return {t.level for intro in draft.intros for t in (*intro.before, *([intro.after] if intro.after else []))} | {
        o.level for o in draft.offices
    }


def _describe(page: Page, draft: Draft) -> None:
    """Title, affiliation, state, rank and gender from all introductions of one person."""
    draft.gender = next((i.gender for i in draft.intros if i.gender), None) or introductions.gender_of(draft.words)
    best = max(draft.intros, key=lambda i: (i.title is not None or i.phrase is not None, i.affiliation is not None))
    level, kind, state = introductions.level_and_state(best)
    draft.kind, draft.state = kind, state
    draft.title = best.title.text if best.title else best.phrase
    if best.before and best.title is best.before[-1] and len(best.before) > 1:
        draft.title = page.span(best.before[0].first, best.before[-1].last)
    draft.affiliation = best.affiliation or next((i.affiliation for i in draft.intros if i.affiliation), None)
    draft.former = introductions.is_former(best)
    if kind in ("relation", "private", "media", "post", "") and states.offices_of(draft.name):
        # "His host, Mohammad Javad Zarif", "Kim's grandfather, Kim Il Sung": the office says more.
        kind, state, level, draft.title, draft.kind = "", False, None, None, ""
    if kind == "post" and best.iso3:
        kind, state, draft.state = "state", True, True
    told = [i.iso3 for i in (best, *draft.intros) if i.iso3]
    draft.iso3 = told[0] if told and (state or (draft.title is None and draft.affiliation is None)) else None
    draft.level = level
    if (kind not in titles.STATE_KINDS and draft.title is not None and not state) or (
        draft.affiliation and not state and titles.THINK_TANK.search(draft.affiliation)
    ):
        draft.level = None
        draft.iso3 = None
        return
    _use_offices(page, draft)
    if state and draft.iso3 is None:
        place = page.words[draft.intros[0].name.first].start
        counterpart = any(t.kind == "relation" for i in draft.intros for t in i.before)
        draft.iso3 = states.place_before(page, place) if counterpart else states.from_context(page, place)


def _use_offices(page: Page, draft: Draft) -> None:
    """Let the dated table tell state and rank of a name that it knows."""
    draft.offices = states.offices_of(draft.name)
    if not draft.offices and len(draft.words) == 1:
        draft.offices = offices.by_surname(draft.name, page.reading.anchor)
    if not draft.offices:
        return
    if draft.level is not None and draft.iso3 is None:
        same = {o.iso3 for o in draft.offices if o.level == draft.level}
        if len(same) == 1:
            draft.iso3 = same.pop()
            return
    held = states.held_at(draft.offices, page.reading.anchor, draft.iso3)
    if held is None:
        draft.offices = ()
        return
    draft.state = True
    draft.iso3 = draft.iso3 or held.iso3
    draft.level = draft.level or held.level


def _settle_pending(
    page: Page, drafts: list[Draft], pending: list[tuple[Name, Intro]], mentions: list[PersonMention]
) -> None:
    """Parts of names ("Yun", "Peña Nieto") as mentions; well-known family names that stand for nobody named here join."""
    by_word: dict[str, list[int]] = {}
    for draft in drafts:
        for key in draft.keys:
            by_word.setdefault(key, []).append(draft.index)
    for name, intro in pending:
        words = [page.words[i].text for i in range(name.first, name.last + 1)]
        keys = [fold(word) for word in words if len(word) > 1]
        start, end = page.words[name.first].start, page.words[name.last].end
        if keys and page.opens_sentence(name.first) and len(words) > 1 and not all(k in by_word for k in keys):
            keys, words, start = keys[1:], words[1:], page.words[name.first + 1].start
        owners = [i for i in by_word.get(keys[-1], []) if set(keys) <= set(drafts[i].keys)] if keys else []
        if not owners and len(words) == 1 and (known := _well_known(page, name, words[0])):
            draft = Draft(len(drafts), words, words[0], intros=[intro], offices=known)
            drafts.append(draft)
            held = states.held_at(known, page.reading.anchor, intro.iso3)
            if held is not None:
                draft.iso3, draft.level, draft.state = held.iso3, held.level, True
            draft.gender = introductions.gender_of(known[0].name.split())
            by_word.setdefault(keys[0], []).append(draft.index)
            owners = [draft.index]
        if owners:
            mentions.sort(key=lambda m: m.start)
            person = (
                references.choose(page, drafts, owners, start, end, keys[-1], mentions)
                if len(owners) > 1
                else owners[0]
            )
            if (
                drafts[person].title is None
                and (intro.after or intro.phrase or intro.affiliation)
                and intro.evidence == 3
            ):
                # "Nagaoka, 78, a retired official": said only at a later mention.
                drafts[person].intros.append(intro)
                _describe(page, drafts[person])
            mentions.append(
                PersonMention(start, end, page.text[start:end], person, "full" if len(words) > 1 else "short")
            )


def _well_known(page: Page, name: Name, word: str) -> tuple[Office, ...]:
    """Offices of the one person whom a bare family name means, where nothing says that it is another kind of name."""
    lower = page.lower[name.first - 1] if name.first else ""
    if (
        (page.opens_sentence(name.first) and word.lower() in page.plain)
        or lower in ("the", "a", "an", "in", "at", "near")
        or len(word) < 2
    ):
        return ()
    return offices.by_surname(word, page.reading.anchor)


def _apart(mentions: list[PersonMention]) -> list[PersonMention]:
    """Mentions by place without overlaps; the earlier and longer one stays."""
    out: list[PersonMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out
