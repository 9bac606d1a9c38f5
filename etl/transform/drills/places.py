"""Where words of an article lie to the day of a launch: the common ground of the scorers of its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.models import Sentence
from etl.transform.drills.gather import Found
from etl.transform.drills.words import role

if TYPE_CHECKING:
    from etl.transform.reading import Reading


@dataclass(slots=True)
class Scene:
    """The launches that an article tells of, sentence by sentence: facts near another's day are seldom one's own."""

    reading: Reading
    found: list[Found]

    def rivals(self, one: Found) -> list[int]:
        """Places of the days of other launches in the sentence of `one`."""
        return [
            f.day.mention.start
            for f in self.found
            if f.view.sentence.index == one.view.sentence.index
            and f.day.date != one.day.date
            and f.day.mention is not None
            and not f.day.away
        ]

    def owners(self, sentence: Sentence) -> set[tuple[str, str]]:
        """The launches that a sentence tells of, as (state, day)."""
        return {(f.iso3, f.day.date) for f in self.found if f.view.sentence.index == sentence.index}

    def is_parted(self, one: Found, sentence: Sentence) -> bool:
        """True where a sentence on the way from `one` to `sentence` tells of another launch."""
        low, high = sorted((one.view.sentence.index, sentence.index))
        mine = (one.iso3, one.day.date)
        return any(
            low <= f.view.sentence.index <= high and (f.iso3, f.day.date) != mine
            for f in self.found
            if f.view.sentence.index != one.view.sentence.index
        )

    def near(self, one: Found, reach: int = 3) -> list[Sentence]:
        """The sentences around `one` that tell of no other launch, from the nearest on."""
        index = one.view.sentence.index
        out = [one.view.sentence]
        for step in range(1, reach + 1):
            for other in (index + step, index - step):
                if 0 <= other < len(self.reading.sentences):
                    sentence = self.reading.sentences[other]
                    if not self.is_parted(one, sentence):
                        out.append(sentence)
        return out


def segment(scene: Scene, one: Found) -> tuple[int, int]:
    """The part of the sentence's text that is about the day of `one`: from the rival before to the rival behind."""
    facts, mention = one.view.facts.sentence, one.day.mention
    text, rivals = facts.text, sorted(p - facts.start for p in scene.rivals(one))
    if mention is None or one.day.away or not rivals:
        return 0, len(text)
    start, end = mention.start - facts.start, mention.end - facts.start
    leading = min([start, *rivals]) < 12
    if leading:
        return (0 if start == min([start, *rivals]) else start), min(
            [r for r in rivals if r > start], default=len(text)
        )
    before = max([r for r in rivals if r < start], default=0)
    if before:
        before = _behind(one, before)
    return before, (len(text) if start > max(rivals) else end)


def _behind(one: Found, place: int) -> int:
    facts = one.view.facts
    return next((d.end - facts.sentence.start for d in facts.dates if d.start - facts.sentence.start == place), place)


def place(scene: Scene, one: Found, start: int, end: int) -> set[str]:
    """How article.text[start:end] lies to the day of `one`."""
    reading, view = scene.reading, one.view
    own = view.sentence
    other = next((s for s in reading.sentences if s.start <= start < s.end), own)
    gap = other.index - own.index
    out = {f"gap={gap if abs(gap) <= 3 else 'before' if gap < 0 else 'after'}", f"block={other.kind}"}
    if gap:
        mine = (one.iso3, one.day.date)
        out |= {
            f"same-block={other.block == own.block}/{gap > 0}",
            f"parted={scene.is_parted(one, other)}/{max(-3, min(gap, 3))}",
        }
        owners = scene.owners(other)
        out.add(f"owned={'mine' if mine in owners else 'other' if owners else 'none'}")
        out.add(f"early={min(other.index, 3)}")
        return out
    offset = view.facts.sentence.start
    low, high = segment(scene, one)
    out.add(f"segment={low <= start - offset < high}/{bool(scene.rivals(one))}")
    mention = one.day.mention
    if mention is None or one.day.away:
        out.add("dateless")
        return out
    side = "before" if start < mention.start else "after"
    first, last = sorted((start, mention.start))
    crossed = sum(first < r < last for r in scene.rivals(one))
    out |= {f"side={side}", f"crossed={min(crossed, 2)}/{side}", f"far={min((last - first) // 20, 6)}"}
    token, date = view.token_at(start, end), view.token_at(mention.start, mention.end)
    if token is not None and date is not None:
        a, b = sorted((token.i, date.i))
        middle = view.doc[a + 1 : b]
        out.add(f"verbs={min(sum(t.tag_[0] == 'V' for t in middle), 3)}")
        out.add(f"commas={min(sum(t.text in ',;:' for t in middle), 3)}")
        out.add(f"broken={any(t.text in ';:' or t.lower_ in ('while', 'after', 'when', 'but') for t in middle)}")
        out |= {f"token-dep={token.dep_}", f"token-up={role(token.head)}"}
    return out
