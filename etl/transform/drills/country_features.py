"""What speaks for a state having fired on the day that a sentence names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Token

from etl.transform import launch_sites
from etl.transform.clauses import subjects_of
from etl.transform.drill_heads import Head
from etl.transform.drill_moods import low
from etl.transform.drills.candidates import Day, View, launchers, ranked
from etl.transform.drills.words import around, role, verb_of, way
from etl.transform.launchers import launcher, source

if TYPE_CHECKING:
    from etl.transform.reading import Reading


class Stage:
    """What is the same for all sentences of one article: who fires by the rules, and who is named most."""

    def __init__(self, reading: Reading, views: list[View]) -> None:
        self.reading = reading
        self.views = views
        self.told = {v.sentence.index: launcher(reading, v.facts, v.heads, v.heads.found) for v in views}
        votes: Counter[str] = Counter()
        for code, sure, _ in self.told.values():
            if code:
                votes[code] += 3 if sure else 1
        self.votes = votes
        self._by_head: dict[tuple[int, int], tuple[str | None, bool, frozenset[str]]] = {}
        self.home = home(reading)
        self.main = [code for code, _ in votes.most_common(2)]
        self.ranked = ranked(reading)
        self.owners = Counter(
            c for v in views for m in v.facts.weapons if len(m.weapon.iso3s) == 1 for c in m.weapon.iso3s
        )

    def before(self, view: View) -> tuple[str | None, int]:
        """Who fired in the last sentence before that says so, and how many sentences back, 4 for more than three."""
        found = [(i, code) for i, (code, sure, _) in self.told.items() if i < view.sentence.index and code and sure]
        return (found[-1][1], min(view.sentence.index - found[-1][0], 4)) if found else (None, 0)

    def launcher_of(self, view: View, head: Head) -> tuple[str | None, bool, frozenset[str]]:
        """Whom the grammar around one word of launching names."""
        key = (view.sentence.index, head.i)
        if key not in self._by_head:
            self._by_head[key] = launcher(self.reading, view.facts, view.heads, [head])
        return self._by_head[key]

    def options(self, view: View) -> dict[str, int]:
        out = launchers(self.reading, view)
        for code in (*self.main, self.before(view)[0], self.told[view.sentence.index][0]):
            if code:
                out.setdefault(code, 4)
        return out


def home(reading: Reading) -> str | None:
    """The state of the dateline: whose "army" it is where no other is named."""
    place = (reading.article.dateline_place or "").casefold()
    return next((m.iso3 for m in reading.countries if place.startswith(m.text.casefold())), None) if place else None


def features(stage: Stage, view: View, day: Day, iso3: str, options: dict[str, int]) -> set[str]:
    """The features of one state for one day of one sentence; `options` are all states that may have fired."""
    reading, facts = stage.reading, view.facts
    date = view.token_at(day.mention.start, day.mention.end) if day.mention is not None and not day.away else None
    heads = sorted(view.heads.found, key=lambda h: (_steps(h.token, date), not h.strong))
    out = {f"iso={iso3}", f"back={options[iso3]}", f"options-here={min(sum(not b for b in options.values()), 4)}"}
    out |= _ruled(stage, view, iso3, heads)
    before, gap = stage.before(view)
    chain = "yes" if before == iso3 else "other" if before else "none"
    first = view.doc[0].lower_ if len(view.doc) else ""
    out |= {
        f"before={chain}",
        f"before={chain}/{gap}",
        f"before={chain}/{options[iso3] == 0}",
        f"before={chain}&opens={first}",
    }
    owners = {c for m in facts.weapons for c in m.weapon.iso3s}
    owner = "none" if not owners else "only" if owners == {iso3} else "one" if iso3 in owners else "other"
    out.add(f"owner={owner}")
    if stage.owners:
        out.add(f"owners={stage.owners[iso3] > 0}&{owner}")
    if date is not None and facts.weapons:
        nearest = min(facts.weapons, key=lambda m: abs(m.start - date.idx))
        out.add(f"nearest-owned={iso3 in nearest.weapon.iso3s}/{len(facts.weapons) > 1}")
    if iso3 in {s.iso3 for _, _, s in launch_sites.find(facts.sentence.text)}:
        out.add("site")
    out |= {f"home={iso3 == stage.home}&here={sum(not b for b in options.values()) > 0}"} if stage.home else set()
    if any(reading.cast.person(m).iso3 == iso3 for m in reading.people_in(facts.sentence)):
        out.add("person")
    mentions = [m for m in reading.countries_in(facts.sentence) if m.iso3 == iso3]
    out.add(f"n={min(len(mentions), 2)}")
    out |= {
        f"{f}&here={bool(mentions)}"
        for f in list(out)
        if f.startswith(("told", "near-told", "main", "owner", "iso", "share"))
    }
    ranks = sorted({m.start for m in reading.countries_in(facts.sentence)})
    for mention in mentions:
        token = view.token_at(mention.start, mention.end)
        out |= {f"kind={mention.kind}", f"text-rank={min(ranks.index(mention.start), 3)}"}
        if token is not None:
            out |= _placed(token, heads[0].token if heads else None, date)
            if date is not None:
                near = sorted(ranks, key=lambda s: abs(s - date.idx - facts.sentence.start))
                out.add(f"date-near={min(near.index(mention.start), 3)}")
    return out


def _steps(token: Token, date: Token | None) -> int:
    """How far two words are in the tree, 0 without a date."""
    if date is None:
        return 0
    up, over = [date, *date.ancestors], [token, *token.ancestors]
    return next((up.index(t) + over.index(t) for t in up if t in over), 20)


def _ruled(stage: Stage, view: View, iso3: str, heads: list[Head]) -> set[str]:
    """Whom the grammar of launching names: for the sentence, for the word of launching nearest to the day, in the article."""
    told, sure, partners = stage.told[view.sentence.index]
    named = "yes" if told == iso3 else "partner" if iso3 in partners else "other" if told else "none"
    out = {f"told={named}/{sure}"}
    near = stage.launcher_of(view, heads[0])[0] if heads else None
    nearest = "yes" if near == iso3 else "other" if near else "none"
    out |= {f"near-told={nearest}", f"near-told={nearest}&told={named}"}
    main = stage.main.index(iso3) if iso3 in stage.main else "no"
    out |= {f"main={main}", f"main={main}&told={named}", f"main={main}&near={nearest}"}
    rank = min(stage.ranked.index(iso3), 4) if iso3 in stage.ranked else "no"
    out |= {f"rank={rank}", f"rank={rank}&told={named}"}
    share = stage.votes[iso3] / max(1, sum(stage.votes.values()))
    out |= {f"share={round(share * 4)}", f"share={round(share * 4)}&told={named}"}
    if source(stage.reading, view.facts, view.heads) == iso3:
        out.add("source")
    return out


def _placed(token: Token, head: Token | None, date: Token | None) -> set[str]:
    """How a word for the state stands to the word of launching and to the day."""
    out = around(token, "c")
    prep = next((a for a in (token, *token.ancestors) if a.dep_ in ("prep", "agent")), None)
    out.add(f"prep={prep.lower_ if prep is not None else '-'}")
    if token.head.tag_[0] == "N":
        out |= {f"up-dep={token.head.dep_}", f"up-verb={role(token.head.head)}", f"up={low(token.head)}"}
    for name, other in (("head", head), ("date", date)):
        if other is None:
            continue
        out |= {f"{name}-{f}" for f in way(token, other)}
        side, first, last = "before" if token.i < other.i else "after", *sorted((token.i, other.i))
        out.add(f"{name}-side={side}/{min((last - first) // 3, 5)}")
        middle = token.doc[first + 1 : last]
        out.add(f"{name}-verbs={side}/{min(sum(t.tag_[0] == 'V' for t in middle), 3)}")
        if any(t.lower_ in ("while", "after", "before", "when", "since", "but", ";", "as") for t in middle):
            out.add(f"{name}-broken={side}")
        verb = other if other.tag_[0] == "V" else verb_of(other)
        if verb is not None:
            doers = {t.i for s in subjects_of(verb) for t in s.subtree}
            out.add(f"{name}-does={token.i in doers}/{role(verb)}")
    return out
