"""`python -m etl.training.encoder FOLDER...`: tune the encoder of visits on annotated articles and write it to `etl/weights`.

It is tuned twice: first without every fourth article, on which the weights are fitted with which its answer and that of trees
that have not seen them either are added; then on all. Run it after `python -m etl.training`, whose trees say which sentences
are worth a look. Needs the extra `train`, and about a quarter of an hour of one processor.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from etl import weights
from etl.training import corpus, encoder_files, examples, fit
from etl.training.encoder_net import Net, base_tables, base_vocabulary, batch
from etl.training.examples import Looked
from etl.transform import scorer
from etl.transform.language import Language
from etl.transform.scorer import Linear, Trees, log_odds
from etl.transform.visits import choice, opinion, rivals
from etl.transform.visits.passages import Passage, passages
from etl.transform.wordpieces import Wordpieces

# Of the six layers of the base model three are as good as all where they are added to the trees, and half as dear.
LAYERS, FROZEN, LONGEST = 3, 1, 200
EPOCHS, AT_ONCE, SEED = 3, 8, 0
RATE, ASKING_RATE, DECAY = 2.5e-4, 1e-3, 0.01
# The share of all steps in which the rates rise, and the share of them that stays at the end; the longest gradient.
RISE, REST, STEEPEST = 0.06, 0.02, 5.0
# How many batches are drawn together, sorted by length.
DRAWN = 32
# Sentences whose best candidate has less of a chance, by trees that have seen the article, teach nothing.
LEAST = 0.015
APART = 4


Looks = tuple[Linear, Trees]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage with the right answer to each of its questions, None where there is none, and the trees' logarithms of odds."""

    passage: Passage
    answers: list[bool | None]
    trees: list[float]


def tune(taught: Sequence[Lesson]) -> Net:
    """Tune the base model; the same lessons give the same weights on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    net = Net(base_tables(), LAYERS, FROZEN, LONGEST)
    of_layers, asking = net.tuned()
    rates = (RATE, ASKING_RATE)
    optimizer = torch.optim.AdamW(
        [{"params": group, "lr": rate} for group, rate in zip((of_layers, asking), rates, strict=True)],
        weight_decay=DECAY,
    )
    steps = EPOCHS * math.ceil(len(taught) / AT_ONCE)
    step = 0
    for epoch in range(EPOCHS):
        lost = 0.0
        for lessons in _drawn(taught, order):
            share = min(1.0, step / (RISE * steps)) * max(REST, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = _loss(net, lessons)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*of_layers, *asking], STEEPEST)
            optimizer.step()
            step += 1
            lost += loss.item()
        click.echo(f"epoch {epoch + 1}: loss {lost / math.ceil(len(taught) / AT_ONCE):.4f}")
    net.eval()
    return net


def _loss(net: Net, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Twice as many lessons as are taken at once make a loss of the size that the rates were chosen for."""
    answers = [answer for lesson in lessons for answer in lesson.answers]
    known = torch.tensor([answer is not None for answer in answers])
    right = torch.tensor([float(bool(answer)) for answer in answers])
    scores = net(batch([lesson.passage for lesson in lessons]))
    return functional.binary_cross_entropy_with_logits(scores[known], right[known], reduction="sum") / (2 * AT_ONCE)


def _drawn(lessons: Sequence[Lesson], order: random.Random) -> list[list[Lesson]]:
    """All lessons in batches of like length, in a new order."""
    mixed = list(lessons)
    order.shuffle(mixed)
    out: list[list[Lesson]] = []
    for start in range(0, len(mixed), AT_ONCE * DRAWN):
        some = sorted(mixed[start : start + AT_ONCE * DRAWN], key=lambda one: len(one.passage.numbers))
        out += [some[i : i + AT_ONCE] for i in range(0, len(some), AT_ONCE)]
    order.shuffle(out)
    return out


