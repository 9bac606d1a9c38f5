"""Noun phrases that speak -> who that is: someone of the cast, a body at its fullest name, or nobody named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import Person, PersonMention, SpeakerType
from etl.transform import bodies, expertise, reporting, titles
from etl.transform.subjects import Finding

if TYPE_CHECKING:
    from etl.transform.reading import Reading

PRONOUNS = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "one", "who", "its", "their", "his", "her", "him", "them"}
)
HONORIFIC = re.compile(r"^(?:(?:the|a|an|mr|mrs|ms|miss|dr|sir|professor|prof)\b\.? )+", re.IGNORECASE)
# What stands between a description and the name it belongs to: "Its spokesman, Lim", "Commodore (retd.) Rao".
BETWEEN = re.compile(r",? (?:\([a-zA-Z.]{2,7}\) )?")
# What stands between a name and the body or place of its owner: "Lee, a retired designer in Bremen".
OF_BODY = re.compile(r"(?:, (?:an?|the) [a-z][\w -]{2,45})?,? (?:of|at|from|with|in|for) (?:the )?")
# "Commodore (retd) Vishwanath Rao", of whom the parser takes the rank alone.
RETIRED_NAME = re.compile(r" \((?:[Rr]etd?|[Rr]etired)\.?\) (?P<name>(?:[A-Z][\w’'.-]+ ){1,2}[A-Z][\w’'-]+)")
# "a former ambassador in Oslo, Dagny Oversund."
APPOSED = re.compile(
    r"(?: (?:in|at|of|from) [^,.;:“”\"]{2,40})?, (?P<name>(?:[A-ZÀ-Þ][\w’'-]+ ){1,3}[A-ZÀ-Þ][\w’'-]+)(?=[,.])"
)
ACRONYM = re.compile(r"[A-Z]{4,8}")
# How far back a pronoun may reach, in characters.
REACH = 600


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a passage, as far as it is known; `name` is None for unnamed speakers."""

    raw: str
    name: str | None
    person: Person | None
    speaker_type: SpeakerType
    reason: str
    cue: str | None
    how: str
    iso3: str | None = None


def resolve(reading: Reading, finding: Finding) -> Speaker:
    """Name the speaker that a finding points at."""
    text = reading.article.text
    raw = text[finding.start : finding.end]
    mention = _mention_at(reading, finding)
    if mention is not None:
        return of_mention(reading, mention, raw, finding)
    if raw.lower() in PRONOUNS:
        return _of_pronoun(reading, finding, raw)
    body = next((b for b in bodies.find(text, *_around(text, finding)) if b.start <= finding.head < b.end), None)
    if body is not None and not raw.lower().startswith(("a ", "an ")):
        return _of_body(reading, body, raw, finding)
    if body is None and text[finding.head - len(_word_before(text, finding.head)) : finding.head + 1][:1].isupper():
        return _of_unknown_name(reading, finding, raw)
    apposed = APPOSED.match(text, finding.end) if body is None else None
    if apposed and not any(m.start < apposed.end() and apposed.start("name") < m.end for m in reading.countries):
        return _of_unknown_name(reading, finding, apposed["name"])
    return Speaker(raw, None, None, "anonymous", f"unnamed: {raw}", finding.cue, finding.how)


def _word_before(text: str, place: int) -> str:
    """The letters of the word that run up to `place`."""
    match = re.search(r"[\w’'-]*$", text[max(0, place - 30) : place])
    return match[0] if match else ""


def _around(text: str, finding: Finding) -> tuple[int, int]:
    """The noun phrase and the rest of a name that goes on: `South Korea's Joint Chiefs of Staff (JCS)`."""
    tail = re.match(
        r"[\w’'-]*(?: of (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w-]+)*)?(?: \([A-Z][A-Za-z]+\))?", text[finding.end :][:80]
    )
    return finding.start, finding.end + (tail.end() if tail else 0)


def _mention_at(reading: Reading, finding: Finding) -> PersonMention | None:
    """The member of the cast that the head word belongs to, or whose name follows: "Its spokesman, Lim Byeong-ho"."""
    text = reading.article.text
    for mention in reading.cast.mentions:
        if mention.start <= finding.head < mention.end:
            return mention
        if mention.start > finding.end + 12:
            break
        if (
            mention.kind == "full"
            and mention.start > finding.end
            and BETWEEN.fullmatch(text, finding.end, mention.start)
        ):
            return mention
    return _named_before(reading, finding) or _described(reading, finding)


def _named_before(reading: Reading, finding: Finding) -> PersonMention | None:
    """The one whose place or body the phrase is: "Professor Ann Lee of Strelsau University told ..."."""
    text = reading.article.text
    for mention in reading.cast.mentions:
        between = text[mention.end : finding.start] if mention.end < finding.start <= mention.end + 70 else ""
        if between and mention.kind == "full" and OF_BODY.fullmatch(between):
            return mention
    return None


def _described(reading: Reading, finding: Finding) -> PersonMention | None:
    """The one last named whom a description fits: "the professor of law" for a professor of the cast."""
    text = reading.article.text
    words = text[finding.start : finding.end].split()
    if words[0] not in ("the", "The") or not text[finding.head].islower():
        return None
    noun = (_word_before(text, finding.head) + text[finding.head : finding.end]).split()[0].lower()
    fitting = {
        p.index for p in reading.cast.people if p.named and noun in re.findall(r"[\w-]+", (p.title or "").lower())
    }
    before = [m for m in reading.cast.mentions if m.start < finding.start and m.person in fitting]
    return before[-1] if before else None


