"""What `dyadwatch explain` says of one article: facts with their reasons, near-misses with why they were not taken."""

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from etl import DEFAULT_MODEL, cli, lexicons, pipeline
from etl.errors import DatabaseError, SourceError
from etl.explain import article, reasons, text
from etl.explain.account import Explanation, VisitAccount
from etl.models import VisitStatus
from etl.terminal import plain
from etl.transform import drills, visits
from etl.transform.language import Language

ARRIVAL = "Russian President Vladimir Putin arrived in China on Wednesday."
HOSTILE = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202egnp.exe \r\x08over \x00"


@pytest.fixture
def explain(read, language: Language) -> Callable[..., Explanation]:
    """A function from paragraphs to their explanation, published on 2024-05-16 (a Thursday) unless said otherwise."""

    def make(*paragraphs: str, every: bool = False, **given: str | None) -> Explanation:
        return article.explain_article("x.txt", read(*paragraphs, **given).article, language, every=every)

    return make


def visits_of(told: Explanation) -> list[tuple[int, VisitAccount]]:
    return [(s.number, v) for s in told.sentences for v in s.visits]


def test_a_visit_has_its_reasons_and_its_day(explain) -> None:
    told = explain(ARRIVAL)
    found = next(v for _, v in visits_of(told) if v.fate == "found")
    assert (found.origin, found.host, found.visitor, found.report) == ("RUS", "CHN", "Vladimir Putin", 0)
    assert found.why == 'cue word "arrived"'
    assert found.reasons.speak_for and all(r.chance_without < found.chance for r in found.reasons.speak_for)
    assert all(r.chance_without > found.chance for r in found.reasons.speak_against)
    assert [(d.date, d.words) for d in found.days if d.taken] == [("2024-05-15", "Wednesday")]
    assert round(found.chance * (found.day_chance or 1), 2) == told.visits[0].confidence
    assert {state.status for state in found.states} == set(get_args(VisitStatus))
    shown = text.as_text(told, 100)
    assert "VISIT  Russia (RUS) -> China (CHN), 2024-05-15, ongoing, Vladimir Putin" in shown
    assert '"Wednesday" is 2024-05-15 (if still to come, 2024-05-22)' in shown


def test_the_office_beside_the_name_loses_to_it(explain) -> None:
    (lost,) = (v for _, v in visits_of(explain(ARRIVAL)) if v.fate == "another traveller")
    assert (lost.visitor, lost.why) == ("Russian President", "Vladimir Putin is the likelier traveller here")


def test_denied(explain) -> None:
    told = explain("Vladimir Putin did not travel to Turkey in 2023.")
    ((_, account),) = visits_of(told)
    assert (account.fate, account.host, told.visits) == ("denied", "TUR", ())
    assert "no visit: Russia (RUS) -> Turkey (TUR), Vladimir Putin: denied" in text.as_text(told, 100)


def test_too_unlikely(explain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits.choice, "LEAST_VISIT", 1.01)
    monkeypatch.setattr(visits.choice, "LEAST_LEG", 1.01)
    told = explain(ARRIVAL)
    near = next(v for _, v in visits_of(told) if v.visitor == "Vladimir Putin")
    assert near.fate == "too unlikely" and re.fullmatch(r"too unlikely \(0\.\d\d; 1\.01 is needed\)", near.why)
    assert told.visits == ()


def test_a_chance_that_rounds_to_the_least_has_more_digits() -> None:
    assert reasons.too_unlikely(0.4181, 0.42) == "too unlikely (0.418; 0.42 is needed)"
    assert reasons.too_unlikely(0.31, 0.42) == "too unlikely (0.31; 0.42 is needed)"


def test_joined(explain) -> None:
    told = explain(
        "Vladimir Putin arrived in China on Wednesday.", "In Beijing, Putin met Xi Jinping on Thursday for talks."
    )
    assert len(told.visits) == 1
    accounts = [(n, v) for n, v in visits_of(told) if v.report == 0]
    (number,) = (n for n, v in accounts if v.fate == "found")
    (other, joined) = next((n, v) for n, v in accounts if v.fate == "told already")
    assert {number, other} == {1, 2}
    assert re.match(rf"told (?:already|more surely) by sentence {number}\b", joined.why)


