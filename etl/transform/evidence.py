"""Whether a run of capitals names a person, of which gender, and what rank an introduction gives."""

from __future__ import annotations

import re

from etl.models import Gender, Level
from etl.transform import titles
from etl.transform.introduction_patterns import FORMER_VERB, SAID_AFTER, SAID_BEFORE, SPEECH, VERB
from etl.transform.introductions import Intro
from etl.transform.name_lists import family_first, given_names, is_given, word_set
from etl.transform.page import Page
from etl.transform.states import offices_of

LOCATIVE = word_set("locative")


def complete(page: Page, intro: Intro) -> None:
    """Add gender and evidence to what the words around the name say."""
    words = [page.words[i].text for i in range(intro.name.first, intro.name.last + 1)]
    intro.gender = intro.gender or gender_of(words)
    intro.evidence = weigh(page, intro, words)


def weigh(page: Page, intro: Intro, words: list[str]) -> int:
    """3: certain (title, office, "who"), 2: a known given or family name, 1: stands where people do, 0: no person."""
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
    # No word of it is known as a name: it must stand where people do, and not be printed in small letters elsewhere.
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
        if (
            family_leads
            and re.search(r"(?:hee|sook|mi|ah|hye|kyong|kyung-?ah|suk|hui|nyo|ja)$", last)
            and not last.endswith("kyong-suk")
        ):
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
