"""The people of an article: names with titles and affiliations, and every later mention of them."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import Person, PersonMention, Sentence
from etl.transform import evidence, introductions, names, pronouns, references, roles, short_names, states
from etl.transform.drafts import Draft, describe
from etl.transform.introductions import Intro
from etl.transform.name_lists import fold, word_set
from etl.transform.names import Name
from etl.transform.page import Page

if TYPE_CHECKING:
    from etl.transform.reading import Reading

SMALL_IN_TITLES = word_set("small_in_titles") | names.PARTICLES


@dataclass(frozen=True)
class Cast:
    """The people of one article and the places that speak of them, by place and none overlapping."""

    people: tuple[Person, ...] = ()
    mentions: tuple[PersonMention, ...] = ()

    def person(self, mention: PersonMention) -> Person:
        return self.people[mention.person]

    def find(self, name: str) -> Person | None:
        """The person with this name, or with a name that holds all its words ("Lavrov"); None where nobody has it."""
        wanted = {fold(word) for word in name.split()}
        exact = [p for p in self.people if {fold(word) for word in p.name.split()} == wanted]
        wider = [p for p in self.people if wanted and wanted <= {fold(word) for word in p.name.split()}]
        return next(iter(exact or wider), None)

    def mention_at(self, start: int, end: int) -> PersonMention | None:
        """The first mention that shares a character with text[start:end]."""
        first = bisect.bisect_left(self.mentions, start, key=lambda m: m.end - 1)
        return self.mentions[first] if first < len(self.mentions) and self.mentions[first].start < end else None


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
        evidence.complete(page, intro)
        if not _introduces(page, name, intro, headings):
            pending.append((name, intro))
            continue
        draft = _resolve(page, drafts, name, intro, mentions)
        mentions.append(_mention(page, name, draft.index))
    for draft in drafts:
        describe(page, draft, drafts)
    short_names.settle(page, drafts, pending, mentions)
    mentions.sort(key=lambda m: m.start)
    used = {id(t) for d in drafts for intro in d.intros for t in intro.used}
    unused = [t for t in known.all if id(t) not in used]
    mentions += references.title_mentions(page, drafts, unused, mentions)
    mentions.sort(key=lambda m: m.start)
    mentions = _apart(mentions + references.demonym_mentions(page, drafts, mentions))
    mentions = _apart(mentions + references.aged_mentions(page, drafts, mentions))
    mentions += pronouns.resolve(page, drafts, mentions)
    mentions.sort(key=lambda m: m.start)
    return Cast(tuple(draft.done() for draft in drafts), tuple(mentions))


def _is_heading(page: Page, sentence: Sentence) -> bool:
    """Headings, and lines in Title Case (only small words small), introduce nobody: their capitals say nothing."""
    if sentence.kind in ("headline", "heading"):
        return True
    words = [page.words[i].text for i in range(page.at(sentence.start), page.at(sentence.end))]
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
                drafts[short_names.choose(page, drafts, owners, start, end, keys[-1], mentions)]
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
    return (len(draft.keys) == 1 and draft.keys[0] in (short_names.family_name(words), fold(words[0]))) or len(
        draft.keys
    ) > 1


def _levels(draft: Draft) -> set[str]:
    return {t.level for intro in draft.intros for t in (*intro.before, *([intro.after] if intro.after else []))} | {
        o.level for o in draft.offices
    }


def _apart(mentions: list[PersonMention]) -> list[PersonMention]:
    """Mentions by place without overlaps; the earlier and longer one stays."""
    out: list[PersonMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out
