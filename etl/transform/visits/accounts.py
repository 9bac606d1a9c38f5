"""What was considered on the way to the visits of an article, for whoever wants to know why."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from etl.models import VisitReport
from etl.transform.visits.candidates import Candidate
from etl.transform.visits.day_features import Option
from etl.transform.visits.trips import Trip


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate as it was looked at: the features of both looks, the chance that the first gave it, and the last one.

    `opinion` is what the encoder said, None where it was not asked.
    """

    candidate: Candidate
    words: Set[str]
    first: float
    again: dict[str, float]
    chance: float
    opinion: float | None = None

    @property
    def denied(self) -> bool:
        return "denied" in self.words

    @property
    def rivalry(self) -> tuple[int, str, str]:
        """Candidates of one sentence, state and country, of which one is kept."""
        return self.candidate.sentence.index, self.candidate.traveller.party.iso3, self.candidate.host.iso3


@dataclass(frozen=True, slots=True)
class Account:
    """How the visits of an article were found; `trips[i]` became `reports[i]`.

    `kept` are the best candidates of their rivalries, `days` those that each likely one
    may be on with their chances, `made` the trips of these, before joining.
    """

    judged: Sequence[Judged]
    kept: Sequence[tuple[Candidate, float]]
    days: Sequence[tuple[Candidate, Sequence[tuple[float, Option]]]]
    made: Sequence[tuple[Candidate, Trip]]
    trips: Sequence[Trip]
    reports: tuple[VisitReport, ...]
