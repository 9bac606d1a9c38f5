"""A claimed quotation -> a quote, or the reason why its article does not bear it out."""

from __future__ import annotations

import re

from etl.models import Quote
from etl.reader import who
from etl.reader.answers import Claim
from etl.reader.scene import Fault, Ground, Scene
from etl.transform.countries import codes
from etl.transform.quotes import CONTEXT

# From this confidence on the rules know the speaker from a verb of speech beside the name, which they seldom misread.
SURE = 0.92
# Paragraphs before and after a quotation in which its speaker must be spoken of.
BEFORE, AFTER = 3, 1
CAPITALS = re.compile(r"\b[A-ZÀ-Þ]")


def check(ground: Ground, scene: Scene, claim: Claim, *, found_by: str, confidence: float) -> Quote | Fault:
    """The quote of a claim that holds; else (reason, detail)."""
    fields, kind = claim.fields, claim.fields["quote_type"]
    start, end = scene.start, scene.end
    marked = next((p for p in ground.marked if p.start <= end and start <= p.end), None)
    if kind != "indirect":
        if marked is None or start < marked.start - 1 or end > marked.end + 1:
            return "quotation", "these words stand in no quotation marks"
        start, end = max(start, marked.start), min(end, marked.end)
    elif marked is not None and marked.start <= start and end <= marked.end:
        return "quotation", "these words stand in quotation marks, so they are no reported speech"
    name = fields["speaker_name"]
    if name is not None and (fault := _speaker(ground, scene, name, start, end)):
        return fault
    code = fields["speaker_country_iso3"]
    person = ground.reading.cast.find(name) if name else None
    return Quote(
        quote=ground.text[start:end],
        quote_type=kind,
        speaker_type=fields["speaker_type"]
        if name or fields["speaker_type"] in ("anonymous", "state_media")
        else "anonymous",
        quote_start=start,
        quote_end=end,
        pre=ground.text[max(0, start - CONTEXT) : start],
        post=ground.text[end : end + CONTEXT],
        confidence=confidence,
        speaker_name=person.name if person is not None and person.named else name,
        speaker_raw=None,
        speaker_title=ground.printed(fields["speaker_title"]),
        affiliation=ground.printed(fields["affiliation"]),
        speaker_country_iso3=code
        if code in codes() and any(m.iso3 == code for m in ground.reading.countries)
        else None,
        reason=f"read by {found_by.removeprefix('model:')}",
        found_by=found_by,
    )


def _speaker(ground: Ground, scene: Scene, name: str, start: int, end: int) -> Fault | None:
    if not who.is_printed(ground, name):
        return "speaker", f"{name} is not named in the article"
    block = scene.own[0].block
    around = [s for s in ground.reading.sentences if block - BEFORE <= s.block <= scene.own[-1].block + AFTER]
    if not who.stands_near(ground, around, name) and not _initials(name, " ".join(s.text for s in around)):
        return "speaker", f"nobody speaks of {name} there"
    for quote in ground.quotes:
        if quote.quote_start < end and start < quote.quote_end and quote.confidence >= SURE and quote.speaker_name:
            said_by = quote.speaker_name
            if not who.same_name(name, said_by) and not _initials(name, said_by) and not _initials(said_by, name):
                return "speaker", f"the words there give it to {said_by}"
    return None


def _initials(name: str, text: str) -> bool:
    """Whether a body is called by its initials: "KCNA" for Korean Central News Agency."""
    letters = "".join(CAPITALS.findall(name))
    return len(letters) > 2 and re.search(rf"\b{re.escape(letters)}\b", text) is not None
