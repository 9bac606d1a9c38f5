"""Who goes where, clause by clause: a cue of travel, the parties that travel and the countries they travel to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl import lexicons
from etl.models import CountryMention, Sentence
from etl.transform import titles
from etl.transform.countries import BODIES

if TYPE_CHECKING:
    from etl.transform.reading import Reading

DELEGATION = re.compile(
    r"\b(?:delegation|mission|team|lawmakers|officials|ministers|envoys|diplomats|negotiators|leaders|group)\b", re.I
)
TO = frozenset(["to", "into", "in", "at", "on", "onto", "through", "via", "across"])
LEAVING = frozenset(["leave", "depart", "head", "set", "embark", "fly", "jet", "go", "travel"])
TALKS = frozenset(
    [
        "talks",
        "talk",
        "meeting",
        "meetings",
        "summit",
        "discussions",
        "discussion",
        "negotiations",
        "consultations",
        "conversations",
        "dialogue",
    ]
)
MAKING = re.compile(
    r"^(?:pa(?:y|ys|id|ying)|ma(?:ke|kes|de|king)|beg(?:in|ins|an|un|inning)|start(?:s|ed|ing)?|end(?:s|ed|ing)?|wrap(?:s|ped|ping)?|"
    r"conclud(?:e|es|ed|ing)|cancel(?:s|led|ed|ling)?|postpone[sd]?|scrap(?:s|ped)?|embark(?:s|ed|ing)?|undert(?:ake|ook)|complet(?:e|es|ed)|"
    r"arriv(?:e|es|ed|ing)|is|are|was|were|be|plan(?:s|ned|ning)?|kick(?:s|ed)?|cut|finish(?:es|ed)?|call(?:s|ed)?|put|tak(?:e|es|ing)|took|"
    r"shelve[sd]?|delay(?:s|ed)?|extend(?:s|ed)?|return(?:s|ed|ing)?|announce[sd]?)$",
    re.IGNORECASE,
)
# Wishes, invitations and conditions are no trips.
WISH = frozenset(["invite", "invited", "inviting", "urge", "urged", "want", "wants", "wanted", "hope", "hopes", "hoped", "ask", "asked", "offer", "offered", "ready", "willing", "like", "refuse", "refused", "decline", "declined", "consider", "considering", "considered", "suggest", "suggested", "propose", "proposed", "wish", "forbid", "forbidden", "ban", "banned", "allow", "allowed", "unable", "fail", "failed", "threaten", "threatened", "prefer"])  # fmt: skip
PLACE_BEFORE = re.compile(r"\b(?:in|to|into|reached|visited) the (?:country|capital|city|kingdom|island|republic)\b", re.IGNORECASE)
NOT_ARRIVING = frozenset("home back from out to into away on under across up down".split())
# Verbs that say where someone lives, works or was shaped, and what happens without travel.
STATIVE = frozenset(
    "born based living lived lives died raised educated grew trained exiled jailed imprisoned held buried stationed posted published "
    "printed built made located invested killed fought believed known reported used kept seen called named written set done".split()
)
CANCEL = re.compile(
    r"\b(?:cancel\w*|call(?:s|ed|ing)? off|postpon\w*|put off|scrapp\w*|shelv\w*|abandon\w*|aborted|was to have|had been due)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Who travels: a person of the cast, or a body described by the words of the text."""

    iso3: str
    person: int | None
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Leg:
    """One party's way to one country, as one clause says it; `place` is where the cue stands in the text."""

    sentence: Sentence
    party: Party
    host: str
    city: str | None
    cue: str
    kind: str
    role: str
    place: int
    tense: str
    cancelled: bool
    clause: tuple[int, int]


