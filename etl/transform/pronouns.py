"""Who "he", "she", "him", "her" and "his" mean: by where people stand before, their gender, and who speaks.

Told from the words alone, for all pronouns of an article. Those that speak beside quotations are weighed anew in
`antecedents`, from the parsed sentences, which would cost too much for every pronoun.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import PersonMention, Sentence
from etl.transform.introduction_patterns import SPEECH, VERB
from etl.transform.page import Page

if TYPE_CHECKING:
    from etl.transform.drafts import Draft

PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”\n]*(?:”|\n|$)|\"[^\"\n]*(?:\"|\n|$)")
# What may stand between a name and its verb: an age or an apposition.
ASIDE = r"(?:,? (?:\d\d,|(?:who|an?|the|[A-Z])[^.;“”\"]{3,200},))?"
SAYS_AFTER = re.compile(rf"{ASIDE} (?:also |then |later |once |has |had )?{SPEECH}\b")
SAYS_BEFORE = re.compile(rf"\b{SPEECH} (?:[\w.’'-]+ ){{0,6}}$|[Aa]ccording to (?:[\w.’'-]+ ){{0,5}}$")
ACTS_AFTER = re.compile(
    rf"{ASIDE}(?: [\w-]+ly| himself| herself| also| then| never)? "
    rf"(?:{VERB}\b|[a-z]{{3,}}s (?:an?|the|his|her|that|at|on|to|in|for|with|it|no|not)\b)"
)
GOVERNED = re.compile(
    r"\b(?:of|with|by|to|for|from|in|on|at|under|than|about|between|against|over|after|before|like|and) "
    r"(?:[\w.’'-]+ ){0,3}$"
)
OPENS_CLAUSE = re.compile(
    r"^[^,“\"]{0,60}\b(?:before|when|after|while|as|since|on|in|during|if|though|although) $", re.IGNORECASE
)
TOPIC = 1.0  # added for the person whom the article is about
TOPIC_MENTIONS = 4  # by name or title, and twice as many as anybody else has
UNSURE = 1.6  # below this score the person named next may be meant
REACH = 5  # sentences
DECAY = (1.0, 0.8, 0.5, 0.35, 0.25, 0.15)


@dataclass(slots=True)
class Seen:
    """One earlier mention with its weight as a candidate."""

    person: int
    start: int
    end: int
    story: int
    block: int
    weight: float
    speaks: bool
    acts: bool
    inside: bool


def resolve(page: Page, drafts: Sequence[Draft], mentions: Sequence[PersonMention]) -> list[PersonMention]:
    """Mentions for the pronouns of one person; those that nobody fits are left out.

    The subject of the sentence before goes before other people in it; after a passage in quotation marks the person
    who spoke last goes first; inside one, the speaker is never meant. A pronoun settles an unknown gender.
    """
    text = page.text
    quoted = [m.span() for m in QUOTED.finditer(text)]
    story = _story(page, quoted)
    out: list[PersonMention] = []
    seen: list[Seen] = []
    waiting = list(mentions)
    topic = _topic(page, drafts, mentions)
    for sentence in page.reading.sentences:
        if sentence.kind == "headline":
            while waiting and waiting[0].start < sentence.end:
                waiting.pop(0)
            continue
        for match in PRONOUN.finditer(text, sentence.start, sentence.end):
            while waiting and waiting[0].start < match.start():
                seen.append(_seen(page, waiting.pop(0), quoted, story))
            person, confidence = _best(
                page, drafts, seen, match, (story[sentence.index], sentence.block), quoted, topic
            )
            ahead = _ahead(page, drafts, waiting, match, sentence) if confidence < UNSURE else None
            person = ahead if ahead is not None else person
            if person is None:
                continue
            mention = PersonMention(*match.span(), match[0], person, "pronoun")
            out.append(mention)
            seen.append(_seen(page, mention, quoted, story))
        while waiting and waiting[0].start < sentence.end:
            seen.append(_seen(page, waiting.pop(0), quoted, story))
    return out


def _topic(page: Page, drafts: Sequence[Draft], mentions: Sequence[PersonMention]) -> int | None:
    """The traveller or office holder whom an article is about: named far more often than any other."""
    counts = Counter(m.person for m in mentions if drafts[m.person].state or drafts[m.person].offices)
    most = counts.most_common(2)
    if not most or most[0][1] < TOPIC_MENTIONS or (len(most) > 1 and most[0][1] < 2 * most[1][1]):
        return None
    return most[0][0]


def _inside(quoted: Sequence[tuple[int, int]], place: int) -> bool:
    return any(start < place < end for start, end in quoted)


def _story(page: Page, quoted: Sequence[tuple[int, int]]) -> list[int]:
    """How many sentences of the article's own words come before each sentence: what is all quotation adds none."""
    out, count = [], 0
    for sentence in page.reading.sentences:
        inside = sum(
            min(end, sentence.end) - max(start, sentence.start)
            for start, end in quoted
            if start < sentence.end and end > sentence.start
        )
        out.append(count)
        count += sentence.end - sentence.start - inside > 12
    return out


