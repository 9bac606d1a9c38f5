"""The screens Commentary, Speakers and Articles: what stands in the address, deciding on quotes, hostile text."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
import seed
from streamlit.testing.v1 import AppTest
from test_dashboard_pages import cards_of, labels
from test_dashboard_review import ask, click, history, open_page


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = seed.realistic(tmp_path / "voices.db")
    monkeypatch.setenv("DYADWATCH_DB", str(path))
    monkeypatch.setenv("DYADWATCH_REVIEWER", "Ana Lyst")
    return path


def data_of(app: AppTest) -> str:
    """What the components of a page are given, without blanks."""
    return cards_of(app).replace("\\", "").replace(" ", "")


@pytest.mark.parametrize(
    ("page", "address", "label"),
    [
        ("commentary", {"speaker_type": "official"}, "Download 1 quote (CSV)"),
        ("commentary", {"speaker_type": ["official", "expert"]}, "Download 2 quotes (CSV)"),
        ("commentary", {"affiliation": "Fenmoor Institute"}, "Download 1 quote (CSV)"),
        ("commentary", {"affiliation": "-"}, "Download 1 quote (CSV)"),
        ("commentary", {"speaker_country": "-", "sort": "Oldest first"}, "Download 2 quotes (CSV)"),
        ("commentary", {"speaker": "Mara Ellingsen"}, "Download 1 quote (CSV)"),
        ("speakers", {"name": "Mara Ellingsen"}, "Download 1 quote (CSV)"),
        ("articles", {"outlet": "Plain Wire"}, "Download 1 article (CSV)"),
        ("articles", {"holds": ["visits", "drills"]}, "Download 2 articles (CSV)"),
        ("articles", {"year": "2023", "language": "en"}, "Download 1 article (CSV)"),
    ],
)
def test_what_is_pressed_stands_in_the_address(db: Path, page: str, address: dict[str, Any], label: str) -> None:
    assert labels(open_page(page, **address)) == [label]


@pytest.mark.parametrize("page", ["commentary", "articles"])
def test_what_leaves_nothing_is_named_and_can_be_taken_back(db: Path, page: str) -> None:
    app = open_page(page, affiliation="<b>Nowhere</b>", outlet="<b>Nowhere</b>")
    assert "No " in app.info[0].value and "Nowhere" not in app.info[0].value
    (clear,) = [button for button in app.button if button.label == "Clear what is pressed"]
    clear.click().run()
    assert labels(app) and not app.exception


def test_words_sought_are_marked_in_the_cards(db: Path) -> None:
    for page, words in (("commentary", {"words": "accident"}), ("articles", {"article_words": "accident"})):
        shown = cards_of(open_page(page, **words)).replace("\\", "")
        assert '{"text": "accident", "mark": "hit"}'.replace(" ", "") in shown.replace(" ", "")


def test_a_quote_leads_to_its_place(db: Path) -> None:
    shown = data_of(open_page("commentary", speaker_type="expert"))
    assert '"page":"articles","query":{"article":"1","mark":"quote:1"}' in shown
    for mark, number in (("quote:1", 3), ("2", 2), ("4", 0)):
        app = open_page("articles", article="1", mark=mark)
        assert f'"mark":{number}' in data_of(app) and app.query_params["mark"] == mark


def test_a_sentence_is_found_among_several_of_its_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event's page names each of its sentences so that the reader opens at this one, also by a number merged away."""
    made = seed.Seed(tmp_path / "two.db")
    told = ["The envoy flew to Tehran.", "He had flown to Tehran on Monday."]
    article = made.article("Before it all.", *told)
    made.visit("PRK", "IRN", "2024-03-04", [(article, sentence) for sentence in told])
    made.add("event_redirects", event_kind="visit", event_id=20, into_id=1, cause="rule")
    monkeypatch.setenv("DYADWATCH_DB", str(made.close()))
    shown = data_of(open_page("event", event="visit:1"))
    starts = [len("Before it all.") + 2, len("Before it all.") + 2 + len(told[0]) + 2]
    marks = [f"visit:1@{start}" for start in starts]
    assert all(f'"query":{{"article":"1","mark":"{mark}"}}' in shown for mark in marks)
    named = {marks[0]: 1, marks[1]: 2, "visit:1": 1, "visit:1@7": 1, f"visit:20@{starts[1]}": 2, "visit:20": 1}
    for mark, number in named.items():
        assert f'"mark":{number},' in data_of(open_page("articles", article="1", mark=mark)), mark


@pytest.mark.parametrize(
    "mark",
    ["0", "999", "quote:999", "quote:1 OR 1", "<b>", "visit:" + "9" * 40, "visit:1@", "visit:9@0", "@5", "120@3"],
)
def test_a_place_that_is_not_there_is_none(db: Path, mark: str) -> None:
    assert '"mark":0' in data_of(open_page("articles", article="1", mark=mark))


