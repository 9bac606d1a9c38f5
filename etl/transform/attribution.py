"""Who says a quoted piece, from the parsed sentence around it: the reporting verb, then its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from etl.transform import reporting
from etl.transform.quote_frames import Frame, Slot

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
NOBODY = frozenset(
    ["what", "which", "that", "this", "these", "those", "there", "it", "nothing", "everything", "something", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "week", "month", "year", "day"]
)
WHO = frozenset({"who", "that", "which"})
TRANSCRIPT = re.compile(r"^\W*((?:[A-Z][\w.’'-]*\.? ?){1,5})(?: \([^)]*\))?:\s*$")
DASH = re.compile(r"^\W*?\s*[-–—―]+\s*(?:by )?((?:[A-Z][\w.’'-]*,? ?){1,6})")
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as quoted by|in a statement (?:by|from)|as told by|per)\s+", re.IGNORECASE
)
WORDS_OF = re.compile(
    r"\b(?:in|is|was|were|be)?\s*(?P<owner>(?:the |a )?[\w.-]+(?: [A-Z][\w-]+)*?)(?:['’]s?|(?<=\bhis)|(?<=\bher)|(?<=\btheir)) "
    r"(?:own |famous |exact |usual |first |last |short |only |recent )?(?:words?|phrase|term|description|line|verdict|answer|reply|"
    r"response|question|advice|warning|message|comment|remarks?|statement|slogan|motto|claim|call|speech|tweet|post|letter|"
    r"announcement|assertion|promise|pledge|assessment|argument|view|definition)s?\b"
)


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


def find(frame: Frame, doc: Doc, slot: Slot) -> Finding | None:
    """The speaker of `slot` in its own sentence, None where that names nobody."""
    left, right = frame.text[slice(*frame.left_of(slot))], frame.text[slice(*frame.right_of(slot))]
    if label := _label(frame, slot, left, right):
        return label
    if slot.clausal:
        return _of_clause(frame, doc, slot, left, right)
    return _of_words(frame, doc, slot)


def _label(frame: Frame, slot: Slot, left: str, right: str) -> Finding | None:
    """`TRUMP: "..."` and `"..." - Donald Trump`."""
    if match := TRANSCRIPT.match(left):
        if not any(word.lower().strip(":. ") in reporting.kinds() for word in match[1].split()):
            return _at(frame, frame.left_of(slot)[0] + match.start(1), match[1].rstrip(), None, "label")
    match = DASH.match(right)
    if match and len(right) - match.end() < 60 and not re.search(r"\b(?:said|says|he|she)\b", right):
        return _at(frame, frame.right_of(slot)[0] + match.start(1), match[1].rstrip(" ,"), None, "label")
    return None


def _at(frame: Frame, offset: int, words: str, cue: str | None, how: str) -> Finding | None:
    place = frame.place(offset)
    return None if place is None else Finding(place, place + len(words), place + len(words) - 1, cue, how)


def _of_clause(frame: Frame, doc: Doc, slot: Slot, left: str, right: str) -> Finding | None:
    before = _cues(frame, doc, *frame.left_of(slot))
    after = _cues(frame, doc, *frame.right_of(slot))
    stripped = left.rstrip()
    lead = [c for c in before if _strong(c) or c.i + 6 > _first(doc, slot)]
    tags = [c for c in after if _strong(c) or (_kind(c) != "mind" and _near(doc, slot, c))]
    order: list[tuple[str, Token]] = []
    leads = [("lead", cue) for cue in reversed(lead)]
    follows = [("tag", cue) for cue in tags[:2]]
    text_before = frame.text[slot.start : slot.end].rstrip('"')
    opened = bool(stripped) and (stripped[-1] == ":" or not re.search(r"\w", right))
    if opened or (leads and _adjacent(doc, slot, lead[-1]) and not text_before.endswith(",")) or (leads and _adjacent(doc, slot, lead[-1]) and stripped[-1:] == "," and not (tags and _near(doc, slot, tags[0]))):
        order = leads + follows
    else:
        order = follows + leads
    for how, cue in order:
        found = _speaker_of(frame, doc, cue)
        if found is not None:
            return _finding(frame, doc, found, cue.lower_, how)
    if phrase := _phrase(frame, doc):
        return phrase
    for how, cue in order:
        if run := _beside(frame, doc, cue):
            return run
    if stripped.endswith((":", ",")) or (stripped and not re.search(r"\w", right)):
        return _main_subject(frame, doc, frame.left_of(slot))
    return None


def _of_words(frame: Frame, doc: Doc, slot: Slot) -> Finding | None:
    """Climb from woven-in words to the nearest reporting verb that has a speaker."""
    tokens = [t for t in doc if slot.start <= t.idx < slot.end]
    if not tokens:
        return None
    top = next((t for t in tokens if t.head.i == t.i or not slot.start <= t.head.idx < slot.end), tokens[0])
    chain = [top, *top.ancestors]
    loose: Finding | None = None
    for token in chain:
        if _quoted(frame, token):
            continue
        kind = _kind(token)
        if kind is None or not token.tag_.startswith("V"):
            continue
        found = _speaker_of(frame, doc, token)
        if found is None:
            continue
        finding = _finding(frame, doc, found, token.lower_, "clause")
        if finding is None:
            continue
        if kind == "speech" or _near(doc, slot, token):
            return finding
        loose = loose or finding
    if phrase := _phrase(frame, doc):
        return phrase
    cues = [c for c in _cues(frame, doc, 0, len(frame.text)) if _kind(c) == "speech"]
    cues.sort(key=lambda c: abs(c.idx - slot.start))
    for cue in cues:
        found = _speaker_of(frame, doc, cue)
        if found is not None:
            return _finding(frame, doc, found, cue.lower_, "clause")
    return loose


def _cues(frame: Frame, doc: Doc, start: int, end: int) -> list[Token]:
    """Reporting verbs in characters start:end of the frame, quoted words left out."""
    found = []
    for token in doc:
        if not start <= token.idx < end or _quoted(frame, token) or _kind(token) is None:
            continue
        verb = token.tag_.startswith("V") or token.dep_ == "ROOT" or (token.tag_ == "NNS" and _kind(token) == "speech")
        if verb and token.dep_ not in ("amod", "compound", "pobj", "aux"):
            found.append(token)
    return found


def _kind(token: Token) -> str | None:
    return reporting.kinds().get(token.lower_)


def _strong(token: Token) -> bool:
    return _kind(token) == "speech"


def _first(doc: Doc, slot: Slot) -> int:
    return next((t.i for t in doc if t.idx >= slot.start), len(doc))


def _near(doc: Doc, slot: Slot, cue: Token) -> bool:
    """True for a verb within six words of the piece."""
    first = _first(doc, slot)
    last = next((t.i for t in reversed(doc) if t.idx < slot.end), 0)
    return -7 < cue.i - first < 0 or 0 < cue.i - last < 7


def _adjacent(doc: Doc, slot: Slot, cue: Token) -> bool:
    """True where the verb, perhaps with whom it tells, leads right into the piece: `told reporters, "`."""
    between = [t for t in doc if cue.i < t.i < _first(doc, slot)]
    return len(between) <= 9 and not any(t.text in ".;" for t in between)


def _quoted(frame: Frame, token: Token) -> bool:
    return any(s.start <= token.idx < s.end for s in frame.slots)


def _speaker_of(frame: Frame, doc: Doc, cue: Token) -> Token | None:
    """The head word of the speaker of a reporting verb."""
    if cue.lower_ in ("quoted", "cited", "quotes", "quoting", "citing"):
        return _relayed(frame, cue)
    if cue.lower_ in ("saying", "as") and cue.head.lower_ == "as" and cue.head.head.lower_ in ("quoted", "cited"):
        return _relayed(frame, cue.head.head)
    return _subject(frame, cue, set())


def _relayed(frame: Frame, cue: Token) -> Token | None:
    """KCNA quoted Kim as saying; Kim was quoted by KCNA; the official, quoted by IRNA: the one who is quoted."""
    children = list(cue.children)
    if any(c.dep_ in ("nsubjpass", "agent", "auxpass") for c in children) or cue.dep_ in ("acl", "relcl"):
        passive = next((c for c in children if c.dep_ in ("nsubjpass", "nsubj") and not _quoted(frame, c)), None)
        if passive is not None and passive.lower_ not in WHO:
            return passive
        return _subject(frame, cue, set())
    told = next(
        (c for c in children if c.dep_ in ("dobj", "obj", "nsubj") and c.i > cue.i and not _quoted(frame, c)), None
    )
    if told is not None:
        return told
    clause = next((c for c in children if c.dep_ in ("ccomp", "xcomp") and c.i > cue.i), None)
    if clause is not None:
        inner = next((c for c in clause.children if c.dep_ in SUBJECTS and c.i > cue.i and not _quoted(frame, c)), None)
        if inner is not None:
            return inner
    return _subject(frame, cue, set())


def _subject(frame: Frame, verb: Token, seen: set[int]) -> Token | None:
    if verb.i in seen:
        return None
    seen.add(verb.i)
    children = [c for c in verb.children if not _quoted(frame, c)]
    own = [c for c in children if c.dep_ in SUBJECTS]
    # `," said X`: the parser at times takes the inverted subject for an object.
    if not own and verb.tag_ in ("VBD", "VBZ", "VBP") and _kind(verb) == "speech" and _after_slot(frame, verb):
        own = [
            c
            for c in children
            if c.dep_ in ("dobj", "attr", "npadvmod", "appos", "oprd") and c.i > verb.i and _can_speak(c)
        ]
    for child in own:
        if child.lower_ in WHO and verb.dep_ == "relcl":
            return verb.head if not _quoted(frame, verb.head) else None
        if _can_speak(child):
            return child
    if own and own[0].lower_ not in WHO and verb.dep_ not in ("advcl", "conj"):
        return None
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl") and not head.tag_.startswith("V"):
        if _can_speak(head) and not _is_document(head):
            return head
        return _author(frame, head, seen)
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep", "pcomp", "acl", "aux", "prep", "parataxis"):
        anchor = head
        while anchor.i != anchor.head.i and not anchor.tag_.startswith("V"):
            anchor = anchor.head
        return _subject(frame, anchor, seen)
    return None


def _after_slot(frame: Frame, verb: Token) -> bool:
    return any(0 <= verb.idx - s.end <= 3 for s in frame.slots)


def _is_document(token: Token) -> bool:
    return token.lower_ in reporting.documents()


def _author(frame: Frame, document: Token, seen: set[int]) -> Token | None:
    """Whose statement it is: "a statement from the ministry saying", "his letter said"."""
    for child in document.children:
        if child.dep_ == "poss" and not _quoted(frame, child):
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            for owner in child.children:
                if owner.dep_ == "pobj" and not _quoted(frame, owner):
                    return owner
    anchor = document
    while anchor.i != anchor.head.i and not anchor.tag_.startswith("V"):
        anchor = anchor.head
    return _subject(frame, anchor, seen) if anchor.tag_.startswith("V") else None


def _can_speak(token: Token) -> bool:
    if token.lower_ in NOBODY and token.lower_ != "it":
        return False
    return (
        token.tag_.startswith(("NN", "PRP"))
        or token.lower_ in ("one", "another", "both", "some", "others", "many")
        or token.text[:1].isupper()
    )


def _finding(frame: Frame, doc: Doc, head: Token, cue: str, how: str) -> Finding | None:
    """The noun phrase of `head`; a document speaks for its author, a description for the name beside it."""
    if _is_document(head):
        author = next((c for c in head.children if c.dep_ == "poss"), None) or next(
            (
                o
                for c in head.children
                if c.dep_ == "prep" and c.lower_ in ("by", "from", "of")
                for o in c.children
                if o.dep_ == "pobj"
            ),
            None,
        )
        head = author if author is not None and _can_speak(author) else head
    if head.tag_ in ("NN", "NNS"):
        name = next(
            (c for c in head.children if c.dep_ in ("appos", "nsubj") and c.tag_.startswith("NNP") and c.i > head.i),
            None,
        )
        head = name if name is not None and not _quoted(frame, name) else head
    first = head
    for child in head.lefts:
        if child.dep_ in (
            "compound",
            "amod",
            "det",
            "poss",
            "nmod",
            "nummod",
            "quantmod",
            "punct",
            "advmod",
        ) and not _quoted(frame, child):
            first = min(first, child.left_edge, key=lambda t: t.i)
    last = head
    while (
        last.i + 1 < len(doc)
        and doc[last.i + 1].tag_.startswith("NNP")
        and head.tag_.startswith("NNP")
        and not _quoted(frame, doc[last.i + 1])
    ):
        last = doc[last.i + 1]
    for child in head.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("of", "for")
            and child.right_edge.i - child.i < 6
            and not _quoted(frame, child.right_edge)
        ):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.tag_.startswith("NNP"):
                last = max(last, inner, key=lambda t: t.i)
    start, end = frame.place(first.idx), frame.place(last.idx + len(last) - 1)
    at = frame.place(head.idx)
    if start is None or end is None or at is None:
        return None
    return Finding(start, end + 1, at, cue, how)


def _phrase(frame: Frame, doc: Doc) -> Finding | None:
    """according to X; in X's words; “Deception” was X's word for it."""
    if match := ACCORDING.search(frame.text):
        head = next((t for t in doc if t.idx >= match.end() and t.tag_.startswith(("NN", "PRP"))), None)
        while head is not None and head.dep_ in ("compound", "poss") and head.head.i > head.i:
            head = head.head
        if head is not None and not _quoted(frame, head):
            return _finding(frame, doc, head, match[0].strip().lower(), "phrase")
    for match in WORDS_OF.finditer(frame.text):
        token = next((t for t in doc if t.idx + len(t) >= match.end("owner")), None)
        if token is not None and not _quoted(frame, token) and _can_speak(token):
            return _finding(frame, doc, token, "words", "phrase")
    return None


def _beside(frame: Frame, doc: Doc, cue: Token) -> Finding | None:
    """A name right before or after a reporting verb whose subject the parser lost."""
    for side in (_run(doc, cue.i + 1, 1), _run(doc, cue.i - 1, -1)):
        words = [t for t in side if not _quoted(frame, t)]
        if words:
            start, end = frame.place(words[0].idx), frame.place(words[-1].idx + len(words[-1]) - 1)
            if start is not None and end is not None:
                return Finding(start, end + 1, frame.place(words[-1].idx) or start, cue.lower_, "loose")
    return None


def _run(doc: Doc, start: int, step: int) -> list[Token]:
    out: list[Token] = []
    place = start
    while 0 <= place < len(doc) and (doc[place].tag_.startswith("NNP") or (not out and doc[place].tag_ == "PRP")):
        out.append(doc[place])
        place += step
    return out[::step] if step < 0 else out


def _main_subject(frame: Frame, doc: Doc, span: tuple[int, int]) -> Finding | None:
    """The subject of the sentence that leads up to a quotation: `Lee shook her head: "..."`."""
    inside: Iterable[Token] = (t for t in doc if span[0] <= t.idx < span[1])
    for token in inside:
        if token.dep_ in ("nsubj", "nsubjpass") and _can_speak(token) and token.lower_ != "it":
            return _finding(frame, doc, token, "", "loose")
    return None
