"""The people of an article: names with titles and affiliations, and every later mention of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from etl import lexicons
from etl.models import Gender, Person, PersonMention, Sentence
from etl.transform import offices, titles

if TYPE_CHECKING:
    from etl.transform.reading import Reading

PARTICLE = r"(?:al|el|bin|bint|ibn|de|da|do|dos|du|del|della|di|la|van|von|der|den|ter|y)"
TOKEN = r"(?:[A-ZÀ-ÞŠŽČĆĐŁŚ][\w’'\-]*[\wé](?<!['’]s)|[A-Z]\.|al-[A-Z][\w-]+|el-[A-Z][\w-]+)"
NAME = re.compile(rf"{TOKEN}(?: (?:{PARTICLE} (?:{PARTICLE} )?)?{TOKEN}){{0,6}}")
PRONOUN = re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE)
CALENDAR = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
)
OPENING = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "By",
        "From",
        "To",
        "For",
        "With",
        "As",
        "But",
        "And",
        "Or",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "Until",
        "It",
        "He",
        "She",
        "They",
        "We",
        "You",
        "I",
        "His",
        "Her",
        "Their",
        "Its",
        "Our",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "What",
        "Who",
        "How",
        "Why",
        "Where",
        "Not",
        "No",
        "Nor",
        "So",
        "Yet",
        "Still",
        "Then",
        "Now",
        "Both",
        "Neither",
        "Either",
        "Asked",
        "Until",
        "Among",
        "Under",
        "Over",
        "Without",
        "During",
        "Despite",
        "Although",
        "Though",
        "Because",
        "One",
        "Two",
        "Three",
        "Several",
        "Some",
        "Many",
        "Most",
        "Last",
        "Next",
        "Earlier",
        "Later",
        "Only",
        "Even",
        "Also",
        "Meanwhile",
        "However",
        "According",
        "Photo",
        "File",
        "Asian",
        "Western",
        "Eastern",
        "Northern",
        "Southern",
        "North",
        "South",
        "East",
        "West",
        "Central",
        "Middle",
        "Nobody",
        "Everybody",
        "Nothing",
        "Visiting",
        "Like",
        "Unlike",
        "Once",
    ]
)
SPEECH = r"(?:said|says|told|added|wrote|argued|noted|warned|explained|asked|laughed|replied)"
BEFORE = re.compile(r"(?:[\w’'.\-&]+[ ,]? ?){1,10}$")
AFTER = re.compile(r"^(?:, |\s?\(| — | – |, who (?:is|was|now) )(?P<phrase>[^;:“”\"()]{3,150})")
WHO = re.compile(
    r"^,? (?:and )?who (?P<phrase>(?:heads|leads|runs|directs|teaches|lectures|studies|researches|specialises|specializes|tracks|"
    r"writes|follows|covers|advises|chairs|edits|served|worked|negotiated|taught|monitors|is|was|has) [^,.;:“”\"]{3,120})"
)
OF_BODY = re.compile(
    r"^,? (?:of|at|from|with) (?:the )?(?P<body>[A-Z][\w’'\-]+(?:(?: (?:of|for|and|the|on|in|de|des))* [A-Z][\w’'\-]+)+)"
)
BODY = re.compile(
    r"\b(?:at|of|with|from|for|in) (?:the |an? )?(?P<body>[A-Z][\w’'\-&]+(?:(?: (?:of|for|and|the|on|in|de|des|e|y))* [A-Z][\w’'\-&]+)+)"
)
PHRASE_END = re.compile(
    rf",? (?:{SPEECH}|who|which|and (?:said|told|is|was))\b|\.(?:\s|$)|, (?!(?:a|an|the|and|now|of)\b)"
)
ROLE_ALONE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?P<title>(?:[\w’'-]+ ){0,5}?(?:president|prime minister|premier|chancellor|"
    r"foreign minister|foreign secretary|secretary of state|defen[cs]e (?:minister|secretary)|top diplomat|minister|leader|king|emir|"
    r"sultan|crown prince|vice[- ]president|envoy|secretary-general|pope|pontiff|dictator|ruler|delegation|speaker))\b"
)


@dataclass(frozen=True)
class Cast:
    """The people of one article and the places that speak of them, by place and none overlapping."""

    people: tuple[Person, ...] = ()
    mentions: tuple[PersonMention, ...] = ()

    def person(self, mention: PersonMention) -> Person:
        return self.people[mention.person]


@cache
def _given() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in lexicons.rows("given_names.csv", "name", "gender")}


@cache
def _family() -> frozenset[str]:
    return frozenset(lexicons.lines("family_names.txt"))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(
        row["word"] for row in lexicons.rows("name_words.csv", "word", "kind") if row["kind"] == "not_person"
    )


def gather(reading: Reading) -> Cast:
    """Collect the cast of `reading`: full names first, then shorter mentions of them, titles alone and pronouns."""
    text = reading.article.text
    spots = list(_names(reading))
    people: list[Person] = []
    mentions: list[PersonMention] = []
    by_name: dict[str, int] = {}
    for start, end, before in spots:
        name = text[start:end]
        key = _key(name)
        if len(key) < 2 and not before:
            continue
        found = _known(name, people, by_name)
        person = _describe(reading, start, end, before)
        if found is None:
            if len(key) < 2 and not (titles.stands_for_state(before) or "honorific" in _roles(before)):
                continue
            found = len(people)
            people.append(replace(person, index=found))
        else:
            people[found] = _merged(people[found], person)
        by_name[" ".join(key)] = found
        mentions.append(PersonMention(start, end, name, found, "full" if len(key) > 1 else "short"))
    mentions += _short_mentions(text, people, mentions)
    mentions += _role_mentions(reading, people, mentions)
    mentions.sort(key=lambda m: m.start)
    people = [_placed(reading, person, mentions) for person in people]
    mentions += _pronouns(reading, people, mentions)
    mentions.sort(key=lambda m: m.start)
    return Cast(tuple(people), tuple(mentions))


def _key(name: str) -> list[str]:
    return [w for w in re.sub(r"[’'-]", " ", name.lower()).split() if len(w) > 1]


def _roles(words: str) -> set[str]:
    known = titles.words()
    return {known[w] for raw in words.split() if (w := raw.lower().strip(".,’'")) in known}


def _names(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Places of personal names with the title words right before them ("" where none)."""
    text, roles = reading.article.text, titles.words()
    country_starts = {m.start: m.end for m in reading.countries}
    for sentence in reading.sentences:
        if sentence.kind == "headline":
            continue
        for match in NAME.finditer(text, sentence.start, sentence.end):
            start = match.start()
            tokens = [(m.start(), m.end()) for m in re.finditer(r"\S+", match[0])]
            places = [(start + a, start + b) for a, b in tokens]
            # Titles, opening words and countries at the front are not part of the name.
            while places:
                a, b = places[0]
                word = text[a:b]
                plain = word.lower().rstrip(".")
                if a in country_starts:
                    stop = country_starts[a]
                    places = [p for p in places if p[0] >= stop]
                elif word in OPENING or word in CALENDAR or plain in roles or plain.split("-")[0] in roles:
                    places = places[1:]
                else:
                    break
            if not places:
                continue
            cut = next(
                (i for i, (a, b) in enumerate(places) if a in country_starts or text[a:b] in CALENDAR), len(places)
            )
            places = places[:cut]
            if not places:
                continue
            name_start, name_end = places[0][0], places[-1][1]
            words = [text[a:b] for a, b in places]
            if any(w in _no_names() for w in words) or any(c.isdigit() for c in text[name_start:name_end]):
                continue
            before = _title_before(reading, sentence, name_start)
            if _is_person(text, words, name_start, name_end, before):
                yield name_start, name_end, before