def test_all_shows_every_sentence_and_candidate(explain) -> None:
    paragraphs = ("Xi Jinping invited Vladimir Putin to visit China.", "The harvest was good this year.")
    few, every = explain(*paragraphs), explain(*paragraphs, every=True)
    assert visits_of(few) == [] and "Nothing was found" in text.as_text(few, 100)
    assert [s.number for s in every.sentences] == [1, 2]
    assert any((v.fate, v.host) == ("too unlikely", "CHN") for _, v in visits_of(every))


def test_a_drill_and_a_day_that_is_too_unlikely(explain, monkeypatch: pytest.MonkeyPatch) -> None:
    launch = "North Korea fired two short-range ballistic missiles into the sea on Monday, South Korea's military said."
    told = explain(launch)
    ((found, *_),) = (s.drills for s in told.sentences)
    assert (found.fate, found.country, found.date, found.words) == ("found", "PRK", "2024-05-13", "Monday")
    assert [state.country for state in found.launchers if state.taken] == ["PRK"]
    assert found.reasons.speak_for
    assert "DRILL  North Korea (PRK), 2024-05-13, launch test, conducted, class SRBM" in text.as_text(told, 120)
    monkeypatch.setattr(drills.days, "LEAST_DAY", 1.01)
    told = explain(launch)
    assert told.drills == ()
    assert all(d.fate == "too unlikely" and "1.01 is needed" in d.why for s in told.sentences for d in s.drills)
    assert 'no drill: 2024-05-13 by "Monday": too unlikely' in text.as_text(told, 120)


def test_a_day_whose_state_is_too_unlikely(explain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drills, "LEAST_LAUNCH", 1.01)
    told = explain("North Korea fired two short-range ballistic missiles into the sea on Monday.")
    assert told.drills == ()
    ((day, *_),) = (s.drills for s in told.sentences)
    assert day.fate == "too unlikely" and day.why.startswith("by the surest state too unlikely")


def test_an_exercise_is_found_by_rule(explain) -> None:
    told = explain("South Korea and the United States held the military exercise Freedom Shield on Monday.")
    ((drill,),) = (s.drills for s in told.sentences)
    assert (drill.fate, drill.report, drill.chance) == ("by rule", 0, None)
    assert "without chances" in text.as_text(told, 100)


def test_quotes_have_the_rule_that_found_their_speaker(explain) -> None:
    told = explain(
        "“The timing will make people nervous in the region,” said Ilse Marwede, a researcher at Osthaven University.",
        "“Nobody asked for this, and nobody will pay for it either.”",
        "The so-called “big day” came.",
    )
    accounts = [q for s in told.sentences for q in s.quotes]
    assert [(q.fate, q.rule) for q in accounts] == [("found", "tag"), ("found", "carried"), ("not said", None)]
    assert accounts[0].why.startswith('named after the quotation (by "said")')
    assert [told.quotes[q.report].speaker_name for q in accounts if q.report is not None] == ["Ilse Marwede"] * 2
    assert "no quote: “big day”" in text.as_text(told, 100)


def test_a_quote_without_speaker(explain) -> None:
    told = explain("“Nobody asked for this bridge, and nobody will ever pay for it.”")
    ((quote,),) = (s.quotes for s in told.sentences)
    assert (quote.fate, quote.report) == ("no speaker", 0)
    assert "nothing tells who speaks" in text.as_text(told, 100)


