"""Where a word of travel leads: the countries that its clause names as places to go to or be in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.models import CountryMention, Sentence
from etl.transform.clauses import span

if TYPE_CHECKING:
    from etl.transform.reading import Reading

TO = frozenset("to into in at on onto through via across".split())
LEAVING = frozenset("leave depart head set embark fly jet go travel".split())


def destinations(
    reading: Reading, sentence: Sentence, token: Token, lemma: str, role: str
) -> list[tuple[str, str | None]]:
    """(country, city) of each place that the cue leads to."""
    left, right = span(sentence, token)
    out: dict[str, str | None] = {}
    for mention in reading.countries:
        if not left <= mention.start < right:
            continue
        word = token_at(sentence, token, mention)
        if word is not None and _leads_to(word, mention, token, lemma, role):
            city = mention.text if mention.kind in ("capital", "city") else None
            out[mention.iso3] = out.get(mention.iso3) or city
    return list(out.items())


def token_at(sentence: Sentence, token: Token, mention: CountryMention) -> Token | None:
    """The last token of a mention, the head of its words."""
    inside = [t for t in token.doc if mention.start <= sentence.start + t.idx < mention.end]
    return next((t for t in reversed(inside) if t.text not in (".", "’s", "'s")), None)


def _leads_to(word: Token, mention: CountryMention, cue: Token, lemma: str, role: str) -> bool:
    followed = word.nbor() if word.i + 1 < len(word.doc) else None
    possessive = followed is not None and followed.tag_ == "POS"
    node = word
    if mention.kind == "adjective" or possessive or word.dep_ in ("compound", "amod", "poss"):
        # "the Iranian capital", "China's capital", "his Moscow visit", "Beijing's Great Hall"
        node = word.head
        if node == cue and role == "noun":
            return word.dep_ in ("compound", "nmod", "amod") and mention.kind != "adjective" and not possessive
        if mention.kind == "adjective" and not re.match(
            r"capital|city|port|resort|town|soil|island|province|border|coast|territory", node.lower_
        ):
            return False
        if mention.kind != "adjective" and node.tag_[0] != "N":
            return False
    for _ in range(4):
        if node.dep_ in ("conj", "appos", "compound", "nmod"):
            node = node.head
        elif node.dep_ in ("pobj", "pcomp"):
            preposition = node.head
            text = preposition.lower_
            if text == "from":
                return False
            if text in TO or (text == "for" and lemma in LEAVING) or (text == "of" and lemma in ("tour", "visit")):
                if text == "on" and lemma == "call":
                    return True
                return _hangs_on(preposition, cue)
            if text in ("of", "for", "with", "near", "outside", "by", "between", "within", "inside", "over"):
                node = preposition.head
                continue
            return False
        elif node.dep_ in ("dobj", "nsubjpass") and node.head == cue:
            return role == "direct" or lemma == "spend"
        elif node.dep_ == "dobj" and node.head.dep_ == "xcomp":
            node = node.head
        else:
            return False
    return False


def _hangs_on(preposition: Token, cue: Token) -> bool:
    """True where a prepositional phrase belongs to the cue, if need be through a noun or adverb between them."""
    node = preposition
    for _ in range(4):
        node = node.head
        if node == cue:
            return True
        if node.tag_[0] == "V" and node.dep_ not in ("xcomp", "pcomp", "acl"):
            return False
    return False
