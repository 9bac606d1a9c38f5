"""What speaks for a state having fired on the day that a sentence names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from etl.transform import launch_sites
from etl.transform.drill_moods import low
from etl.transform.drills.candidates import Day, View, launchers, ranked
from etl.transform.drills.words import around, role, way
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
        self.main = [code for code, _ in votes.most_common(2)]
        self.ranked = ranked(reading)
        self.owners = Counter(c for v in views for m in v.facts.weapons if len(m.weapon.iso3s) == 1 for c in m.weapon.iso3s)

    def before(self, view: View) -> str | None:
        """Who fired in the last sentence before that says so."""
        codes = [code for index, (code, sure, _) in self.told.items() if index < view.sentence.index and code and sure]
        return codes[-1] if codes else None

    def options(self, view: View) -> dict[str, int]:
        out = launchers(self.reading, view)
        for code in (*self.main, self.before(view), self.told[view.sentence.index][0]):
            if code:
                out.setdefault(code, 4)
        return out


def features(stage: Stage, view: View, day: Day, iso3: str, options: dict[str, int]) -> set[str]:
    """The features of one state for one day of one sentence; `options` are all states that may have fired."""
    reading, facts = stage.reading, view.facts
    told, sure, partners = stage.told[view.sentence.index]
    out = {f"back={options[iso3]}", f"options-here={min(sum(not b for b in options.values()), 4)}"}
    out.add(f"told={'yes' if told == iso3 else 'partner' if iso3 in partners else 'other' if told else 'none'}/{sure}")
    out.add(f"main={stage.main.index(iso3) if iso3 in stage.main else 'no'}/{bool(told)}")
    out.add(f"rank={min(stage.ranked.index(iso3), 4) if iso3 in stage.ranked else 'no'}")
    out.add(f"before={'yes' if stage.before(view) == iso3 else 'other' if stage.before(view) else 'none'}/{bool(told)}")
    owners = {c for m in facts.weapons for c in m.weapon.iso3s}
    out.add(f"owner={'none' if not owners else 'only' if owners == {iso3} else 'one' if iso3 in owners else 'other'}")
    if owners:
        out.add(f"owner={iso3 in owners}&told={told == iso3}")
    if stage.owners:
        out.add(f"owners={stage.owners[iso3] > 0}")
    if iso3 in {s.iso3 for _, _, s in launch_sites.find(facts.sentence.text)}:
        out.add("site")
    if source(reading, facts, view.heads) == iso3:
        out.add("source")
    place = reading.article.dateline_place
    if place and any(m.iso3 == iso3 and place.casefold().startswith(m.text.casefold()) for m in reading.countries[:6]):
        out.add("dateline")
    if any(reading.cast.person(m).iso3 == iso3 for m in reading.people_in(facts.sentence)):
        out.add("person")
    mentions = [m for m in reading.countries_in(facts.sentence) if m.iso3 == iso3]
    out.add(f"n={min(len(mentions), 2)}")
    out |= {f"{f}&here" for f in list(out) if mentions and f.startswith(("told", "main", "owner"))}
    date = view.token_at(day.mention.start, day.mention.end) if day.mention is not None and not day.away else None
    heads = sorted(view.heads.found, key=lambda h: (abs(h.i - date.i) if date is not None else 0, not h.strong))
    ranks = sorted({m.start for m in reading.countries_in(facts.sentence)})
    for mention in mentions:
        out |= {f"kind={mention.kind}", f"text-rank={min(ranks.index(mention.start), 3)}"}
        token = view.token_at(mention.start, mention.end)
        if token is None:
            continue
        out |= around(token, "c")
        if token.head.tag_[0] == "N":
            out |= {f"up-dep={token.head.dep_}", f"up-verb={role(token.head.head)}", f"up={low(token.head)}"}
        if heads:
            out |= {f"head-{f}" for f in way(token, heads[0].token)}
            out.add(f"head-side={'before' if token.i < heads[0].i else 'after'}/{min(abs(token.i - heads[0].i) // 3, 5)}")
        if date is not None:
            out |= {f"date-{f}" for f in way(token, date)}
            near = sorted(ranks, key=lambda s: abs(s - day.mention.start) if day.mention else 0)
            out.add(f"date-near={min(near.index(mention.start), 3)}")
    return out
