"""Make `office_holders.csv` anew: `python -m etl.lexicons.refresh_offices FOLDER`.

FOLDER holds one CSV per country, named `ISO3.csv`, with the columns position, person, personID, start, end and
source: the form in which the EveryPolitician scrapers publish what Wikidata knows of a country's offices. Judges,
resident ambassadors, mayors and provincial posts are left out, and so are junior ministers who seldom travel for
their state. Several ministries of one person become one row.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

from etl.errors import LexiconError
from etl.lexicons import FOLDER, rows
from etl.models import Level
from etl.transform.offices import fold

Spell = tuple[str, str, str, str, str]  # since, until, title, name, source
COLUMNS = ("name", "aliases", "iso3", "title", "level", "since", "until", "source", "folded")
KINDS = [
    "left_out",
    "party",
    "junior",
    "junior_abroad",
    "deputy_head",
    "parliament",
    "head_of_state_or_government",
    "military",
    "foreign_minister",
    "defence_minister",
    "envoy",
    "minister",
    "other",
]
# Ministers of long ago are seldom in the news, and titles say what they are; this halves the table.
MINISTERS_SINCE = "2016"
LEADING: list[Level] = ["head_of_state_or_government", "foreign_minister", "defence_minister", "deputy_head"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Kind of office -> what its title looks like, from `office_levels.csv`."""
    alternatives: dict[str, list[str]] = defaultdict(list)
    for row in rows("office_levels.csv", "kind", "pattern"):
        alternatives[row["kind"]].append(row["pattern"])
    if set(alternatives) != set(KINDS):
        raise LexiconError(f"office_levels.csv: must have patterns for {', '.join(KINDS)} and nothing else")
    return {kind: re.compile("|".join(patterns)) for kind, patterns in alternatives.items()}


def level_of(title: str, iso3: str) -> tuple[Level, str] | None:
    """The level of an office by its title, and the part of the title that says so; None for offices left out.

    "Minister of Foreign Affairs", "Deputy Prime Minister<br />Minister of Defence", "Vice Premier", "Speaker of the
    Knesset", "Chief of the General Staff", "Assistant Secretary of State for African Affairs".
    """
    parts = [part.strip() for part in title.split("<br />")]
    levels = [(level, part) for part in parts if (level := _level_of_part(part.lower(), iso3))]
    return min(levels, key=lambda found: LEADING.index(found[0]) if found[0] in LEADING else 9, default=None)


def _level_of_part(title: str, iso3: str) -> Level | None:
    says = {kind: bool(pattern.search(title)) for kind, pattern in _patterns().items()}
    if says["left_out"]:
        return None
    if iso3 == "USA" and title == "secretary of state":
        return "foreign_minister"
    if says["party"] and not says["head_of_state_or_government"]:
        return "party"
    if says["junior"] and not (iso3 == "GBR" and title.startswith("secretary of state for")):
        return "deputy_minister" if says["junior_abroad"] else None
    in_order: list[Level] = ["deputy_head", "parliament", "head_of_state_or_government", "military"]
    if re.search(r"minister|secretary|head of the", title):
        in_order += ["foreign_minister"] if "trade" not in title or "foreign affairs" in title else []
        in_order += ["defence_minister"] if "council" not in title and "trade" not in title else []
    in_order += ["envoy", "minister", "other"]
    return next((level for level in in_order if says[level]), None)


def gather(folder: Path) -> list[dict[str, str]]:
    """The rows of `office_holders.csv` from the CSV files in `folder`; `folded` saves folding names at every start."""
    held: dict[tuple[str, str, str], list[Spell]] = defaultdict(list)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found = level_of(row["position"], path.stem)
                if row["source"] == "wp" and "o-prince" not in row["position"].lower():
                    found = ("head_of_state_or_government", row["position"])  # whatever they were called
                name = re.sub(r"\s*\(.*?\)", "", row["person"]).strip()
                if found and re.match(r"[A-ZÀ-ɏʻ‘']", name) and not re.search(r"[Ͱ-῿぀-鿿가-힯]", name):
                    spell = (row["start"], row["end"], found[1], name, row["source"])
                    held[path.stem, row["personID"], found[0]].append(spell)
    out: list[dict[str, str]] = []
    for (iso3, _, level), spells in held.items():
        junior = level in {"minister", "deputy_minister"}
        for since, until, title, name, source in _merge(sorted(spells), any_title=junior):
            if not (junior and until and until < MINISTERS_SINCE):
                out.append(dict(zip(COLUMNS, (name, "", iso3, title, level, since, until, source, ""), strict=True)))
    for row, folded in zip(out, fold("\n".join(row["name"] for row in out)).split("\n"), strict=True):
        row["folded"] = folded
    return sorted(out, key=lambda row: (row["iso3"], row["name"], row["since"]))


def _merge(spells: list[Spell], *, any_title: bool) -> list[Spell]:
    """Spells of one person at one level, joined where they meet or where the titles do not matter."""
    out = [spells[0]]
    for since, until, title, name, source in spells[1:]:
        before = out[-1]
        meets = not before[1] or not since or since[:4] <= str(int(before[1][:4]) + 1)
        if meets and (any_title or title == before[2]):
            end = "" if not before[1] or not until else max(before[1], until)
            out[-1] = (before[0] or since, end, title, name, before[4])
        else:
            out.append((since, until, title, name, source))
    return out


def main() -> None:
    table = gather(Path(sys.argv[1]))
    with (FOLDER / "office_holders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{len(table)} offices of {len({row['name'] for row in table})} people")


if __name__ == "__main__":
    main()