def _title_before(reading: Reading, sentence: Sentence, start: int) -> str:
    """The run of title words and countries that ends right before a name: "Iran's Foreign Minister"."""
    text = reading.article.text
    lead = text[sentence.start : start]
    tokens = list(re.finditer(r"\S+", lead))
    roles = titles.words()
    country = {place for m in reading.countries_in(sentence) for place in range(m.start, m.end)}
    first = len(lead)
    heads = 0
    for token in reversed(tokens):
        if lead[token.end() : first].strip() or (
            token[0].endswith((",", ".", ":")) and token[0].lower().rstrip(".") not in roles
        ):
            break
        word = token[0].lower().strip(".,’'“”").removesuffix("’s").removesuffix("'s")
        at = sentence.start + token.start()
        if word in roles or any(part in roles for part in word.split("-")) or at in country:
            heads += roles.get(word) in ("head", "honorific") or any(roles.get(p) == "head" for p in word.split("-"))
            first = token.start()
        elif word in ("of", "for", "and", "the", "affairs", "relations") and first < len(lead):
            first = token.start()
        else:
            break
    phrase = lead[first:].strip()
    return re.sub(r"^(?:of|for|and|the) ", "", phrase) if heads else ""


def _is_person(text: str, words: list[str], start: int, end: int, before: str) -> bool:
    if before:
        return True
    if len(words) < 2 or all(w.isupper() and len(w) > 3 for w in words):
        return False
    given, family = _given(), _family()
    if words[0] in given or words[0].split("-")[0] in given or (words[0] in family and len(words) <= 3):
        return True
    if len(words) > 1 and words[1] in given and words[0] not in OPENING:
        return True
    after = text[end : end + 80]
    if re.match(rf" (?:{SPEECH})\b", after) or re.match(r",? who\b", after):
        return True
    if re.search(rf"\b{SPEECH} $", text[max(0, start - 12) : start]):
        return True
    match = AFTER.match(after)
    return bool(match and _roles(" ".join(match["phrase"].split()[:6])) & {"head"}) or bool(
        offices.look_up(" ".join(words))
    )


