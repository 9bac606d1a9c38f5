import pytest

from etl.transform import quotes


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("“It is a signal,” said Dagny Oversund, a senior fellow at the Halvard Institute.",),
            [("It is a signal,", "Dagny Oversund", "expert", False)],
        ),
        (
            ('Tobias Merrow, a professor at Skerry University, said: "Look at the ports."',),
            [("Look at the ports.", "Tobias Merrow", "expert", False)],
        ),
        (
            ("“It began well,” said Mary Tolland, an analyst at the Gannet Institute.", "“It ended badly,” she said."),
            [("It began well,", "Mary Tolland", "expert", False), ("It ended badly,", "Mary Tolland", "expert", False)],
        ),
        (
            ("“We saw it,” a Western diplomat said.",),
            [("We saw it,", None, "anonymous", False)],
        ),
        (("The so-called “axis” has no office.",), []),
    ],
)
def test_quotes(read, paragraphs: tuple[str, ...], expected: list[tuple[object, ...]]) -> None:
    reading = read(*paragraphs)
    found = quotes.find(reading)
    assert [(q.quote, q.speaker_name, q.speaker_type, q.is_floating) for q in found] == expected
    assert all(reading.article.text[q.quote_start : q.quote_end] == q.quote for q in found)


def test_quote_over_two_paragraphs_is_one(read) -> None:
    found = quotes.find(
        read("“It began well,” said Mary Tolland, an analyst. “Nobody minded.", "“And then it rained.”")
    )
    assert [q.quote for q in found] == ["It began well,", "Nobody minded.\n\nAnd then it rained."]
