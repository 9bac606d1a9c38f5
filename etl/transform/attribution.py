"""Who says a quoted piece, from the parsed sentence around it: the reporting verb first, then its subject."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from etl.transform import reporting, subjects
from etl.transform.quote_frames import Frame, Slot
from etl.transform.subjects import Finding, is_quoted, kind_of

TRANSCRIPT = re.compile(r"(?:^|\s[-–—―]+\s)\W*((?:[A-Z][\w.’'-]*\.? ?){1,5})(?: \([^)]*\))?:\s*$")
DASH = re.compile(r"^\W*?\s*[-–—―]+\s*(?:by )?((?:[A-Z][\w.’'-]*,? ?){1,6})")
ACCORDING = re.compile(
    r"\b(?:according to|(?:in|was|is) the (?:words|phrase|view|opinion|verdict|answer|reply|comment) of|"
    r"is (?:also )?how(?: it (?:looks|seems) to)?|in a statement (?:by|from)|as told (?:by|to)|per|^for|^to)\s+",
    re.IGNORECASE,
)
OWNED = re.compile(
    r"(?P<owner>\b[Hh]is|\b[Hh]er|\b[Tt]heir|\b[Ii]ts|[\w.-]+(?:['’]s?)) (?:(?:own|famous|exact|usual|first|last|"
    r"short|only|recent|official|latest) )?(?P<noun>[a-z]+)\b"
)
# What follows a passage and is no tag: `“That makes me smart,” when Clinton said`.
SIDE_CLAUSE = re.compile(r"\s*(?:when|after|as|while|because|before|during|until|if|in response)\b")
NEAR_WORDS = 9


def find(frame: Frame, doc: Doc, slot: Slot) -> Finding | None:
    """The speaker of `slot` in its own sentence, None where that names nobody."""
    left, right = frame.text[slice(*frame.left_of(slot))], frame.text[slice(*frame.right_of(slot))]
    label = _label(frame, slot, left, right)
    if label is not None:
        return label
    return _of_clause(frame, doc, slot, left, right) if slot.clausal else _of_words(frame, doc, slot, left)


def _label(frame: Frame, slot: Slot, left: str, right: str) -> Finding | None:
    """`TRUMP: "..."` and `"..." - Donald Trump`."""
    before = TRANSCRIPT.search(left)
    if before and not any(word.strip(":.,").lower() in reporting.kinds() for word in before[1].split()):
        return _label_at(frame, frame.left_of(slot)[0] + before.start(1), before[1].rstrip())
    after = DASH.match(right)
    if (
        after
        and not re.search(r"\w", left)
        and len(right) - after.end() < 60
        and not re.search(r"\bsa(?:id|ys)\b", right)
    ):
        return _label_at(frame, frame.right_of(slot)[0] + after.start(1), after[1].rstrip(" ,"))
    return None


def _label_at(frame: Frame, offset: int, words: str) -> Finding | None:
    place = frame.place(offset)
    return None if place is None else Finding(place, place + len(words), place + len(words) - 1, None, "label")


def _of_clause(frame: Frame, doc: Doc, slot: Slot, left: str, right: str) -> Finding | None:
    """A quoted sentence: punctuation decides whether the verb before or the one after it introduces it."""
    before = [c for c in _cues(frame, doc, *frame.left_of(slot)) if _introduces(doc, slot, c)]
    after = [c for c in _cues(frame, doc, *frame.right_of(slot)) if _introduces(doc, slot, c)]
    leads = [("lead", cue) for cue in reversed(before)]
    tags = [("tag", cue) for cue in after[:2]]
    opening, ends_in_comma = left.rstrip()[-1:], frame.text[slot.start : slot.end].endswith(',"')
    leading = bool(before) and _leads_in(doc, slot, before[-1])
    first = opening == ":" or not re.search(r"\w", right)
    first = first or (leading and (not ends_in_comma or SIDE_CLAUSE.match(right) is not None))
    tagged = bool(after) and _near(doc, slot, after[0]) and not SIDE_CLAUSE.match(right)
    first = first or (leading and opening == "," and not tagged)
    order = leads + tags if first else tags + leads
    for how, cue in order:
        head = subjects.speaker_of(frame, cue, lenient=_near(doc, slot, cue))
        if head is not None:
            return subjects.describe(frame, doc, head, cue.lower_, how)
    phrase = _phrase(frame, doc)
    if phrase is not None:
        return phrase
    for _, cue in order:
        beside = subjects.name_beside(frame, doc, cue, slot.end)
        if beside is not None:
            return beside
    if opening in (":", ",") or (opening and not re.search(r"\w", right)):
        return subjects.of_lead_in(frame, doc, *frame.left_of(slot))
    return None


def _introduces(doc: Doc, slot: Slot, cue: Token) -> bool:
    """True for verbs of speech, and for "praised", "thinks" and the like beside the passage."""
    return kind_of(cue) == "speech" or (kind_of(cue) in ("voice", "mind") and _near(doc, slot, cue))


def _of_words(frame: Frame, doc: Doc, slot: Slot, left: str) -> Finding | None:
    """Woven-in words: climb the parse to the nearest reporting verb that has a speaker."""
    tokens = [t for t in doc if slot.start <= t.idx < slot.end]
    if not tokens:
        return None
    words_of = _phrase(frame, doc, before=slot.start) if re.search(r"\bwords,? $", left) else None
    if words_of is not None:
        return words_of
    top = next((t for t in tokens if t.head.i == t.i or not slot.start <= t.head.idx < slot.end), tokens[0])
    aside = _aside(frame, doc)
    verbs = [t for t in (top, *top.ancestors) if t.tag_.startswith("V") and kind_of(t) and not is_quoted(frame, t)]
    for token in verbs:
        kind = kind_of(token)
        if kind not in ("speech", "voice") or (kind == "voice" and (aside is not None or not _near(doc, slot, token))):
            continue
        if aside is not None and _gap(slot, aside[0]) < _gap(slot, token):
            break
        if _is_reported(token) and (kind == "voice" or _own_it(token)):
            continue
        head = subjects.speaker_of(frame, token, lenient=False)
        if head is not None:
            return subjects.describe(frame, doc, head, token.lower_, "clause")
    if aside is not None:
        return subjects.describe(frame, doc, aside[0], aside[1], "clause")
    phrase = _phrase(frame, doc)
    if phrase is not None:
        return phrase
    for token in verbs:
        head = subjects.speaker_of(frame, token, lenient=False) if _near(doc, slot, token) else None
        if head is not None and head.lower_ != "it":
            return subjects.describe(frame, doc, head, token.lower_, "loose")
    if frame.text[slot.end :].lstrip()[:1] == "," or frame.text[: slot.end].endswith(","):
        for cue in _cues(frame, doc, *frame.right_of(slot)):
            beside = subjects.name_beside(frame, doc, cue, slot.end) if kind_of(cue) == "speech" else None
            if beside is not None:
                return beside
    cues = sorted(_cues(frame, doc, 0, len(frame.text)), key=lambda c: abs(c.idx - slot.start))
    for wanted in ("speech", "voice", "mind"):
        for cue in cues:
            head = subjects.speaker_of(frame, cue, lenient=False) if kind_of(cue) == wanted else None
            if head is not None:
                return subjects.describe(frame, doc, head, cue.lower_, "clause" if wanted == "speech" else "loose")
    if left.rstrip().endswith(":"):
        return subjects.of_lead_in(frame, doc, *frame.left_of(slot))
    return None


def _is_reported(verb: Token) -> bool:
    """True inside what someone is said to say or want: `said it underscores`, `said she wanted to speak`."""
    above = verb.head
    while above.i != above.head.i and above.dep_ in ("xcomp", "ccomp", "conj") and kind_of(above) != "speech":
        above = above.head
    return verb.dep_ in ("ccomp", "xcomp") and above.i != verb.i and kind_of(above) == "speech"


def _own_it(verb: Token) -> bool:
    """True where the verb's own subject is no speaker but a thing: it, the company, or an infinitive's none."""
    own = next((c for c in verb.children if c.dep_ in subjects.SUBJECTS), None)
    return verb.tag_ == "VB" if own is None else own.lower_ in ("it", "this", "that")


def _aside(frame: Frame, doc: Doc) -> tuple[Token, str] | None:
    """The speaker of a parenthesis or a tag in the sentence: `Vietnam, she says, offers ...`."""
    for cue in _cues(frame, doc, 0, len(frame.text)):
        if kind_of(cue) != "speech" or cue.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        for child in cue.children:
            if child.dep_ != "nsubj" or is_quoted(frame, child) or not subjects.can_speak(child):
                continue
            first, last = min(child.left_edge.i, cue.i), max(child.right_edge.i, cue.i)
            before = doc[first - 1].text if first else ""
            after = doc[last + 1].text if last + 1 < len(doc) else "."
            if before == "," and (after in ",.;" or doc[last + 1].tag_ in ("IN", "RB", "NNP", "DT", "NNS", "NN")):
                return child, cue.lower_
    return None


def _cues(frame: Frame, doc: Doc, start: int, end: int) -> list[Token]:
    """Reporting verbs in characters start:end of the frame, quoted words left out."""
    found = []
    for token in doc:
        if not start <= token.idx < end or kind_of(token) is None or is_quoted(frame, token):
            continue
        # "X notes." is at times taken for a plural.
        verb = (
            token.tag_.startswith("V") or token.dep_ == "ROOT" or (token.tag_ == "NNS" and kind_of(token) == "speech")
        )
        if verb and token.dep_ not in ("amod", "compound", "pobj", "aux"):
            found.append(token)
    return found


def speech_cues(frame: Frame, doc: Doc) -> list[Token]:
    """The verbs of speech of a frame outside quotation marks."""
    return [cue for cue in _cues(frame, doc, 0, len(frame.text)) if kind_of(cue) == "speech"]


def _near(doc: Doc, slot: Slot, cue: Token) -> bool:
    """True for a verb within a few words of the piece."""
    first = next((t.i for t in doc if t.idx >= slot.start), len(doc))
    last = next((t.i for t in reversed(doc) if t.idx < slot.end), 0)
    return 0 < first - cue.i < NEAR_WORDS or 0 < cue.i - last < NEAR_WORDS


def _leads_in(doc: Doc, slot: Slot, cue: Token) -> bool:
    """True where the verb, perhaps with whom it tells, leads right into the piece: `told reporters, "`."""
    between = [t for t in doc if cue.i < t.i and t.idx < slot.start]
    return len(between) <= 9 and not any(t.text in ".;" for t in between)


def _gap(slot: Slot, token: Token) -> int:
    """Characters between a word and the piece."""
    return slot.start - token.idx if token.idx < slot.start else token.idx - slot.end


def _phrase(frame: Frame, doc: Doc, *, before: int | None = None) -> Finding | None:
    """according to X; in X's words; “Deception” was X's word for it; For X, it was “...”."""
    match = ACCORDING.search(frame.text)
    if match:
        head = next((t for t in doc if t.idx >= match.end() and t.tag_.startswith(("NN", "PRP"))), None)
        while head is not None and head.dep_ in ("compound", "poss", "nmod") and head.head.i > head.i:
            head = head.head
        if head is not None and not is_quoted(frame, head) and subjects.can_speak(head):
            return subjects.describe(frame, doc, head, match[0].strip().lower(), "phrase")
    for match in OWNED.finditer(frame.text, 0, len(frame.text) if before is None else before):
        if match["noun"].removesuffix("s") not in reporting.utterances():
            continue
        owner = next((t for t in doc if t.idx <= match.start("owner") < t.idx + len(t)), None)
        if owner is not None and not is_quoted(frame, owner):
            return subjects.describe(frame, doc, owner, match["noun"], "phrase")
    return None


def of_sentence(frame: Frame, doc: Doc) -> Finding | None:
    """Who says a sentence without quoted words, or whom it is about: `..., Schiff said.`, `Lee shook her head.`"""
    for cue in reversed(_cues(frame, doc, 0, len(frame.text))):
        head = subjects.speaker_of(frame, cue, lenient=False) if kind_of(cue) == "speech" else None
        if head is not None and head.lower_ != "it":
            return subjects.describe(frame, doc, head, cue.lower_, "context")
    if frame.text.rstrip().endswith(":"):
        return subjects.of_lead_in(frame, doc, 0, len(frame.text))
    return subjects.of_sentence(frame, doc)
