"""Speakers of passages whose own sentence names none, from the sentences that lead up to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from etl.transform import attribution, reporting, sentences
from etl.transform.quote_frames import Frame
from etl.transform.speakers import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from etl.transform.antecedents import Antecedents
    from etl.transform.reading import Reading

# Sentences that may stand between a passage and the one that names its speaker.
REACH = 3
WORD = re.compile(r"[\w’'-]+")


def is_bare(frame: Frame) -> bool:
    """True for a sentence that is nothing but quoted."""
    return re.search(r"\w", outside(frame)) is None


def outside(frame: Frame) -> str:
    """The words of a frame that are not quoted."""
    out = frame.text
    for slot in reversed(frame.slots):
        out = out[: slot.start] + " " + out[slot.end :]
    return out


def lead_in(reading: Reading, blocks: Mapping[int, list[Frame]], frame: Frame) -> list[Frame]:
    """The sentences without a whole quoted sentence that lead up to `frame`, nearest first.

    Those right before it in its paragraph, or the last one of a paragraph before that ends with a colon; none for a
    frame that has a reporting verb of its own.
    """
    if not frame.slots or any(w.lower() in reporting.kinds() for w in WORD.findall(outside(frame))):
        return []
    own = blocks[frame.block]
    index = own.index(frame)
    if index:
        return list(
            takewhile(lambda f: not any(s.clausal for s in f.slots), reversed(own[max(0, index - REACH) : index]))
        )
    if frame.block == 0 or not is_bare(frame):
        return []
    text, before = reading.article.text, reading.article.blocks[frame.block - 1]
    if text[before.start : before.end].rstrip()[-1:] != ":" or frame.block - 1 in blocks:
        return []
    start, end = sentences.spans(text, before.start, before.end)[-1]
    return [Frame(text[start:end], (), ((0, start, end - start),), start, end, frame.block - 1)]


def from_lead_in(frame: Frame, doc: Doc, who: Antecedents) -> Speaker | None:
    """Who a leading sentence is about, or who says it: `Lee pointed to the guest list.`, `..., Schiff said.`"""
    finding = attribution.of_sentence(frame, doc)
    if finding is None:
        return None
    speaker = who.resolve(finding, frame)
    if speaker.reason.startswith("state: ") and not finding.cue:
        return None
    named = speaker.name is not None or speaker.person is not None
    return speaker if named or finding.cue or frame.text.rstrip().endswith(":") else None
