"""`python -m etl.training FOLDER...`: train all scorers on annotated articles and write `etl/weights`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import click

from etl import weights
from etl.training import corpus, fit
from etl.training.examples import Example, visit_examples
from etl.transform.language import Language


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where the weights go [default: the package].")
@click.option("--without", help="Leave out articles whose number leaves this remainder by four, to score them as unseen.")
def main(folders: tuple[Path, ...], out: Path | None, without: str | None) -> None:
    """Train on the articles of FOLDERS, whose records stand in gold/ beside them."""
    language = Language()
    examples: dict[str, list[Example]] = defaultdict(list)
    n = 0
    for folder in folders:
        for annotated in corpus.load(folder, language):
            if without is not None and int(annotated.id.rsplit("-", 1)[1]) % 4 == int(without):
                continue
            n += 1
            for example in visit_examples(annotated):
                examples[example.model].append(example)
    target = out or Path(weights.__path__[0])
    target.mkdir(parents=True, exist_ok=True)
    for name, found in sorted(examples.items()):
        model = fit.fit(found)
        fit.save(model, target / f"{name}.json")
        click.echo(f"{name}: {len(found)} examples, {sum(e.label for e in found)} true, {len(model.weights)} weights, {n} articles")


if __name__ == "__main__":
    main()
