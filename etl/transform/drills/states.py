"""What kind of event it is and where it stands on the day of publication."""

from __future__ import annotations

from etl.models import DrillKind, DrillStatus
from etl.transform import drill_words as dw
from etl.transform import measures
from etl.transform.clauses import tense_of
from etl.transform.drill_moods import mood_of
from etl.transform.drills.candidates import relation
from etl.transform.drills.gather import Found
from etl.transform.drills.places import Scene, segment
from etl.transform.drills.words import PHRASES, role, stem, verb_of

KINDS: tuple[DrillKind, ...] = ("firing_drill", "launch_test", "satellite_launch", "simulated_strike")
STATES: tuple[DrillStatus, ...] = ("conducted", "failed", "planned")


def features(scene: Scene, one: Found) -> set[str]:
    """What tells kind and state of `one`: its words, those around it, and how its day lies to publication."""
    view = one.view
    facts = view.facts.sentence
    low, high = segment(scene, one)
    when = relation(scene.reading.anchor, one.day.date)
    out = {
        f"when={when}",
        f"block={view.sentence.kind}",
        f"rivals={min(len(scene.rivals(one)), 2)}",
        f"which={one.day.which}",
    }
    own = [t for t in view.doc if low <= t.idx < high]
    out |= {f"word={stem(t)}" for t in own if t.is_alpha}
    out |= {f"other={stem(t)}" for t in view.doc if t.is_alpha and t not in own}
    out |= {f"has={role(t)}" for t in own}
    out |= {f"says={name}" for name in PHRASES if dw.phrases(name).search(facts.text[low:high])}
    heads = [h for h in view.heads.found if low <= h.token.idx < high] or view.heads.found
    date = view.token_at(one.day.mention.start, one.day.mention.end) if one.day.mention and not one.day.away else None
    if heads:
        head = min(heads, key=lambda h: (abs(h.i - date.i) if date is not None else 0, not h.strong))
        out |= {
            f"head={stem(head.token)}",
            f"head-mood={head.mood}/{head.noun}/{head.drill}",
            f"head-tense={tense_of(head.token)}",
        }
        out |= {f"head-mood={head.mood}&when={when}", f"head-tense={tense_of(head.token)}&when={when}"}
        out |= {
            f"head-child={c.lower_}"
            for c in head.token.children
            if c.dep_ in ("aux", "neg", "prt", "advmod", "amod", "compound")
        }
    if date is not None and (verb := verb_of(date)) is not None:
        out |= {
            f"verb={stem(verb)}",
            f"tense={tense_of(verb)}",
            f"tense={tense_of(verb)}&when={when}",
            f"mood={mood_of(verb)}&when={when}",
        }
    out |= {f"class={c.weapon_class}" for c in view.facts.classes}
    out |= {f"class={m.weapon.weapon_class}" for m in view.facts.weapons}
    out.add(f"count={min(max((c.number for c in measures.counts(facts.text)), default=0), 4)}")
    for sentence in scene.near(one, 2)[1:]:
        side = "next" if sentence.index > view.sentence.index else "prev"
        same = "" if sentence.block == view.sentence.block else "-far"
        out |= {f"{side}{same}-says={name}" for name in PHRASES if dw.phrases(name).search(sentence.text)}
        out |= {
            f"{side}-has={w}"
            for w in ("drill", "exercise", "test", "satellite", "orbit", "failed", "exploded", "fired")
            if w in sentence.text.lower()
        }
    text = scene.reading.article.text.lower()
    for word in ("satellite", "drill", "exercise", "live-fire", "artillery", "will"):
        out.add(f"text-{word}={min(text.count(word), 3)}")
    return out
