"""Stored answers of models about one article -> what each told, and what of it the article does not bear out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.explain.account import ReaderAccount
from etl.reader import second
from etl.reader.prompt import Request
from etl.reader.scene import Ground
from etl.transform.reading import Reading


def explain(
    reading: Reading, asked: Sequence[Request], answers: Mapping[str, Mapping[str, str]]
) -> tuple[ReaderAccount, ...]:
    """One account for each model; `answers` holds, by model and request, what it said of the parts `asked` about.

    Answers to some of the parts are explained too, though ingest waits for all. Raises UnusableAnswer where a stored
    answer is no object of the schema.
    """
    place = Ground(reading)
    out = []
    for model, given in answers.items():
        contents = [given[request.id] for request in asked if request.id in given]
        found, name = second.grounded(place, contents, model), f"model:{model}"
        rejected = tuple(second.as_stored(one, name) for one in found.rejected)
        out.append(ReaderAccount(name, len(asked), len(contents), found.visits, found.drills, found.quotes, rejected))
    return tuple(out)
