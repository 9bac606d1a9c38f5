"""Plain features of words: what role a word plays in tales of launches, and what stands around it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from etl.transform import drill_words as dw
from etl.transform.clauses import tense_of
from etl.transform.drill_moods import low, mood_of

ROLES = (
    "launch_verb", "test_verb", "event_noun", "drill_noun", "missile_noun", "satellite_noun", "send_verb", "observe_verb",
    "report_verb", "motion_verb", "light_verb", "plan_word", "guess_word",
)  # fmt: skip
PHRASES = ("failed", "combat", "simulated", "shown", "recalled", "flight", "satellite", "drilling", "naming")


def stem(token: Token) -> str:
    """A word without its commonest endings, as the parser makes no lemmas: "launched" and "launches" are "launch"."""
    word = low(token)
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)]
    return word


@cache
def role_of(word: str) -> str:
    """The first role of a word in lower case, "-" for none."""
    return next((role for role in ROLES if word in dw.words(role)), "-")


def role(token: Token) -> str:
    return role_of(low(token))


def verb_of(token: Token) -> Token | None:
    """The verb above a word."""
    return next((a for a in token.ancestors if a.tag_[0] == "V"), None)


def around(token: Token, name: str) -> set[str]:
    """What a word hangs on and stands between, each feature beginning with `name`."""
    doc, left = token.doc, token.left_edge.i
    out = {f"{name}-dep={token.dep_}", f"{name}-head={stem(token.head)}", f"{name}-head-role={role(token.head)}"}
    out.add(f"{name}-left={doc[left - 1].lower_ if left else '^'}")
    out.add(f"{name}-after={doc[token.i + 1].lower_ if token.i + 1 < len(doc) else '$'}")
    if (verb := verb_of(token)) is not None:
        out |= {f"{name}-verb={stem(verb)}", f"{name}-verb-role={role(verb)}", f"{name}-tense={tense_of(verb)}"}
        out.add(f"{name}-mood={mood_of(verb)}/{role(verb)}")
    return out


def way(one: Token, other: Token) -> set[str]:
    """How two words of a sentence hang together: where their ways up meet, and by which relations."""
    up, over = [one, *one.ancestors], [other, *other.ancestors]
    meet = next((t for t in up if t in over), None)
    if meet is None:
        return {"apart"}
    first, second = up[: up.index(meet)], over[: over.index(meet)]
    steps = "/".join(t.lower_ if t.dep_ == "prep" else t.dep_ for t in first[:4])
    back = "/".join(t.lower_ if t.dep_ == "prep" else t.dep_ for t in second[:4])
    return {f"meet={role(meet)}", f"up={steps}", f"down={back}", f"steps={min(len(first), 4)}/{min(len(second), 4)}"}