def _describe(reading: Reading, start: int, end: int, before: str) -> Person:
    """Name, title, affiliation, state and gender that the words around one full mention give."""
    text = reading.article.text
    sentence = next((s for s in reading.sentences if s.start <= start < s.end), None)
    after = text[end : sentence.end if sentence else end + 150]
    phrase = ""
    if match := WHO.match(after) or AFTER.match(after):
        cut = PHRASE_END.split(match["phrase"], maxsplit=1)[0].strip(" ,")
        if _roles(cut) & {"head"} or titles.level_of(cut)[1]:
            phrase = cut
    affiliation = None
    for where in (phrase, before):
        if where and (body := BODY.search(where)):
            affiliation = body["body"]
            break
    if affiliation is None and (body := OF_BODY.match(after)):
        affiliation = body["body"]
    title = _clean(before) if titles.level_of(before)[1] else _clean(phrase) or _clean(before)
    span = (max(0, start - len(before) - 2), end + (after.find(phrase) + len(phrase) if phrase else 0))
    near = [m for m in reading.countries if span[0] <= m.start < span[1] and not start <= m.start < end]
    level, kind = titles.level_of(f"{before} {phrase}".strip())
    former = bool(titles.FORMER.search(f"{before} {phrase}")) and not re.search(r"\bnow\b", phrase)
    state = kind in titles.STATE_KINDS and not (affiliation and titles.THINK_TANK.search(affiliation))
    iso3 = near[0].iso3 if near and state else None
    return Person(
        0,
        text[start:end],
        True,
        title,
        affiliation,
        iso3,
        level if state else None,
        _gender(text[start:end], before),
        former,
    )


def _clean(title: str) -> str | None:
    stripped = re.sub(r"^(?:an?|the|is|was|now) ", "", title.strip(" ,"))
    words = [
        w for w in stripped.split() if titles.words().get(w.lower().rstrip(".")) != "honorific" or w.lower() == "dr"
    ]
    return " ".join(words) or None


def _gender(name: str, before: str) -> Gender | None:
    for word in before.lower().replace(".", "").split():
        if word in titles.genders():
            return titles.genders()[word]  # type: ignore[return-value]
    for word in name.split():
        if (found := _given().get(word)) in ("f", "m"):
            return found  # type: ignore[return-value]
    return None


def _known(name: str, people: list[Person], by_name: dict[str, int]) -> int | None:
    """The person that a later, perhaps shorter name means: the last one whose name holds all its words."""
    key = _key(name)
    if (exact := by_name.get(" ".join(key))) is not None:
        return exact
    for person in reversed(people):
        words = _key(person.name)
        if set(key) <= set(words) or (set(words) <= set(key) and person.named):
            return person.index
    return None


def _merged(old: Person, new: Person) -> Person:
    return replace(
        old,
        name=max(old.name, new.name, key=len),
        title=old.title or new.title,
        affiliation=old.affiliation or new.affiliation,
        iso3=old.iso3 or new.iso3,
        level=old.level or new.level,
        gender=old.gender or new.gender,
        former=old.former or (new.former and not old.title),
    )