@pytest.mark.parametrize("name", ["2023-09-13-kim-putin-vostochny.html", "2025-10-22-missiles-before-apec.html"])
def test_json_has_the_facts_that_ingest_stores(name: str) -> None:
    file = Path(__file__).parent.parent / "sample_articles" / name
    result = CliRunner().invoke(cli.cli, ["explain", str(file), "--json"])
    told = json.loads(result.output)
    facts = pipeline.process(pipeline.Task(str(file), None, None, DEFAULT_MODEL, False)).facts
    assert facts is not None and facts.visits and facts.drills and facts.quotes
    for kind in ("visits", "drills", "quotes"):
        stored = json.loads(json.dumps([dataclasses.asdict(fact) for fact in getattr(facts, kind)]))
        assert told[kind] == stored
        reported = {
            a["report"] for s in told["sentences"] for a in s[kind] if a["fate"] in ("found", "by rule", "no speaker")
        }
        assert reported == set(range(len(stored)))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing\.txt: no such file"):
        article.explain(str(tmp_path / "nothing.txt"))
    with pytest.raises(SourceError, match="is a folder"):
        article.explain(str(tmp_path))


def test_other_languages_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "fr.txt"
    file.write_text("Le président russe est arrivé en Chine mercredi pour une visite de deux jours. " * 3, "utf-8")
    told = article.explain(str(file))
    assert told.sentences == () and told.visits == ()
    shown = text.as_text(told, 100)
    assert "not English (fr), so nothing was looked for" in shown and "0 visits, 0 drills, 0 quotes" in shown


def test_without_a_date_it_says_so(explain) -> None:
    told = explain(ARRIVAL, published=None)
    shown = text.as_text(told, 120)
    assert "no publication date" in shown and '"Wednesday": not resolved' in shown


@pytest.mark.parametrize("as_json", [False, True])
def test_hostile_text_cannot_steer_the_terminal(explain, as_json: bool) -> None:
    told = explain(f"{ARRIVAL[:-1]}, {HOSTILE}.", f"“This is {HOSTILE} quoted, every word of it,” said {HOSTILE}.")
    told = dataclasses.replace(
        told, source=HOSTILE, article=dataclasses.replace(told.article, title=HOSTILE, outlet=HOSTILE)
    )
    shown = json.dumps(dataclasses.asdict(told)) if as_json else text.as_text(told, 80)
    assert told.visits and all(line.isprintable() for line in shown.split("\n"))


