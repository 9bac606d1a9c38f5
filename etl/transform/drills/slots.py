"""What was fired and how many: each fact of a launch is chosen among those that the article prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from etl.models import WeaponClass
from etl.transform import drill_words as dw
from etl.transform import measures, weapons
from etl.transform.drills.gather import Found
from etl.transform.drills.places import Scene, place
from etl.transform.weapons import WeaponMention

if TYPE_CHECKING:
    from etl.transform.reading import Reading

CLASSES = tuple(c for c in get_args(WeaponClass) if c != "unknown")
# A name that the lexicon lacks: "a Sejjil-3 missile", "the Bulgasari rocket", "its Jarvan-9".
UNKNOWN = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]+(?:[ -](?:\d+\w*|[IVX]+|[A-Z]{1,2}))?)(?= (?:[a-z-]+ ){0,3}(?:missile|rocket|SLBM|ICBM|satellite|carrier))|"
    r"\b[A-Z][A-Za-z]*[a-z]?-\d+[A-Za-z]{0,2}\b"
)


ONE_THING = re.compile(
    r"\b(?:the|an?|its|this|that|one|single|another|first|second|"
    r"third)(?: [\w“”'’-]+){0,5}? ?(?:missile|rocket|projectile|ICBM|IRBM|SRBM|SLBM|MRBM|satellite|"
    r"interceptor|carrier)\b(?![- ](?:tests|launches|drills?|exercises?|launchers?|program\w*|forces?|"
    r"units?|silos?|technolog\w*|base|threats?|brigades?|defen[cs]e|crews?|shield|makers?|arsenal|"
    r"experts?|engineer))"
)
MANY = re.compile(
    r"\b(?:missiles|rockets|projectiles|ICBMs|SRBMs|SLBMs|launchers|shells|salvo|barrage|volley|"
    r"howitzers|artillery|interceptors)\b"
)
THING_AFTER = re.compile(
    r"s?[ -](?:[\w-]+ ){0,2}?(?:missile|rocket|ICBM|SLBM|satellite|interceptor|launcher|system)s?\b"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact as printed at text[start:end]: the name of a weapon, a class or a number."""

    start: int
    end: int
    value: str
    features: frozenset[str]


def printed_weapons(reading: Reading) -> list[WeaponMention]:
    """The weapons that the whole article names, by place."""
    return weapons.find(reading.article.text)


def names(scene: Scene, one: Found, known: list[WeaponMention]) -> Iterator[Printed]:
    """The names that the weapon of `one` may have."""
    text = scene.reading.article.text
    places: list[tuple[int, int, str, WeaponMention | None]] = [(m.start, m.end, m.text, m) for m in known]
    sentence = one.view.facts.sentence
    for match in UNKNOWN.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if not any(s < end and start < e for s, e, _, _ in places) and not any(
            c.start < end and start < c.end for c in scene.reading.countries_in(sentence)
        ):
            places.append((start, end, match["name"] or match[0], None))
    order = sorted(places, key=lambda p: abs(p[0] - (one.day.mention.start if one.day.mention else sentence.start)))
    for rank, (start, end, name, mention) in enumerate(order):
        out = place(scene, one, start, end)
        out |= {f"rank={min(rank, 3)}", f"before={_word_before(text, start)}", f"after={_word_after(text, end)}"}
        if mention is None:
            out.add(f"unlisted&digit={any(c.isdigit() for c in name)}")
        else:
            owners = mention.weapon.iso3s
            out.add(f"owner={'none' if not owners else 'yes' if one.iso3 in owners else 'no'}")
            out.add(f"class={mention.weapon.weapon_class}")
            out.add(f"often={min(sum(m.weapon.name == mention.weapon.name for m in known), 3)}")
        yield Printed(start, end, name, frozenset(out))


