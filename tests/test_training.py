"""The trainer and what it makes: its articles are sound, it is deterministic, and the file is the model."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.errors import LexiconError
from etl.training import corpus
from etl.training.__main__ import main
from etl.transform import scorer
from etl.transform.language import Language

ROOT = Path(__file__).parent / "corpus"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/gold"))


def test_every_record_is_shown_by_its_article() -> None:
    language = Language()
    records = missing = 0
    for folder in FOLDERS:
        for annotated in corpus.load(folder, language):
            for record in (*annotated.gold["visits"], *annotated.gold["drills"]):
                records += 1
                missing += corpus.shown_in(annotated.reading, record["evidence"]) is None
    assert records > 3000 and missing <= records * 0.02


def test_training_twice_gives_the_same_files(tmp_path: Path) -> None:
    few = tmp_path / "few"
    (few / "gold").mkdir(parents=True)
    for path in sorted(FOLDERS[0].glob("*.txt"))[:24]:
        (few / path.name).write_bytes(path.read_bytes())
        (few / "gold" / f"{path.stem}.json").write_bytes((FOLDERS[0] / "gold" / f"{path.stem}.json").read_bytes())
    for out in ("one", "two"):
        result = CliRunner().invoke(main, [str(few), "--out", str(tmp_path / out)], catch_exceptions=False)
        assert "24 articles" in result.output
    made = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert made == sorted(p.name for p in Path(scorer.__file__).parent.parent.joinpath("weights").glob("*.json"))
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "two" / n).read_bytes() for n in made)


def test_trees_follow_their_thresholds() -> None:
    trees = scorer.Trees(0.0, ("a", "b"), (((0, 0.5, 1, 2), -2.0, (1, 0.5, 3, 4), 1.0, 3.0),))
    assert trees.probability({}) == scorer.chance(-2.0)
    assert trees.probability({"a": 1.0}) == scorer.chance(1.0)
    assert trees.probability({"a": 1.0, "b": 0.6}) == scorer.chance(3.0)


def test_unknown_weights_are_named() -> None:
    with pytest.raises(LexiconError, match="no_such"):
        scorer.linear("no_such")


def test_features_of_words_hold_words() -> None:
    table = json.loads(Path(scorer.__file__).parent.parent.joinpath("weights/visit_pair.json").read_text("utf-8"))
    assert {"lca=", "mid=", "h-head=", "p-verb="}.isdisjoint(table["weights"])
