"""An explanation -> plain text for a terminal, in words that need no knowledge of scorers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from etl.explain.account import DrillAccount, Explanation, QuoteAccount, Reason, Reasons, SentenceAccount, VisitAccount
from etl.models import Article, DateMention
from etl.transform import countries

INDENT = "    "
LEGEND = (
    "How to read this. A chance of 0.80 says that four in five such cases are right. Under FOR and AGAINST stands what "
    "moved the chance, the strongest first, with the chance that it would have without it. Each is taken away alone, so "
    "what two of them say together counts little in either."
)
DATED_BY = {
    "json-ld": "the page's data for search engines",
    "meta": "the head of the page",
    "address": "the address of the page",
    "byline": "a line beside the headline or at the end",
    "dateline": "the dateline",
    "given": "your --published",
    "update": "the day of the last change; no other is known",
}
VALUES = {"list_item": "list item"}


def as_text(told: Explanation, width: int) -> str:
    """The explanation in lines of at most `width` characters; nothing in it can steer a terminal."""
    lines: list[str] = []
    for depth, first, words in _lines(told):
        lines += _wrapped(depth, first, words, width)
    return "\n".join(lines)


def plain(text: str) -> str:
    """Outside text on one line, without control characters, escapes, and marks that turn the direction of writing."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _wrapped(depth: int, first: str, words: str, width: int) -> list[str]:
    """One remark: `first` hangs before its lines, `depth` indents in."""
    if not (first or words):
        return [""]
    start = INDENT * depth + first
    return textwrap.wrap(
        plain(words),
        max(width, len(start) + 20),
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    ) or [start.rstrip()]


def _lines(told: Explanation) -> Iterator[tuple[int, str, str]]:
    """(indents, label, words) of each remark; an empty one is a blank line."""
    yield from _head(told)
    if any(a.report is not None for s in told.sentences for a in (*s.visits, *s.drills)):
        yield 0, "", ""
        yield 0, "", LEGEND
    for sentence in told.sentences:
        yield 0, "", ""
        yield from _sentence(told, sentence)


def _head(told: Explanation) -> Iterator[tuple[int, str, str]]:
    article = told.article
    yield 0, "", article.title or "(no title)"
    yield 1, "file        ", told.source
    yield 1, "outlet      ", article.outlet or "unknown"
    yield 1, "published   ", _published(article)
    if article.dateline_place or article.dateline_date:
        day = f"; {article.dateline_date}, from which weekdays are counted" if article.dateline_date else ""
        yield 1, "dateline    ", f"{article.dateline_place or 'no place'}{day}"
    yield 1, "language    ", article.language or "unknown"
    for note in dict.fromkeys((*article.notes, *told.remarks)):
        yield 1, "note        ", note
    yield (
        1,
        "found       ",
        ", ".join(
            f"{len(facts)} {name}{'' if len(facts) == 1 else 's'}"
            for facts, name in ((told.visits, "visit"), (told.drills, "drill"), (told.quotes, "quote"))
        ),
    )


def _published(article: Article) -> str:
    if article.published_date is None:
        return "unknown"
    how = article.published_from or ""
    return f"{article.published_date} (by {DATED_BY.get(how, how)})"


def _sentence(told: Explanation, item: SentenceAccount) -> Iterator[tuple[int, str, str]]:
    sentence = item.sentence
    yield 0, f"{item.number}  ", f"[{VALUES.get(sentence.kind, sentence.kind)}] {sentence.text}"
    if item.dates:
        yield 1, "dates  ", "; ".join(map(_date, item.dates))
    for visit in item.visits:
        yield from _visit(told, visit)
    for drill in item.drills:
        yield from _drill(told, drill)
    for quote in item.quotes:
        yield from _quote(told, quote)


def _date(mention: DateMention) -> str:
    words = f'"{mention.text}"'
    if mention.kind == "duration":
        return f"{words}: {mention.days} days" if mention.days else f"{words}: a length of time"
    if not (mention.date or mention.future_date):
        return f"{words}: not resolved"
    out = f"{words} is {mention.date or mention.future_date}"
    if mention.end_date:
        out += f" to {mention.end_date}"
    if mention.date and mention.future_date and mention.date != mention.future_date:
        out += f" (if still to come, {mention.future_date})"
    return out


def _country(iso3: str) -> str:
    return f"{countries.name_of(iso3)} ({iso3})"