def class_options(scene: Scene, one: Found, known: list[WeaponMention]) -> Iterator[Printed]:
    """The classes that the weapon of `one` may have, each at every place that speaks for it."""
    text = scene.reading.article.text
    found = [(m.start, m.end, str(m.weapon_class), "said") for m in weapons.classes(text)]
    found += [
        (m.start, m.end, str(m.weapon.weapon_class), "named") for m in known if m.weapon.weapon_class != "unknown"
    ]
    found += [(m.start(), m.end(), "satellite", "word") for m in dw.phrases("satellite").finditer(text)]
    here = one.day.mention.start if one.day.mention and not one.day.away else one.view.facts.sentence.start
    order = sorted(found, key=lambda p: (abs(p[0] - here), p))
    for rank, (start, end, value, how) in enumerate(order):
        out = place(scene, one, start, end)
        out |= {f"{how}&{f}" for f in out}
        out |= {f"rank={min(rank, 4)}", f"how={how}", f"class={value}", f"how={how}&class={value}"}
        out.add(f"often={min(sum(p[2] == value for p in found), 4)}")
        out.add(f"after={_word_after(text, end)}")
        out.add(f"before={_word_before(text, start)}")
        if how == "named":
            owners = next(m.weapon.iso3s for m in known if m.start == start)
            out.add(f"owner={'none' if not owners else 'yes' if one.iso3 in owners else 'no'}")
        yield Printed(start, end, value, frozenset(out))


def numbers(scene: Scene, one: Found) -> Iterator[Printed]:
    """How many may have been fired: the numbers around the day, and one where grammar says so."""
    for sentence in scene.near(one, 2):
        facts = one.view.facts.sentence if sentence.index == one.view.sentence.index else sentence
        text = facts.text
        named = weapons.find(text)
        days = [(d.start - facts.start, d.end - facts.start) for d in scene.reading.dates_in(facts)]
        blank, origin = blanked(text, named, days)
        found = measures.counts(blank)
        for rank, count in enumerate(found):
            start = facts.start + origin[count.start]
            out = place(scene, one, start, start + 3)
            out |= {f"exact={count.exact}", f"count-rank={rank}/{min(len(found), 3)}", f"one={count.number == 1}"}
            out |= {f"exact={count.exact}&{f}" for f in out if f.startswith(("gap", "segment"))}
            out |= {f"before={_word_before(blank, count.start)}", f"after={_word_after(blank, count.end)}"}
            yield Printed(start, start + 3, str(count.number), frozenset(out))
        if len(found) > 1:
            total = sum(c.number for c in found)
            out = {
                f"sum&{f}"
                for f in place(scene, one, facts.start + origin[found[0].start], facts.start + origin[found[0].end - 1])
            }
            between = blank[found[0].end : found[-1].start]
            out |= {
                f"sum-and={bool(re.search(r'^[^.;]*(and|plus|with|,)[^.;]*$', between))}",
                f"sum-n={min(len(found), 3)}",
                f"sum-far={min(len(between) // 20, 4)}",
            }
            yield Printed(facts.start, facts.start, str(total), frozenset(out))
    text = one.view.facts.sentence.text
    out = {
        "grammar",
        f"grammar-one={bool(ONE_THING.search(text))}",
        f"grammar-many={bool(MANY.search(text) or measures.VAGUE.search(text))}",
    }
    out.add(f"grammar-named={min(len(one.view.facts.weapons), 2)}")
    out.add(f"grammar-counts={min(len(measures.counts(text)), 2)}")
    out |= {
        f"grammar&{t.lower_}"
        for t in one.view.doc
        if t.lower_ in ("a", "an", "the", "its", "missiles", "rockets", "launches", "tests", "both", "several", "salvo")
    }
    yield Printed(one.view.sentence.start, one.view.sentence.start, "1", frozenset(out))


def blanked(text: str, named: list[WeaponMention], days: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """`text` with names of weapons as "missile" and dates as "DATE", so that their digits are no counts.

    The second value says where each of its characters stood.
    """
    pieces = [(m.start, m.end, "" if THING_AFTER.match(text, m.end) else "missile") for m in named]
    pieces += [(start, end, "DATE") for start, end in days]
    out: list[tuple[str, int]] = []
    at = 0
    for start, end, word in sorted(pieces):
        if start < at:
            continue
        out += [(text[i], i) for i in range(at, start)] + [(c, start) for c in word]
        at = end
    out += [(text[i], i) for i in range(at, len(text))]
    kept = [pair for i, pair in enumerate(out) if not (pair[0] == " " and i and out[i - 1][0] == " ")]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def _word_before(text: str, place: int) -> str:
    words = text[max(0, place - 20) : place].split()
    return words[-1].lower() if words else "^"


def _word_after(text: str, place: int) -> str:
    words = text[place : place + 20].split()
    return words[0].lower().strip(".,;") if words else "$"
