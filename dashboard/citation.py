"""An event as a citation to copy: plain text, BibTeX or RIS, with every article that tells of it.

Titles and names are other people's text: control characters and line breaks go, and what a format reads as a command is
escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dashboard import cards
from dashboard.database import Row
from dashboard.queries import Kind

# Marks that turn the direction of writing could make a citation read as another.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One article: `number` in this database, `published` an ISO day or empty, `address` http or https or empty."""

    number: int
    outlet: str
    title: str
    author: str
    published: str
    address: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One event as it was on the day `accessed` (ISO)."""

    kind: Kind
    number: int
    what: str
    when: str
    status: str
    counted: str
    review: str
    coder: str
    address: str
    accessed: str
    sources: tuple[Source, ...]

    def record(self) -> str:
        """ "DyadWatch visit:12"."""
        return f"DyadWatch {self.kind}:{self.number}"


def cite(kind: Kind, row: Mapping[str, Any], reports: Sequence[Row], *, address: str, accessed: str) -> Citation:
    """The citation of an event (a row of `queries.event`) with its reports (rows of `queries.sources`)."""
    articles = {report["article_id"]: report for report in reports}
    coders = sorted({clean(report["coder_version"]) for report in articles.values()})
    return Citation(
        kind, row[f"{kind}_id"], clean(cards.event_title(row)), cards.event_dates(row),
        cards.words(row[f"{kind}_status"]).lower(), _counted(row), row["review_status"],
        ", ".join(coders) or "not known", address, accessed, tuple(map(_source, articles.values())),
    )  # fmt: skip


def clean(text: str | None) -> str:
    """Text in one line, without control characters and marks that turn its direction."""
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs") and c not in TURNING else " " for c in text or "")
    return " ".join("".join(kept).split())


def plain(told: Citation) -> str:
    """What, when, where it stands, and the sources as a numbered list."""
    coder = f"coder version {told.coder}, " if told.sources else ""
    lines = [
        f"{told.what}, {told.when} ({told.status}).",
        f"{told.record()}, {told.counted}, {coder}{told.review}, accessed {told.accessed}, {told.address}",
    ]
    for place, source in enumerate(told.sources, start=1):
        said = [source.author, source.outlet, f"“{source.title}”", source.published or "undated", source.address]
        lines.append(f"{place}. " + ", ".join(part for part in said if part))
    return "\n".join(lines)


def bibtex(told: Citation) -> str:
    """An entry for the record and one for each article."""
    note = f"{told.record()}, {told.counted}, coder version {told.coder}, {told.review}"
    entries = [
        _entry(f"dyadwatch-{told.kind}-{told.number}", title=f"{told.what}, {told.when} ({told.status})",
               howpublished="DyadWatch", note=note, url=told.address, urldate=told.accessed)
    ]  # fmt: skip
    for source in told.sources:
        entries.append(
            _entry(f"dyadwatch-article-{source.number}", author=source.author,
                   title=source.title, howpublished=source.outlet, date=source.published, year=source.published[:4],
                   url=source.address, urldate=told.accessed if source.address else "")
        )  # fmt: skip
    return "\n\n".join(entries)


def _entry(key: str, **fields: str) -> str:
    lines = [f"  {name} = {{{_tex(name, value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _tex(name: str, value: str) -> str:
    if name == "url":
        return quote(value, safe="%:/?#[]@!$&'()*+,;=~-._")
    text = "".join(TEX.get(c, c) for c in value)
    # A second pair of braces: "and" or a comma in a byline does not make two authors of it.
    return f"{{{text}}}" if name == "author" else text


def ris(told: Citation) -> str:
    """A DATA record and a NEWS record for each article."""
    note = f"{told.record()}, {told.counted}, coder version {told.coder}, {told.review}"
    records = [
        _record("DATA", ("ID", f"dyadwatch-{told.kind}-{told.number}"), ("TI", f"{told.what}, {told.when} ({told.status})"),
                ("PB", "DyadWatch"), ("N1", note), ("UR", told.address), ("Y2", told.accessed.replace("-", "/")))
    ]  # fmt: skip
    for source in told.sources:
        records.append(
            _record("NEWS", ("ID", f"dyadwatch-article-{source.number}"), ("AU", source.author), ("TI", source.title),
                    ("T2", source.outlet), ("PY", source.published[:4]), ("DA", source.published.replace("-", "/")),
                    ("UR", source.address), ("Y2", told.accessed.replace("-", "/") if source.address else ""))
        )  # fmt: skip
    return "\n\n".join(records)


def _record(kind: str, *fields: tuple[str, str]) -> str:
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\n".join([f"TY  - {kind}", *lines, "ER  - "])


def _source(report: Row) -> Source:
    return Source(
        report["article_id"], clean(cards.source(report)), clean(report["title"]) or "Untitled", clean(report["author"]),
        report["published_date"] or "", clean(cards.web_address(report["url"])),
    )  # fmt: skip


def _counted(row: Mapping[str, Any]) -> str:
    counts = ((row["n_articles"], "report"), (row["n_outlets"], "outlet"), (row["n_origins"], "origin"))
    return ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts)
