"""Who "he", "she" and "they" mean as speakers of a passage: candidates before the pronoun, weighed by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from etl.transform import carry, grammar_roles, humans, quote_frames, speakers, subjects
from etl.transform.grammar_roles import Role
from etl.transform.quote_frames import Frame
from etl.transform.speakers import Speaker
from etl.transform.subjects import Finding

if TYPE_CHECKING:
    from etl.transform.reading import Reading

PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
# Sentences with words of the article's own that a pronoun may reach back over.
REACH = 5
# Sentences before a pronoun that are parsed at once; others when they are needed.
AHEAD = 3
# Pronouns whose own candidates are pronouns again, and so on: this many in a row.
CHAIN = 6

# What a candidate is worth: its part in its own sentence, less for every sentence that stands between.
ROLES: dict[Role, float] = {
    "speaker": 4.0,
    "subject": 3.2,
    "example": 2.6,
    "clause": 2.2,
    "agent": 1.8,
    "object": 1.5,
    "oblique": 1.2,
    "owner": 1.8,
    "possessive": 0.8,
}
MAIN: frozenset[Role] = frozenset({"speaker", "subject", "example"})
ACTIVE: frozenset[Role] = MAIN | {"clause", "agent"}
FADE = 0.78
SAME_PARAGRAPH = 0.8
NEAREST = 0.8  # the speaker or subject last before the pronoun
SAME_GENDER = 0.4  # told by name or title
OTHER_GENDER = -1.5  # only guessed: what a name tells rules out
SAME_PRONOUN = 0.3  # "he" goes on where "he" stood before
GOVERNS = 1.0  # subject of the clause that the pronoun's own hangs on
UNNAMED = -1.0  # "a spokesman"
PER_MENTION = 0.05  # for each mention before, at most six
# All that can be added to what a part is worth.
MOST_EXTRA = GOVERNS + SAME_PARAGRAPH + NEAREST + SAME_GENDER + SAME_PRONOUN + 6 * PER_MENTION


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone spoken of before a pronoun; `distance` in sentences."""

    speaker: Speaker
    role: Role
    distance: int
    same_paragraph: bool
    is_pronoun: bool
    governs: bool


