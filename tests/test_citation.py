"""Citations of an event: what stands in them, and that no title breaks out of its format."""

import re
from pathlib import Path
from typing import Any

import pytest
import seed

from dashboard import citation, queries


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("citation")
    return {name: getattr(seed, name)(folder / f"{name}.db") for name in ("realistic", "hostile")}


def cited(db: Path, kind: queries.Kind, number: int) -> citation.Citation:
    row: Any = queries.event(db, kind, number)
    address = f"http://127.0.0.1:8501/event?event={kind}:{number}"
    return citation.cite(kind, row, queries.sources(db, kind, number), address=address, accessed="2024-05-02")


def test_plain_text(databases: dict[str, Path]) -> None:
    assert citation.plain(cited(databases["realistic"], "visit", 1)).splitlines() == [
        "Ri Chol-su, Trade minister: North Korea to Iran, 2024-03-03 to 2024-03-07 (completed).",
        "DyadWatch visit:1, 2 reports, 2 outlets, 1 origin, coder version 1, unreviewed, accessed 2024-05-02, "
        "http://127.0.0.1:8501/event?event=visit:1",
        "1. Harbour Gazette, “Envoys and missiles”, 2024-03-11, https://news.example/a?x=1;y=2",
        "2. Plain Wire, “Delegation in Tehran”, 2024-03-12, https://wire.example/b",
    ]


def test_bibtex(databases: dict[str, Path]) -> None:
    first, second, _ = citation.bibtex(cited(databases["realistic"], "visit", 1)).split("\n\n")
    assert first.startswith(
        "@misc{dyadwatch-visit-1,\n  title = {Ri Chol-su, Trade minister: North Korea to Iran, 2024"
    )
    assert "  url = {http://127.0.0.1:8501/event?event=visit:1},\n  urldate = {2024-05-02},\n}" in first
    assert "  title = {Envoys and missiles},\n  howpublished = {Harbour Gazette},\n  date = {2024-03-11}" in second


def test_ris(databases: dict[str, Path]) -> None:
    first, second, _ = citation.ris(cited(databases["realistic"], "visit", 1)).split("\n\n")
    assert first.startswith("TY  - DATA\nID  - dyadwatch-visit-1\nTI  - Ri Chol-su") and first.endswith("ER  - ")
    assert "T2  - Harbour Gazette\nPY  - 2024\nDA  - 2024/03/11\nUR  - https://news.example/a?x=1;y=2" in second


def test_an_article_with_two_reports_is_one_source(tmp_path: Path) -> None:
    made = seed.Seed(tmp_path / "twice.db")
    told = ["Envoys flew to Tehran.", "They landed at noon."]
    article = made.article(*told)
    made.visit("PRK", "IRN", "2024-03-03", [(article, sentence) for sentence in told])
    found = cited(made.close(), "visit", 1)
    assert len(found.sources) == 1 and "2 reports" in citation.plain(found)
    assert "1. 1.html, “Untitled”, undated" in citation.plain(found)


@pytest.mark.parametrize("number", range(1, len(seed.HOSTILE) + 1))
@pytest.mark.parametrize("kind", ["visit", "drill"])
def test_hostile_titles_stay_in_their_field(databases: dict[str, Path], kind: queries.Kind, number: int) -> None:
    found = cited(databases["hostile"], kind, number)
    assert len(citation.plain(found).splitlines()) == 3
    for line in citation.ris(found).splitlines():
        assert not line.startswith("UR") or line.startswith("UR  - http")
        assert not line or re.match(r"[A-Z][A-Z0-9]  - ", line)
    for line in citation.bibtex(found).splitlines():
        unescaped = re.sub(r"\\.", "", line)
        assert unescaped.count("{") - unescaped.count("}") == line.startswith("@") - (line == "}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [("A\r\nER  - \nTY  - X", "A ER - TY - X"), ("a\u202eb\u2066c", "a b c"), ("نی\u200cست", "نی\u200cست"), (None, ""),
     ("\ud800x", "x"), ("a\x00\x1bb", "a b")],
)  # fmt: skip
def test_clean(text: str | None, kept: str) -> None:
    assert citation.clean(text) == kept


def test_tex_escapes(databases: dict[str, Path]) -> None:
    source = citation.Source(
        5, r"R&D_100%", r"a\input{x} $y^2~# and b", "Ann and Bob, Co", "2024", "https://a.example/{x}\\%7B"
    )
    told = cited(databases["realistic"], "drill", 1)
    entry = citation.bibtex(citation.Citation(**{f: getattr(told, f) for f in told.__slots__} | {"sources": (source,)}))
    assert r"title = {a\textbackslash{}input\{x\} \$y\textasciicircum{}2\textasciitilde{}\# and b}" in entry
    assert r"howpublished = {R\&D\_100\%}" in entry and "author = {{Ann and Bob, Co}}" in entry
    assert "url = {https://a.example/%7Bx%7D%5C%7B}" in entry
