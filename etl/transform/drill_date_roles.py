"""Whose date it is: that of a launch, of a report ("KCNA said on Tuesday"), or of something else."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from etl.models import DateMention
from etl.transform.drill_heads import PRONOUNS, Head, Heads, phrase
from etl.transform.drill_moods import VERB_TAGS, children, low
from etl.transform.drill_words import words
from etl.transform.tokens import topmost

SHOWING = frozenset({"show", "shows", "showed", "showing"})
DateRole = Literal["event", "report", "other"]
LISTING = words("listing_verb")
# Parts whose failure on a day is the launch's: "and on 24 August the abort system misfired".
PARTS = words("part_noun")
TIME_NOUNS = words("time_noun")


def date_role(heads: Heads, mention: DateMention, offset: int) -> tuple[DateRole, Head | None]:
    """Whose date it is: that of a head, of a report ("KCNA said on Tuesday"), or of something else."""
    token = topmost(heads.doc, mention.start - offset, mention.end - offset)
    if token is None:
        return "other", None
    # "Wednesday's were fired": the launch itself is left out.
    if heads.topical and any(low(c) == "'s" for c in token.children) and token.dep_ in ("nsubj", "nsubjpass", "ROOT"):
        return "event", None
    seen, hung = token, False
    for _ in range(12):
        above = seen.head
        if above == seen:
            break
        hung = hung or (
            low(seen) in ("on", "in")
            and (heads.has_missile([above]) or (low(above) in PRONOUNS and above.tag_ in ("CD", "NN", "JJR")))
        )
        head = heads.head_at(above)
        if head is not None:
            return "event", head
        if above.tag_ in VERB_TAGS or above.tag_ == "MD":
            role, head = _role_of_verb(heads, above)
            # "This photo shows drills ... on April 22": a day behind the drill is the drill's.
            if role == "report" and low(above) in SHOWING and any(h.noun and h.i < token.i for h in heads.found):
                return "event", next(h for h in heads.found if h.noun)
            # "Missiles on the 5th and 11th, two more on the 17th": no verb of launching at all.
            return (
                ("event", None)
                if role == "other" and hung and heads.topical and low(above) in LISTING
                else (role, head)
            )
        if above.tag_ in ("NN", "NNS") and seen.dep_ in ("poss",) and not heads.has_missile([above]):
            return "other", None
        if (
            above.tag_ in ("NN", "NNS")
            and above.dep_ not in ("ROOT",)
            and low(seen) == "of"
            and low(above) not in TIME_NOUNS
            and not heads.has_missile(phrase(above))
        ):
            return "other", None
        seen = above
    if seen.head == seen and (seen == token or seen.tag_ not in VERB_TAGS):
        return ("event", heads.found[0]) if heads.found else ("other", None)
    return "other", None


def _role_of_verb(heads: Heads, verb: Token) -> tuple[DateRole, Head | None]:
    """Whose date a verb's date is, by the verb and by the launch words around it."""
    word = low(verb)
    around = [
        *children(verb, "nsubj", "nsubjpass", "dobj", "attr", "xcomp"),
        *(p for c in children(verb, "prep", "agent") for p in children(c, "pobj")),
    ]
    if verb.dep_ in ("acl", "relcl", "xcomp", "advcl", "conj"):
        around.append(verb.head)
    if (
        word == "followed"
        and children(verb, "agent")
        and heads.topical
        and (head := heads.head_at(verb.head)) is not None
    ):
        return "event", head
    named = [h for t in around if (h := heads.head_at(t)) is not None]
    if word in ("was", "were", "is", "came", "happened"):
        below = [t for s in children(verb, "nsubj", "attr") for t in s.subtree]
        named = named or [h for t in below if (h := heads.head_at(t)) is not None]
    if word in words("light_verb") or word in ("was", "is", "were", "be", "been", "'s"):
        if named:
            return "event", named[0]
        if (
            word in ("was", "were", "came", "happened", "occurred", "took")
            and (heads.topical or heads.found)
            and any(low(c) in PRONOUNS | {"rounds", "round", "ones"} for c in children(verb, "nsubj"))
        ):
            return "event", None
    if word in ("date", "dates", "dated", "put", "puts", "place", "places", "placed", "time", "timed") and named:
        return "event", named[0]
    if word in words("report_verb"):
        return "report", None
    if named and verb.dep_ in ("acl", "relcl", "xcomp"):
        return "event", named[0]
    if (
        verb.dep_ == "conj"
        and any(low(c) in PARTS for c in children(verb, "nsubj"))
        and (head := heads.head_at(verb.head)) is not None
    ):
        return "event", head
    strong = next((h for h in heads.found if h.strong), None)
    if (
        strong is not None
        and verb.dep_ == "ROOT"
        and any(word in words(r) for r in ("launch_verb", "test_verb", "send_verb", "light_verb"))
    ):
        return "event", strong
    if named and any(h.noun and h.token.dep_ in ("nsubj", "nsubjpass") for h in named):
        return "event", named[0]
    return "other", None
