"""Questions of Commentary, Speakers and Articles: narrowing, counting, pages, and hits as data."""

from dataclasses import replace
from pathlib import Path

import pytest
import seed

from dashboard import queries, quotes, reading
from dashboard.database import Filters, ask
from dashboard.queries import hits, library, speaking, voices
from dashboard.queries.facets import Asked, Order

ALL = Asked(Filters())


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many(tmp_path_factory.mktemp("v") / "many.db")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seed.hostile(tmp_path_factory.mktemp("v") / "hostile.db")


def many(path: Path) -> Path:
    """Thirty articles with two quotes each, of three outlets and two languages; three of them undated."""
    made = seed.Seed(path)
    for number in range(30):
        first, second = f"Thing {number} is a harbour", f"Number {number} is not a harbour"
        a = made.article(
            f"“{first},” said one. “{second},” said another.", outlet=f"Outlet {number % 3}", title=f"Title {number}",
            language="fr" if number % 10 == 0 else "en", readers="rules" if number % 2 else None,
            published_date=f"20{10 + number // 3}-0{number % 3 + 1}-05" if number > 2 else None,
        )  # fmt: skip
        made.quote(a, first, ("IRN-PRK",), speaker_name=f"Ada Quillon{number % 4}", affiliation="Fenmoor Institute",
                   speaker_country_iso3="USA", speaker_title=f"Title {number // 10}")  # fmt: skip
        made.quote(a, second, speaker_name="Bo Quillon1", affiliation="Port Office" if number % 2 else None,
                   speaker_type="official", review_status="rejected" if number == 29 else "unreviewed")  # fmt: skip
        if number < 5:
            made.visit("PRK", "IRN", None, [(a, first)], review_status="rejected" if number == 4 else "unreviewed")
    return made.close()


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize(
    "asked", [Filters(), Filters(dyad="IRN-PRK"), Filters(search="not"), Filters(since="2012-01-01")]
)
@pytest.mark.parametrize("at_once", [5000, 3])
def test_pages_hold_every_quote_once_and_in_the_order_of_the_download(
    db: Path, monkeypatch: pytest.MonkeyPatch, order: Order, asked: Filters, at_once: int
) -> None:
    """Whether the quotes are sorted or gone through by date, from either end."""
    monkeypatch.setattr(voices, "SORTED", at_once)
    asked_for = Asked(asked, order=order)
    n = voices.count(db, asked_for)
    pages = [row["quote_id"] for start in range(0, n, 7) for row in voices.page(db, asked_for, n, 7, start)]
    assert pages == [row["quote_id"] for row in voices.every(db, asked_for)] and len(set(pages)) == n > 20
    days = [row["date"] for row in voices.every(db, asked_for)]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=order == "newest") and days[len(dated) :] == [None] * (len(days) - len(dated))


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("at_once", [5000, 3])
def test_pages_hold_every_article_once(db: Path, monkeypatch: pytest.MonkeyPatch, order: Order, at_once: int) -> None:
    monkeypatch.setattr(library, "SORTED", at_once)
    for chosen in (
        (),
        (("language", ("en",)),),
        (("holds", ("visits", "quotes")),),
        (("outlet", ("Outlet 1", "Outlet 2")),),
    ):
        asked = Asked(Filters(search="harbour"), chosen, order)
        n = library.count(db, asked)
        pages = [row["article_id"] for start in range(0, n, 4) for row in library.page(db, asked, n, 4, start)]
        assert pages == [row["article_id"] for row in library.every(db, asked)] and len(set(pages)) == n > 3


def test_what_is_counted_is_what_pressing_it_gives(db: Path) -> None:
    for chosen in ((), (("speaker_type", ("expert",)),), (("affiliation", ("", "Port Office")),)):
        asked = replace(ALL, chosen=chosen)
        counts = voices.counted(db, asked)
        assert dict(counts["speaker_type"])
        for facet, values in counts.items():
            for value, n in values:
                rest = tuple((name, kept) for name, kept in chosen if name != facet)
                assert voices.count(db, replace(asked, chosen=(*rest, (facet, (value,))))) == n