class Antecedents:
    """Speakers of one article; sentences before a pronoun are parsed when it needs them."""

    def __init__(self, reading: Reading, frames: Mapping[int, list[Frame]], docs: Mapping[int, Doc]) -> None:
        self._reading = reading
        self._frames = dict(frames)
        self._docs = dict(docs)
        self._spoke: set[int] = set()
        self._meant: dict[int, Speaker | None] = {}
        self._parse_ahead()

    def _parse_ahead(self) -> None:
        """Parse in one batch what pronouns beside quoted passages are likely to need."""
        wanted: dict[int, Frame] = {}
        for frame in [f for block in self._frames.copy().values() for f in block if f.slots]:
            if PRONOUN.search(carry.outside(frame)):
                wanted.update((f.start, f) for f in islice(self._before(frame), 1 + AHEAD) if f.start not in self._docs)
        docs = self._reading.docs(f.text for f in wanted.values())
        self._docs.update(zip(wanted, docs, strict=True))

    def resolve(self, finding: Finding, frame: Frame) -> Speaker:
        """Name the speaker that a finding in `frame` points at; to be called in the order of the text."""
        self._spoke.add(finding.head)
        text = self._reading.article.text
        raw = text[finding.start : finding.end]
        if raw.lower() in humans.GENDERS:
            meant = self._who(raw.lower(), finding.head, frame, CHAIN)
            if meant is not None:
                return replace(meant, raw=raw, cue=finding.cue, how=finding.how)
        return speakers.resolve(self._reading, finding)

    def meant_by(self, pronoun: str, place: int) -> Speaker | None:
        """Whom "he", "she" or "they" at `place` means as a speaker; None where nobody fits."""
        blocks = self._reading.article.blocks
        number = next((i for i, block in enumerate(blocks) if block.start <= place < block.end), None)
        frame = (
            next((f for f in self._of_block(number) if f.start <= place < f.end), None) if number is not None else None
        )
        return self._who(pronoun, place, frame, CHAIN) if frame is not None else None

    def _who(self, pronoun: str, place: int, frame: Frame, chain: int) -> Speaker | None:
        if place not in self._meant:
            self._meant[place] = self._best(pronoun, place, frame, chain) if chain else None
        return self._meant[place]

    def _best(self, pronoun: str, place: int, frame: Frame, chain: int) -> Speaker | None:
        """The candidate with the highest score; sentences too far back to beat it are not read."""
        best, best_score, nearest = None, 0.0, None
        for one in self._candidates(pronoun, place, frame, chain):
            if best_score >= (ROLES["speaker"] + MOST_EXTRA) * FADE**one.distance:
                break
            nearest = one if nearest is None and one.role in MAIN else nearest
            score = self._score(one, pronoun, place) + NEAREST * (nearest is one)
            if score > best_score:
                best, best_score = one.speaker, score
        return best

    def _score(self, one: Candidate, pronoun: str, place: int) -> float:
        score = ROLES[one.role] * FADE**one.distance
        score += SAME_PARAGRAPH * one.same_paragraph + SAME_PRONOUN * one.is_pronoun + GOVERNS * one.governs
        person = one.speaker.person
        if one.speaker.name is None and pronoun != "they":
            score += UNNAMED
        if person is not None:
            if person.gender is not None and humans.GENDERS[pronoun] is not None and " " in person.name:
                score += SAME_GENDER if person.gender == humans.GENDERS[pronoun] else OTHER_GENDER
            mentions = sum(m.person == person.index and m.start < place for m in self._reading.cast.mentions)
            score += PER_MENTION * min(mentions, 6)
        return score

    def _candidates(self, pronoun: str, place: int, frame: Frame, chain: int) -> Iterator[Candidate]:
        """Everybody whom the pronoun can mean, nearest sentence first."""
        distance = 0
        for earlier in self._before(frame):
            if distance > REACH:
                return
            doc = self._doc(earlier)
            own = next((t for t in doc if frame.place(t.idx) == place), None) if earlier is frame else None
            above = grammar_roles.governing(own) if own is not None else None
            for token, role in self._nouns(earlier, doc, own):
                speaker = self._speaker_at(earlier, doc, token, role, pronoun, chain)
                if speaker is not None and humans.may_mean(pronoun, speaker):
                    same = earlier.block == frame.block
                    yield Candidate(speaker, role, distance, same, token.lower_ == pronoun, token is above)
            distance += len(carry.outside(earlier).split()) > 2

    def _before(self, frame: Frame) -> Iterator[Frame]:
        """The sentence itself and those before it, nearest first."""
        for number in range(frame.block, -1, -1):
            if number < frame.block and self._reading.article.blocks[number].kind in ("headline", "heading", "caption"):
                continue
            for earlier in reversed(self._of_block(number)):
                if earlier.start <= frame.start:
                    yield earlier

    def _of_block(self, number: int) -> list[Frame]:
        if number not in self._frames:
            text, block = self._reading.article.text, self._reading.article.blocks[number]
            self._frames[number] = quote_frames.build(text, number, block, ())
        return self._frames[number]

    def _doc(self, frame: Frame) -> Doc:
        if frame.start not in self._docs:
            (self._docs[frame.start],) = self._reading.docs([frame.text])
        return self._docs[frame.start]

    def _nouns(self, frame: Frame, doc: Doc, own: Token | None) -> Iterator[tuple[Token, Role]]:
        """Nouns and pronouns before `own` outside quotation marks; of its own clause only owners."""
        spoke = {t.i for t in doc if frame.place(t.idx) in self._spoke} or grammar_roles.speakers_in(frame, doc)
        for token in doc if own is None else doc[: own.i]:
            if not token.tag_.startswith(("NN", "PRP")) or subjects.is_quoted(frame, token):
                continue
            role = grammar_roles.role_of(token, spoke)
            if own is not None and grammar_roles.is_fronted(token, own):
                # "Moe weighed in: “...,” he said" tells of the speaker, "Moe will lose, he said" mostly of another.
                tells = any(s.clausal and token.idx < s.start < own.idx for s in frame.slots)
                if role == "clause":
                    role = "subject" if tells and token.head.dep_ == "ccomp" else "oblique"
            elif own is not None and role not in ("owner", "possessive") and _share_clause(token, own):
                continue
            yield token, role

    def _speaker_at(self, frame: Frame, doc: Doc, token: Token, role: Role, pronoun: str, chain: int) -> Speaker | None:
        """Whom a noun names, None for things, states and the words of a name that are not its head."""
        place = frame.place(token.idx)
        if place is None:
            return None
        if token.lower_ == pronoun:
            return self._who(pronoun, place, frame, chain - 1)
        if token.tag_.startswith("PRP"):
            return None
        mention = self._reading.cast.mention_at(place, place + 1)
        if mention is not None:
            inside = mention.start <= (frame.place(token.head.idx) or -1) < mention.end and token.head.i != token.i
            if inside or pronoun == "they":
                return None
            finding = Finding(mention.start, mention.end, place, None, "context")
            return speakers.of_mention(self._reading, mention, mention.text, finding)
        if role not in ACTIVE or token.dep_ == "appos":
            return None
        return humans.beyond_cast(self._reading, frame, doc, token, pronoun)


def _share_clause(one: Token, other: Token) -> bool:
    return grammar_roles.clause_of(one) == grammar_roles.clause_of(other)
