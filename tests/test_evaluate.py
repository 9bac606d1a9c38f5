"""`dyadwatch evaluate`: on hand-made gold, and beside the judge's own score where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from seed import Seed

from etl.cli import cli
from etl.errors import DatabaseError, GoldError
from etl.evaluate import figures, measure, report
from etl.evaluate.calibration import Calibration
from etl.evaluate.figures import Rate
from etl.evaluate.found import Found
from etl.evaluate.gold import read_gold
from etl.evaluate.matching import as_precise, compatible, pair_up
from etl.evaluate.names import same_name

ROOT = Path(__file__).resolve().parent.parent
JUDGE = ROOT.parent / "shared" / "eval" / "score.py"

TEXT = "Yun Jong Ho flew to Tehran on Tuesday. Pyongyang fired two Hwasong-18 missiles on Monday.\n\nNothing else happened."
VISIT = {"origin": "PRK", "host": "IRN", "start": "2024-04-23", "visitor": "Yun Jong Ho", "status": "ongoing"}
DRILL = {"country": "PRK", "date": "2024-04-22", "kind": "launch_test", "weapon_class": "ICBM", "weapon": "Hwasong-18",
         "count": 2, "status": "conducted"}  # fmt: skip
SPEAKER = {"name": "Mira Castellane", "expert": True}
EMPTY: dict[str, Any] = {"visits": [], "drills": [], "speakers": []}


class Case:
    """A folder of gold beside a database; what is added to both belongs to article `one` unless said otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "gold"
        self.folder.mkdir()
        self.seed = Seed(folder / "x.db")
        self.article = self.seed.article(*TEXT.split("\n\n"), path="/news/one.html")

    def gold(self, stem: str = "one", **records: Any) -> None:
        (self.folder / f"{stem}.json").write_text(json.dumps(EMPTY | records), "utf-8")

    def visit(self, **row: Any) -> None:
        plain = {"visitor_iso3": "PRK", "host_iso3": "IRN", "start_date": "2024-04-23", "date_precision": "day",
                 "status": "ongoing", "visitor_name": "Yun Jong-ho", "cue": "flew", "evidence_start": 0,
                 "evidence_end": 38, "confidence": 0.9, "found_by": "rules"}  # fmt: skip
        self.seed.add("visit_reports", article_id=self.article, **plain | row)

    def drill(self, **row: Any) -> None:
        plain = {"country_iso3": "PRK", "drill_date": "2024-04-22", "date_precision": "day", "kind": "launch_test",
                 "weapon_class": "ICBM", "weapon_name": "Hwasong", "n_fired": 3, "status": "conducted", "cue": "fired",
                 "evidence_start": 39, "evidence_end": 89, "confidence": 0.5, "found_by": "rules"}  # fmt: skip
        self.seed.add("drill_reports", article_id=self.article, **plain | row)

    def quote(self, speaker: str, **row: Any) -> None:
        plain = {"quote": "Nothing", "quote_type": "direct", "speaker_name": speaker, "speaker_type": "expert",
                 "is_floating": 0, "quote_start": 91, "quote_end": 98, "pre": "", "post": "", "confidence": 0.9,
                 "found_by": "rules"}  # fmt: skip
        self.seed.add("quotes", article_id=self.article, **plain | row)

    @property
    def db(self) -> Path:
        self.seed.db.commit()
        return self.seed.path

    def result(self) -> measure.Result:
        return measure.evaluate(self.folder, self.db)

    def figures(self) -> dict[str, Any]:
        return report.as_data(self.result())

    def counts(self, name: str) -> tuple[int, int, int]:
        figure = self.figures()[name]
        return figure["gold"], figure["found"], figure["hit"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


def test_all_right(case: Case) -> None:
    case.gold(visits=[VISIT], drills=[DRILL], speakers=[SPEAKER])
    case.visit()
    case.drill()
    case.quote("Castellane")
    data = case.figures()
    for name in ("visits_pair", "visits_dated", "drills_found", "drills_dated", "speakers", "experts"):
        assert (data[name]["precision"], data[name]["recall"], data[name]["f1"]) == (1.0, 1.0, 1.0), name
    assert {k: v["right"] for k, v in data["visits_dated"]["fields"].items()} == {
        "date_precise": 1, "status": 1, "visitor": 1,
    }  # fmt: skip
    assert {k: v["right"] for k, v in data["drills_dated"]["fields"].items()} == {
        "count": 0, "kind": 1, "status": 1, "weapon": 1, "weapon_class": 1,
    }  # fmt: skip


def test_nothing_found(case: Case) -> None:
    case.gold(visits=[VISIT])
    figure = case.figures()["visits_dated"]
    assert (figure["gold"], figure["found"], figure["f1"]) == (1, 0, 0.0)
    assert figure["precision_95"] is None and figure["recall_95"][0] == 0.0


def test_nothing_in_gold(case: Case) -> None:
    case.gold()
    case.visit()
    figure = case.figures()["visits_dated"]
    assert (figure["gold"], figure["found"], figure["precision"]) == (0, 1, 0.0)
    assert figure["recall_95"] is None


def test_nothing_on_either_side_is_shown_as_such(case: Case) -> None:
    case.gold()
    figure = case.figures()["exercises"]
    assert (figure["f1"], figure["f1_95"]) == (0.0, None)
    (line,) = (line for line in report.as_text(case.result()).splitlines() if line.startswith("exercises"))
    assert line.split() == ["exercises", "0", "0", "0", "-", "-", "-"]


def test_optional_records_count_neither_way(case: Case) -> None:
    case.gold(optional_visits=[VISIT], optional_drills=[DRILL], optional_speakers=[SPEAKER])
    case.visit()
    case.drill()
    case.quote("Mira Castellane")
    assert case.counts("visits_pair") == case.counts("drills_dated") == case.counts("speakers") == (0, 0, 0)
    assert not any(rate.of for c in case.result().calibration for rate in c.bands)


def test_an_alternative_is_right(case: Case) -> None:
    case.visit(start_date="2024-05-02", host_iso3="IRQ")
    case.gold(visits=[VISIT])
    assert case.counts("visits_pair") == (1, 1, 0)
    case.gold(visits=[VISIT | {"also": {"start": ["2024-05"], "host": ["IRQ"]}}])
    assert case.counts("visits_dated") == (1, 1, 1)


def test_an_exercise_is_no_drill(case: Case) -> None:
    case.gold(drills=[DRILL | {"kind": "military_exercise"}])
    case.drill()
    assert case.counts("drills_found") == (0, 1, 0) and case.counts("exercises") == (1, 0, 0)


def test_spellings_of_a_speaker_are_one_until_their_words_differ(case: Case) -> None:
    case.gold(speakers=[SPEAKER])
    for name in ("Mira Castellane", "MIRA CASTELLANE", "Castellane"):
        case.quote(name)
    assert case.counts("speakers") == (1, 2, 1)
    assert case.result().calibration[2].bands[-1] == Rate(3, 3)


def test_article_that_is_not_in_the_database_counts_as_empty(case: Case) -> None:
    case.gold(visits=[VISIT])
    case.gold("two", visits=[VISIT])
    case.visit()
    assert case.counts("visits_dated") == (2, 1, 1)
    outcome = run(case.folder, "--db", case.db)
    assert outcome.exit_code == 0 and "not in the database" in outcome.stderr and "two" in outcome.stderr


def test_no_article_in_the_database_is_an_error(case: Case) -> None:
    case.gold("two", visits=[VISIT])
    with pytest.raises(GoldError, match=r"holds none of these articles \(two"):
        case.result()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "not readable JSON"),
        ("[]", "one JSON object"),
        ('{"visits": [], "drills": []}', '"speakers" must be a list'),
        (json.dumps(EMPTY | {"visits": [{"origin": "PRK"}]}), 'record 1: "host" is missing'),
        (json.dumps(EMPTY | {"visits": [VISIT | {"start": "23 April"}]}), "'23 April' is no date"),
        (json.dumps(EMPTY | {"visits": [VISIT | {"start": "2024-02-30"}]}), "'2024-02-30' is no date"),
        (json.dumps(EMPTY | {"visits": [VISIT | {"status": "done"}]}), "'done' is none of cancelled"),
        (json.dumps(EMPTY | {"drills": [DRILL | {"also": {"kind": ["test"]}}]}), "'test' is none of"),
        (json.dumps(EMPTY | {"optional_speakers": ["KCNA"]}), "optional_speakers, record 1: must be an object"),
        (json.dumps(EMPTY | {"speakers": [{"name": 7}]}), '"name" must be text'),
        (json.dumps(EMPTY | {"published": "2024-04"}), '"published" must be a day'),
    ],
)
def test_broken_gold_is_named(case: Case, text: str, word: str) -> None:
    case.gold("a")
    (case.folder / "one.json").write_text(text, "utf-8")
    with pytest.raises(GoldError) as caught:
        case.result()
    assert "one.json" in str(caught.value) and word in str(caught.value)


