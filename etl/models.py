"""The frozen values that pass between the stages; nothing here reads, writes or decides.

Places in a text are `start` and `end` in characters of `Article.text`, end exclusive. Dates are ISO text as
precise as the article allows (`2024-04-23`, `2024-04`, `2019`). Countries are ISO 3166-1 alpha-3 codes, `XKX` for
Kosovo, and `EU`, `UN`, `NATO`, `AU`, `ASEAN` for bodies that send visitors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Media = Literal["html", "text"]
BlockKind = Literal["headline", "standfirst", "paragraph", "heading", "list_item", "caption"]
Precision = Literal["day", "month", "year", "unknown"]
VisitStatus = Literal["planned", "ongoing", "completed", "cancelled"]
Level = Literal[
    "head_of_state_or_government",
    "deputy_head",
    "foreign_minister",
    "defence_minister",
    "minister",
    "deputy_minister",
    "parliament",
    "party",
    "military",
    "envoy",
    "other",
]
DrillKind = Literal["launch_test", "firing_drill", "simulated_strike", "satellite_launch", "military_exercise"]
WeaponClass = Literal[
    "ICBM",
    "IRBM",
    "MRBM",
    "SRBM",
    "SLBM",
    "cruise",
    "hypersonic",
    "SAM",
    "MLRS",
    "artillery",
    "satellite",
    "unknown",
]
DrillStatus = Literal["conducted", "planned", "failed"]
QuoteType = Literal["direct", "partial", "indirect"]
SpeakerType = Literal["expert", "official", "state_media", "anonymous", "other"]


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes of one saved page or text, and where they came from; `source` is what messages call it."""

    source: str
    media: Media
    data: bytes
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, caption or other unit of an article's text."""

    start: int
    end: int
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Article:
    """What a document says, without the page around it.

    `text` is the body, blocks joined by a blank line; the headline and the standfirst are its first blocks where the
    document has them. `published_date` is a day (`YYYY-MM-DD`) or None; `published_from` names what said so
    (`json-ld`, `meta`, `address`, `byline`, `dateline`, `given`, or `update` for the day of the last change where no
    other is known). `dateline_date` is the day in the dateline, where it has one: weekdays are counted from it before
    `published_date`. `notes` are remarks for the user.
    """

    text: str
    blocks: tuple[Block, ...]
    content_sha256: str
    text_sha256: str
    language: str | None = "en"
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published_date: str | None = None
    published_from: str | None = None
    dateline_place: str | None = None
    dateline_date: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article; `block` is the index of its block."""

    index: int
    start: int
    end: int
    text: str
    block: int
    kind: BlockKind


CountryMentionKind = Literal["name", "adjective", "capital", "city", "metonym", "body"]


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Words that stand for a country: its name, adjective or demonym, a city, a metonym, or an international body."""

    start: int
    end: int
    text: str
    iso3: str
    kind: CountryMentionKind