def _seen(page: Page, mention: PersonMention, quoted: Sequence[tuple[int, int]], story: Sequence[int]) -> Seen:
    """Weigh a mention by its place: subjects and speakers most, owners ("Kim's train") and the governed least."""
    text, start, end = page.text, mention.start, mention.end
    sentence = page.sentence[min(page.at(start), len(page.words) - 1)]
    before = text[max(sentence.start if sentence else 0, start - 60) : start]
    speaks = SAYS_AFTER.match(text, end) is not None or SAYS_BEFORE.search(before) is not None
    possessive = (
        text[end : end + 1] in ("'", "’") or mention.text.lower() in ("his", "hers") or mention.text.lower() == "her"
    )
    acts = not possessive and ACTS_AFTER.match(text, end) is not None
    if speaks and not possessive:
        weight = 3.4
    elif possessive:
        weight = 1.6
    elif GOVERNED.search(before):
        weight = 1.2 + 0.6 * acts
    elif acts:
        weight = 3.0
    else:
        weight = 2.0
    if sentence is not None and start - sentence.start < 12:
        weight = max(weight, 2.6)  # "For Ri it was", "It was Putin's first meeting", "Kim Jong Un."
    if mention.kind == "pronoun":
        weight += 0.2
    elif mention.kind == "full" and text[end : end + 2] == ", ":
        weight += 0.5  # introduced with an apposition, likely to speak next
    if sentence is not None and sentence.kind == "caption":
        weight *= 0.4
    place, block = (story[sentence.index], sentence.block) if sentence else (0, 0)
    return Seen(
        mention.person, start, end, place, block, weight, speaks and not possessive, acts, _inside(quoted, start)
    )


def _best(
    page: Page,
    drafts: Sequence[Draft],
    seen: Sequence[Seen],
    match: re.Match[str],
    place: tuple[int, int],
    quoted: Sequence[tuple[int, int]],
    topic: int | None,
) -> tuple[int | None, float]:
    word = match[0].lower()
    gender = "f" if word in ("she", "her", "hers", "herself") else "m"
    inside = _inside(quoted, match.start())
    speaks = not inside and (
        SAYS_AFTER.match(page.text, match.end()) is not None
        or SAYS_BEFORE.search(page.text[max(0, match.start() - 20) : match.start()]) is not None
    )
    scores: dict[int, float] = {}
    # "He called him a friend": the subject of the clause is not its object, wherever else that person is mentioned.
    barred = {
        one.person
        for one in seen[-12:]
        if one.story == place[0] and one.block == place[1] and _same_sentence(page, one, match, word) <= -4.0
    }
    for one in seen[-40:]:
        if one.person in barred:
            continue
        distance = place[0] - one.story
        if distance > REACH or drafts[one.person].gender not in (None, gender):
            continue
        score = one.weight * DECAY[distance] * (0.4 if one.inside and not inside else 1.0)
        if distance == 0 and one.block == place[1]:
            score += _same_sentence(page, one, match, word)
        if drafts[one.person].gender == gender:
            score += 0.5
        if speaks and one.speaks:
            score += 1.2 if distance <= 1 or one.block == place[1] else 0.3
        if not speaks and not drafts[one.person].state and distance > 1:
            score -= 0.5
        if inside and one.speaks and distance <= 1:
            score -= 2.0
        if inside and drafts[one.person].state:
            score += 0.5
        scores[one.person] = max(scores.get(one.person, -9.0), score)
    if not scores:
        return None, 0.0
    counts = {i: sum(one.person == i for one in seen[-40:]) for i in scores}
    if topic is not None and not inside and topic in scores:
        scores[topic] += TOPIC
    best = max(scores, key=lambda i: scores[i] + 0.05 * min(counts[i], 6))
    if scores[best] <= 0.2:
        return None, 0.0
    draft = drafts[best]
    if draft.gender is None and not inside and scores[best] > 2.0:
        draft.gender = gender  # type: ignore[assignment]
    return best, scores[best]


def _ahead(
    page: Page, drafts: Sequence[Draft], waiting: Sequence[PersonMention], match: re.Match[str], sentence: Sentence
) -> int | None:
    """The person named later in the sentence: "Weeks before he became president, Ali Khamenei was received"."""
    if not OPENS_CLAUSE.search(page.text[sentence.start : match.start()]):
        return None
    gender = "f" if match[0].lower() in ("she", "her") else "m"
    after = next((m for m in waiting if m.start < sentence.end), None)
    if (
        after is None
        or "," not in page.text[match.end() : after.start]
        or drafts[after.person].gender not in (None, gender)
    ):
        return None
    return after.person


def _same_sentence(page: Page, one: Seen, match: re.Match[str], word: str) -> float:
    """Within one sentence: "him" is not the subject of its own clause; "he" in a later clause is the subject before."""
    between = re.sub(r"^, [^,;]{3,150},", "", page.text[one.end : match.start()])  # an apposition parts no clause
    same_clause = not re.search(
        r"[,;:—–“”\"]| (?:that|when|while|because|where|if|as|after|before|until|since|who|which|and|but) ", between
    )
    if word in ("him", "himself", "herself") or (
        word == "her" and not re.match(r" [a-z]", page.text[match.end() : match.end() + 2])
    ):
        reflexive = word.endswith("self")
        if not (same_clause and one.acts):
            return 0.3
        # "Obama had artists writing songs about him": far on and governed, it may be the subject after all.
        far = len(between) > 30 and re.search(r"\b(?:about|for|with|to|of|around|behind|beside|from) $", between)
        return 1.0 if reflexive else -1.0 if far else -4.0
    if word in ("his", "her", "hers"):
        return 0.8 if one.acts or one.speaks else 0.4
    return 0.4 if one.acts or one.speaks else 0.0
