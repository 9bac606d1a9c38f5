"""Bodies that speak: ministries, agencies, staffs and state media, and speakers without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.models import SpeakerType

STATE_MEDIA = re.compile(
    r"\b(?:KCNA|Korean Central News Agency|Rodong Sinmun|Xinhua|Global Times|People[’']s Daily|IRNA|Fars(?: news agency)?|Tasnim|Press TV|"
    r"TASS|RIA Novosti|Sputnik|SANA|Granma|CCTV|state (?:news agency|media|television|TV|radio)|official (?:news agency|media)|[Ss]tate-run \w+)\b"
)
# A body's name: capitalised words around what such bodies are called, or the plain word with "the".
BODY = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*(?:['’]s)? ){0,4}(?:Joint Chiefs of Staff|Joint Staff|News Agency|Ministry|Department|Command|Agency|Commission|Council|"
    r"Committee|Office|Administration|Guards?|Corps|Forces|Embassy|Secretariat|Organi[sz]ation|Bureau|Academy|Zoo|Headquarters|Union|Party|Group|Association)"
    r"(?: (?:of|for|on|and) (?:the )?(?:[A-Z][\w’-]+)(?: (?:of|and) [A-Z][\w’-]+| [A-Z][\w’-]+){0,3})?(?: \([A-Z][A-Za-z]{1,6}\))?"
    r"|(?:[A-Z][\w’'-]+ )?(?:foreign|defen[cs]e|unification|interior|external affairs|joint|general) (?:ministry|headquarters|staff)"
    r"|KCNA|JCS|IRNA|TASS|Xinhua|DRDO|IRGC|ISPR|Pentagon|Kremlin|White House|Elysee|Élysée|Downing Street|State Department|Blue House|Hamas|Hezbollah)"
)
UNNAMED = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Tt]he|[Tt]wo|[Ss]ome|[Ss]enior|[Aa]nother|[Ss]everal) (?:[\w-]+ ){0,5}?(?:officials?|diplomats?|sources?|analysts?|experts?|aides?|"
    r"spokes(?:man|woman|person)|officers?|residents?|witness(?:es)?|member of [\w ]{3,30}|government|statement|observers?|lawmakers?|"
    r"researchers?|vendors?|colleague|reader|headline|banner|caption|voice|soldier|woman|man|commentary|editorial|report|tweet|post)\b|\b[Oo]fficials\b|\b[Aa]nalysts\b"
)


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body or unnamed speaker in the text; `name` is None where nobody is named."""

    start: int
    end: int
    name: str | None
    speaker_type: SpeakerType
    reason: str

    @property
    def unnamed(self) -> bool:
        return self.name is None


def find(text: str, start: int, end: int) -> list[BodyMention]:
    """The bodies and unnamed speakers in text[start:end], by place."""
    out: list[BodyMention] = []
    for match in STATE_MEDIA.finditer(text, start, end):
        named = not re.match(r"(?:state|official|State-run|state-run)\b", match[0])
        out.append(BodyMention(*match.span(), match[0] if named else None, "state_media", f"state media: {match[0]}"))
    for pattern, kind in ((BODY, "official"), (UNNAMED, "anonymous")):
        for match in pattern.finditer(text, start, end):
            if any(m.start < match.end() and match.start() < m.end for m in out):
                continue
            name = match[0] if kind == "official" else None
            out.append(BodyMention(*match.span(), name, kind, f"{'body' if name else 'unnamed'}: {match[0]}"))  # type: ignore[arg-type]
    return sorted(out, key=lambda m: m.start)


def fullest(text: str, body: BodyMention) -> str | None:
    return _fullest(text, body.name) if body.name else None


def _fullest(text: str, name: str) -> str:
    """The fullest way in which the article writes a body's name: "JCS" is its "Joint Chiefs of Staff (JCS)"."""
    acronym = name if name.isupper() and " " not in name else None
    best = name
    for match in BODY.finditer(text):
        other = match[0]
        if (acronym and (f"({acronym})" in other or _initials(other) == acronym)) or (not acronym and name in other):
            best = max(best, other, key=len)
    if acronym == "KCNA" and "Korean Central News Agency" in text and best == name:
        return "Korean Central News Agency"
    return best


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.sub(r"\(.*?\)", "", name).split() if word[0].isupper())
