"""`python -m etl.training.encoder FOLDER...`: tune the encoder on annotated articles and write it to `etl/weights`.

It is tuned twice: first without every fourth article, on which the weights are fitted with which its answers and those of trees
that have not seen them either are added; then on all. Run it after `python -m etl.training`, whose trees say which sentences
are worth a look. Needs the extra `train`, and about twenty minutes of one processor.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from etl import weights
from etl.training import corpus, drill_examples, encoder_files, examples, fit
from etl.training.encoder_net import Net, base_tables, base_vocabulary, batch
from etl.training.lessons import LINEAR, TREES, Lesson, Looks, Teacher
from etl.transform import opinion, scorer
from etl.transform.drills import days as drill_days
from etl.transform.drills import opinion as of_drills
from etl.transform.opinion import Kind
from etl.transform.scorer import log_odds
from etl.transform.visits import choice
from etl.transform.visits import opinion as of_visits
from etl.transform.wordpieces import Wordpieces

# Of the six layers of the base model three are as good as all where they are added to the trees, and half as dear.
LAYERS, FROZEN, LONGEST = 3, 1, 200
EPOCHS, AT_ONCE, SEED = 3, 8, 0
RATE, ASKING_RATE, DECAY = 2.5e-4, 1e-3, 0.01
# The share of all steps in which the rates rise, and the share of them that stays at the end; the longest gradient.
RISE, REST, STEEPEST = 0.06, 0.02, 5.0
# How many batches are drawn together, sorted by length.
DRAWN = 32
APART = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """The trees' chances between which the encoder is asked, and that from which on something is taken."""

    least: float
    last: float
    enough: float


DOUBTS: dict[Kind, Doubt] = {
    "visit": Doubt(of_visits.LEAST_DOUBT, of_visits.LAST_DOUBT, choice.LEAST_VISIT),
    "launch_day": Doubt(of_drills.LEAST_DOUBT, of_drills.LAST_DOUBT, drill_days.LEAST_DAY),
}


@dataclass(frozen=True)
class Seen:
    """Annotated articles, looked at for visits and for launches."""

    visits: Sequence[examples.Looked]
    drills: Sequence[drill_examples.Looked]

    def split(self) -> tuple[Seen, Seen]:
        """All but every fourth article, and the fourth ones."""
        first, rest = [i for i in range(len(self.visits)) if i % APART], range(0, len(self.visits), APART)
        return self._some(first), self._some(rest)

    def _some(self, numbers: Sequence[int]) -> Seen:
        return Seen([self.visits[i] for i in numbers], [self.drills[i] for i in numbers])


