"""Who fires: the subject of the launch, whose test it is, the owner of the weapon; never who reports or lies below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.transform import drill_words as dw
from etl.transform import launch_sites
from etl.transform.countries import BODIES
from etl.transform.drill_facts import Facts
from etl.transform.drill_heads import Head, Heads
from etl.transform.drill_moods import low

if TYPE_CHECKING:
    from spacy.tokens import Token

    from etl.transform.reading import Reading


ALLIES = re.compile(r"\b(?:the (?:two )?allies|either ally|both allies|two militaries)\b(?!['’])", re.IGNORECASE)
HANDED_OUT = re.compile(
    r"\b(?:photo|picture|image|footage|video|handout)s?\b[^.;]{0,40}"
    r"\b(?:provided|released|distributed|issued|published|aired|taken)\b[^.;]{0,25}\bby\b",
    re.IGNORECASE,
)
HELD_IN = re.compile(r"\b(?:place|location|site|somewhere|held|staged|area|range|ground) in (?:the )?$", re.IGNORECASE)
BEFORE_VERB = re.compile(
    r"^(?:['’]s)? ?(?:(?:military|army|navy|forces|air force|has|had|have|again|also|reportedly|"
    r"successfully|on|early|late|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|test|-) ?)*$"
)
SHIPS = {
    "HMS": "GBR",
    "USS": "USA",
    "INS": "IND",
    "ROKS": "KOR",
    "JS": "JPN",
    "PNS": "PAK",
    "HMAS": "AUS",
    "TCG": "TUR",
    "FS": "FRA",
}
SHIP = re.compile(r"\b(HMS|USS|INS|ROKS|JS|PNS|HMAS|TCG|FS) [A-Z]")
# Whose words make it a test are its makers: "what Pyongyang described as a test".
CLAIMS = frozenset(
    ["described", "called", "calls", "presented", "portrayed", "termed", "billed", "announced", "claimed"]
)


def launcher(
    reading: Reading, facts: Facts, heads: Heads, found: list[Head]
) -> tuple[str | None, bool, frozenset[str]]:
    """Who fires: the subject of the launch, what is possessed or described, the owner of the weapon.

    Returns (code, sure, partners). Who reports and what lies below the flight never count.
    """
    codes: list[str] = []
    ordered = sorted(found, key=lambda h: (not h.strong, h.noun))
    for head in ordered:
        token = head.token
        if head.noun:
            codes = countries_of(reading, facts, _possessors(token))
            codes = (
                codes
                or countries_of(reading, facts, _doers(heads, token))
                or _people(reading, facts, _doers(heads, token))
            )
        else:
            subject, agent = heads.subject(token), heads.agent(token)
            missile = subject is not None and heads.has_missile([subject])
            moves = low(token) in dw.words("motion_verb") and low(token) not in dw.words("launch_verb")
            observed = low(token) in dw.words("observe_verb")
            for candidate in (
                agent,
                None if observed else subject,
                None if moves and not observed else heads.patient(token),
            ):
                if candidate is None:
                    continue
                span = near(candidate) if candidate != heads.patient(token) or missile else _describers(candidate)
                codes = countries_of(reading, facts, span) or _people(reading, facts, span)
                if codes:
                    break
        if codes:
            break
    if not codes and any(h.strong and ALLIES.search(" ".join(t.text for t in h.token.subtree)) for h in found):
        named = [m.iso3 for m in reading.countries]
        if "KOR" in named:
            codes = ["KOR", "USA"]
    if not codes:
        codes = _just_before(reading, facts, found)
    owners = {c for m in facts.weapons for c in m.weapon.iso3s}
    if codes:
        if len(codes) > 1 and codes[0] == "USA":
            codes = [*codes[1:], "USA"]
        return codes[0], True, frozenset(codes[1:])
    if len(owners) == 1 and found:
        return owners.pop(), True, frozenset()
    ship = SHIP.search(facts.sentence.text)
    if ship and found:
        return SHIPS[ship[1]], True, frozenset()
    if owners and found:
        own = next((m.iso3 for m in reading.countries_in(facts.sentence) if m.iso3 in owners), None)
        own = own or next((m.iso3 for m in reading.countries if m.iso3 in owners), None)
        if own:
            return own, True, frozenset()
    if found and (shown := _shown(reading, facts, found)):
        return shown, False, frozenset()
    for _, _, site in launch_sites.find(facts.sentence.text):
        if site.iso3 and found:
            return site.iso3, False, frozenset()
    return None, False, frozenset()


def _shown(reading: Reading, facts: Facts, found: list[Head]) -> str | None:
    """The state that hands out the picture of a launch, or in which the drill is held: "at a place in North Korea"."""
    text = facts.sentence.text
    handed = HANDED_OUT.search(text)
    for mention in reading.countries_in(facts.sentence):
        start = mention.start - facts.sentence.start
        if mention.iso3 in BODIES:
            continue
        if handed and 0 <= start - handed.end() <= 30:
            return mention.iso3
        if all(h.noun for h in found) and HELD_IN.search(text[:start]) and mention.kind == "name":
            return mention.iso3
    return None


def _just_before(reading: Reading, facts: Facts, found: list[Head]) -> list[str]:
    """The country right before a launch verb, for sentences whose dateline or commas mislead the parser."""
    for head in found:
        if head.noun or low(head.token) in dw.words("observe_verb"):
            continue
        verb = facts.sentence.start + head.token.idx
        for mention in reversed(reading.countries_in(facts.sentence)):
            if (
                mention.end <= verb
                and mention.iso3 not in BODIES
                and BEFORE_VERB.match(reading.article.text[mention.end : verb])
            ):
                return [mention.iso3]
    return []


def _possessors(token: Token) -> list[Token]:
    """ "North Korea's latest" of a launch, "Iranian missile" of a missile test."""
    out: list[Token] = []
    for child in token.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod"):
            out += near(child)
        elif child.dep_ in ("prep", "agent") and low(child) in ("by", "of"):
            out += [t for p in child.children for t in near(p)]
    return out


def _doers(heads: Heads, token: Token) -> list[Token]:
    """The subject of the verb that a launch is the object of: "India conducted a test"."""
    above = token.head
    if token.dep_ in ("pobj", "oprd", "attr"):
        claim = above.head if low(above) == "as" else above
        if low(claim) in CLAIMS:
            subject = heads.subject(claim)
            return near(subject) if subject is not None else []
    for _ in range(3):
        if above.pos_ in ("VERB", "AUX") or above.tag_.startswith("VB"):
            doing = low(above) in dw.words("light_verb") | dw.words("launch_verb") | dw.words("test_verb") and low(
                above
            ) not in dw.words("observe_verb")
            subject = heads.subject(above) if doing else None
            agent = heads.agent(above)
            chosen = agent or (subject if subject != token else None)
            return near(chosen) if chosen is not None else []
        if above.head is above:
            break
        above = above.head
    return []


def _describers(token: Token) -> list[Token]:
    return [t for c in token.children if c.dep_ in ("amod", "compound", "poss", "nmod") for t in near(c)]


def _people(reading: Reading, facts: Facts, tokens: list[Token]) -> list[str]:
    """The state of a person who fires or oversees: "Kim Jong Un"."""
    spans = [(t.idx + facts.sentence.start, t.idx + len(t.text) + facts.sentence.start) for t in tokens]
    for mention in reading.people_in(facts.sentence):
        if mention.kind != "pronoun" and any(s < mention.end and mention.start < e for s, e in spans):
            iso3 = reading.cast.people[mention.person].iso3
            if iso3 and iso3 not in BODIES:
                return [iso3]
    return []


def source(reading: Reading, facts: Facts, heads: Heads) -> str | None:
    """The country whose officials or media tell it: the launcher only where nobody else is named."""
    for token in heads.doc:
        if (
            low(token) in dw.words("report_verb")
            and token.tag_.startswith("VB")
            and low(token) not in dw.words("observe_verb")
        ):
            for subject in (c for c in token.children if c.dep_ == "nsubj"):
                codes = countries_of(reading, facts, near(subject))
                if codes:
                    return codes[0]
    return None


def countries_of(reading: Reading, facts: Facts, tokens: list[Token]) -> list[str]:
    """Codes named in these tokens, by place, bodies left out."""
    if not tokens:
        return []
    offset = facts.sentence.start
    spans = [(t.idx + offset, t.idx + len(t.text) + offset) for t in tokens]
    out: list[str] = []
    for mention in reading.countries_in(facts.sentence):
        if (
            mention.iso3 not in BODIES
            and any(s < mention.end and mention.start < e for s, e in spans)
            and mention.iso3 not in out
        ):
            out.append(mention.iso3)
    return out


def near(token: Token) -> list[Token]:
    """A noun phrase without places in it: "crews of the U.S. division" keeps "of", "officers in Seoul" loses "in"."""
    out = [token]
    for child in token.children:
        if child.dep_ in ("relcl", "acl", "advcl", "appos", "punct", "cc"):
            continue
        if child.dep_ == "prep" and low(child) != "of":
            continue
        out += near(child)
    return sorted(out, key=lambda t: t.i)
