"""What experts say without quotation marks: "Moon expects a reply, ...", "according to analysts".

Named experts only where the article also quotes them in their own words, so that indirect speech never adds a speaker;
unnamed ones ("analysts", "some experts") without a name. Officials' indirect speech is the news itself and is not
stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from etl.models import Person, PersonMention, Quote, Sentence
from etl.transform import reporting

if TYPE_CHECKING:
    from etl.transform.antecedents import Antecedents
    from etl.transform.reading import Reading

CONTEXT = 100
EXPERTS = r"(?:[\w-]+ ){0,2}(?:analysts|experts|observers|scholars|researchers|specialists|economists|historians)"
BEFORE = re.compile(r"\b(?:according to|for|in the view of) (?:(?:Dr|Prof|Professor|Mr|Ms|Mrs)\.? )?$", re.IGNORECASE)
# Shorter sentences report nothing: "Moon agreed."
FEWEST_WORDS = 6


@cache
def _after() -> re.Pattern[str]:
    """What follows the name of one who says something: `Moon, who teaches law, expects`."""
    return re.compile(
        rf"^(?:, [^,;:]{{3,90}},|,? \d\d,)? (?:also |now |then |has |had |himself |herself )?(?P<verb>{_verbs()})\b"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf", (?P<verb>{_verbs()}) (?:(?:Dr|Prof|Professor|Mr|Ms|Mrs)\.? )?$")


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b[Aa]ccording to (?P<source>{EXPERTS})\b|"
        rf"(?:^|, )(?P<tag>{EXPERTS}) (?:also |have |had )?(?P<verb>{_verbs()})\b)"
    )


@cache
def _verbs() -> str:
    """Finite forms of verbs of speech and thought; `told` and `asked` start a scene and are left out."""
    skip = {"told", "tell", "tells", "asked", "ask", "asks", "read", "reads", "begin", "began", "thanked"}
    forms = [f for f, kind in reporting.kinds().items() if kind in ("speech", "mind") and not f.endswith("ing")]
    return "|".join(sorted({re.escape(f) for f in forms if "+" not in f} - skip, key=len, reverse=True))


def find(reading: Reading, quoted: Sequence[Quote], who: Antecedents) -> tuple[Quote, ...]:
    """Indirect speech of experts in sentences that hold none of the `quoted` passages."""
    experts = {q.speaker_name for q in quoted if q.speaker_type == "expert" and q.speaker_name}
    taken = sorted((q.quote_start, q.quote_end) for q in quoted)
    out = []
    for sentence in reading.sentences:
        if sentence.kind not in ("paragraph", "list_item") or any(
            a < sentence.end and sentence.start < b for a, b in taken
        ):
            continue
        if re.search('["“”]', sentence.text) or sentence.text.count(" ") < FEWEST_WORDS:
            continue
        quote = _of_named(reading, sentence, experts, who) or _of_unnamed(reading, sentence)
        if quote is not None:
            out.append(quote)
    return tuple(out)


def _of_named(reading: Reading, sentence: Sentence, experts: set[str], who: Antecedents) -> Quote | None:
    text = reading.article.text
    for mention in reading.people_in(sentence):
        if not experts or mention.text.lower() in ("him", "his", "her"):
            continue
        after = _after().match(text[mention.end : sentence.end])
        lead = text[sentence.start : mention.start]
        before = _before().search(lead) or BEFORE.search(lead)
        if not after and not before:
            continue
        name, person = _meant(reading, mention, who)
        if name in experts:
            told = before["verb"] if before and "verb" in before.groupdict() else "according to"
            return _quote(reading, sentence, mention.text, name, person, after["verb"] if after else told)
    return None


def _meant(reading: Reading, mention: PersonMention, who: Antecedents) -> tuple[str | None, Person | None]:
    """Name and person of a mention; pronouns that speak are weighed as those beside quotations are."""
    meant = who.meant_by(mention.text.lower(), mention.start) if mention.text.lower() in ("he", "she") else None
    if meant is not None:
        return meant.name, meant.person
    person = reading.cast.person(mention)
    return person.name if person.named else None, person


def _of_unnamed(reading: Reading, sentence: Sentence) -> Quote | None:
    match = _unnamed().search(sentence.text)
    if match is None:
        return None
    return _quote(reading, sentence, match["source"] or match["tag"], None, None, match["verb"] or "according to")


def _quote(reading: Reading, sentence: Sentence, raw: str, name: str | None, person: Person | None, verb: str) -> Quote:
    text = reading.article.text
    return Quote(
        quote=sentence.text,
        quote_type="indirect",
        speaker_type="expert",
        quote_start=sentence.start,
        quote_end=sentence.end,
        pre=text[max(0, sentence.start - CONTEXT) : sentence.start],
        post=text[sentence.end : sentence.end + CONTEXT],
        confidence=0.75 if name else 0.6,
        speaker_name=name,
        speaker_raw=raw,
        speaker_title=person.title if person else None,
        affiliation=person.affiliation if person else None,
        speaker_country_iso3=person.iso3 if person else None,
        cue_verb=verb.lower(),
        reason="expert quoted elsewhere in the article" if name else f"unnamed experts: {raw}",
    )
