"""Reports that could be of one event -> a partition that depends on nothing but the reports.

Alike reports are one node first, so that a thousand reports of one summit cost no more than the few forms they have.
Nodes are then joined pair by pair, those with most in common first; never two that cannot be one event, and never two
reports of one article, since an article that tells of two trips means two. Equal pairs go by what the reports say, not
by their numbers: the order in which articles were read decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Row = dict[str, Any]
Sign = tuple[Hashable, ...]
"""What of a report decides where it belongs, with its rank among the alike reports of its article as the last item."""


@dataclass(slots=True)
class Node:
    """Alike reports; `row` is any of them, for what they share."""

    sign: Sign
    row: Row
    reports: list[Row] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)


def nodes_of(reports: Iterable[Row], sign: Callable[[Row], Sign]) -> list[Node]:
    """Reports by their signs, in the order of these."""
    ranks: dict[tuple[int, Sign], int] = defaultdict(int)
    found: dict[Sign, Node] = {}
    for report in sorted(reports, key=lambda r: (r["article_id"], r["evidence_start"], r["evidence_end"])):
        plain = sign(report)
        rank = ranks[report["article_id"], plain]
        ranks[report["article_id"], plain] += 1
        node = found.setdefault((*plain, rank), Node((*plain, rank), report))
        node.reports.append(report)
        node.articles.add(report["article_id"])
    return sorted(found.values(), key=lambda node: tuple(map(str, node.sign)))


def agglomerate(
    nodes: Sequence[Node], apart: Callable[[Row, Row], bool], affinity: Callable[[Row, Row], float]
) -> list[list[Node]]:
    """Partition nodes: pairs with an affinity above 0 are joined, the greatest first, where no two members are apart."""
    links: list[tuple[float, int, int]] = []
    never: set[tuple[int, int]] = set()
    for i, j in combinations(range(len(nodes)), 2):
        one, other = nodes[i], nodes[j]
        if apart(one.row, other.row) or not one.articles.isdisjoint(other.articles):
            never.add((i, j))
        elif (strength := affinity(one.row, other.row)) > 0:
            links.append((-strength, i, j))
    group = {i: [i] for i in range(len(nodes))}
    for _, i, j in sorted(links):
        a, b = group[i], group[j]
        if a is not b and not any((min(x, y), max(x, y)) in never for x in a for y in b):
            a.extend(b)
            group.update(dict.fromkeys(b, a))
    return [[nodes[i] for i in sorted(members)] for members in {id(g): g for g in group.values()}.values()]
