"""`python -m etl.training FOLDER...`: train all scorers on annotated articles and write `etl/weights`."""

from __future__ import annotations

from pathlib import Path

import click

from etl import weights
from etl.training import corpus, day_examples, drill_examples, examples, fit
from etl.transform.scorer import Linear

TREES = frozenset({"visit_second", "visit_day", "visit_day_second", "drill_second", "drill_class", "drill_count"})


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where the weights go [default: the package]."
)
def main(folders: tuple[Path, ...], out: Path | None) -> None:
    """Train on the articles of FOLDERS, whose records stand in gold/ beside them."""
    articles = corpus.load_all(folders)
    looked = [examples.look(annotated) for annotated in articles]
    learned = examples.visit_examples(looked, fit.fit_linear) | day_examples.day_examples(looked, fit.fit_trees)
    learned |= drill_examples.drill_examples(articles, fit.fit_linear)
    target = out or Path(weights.__path__[0])
    target.mkdir(parents=True, exist_ok=True)
    for name, found in sorted(learned.items()):
        model = (
            fit.fit_trees(found)
            if name in TREES
            else fit.fit_linear(found, penalty=drill_examples.PENALTIES.get(name, fit.PENALTY))
        )
        fit.save(model, target / f"{name}.json")
        size = f"{len(model.weights)} weights" if isinstance(model, Linear) else f"{len(model.trees)} trees"
        click.echo(f"{name}: {len(found)} examples, {sum(e.label for e in found)} true, {size}")
    click.echo(f"{len(looked)} articles")


if __name__ == "__main__":
    main()