def test_the_example_of_the_readme_is_a_gold_record(case: Case) -> None:
    example = (ROOT / "README.md").read_text("utf-8").split("```json\n")[1].split("```")[0]
    (case.folder / "one.json").write_text(example, "utf-8")
    (gold, *_) = read_gold(case.folder)
    assert (gold.id, len(gold.visits), len(gold.drills), len(gold.speakers)) == ("one", 1, 1, 1)


def test_errors_are_one_line_and_status_1(case: Case) -> None:
    (case.folder / "one.json").write_bytes(b"\xff{")
    for arguments, word in (
        ([case.folder, "--db", case.db], "one.json"),
        ([case.folder.parent], "mean"),
        (["no"], "no:"),
    ):
        command = [sys.executable, "-m", "etl", "evaluate", *map(str, arguments)]
        outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert outcome.returncode == 1 and word in outcome.stderr and len(outcome.stderr.splitlines()) == 1


@pytest.mark.parametrize("data", [None, b"no database at all, but long enough to be read as one", b""])
def test_other_files_are_no_database(case: Case, data: bytes | None) -> None:
    case.gold()
    other = case.folder / "other.db"
    if data is not None:
        other.write_bytes(data)
    with pytest.raises(DatabaseError, match=r"other\.db"):
        measure.evaluate(case.folder, other)


