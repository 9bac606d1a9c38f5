"""What a model will be sent and what that costs, said before the first request."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.reader.ask import EXPECTED_ANSWER
from etl.reader.prompt import Request

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """Tokens are estimates; `characters` are those of the articles' texts that are sent, counted."""

    articles: int
    requests: int
    characters: int
    tokens_read: int
    tokens_written: int

    def as_text(self, price: tuple[float, float] | None = None) -> str:
        """One line; `price` is what a million tokens cost to read and to write."""
        told = (
            f"{self.articles:,} articles in {self.requests:,} requests, about {self.tokens_read:,} tokens to read and "
            f"{self.tokens_written:,} to write"
        )
        if price is None:
            return told
        return f"{told}, about {(self.tokens_read * price[0] + self.tokens_written * price[1]) / MILLION:,.2f} at the price given"


def estimate(wanting: Mapping[str, Sequence[Request]]) -> Estimate:
    """The cost of all requests that have no answer yet, the same one of several articles counted once."""
    unique = {request.id: request for requests in wanting.values() for request in requests}
    return Estimate(
        sum(bool(requests) for requests in wanting.values()),
        len(unique),
        sum(request.part.end - request.part.start for request in unique.values()),
        sum(request.tokens for request in unique.values()),
        len(unique) * EXPECTED_ANSWER,
    )


def is_loopback(host: str) -> bool:
    """True for this machine itself, by its usual name or a loopback address; other names are not looked up."""
    if host.casefold() in ("localhost", "localhost."):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def what_leaves(told: Estimate, url: str, host: str) -> str:
    """The sentence that asks for leave to send."""
    open_line = " unencrypted" if url.startswith("http://") else ""
    return (
        f"The text of {told.articles:,} articles ({told.characters:,} characters), with their days of publication, will be "
        f"sent{open_line} to {host}. Nothing else is."
    )


def reasons(counted: Iterable[tuple[str, int]]) -> str:
    """ "date 4, passage 2"."""
    return ", ".join(f"{reason} {n}" for reason, n in counted)