@pytest.mark.parametrize(
    "chosen",
    [(), (("outlet", ("Outlet 0",)),), (("holds", ("visits",)),), (("language", ("fr",)), ("year", ("2013",)))],
)
def test_what_is_counted_of_articles_is_what_pressing_it_gives(
    db: Path, chosen: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    for filters in (Filters(), Filters(search="harbour")):
        asked = Asked(filters, chosen)
        counts = library.counted(db, asked)
        for facet, values in counts.items():
            for value, n in values:
                own = (*dict(chosen).get("holds", ()), value) if facet == "holds" else (value,)
                rest = tuple((name, kept) for name, kept in chosen if name != facet)
                assert library.count(db, Asked(filters, (*rest, (facet, own)))) == n, (facet, value)
    assert dict(library.counted(db, Asked(Filters()))["holds"]) == {"visits": 4, "drills": 0, "quotes": 30}


def test_a_facet_that_nobody_has_gives_nothing(db: Path) -> None:
    assert library.count(db, Asked(Filters(), (("holds", ("1=1 --",)),))) == 0
    assert voices.count(db, replace(ALL, chosen=(("affiliation", ("' OR 1=1",)),))) == 0


def test_hits_are_parts_of_the_same_text(db: Path) -> None:
    rows = voices.every(db, Asked(Filters(search="HARBOUR not")))
    found = hits.in_quotes(db, [row["quote_id"] for row in rows], "HARBOUR not")
    for row in rows:
        parts = found[row["quote_id"]]["quote"]
        assert "".join(part["text"] for part in parts) == row["quote"]
        assert [part["text"] for part in parts if part.get("mark") == "hit"] == ["not", "harbour"]
        shown = quotes.card(row, {}, found[row["quote_id"]])["quote"]
        assert "".join(part["text"] for part in shown) == f"“{row['quote']}”"
    assert hits.in_quotes(db, [1], None) == {} == hits.in_quotes(db, [], "harbour")


@pytest.mark.parametrize("text", seed.HOSTILE)
def test_no_article_can_pass_for_a_hit_or_hide_one(hostile: Path, text: str) -> None:
    search = next((word for word in text.split() if word.isalnum()), "again")
    rows = {row["quote_id"]: row for row in voices.every(hostile, ALL)}
    for number, cells in hits.in_quotes(hostile, list(rows), search).items():
        assert "".join(part["text"] for part in cells["quote"]) == rows[number]["quote"]
        assert "".join(part["text"] for part in cells["speaker_name"]) == rows[number]["speaker"]
    for cells in hits.in_articles(hostile, list(range(1, 13)), search).values():
        assert all(set(part) <= {"text", "mark"} for part in cells["text"])


def test_markers_in_the_text_stay_text() -> None:
    assert hits.parts("\x02a \x02kXhit\x03kX", "\x02kX", "\x03kX") == [
        {"text": "\x02a "},
        {"text": "hit", "mark": "hit"},
    ]


def test_speakers_are_counted_searched_and_summed_up(db: Path) -> None:
    (first, *rest) = speaking.named(db, Filters(), "", "most quoted", 10)
    assert first == {
        "speaker": "Bo Quillon1", "n": 29, "of": 5, "types": "official", "affiliations": "Port Office", "top_pairs": "",
        "first_day": "2011-01-05", "last_day": "2019-02-05",
    }  # fmt: skip
    assert [row["n"] for row in rest] == [8, 8, 7, 7] and rest[0]["top_pairs"] == "IRN-PRK"
    assert [row["speaker"] for row in speaking.named(db, Filters(), "port quill", "name", 10)] == ["Bo Quillon1"]
    assert [row["speaker"] for row in speaking.named(db, Filters(dyad="IRN-PRK"), "", "name", 2, 2)] == [
        "Ada Quillon2", "Ada Quillon3"
    ]  # fmt: skip
    assert speaking.named(db, Filters(), 'x" OR (', "name", 10) == []


def test_a_speaker_over_time(db: Path) -> None:
    roles = speaking.roles(db, Filters(), "Ada Quillon1")
    assert [(row["speaker_title"], row["n"]) for row in roles] == [("Title 0", 3), ("Title 1", 2), ("Title 2", 3)]
    assert [(row["dyad"], row["n"]) for row in speaking.pairs_of(db, Filters(), "Ada Quillon1")] == [("IRN-PRK", 8)]
    assert sum(row["n"] for row in speaking.months(db, Filters(), "Ada Quillon1")) == 7  # one is undated
    assert [row["speaker"] for row in speaking.same_last_word(db, "Ada Quillon1")] == ["Bo Quillon1"]


def test_facts_of_one_sentence_each_have_their_place(db: Path) -> None:
    facts = [fact | {"number": n} for n, fact in enumerate(queries.marks(db, 1), start=1)]
    assert sorted((fact["kind"], fact["event"], fact["quote"]) for fact in facts[:2]) == [
        ("quote", None, 1), ("visit", "visit:1", None)
    ]  # fmt: skip
    article = queries.article(db, 1)
    assert article
    numbered = [
        part["facts"]
        for p in reading.cards.reader(article, facts)["passages"]
        for part in p["parts"]
        if "facts" in part
    ]
    assert numbered == [[1, 2], [3]]


def test_the_sum_of_a_text_is_that_of_the_command(samples_db: Path) -> None:
    rows = ask(samples_db, "SELECT text, text_sha256 FROM articles")
    assert rows and all(reading.text_sum(row["text"]) == row["text_sha256"] for row in rows)


def test_going_through_by_date_reads_no_list_again_for_every_article(db: Path) -> None:
    where = voices._where(Asked(Filters(dyad="IRN-PRK", search="harbour")))
    gone_through = str(where).replace("(e.id IN", "(+e.id IN")
    plan = ask(
        db,
        f"""EXPLAIN QUERY PLAN SELECT e.id FROM articles a CROSS JOIN quotes e INDEXED BY quotes_article
        ON e.article_id = a.id WHERE {gone_through} ORDER BY {voices.ORDER["newest"]} LIMIT 20""",
        where.values,
    )
    steps = [row["detail"] for row in plan]
    assert "SEARCH e USING INDEX quotes_article (article_id=?)" in steps
    assert any("articles_by_date" in step or "articles_facets" in step for step in steps)


def test_counts_of_the_latest_articles_only_are_called_so(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "COUNTED", 10)
    english = Asked(Filters(), (("language", ("en",)),))
    assert library.is_partial(english, 40) and not library.is_partial(Asked(Filters()), 40)
    assert sum(n for _, n in library.counted(db, english)["language"]) == 10
    assert not library.is_partial(Asked(Filters(dyad="CHN-RUS")), 0)