def tune(taught: Sequence[Lesson]) -> Net:
    """Tune the base model; the same lessons give the same weights on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    flags: dict[str, int] = {lesson.kind: len(lesson.passage.questions[0].flags) for lesson in taught}
    net = Net(base_tables(), LAYERS, FROZEN, LONGEST, flags)
    of_layers, asking = net.tuned()
    rates = (RATE, ASKING_RATE)
    optimizer = torch.optim.AdamW(
        [{"params": group, "lr": rate} for group, rate in zip((of_layers, asking), rates, strict=True)],
        weight_decay=DECAY,
    )
    steps = EPOCHS * len(_drawn(taught, random.Random(SEED)))
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
        click.echo(f"epoch {epoch + 1}: loss {lost * EPOCHS / steps:.4f}")
    net.eval()
    return net


def _loss(net: Net, lessons: Sequence[Lesson]) -> torch.Tensor:
    """Twice as many lessons as are taken at once make a loss of the size that the rates were chosen for."""
    answers = [answer for lesson in lessons for answer in lesson.answers]
    known = torch.tensor([answer is not None for answer in answers])
    right = torch.tensor([float(bool(answer)) for answer in answers])
    scores = net(lessons[0].kind, batch([lesson.passage for lesson in lessons]))
    return functional.binary_cross_entropy_with_logits(scores[known], right[known], reduction="sum") / (2 * AT_ONCE)


def _drawn(lessons: Sequence[Lesson], order: random.Random) -> list[list[Lesson]]:
    """All lessons in batches of one kind and of like length, in a new order."""
    out: list[list[Lesson]] = []
    for kind in DOUBTS:
        mixed = [lesson for lesson in lessons if lesson.kind == kind]
        order.shuffle(mixed)
        for start in range(0, len(mixed), AT_ONCE * DRAWN):
            some = sorted(mixed[start : start + AT_ONCE * DRAWN], key=lambda one: len(one.passage.numbers))
            out += [some[i : i + AT_ONCE] for i in range(0, len(some), AT_ONCE)]
    order.shuffle(out)
    return out


def sum_weights(net: Net, kind: Kind, apart: Sequence[Lesson]) -> list[float]:
    """Bias and weights of the trees' and of the encoder's answer in their sum, as fits the articles kept apart where the trees
    doubt. The bias is the one with which as much as by the trees alone is likely enough to be taken."""
    rows: list[tuple[float, float]] = []
    right: list[bool] = []
    doubt = DOUBTS[kind]
    for lesson in apart:
        if lesson.kind != kind:
            continue
        with torch.no_grad():
            said = net(kind, batch([lesson.passage])).tolist()
        for own, trees, answer in zip(said, lesson.trees, lesson.answers, strict=True):
            if answer is not None and log_odds(doubt.least) <= trees <= log_odds(doubt.last):
                rows.append((trees, own))
                right.append(answer)
    model = LogisticRegression().fit(np.array(rows), right)
    enough = log_odds(doubt.enough)
    share = sum(trees < enough for trees, _ in rows) / len(rows)
    bias = enough - float(np.quantile(np.array(rows) @ model.coef_[0], share))
    return [round(float(weight), 3) for weight in (bias, *model.coef_[0])]


def weighing(looked: Seen, wordpieces: Wordpieces) -> dict[str, list[float]]:
    """The weights of the sums, from trees and an encoder that have not seen the articles on which they are fitted."""
    seen, apart = looked.split()
    taught = examples.visit_examples(seen.visits, fit.fit_linear)
    taught |= drill_examples.day_examples(seen.drills, fit.fit_linear)
    looks = Looks(
        {name: fit.fit_linear(taught[name]) for name in LINEAR}, {name: fit.fit_trees(taught[name]) for name in TREES}
    )
    teacher = Teacher(looks, wordpieces, LONGEST)
    net = tune(list(teacher.lessons(seen.visits, seen.drills)))
    kept = list(teacher.lessons(apart.visits, apart.drills))
    return {kind: sum_weights(net, kind, kept) for kind in DOUBTS}


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where the weights go [default: the package]."
)
def main(folders: tuple[Path, ...], out: Path | None) -> None:
    """Tune on the articles of FOLDERS, whose records stand in gold/ beside them."""
    articles = corpus.load_all(folders)
    looked = Seen([examples.look(one) for one in articles], [drill_examples.look(one) for one in articles])
    wordpieces = Wordpieces(base_vocabulary())
    sums = weighing(looked, wordpieces)
    shipped = Looks({name: scorer.linear(name) for name in LINEAR}, {name: scorer.trees(name) for name in TREES})
    taught = list(Teacher(shipped, wordpieces, LONGEST).lessons(looked.visits, looked.drills))
    click.echo(f"{len(articles)} articles, {len(taught)} passages")
    net = tune(taught)
    target = (out or Path(weights.__path__[0])) / opinion.NAME
    texts = [one.reading.article.text for one in articles]
    size = encoder_files.save(net, sums, wordpieces, texts, target)
    for kind, (bias, trees, own) in sums.items():
        click.echo(f"{kind}: bias {bias}, the trees weigh {trees}, the encoder {own}")
    click.echo(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