def _short_mentions(text: str, people: list[Person], mentions: list[PersonMention]) -> list[PersonMention]:
    """Family names (or given names of monarchs) that stand alone: "Yun", "Putin's"."""
    taken = {place for m in mentions for place in range(m.start, m.end)}
    owners: dict[str, list[int]] = {}
    for person in people:
        words = person.name.split()
        for word in {words[-1], words[0] if words[0] in _family() or len(words) == 1 else words[-1]}:
            if len(word) > 1:
                owners.setdefault(word, []).append(person.index)
    if not owners:
        return []
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(owners, key=len, reverse=True))) + r")(?![\w-])"
    )
    out = []
    for match in pattern.finditer(text):
        if match.start() in taken or re.match(r" [A-Z][a-z]+ [A-Z]", text[match.end() : match.end() + 30]):
            continue
        choices = owners[match[0]]
        seen = [m for m in mentions if m.person in choices and m.start < match.start()]
        chosen = seen[-1].person if seen else choices[0]
        out.append(PersonMention(*match.span(), match[0], chosen, "short"))
    return out


def _role_mentions(reading: Reading, people: list[Person], mentions: list[PersonMention]) -> list[PersonMention]:
    """Titles without a name: of someone named before where rank and state fit, else of an unnamed office holder."""
    text = reading.article.text
    taken = {place for m in mentions for place in range(m.start, m.end)}
    out: list[PersonMention] = []
    places = sorted(mentions, key=lambda m: m.start)
    for match in ROLE_ALONE.finditer(text):
        start, end = match.span("title")
        if start in taken or any(p in taken for p in range(start, end)) or re.match(r" [A-Z]", text[end : end + 2]):
            continue
        level, _ = titles.level_of(match["title"])
        country = next((m.iso3 for m in reading.countries if start <= m.start < end), None)
        trailing = re.match(r" of (?:the )?", text[end : end + 8])
        if country is None and trailing:
            at = end + trailing.end()
            country = next((m.iso3 for m in reading.countries if m.start == at), None)
        owner = next(
            (
                m.person
                for m in reversed([m for m in places if m.start < start])
                if people[m.person].level == level and (country is None or people[m.person].iso3 in (None, country))
            ),
            None,
        )
        if owner is None and country and titles.stands_for_state(match["title"]):
            owner = len(people)
            people.append(Person(owner, f"the {match['title']}", False, _clean(match["title"]), None, country, level))
        if owner is not None:
            out.append(PersonMention(start, end, match["title"], owner, "title"))
    return out


def _placed(reading: Reading, person: Person, mentions: Sequence[PersonMention]) -> Person:
    """Give an office holder without a state the one the office table knows, else the country named closest before."""
    held = offices.look_up(person.name) if person.named else ()
    if held and (person.level is not None or person.title is None):
        return replace(person, iso3=held[0].iso3, level=person.level or held[0].level, offices=held)
    if person.iso3 or person.level is None:
        return person
    first = next((m for m in mentions if m.person == person.index), None)
    if first is None:
        return person
    before = [m for m in reading.countries if first.start - 250 < m.start < first.start]
    own = [m for m in before if re.match(r"['’]s? |(?<=s)['’]", reading.article.text[m.end : m.end + 3])]
    chosen = (own or before)[-1:]
    return replace(person, iso3=chosen[0].iso3) if chosen else person


def _pronouns(reading: Reading, people: list[Person], mentions: list[PersonMention]) -> list[PersonMention]:
    """Read "he" and "she": the first fitting person of this sentence before it, else of the sentences before."""
    text, out = reading.article.text, []
    by_sentence: list[list[PersonMention]] = []
    place = 0
    for sentence in reading.sentences:
        own = []
        while place < len(mentions) and mentions[place].start < sentence.end:
            if mentions[place].start >= sentence.start:
                own.append(mentions[place])
            place += 1
        by_sentence.append(own)
        for match in PRONOUN.finditer(text, sentence.start, sentence.end):
            gender = "f" if match[0].lower() in ("she", "her") else "m"
            earlier = [[m for m in own if m.end <= match.start()], *by_sentence[max(0, sentence.index - 4) : -1][::-1]]
            for group in earlier:
                fitting = [m for m in group if people[m.person].gender in (None, gender)]
                sure = [m for m in fitting if people[m.person].gender == gender]
                if chosen := sure or fitting:
                    mention = PersonMention(*match.span(), match[0], chosen[0].person, "pronoun")
                    out.append(mention)
                    if group is not earlier[0]:
                        by_sentence[-1].append(mention)
                        by_sentence[-1].sort(key=lambda m: m.start)
                        own = by_sentence[-1]
                    break
    return out