def lessons(articles: Iterable[Looked], models: Looks, wordpieces: Wordpieces) -> list[Lesson]:
    """What each article teaches."""
    out: list[Lesson] = []
    first, second = models
    for one in articles:
        firsts = [first.probability(features) for _, features in one.candidates]
        chances = second.probabilities(rivals.features(one.candidates, firsts))
        right = [_answer(r, f, c) for r, (_, f), c in zip(one.records, one.candidates, firsts, strict=True)]
        best: dict[int, float] = {}
        for (candidate, _), chance, answer in zip(one.candidates, chances, right, strict=True):
            at = candidate.sentence.index
            best[at] = max(best.get(at, 0.0), 1.0 if answer else chance)
        asked = [i for i, (candidate, _) in enumerate(one.candidates) if best[candidate.sentence.index] >= LEAST]
        candidates = [one.candidates[i][0] for i in asked]
        for passage in passages(one.annotated.reading, candidates, wordpieces, LONGEST):
            numbers = [asked[q.candidate] for q in passage.questions]
            if all(right[i] is None for i in numbers):
                continue
            out.append(Lesson(passage, [right[i] for i in numbers], [log_odds(chances[i]) for i in numbers]))
    return out


def _answer(records: Sequence[object] | None, features: set[str], chance: float) -> bool | None:
    if records is not None:
        return bool(records)
    return False if chance < examples.UNLIKELY and "leg" not in features else None


def sum_weights(net: Net, apart: Sequence[Lesson]) -> list[float]:
    """Bias and weights of the trees' and of the encoder's answer in their sum, as fits the articles kept apart where the trees
    doubt. The bias is the one with which as many pairs as by the trees alone are likely enough to be visits."""
    rows: list[tuple[float, float]] = []
    right: list[bool] = []
    least, last = log_odds(opinion.LEAST_DOUBT), log_odds(opinion.LAST_DOUBT)
    for lesson in apart:
        with torch.no_grad():
            said = net(batch([lesson.passage])).tolist()
        for own, trees, answer in zip(said, lesson.trees, lesson.answers, strict=True):
            if answer is not None and least <= trees <= last:
                rows.append((trees, own))
                right.append(answer)
    model = LogisticRegression().fit(np.array(rows), right)
    enough = log_odds(choice.LEAST_VISIT)
    share = sum(trees < enough for trees, _ in rows) / len(rows)
    bias = enough - float(np.quantile(np.array(rows) @ model.coef_[0], share))
    return [round(float(weight), 3) for weight in (bias, *model.coef_[0])]


def _weighing(looked: Sequence[Looked], wordpieces: Wordpieces) -> list[float]:
    """The weights of the sum, from trees and an encoder that have not seen the articles on which they are fitted."""
    seen = [one for i, one in enumerate(looked) if i % APART]
    taught = examples.visit_examples(seen, fit.fit_linear)
    models = fit.fit_linear(taught["visit_pair"]), fit.fit_trees(taught["visit_second"])
    return sum_weights(tune(lessons(seen, models, wordpieces)), lessons(looked[::APART], models, wordpieces))


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where the weights go [default: the package]."
)
def main(folders: tuple[Path, ...], out: Path | None) -> None:
    """Tune on the articles of FOLDERS, whose records stand in gold/ beside them."""
    language = Language()
    looked = [examples.look(annotated) for folder in folders for annotated in corpus.load(folder, language)]
    wordpieces = Wordpieces(base_vocabulary())
    weighing = _weighing(looked, wordpieces)
    shipped = scorer.linear("visit_pair"), scorer.trees("visit_second")
    taught = lessons(looked, shipped, wordpieces)
    click.echo(f"{len(looked)} articles, {len(taught)} passages")
    net = tune(taught)
    target = (out or Path(weights.__path__[0])) / opinion.NAME
    texts = [one.annotated.reading.article.text for one in looked]
    size = encoder_files.save(net, weighing, wordpieces, texts, target)
    click.echo(f"bias {weighing[0]}, the trees weigh {weighing[1]}, the encoder {weighing[2]}; {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
