"""Later mentions of a cast: parts of names ("Yun", "Mr Lavrov") and titles alone ("the minister", "Iran's president")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.models import PersonMention
from etl.transform import offices, titles
from etl.transform.introductions import SPEECH
from etl.transform.names import Page, family_first, fold
from etl.transform.roles import Title
from etl.transform.states import held_at

if TYPE_CHECKING:
    from etl.transform.people import Draft

SAID = re.compile(rf"['’]?s? {SPEECH}\b|, {SPEECH}\b")
SAYS = re.compile(rf"\b{SPEECH} $|[Aa]ccording to $")
PREDICATE = re.compile(
    r"\b(?:as|became|become|becomes|becoming|be|been|is|was|were|elected|appointed|named|sworn in as|remains|than|like|any|every|no|each) $"
)
# Words for the same office.
SAME = {
    "premier": "prime minister", "pm": "prime minister", "pontiff": "pope", "head of state": "president", "dictator": "leader",
    "strongman": "leader", "ruler": "leader", "monarch": "king", "amir": "emir", "diplomat": "foreign minister",
}  # fmt: skip


def family_name(words: Sequence[str]) -> str:
    """The word of a full name that newsrooms use alone, folded: "Yun" of Yun Jong Ho, "Lavrov" of Sergei Lavrov."""
    leads = words[0] in family_first() and len(words) in (2, 3)
    return fold(words[0] if leads else words[-1])


def choose(
    page: Page,
    drafts: Sequence[Draft],
    owners: Sequence[int],
    start: int,
    end: int,
    word: str,
    mentions: Sequence[PersonMention],
) -> int:
    """Which of several people who bear `word` is meant at text[start:end].

    A speaker where someone speaks, one mentioned shortly before, one already called by this word, one whose family
    name it is; people long out of office are printed in full ("Kim Il Sung"), so a bare "Kim" is seldom one of them.
    """
    speaks = bool(SAID.match(page.text, end) or SAYS.search(page.text[max(0, start - 16) : start]))
    day = page.reading.anchor

    def fitness(index: int) -> float:
        draft = drafts[index]
        own = [m for m in mentions if m.person == index]
        before = [m for m in own if m.start < start]
        score = 0.0
        if not before:
            score -= 6.0
        else:
            score -= min((start - before[-1].end) / 500.0, 3.0)
            score += 1.5 * any(m.kind == "short" for m in before) + 0.35 * min(len(before), 6)
        score += 1.0 * (family_name(draft.words) == word)
        private = not draft.state and bool(draft.title or draft.affiliation)
        if speaks:
            score += 3.0 * private
        else:
            score -= 1.5 * private
        held = draft.offices
        if held and day and all(o.until and o.until[:4] < str(int(day[:4]) - 8) for o in held):
            score -= 3.0
        return score

    return max(owners, key=lambda i: (fitness(i), -i))


def offices_named(draft: Draft) -> str:
    """All titles a person is known by, in small letters."""
    printed = [t.text for intro in draft.intros for t in (*intro.before, *([intro.after] if intro.after else []))]
    return " | ".join([*printed, *(o.title for o in draft.offices)]).lower()


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
            title.iso3 is not None or "leader" in offices_named(draft)
        )
    if word in ("envoy", "diplomat", "negotiator", "official"):
        return draft.level in ("envoy", "deputy_minister", "other") and draft.state
    if draft.level is None:
        return False
    if title.level == "head_of_state_or_government":
        named = offices_named(draft)
        current = held_at(draft.offices, day, draft.iso3)
        held = current.title.lower() if current else ""
        return (
            word in named and (not held or word in held or word in " ".join(named.split(" | ")[:2])) if word else False
        )
    if title.level != "other":
        return draft.level == title.level or word in offices_named(draft)
    return word in offices_named(draft)


def title_mentions(
    page: Page, drafts: list[Draft], found: Sequence[Title], mentions: Sequence[PersonMention], add: type[Draft]
) -> list[PersonMention]:
    """Titles that stand for somebody, as mentions; office holders whom the article never names join `drafts`."""
    day = page.reading.anchor
    taken = {place for m in mentions for place in (m.start, m.end - 1)}
    out: list[PersonMention] = []
    everyone = sorted(mentions, key=lambda m: m.start)
    for title in found:
        start, end = page.words[title.begin].start, page.words[title.last].end
        if any(start <= place < end for place in taken) or not _stands_alone(page, title, start):
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
            drafts.append(add.unnamed(person, page.text[start:end], title))
        if person is not None:
            out.append(PersonMention(start, end, page.text[start:end], person, "title"))
    return out


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


def _fits_later(title: Title, draft: Draft, day: str | None) -> bool:
    return (
        draft.named
        and not draft.former
        and title.iso3 in (None, draft.iso3)
        and draft.level == title.level
        and _fits(title, draft, day)
    )