@cache
def _cues() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(form, "verb" or "noun") -> lemma, kind, role."""
    table: dict[tuple[str, str], tuple[str, str, str]] = {}
    for row in lexicons.rows("travel_cues.csv", "lemma", "forms", "kind", "role"):
        for form in row["forms"].split():
            table.setdefault(
                (form, "noun" if row["kind"] == "noun" else "verb"), (row["lemma"], row["kind"], row["role"])
            )
    return table


@cache
def trigger() -> re.Pattern[str]:
    """Matches any word that can be a cue of travel; sentences without one are never parsed."""
    forms = sorted({form for form, _ in _cues()}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(forms) + r")\b", re.IGNORECASE)


def legs(reading: Reading, sentence: Sentence) -> Iterator[Leg]:
    """All legs that one sentence tells of; wishes, denials and conditions are left out."""
    doc = reading.doc(sentence)
    for token in doc:
        kind_of_word = "verb" if token.tag_[0] == "V" else "noun" if token.tag_ in ("NN", "NNS", "NNP") else ""
        cue = _cues().get((token.lower_, kind_of_word))
        if cue is None or (token.dep_ in ("aux", "auxpass")):
            continue
        called_off = cue[1] == "go" and _will_not(token)
        if _is_unreal(token) and not called_off:
            continue
        lemma, kind, role = cue
        for leg in _legs_of(reading, sentence, token, lemma, kind, role):
            yield replace(leg, cancelled=True) if called_off else leg


def presences(reading: Reading, sentence: Sentence) -> Iterator[Leg]:
    """Office holders who do something in another country: "In Beijing, Ri was given a chair", "told a forum in Seoul"."""
    doc = reading.doc(sentence)
    for verb in doc:
        if verb.tag_ not in ("VBD", "VBN", "VBG") or verb.lower_ in STATIVE or _is_unreal(verb):
            continue
        hosts: dict[str, str | None] = {}
        for preposition in verb.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "at"):
                continue
            for mention in reading.countries_in(sentence):
                word = _token_at(sentence, verb, mention)
                if word is not None and word.dep_ == "pobj" and word.head == preposition and mention.kind != "adjective":
                    hosts[mention.iso3] = mention.text if mention.kind in ("capital", "city") else None
        if not hosts:
            continue
        for subject in _subjects(verb):
            for party in _parties(reading, sentence, subject):
                if party.person is None or reading.cast.people[party.person].level in (None, "other"):
                    continue
                for host, city in hosts.items():
                    if host != party.iso3 and host not in BODIES:
                        place = sentence.start + verb.idx
                        yield Leg(sentence, party, host, city, verb.text.lower(), "be", "presence", place, "past", False, _span(sentence, verb))


def onward(reading: Reading, sentence: Sentence, hosts: list[str]) -> Iterator[Leg]:
    """Travel whose place only the sentences before name: "He flew in on Tuesday", "spent two days there".

    `hosts` are the countries that these name, the nearest first; the party's own is passed over.
    """
    for token in reading.doc(sentence):
        cue = _cues().get((token.lower_, "verb" if token.tag_[0] == "V" else ""))
        if cue is None or cue[1] not in ("go", "be") or _is_unreal(token) or cue[2] in ("leave", "return", "onward"):
            continue
        lemma, _, role = cue
        words = {c.lower_ for c in token.children}
        there = "there" in words or bool(PLACE_BEFORE.search(sentence.text))
        arrives = lemma in ("come", "arrive", "land", "fly") and not words & NOT_ARRIVING
        if not (there or arrives) or _destinations(reading, sentence, token, lemma, role):
            continue
        for subject in _subjects(token):
            for party in _parties(reading, sentence, subject):
                host = next((h for h in hosts if h != party.iso3 and h not in BODIES), None)
                if host is not None:
                    place = sentence.start + token.idx
                    yield Leg(sentence, party, host, None, token.text.lower(), "go", "there", place, _tense(token), False, _span(sentence, token))


def _legs_of(reading: Reading, sentence: Sentence, token: Token, lemma: str, kind: str, role: str) -> Iterator[Leg]:
    clause = _span(sentence, token)
    hosts: list[tuple[str, str | None]]
    if kind == "host":
        hosts, parties = _hosted(reading, sentence, token)
    elif kind == "meet":
        hosts, parties = _met(reading, sentence, token, lemma)
    elif kind == "send":
        parties = _sent(reading, sentence, token)
        hosts = _destinations(reading, sentence, token, lemma, role)
    elif kind == "noun":
        hosts = _destinations(reading, sentence, token, lemma, "noun")
        parties = _of_noun(reading, sentence, token)
        if token.head.tag_[0] == "V":
            clause = _span(sentence, token.head)
    else:
        hosts = _destinations(reading, sentence, token, lemma, role)
        parties = [p for np in _subjects(token) for p in _parties(reading, sentence, np)]
        if lemma == "spend" and not any(
            c.dep_ == "dobj" and re.match(r"days?|weeks?|hours?|night|time", c.lower_) for c in token.children
        ):
            return
    tense = _tense(token)
    cancelled = bool(CANCEL.search(sentence.text[max(0, token.idx - 90) : token.idx + 90]))
    for party in parties:
        for host, city in hosts:
            if host != party.iso3 and host not in BODIES:
                yield Leg(
                    sentence,
                    party,
                    host,
                    city,
                    token.text.lower(),
                    kind,
                    role,
                    sentence.start + token.idx,
                    tense,
                    cancelled,
                    clause,
                )


def _will_not(token: Token) -> bool:
    """ "He will not fly to China after all": a trip that was planned and is off."""
    words = {c.lower_ for c in token.children}
    return bool(words & {"will", "wo"}) and bool(words & {"not", "n't", "n’t"})


def _span(sentence: Sentence, token: Token) -> tuple[int, int]:
    left, right = token.left_edge, token.right_edge
    return sentence.start + left.idx, sentence.start + right.idx + len(right)


def _is_unreal(token: Token) -> bool:
    """Negated, wished for, or conditional: "did not visit", "invited him to visit", "if he comes", "no visit"."""
    chain = [token, *_governors(token)]
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


def _governors(token: Token) -> list[Token]:
    out: list[Token] = []
    while token.head != token and len(out) < 4:
        token = token.head
        out.append(token)
    return out


def _tense(token: Token) -> str:
    """past, perfect, present, progressive, future or infinitive, from the verb or the verb that governs a noun."""
    verb = token
    if verb.tag_[0] != "V":
        verb = next((g for g in _governors(token) if g.tag_[0] == "V"), token)
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"will", "'ll", "’ll", "shall", "would"}:
        return "future"
    if "to" in auxiliaries:
        head = verb.head
        if head.lower_ in ("due", "set", "expected", "scheduled", "plans", "planned", "planning", "poised", "preparing", "going", "slated", "intends", "is", "are", "agreed", "promised", "wants", "about"):  # fmt: skip
            return "future"
        return _tense(head) if head != verb and head.tag_[0] == "V" else "infinitive"
    if verb.tag_ in ("VBD",):
        return "past"
    if verb.tag_ == "VBN":
        if auxiliaries & {"has", "have", "'s", "’s", "'ve"}:
            return "perfect"
        return "past"
    if verb.tag_ == "VBG":
        if auxiliaries & {"is", "are", "'s", "’s", "'re"}:
            return "progressive"
        head = verb.head
        return _tense(head) if head != verb and head.tag_[0] == "V" else "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "past"


def _subjects(token: Token) -> list[Token]:
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


def _phrase(token: Token) -> tuple[int, int]:
    """Place of a noun phrase in its sentence: the head with what stands before it and its names and appositions."""
    end = token
    for child in token.children:
        if (
            (child.dep_ in ("appos", "flat", "compound", "prep") and child.i > token.i and child.dep_ != "prep")
            or (child.dep_ == "prep" and child.lower_ in ("of", "from", "for") and child.i == token.i + 1)
            or (child.dep_ == "acl" and child.lower_ in ("led", "headed") and child.i > token.i)
        ):
            end = max(end, child.right_edge, key=lambda t: t.i)
    return token.left_edge.idx, end.idx + len(end)


def _parties(reading: Reading, sentence: Sentence, head: Token) -> list[Party]:
    """The parties that a noun phrase names, coordinated ones included: persons that stand for a state, or delegations."""
    out: list[Party] = []
    heads = [head, *(c for c in head.conjuncts if c.tag_[0] in "NPW" and c.i > head.i)]
    for one in heads:
        party = _party(reading, sentence, one)
        if party is not None:
            out.append(party)
    return out


def _party(reading: Reading, sentence: Sentence, head: Token) -> Party | None:
    start, end = (sentence.start + place for place in _phrase(head))
    mentions = [m for m in reading.cast.mentions if m.start < end and m.end > start]
    at = sentence.start + head.idx
    covering = [m for m in mentions if m.start <= at < m.end]
    fitting = covering or [m for m in mentions if m.kind != "pronoun" or m.start == at]
    for mention in fitting:
        person = reading.cast.person(mention)
        if person.iso3:
            words = person.name
            return Party(person.iso3, mention.person, words, mention.start)
    if covering:
        return None
    words = reading.article.text[start:end]
    if DELEGATION.search(head.text) or titles.stands_for_state(head.text):
        country = next((m for m in reading.countries if start <= m.start < end), None)
        if country is not None:
            return Party(country.iso3, None, words, start)
    return None


def _destinations(
    reading: Reading, sentence: Sentence, token: Token, lemma: str, role: str
) -> list[tuple[str, str | None]]:
    """(country, city) of each place that the cue leads to."""
    left, right = _span(sentence, token)
    out: dict[str, str | None] = {}
    for mention in reading.countries:
        if not left <= mention.start < right:
            continue
        word = _token_at(sentence, token, mention)
        if word is not None and _leads_to(word, mention, token, lemma, role):
            city = mention.text if mention.kind in ("capital", "city") else None
            out[mention.iso3] = out.get(mention.iso3) or city
    return list(out.items())


def _token_at(sentence: Sentence, token: Token, mention: CountryMention) -> Token | None:
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
            return role in ("direct",) or lemma in ("spend",)
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


def _hosted(reading: Reading, sentence: Sentence, token: Token) -> tuple[list[tuple[str, str | None]], list[Party]]:
    """ "Xi received him in Beijing", "was welcomed by", "hosted the Iranian minister"."""
    passive = [c for c in token.children if c.dep_ == "nsubjpass"]
    if passive or (
        token.tag_ == "VBN"
        and token.dep_ in ("acl", "relcl", "advcl", "conj")
        and not any(c.dep_ == "dobj" for c in token.children)
    ):
        guests = [p for np in _subjects(token) for p in _parties(reading, sentence, np)]
        hosts = [
            p for c in token.children if c.dep_ == "agent" for np in c.children for p in _parties(reading, sentence, np)
        ]
    else:
        guests = [p for c in token.children if c.dep_ == "dobj" for p in _parties(reading, sentence, c)]
        hosts = [p for np in _subjects(token) for p in _parties(reading, sentence, np)]
        subjects = [np for np in _subjects(token)]
        if not hosts and subjects:
            at = sentence.start + subjects[0].idx
            hosts = [Party(m.iso3, None, m.text, m.start) for m in reading.countries if m.start <= at < m.end]
    placed = _destinations(reading, sentence, token, "receive", "host")
    return (placed or [(h.iso3, None) for h in hosts[:1]]), guests


def _met(
    reading: Reading, sentence: Sentence, token: Token, lemma: str
) -> tuple[list[tuple[str, str | None]], list[Party]]:
    """ "A met B in Geneva", "held talks with B in Oman": whoever is not at home there has travelled."""
    objects = [c for c in token.children if c.dep_ in ("dobj",)]
    if lemma in ("hold", "sign") and not any(o.lower_ in TALKS or lemma == "sign" for o in objects):
        return [], []
    placed = _destinations(reading, sentence, token, lemma, "meet")
    if not placed:
        return [], []
    parties = [p for np in _subjects(token) for p in _parties(reading, sentence, np)]
    if lemma in ("meet",):
        parties += [p for o in objects for p in _parties(reading, sentence, o)]
    for child in token.subtree:
        if child.dep_ == "prep" and child.lower_ == "with":
            parties += [p for np in child.children for p in _parties(reading, sentence, np)]
    return placed, parties


def _sent(reading: Reading, sentence: Sentence, token: Token) -> list[Party]:
    """ "Pyongyang sent a delegation to Tehran": the sender's country, the sent one's words."""
    subjects = _subjects(token)
    objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    out = []
    for thing in objects:
        known = _party(reading, sentence, thing)
        if known is not None:
            out.append(known)
            continue
        if not (DELEGATION.search(thing.text) or titles.stands_for_state(thing.text)):
            continue
        for subject in subjects:
            at = sentence.start + subject.idx
            country = next((m for m in reading.countries if m.start <= at < m.end), None)
            if country is not None:
                start, end = (sentence.start + place for place in _phrase(thing))
                out.append(Party(country.iso3, None, reading.article.text[start:end], start))
    return out


def _of_noun(reading: Reading, sentence: Sentence, token: Token) -> list[Party]:
    """Whose visit: "Putin's visit", "a visit by the minister", "he made a trip", "is on a visit"."""
    for child in token.children:
        if child.dep_ == "poss":
            return _parties(reading, sentence, child)
    for child in token.subtree:
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            found = [p for np in child.children for p in _parties(reading, sentence, np)]
            if found:
                return found
    for following in token.doc[token.i + 1 : token.i + 10]:
        if following.lower_ == "by":
            found = [p for np in following.children for p in _parties(reading, sentence, np)]
            if found:
                return found
    for governor in _governors(token):
        if governor.tag_[0] == "V":
            if MAKING.match(governor.text):
                return [p for np in _subjects(governor) for p in _parties(reading, sentence, np)]
            return []
    return []