def test_an_article_or_quote_that_is_gone_is_explained(db: Path) -> None:
    assert "no article 99" in open_page("articles", article="99").info[0].value
    assert "no quote 99" in open_page("commentary", quote="99").info[0].value


def test_a_quote_is_confirmed_corrected_rejected_and_had_back(db: Path) -> None:
    app = click(open_page("commentary", quote="2"), "confirm_quote:2")
    assert ask(db, "SELECT review_status FROM quotes WHERE id = 2") == [("confirmed",)]
    app.segmented_control(key="action_quote:2").set_value("edit").run()
    app.selectbox(key="field_quote:2").set_value("speaker_name").run()
    app.text_input(key="value_quote:2_speaker_name").set_value("Juna Halvorsen")
    app.text_input(key="reason_quote:2_edit").set_value("named further up")
    click(app, "submit_quote:2_edit")
    assert ask(db, "SELECT speaker_name, review_status FROM quotes WHERE id = 2") == [("Juna Halvorsen", "edited")]
    app.segmented_control(key="action_quote:2").set_value("reject").run()
    click(app, "submit_quote:2_reject")
    assert "Write a reason" in app.error[0].value
    app.text_input(key="reason_quote:2_reject").set_value("nobody said so")
    click(app, "submit_quote:2_reject")
    assert "rejected" in app.info[0].value and "Download 1 quote (CSV)" in labels(app)
    told = [item["text"] for item in history(app)]
    assert told == ["3. Reject", "2. Speaker name: not stated → Juna Halvorsen", "1. Confirm"]
    click(app, "undo_3")
    click(app, "undo_2")
    assert ask(db, "SELECT speaker_name, review_status FROM quotes WHERE id = 2") == [(None, "confirmed")]


def test_one_name_may_be_several_persons(db: Path) -> None:
    with sqlite3.connect(db) as opened:
        opened.execute("UPDATE quotes SET speaker_name = 'Mara Ellingsen', affiliation = 'Port Office' WHERE id = 2")
    app = open_page("speakers", name="Mara Ellingsen")
    said = " ".join(caption.value for caption in app.caption)
    assert "by the name alone" in said and "2 affiliations: one person who moved, or several of that name" in said
    assert "Two persons of one name" in " ".join(caption.value for caption in open_page("speakers").caption)
    (roles,) = [frame.value for frame in app.dataframe if "Affiliation" in frame.value]
    assert list(roles["Affiliation"]) == ["Fenmoor Institute", "Port Office"]


def test_the_list_of_speakers_is_searched(db: Path) -> None:
    app = open_page("speakers", speaker_words="elling")
    assert list(app.dataframe[0].value["Name"]) == ["Mara Ellingsen"]
    assert list(app.dataframe[0].value["Most on"]) == ["Iran – North Korea"]
    assert "Nobody" in open_page("speakers", speaker_words="zz").info[0].value


def test_a_changed_text_is_noticed(db: Path) -> None:
    assert "it was changed" in open_page("articles", article="1").error[0].value  # the seed keeps no true sum


def test_nothing_hostile_is_read_as_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DYADWATCH_DB", str(seed.hostile(tmp_path / "hostile.db")))
    pages = [
        ("commentary", {"words": "again", "quote": "3"}), ("commentary", {"affiliation": seed.HOSTILE[2], "quote": "4"}),
        ("articles", {"article_words": "said again"}), ("articles", {"article": "3", "mark": "2"}),
        *(("speakers", {"name": text}) for text in (seed.HOSTILE[0], seed.HOSTILE[2], seed.HOSTILE[5])), ("speakers", {}),
    ]  # fmt: skip
    for page, address in pages:
        app = open_page(page, **address)
        drawn = [e.value for kind in ("markdown", "caption", "info", "title", "subheader") for e in getattr(app, kind)]
        drawn += [button.label for button in app.button] + labels(app)
        assert not [value for value in drawn for text in seed.HOSTILE if text.strip() in value], page


def test_from_a_speaker_to_commentary_and_back(db: Path) -> None:
    app = open_page("speakers", name="Mara Ellingsen")
    app.switch_page("app_pages/commentary.py").run()
    assert not app.exception and labels(app)
    app.switch_page("app_pages/speakers.py").run()
    assert not app.exception
    app.switch_page("app_pages/speakers.py")
    app.query_params["name"] = "Mara Ellingsen"
    app.run()
    click(app, "all_speakers")
    app.switch_page("app_pages/commentary.py").run()
    assert not app.exception and labels(app) == ["Download 2 quotes (CSV)"]
