"""The one who speaks: from a reporting verb to the head word of its speaker, and to the words that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from etl.transform import calendar_words as cal
from etl.transform import reporting
from etl.transform.quote_frames import Frame

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
VOCAL = ("speech", "voice")
WHO = frozenset({"who", "that", "which"})
NOBODY = frozenset({"what", "which", "that", "this", "these", "those", "there", "it", "nothing", "everything"})
RELAYING = frozenset({"quoted", "cited", "quotes", "quoting", "citing"})
# After these verbs comes the one who listens.
TO_SOMEBODY = frozenset({"told", "tells", "asked", "asks", "reminded"})
LEFT_PARTS = frozenset({"compound", "amod", "det", "poss", "nmod", "nummod", "quantmod", "punct", "advmod"})
NAME_TAIL = re.compile(r"\b[A-ZÀ-Þ][\w’']+ [A-ZÀ-Þ][\w’']*-$")  # "Maeng Do-" of "yun"
# A name's tail is read this many words beyond its head: "Ministry of External Affairs".
TAIL_WORDS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """The words that name a speaker: article places of the noun phrase, and of its head; `cue` is the reporting verb.

    `how` is the construction: "tag" (`," X said`), "lead" (`X said: "`), "clause" (words woven into X's clause),
    "phrase" (according to X, in X's words), "label" (`X: "..."`, `"..." - X`), "loose" (no sure construction).
    """

    start: int
    end: int
    head: int
    cue: str | None
    how: str


def is_quoted(frame: Frame, token: Token) -> bool:
    return any(s.start <= token.idx < s.end for s in frame.slots)


def kind_of(token: Token) -> str | None:
    """The kind of a reporting verb; "went on" and "put it" only with their second word."""
    kinds = reporting.kinds()
    if token.i + 1 < len(token.doc):
        pair = kinds.get(f"{token.lower_}+{token.nbor().lower_}")
        if pair:
            return pair
    return kinds.get(token.lower_)


def can_speak(token: Token) -> bool:
    """True for names, pronouns and nouns of people, bodies and documents."""
    if token.tag_.startswith("PRP"):
        return True
    if token.lower_ in NOBODY:
        return False
    if (
        token.text[:1].isupper()
        and token.tag_.startswith("NN")
        and not (token.tag_ == "NNS" and token.i == 0 and token.n_rights)
    ):
        # The tagger takes many a name that opens a sentence for a common noun.
        return token.lower_ not in cal.NAMES
    tail = token.tag_.startswith("NN") and NAME_TAIL.search(token.doc.text, max(0, token.idx - 40), token.idx)
    return bool(tail) or reporting.can_speak(token.text)


def speaker_of(frame: Frame, cue: Token, *, lenient: bool) -> Token | None:
    """The head word of the speaker of a reporting verb; `lenient` takes any noun for its own subject."""
    relaying = cue if cue.lower_ in RELAYING else None
    if cue.lower_ == "saying" and cue.head.lower_ == "as" and cue.head.head.lower_ in RELAYING:
        relaying = cue.head.head
    if relaying is not None:
        told = _relayed(frame, relaying)
        if told is not None:
            return told
    own = _own_subject(frame, cue)
    if own is not None and not can_speak(own):
        # "With 50 days until the election, Moore, an adviser, called": the parser reads a name as an apposition.
        own = next((c for c in own.children if c.dep_ == "appos" and c.tag_.startswith("NNP") and can_speak(c)), own)
    if own is not None:
        return own if can_speak(own) or (lenient and own.tag_.startswith("N")) else None
    before = cue.nbor(-1) if cue.tag_ == "VBG" and cue.i else None
    if before is not None and before.tag_.startswith("NNP") and can_speak(before) and not is_quoted(frame, before):
        return before  # footage of Holm saying
    for verb in cue.ancestors:
        # `X said that Y is late, noting “...”`: the participle goes with the verb that reports, not with Y's.
        if verb.tag_.startswith("V") and kind_of(verb) == "speech" and not is_quoted(frame, verb):
            own = _own_subject(frame, verb)
            if own is not None and can_speak(own) and cue.dep_ not in ("ccomp", "relcl"):
                return own
    return _inherited(frame, cue, set())


def _own_subject(frame: Frame, verb: Token) -> Token | None:
    children = [c for c in verb.children if not is_quoted(frame, c)]
    own = next((c for c in children if c.dep_ in SUBJECTS), None)
    if own is None and verb.tag_ in ("VBD", "VBZ", "VBP") and kind_of(verb) in VOCAL and _follows_slot(frame, verb):
        # `," said X`: the parser at times takes the inverted subject for an object.
        later = [c for c in children if c.dep_ in ("dobj", "attr", "npadvmod", "oprd") and c.i > verb.i]
        own = next((c for c in later if can_speak(c)), None)
    if own is not None and own.lower_ in WHO:
        return verb.head if verb.dep_ == "relcl" and not is_quoted(frame, verb.head) else None
    return own


def _inherited(frame: Frame, verb: Token, seen: set[int]) -> Token | None:
    """The subject that a verb without one shares: of the clause it hangs on, or the author of a document."""
    if verb.i in seen:
        return None
    seen.add(verb.i)
    own = _own_subject(frame, verb)
    if own is not None:
        return own if can_speak(own) else None
    head = verb.head
    if head.i == verb.i:
        return None
    if not head.tag_.startswith("V") and verb.dep_ in ("acl", "relcl"):
        if can_speak(head) and head.lower_ not in reporting.documents() and not is_quoted(frame, head):
            return head
        return _author(frame, head) or _inherited(frame, _verb_above(head), seen)
    return _inherited(frame, _verb_above(head), seen)


def _verb_above(token: Token) -> Token:
    while token.head.i != token.i and not token.tag_.startswith("V"):
        token = token.head
    return token


def _follows_slot(frame: Frame, verb: Token) -> bool:
    return any(0 <= verb.idx - s.end <= 3 for s in frame.slots)


def _relayed(frame: Frame, cue: Token) -> Token | None:
    """KCNA quoted Kim as saying; Kim was quoted by KCNA; the official, quoted by IRNA: the one who is quoted."""
    children = [c for c in cue.children if not is_quoted(frame, c)]
    passive = any(c.dep_ in ("nsubjpass", "agent", "auxpass") for c in children) or cue.dep_ == "acl"
    if passive:
        own = _own_subject(frame, cue)
        return own if own is not None else _inherited(frame, cue, set())
    told = next((c for c in children if c.dep_ in ("dobj", "nsubj") and c.i > cue.i and can_speak(c)), None)
    if told is not None:
        return told
    clauses = [c for c in children if c.dep_ in ("ccomp", "xcomp") and c.i > cue.i]
    inner = [s for c in clauses for s in c.children if s.dep_ in SUBJECTS and s.i > cue.i and can_speak(s)]
    return inner[0] if inner and not is_quoted(frame, inner[0]) else None


def _author(frame: Frame, document: Token) -> Token | None:
    """Whose statement it is: "a statement from the ministry", "his letter"."""
    for child in document.children:
        if child.dep_ == "poss" and not is_quoted(frame, child):
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            owner = next((o for o in child.children if o.dep_ == "pobj" and not is_quoted(frame, o)), None)
            if owner is not None and can_speak(owner):
                return owner
    return None


def describe(frame: Frame, doc: Doc, head: Token, cue: str | None, how: str) -> Finding | None:
    """The noun phrase of `head`; a document speaks for its author, "its spokesman, Lim" under the name."""
    if head.lower_ in reporting.documents():
        author = _author(frame, head)
        head = author if author is not None else head
    if head.tag_ in ("NN", "NNS"):
        beside = [
            c for c in head.children if c.dep_ == "appos" and c.tag_.startswith("NNP") and not is_quoted(frame, c)
        ]
        head = beside[0] if beside else head
    elif head.tag_.startswith("NNP") and head.dep_ == "appos" and head.head.tag_.startswith("NNP"):
        head = head.head
    lefts = [c.left_edge for c in head.lefts if c.dep_ in LEFT_PARTS and not is_quoted(frame, c.left_edge)]
    first = min([head, *lefts], key=lambda t: t.i)
    while first.is_punct and first.i < head.i:
        first = first.nbor()
    last = head
    while last.i + 1 < len(doc) and _goes_on(frame, doc[last.i + 1], head):
        last = doc[last.i + 1]
    for child in head.rights:
        short = child.right_edge.i - child.i <= TAIL_WORDS and not any(is_quoted(frame, t) for t in child.subtree)
        wanted = child.lower_ in ("of", "for") or not head.tag_.startswith("NNP")
        if child.dep_ == "prep" and short and wanted and not head.tag_.startswith("PRP") and child.i <= last.i + 1:
            tail = [t for t in child.subtree if t.text not in (",", ".", ";", ":", "—", "-")]
            last = _before_comma(child, tail[-1])
    start, end, at = frame.place(first.idx), frame.place(last.idx + len(last) - 1), frame.place(head.idx)
    return None if start is None or end is None or at is None else Finding(start, end + 1, at, cue, how)


def _goes_on(frame: Frame, token: Token, head: Token) -> bool:
    return token.tag_.startswith("NNP") and head.tag_.startswith("NNP") and not is_quoted(frame, token)


def _before_comma(start: Token, last: Token) -> Token:
    """The last word before the first comma of a tail."""
    token = start
    while token.i < last.i and token.nbor().text not in ",;:—":
        token = token.nbor()
    return token


def name_beside(frame: Frame, doc: Doc, cue: Token, passage_end: int) -> Finding | None:
    """A name or pronoun beside a reporting verb whose subject the parser lost.

    Right after it or right before it, else the first name between the passage and the verb:
    `..., Zuzana Nagy of the Danubia Institute, a think tank, said`.
    """
    places = [(cue.i + 1, 1), (cue.i - 1, -1), (_first_name(doc, passage_end, cue), 1)]
    for place, step in places[1:] if cue.lower_ in TO_SOMEBODY else places:
        run: list[Token] = []
        while 0 <= place < len(doc) and not is_quoted(frame, doc[place]):
            token = doc[place]
            if not (token.tag_.startswith("NNP") or token.tag_ == "HYPH" or (token.tag_ == "PRP" and not run)):
                break
            run.append(token)
            place += step
        if run and can_speak(run[0]):
            run.sort(key=lambda t: t.i)
            start, at, end = (frame.place(p) for p in (run[0].idx, run[-1].idx, run[-1].idx + len(run[-1]) - 1))
            if start is not None and at is not None and end is not None:
                return Finding(start, end + 1, at, cue.lower_, "loose")
    return None


def _first_name(doc: Doc, start: int, cue: Token) -> int:
    return next((t.i for t in doc if start <= t.idx < cue.idx and t.tag_.startswith("NNP")), -1)


def of_sentence(frame: Frame, doc: Doc) -> Finding | None:
    """The subject of a sentence: `Lee pointed to the guest list.`"""
    for token in doc:
        if token.dep_ in ("nsubj", "nsubjpass") and token.lower_ != "it":
            return describe(frame, doc, token, None, "context") if can_speak(token) else None
    return None


def of_lead_in(frame: Frame, doc: Doc, start: int, end: int) -> Finding | None:
    """The one whom a sentence that leads up to a passage is about: `Lee shook her head: “...”`.

    Where its subject cannot speak, the last name before the passage: `The timing did not surprise Daron Shaw: “...”`.
    """
    inside = [t for t in doc if start <= t.idx < end]
    for token in inside:
        if token.dep_ in ("nsubj", "nsubjpass") and can_speak(token) and token.lower_ != "it":
            return describe(frame, doc, token, None, "context")
    names = [t for t in inside if t.tag_ == "NNP" and t.dep_ not in ("compound", "poss") and can_speak(t)]
    return describe(frame, doc, names[-1], None, "context") if names else None
