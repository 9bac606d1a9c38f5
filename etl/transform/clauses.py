"""The grammar of one clause: is it real, when is it, who does it. Knows parsed tokens, nothing of visits."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Token

from etl.models import Sentence
from etl.transform.tokens import once, once_a_token, starts

# Wishes, invitations and conditions are no trips.
WISH = frozenset(
    "invite invited inviting urge urged want wants wanted hope hopes hoped ask asked offer offered ready willing like refuse "
    "refused decline declined consider considering considered suggest suggested propose proposed wish forbid forbidden ban "
    "banned allow allowed unable fail failed threaten threatened prefer".split()
)
DENIALS = frozenset("deny denies denied denying disclaimed".split())
COMING = frozenset(
    "due set expected scheduled plans planned planning poised preparing going slated intends is are agreed promised wants about".split()
)


@once_a_token
def is_unreal(token: Token) -> bool:
    """Negated, wished for, or conditional: "did not visit", "invited him to visit", "if he comes", "no visit"."""
    chain = [token, *governors(token)]
    for index, word in enumerate(chain[:3]):
        if index and chain[index - 1].dep_ not in ("xcomp", "ccomp", "dobj", "pobj", "pcomp", "prep", "attr", "acl"):
            break
        for child in word.children:
            if child.dep_ == "neg" or child.lower_ in ("never", "not", "n't"):
                return True
            if (child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless")) or child.lower_ in (
                "if",
                "whether",
            ):
                return True
            if (
                child.tag_ == "MD"
                and child.lower_ in ("might", "could", "may", "should", "would", "can")
                and word.tag_[0] == "V"
            ):
                have = any(c.lower_ == "have" for c in word.children)
                if child.lower_ != "would" or have:
                    return True
    if token.tag_[0] == "N" and any(c.lower_ in ("no", "any", "without") for c in token.children):
        return True
    if token.head.lower_ == "without":
        return True
    return any(word.lower_ in WISH for word in chain[1:3]) and token.dep_ in (
        "xcomp",
        "ccomp",
        "advcl",
        "dobj",
        "pobj",
        "acl",
    )


def is_denied(token: Token) -> bool:
    """Said not to be so: "did not visit", "has no plans to visit", "denied that he would visit"; a trip that "will not" be made after all is called off."""
    chain = [token, *governors(token)][:3]
    for index, word in enumerate(chain):
        if index and chain[index - 1].dep_ not in ("xcomp", "ccomp", "acl", "dobj", "pobj"):
            return False
        if index and word.lower_ in DENIALS:
            return True
        words = {c.lower_ for c in word.children if c.dep_ in ("neg", "det")}
        if words & {"not", "n't", "n’t", "never", "no"}:
            return not will_not(word)
    return False


def will_not(token: Token) -> bool:
    """ "He will not fly to China after all": a trip that was planned and is off."""
    words = {c.lower_ for c in token.children}
    return bool(words & {"will", "wo"}) and bool(words & {"not", "n't", "n’t"})


def governors(token: Token) -> list[Token]:
    out: list[Token] = []
    while token.head != token and len(out) < 4:
        token = token.head
        out.append(token)
    return out


def verb_above(token: Token) -> Token | None:
    """The verb that a word hangs on, through whatever stands between them."""
    return next((t for t in token.ancestors if t.tag_[0] == "V"), None)


@once_a_token
def tense_of(token: Token) -> str:
    """past, perfect, present, progressive, future or infinitive, from the verb or the verb that governs a noun."""
    verb = token
    if verb.tag_[0] != "V":
        verb = next((g for g in governors(token) if g.tag_[0] == "V"), token)
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "’ll", "shall", "would"}:
        return "future"
    if "to" in auxiliaries:
        head = verb.head
        if head.lower_ in COMING:
            return "future"
        return tense_of(head) if head != verb and head.tag_[0] == "V" else "infinitive"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBN":
        if auxiliaries & {"has", "have", "'ve"}:
            return "perfect"
        if any(c.dep_ == "auxpass" and c.lower_ in ("is", "are", "'s", "’s", "'re") for c in verb.children):
            return "future" if verb.lower_ in COMING else "present"
        return "perfect" if auxiliaries & {"'s", "’s"} else "past"
    if verb.tag_ == "VBG":
        if auxiliaries & {"is", "are", "'s", "’s", "'re"}:
            return "progressive"
        head = verb.head
        return tense_of(head) if head != verb and head.tag_[0] == "V" else "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "past"


def subjects_of(token: Token) -> list[Token]:
    """The heads of the noun phrases that do what the verb says, found through conjunctions, complements and relatives."""
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]
        if own:
            if own[0].lower_ in ("who", "which", "that") and token.dep_ == "relcl":
                return [token.head]
            return own
        if token.dep_ in ("relcl", "acl") and token.head.tag_[0] in "NP":
            return [token.head]
        if token.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "dep", "aux", "prep", "acomp", "parataxis"):
            token = token.head
        else:
            return []
    return []


def phrase_of(token: Token) -> tuple[int, int]:
    """Place of a noun phrase in its sentence: the head with what stands before it and its names and appositions."""
    end = token
    for child in token.children:
        if (
            (child.dep_ in ("appos", "flat", "compound") and child.i > token.i)
            or (child.dep_ == "prep" and child.lower_ in ("of", "from", "for") and child.i == token.i + 1)
            or (child.dep_ == "acl" and child.lower_ in ("led", "headed") and child.i > token.i)
        ):
            end = max(end, child.right_edge, key=lambda t: t.i)
    return token.left_edge.idx, end.idx + len(end)


def span(sentence: Sentence, token: Token) -> tuple[int, int]:
    left, right = token.left_edge, token.right_edge
    return sentence.start + left.idx, sentence.start + right.idx + len(right)


def head_of(doc: Doc, sentence: Sentence, start: int, end: int) -> Token | None:
    """The word of text[start:end] that the others hang on."""
    first, last = (bisect_left(starts(doc), place - sentence.start) for place in (start, end))
    # The index is kept, not the token: that would tie the parse to itself, to be freed late.
    place = once(doc, f"head {first} {last}", lambda: _head_of(doc, first, last))
    return doc[place] if place is not None else None


def _head_of(doc: Doc, first: int, last: int) -> int | None:
    inside = list(reversed(doc[first:last]))
    free = (t.i for t in inside if not first <= t.head.i < last or t.head.i == t.i)
    return next(free, inside[0].i if inside else None)