def test_misses_have_article_and_sentence(case: Case) -> None:
    case.gold(
        visits=[VISIT | {"origin": "CHN", "evidence": "flew  to tehran"}], speakers=[SPEAKER | {"name": "=SUM(1)"}]
    )
    case.drill(evidence_start=45, evidence_end=50)
    out = case.folder / "misses.tsv"
    assert run(case.folder, "--db", case.db, "--misses", out).exit_code == 0
    header, *lines = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert header == ["article", "figure", "miss", "record", "sentence"]
    rows = {(figure, miss): (article, record, sentence) for article, figure, miss, record, sentence in lines}
    assert rows["visits_dated", "not found"][2] == "Yun Jong Ho flew to Tehran on Tuesday."
    article, record, sentence = rows["drills_dated", "not in gold"]
    assert (article, record[:14]) == ("one", "PRK 2024-04-22")
    assert sentence == "Pyongyang fired two Hwasong-18 missiles on Monday."
    assert rows["speakers", "not found"][1:] == ("'=SUM(1)", "")


def test_json_is_json(case: Case) -> None:
    case.gold(visits=[VISIT])
    case.visit()
    data = json.loads(run(case.folder, "--db", case.db, "--json").stdout)
    assert data["visits_dated"]["hit"] == 1
    assert data["calibration"]["visits"]["bands"][4] == {
        "from": 0.8, "to": 1.0, "right": 1, "of": 1, "interval_95": [0.2065, 1.0],
    }  # fmt: skip
    refused = run(case.folder, "--db", case.db, "--json", "--misses", "-")
    assert refused.exit_code == 2 and "--misses a file" in refused.stderr


