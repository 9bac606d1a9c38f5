"""What the scorer of visits looks at: plain named features of a candidate, its words and its parse."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from spacy.tokens import Doc, Token

from etl.transform.clauses import is_denied, is_unreal, subjects_of, tense_of, verb_above
from etl.transform.tokens import once
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.cues import cue_at, cues_in
from etl.transform.visits.scene import Scene

# Features that are also taken two by two.
CROSSED = frozenset("lca-kind p-role h-prep how kind leg near-h back-h back-p tense p-first h-first".split())
BARE = frozenset("visit trip tour talks meeting delegation".split())
# Words that speak of travel or of a place without naming it.
PLACELESS = frozenset(
    "there here country capital city kingdom island arrived visit trip delegation airport palace summit talks met meeting "
    "landed welcomed received return home".split()
)


def features(scene: Scene, candidate: Candidate, others: Sequence[Candidate]) -> set[str]:
    """The features of one candidate; `others` are all candidates of the same sentence."""
    reading, sentence = scene.reading, candidate.sentence
    traveller, host = candidate.traveller, candidate.host
    p, h = traveller.word, host.word
    out = {f"how={traveller.how}" if p is not None else f"back-p={traveller.back}"}
    out.add(f"kind={host.mention.kind}" if h is not None else f"back-h={host.back}")
    out.add(f"block={sentence.kind}")
    person = reading.cast.people[traveller.party.person] if traveller.party.person is not None else None
    out.add(f"level={person.level if person else 'body'}")
    if person is not None:
        out |= {f"named={person.named}", f"level-kind={person.level}/{traveller.how}"}
        out |= scene.standing(person)
        if person.former:
            out.add("former")
    if traveller.party.person is not None and traveller.party.person == scene.top_person:
        out.add("top-p")
    if host.iso3 == scene.top_place:
        out.add("top-h")
    legs = [g for g in scene.legs.get(sentence.index, ()) if g.party.iso3 == traveller.party.iso3]
    for leg in legs:
        if leg.host == host.iso3:
            same = leg.party.person == traveller.party.person
            out |= {"leg", f"leg={leg.kind}/{leg.role}/{same}", f"leg-tense={leg.tense}"}
        else:
            out.add("leg-elsewhere")
    if scene.legs.get(sentence.index) and not legs:
        out.add("leg-of-other")
    if scene.pairs[traveller.party.iso3, host.iso3] > len([g for g in legs if g.host == host.iso3]):
        out.add("pair-elsewhere")
    elif scene.pairs[host.iso3, traveller.party.iso3]:
        out.add("pair-reversed")
    out |= _cues(scene, candidate) | _page(scene, candidate)
    if p is not None and h is not None:
        out |= _between(p, h)
    elif p is not None:
        out |= _alone(p, "p")
        out |= _absent_host(p)
        if not any(c.host.word is not None for c in others if c.traveller.word is p):
            out.add("no-host-here")
    elif h is not None:
        out |= _alone(h, "h")
        if not any(c.traveller.word is not None for c in others):
            out.add("nobody-here")
        if _words(h.doc) & BARE:
            out.add("bare-visit")
    if h is not None:
        out |= _around_host(scene, candidate, h)
    if reading.dates_in(sentence):
        out.add("dated")
    if p is not None and h is not None:
        rivals = {c.traveller.word.i for c in others if c.traveller.word is not None and c.traveller.word is not p}
        low, high = sorted((p.i, h.i))
        between = sum(low < i < high for i in rivals)
        out.add(f"rivals={min(between, 3)}")
        places = {c.host.word.i for c in others if c.host.word is not None and c.host.word is not h}
        out.add(f"places={min(sum(low < i < high for i in places), 3)}")
        out.add(f"far={min(abs(p.i - h.i) // 4, 6)}")
        out.add("p-first" if p.i < h.i else "h-first")
    crossed = sorted(f for f in out if f.split("=")[0] in CROSSED)
    return out | {f"{a}&{b}" for a, b in combinations(crossed, 2)}


def _page(scene: Scene, candidate: Candidate) -> set[str]:
    """Whether the sentence is a row of a list or table, and what the title above it speaks of."""
    opening, row, title = scene.line(candidate.sentence)
    out = {f"opening={opening}", f"row={row}&{opening}"}
    if title is not None:
        about = f"{candidate.host.iso3 in title.countries}/{candidate.traveller.party.iso3 in title.countries}"
        travel = title.travel
        out |= {f"title={about}", f"title-cue={travel}", f"row={row}&title={about}/{travel}"}
        if row:
            how = candidate.traveller.how if candidate.traveller.word is not None else "back"
            out |= {
                f"row&title={about}/{travel}&{how}/{candidate.host.back}&{opening}",
                f"row&{how}/{candidate.host.back}&{opening}",
            }
    return out


def _cues(scene: Scene, candidate: Candidate) -> set[str]:
    """Cues of travel in the sentence, and those nearest to the host and to the party."""
    doc = scene.reading.doc(candidate.sentence)
    out = set()
    found = cues_in(doc)
    out |= {f"cue={c[1]}" for _, c in found if c[0] != "be"} or {"no-cue"}
    for name, word in (("h", candidate.host.word), ("p", candidate.traveller.word)):
        if word is None or not found:
            continue
        token, cue = min(found, key=lambda f: (abs(f[0].i - word.i), f[0].i))
        out.add(f"near-{name}={cue[1]}/{cue[2]}")
        out.add(f"near-{name}-side={'before' if token.i < word.i else 'after'}/{min(abs(token.i - word.i), 5)}")
        if is_unreal(token):
            out.add(f"near-{name}-unreal")
    return out


def _ancestors(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _between(p: Token, h: Token) -> set[str]:
    """The way through the parse from the party to the country, and the words between them."""
    up_p, up_h = _ancestors(p), _ancestors(h)
    meet = next((t for t in up_p if t in up_h), None)
    out: set[str] = set()
    if meet is not None:
        way_p, way_h = up_p[: up_p.index(meet)], up_h[: up_h.index(meet)]
        cue = cue_at(meet)
        role = way_p[-1].dep_ if way_p else "self"
        hang = way_h[-1] if way_h else None
        prep = "self" if hang is None else hang.lower_ if hang.dep_ in ("prep", "agent") else hang.dep_
        out |= {f"lca={meet.lower_}", f"p-role={role}", f"h-prep={prep}", f"lca-tag={meet.tag_}"}
        out.add(f"lca-kind={cue[1]}/{cue[2]}" if cue else f"lca-kind={meet.tag_[0]}")
        out.add(f"way-p={'/'.join(t.dep_ for t in way_p[:5])}")
        out.add("way-h=" + "/".join(t.lower_ if t.dep_ == "prep" else t.dep_ for t in way_h[:5]))
        out.add(f"lca={meet.lower_}&{role}&{prep}")
        out.add(f"tense={tense_of(meet)}")
        if is_unreal(meet):
            out.add("unreal")
        for t in (*way_p[1:], *way_h[1:]):
            if t.tag_[0] in "NV":
                k = cue_at(t)
                out.add(f"on-way={k[1]}/{k[2]}" if k else f"on-way={t.lower_}")
                if is_unreal(t):
                    out.add("unreal-way")
        verbs = [t for t in way_h if t.tag_[0] == "V"]
        if is_denied(verbs[0] if verbs else meet):
            out.add("denied")
        if verbs:
            out.add(f"h-verb={verbs[0].lower_}")
            if p.i in {s.i for s in subjects_of(verbs[0])}:
                out.add("subject-of-h-verb")
    low, high = sorted((p.i, h.i))
    if high - low <= 14:
        out |= {f"mid={t.lower_}" for t in p.doc[low + 1 : high] if not t.is_punct}
    return out | _alone(p, "p") | _alone(h, "h")


def _alone(word: Token, name: str) -> set[str]:
    doc, i = word.doc, word.i
    left = word.left_edge.i
    out = {f"{name}-dep={word.dep_}", f"{name}-head={word.head.lower_}"}
    out.add(f"{name}-before={doc[i - 1].lower_ if i else '^'}")
    out.add(f"{name}-left={doc[left - 1].lower_ if left else '^'}")
    out.add(f"{name}-after={doc[i + 1].lower_ if i + 1 < len(doc) else '$'}")
    verb = verb_above(word)
    if verb is not None:
        k = cue_at(verb)
        out.add(f"{name}-verb={verb.lower_}")
        out.add(f"{name}-verb-kind={k[1]}/{k[2]}" if k else f"{name}-verb-kind=-")
        out.add(f"{name}-tense={tense_of(verb)}")
        if is_unreal(verb):
            out.add(f"{name}-unreal")
    return out


def _absent_host(p: Token) -> set[str]:
    return {f"says={w}" for w in PLACELESS & _words(p.doc)}


def _words(doc: Doc) -> set[str]:
    return once(doc, "words", lambda: {t.lower_ for t in doc})


def _around_host(scene: Scene, candidate: Candidate, h: Token) -> set[str]:
    """Whether the country word is part of a person's title, owns something, or modifies a noun."""
    out = set()
    sentence = candidate.sentence
    at = sentence.start + h.idx
    for mention in scene.reading.people_in(sentence):
        person = scene.reading.cast.person(mention)
        if (
            mention.kind in ("full", "title")
            and at < mention.start
            and mention.start - at < 60
            and person.iso3 == candidate.host.iso3
            and h.head.i >= h.i
        ):
            out.add("h-titles-person")
        if mention.start <= at < mention.end:
            out.add("h-in-person")
        if person.iso3 == candidate.host.iso3:
            out.add("host-national-here")
    if h.i + 1 < len(h.doc) and h.nbor().tag_ == "POS":
        out.add("h-possessive")
        out.add(f"h-owns={h.head.lower_}")
    if h.dep_ in ("amod", "compound", "nmod"):
        out.add(f"h-mod={h.head.lower_}")
    return out