DateMentionKind = Literal["absolute", "weekday", "relative", "anaphoric", "duration"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell when, or for how long.

    `date` is the reading for past events and `future_date` the one for coming events; they differ only where the
    words leave it open ("on Friday", "in May"). Both are None where nothing can be said without inventing.
    `end_date` closes a range. `kind` "anaphoric" counts from another date of the text ("the previous day"), and
    `days` is the length of a "duration" ("three-day"), which has no date of its own.
    """

    start: int
    end: int
    text: str
    kind: DateMentionKind
    date: str | None
    future_date: str | None
    end_date: str | None = None
    days: int | None = None

    @property
    def precision(self) -> Precision:
        return precision_of(self.date)


def precision_of(date: str | None) -> Precision:
    """Precision of an ISO date text of 4, 7 or 10 characters."""
    return {4: "year", 7: "month", 10: "day"}.get(len(date or ""), "unknown")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Office:
    """One person's hold of one office; `since` and `until` are ISO dates, None where open or unknown."""

    name: str
    iso3: str
    title: str
    level: Level
    since: str | None
    until: str | None


Gender = Literal["f", "m"]
MentionKind = Literal["full", "short", "title", "pronoun"]


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A place that speaks of a person: the whole name, a part of it, a title alone, or a pronoun."""

    start: int
    end: int
    text: str
    person: int
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Person:
    """Someone an article names, gathered over all mentions; `named` is False where it gives a title only, which then
    stands in `name` ("the Iranian foreign minister").

    `title` and `affiliation` are as printed, `iso3` the state the person stands for (None for private persons and
    where unknown), `level` the rank in that state. `offices` are the dated offices that the lexicon knows for this
    name, None of which needs to be the one held at the time of the article.
    """

    index: int
    name: str
    named: bool = True
    title: str | None = None
    affiliation: str | None = None
    iso3: str | None = None
    level: Level | None = None
    gender: Gender | None = None
    former: bool = False
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitReport:
    """A visit as one article tells it."""

    visitor_iso3: str
    host_iso3: str
    status: VisitStatus
    cue: str
    evidence_start: int
    evidence_end: int
    confidence: float
    start_date: str | None = None
    end_date: str | None = None
    visitor_name: str | None = None
    visitor_title: str | None = None
    level: Level | None = None
    delegation: str | None = None
    city: str | None = None
    purpose: str | None = None
    found_by: str = "rules"
    origin_source: str | None = None
    origin_iso3: str | None = None


@dataclass(frozen=True, slots=True)
class DrillReport:
    """A missile launch, drill or exercise as one article tells it; `weapon_classes` and `partner_iso3s` are sorted."""

    country_iso3: str
    kind: DrillKind
    weapon_class: WeaponClass
    status: DrillStatus
    cue: str
    evidence_start: int
    evidence_end: int
    confidence: float
    drill_date: str | None = None
    partner_iso3s: tuple[str, ...] = ()
    weapon_name: str | None = None
    weapon_classes: tuple[WeaponClass, ...] = ()
    n_fired: int | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    distance_km: float | None = None
    apogee_km: float | None = None
    announced_by: str | None = None
    found_by: str = "rules"
    origin_source: str | None = None
    origin_iso3: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted passage and its speaker; `quote` is the text between the marks, `text[quote_start:quote_end]`.

    A passage over several paragraphs is one quote, its place from the first mark to the last; the marks that open its
    further paragraphs stand in that place but are no part of `quote`. `reason` says in a few
    words why the speaker has this type.
    """

    quote: str
    quote_type: QuoteType
    speaker_type: SpeakerType
    quote_start: int
    quote_end: int
    pre: str
    post: str
    confidence: float
    speaker_name: str | None = None
    speaker_raw: str | None = None
    speaker_title: str | None = None
    affiliation: str | None = None
    speaker_country_iso3: str | None = None
    cue_verb: str | None = None
    is_floating: bool = False
    reason: str | None = None
    found_by: str = "rules"


EventKind = Literal["visit", "drill"]


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """What a quote is about: country pairs, and events by their index among the article's visits or drills."""

    dyads: tuple[str, ...] = ()
    events: tuple[tuple[EventKind, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedFact:
    """What a reader told and the article does not bear out; `claim` is JSON, `reason` a word to count by."""

    found_by: str
    kind: str
    reason: str
    detail: str
    passage: str
    claim: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything found in one article; `links[i]` belongs to `quotes[i]`, `origin_source` is on what the story rests,
    `readers` have read it to its end."""

    visits: tuple[VisitReport, ...] = ()
    drills: tuple[DrillReport, ...] = ()
    quotes: tuple[Quote, ...] = ()
    links: tuple[QuoteLink, ...] = ()
    origin_source: str | None = None
    readers: tuple[str, ...] = ("rules",)
    rejected: tuple[RejectedFact, ...] = ()
