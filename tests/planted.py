"""A hundred planted errors from gold records, with a fixed seed: twenty of each kind, half of them near-misses.

A true record of a sample article is told wrongly, with the passage that shows the true one. Near-misses take what the same
article holds: its other countries, its other dates or the same date a week off, its other numbers, a person of the other side.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.evaluate.scoring import same_dated_drill, same_dated_visit
from etl.extract import articles, documents
from etl.reader.answers import Claim
from etl.reader.ground import ground
from etl.reader.numbers import printed_numbers
from etl.reader.scene import Ground
from etl.transform.language import Language
from etl.transform.reading import Reading

SEED, EACH = 2026, 20
KINDS = ("trip", "direction", "date", "number", "passage")
FAR = ("NZL", "PRY", "ISL", "GHA")


@dataclass(frozen=True)
class Planted:
    kind: str
    near: bool
    place: Ground
    gold: dict[str, Any]
    claim: Claim


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def claim_of(kind: str, record: dict[str, Any], passage: str) -> Claim:
    """A gold record as a model would tell it."""
    fields: dict[str, Any]
    if kind == "visit":
        fields = {"visitor_iso3": first(record["origin"]), "host_iso3": first(record["host"]), "visitor_name": record.get("visitor"),
                  "start_date": first(record.get("start")), "end_date": record.get("end"), "status": first(record["status"])}  # fmt: skip
        fields |= dict.fromkeys(("visitor_title", "city", "purpose"))
    else:
        fields = {"country_iso3": first(record["country"]), "partner_iso3s": record.get("partners") or [],
                  "drill_date": first(record.get("date")), "kind": first(record["kind"]), "weapon_name": first(record.get("weapon")),
                  "weapon_class": first(record.get("weapon_class")) or "unknown", "n_fired": first(record.get("count")),
                  "distance_km": first(record.get("distance_km")), "apogee_km": first(record.get("apogee_km")),
                  "status": first(record["status"]), "place": None, "announced_by": None}  # fmt: skip
    return Claim(kind, passage, fields | {"passage": passage})  # type: ignore[arg-type]


def read(folder: Path, language: Language) -> Iterator[tuple[Ground, dict[str, Any]]]:
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        (source,) = (p for p in folder.iterdir() if p.is_file() and p.name.split(".")[0] == path.stem)
        article = articles.read_article(documents.read(str(source)), published=gold["published"])
        if article.language == "en":
            yield Ground(Reading(article, language)), gold


def true_claims(place: Ground, gold: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Claim]]:
    """Every gold record with the sentence that holds its evidence as passage."""
    for kind in ("visit", "drill"):
        for record in gold[f"{kind}s"]:
            scene = place.scene(record.get("evidence") or "") if record.get("evidence") else None
            if scene is not None:
                yield record, claim_of(kind, record, place.text[scene.own[0].start : scene.own[-1].end])


def plant(folder: Path, language: Language) -> list[Planted]:
    """The hundred; each (kind, near) from articles and records in an order shuffled by the seed."""
    chance = random.Random(SEED)
    every = [(p, g, r, c) for p, g in read(folder, language) for r, c in true_claims(p, g)]
    out: list[Planted] = []
    for kind in KINDS:
        for near in (True, False):
            made = 0
            for place, gold, _, claim in chance.sample(every, len(every)):
                wrong = _wrong(chance, kind, near, place, gold, claim)
                if wrong is not None and made < EACH // 2:
                    out.append(Planted(kind, near, place, gold, wrong))
                    made += 1
    return out


def _wrong(
    chance: random.Random, kind: str, near: bool, place: Ground, gold: dict[str, Any], claim: Claim
) -> Claim | None:
    fields = dict(claim.fields)
    countries = {m.iso3 for m in place.reading.countries if len(m.iso3) == 3}
    if kind == "passage":
        words = claim.passage.split()
        if near:  # one word left out of the middle
            return Claim(claim.kind, " ".join(words[: len(words) // 2] + words[len(words) // 2 + 1 :]), fields)
        return Claim(
            claim.kind, f"Officials confirmed {fields.get('status')} plans in a joint statement on the matter.", fields
        )
    if kind == "number":
        if claim.kind != "drill" or fields["n_fired"] is None:
            return None
        others = sorted(n for n in printed_numbers(place.text) if 0 < n < 100 and n != fields["n_fired"])
        if near and not others:
            return None
        fields["n_fired"] = chance.choice(others) if near else fields["n_fired"] * 3 + 41
    elif kind == "date":
        field = "start_date" if claim.kind == "visit" else "drill_date"
        if len(fields[field] or "") != 10:
            return None
        others = sorted({m.date for m in place.reading.dates if m.date and len(m.date) == 10} - {fields[field]})
        week = (dt.date.fromisoformat(fields[field]) + dt.timedelta(7)).isoformat()
        fields |= {field: chance.choice([*others, week]) if near else "2009-02-17", "end_date": None}
    elif claim.kind != "visit":
        return None
    elif kind == "direction":
        fields["visitor_iso3"], fields["host_iso3"] = fields["host_iso3"], fields["visitor_iso3"]
        if near:
            scene = place.scene(claim.passage)
            people = sorted(
                {
                    p.name
                    for p in place.people(scene.near if scene else ())
                    if p.iso3 == fields["visitor_iso3"] and p.named
                }
            )
            fields["visitor_name"] = chance.choice(people) if people else None
    else:
        others = sorted(countries - {fields["host_iso3"], fields["visitor_iso3"]}) if near else list(FAR)
        if not others:
            return None
        fields["host_iso3"] = chance.choice(others)
    wrong = Claim(claim.kind, claim.passage, fields)
    return None if is_true(wrong.kind, wrong.fields, gold) and kind not in ("number",) else wrong


def is_true(kind: str, fields: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether a record of the article says so too, or allows it."""
    if kind == "visit":
        found = {"origin": fields["visitor_iso3"], "host": fields["host_iso3"], "start": fields["start_date"]}
        return any(same_dated_visit(g, found) for g in (*gold["visits"], *gold.get("optional_visits", [])))
    found = {"country": fields["country_iso3"], "date": fields["drill_date"]}
    return any(same_dated_drill(g, found) for g in (*gold["drills"], *gold.get("optional_drills", [])))


def passes(planted: Planted) -> bool:
    """Whether a planted error is kept as the error that it is; one that loses its wrong date is stopped."""
    kept = ground(planted.place, [planted.claim], model="m")
    if planted.kind != "date":
        return bool(kept.visits or kept.drills)
    for visit in kept.visits:
        found = {"visitor_iso3": visit.visitor_iso3, "host_iso3": visit.host_iso3, "start_date": visit.start_date}
        return visit.start_date is not None and not is_true("visit", found, planted.gold)
    for drill in kept.drills:
        found = {"country_iso3": drill.country_iso3, "drill_date": drill.drill_date}
        return drill.drill_date is not None and not is_true("drill", found, planted.gold)
    return False
