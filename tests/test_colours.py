"""The one palette holds on both themes, on the shaded lanes, and for the three common colour deficiencies."""

from itertools import combinations

import pytest

from dashboard import charts

GROUNDS = {"light": "#FFFFFF", "light lane": "#F2F2F2", "dark": "#171614", "dark lane": "#22211E"}
# Linear RGB as seen with a full deficiency: Machado, Oliveira and Fernandes 2009, severity 1.
SEEN = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)
Triple = tuple[float, ...]


def linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def lab(light: Triple) -> Triple:
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (part / white for part, white in zip(times(XYZ, light), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("mark", charts.COLOURS)
def test_contrast_with_every_ground(mark: charts.Mark, ground: str) -> None:
    high, low = sorted(
        (times(XYZ, linear(colour))[1] for colour in (charts.COLOURS[mark], GROUNDS[ground])), reverse=True
    )
    assert (high + 0.05) / (low + 0.05) >= 3.5


@pytest.mark.parametrize("sight", SEEN)
def test_marks_are_told_apart(sight: str) -> None:
    """CIE76 distance; of Streamlit's own first three colours the least is 33."""
    seen = [
        lab(tuple(min(1.0, max(0.0, part)) for part in times(SEEN[sight], linear(c)))) for c in charts.COLOURS.values()
    ]
    least = min(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5 for pair in combinations(seen, 2))
    assert least >= (100 if sight == "normal" else 60)
