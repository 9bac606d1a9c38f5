"""Titles that stand for people: "the minister", "Iran's president", "the Venezuelan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.models import PersonMention
from etl.transform import offices, titles
from etl.transform.drafts import Draft
from etl.transform.introduction_patterns import VERB
from etl.transform.name_lists import fold
from etl.transform.page import Page
from etl.transform.roles import Title
from etl.transform.states import held_at

PREDICATE = re.compile(
    r"\b(?:as|became|become|becomes|becoming|be|been|is|was|were|elected|appointed|named|sworn in as|remains|than|like|any|"
    r"every|no|each) $"
)
PRIVATE_KINDS = frozenset({"expert", "private", "media"})
# Words for the same office.
SAME = {
    "premier": "prime minister",
    "pm": "prime minister",
    "pontiff": "pope",
    "head of state": "president",
    "dictator": "leader",
    "strongman": "leader",
    "ruler": "leader",
    "monarch": "king",
    "amir": "emir",
    "top diplomat": "foreign minister",
}
DEMONYM = re.compile(rf"[Tt]he (?P<word>[A-Z]\w+(?: [A-Z]\w+)?)(?= (?:{VERB}|said|says|told|also|then)\b)")


def title_mentions(
    page: Page, drafts: list[Draft], found: Sequence[Title], mentions: Sequence[PersonMention]
) -> list[PersonMention]:
    """Titles that stand for somebody, as mentions; office holders whom the article never names join `drafts`."""
    day = page.reading.anchor
    taken = {place for m in mentions for place in (m.start, m.end - 1)}
    out: list[PersonMention] = []
    everyone = sorted(mentions, key=lambda m: m.start)
    for title in found:
        start, end = page.words[title.begin].start, page.words[title.last].end
        if any(start <= place < end for place in taken):
            continue
        if title.kind in PRIVATE_KINDS and title.determiner == "the":
            if (private := _private_person(page, title, drafts, everyone, start)) is not None:
                out.append(PersonMention(start, end, page.text[start:end], private, "title"))
            continue
        if not _stands_alone(page, title, start):
            continue
        earlier = sorted([m for m in everyone if m.start < start] + out, key=lambda m: -m.start)
        person = next((m.person for m in earlier if _fits(title, drafts[m.person], day)), None)
        if person is None and (title.iso3 or title.determiner in ("the", "his", "her", "its")):
            person = next(
                (m.person for m in everyone if m.start > start and _fits_later(title, drafts[m.person], day)), None
            )
        if (
            person is None
            and title.iso3
            and title.level in ("head_of_state_or_government", "foreign_minister", "defence_minister")
        ):
            holders = {fold(o.name.replace(" ", "")) for o in offices.holder(title.iso3, title.level, day)}
            person = next(
                (d.index for d in drafts if d.named and fold("".join(d.words)) in holders and d.level == title.level),
                None,
            )
        if person is None and title.iso3 and title.kind in titles.STATE_KINDS:
            person = len(drafts)
            drafts.append(Draft.unnamed(person, page.text[start:end], title))
        if person is not None:
            out.append(PersonMention(start, end, page.text[start:end], person, "title"))
    return out


def _private_person(
    page: Page, title: Title, drafts: Sequence[Draft], mentions: Sequence[PersonMention], start: int
) -> int | None:
    """ "The professor", "recalls the analyst at the X Institute": the private person who was spoken of just before.

    Someone introduced without a title gets this one.
    """
    head = page.lower[title.last] if title.first == title.last else page.lower[title.first]
    for mention in reversed([m for m in mentions if start - 600 < m.start < start]):
        draft = drafts[mention.person]
        if draft.state or not draft.named:
            continue
        if draft.title is not None:
            if head in draft.title.lower():
                return draft.index
            continue
        draft.title, draft.kind = title.text, title.kind
        draft.affiliation = draft.affiliation or title.affiliation
        return draft.index
    return None


def _fits(title: Title, draft: Draft, day: str | None) -> bool:
    """Whether a title without a name can mean this person."""
    if title.iso3 and draft.iso3 not in (None, title.iso3):
        return False
    if not draft.named:
        return draft.level == title.level and (
            title.iso3 is not None or draft.name.lower().endswith(title.text.lower())
        )
    words = title.text.lower()
    words = re.sub(r"^(?:new|acting|visiting|then|current|late|young|elderly|outgoing|north|south) ", "", words)
    word = SAME.get(words, words)
    if word in ("minister", "chief minister"):
        return draft.level in ("minister", "foreign_minister", "defence_minister", "deputy_minister")
    if word in ("leader", "young leader"):
        return draft.level in ("head_of_state_or_government", "party") and (
            title.iso3 is not None or "leader" in _offices_named(draft)
        )
    if word in ("envoy", "diplomat", "negotiator", "official"):
        return draft.level in ("envoy", "deputy_minister", "other") and draft.state
    if draft.level is None:
        return False
    if title.level == "head_of_state_or_government":
        named = _offices_named(draft)
        current = held_at(draft.offices, day, draft.iso3)
        held = current.title.lower() if current else ""
        return (
            word in named and (not held or word in held or word in " ".join(named.split(" | ")[:2])) if word else False
        )
    if title.level != "other":
        return draft.level == title.level or word in _offices_named(draft)
    return word in _offices_named(draft)


def _fits_later(title: Title, draft: Draft, day: str | None) -> bool:
    return (
        draft.named
        and not draft.former
        and title.iso3 in (None, draft.iso3)
        and draft.level == title.level
        and _fits(title, draft, day)
    )


def _offices_named(draft: Draft) -> str:
    """All titles a person is known by, in small letters."""
    printed = [t.text for intro in draft.intros for t in (*intro.before, *([intro.after] if intro.after else []))]
    return " | ".join([*printed, *(o.title for o in draft.offices)]).lower()


def _stands_alone(page: Page, title: Title, start: int) -> bool:
    """False for predicates ("became president"), groups, and titles that describe nobody in particular."""
    if title.kind not in titles.STATE_KINDS or (title.former and not title.iso3):
        return False
    sentence = page.sentence[title.first]
    if title.determiner in ("a", "an", "one", "another", "some", "every", "each") and not title.iso3:
        return False
    if title.determiner is None and not (title.iso3 and sentence is not None):
        return False
    following = page.words[title.last + 1].text if title.last + 1 < len(page.words) else ""
    if page.gap(title.last) in (" ", "-") and titles.words().get(following.lower()) == "head":
        return False
    return not PREDICATE.search(page.text[max(0, start - 14) : start])


def demonym_mentions(page: Page, drafts: Sequence[Draft], mentions: Sequence[PersonMention]) -> list[PersonMention]:
    """ "The Venezuelan was last there in 2023": the one official of that state spoken of just before."""
    adjectives = {m.start: m for m in page.reading.countries if m.kind == "adjective"}
    out = []
    for match in DEMONYM.finditer(page.text):
        country = adjectives.get(match.start("word"))
        if country is None or country.end != match.end("word") or country.text.endswith(("ese", "ch", "sh")):
            continue
        near = {
            m.person
            for m in mentions
            if match.start() - 500 < m.start < match.start() and drafts[m.person].iso3 == country.iso3
        }
        if len(near) == 1:
            out.append(PersonMention(*match.span(), match[0], near.pop(), "title"))
    return out
