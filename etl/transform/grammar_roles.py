"""The part that a person or group plays in a parsed sentence: who speaks, who acts, whom it is about, who owns."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc, Token

from etl.transform import attribution, reporting, subjects
from etl.transform.quote_frames import Frame

Role = Literal["speaker", "subject", "clause", "example", "agent", "object", "oblique", "owner", "possessive"]
OBJECTS = frozenset({"dobj", "iobj", "dative", "attr", "oprd"})
FOR_EXAMPLE = frozenset({"like", "including", "as"})
JOINED = frozenset({"appos", "conj"})
OWNERS = frozenset({"poss", "compound", "nmod", "amod"})


def speakers_in(frame: Frame, doc: Doc) -> set[int]:
    """The words, by index, that a verb of speech makes the speaker."""
    cues = [cue for cue in attribution.speech_cues(frame, doc) if not _is_aside(cue)]
    heads = (subjects.speaker_of(frame, cue, lenient=False) for cue in cues)
    return {head.i for head in heads if head is not None}


def _is_aside(cue: Token) -> bool:
    """True for "asked by Moe" and "about Moe calling", which tell not who speaks in the sentence."""
    if cue.tag_ == "VBN":
        return not any(c.dep_ == "aux" for c in cue.lefts)
    return cue.dep_ == "pcomp"


def role_of(token: Token, speakers: set[int]) -> Role:
    """The part of the noun phrase headed by `token`; one beside another name or noun shares its part.

    "clause" is the subject of a subordinate clause, "example" a name that stands for a plural ("critics like Moe").
    "owner" owns a subject ("Moe's plan"); the owner of a document that speaks is the speaker ("Moe's letter calls").
    """
    chain = [token]
    while chain[-1].dep_ in JOINED and chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    top = chain[-1]
    above = top.head
    if any(t.i in speakers for t in chain):
        # "When Moe asked, Poe shrugged": Poe has the floor.
        return "clause" if above.dep_ == "advcl" and above.tag_ != "VBG" else "speaker"
    if top.dep_ in subjects.SUBJECTS:
        return "subject" if _is_main(above) else "clause"
    if top.dep_ == "ROOT":
        return "subject"
    if top.dep_ in OWNERS:
        if top.dep_ != "poss" or above.dep_ not in subjects.SUBJECTS:
            return "possessive"
        return "speaker" if above.lower_ in reporting.documents() else "owner"
    if any(c.dep_ == "relcl" and any(w.lower_ == "who" for w in c.lefts) for t in chain for c in t.rights):
        return "clause"
    if top.left_edge.i == 0 or (top.left_edge.i == 1 and top.doc[0].tag_ == "CC"):
        return "subject"  # a name that opens its sentence, whatever the parser makes of it
    if top.dep_ in OBJECTS:
        return "object"
    if above.lower_ == "to" and above.head.lower_ == "according":
        return "speaker"
    if above.lower_ in ("from", "by") and above.head.lower_ in reporting.documents():
        return "agent"
    if above.lower_ in FOR_EXAMPLE and above.head.dep_ in subjects.SUBJECTS and above.head.tag_ in ("NNS", "NNPS"):
        return "example"
    return "agent" if above.dep_ == "agent" else "oblique"


def _is_main(verb: Token) -> bool:
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "ROOT" or not verb.tag_.startswith(("V", "MD"))


def clause_of(token: Token) -> int:
    """Index of the verb that `token` hangs on, directly or through other words."""
    word = token.head
    while word.head.i != word.i and not word.tag_.startswith("V"):
        word = word.head
    return word.i


def governing(token: Token) -> Token | None:
    """The subject of the nearest clause above the one that `token` stands in; "Moe, who left, as he put it"."""
    clause = token.doc[clause_of(token)]
    for word in clause.ancestors:
        own = next((c for c in word.lefts if c.dep_ in subjects.SUBJECTS), None)
        if own is not None:
            return word.head if own.lower_ in subjects.WHO else own
    return None


def is_fronted(token: Token, own: Token) -> bool:
    """True in a clause that the parser hangs on the verb of `own` after it: "It failed, he said"."""
    verb = token.doc[clause_of(own)]
    return any(t.dep_ == "ccomp" and t.head.i == verb.i and t.i < own.i for t in (token, *token.ancestors))


def is_plural(token: Token) -> bool:
    """True for "officials" and for "Moe and Poe"."""
    return token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" and c.tag_.startswith("NN") for c in token.rights)
