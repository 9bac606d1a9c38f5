"""Where a copied passage stands in an article, white space, quotation marks and the kind of dash aside."""

from __future__ import annotations

DROPPED = frozenset("\"'“”„‟«»‘’‚‛‹›`´\u00ad\u200b\u200e\u200f\ufeff")
DASHES = frozenset("‐‑‒–—―−")


class Plain:
    """A text without what copying changes, and the way back to its places."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(text):
            if letter in DROPPED:
                continue
            if letter.isspace():
                if not kept or kept[-1] == " ":
                    continue
                letter = " "
            kept.append("-" if letter in DASHES else letter)
            places.append(place)
        self.text = "".join(kept).rstrip()
        self._places = places

    def find(self, passage: str) -> tuple[int, int] | None:
        """(start, end) of the first place in the original text where `passage` stands, or None."""
        wanted = Plain(passage).text
        at = self.text.find(wanted) if wanted else -1
        return (self._places[at], self._places[at + len(wanted) - 1] + 1) if at >= 0 else None