def of_mention(reading: Reading, mention: PersonMention, raw: str, finding: Finding) -> Speaker:
    """The member of the cast that a mention speaks of, as the speaker of `finding`, printed as `raw`."""
    person = reading.cast.person(mention)
    kind, reason = titles.speaker_type(person)
    if kind in ("other", "official") and person.named and expertise.may_comment(person):
        kind, reason = _expert_by_context(reading, person, kind) or (kind, reason)
    name = person.name if person.named else None
    return Speaker(raw, name, person, kind, reason, finding.cue, finding.how, person.iso3)


def _expert_by_context(reading: Reading, person: Person, kind: SpeakerType) -> tuple[SpeakerType, str] | None:
    """Expert where the words around a full name say so; of officials only those that have retired."""
    text = reading.article.text
    for mention in reading.cast.mentions:
        if mention.person == person.index and mention.kind == "full":
            found = expertise.around_name(text, mention.start, mention.end)
            if found and (kind == "other" or found.startswith(("retired", "former service"))):
                return "expert", found
    return None


def _of_body(reading: Reading, body: bodies.BodyMention, raw: str, finding: Finding) -> Speaker:
    """A body, under the fullest name that the article gives it."""
    full = bodies.fullest(reading.article.text, body)
    printed = re.sub(r"^(?:the|its|their) ", "", reading.article.text[body.start : body.end], flags=re.IGNORECASE)
    name = full.name or (printed if " " in printed else None)
    codes = [m.iso3 for m in reading.countries if full.start <= m.start < full.end]
    iso3 = full.iso3 or (codes[0] if codes else None)
    return Speaker(raw, name, None, full.speaker_type, full.reason, finding.cue, finding.how, iso3)


def _of_pronoun(reading: Reading, finding: Finding, raw: str) -> Speaker:
    """ "It" is the body spoken of last, "he" and "she" that the cast leaves open the person named last."""
    text, first = reading.article.text, max(0, finding.start - REACH)
    if raw.lower() in ("it", "its", "they", "their"):
        named = [b for b in bodies.find(text, first, finding.start) if bodies.fullest(text, b).name]
        if named and (raw.lower() in ("it", "its") or named[-1].end > finding.start - REACH // 3):
            return _of_body(reading, named[-1], raw, finding)
    if raw.lower() in ("he", "she"):
        wanted = "m" if raw.lower() == "he" else "f"
        near = [m for m in reading.cast.mentions if first <= m.start < finding.start and m.kind in ("full", "short")]
        near = [m for m in near if reading.cast.person(m).gender in (None, wanted)]
        if near:
            return of_mention(reading, near[-1], raw, finding)
    return Speaker(raw, None, None, "anonymous", f"unnamed: {raw}", finding.cue, finding.how)


def _of_unknown_name(reading: Reading, finding: Finding, raw: str) -> Speaker:
    """A name that the cast does not hold, under its fullest form in the article; states speak through officials."""
    text = reading.article.text
    if (rest := RETIRED_NAME.match(text, finding.end)) and all(w.lower() in titles.words() for w in raw.split()):
        raw = text[finding.start : rest.end()]
        name = rest["name"]
    else:
        name = HONORIFIC.sub("", raw).strip(" .,")
    if any(m.start <= finding.head < m.end for m in reading.countries):
        code = next(m.iso3 for m in reading.countries if m.start <= finding.head < m.end)
        return Speaker(raw, name, None, "official", f"state: {raw}", finding.cue, finding.how, code)
    words = name.split()
    if name.isupper() and (found := _of_capitals(reading, name, raw, finding)):
        return found
    acronym = finding.how != "label" and ACRONYM.fullmatch(name) is not None
    if not words or not (acronym or _is_name(text, words)):
        return Speaker(raw, None, None, "anonymous", f"unnamed: {raw}", finding.cue, finding.how)
    longer = re.findall(rf"(?<![\w.] )\b(?:[A-Z][\w’'-]+ ){{1,3}}{re.escape(words[-1])}\b", text)
    name = max((f for f in longer if f.endswith(name) and _is_name(text, f.split())), key=len, default=name)
    why = next((f for m in re.finditer(re.escape(name), text) if (f := expertise.around_name(text, *m.span()))), None)
    commenting: SpeakerType = "expert" if why else "other"
    return Speaker(raw, name, None, commenting, why or "name without a title", finding.cue, finding.how)


def _of_capitals(reading: Reading, name: str, raw: str, finding: Finding) -> Speaker | None:
    """A name in capitals: the family name of a transcript's speaker, or an acronym that the article spells out."""
    for mention in reading.cast.mentions:
        person = reading.cast.person(mention)
        if person.named and person.name.upper().split()[-1] == name.split()[-1]:
            return of_mention(reading, mention, raw, finding)
    spelled = bodies.spelled_out(reading.article.text, name)
    return _of_body(reading, spelled, raw, finding) if spelled else None


def _is_name(text: str, words: list[str]) -> bool:
    """False for a title alone, a shout in capitals and a word that stands capitalised only where a sentence opens."""
    known = titles.words()
    if all(w.lower().strip(".") in known for w in words) or (
        words[0].lower() in reporting.openers() and not (len(words) > 1 and "-" in words[-1])  # "Do Hyun-joo"
    ):
        return False
    if len(words) > 1:
        return True
    return len(words[0]) > 2 and re.search(rf"[a-z,] {re.escape(words[0])}\b", text) is not None
