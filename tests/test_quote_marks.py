import pytest

from etl.models import Block
from etl.transform import quote_marks


def find(*paragraphs: str, kind: str = "paragraph") -> list[list[str]]:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph), kind))
        text += paragraph
    return [[text[p.start : p.end] for p in passage.parts] for passage in quote_marks.find(text, blocks)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("“We are ready,” she said.", ["We are ready,"]),
        ('"We are ready," she said. "Are you?"', ["We are ready,", "Are you?"]),
        ("''We are ready,'' she said.", ["We are ready,"]),
        ("``We are ready,'' she said.", ["We are ready,"]),
        ("«We are ready», she said.", ["We are ready"]),
        ("„We are ready“, she said.", ["We are ready"]),
        # A mark turned the wrong way is read by the spaces around it.
        ("”We are ready,” she said.", ["We are ready,"]),
        ("“We are ready,“ she said.", ["We are ready,"]),
        # British single marks, with apostrophes inside.
        ("‘We’re ready and the allies’ plans aren’t,’ she said.", ["We’re ready and the allies’ plans aren’t,"]),
        ("It was, she said, ‘not nothing’.", ["not nothing"]),
        ("'We don't know,' he said.", ["We don't know,"]),
        # Nested marks belong to the passage around them.
        ("“They asked, ‘Who is that?’ and left,” he said.", ["They asked, ‘Who is that?’ and left,"]),
        ("‘They shouted “Go home” at us,’ he said.", ["They shouted “Go home” at us,"]),
        ("\"'A month' became five weeks,\" he said.", ["'A month' became five weeks,"]),
        # No passages: apostrophes, inches, decades.
        ("The workers’ council met in the ’90s at the mayors’ request.", []),
        ('A 12" pipe and a 6" one lay there.', []),
        ("The ministers' cars weren't there.", []),
        # Unbalanced: an opening mark without its closing one runs to the end of the paragraph.
        ("He said: “We are ready. Nobody else is.", ["We are ready. Nobody else is."]),
    ],
)
def test_marks_in_one_paragraph(paragraph: str, expected: list[str]) -> None:
    assert [parts[0] for parts in find(paragraph)] == expected


def test_passage_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    assert find("“It began well.", "“And then it rained,” she said. “Twice.”") == [
        ["It began well.", "And then it rained,"],
        ["Twice."],
    ]


def test_single_marks_go_on_as_well() -> None:
    assert find("‘It began well.", "‘And then it rained.’") == [["It began well.", "And then it rained."]]


def test_passage_without_end_stops_before_a_paragraph_without_marks() -> None:
    assert find("“It began well.", "Nobody minded.", "“It rained,” she said.") == [["It began well."], ["It rained,"]]


def test_transcript_labels_part_the_speakers() -> None:
    assert find('"HOLM: Who paid?', '"BERG: Nobody."') == [["HOLM: Who paid?"], ["BERG: Nobody."]]


@pytest.mark.parametrize("kind", ["headline", "standfirst", "heading"])
def test_headlines_repeat_the_body_and_are_left_out(kind: str) -> None:
    assert find("“We are ready,” says minister", kind=kind) == []


def test_places_are_exact() -> None:
    text = "Aye. “We are ready,” she said."
    (passage,) = quote_marks.find(text, [Block(0, len(text))])
    (part,) = passage.parts
    assert (text[part.outer_start], text[part.outer_end - 1], part.closed) == ("“", "”", True)
