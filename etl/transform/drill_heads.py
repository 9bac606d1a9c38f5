"""One parsed sentence -> the words that tell of a launch (heads), who does it, and which dates are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from etl.transform.drill_moods import VERB_TAGS, Mood, children, low, mood_of
from etl.transform.drill_words import words

PRONOUNS = words("pronoun")
# What a launch verb without object says where it goes or comes from: "last fired on May 25", "launched from Sunan".
FLIGHT_WORDS = re.compile(
    (
        r"\b(?:sea|ocean|orbit|space|sky|air|aloft|waters|pacific|atlantic|mediterranean|japan|east|west|"
        r"target|island|submarine|train|truck|launcher|silo)\b"
    ),
    re.IGNORECASE,
)
# Everyday verbs that tell of a flight only with such a word: "came down", "blew up", "took off".
WITH_PARTICLE = words("particle_verb")
PARTICLES = words("particle")
# Things that belong to missiles, and what is begun or shot that is none.
NO_MISSILE = words("no_missile")
# What only things in flight do, so that "they" and "both" are missiles.
FLIGHT_ONLY = words("flight_only")
RAISING = words("raising_verb")


@dataclass(frozen=True, slots=True)
class Head:
    """A word that tells of a launch or drill; `strong` where a missile is named with it."""

    token: Token
    strong: bool
    noun: bool
    drill: bool
    mood: Mood

    @property
    def i(self) -> int:
        return self.token.i


def phrase(token: Token) -> list[Token]:
    """The tokens of a noun phrase without its clauses: "a short-range missile" of "a short-range missile that flew"."""
    out: list[Token] = [token]
    for child in token.children:
        if child.dep_ not in ("relcl", "acl", "advcl", "appos", "punct", "cc"):
            out += phrase(child)
    return sorted(out, key=lambda t: t.i)


def core(token: Token) -> list[Token]:
    """A noun, its describing words and what it is "of": "a pair of missiles", not "a warning over missiles"."""
    out = [token]
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nummod", "nmod"):
            out += core(child)
        elif low(child) == "of":
            out += [t for c in child.children if c.dep_ == "pobj" for t in core(c)]
    return out


class Heads:
    """Finds the heads of one sentence.

    `missiles` are places of missile words and weapon names in the sentence's text; `topical` is True in an article
    about missiles, where "the salvo" or "two flew" needs no missile word.
    """

    def __init__(self, doc: Doc, missiles: Sequence[tuple[int, int]], *, topical: bool) -> None:
        self.doc = doc
        self.missiles = missiles
        self.topical = topical
        self.found: list[Head] = list(self._find())

    def has_missile(self, tokens: Sequence[Token]) -> bool:
        return any(s < t.idx + len(t.text) and t.idx < e for t in tokens for s, e in self.missiles)

    def _object(self, token: Token | None) -> Literal["strong", "weak", "none"]:
        """Whether a noun phrase is something fired."""
        if token is None:
            return "none"
        if low(token) in NO_MISSILE:
            return "none"
        # "a warning over missiles" is no missile: its own noun must be, or what it is "of".
        if self.has_missile(core(token)) or any(self.has_missile(phrase(c)) for c in children(token, "conj")):
            return "strong"
        return "weak" if low(token) in PRONOUNS or token.tag_ == "CD" else "none"

    def _find(self) -> Iterator[Head]:
        for token in self.doc:
            word = low(token)
            if word in words("drill_noun") and token.tag_ in ("NN", "NNS", "NNP", "NNPS") and token.dep_ != "compound":
                yield Head(token, self._is_missile_drill(token), True, True, mood_of(token))
            elif word in words("event_noun") and token.tag_ in ("NN", "NNS", "NNP", "VBG") and self._is_event(token):
                yield Head(token, self._noun_strength(token) == "strong", True, False, mood_of(token))
            elif token.tag_ in VERB_TAGS and (strength := self._verb(token, word)) != "none":
                yield Head(token, strength == "strong", False, False, mood_of(token))

    def _is_missile_drill(self, token: Token) -> bool:
        span = [
            t
            for t in token.subtree
            if not any(
                a.dep_ == "prep" and low(a) in ("against", "to", "before", "after", "despite", "over")
                for a in (t, *t.ancestors)
                if a.i > token.i
            )
        ]
        text = " ".join(low(t) for t in span)
        return self.has_missile(span) or bool(
            re.search(r"\b(?:fir(?:e|ing)|launch\w*|strik\w+|counter-?\s?attack|nuclear|shooting)\b", text)
        )

    def _is_event(self, token: Token) -> bool:
        """True for a launch or test as a noun; "launch site", "nuclear test" and general plurals are none."""
        if token.tag_ == "VBG" and not children(token, "det", "amod", "compound", "poss"):
            return False
        if token.dep_ == "compound" or any(
            low(t)
            in (
                "nuclear",
                "engine",
                "flight-deck",
                "static",
                "blood",
                "stress",
                "dna",
                "military-wide",
                "ground",
                "friendship",
                "commercial",
                "passenger",
            )
            for t in children(token, "amod", "compound")
        ):
            return self._noun_strength(token) == "strong" and token.dep_ != "compound"
        return self._noun_strength(token) != "none"

    def _noun_strength(self, token: Token) -> Literal["strong", "weak", "none"]:
        mods = [
            t
            for t in phrase(token)
            if t == token or t.dep_ in ("compound", "amod", "nmod", "npadvmod", "nummod", "poss") or t.i == token.i - 1
        ]
        if low(token) in ("attempt", "attempts", "try", "tries", "bid") and self.has_missile(list(token.subtree)):
            return "strong"
        if self.has_missile(mods) or any(
            self.has_missile(phrase(c)) for p in children(token, "prep") if low(p) == "of" for c in children(p, "pobj")
        ):
            return "strong"
        return (
            "weak"
            if self.topical
            and low(token)
            not in ("attempt", "attempts", "shooting", "demonstration", "trial", "trials", "experiment", "bid")
            else "none"
        )

    def _verb(self, token: Token, word: str) -> Literal["strong", "weak", "none"]:
        obj = self.patient(token)
        objects = self._object(obj)
        subject = self._subject_strength(token) if not _is_passive(token) else "none"
        if word in words("observe_verb") and objects == "strong" and obj is not None and self.has_missile([obj]):
            return "strong"
        if word in words("launch_verb") or word in words("test_verb"):
            if objects == "strong" or (objects == "weak" and self.topical and word in words("launch_verb")):
                return objects
            if obj is not None and objects == "none":
                return "none"
            if (
                obj is None
                and word in words("launch_verb")
                and (subject == "strong" or (self.topical and (subject == "weak" or self._has_flight_words(token))))
            ):
                return "strong" if subject == "strong" else "weak"
            if (
                objects == "weak"
                and self.topical
                and obj is not None
                and (_is_passive(token) or low(obj) not in ("it", "them", "all", "that"))
            ):
                return "weak"
            return "none"
        if (
            word in words("send_verb")
            and objects == "strong"
            and (self._has_flight_words(token) or word in ("flew", "flown", "fly", "flies"))
        ):
            return "strong"
        if word in words("motion_verb") or word in words("send_verb"):
            if word in WITH_PARTICLE and not any(low(c) in PARTICLES for c in token.children):
                return "none"
            if subject == "strong":
                return "strong"
            passive = self._object(_first(children(token, "nsubjpass")))
            if passive == "strong" and word in (
                "flown",
                "lost",
                "sent",
                "carried",
                "blown",
                "broken",
                "destroyed",
                "struck",
            ):
                return "strong"
            if passive == "weak" and self.topical and word in ("flown", "launched"):
                return "weak"
            if subject == "weak" and self.topical and not _is_person_pronoun(self.subject(token)):
                return "weak"
        return "none"

    def _subject_strength(self, token: Token) -> Literal["strong", "weak", "none"]:
        """Whether something fired does it; a missile that the parser hung on a date before the verb counts as well."""
        for child in token.children:
            noun = (
                _first([g for g in child.children if g.dep_ == "pobj"])
                if child.i < token.i and child.dep_ == "prep" and low(child) in ("on", "in")
                else None
            )
            if (
                noun is not None
                and self.has_missile([noun])
                and any(
                    c.dep_ in ("nmod", "compound", "nummod") and (c.is_digit or any(g.is_digit for g in c.children))
                    for c in noun.children
                )
            ):
                return "strong"
        own = self._mover(token)
        strength = (
            self._object(own)
            if own is not None and (self.has_missile([own]) or low(own) in PRONOUNS or own.tag_ == "CD")
            else "none"
        )
        if (
            strength == "weak"
            and own is not None
            and low(own) in ("they", "both", "all", "others", "some", "these", "several", "most", "latest")
            and low(token) not in FLIGHT_ONLY
        ):
            return "none"
        return strength

    def _mover(self, token: Token) -> Token | None:
        """The subject of a verb of motion; infinitives have one only under "seems to" and the like."""
        bare = token.dep_ in ("xcomp", "advcl") and not children(token, "nsubj")
        if bare and (token.dep_ == "advcl" or low(token.head) not in RAISING | {"is", "was", "are", "were"}):
            return None
        found = [c for c in children(token, "nsubj") if self.has_missile([c])]
        return found[0] if found else self.subject(token)

    def _has_flight_words(self, token: Token) -> bool:
        preps = [p for p in token.children if p.dep_ in ("prep", "prt", "advmod")]
        return any(FLIGHT_WORDS.search(" ".join(t.text for t in p.subtree)) for p in preps) or any(
            low(c) in ("last", "again", "first") for c in token.children
        )

    def patient(self, token: Token) -> Token | None:
        """What the verb acts on: object, passive subject, or the noun it follows ("the one launched on Monday")."""
        direct = _first(children(token, "dobj", "nsubjpass"))
        if direct is not None and direct.tag_ not in ("WDT", "WP"):
            return direct
        if token.dep_ == "amod" and token.tag_ == "VBD" and token.i < token.head.i:
            return token.head
        if token.dep_ in ("acl", "relcl") and (token.tag_ == "VBN" or direct is not None):
            return token.head
        if direct is None and token.dep_ == "conj" and _is_passive(token.head) == _is_passive(token):
            return self.patient(token.head) if token.head != token else None
        return direct

    def subject(self, token: Token) -> Token | None:
        """Who or what does it; shared subjects of "and" and infinitives are looked up."""
        seen = token
        for _ in range(5):
            found = _first(children(seen, "nsubj"))
            if found is not None and found.tag_ in ("WDT", "WP") and seen.dep_ == "relcl":
                return seen.head
            if found is not None:
                return found
            if seen.dep_ in ("conj", "xcomp", "advcl") or (seen.dep_ == "ccomp" and seen.tag_ == "VB"):
                seen = seen.head
            elif seen.dep_ == "acl":
                return seen.head
            else:
                return None
        return None

    def agent(self, token: Token) -> Token | None:
        """Who did it in a passive: "was fired by the army"."""
        for by in children(token, "agent"):
            return _first(children(by, "pobj"))
        return None

    def head_at(self, token: Token) -> Head | None:
        return next((h for h in self.found if h.i == token.i), None)


def _first(tokens: Sequence[Token]) -> Token | None:
    return tokens[0] if tokens else None


def _is_passive(token: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)


def _is_person_pronoun(token: Token | None) -> bool:
    return token is not None and low(token) in ("he", "she", "who", "i", "we", "you")
