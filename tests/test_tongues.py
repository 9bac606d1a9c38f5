"""Texts that are not English are told by their small words or their script."""

from __future__ import annotations

import pytest

from etl.extract.articles import read_article
from etl.extract.tongues import detect_language
from etl.models import Document

FRENCH = (
    "Le ministre des Affaires étrangères est arrivé à Oslo mardi pour des entretiens avec son homologue sur la pêche "
    "et le bois."
)


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (
            "The minister arrived in Oslo on Tuesday for talks with her host about fish and the price of timber.",
            None,
            "en",
        ),
        (
            "The minister arrived in Oslo on Tuesday for talks with her host about fish and the price of timber.",
            "fr",
            "en",
        ),
        (FRENCH, "en", "fr"),
        (
            "Der Außenminister ist am Dienstag in Oslo gelandet, um mit dem Gastgeber über den Fisch zu sprechen.",
            None,
            "de",
        ),
        (
            "El ministro llegó el martes a Oslo para hablar con su homólogo de la pesca y del precio de la madera.",
            None,
            "es",
        ),
        ("Министр иностранных дел прибыл во вторник в Осло на переговоры о рыбе.", "ru-RU", "ru"),
        ("外務大臣は火曜日にオスロに到着し、漁業について会談した。", None, "ja"),
        ("외무상이 화요일 오슬로에 도착하여 어업에 대해 회담했다.", None, "ko"),
        ("外交部长星期二抵达奥斯陆,就渔业问题举行会谈。", None, "zh"),
        ("وصل وزير الخارجية يوم الثلاثاء إلى أوسلو لإجراء محادثات", None, "ar"),
        ("Kim, Lee, Park, Choi, Jung", "ko", "ko"),
        ("Kim, Lee, Park, Choi, Jung", None, None),
    ],
)
def test_detect_language(text: str, declared: str | None, language: str | None) -> None:
    assert detect_language(text, declared) == language


def test_a_text_in_another_language_is_kept_with_a_note() -> None:
    article = read_article(
        Document("a.txt", "text", f"Visite à Oslo du ministre cette semaine\n\n{FRENCH}\n\n{FRENCH[:90]}.".encode())
    )
    assert article.language == "fr"
    assert article.notes == ("not English (fr): stored, not read for facts",)
