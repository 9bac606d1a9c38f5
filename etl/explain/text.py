"""An explanation -> plain text for a terminal, in words that need no knowledge of scorers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from etl.explain.account import (
    DayChance,
    DrillAccount,
    Explanation,
    LauncherChance,
    QuoteAccount,
    ReaderAccount,
    Reasons,
    SentenceAccount,
    StateChance,
    VisitAccount,
)
from etl.models import Article, DateMention
from etl.terminal import plain
from etl.transform import countries

INDENT = "    "
# How many objections to a near-miss, how many days of a visit and how many characters of a quote are shown.
OBJECTIONS = 2
MOST_DAYS = 4
QUOTED = 70
# Indents, label, words.
Line = tuple[int, str, str]
LEGEND = (
    "Chances (0 to 1) are estimates learnt from annotated articles. Lines with + speak for what was decided above them and "
    "lines with - against, the strongest first; in brackets stands what the chance would be without that line. Each is "
    "taken away alone, so what two lines say alike counts little in either."
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


def _lines(told: Explanation) -> Iterator[Line]:
    """(indents, label, words) of each remark; an empty one is a blank line."""
    yield from _head(told)
    if not (told.sentences or told.remarks):
        yield (
            1,
            "",
            "Nothing was found and nothing came near it; --all shows every sentence and all that was considered.",
        )
    if told.visits or told.drills:
        yield 0, "", ""
        yield 0, "", LEGEND
    for sentence in told.sentences:
        yield 0, "", ""
        yield from _sentence(told, sentence)
    for reader in told.readers:
        yield 0, "", ""
        yield from _reader(reader)


def _head(told: Explanation) -> Iterator[Line]:
    article = told.article
    yield 0, "", article.title or "(no title)"
    yield 1, "file        ", told.source
    yield 1, "outlet      ", article.outlet or "unknown"
    yield 1, "published   ", _published(article)
    if article.dateline_place or article.dateline_date:
        day = f"; {article.dateline_date}, from which weekdays are counted" if article.dateline_date else ""
        yield 1, "dateline    ", f"{article.dateline_place or 'no place'}{day}"
    yield 1, "language    ", article.language or "unknown"
    for note in told.remarks or article.notes:
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


def _sentence(told: Explanation, item: SentenceAccount) -> Iterator[Line]:
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


def _visit(told: Explanation, item: VisitAccount) -> Iterator[Line]:
    pair = f"{_country(item.origin)} -> {_country(item.host)}"
    if item.fate != "found" or item.report is None:
        label = "same visit: " if item.fate == "told already" else "no visit: "
        yield 1, label, f"{pair}, {item.visitor}: {item.why}{_objections(item.reasons)}"
    else:
        report = told.visits[item.report]
        day = report.start_date or "no day"
        day += f" to {report.end_date}" if report.end_date else ""
        yield 1, "VISIT  ", f"{pair}, {day}, {report.status}, {report.visitor_name or item.visitor}"
        share = f"that it is a visit {item.chance:.2f}"
        if item.day_chance is not None:
            share += f", times {item.day_chance:.2f} that this is its day"
        yield 2, "confidence  ", f"{report.confidence:.2f} ({share})"
        yield 2, "why         ", item.why
        yield from _reasons(item.reasons)
        if item.states:
            yield 2, "status      ", _states(item.states, report.status)
    if item.days:
        yield 2, "days        ", "; ".join(map(_day, item.days[:MOST_DAYS]))


def _states(states: Sequence[StateChance], status: str) -> str:
    judged = ", ".join(f"{state.status} {state.chance:.2f}" for state in states)
    if states[0].status == status:
        return judged
    return f"{judged}; {status} by rule or by another sentence: it has just begun and no end is told, or it is told as such"


def _day(day: DayChance) -> str:
    words = "as the day of publication" if day.words is None else f'by "{day.words}" in sentence {day.sentence}'
    fate = "less likely" if day.chance >= day.least else f"too unlikely, {day.least:.2f} is needed"
    return f"{day.date} {words}: {day.chance:.2f}, {'taken' if day.taken else fate}"


def _drill(told: Explanation, item: DrillAccount) -> Iterator[Line]:
    if item.report is None or item.fate == "told already":
        label = "same drill: " if item.fate == "told already" else "no drill: "
        who = f"{_country(item.country)}, " if item.country else ""
        yield 1, label, f"{who}{item.date} {_said(item.words)}: {item.why}{_objections(item.reasons)}"
        return
    report = told.drills[item.report]
    facts = [_country(report.country_iso3), report.drill_date or "no day", report.kind.replace("_", " "), report.status]
    facts += [report.weapon_name] if report.weapon_name else []
    facts += [f"class {report.weapon_class}"] if report.weapon_class != "unknown" else []
    facts += [f"{report.n_fired} fired"] if report.n_fired is not None else []
    facts += [f"with {', '.join(map(_country, report.partner_iso3s))}"] if report.partner_iso3s else []
    facts += [report.place] if report.place else []
    yield 1, "DRILL  ", ", ".join(facts)
    share = ""
    if item.chance is not None and item.country_chance is not None:
        share = f" (that this day {_said(item.words)} is its own {item.chance:.2f}, times {item.country_chance:.2f} that this country fired)"
    yield 2, "confidence  ", f"{report.confidence:.2f}{share}"
    yield 2, "why         ", f'{item.why}; cue word "{report.cue}"'
    yield from _reasons(item.reasons)
    if item.launchers:
        yield 2, "who fired   ", "; ".join(map(_launcher, item.launchers[:MOST_DAYS]))


def _launcher(state: LauncherChance) -> str:
    return f"{_country(state.country)} {state.chance:.2f}, {'taken' if state.taken else 'not taken'}"


def _said(words: str | None) -> str:
    return f'by "{words}"' if words else "as the day of publication"


def _quote(told: Explanation, item: QuoteAccount) -> Iterator[Line]:
    words = _shortened(item.text)
    if item.report is None:
        yield 1, "no quote: ", f"{words}: {item.why}"
        return
    quote = told.quotes[item.report]
    speaker = quote.speaker_name or (f'unnamed, "{quote.speaker_raw}"' if quote.speaker_raw else "no speaker")
    if quote.speaker_name and quote.speaker_raw != quote.speaker_name:
        speaker += f' (here "{quote.speaker_raw}")'
    kind = quote.speaker_type.replace("_", " ")
    yield 1, "QUOTE  ", f"{words} {speaker}, {kind}, {quote.quote_type}, {quote.confidence:.2f}"
    yield 2, "why         ", item.why


def _reader(item: ReaderAccount) -> Iterator[Line]:
    kept = (*item.visits, *item.drills, *item.quotes)
    of = "" if item.answered == item.parts else f" to {item.answered} of {item.parts} parts; ingest waits for all"
    yield 0, "", f"Answer of {item.reader}{of}: {len(kept)} borne out by the article, {len(item.rejected)} rejected"
    for visit in item.visits:
        pair = f"{_country(visit.visitor_iso3)} -> {_country(visit.host_iso3)}"
        who = f", {visit.visitor_name}" if visit.visitor_name else ""
        yield 1, "VISIT  ", f"{pair}, {visit.start_date or 'no day'}, {visit.status}{who}"
    for drill in item.drills:
        kind = drill.kind.replace("_", " ")
        yield 1, "DRILL  ", f"{_country(drill.country_iso3)}, {drill.drill_date or 'no day'}, {kind}, {drill.status}"
    for quote in item.quotes:
        yield 1, "QUOTE  ", f"{_shortened(quote.quote)} {quote.speaker_name or quote.speaker_raw or 'no speaker'}"
    for fact in item.rejected:
        yield 1, f"rejected {fact.kind}: ", f"{fact.reason}: {fact.detail}"
        yield 2, "passage     ", _shortened(fact.passage) if fact.passage else "none was given"
        yield 2, "told        ", fact.claim


def _shortened(words: str) -> str:
    return f"“{textwrap.shorten(plain(words), QUOTED, placeholder=' ...')}”"


def _reasons(reasons: Reasons) -> Iterator[Line]:
    for sign, found in (("+ ", reasons.speak_for), ("- ", reasons.speak_against)):
        for reason in found:
            yield 2, sign, f"{reason.words} ({reason.chance_without:.2f})"


def _objections(reasons: Reasons) -> str:
    """What speaks most against a near-miss."""
    against = "; ".join(f"{r.words} ({r.chance_without:.2f} without)" for r in reasons.speak_against[:OBJECTIONS])
    return f"; against it: {against}" if against else ""
