"""In what mood a word of launching stands: told as done, planned, guessed or feared, or denied."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from etl.transform.drill_words import words
from etl.transform.tokens import once_a_token

Mood = Literal["told", "planned", "guessed", "denied"]
VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
MODALS = frozenset(["may", "might", "could", "would", "can", "should", "must", "ca"])
NO = words("no_word")


def low(token: Token) -> str:
    """The token's text in lower case with a straight apostrophe."""
    return str(token.text).lower().replace("’", "'")


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


@once_a_token
def mood_of(token: Token) -> Mood:
    if (
        token.dep_ == "nsubj"
        and low(token.head) in ("is", "are")
        and any(c.dep_ == "xcomp" and any(low(g) == "to" for g in c.children) for c in token.head.children)
    ):
        return "planned"
    return _mood(token)


def _mood(token: Token) -> Mood:
    """Told as done, planned, guessed or feared, or denied."""
    nouns = [t for n in children(token, "dobj", "nsubj", "nsubjpass") for t in (n, *n.children)]
    if any(low(t) in NO for t in (*token.children, *nouns)):
        return "denied"
    seen, auxiliaries = token, [low(c) for c in token.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "NNP"]
    done = "have" in auxiliaries or "having" in auxiliaries or token.tag_ == "VBD"
    if any(a in MODALS for a in auxiliaries):
        return "guessed" if not ("could" in auxiliaries and done) else "told"
    if any(a in ("will", "wo", "shall", "'ll") for a in auxiliaries):
        return "planned"
    if (not done and "to" in auxiliaries) or token.tag_ in ("NN", "NNS", "VBG") or token.dep_ in ("dobj", "pobj"):
        mood = _mood_of_governor(seen, done)
        if mood:
            return mood
    if any(
        low(c)
        in (
            "planned",
            "upcoming",
            "possible",
            "potential",
            "future",
            "next",
            "impending",
            "threatened",
            "further",
            "imminent",
            "scheduled",
            "more",
            "proposed",
        )
        for c in children(token, "amod")
    ):
        return (
            "guessed"
            if any(
                low(c) in ("possible", "potential", "threatened", "further", "future", "imminent", "impending", "more")
                for c in children(token, "amod")
            )
            else "planned"
        )
    return "told"


def _mood_of_governor(token: Token, done: bool) -> Mood | None:
    """The mood that "plans to", "is to", "preparing for" or "a ban on" lends to what they govern."""
    seen = token
    for _ in range(4):
        above = seen.head
        if above == seen:
            return None
        word = low(above)
        if (
            seen.dep_ == "xcomp"
            and word in ("is", "are", "was", "were", "be")
            and any(low(c) == "to" for c in seen.children)
        ):
            return "planned"
        if word in words("guess_word"):
            return "guessed"
        if (
            word in words("plan_word") and (seen.dep_ in ("xcomp", "acl", "nsubjpass") or above.tag_ in ("NN", "NNS"))
        ) or word in ("plan", "plans"):
            return "planned"
        auxiliaries = [low(c) for c in above.children if c.dep_ == "aux"]
        if above.tag_ in VERB_TAGS:
            if any(low(c) in NO for c in above.children if c.dep_ in ("neg", "det", "nsubj", "nsubjpass", "dobj")):
                return "denied"
            if any(a in MODALS for a in auxiliaries):
                return "guessed"
            if any(a in ("will", "wo", "shall") for a in auxiliaries):
                return "planned"
            if seen.dep_ not in ("xcomp", "dobj", "pobj", "nsubj", "nsubjpass"):
                return None
        if above.dep_ in ("ROOT", "ccomp", "advcl", "relcl") and above.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        seen = above
    return None
