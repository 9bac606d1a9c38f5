"""Which days of sentences about missiles the encoder is asked about, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.transform import entries, opinion
from etl.transform.drills.candidates import REACH, Day, View
from etl.transform.passages import Asked

if TYPE_CHECKING:
    from etl.transform.drills.days import JudgedDay
    from etl.transform.reading import Reading

# The trees' chances between which the encoder is asked.
LEAST_DOUBT, LAST_DOUBT = 0.08, 0.85
AWAY = range(-REACH, 2)
READINGS = ("past", "ahead", "end", "other-year", "tomorrow", "before")
STANDINGS = ("own", "other")


def heard(reading: Reading, judged: Sequence[JudgedDay]) -> list[JudgedDay]:
    """`judged`, those in doubt with what the encoder says of them and the chance that follows."""
    out = list(judged)
    doubtful = [i for i, one in enumerate(judged) if not one.veto and LEAST_DOUBT <= one.chance <= LAST_DOUBT]
    questions = [asked(reading, judged[i].view, judged[i].day) for i in doubtful]
    for i, answer in zip(doubtful, opinion.said(reading, "launch_day", questions), strict=True):
        out[i] = replace(judged[i], chance=opinion.weighed("launch_day", judged[i].chance, answer), opinion=answer)
    return out


def asked(reading: Reading, view: View, day: Day) -> Asked:
    """Whether what the sentence says of missiles was on a day."""
    start, mention = view.facts.sentence.start, day.mention
    heads = [(head.token.idx, head.token.idx + len(head.token.text)) for head in view.heads.found]
    about = [(start + first, start + last) for first, last in (*heads, *view.facts.missiles)]
    named = [(mention.start, mention.end)] if mention is not None else []
    return Asked(view.sentence.index, about, named, flags(reading, view, day))


def flags(reading: Reading, view: View, day: Day) -> list[float]:
    """Nineteen numbers: where the day is named, how precisely, which reading of it this is, whether it heads the entry of a list,
    and how it lies to the day of publication."""
    named, anchor = day.mention is not None, reading.anchor or ""
    standing = entries.standing(reading, view.sentence, day.mention)
    return [
        *(float(named and day.away == i) for i in AWAY),
        float(named),
        *(float(len(day.date) == size) for size in (4, 7, 10)),
        *(float(day.which == name) for name in READINGS),
        *(float(standing == name) for name in STANDINGS),
        float(day.date > anchor),
        float(day.date == anchor),
    ]