def test_articles_beside_the_gold_are_read_with_its_date(tmp_path: Path) -> None:
    story = (
        "Russian President Vladimir Putin arrived in China on Wednesday for talks with Xi Jinping, his office said. "
    )
    (tmp_path / "gold").mkdir()
    for stem, day, wednesday in (("one", "2024-05-16", "2024-05-15"), ("two", "2024-06-20", "2024-06-19")):
        (tmp_path / f"{stem}.txt").write_text(story + f"They spoke twice in {stem} room.", "utf-8")
        visit = {"origin": "RUS", "host": "CHN", "start": wednesday, "status": "ongoing"}
        (tmp_path / "gold" / f"{stem}.json").write_text(json.dumps(EMPTY | {"published": day, "visits": [visit]}))
    (tmp_path / "three.txt").write_text(story, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    outcome = run(tmp_path / "gold", "--json")
    figure = json.loads(outcome.stdout)["visits_dated"]
    assert (outcome.exit_code, figure["gold"], figure["found"], figure["hit"]) == (0, 2, 2, 2)
    assert figure["fields"]["date_precise"]["right"] == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unreadable_article_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    for stem, data in (("one", TEXT.encode()), ("two", b"%PDF-1.7")):
        (tmp_path / f"{stem}.txt").write_bytes(data)
        (tmp_path / "gold" / f"{stem}.json").write_text(json.dumps(EMPTY | {"visits": [VISIT]}))
    outcome = run(tmp_path / "gold", "--json")
    assert outcome.exit_code == 1 and "two.txt" in outcome.stderr
    assert json.loads(outcome.stdout)["visits_pair"]["gold"] == 2


def test_two_files_for_one_record_are_refused(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "one.json").write_text(json.dumps(EMPTY))
    with pytest.raises(GoldError, match="no article stands beside"):
        measure.articles_beside(tmp_path / "gold")
    for name in ("one.txt", "one.html"):
        (tmp_path / name).write_text(TEXT)
    with pytest.raises(GoldError, match=r"one\.html and one\.txt"):
        measure.articles_beside(tmp_path / "gold")


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        (None, None, True),
        (None, "2024", True),
        ("2024", None, False),
        ("2024-04-30", "2024-05-01", True),
        ("2024-04-23", "2024-04-25", False),
        ("2024-04", "2024-04-25", True),
        ("2024-04-23", "2024", True),
        ("2024-04-30", "2024-05", False),
    ],
)
def test_dates_agree(gold: str | None, found: str | None, expected: bool) -> None:
    assert compatible(gold, found) is expected


def test_a_coarser_date_is_less_precise() -> None:
    assert as_precise("2024-04", "2024-04-23") and not as_precise("2024-04-23", "2024-04")


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("Yun Jong Ho", "Yun Jong-ho", True),
        ("Yun Jong Ho", "Yun", True),
        ("Mira Castellane", "Dr. Castellane", True),
        ("Éva Dörner", "eva dorner", True),
        ("Kim Song Nam", "Kim Song-nam (WPK)", True),
        ("Kim Song Nam", "Kim Yong Chol", False),
        ("Kim Song Nam", "Minister", False),
        ("李强", "李强", False),
        (None, "Yun", False),
    ],
)
def test_names_agree(gold: str | None, found: str | None, expected: bool) -> None:
    assert same_name(gold, found) is expected


def test_the_matching_is_the_largest() -> None:
    """The likest pair (1, 1) would leave the first gold record without a partner."""
    gold = [{"start": "b"}, {"start": "a"}]
    found = [{"start": "c"}, {"start": "a"}]
    fits = {("b", "a"), ("a", "a"), ("a", "c")}
    pairs = pair_up(gold, found, lambda g, f: (g["start"], f["start"]) in fits)
    assert sorted(pairs) == [(0, 1), (1, 0)]


def test_the_likest_of_several_partners_is_taken() -> None:
    gold = [{"visitor": "Yun Jong Ho"}]
    found = [{"visitor": "Pak Chol Min"}, {"visitor": "Yun Jong-ho"}]
    assert pair_up(gold, found, lambda g, f: True) == [(0, 1)]