def _visit(told: Explanation, item: VisitAccount) -> Iterator[tuple[int, str, str]]:
    pair = f"{_country(item.origin)} -> {_country(item.host)}"
    if item.fate != "found" or item.report is None:
        yield (
            1,
            "not a new visit: " if item.fate == "told already" else "no visit: ",
            f"{pair}, {item.visitor}: {item.why}",
        )
        yield from _reasons(item.reasons, 2, 2)
    else:
        report = told.visits[item.report]
        day = report.start_date or "no day"
        if report.end_date:
            day += f" to {report.end_date}"
        yield 1, "VISIT  ", f"{pair}, {day}, {report.status}, {report.visitor_name or item.visitor}"
        yield (
            2,
            "confidence  ",
            f"{report.confidence:.2f} (that it is a visit {item.chance:.2f}, {_day_share(item, report.confidence)})",
        )
        yield 2, "why         ", item.why
        yield from _reasons(item.reasons, 2)
    if item.days:
        yield (
            2,
            "days        ",
            "; ".join(
                f"{day.date} {_day_words(day.words, day.sentence)} {day.chance:.2f} ({_day_fate(day.taken, day.chance, day.least)})"
                for day in item.days[:6]
            ),
        )


def _day_share(item: VisitAccount, confidence: float) -> str:
    return f"times the chance of its day {confidence / item.chance:.2f}" if item.chance else "no day"


def _day_words(words: str | None, sentence: int) -> str:
    return "as the day of publication" if words is None else f'by "{words}" in sentence {sentence}'


def _day_fate(taken: bool, chance: float, least: float) -> str:
    if taken:
        return "taken"
    return f"too unlikely, {least:.2f} is needed" if chance < least else "less likely"


def _drill(told: Explanation, item: DrillAccount) -> Iterator[tuple[int, str, str]]:
    words = f' by "{item.words}"' if item.words else " as the day of publication" if item.fate != "by rule" else ""
    if item.report is None or item.fate == "told already":
        label = "not a new drill: " if item.fate == "told already" else "no drill: "
        who = f"{_country(item.country)}, " if item.country else ""
        yield 1, label, f"{who}{item.date}{words}: {item.why}"
        yield from _reasons(item.reasons, 2, 2)
        return
    report = told.drills[item.report]
    facts = [_country(report.country_iso3), report.drill_date or "no day", report.kind.replace("_", " "), report.status]
    facts += [report.weapon_name] if report.weapon_name else []
    facts += [f"class {report.weapon_class}"] if report.weapon_class != "unknown" else []
    facts += [f"{report.n_fired} fired"] if report.n_fired is not None else []
    facts += [f"with {', '.join(map(_country, report.partner_iso3s))}"] if report.partner_iso3s else []
    facts += [report.place] if report.place else []
    yield 1, "DRILL  ", ", ".join(facts)
    if item.chance is not None and item.country_chance is not None:
        yield (
            2,
            "confidence  ",
            (
                f"{report.confidence:.2f} (that it is on this day{words} {item.chance:.2f}, "
                f"times that this country fired {item.country_chance:.2f})"
            ),
        )
    else:
        yield 2, "confidence  ", f"{report.confidence:.2f}"
    yield 2, "why         ", f'{item.why}; cue "{report.cue}"'
    yield from _reasons(item.reasons, 2)


def _quote(told: Explanation, item: QuoteAccount) -> Iterator[tuple[int, str, str]]:
    words = textwrap.shorten(plain(item.text), 70, placeholder=" ...")
    if item.report is None:
        yield 1, "no quote: ", f"“{words}”: {item.why}"
        return
    quote = told.quotes[item.report]
    speaker = quote.speaker_name or (f'unnamed ("{quote.speaker_raw}")' if quote.speaker_raw else "no speaker")
    printed = (
        f' (printed "{quote.speaker_raw}")' if quote.speaker_name and quote.speaker_raw != quote.speaker_name else ""
    )
    yield (
        1,
        "QUOTE  ",
        f"“{words}” {speaker}{printed}, {quote.speaker_type.replace('_', ' ')}, {quote.quote_type}, {quote.confidence:.2f}",
    )
    yield 2, "why         ", item.why


def _reasons(reasons: Reasons, depth: int, most: int = 5) -> Iterator[tuple[int, str, str]]:
    for label, found in (("for         ", reasons.speak_for[:most]), ("against     ", reasons.speak_against[:most])):
        if found:
            yield depth, label, "; ".join(map(_reason, found))


def _reason(reason: Reason) -> str:
    return f"{reason.words} [{reason.chance_without:.2f} without]"
