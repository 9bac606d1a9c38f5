"""Parts of names that stand for people: "Yun", "Mr Lavrov", "Peña Nieto"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.models import Office, PersonMention
from etl.transform import evidence, offices, states
from etl.transform.drafts import Draft, describe
from etl.transform.introduction_patterns import SPEECH
from etl.transform.introductions import Intro
from etl.transform.name_lists import family_first, fold
from etl.transform.names import Name
from etl.transform.page import Page

SAID = re.compile(rf"['’]?s? {SPEECH}\b|, {SPEECH}\b")
SAYS = re.compile(rf"\b{SPEECH} $|[Aa]ccording to $")


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


def settle(page: Page, drafts: list[Draft], pending: list[tuple[Name, Intro]], mentions: list[PersonMention]) -> None:
    """Add parts of names ("Yun", "Peña Nieto") as mentions; well-known family names of nobody named here join."""
    by_word: dict[str, list[int]] = {}
    for draft in drafts:
        for key in draft.keys:
            by_word.setdefault(key, []).append(draft.index)
    for name, intro in pending:
        words = [page.words[i].text for i in range(name.first, name.last + 1)]
        keys = [fold(word) for word in words if len(word) > 1]
        start, end = page.words[name.first].start, page.words[name.last].end
        if keys and page.opens_sentence(name.first) and len(words) > 1 and not all(k in by_word for k in keys):
            words, start = words[1:], page.words[name.first + 1].start
            keys = [fold(word) for word in words if len(word) > 1]
        owners = [i for i in by_word.get(keys[-1], []) if set(keys) <= set(drafts[i].keys)] if keys else []
        if not owners and len(words) == 1 and (known := _well_known(page, name, words[0])):
            draft = Draft(len(drafts), words, words[0], intros=[intro], offices=known)
            drafts.append(draft)
            held = states.held_at(known, page.reading.anchor, intro.iso3)
            if held is not None:
                draft.iso3, draft.level, draft.state = held.iso3, held.level, True
            draft.gender = evidence.gender_of(known[0].name.split())
            by_word.setdefault(keys[0], []).append(draft.index)
            owners = [draft.index]
        if owners:
            mentions.sort(key=lambda m: m.start)
            person = choose(page, drafts, owners, start, end, keys[-1], mentions) if len(owners) > 1 else owners[0]
            if (
                drafts[person].title is None
                and (intro.after or intro.phrase or intro.affiliation)
                and intro.evidence == 3
            ):
                # "Nagaoka, 78, a retired official": said only at a later mention.
                drafts[person].intros.append(intro)
                describe(page, drafts[person], drafts)
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
