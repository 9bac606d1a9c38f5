"""Which number an event keeps when its reports are grouped anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence


def keep_ids(groups: Sequence[Mapping[int, int | None]]) -> tuple[list[int | None], dict[int, int]]:
    """Give groups of reports their event's number from before, and say which numbers lead to another now.

    `groups[i]` is report -> the event it was in, None for a new report. A number goes to the group that holds most of
    its reports, of equals to that with the earliest stored one; a group with several keeps the lowest and takes the
    others over (numbers below 0 are provisional and give way). Returns the number of each group, None where it needs a new one, and {number taken over: number kept}.
    """
    holders: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for index, group in enumerate(groups):
        first = min(group, default=0)
        for number, n in Counter(n for n in group.values() if n is not None).items():
            holders[number].append((-n, first, index))
    claims: dict[int, list[int]] = defaultdict(list)
    for number, candidates in holders.items():
        claims[min(candidates)[2]].append(number)
    lowest = {index: min(numbers, key=lambda n: (n < 0, n)) for index, numbers in claims.items()}
    kept = [lowest.get(index) for index in range(len(groups))]
    taken = {n: lowest[index] for index, numbers in claims.items() for n in numbers if n != lowest[index]}
    return kept, taken
