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
from pathlib import Path

from etl.lexicons import FOLDER
from etl.models import Level

Spell = tuple[str, str, str, str, str]  # since, until, title, name, source
COLUMNS = ("name", "aliases", "iso3", "title", "level", "since", "until", "source")
LEFT_OUT = re.compile(
    r"co-prince|ambassador (?!to the united nations)|high commissioner to|\bjudge|\bjustice of|chief justice|\bcourt|prosecutor"
    r"|attorney|solicitor|mayor|^(?:lieutenant[- ])?governor(?!.general)|governor of|prefect|chief minister"
    r"|premier of (?!the (?:state|people|republic|cabinet))|police|director.general|auditor|ombuds|lord of the treasury"
    r"|inspector|provincial|oblast|municipal|county|district|state treasurer|parliamentary assembly|lord mayor"
    r"|new brunswick|newfoundland|nova scotia|quebec|ontario|alberta|manitoba|saskatchewan|british columbia|yukon|nunavut"
    r"|aragon|generalitat|bougainville|flemish|walloon|catal|basque|andalus|galicia|tigray|zanzibar|rodrigues|nevis"
    r"|vice chief|deputy chief|secretary.general (?:of|to|at) (?!the united nations)|secretary.general$|of staff of the president"
    r"|undersecretary to|white house (?!chief)|personal secretary|deputy chief of staff|\bbank\b|chief whip|whip\b"
    r"|council of economic advisers|electoral|election|for (?:scotland|wales|northern ireland)\b|hakka|shadow|opposition"
    r"|european parliament from|city|archbishop|bishop of|postmaster|paymaster|junior|chief of protocol|member of parliament"
    r"|member of the (?!federal council|presidency|presidential|sovereignty|politburo|governing council|european comm)"
)
JUNIOR = re.compile(
    r"deputy minister|vice[- ]minister|assistant|under.?secretary|deputy secretary|minister of state|minister delegate"
    r"|deputy foreign|parliamentary secretary|state secretary|secretary of state (?:for|to|in|at)|delegate minister"
    r"|deputy head of|junior minister|state minister"
)
TRAVELS = re.compile(r"foreign|external|defen[cs]e|of state$|of state for|trade|commerce|treasury|international|europe")
FOREIGN = re.compile(
    r"(?:foreign|external) (?:affairs|relations|minister|ministry|policy)|foreign secretary|foreign and"
    r"|international relations and cooperation|(?:and|european) foreign|exterior|high representative"
)
DEFENCE = re.compile(r"defen[cs]e|armed forces and|people's armed forces")
HEAD = re.compile(
    r"^(?:acting |interim |transitional |federal |caretaker |executive |state |co-|provisional |de facto )*"
    r"(?:president|prime minister|monarch|king|queen|emperor|empress|sultan|emir|amir|pope|chancellor|taoiseach|premier"
    r"|supreme leader|sovereign|(?:grand )?duke|prince|captain regent|head of (?:state|government)|druk|chief executive"
    r"|yang di|o le ao|minister-president|minister of state of monaco)"
    r"(?: of (?:the )?(?:republic|state|state council|council of ministers|government|montenegro|commission|european commission|european council"
    r"|ministers|presidency|islamic emirate|council of state|swiss confederation|confederation|federation|nation"
    r"|palestinian national authority|monaco|transition\w*|executive yuan|palestine|cabinet))?(?: \(prime minister\))?$"
    r"|chair\w* of the presidency|member of the presidency|general secretary of the (?:communist|central|workers)"
    r"|chairman of the cabinet of ministers|president of the (?:european c|transition|council of min|government)"
    r"|chairman of the (?:transitional )?sovereign|presidential (?:leadership )?council$|state affairs commission"
    r"|president of the (?:people's )?republic|leader of the communist party|secretary.general of the united nations"
    r"|state counsellor|state administration council|head of the transition|^leader$|supreme council$"
)
DEPUTY = re.compile(
    r"^(?:first |second |third |senior |executive )*(?:deputy|vice)[- ](?:prime minister|premier|president(?!.*(?:assembly|"
    r"congress|senate|chamber|parliament|house))|chancellor|chairman of the cabinet|head of (?:state|government))"
    r"|t[áa]naiste|crown prince|deputy secretary.general of the united|presidential council|sovereignty council"
    r"|leadership council|heir"
)
PARLIAMENT = re.compile(
    r"speaker|(?:president|chair\w*|vice.president) of the (?:senate|national assembly|chamber|house|parliament|congress"
    r"|legislat\w+|riksdag|storting|folketing|council of (?:representatives|states|the nation|federation)|federation c"
    r"|state duma|national council|federal council|assembly|national people|bundestag|sejm|islamic c|majlis|standing"
    r"|supreme people|verkhovna|seimas|saeima|riigikogu|european parliament|knesset|council of state|presidium|people's)"
    r"|marshal of the"
)
MILITARY = re.compile(
    r"chief of (?:the )?(?:general|defen[cs]e|army|air|nav|joint|armed|military|staff of the)|chiefs? of staff of"
    r"|chair\w* of the (?:joint )?chiefs|commander|chair of the chiefs|joint chiefs|central military commission"
)
OTHER = re.compile(
    r"first lady|spouse of the president|first gentleman|spokes|national security advis|security council|national intelligence|of the cia"
    r"|intelligence|presidential (?:administration|office)|chief of staff$|press secretary"
    r"|governor-general|atomic energy|consort"
)
PARTY = re.compile(r"\bparty\b|kuomintang|politburo|international (?:liaison )?department")
MINISTER = re.compile(
    r"minister|^secretary (?:of|for) |^secretary$|state councill?or|chief cabinet secretary|treasurer|commissioner for"
    r"|european commissioner|federal council|trade representative|cabinet secretary|^head of the (?:federal )?department"
    r"|chancellor of the exchequer|home secretary|vice-president of the european"
)
# Ministers of long ago are seldom in the news, and titles say what they are; this halves the table.
MINISTERS_SINCE = "2012"
ORDER: dict[str, int] = {
    "head_of_state_or_government": 0,
    "foreign_minister": 1,
    "defence_minister": 2,
    "deputy_head": 3,
}