def test_intervals() -> None:
    """Wilson's interval of 81 of 263 is an example of Newcombe 1998 (method 3: 0.2553 to 0.3662)."""
    assert [round(end, 4) for end in figures.wilson(81, 263)] == [0.2553, 0.3662]
    assert figures.wilson(0, 5)[0] == 0.0 and figures.wilson(5, 5)[1] == 1.0
    counts = [(2, 2, 2), (2, 1, 0), (0, 0, 0), (1, 3, 1)]
    low, high = figures.bootstrap(counts, [[0, 0, 0, 0], [1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3]]) or (0, 0)
    assert (low, high) == (0.0, 1.0)
    assert figures.bootstrap([(0, 0, 0)], [[0], [0]]) is None


def test_same_records_give_the_same_intervals(case: Case) -> None:
    for stem in ("one", "two", "three"):
        case.gold(stem, visits=[VISIT])
    case.visit()
    first = case.figures()
    assert first == case.figures() and first["visits_dated"]["f1_95"][0] < first["visits_dated"]["f1_95"][1]


@pytest.mark.parametrize(("right", "of", "expected"), [(9, 10, True), (8, 9, False), (0, 0, None)])
def test_promise_of_high_confidence(right: int, of: int, expected: bool | None) -> None:
    assert Calibration("visits", (*[Rate(0, 0)] * 4, Rate(right, of))).keeps_promise is expected


def test_bands_of_confidence(case: Case) -> None:
    case.gold(visits=[VISIT])
    for confidence, host in ((0.0, "IRQ"), (0.2, "IRQ"), (0.79, "IRQ"), (0.8, "IRN"), (1.0, "IRQ")):
        case.visit(confidence=confidence, host_iso3=host)
    assert case.result().calibration[0].bands == (Rate(0, 1), Rate(0, 1), Rate(0, 0), Rate(0, 1), Rate(1, 2))


@pytest.mark.skipif(not JUDGE.is_file(), reason="the judge's score is not part of the project")
@pytest.mark.parametrize(
    ("gold", "fixture"),
    [(ROOT / "sample_articles" / "gold", "samples_db"), (JUDGE.parent / "articles" / "gold", "development_db")],
    ids=["samples", "development"],
)
def test_the_judge_says_the_same(gold: Path, fixture: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    db: Path = request.getfixturevalue(fixture)
    out = tmp_path / "judge.json"
    subprocess.run([sys.executable, JUDGE, gold, db, "--json", out], check=True, capture_output=True)
    ours = report.as_data(measure.evaluate(gold, db))
    del ours["calibration"], ours["merging"]  # which the judge does not count
    for figure in ours.values():
        if isinstance(figure, dict):
            fields = figure.pop("fields")
            for interval in [name for name in figure if name.endswith("_95")]:
                del figure[interval]
            figure |= {name: rate["accuracy"] for name, rate in fields.items()}
    assert ours == json.loads(out.read_text("utf-8"))


def test_readers_stand_side_by_side() -> None:
    first = {"origin": "PRK", "host": "IRN", "found_by": "rules"}
    second = {"origin": "PRK", "host": "RUS", "found_by": "rules;model:m"}
    found = Found("", visits=[first, second])
    assert found.readers() == {"rules", "model:m"}
    assert found.by("model:m").visits == [second] and found.by("rules").visits == [first, second]


def test_confidence_is_calibrated_for_each_reader() -> None:
    def of(*cells: Rate) -> list[Calibration]:
        return [Calibration("visits", (*[Rate(0, 0)] * (5 - len(cells)), *cells))]

    rules = measure.Result([], [], [], of(Rate(3, 4)), [], {})
    model = measure.Result([], [], [], of(Rate(1, 2), Rate(0, 0), Rate(2, 2)), [], {})
    both = measure.Result([], [], [], of(Rate(6, 8)), [], {"rules": rules, "model:m": model})
    lines = report.as_text(both).partition("Right facts by confidence and reader")[2].splitlines()
    assert [line.split() for line in lines if line.startswith("visits")] == [
        ["visits", "rules", "-", "-", "-", "-", "3", "of", "4"],
        ["visits", "model:m", "-", "-", "1", "of", "2", "-", "2", "of", "2"],
    ]
    assert "by confidence and reader" not in report.as_text(rules)