def test_hostile_file_name_in_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["dyadwatch", "explain", "no\x07\u202esuch.txt"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert capsys.readouterr().err == "dyadwatch: no such.txt: no such file or folder\n"


@pytest.mark.parametrize("width", [60, 100])
def test_lines_fit_the_terminal(explain, width: int) -> None:
    lines = text.as_text(explain(ARRIVAL, every=True), width).split("\n")
    assert len(lines) > 10 and max(map(len, lines)) <= width


def test_plain() -> None:
    assert plain("a\x1b[2J\tb\n\u2028c\u200b é") == "a [2J b c é"


def test_reasons_weigh_together_what_has_the_same_words() -> None:
    shares = {"p-first": 0.3, "far=2": 0.1, "odd=thing": -0.2, "dated": 0.001}

    def without(gone: frozenset[str]) -> float:
        return 0.5 - sum(share for name, share in shares.items() if name in gone)

    found = reasons.weigh("visit", {*shares, "p-first&far=2"}, 0.5, without)
    (one,) = found.speak_for
    assert (one.words, sorted(one.features)) == (
        "the order of the two and how far they stand apart",
        ["far=2", "p-first"],
    )
    assert one.chance_without == pytest.approx(0.1)
    assert [(r.words, r.chance_without) for r in found.speak_against] == [("the feature odd=thing", 0.7)]


def test_values_are_translated_by_feature() -> None:
    features = {"rivals=0", "mid=before", "mid=name", "ago=0", "how=short"}
    found = reasons.weigh("visit", features, 0.5, lambda gone: 0.1)
    assert {r.words for r in found.speak_for} == {
        "other travellers stand between the two: 0",
        'the words between the two: "before, name"',
        "the feature ago=0",
        "the traveller is named by a part of the name",
    }


def test_words_for_reasons_are_consistent() -> None:
    rows = lexicons.rows("reasons.csv", "scorer", "feature", "words")
    keys = [(row["scorer"], row["feature"]) for row in rows]
    assert len(keys) == len(set(keys))
    same = {(row["scorer"], row["words"], row["feature"].rstrip("=")) for row in rows}
    for row in rows:
        for place in re.findall(r"\{([^*}]+)\}", row["words"]):
            assert (row["scorer"], row["words"], place) in same, row


LONG_ENOUGH = (
    f"{ARRIVAL} He is to meet students of the old engineering school and to visit a fair of machine tools in the north."
)


def answered(tmp_path: Path, claims: dict[str, list[dict[str, object]]]) -> tuple[Path, Path]:
    """An article of one sentence, and a database with a model's answer about it."""
    (tmp_path / "a.txt").write_text(LONG_ENOUGH, "utf-8")
    db, answers = tmp_path / "x.db", tmp_path / "answers.jsonl"
    command = [
        "reader",
        "export",
        str(tmp_path / "a.txt"),
        "--published",
        "2024-05-16",
        "-o",
        str(tmp_path / "r.jsonl"),
    ]
    assert CliRunner().invoke(cli.cli, command).exit_code == 0
    asked = json.loads((tmp_path / "r.jsonl").read_text("utf-8"))
    content = json.dumps({"visits": [], "drills": [], "quotes": []} | claims)
    body = {"model": "m", "choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    answers.write_text(json.dumps({"custom_id": asked["custom_id"], "response": {"status_code": 200, "body": body}}))
    pipeline.ingest([str(tmp_path / "a.txt")], db=db, published="2024-05-16")
    taken = CliRunner().invoke(cli.cli, ["reader", "import", str(answers), "--db", str(db), "--quiet"])
    assert taken.exit_code == 0, taken.output
    return tmp_path / "a.txt", db


def trip(**changed: object) -> dict[str, object]:
    told = {"passage": ARRIVAL, "visitor_iso3": "RUS", "host_iso3": "CHN", "visitor_name": "Vladimir Putin",
            "visitor_title": "President", "start_date": "2024-05-15", "end_date": None, "status": "ongoing", "city": None,
            "purpose": None}  # fmt: skip
    return told | changed


def test_what_a_model_told_in_vain_is_shown_with_its_reason_and_passage(tmp_path: Path) -> None:
    swapped, invented = trip(visitor_iso3="CHN", host_iso3="RUS"), trip(passage="Putin flew on to Hanoi \x1b[31m.")
    path, db = answered(tmp_path, {"visits": [trip(), swapped, invented]})
    before = db.read_bytes()
    plainly = ["explain", str(path), "--published", "2024-05-16"]
    shown = CliRunner().invoke(cli.cli, [*plainly, "--db", str(db)]).output
    assert "Answer of model:m: 1 borne out by the article, 2 rejected" in shown and "\x1b" not in shown
    assert "rejected visit: passage: the passage does not stand in the article" in shown and "flew on to Hanoi" in shown
    (told,) = json.loads(CliRunner().invoke(cli.cli, [*plainly, "--json", "--db", str(db)]).stdout)["readers"]
    assert (told["reader"], told["parts"], told["answered"], len(told["visits"])) == ("model:m", 1, 1, 1)
    assert {r["passage"] for r in told["rejected"]} == {ARRIVAL, invented["passage"]}
    stored = pipeline.Store(db).answers._db.query("SELECT reason, detail FROM rejected_facts ORDER BY id")
    assert [(r["reason"], r["detail"]) for r in told["rejected"]] == [(r["reason"], r["detail"]) for r in stored]
    assert db.read_bytes() == before


def test_without_answers_nothing_changes(tmp_path: Path) -> None:
    path, db = answered(tmp_path, {"visits": [trip(passage="Nobody went.")]})
    plainly = ["explain", str(path), "--published", "2024-05-16"]
    assert "model:m" not in CliRunner().invoke(cli.cli, plainly).output
    assert "readers" not in json.loads(CliRunner().invoke(cli.cli, [*plainly, "--json"]).stdout)
    other = CliRunner().invoke(cli.cli, ["explain", str(path), "--published", "2024-05-17", "--db", str(db)])
    assert other.exit_code == 0 and "model:m" not in other.stdout and "holds no answer about this text" in other.stderr


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG_ENOUGH, "utf-8")
    with pytest.raises(DatabaseError, match="none.db: no such database"):
        article.explain(str(tmp_path / "a.txt"), db=tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