def level_of(title: str, iso3: str) -> tuple[Level, str] | None:
    """The level of an office by its title, and the part of the title that says so; None for offices left out.

    "Minister of Foreign Affairs", "Deputy Prime Minister<br />Minister of Defence", "Vice Premier", "Speaker of the
    Knesset", "Chief of the General Staff", "Assistant Secretary of State for African Affairs".
    """
    parts = [part.strip() for part in title.split("<br />")]
    levels = [(level, part) for part in parts if (level := _level_of_part(part.lower(), iso3))]
    return min(levels, key=lambda found: ORDER.get(found[0], 9), default=None)


def _level_of_part(title: str, iso3: str) -> Level | None:
    if LEFT_OUT.search(title):
        return None
    if iso3 == "USA" and title == "secretary of state":
        return "foreign_minister"
    if PARTY.search(title) and not HEAD.search(title):
        return "party"
    if JUNIOR.search(title) and not (iso3 == "GBR" and title.startswith("secretary of state for")):
        return "deputy_minister" if TRAVELS.search(title) else None
    if DEPUTY.search(title):
        return "deputy_head"
    if PARLIAMENT.search(title):
        return "parliament"
    if HEAD.search(title):
        return "head_of_state_or_government"
    if MILITARY.search(title):
        return "military"
    if re.search(r"minister|secretary|head of the", title) and ("trade" not in title or "foreign affairs" in title):
        if FOREIGN.search(title):
            return "foreign_minister"
        if DEFENCE.search(title) and "council" not in title:
            return "defence_minister"
    if re.search(r"envoy|special representative|to the united nations", title):
        return "envoy"
    if MINISTER.search(title):
        return "minister"
    return "other" if OTHER.search(title) else None


def gather(folder: Path) -> list[dict[str, str]]:
    """The rows of `office_holders.csv` from the CSV files in `folder`."""
    held: dict[tuple[str, str, str], list[Spell]] = defaultdict(list)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found = level_of(row["position"], path.stem)
                if row["source"] == "wp":  # a list of heads of state and government, whatever they were called
                    found = ("head_of_state_or_government", row["position"])
                name = re.sub(r"\s*\(.*?\)", "", row["person"]).strip()
                if found and re.match(r"[A-ZÀ-ɏʻ‘']", name) and not re.search(r"[Ͱ-῿぀-鿿가-힯]", name):
                    spell = (row["start"], row["end"], found[1], name, row["source"])
                    held[path.stem, row["personID"], found[0]].append(spell)
    out: list[dict[str, str]] = []
    for (iso3, _, level), spells in held.items():
        junior = level in {"minister", "deputy_minister"}
        for since, until, title, name, source in _merge(sorted(spells), any_title=junior):
            if not (junior and until and until < MINISTERS_SINCE):
                out.append(dict(zip(COLUMNS, (name, "", iso3, title, level, since, until, source), strict=True)))
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
    rows = gather(Path(sys.argv[1]))
    with (FOLDER / "office_holders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} offices of {len({row['name'] for row in rows})} people")


if __name__ == "__main__":
    main()
