"""What the scorers of the days of visits learn from: every day that a true visit may be on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from etl.training.examples import FOLDS, Example, Looked
from etl.transform import calendar_words as cal
from etl.transform.scorer import Trees
from etl.transform.visits import day_rivals, days
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.day_features import Option
from etl.transform.visits.day_rivals import Dated

# The days of a candidate, each with its features and whether it is right; None teaches nothing.
Taught = tuple[Candidate, list[tuple[Option, dict[str, float], bool | None]]]


def day_examples(
    articles: Sequence[Looked], fit_trees: Callable[[Sequence[Example]], Trees]
) -> dict[str, list[Example]]:
    """Examples by name of model. The second look learns from chances that a first look trained without the article gives."""
    out: dict[str, list[Example]] = defaultdict(list)
    taught = [list(_taught(one)) for one in articles]
    first = [
        [Example(first, right) for _, each in found for _, first, right in each if right is not None]
        for found in taught
    ]
    out["visit_day"] = [example for examples in first for example in examples]
    for fold in range(FOLDS):
        model = fit_trees([e for i, examples in enumerate(first) if i % FOLDS != fold for e in examples])
        for found in taught[fold::FOLDS]:
            again = day_rivals.features([_judged(candidate, each, model) for candidate, each in found])
            rights = [right for _, each in found for _, _, right in each]
            out["visit_day_second"] += [
                Example(seen, right) for seen, right in zip(again, rights, strict=True) if right is not None
            ]
    return dict(out)


def _judged(candidate: Candidate, each: list[tuple[Option, dict[str, float], bool | None]], model: Trees) -> Dated:
    options = [(option, first) for option, first, _ in each]
    return Dated(candidate, options, model.probabilities([first for _, first in options]))


def _taught(one: Looked) -> Iterator[Taught]:
    """The days of the visits that a sentence shows, and of those that another sentence shows of the same pair."""
    for (candidate, _), records, of_pair in zip(one.candidates, one.records, one.of_pair, strict=True):
        if records or of_pair:
            starts = [record["start"] for record in records or of_pair if record["start"]]
            judge = _shown if records else _told_elsewhere
            found = days.examined(one.annotated.reading, candidate)
            yield candidate, [(option, first, judge(option.date, starts)) for option, first in found]


def _shown(date: str, starts: Sequence[str]) -> bool | None:
    """A day coarser than the record's teaches nothing."""
    if any(date.startswith(start) for start in starts):
        return True
    return None if any(start.startswith(date) for start in starts) else False


def _told_elsewhere(date: str, starts: Sequence[str]) -> bool | None:
    """The record's day is right here too; days that fit none are wrong."""
    if date in starts:
        return True
    return None if any(cal.compatible(date, start) for start in starts) else False
