"""A result for people (an aligned table) and for machines (plain data for JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from etl.evaluate.calibration import BANDS, PROMISE, Calibration
from etl.evaluate.figures import Figure, Interval, Rate
from etl.evaluate.measure import Result
from etl.evaluate.merging import Merging

DIGITS = 4


def as_data(result: Result) -> dict[str, Any]:
    """Figures by name, rounded to four digits; an interval is [low, high], or null where there is nothing to count."""
    return {
        "articles": len(result.articles),
        "not_in_database": result.not_in_database,
        **{figure.name: _figure_data(figure) for figure in result.figures},
        "merging": {m.kind: _merging_data(m) for m in result.merging},
        "calibration": {c.kind: _calibration_data(c) for c in result.calibration},
        **({"readers": {name: as_data(one) for name, one in result.by_reader.items()}} if result.by_reader else {}),
    }


def _figure_data(figure: Figure) -> dict[str, Any]:
    return {
        "precision": round(figure.precision.value, DIGITS),
        "recall": round(figure.recall.value, DIGITS),
        "f1": round(figure.f1, DIGITS),
        "gold": figure.gold,
        "found": figure.found,
        "hit": figure.hit,
        "precision_95": _rounded(figure.precision.interval),
        "recall_95": _rounded(figure.recall.interval),
        "f1_95": _rounded(figure.f1_interval),
        "fields": {
            name: {"accuracy": round(rate.value, DIGITS), **_rate_data(rate)} for name, rate in figure.fields.items()
        },
    }


def _merging_data(merging: Merging) -> dict[str, Any]:
    return {
        "reports": len(merging.reports),
        "precision": round(merging.precision.value, DIGITS),
        "recall": round(merging.recall.value, DIGITS),
        "f1": round(merging.f1, DIGITS),
        "gold_pairs": merging.gold,
        "found_pairs": merging.found,
        "hit_pairs": merging.hit,
        "b3_precision": round(merging.b3_precision, DIGITS),
        "b3_recall": round(merging.b3_recall, DIGITS),
    }


def _rate_data(rate: Rate) -> dict[str, Any]:
    return {"right": rate.right, "of": rate.of, "interval_95": _rounded(rate.interval)}


def _calibration_data(calibration: Calibration) -> dict[str, Any]:
    bands = [{"from": i / BANDS, "to": (i + 1) / BANDS, **_rate_data(rate)} for i, rate in enumerate(calibration.bands)]
    return {"bands": bands, "keeps_promise": calibration.keeps_promise}


def _rounded(interval: Interval | None) -> list[float] | None:
    return [round(end, DIGITS) for end in interval] if interval else None


def as_text(result: Result) -> str:
    """The figures, the fields, the merging and the calibration as tables; "-" stands where there is nothing to count."""
    figures = [["", "hit", "gold", "found", "precision", "recall", "F1"]]
    fields = [["field", "right", "of", "accuracy"]]
    for f in result.figures:
        f1 = _share(f.f1, f.f1_interval)
        figures.append([f.name, str(f.hit), str(f.gold), str(f.found), _rate(f.precision), _rate(f.recall), f1])
        fields += [[f"{f.name} {name}", str(rate.right), str(rate.of), _rate(rate)] for name, rate in f.fields.items()]
    merging = [["kind", "reports", "hit", "gold", "found", "precision", "recall", "B3 precision", "B3 recall"]]
    merging += [
        [
            *(m.kind, str(len(m.reports)), str(m.hit), str(m.gold), str(m.found)),
            *(_rate(m.precision), _rate(m.recall), f"{m.b3_precision:.3f}", f"{m.b3_recall:.3f}"),
        ]
        for m in result.merging
        if m.reports
    ]
    bands = [["confidence", *(f"{i / BANDS:.1f}-{(i + 1) / BANDS:.1f}" for i in range(BANDS))]]
    bands += [[c.kind, *_bands(c)] for c in result.calibration]
    absent = len(result.not_in_database)
    lines = [f"{len(result.articles)} articles, {absent} not in the database; in brackets 95 % intervals", ""]
    lines += [*_aligned(figures), ""]
    if len(fields) > 1:
        lines += ["Fields of records that agree", "", *_aligned(fields), ""]
    if len(merging) > 1:
        lines += ["Merging: pairs of right reports that gold gives the same event", "", *_aligned(merging), ""]
    lines += ["Right facts by confidence", "", *_aligned(bands), "", *map(_verdict, result.calibration)]
    if result.by_reader:
        lines += [
            "",
            "By reader; a fact found by several counts for each, as it is stored",
            "",
            *_aligned(_side_by_side(result)),
            "",
            "Right facts by confidence and reader",
            "",
            *_aligned([bands[0], *_bands_by_reader(result)]),
        ]
    return "\n".join(lines)


def _bands(calibration: Calibration) -> list[str]:
    return [f"{rate.right} of {rate.of}" if rate.of else "-" for rate in calibration.bands]


def _bands_by_reader(result: Result) -> list[list[str]]:
    return [[f"{c.kind} {name}", *_bands(c)] for name, one in result.by_reader.items() for c in one.calibration]


def _side_by_side(result: Result) -> list[list[str]]:
    """Each figure of each reader and of all together, and how many of its right facts no other reader found."""
    rows = [["", "reader", "hit", "found", "precision", "recall", "F1", "alone"]]
    for number in range(len(result.figures)):
        for name, one in (*result.by_reader.items(), ("all", result)):
            f = one.figures[number]
            alone = "" if one is result else str(_alone(result, f.name, name))
            shares = [f"{f.precision.value:.3f}", f"{f.recall.value:.3f}", f"{f.f1:.3f}"]
            rows.append([f.name, name, str(f.hit), str(f.found), *shares, alone])
    return rows


def _alone(result: Result, figure: str, reader: str) -> int:
    return sum(found["found_by"] == reader for *_, scores in result.articles for _, found in scores[figure].right)


def _verdict(calibration: Calibration) -> str:
    top, floor = calibration.bands[-1], (BANDS - 1) / BANDS
    if calibration.keeps_promise is None:
        return f"{calibration.kind}: none has a confidence of {floor} or more"
    answer = "at least" if calibration.keeps_promise else "less than"
    return f"{calibration.kind}: of those at {floor} or more {_rate(top)} are right, {answer} {PROMISE:.0%}"


def _rate(rate: Rate) -> str:
    return _share(rate.value, rate.interval)


def _share(value: float, interval: Interval | None) -> str:
    return f"{value:.3f} ({interval[0]:.2f}-{interval[1]:.2f})" if interval else "-"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join(cells).rstrip()
