"""The second reading: stored articles, answers asked for or given -> facts of both readers, stored as one record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.errors import AnswerError
from etl.load.store import Store
from etl.models import Article, Facts, RejectedFact
from etl.reader import answers, merge, prompt
from etl.reader.answers import Claim, Rejected
from etl.reader.ask import Asks, ask_all, cost
from etl.reader.ground import Grounded, ground
from etl.reader.instructions import gives_orders
from etl.reader.parts import parts
from etl.reader.prompt import Request
from etl.reader.scene import Ground
from etl.transform import links, origins
from etl.transform.facts import read_facts
from etl.transform.language import Language
from etl.transform.reading import Reading


@dataclass(slots=True)
class Second:
    """What a second reading did; `rejected` counts reasons, `shared` those of `kept` that the rules found too."""

    articles: int = 0
    asked: int = 0
    cached: int = 0
    tokens: int = 0
    kept: int = 0
    shared: int = 0
    left: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


def requests_of(article: Article) -> list[Request]:
    """What is asked about an article, one request a part."""
    return [prompt.request(article, part) for part in parts(article)]


def with_answers(store: Store, article: Article, facts: Facts, language: Callable[[], Language]) -> Facts:
    """The rules' facts of an article together with those of every model whose answers are stored for all its parts."""
    asked = [request.id for request in requests_of(article)]
    told = {m: [given[i] for i in asked] for m, given in store.answers.of(asked).items() if given.keys() >= set(asked)}
    return join(article, facts, told, language()) if told else facts


def join(article: Article, facts: Facts, told: Mapping[str, Sequence[str]], language: Language) -> Facts:
    """The facts of the rules and of each model, by name, as one record; `told` holds the answers to all parts."""
    reading = Reading(article, language)
    place = Ground(reading)
    facts = _without_orders(place, facts)
    for model, contents in told.items():
        found = grounded(place, contents, model)
        facts = replace(
            facts,
            visits=merge.merge(facts.visits, merge.unique(found.visits, merge.same_visit), merge.same_visit),
            drills=merge.merge(facts.drills, merge.unique(found.drills, merge.same_drill), merge.same_drill),
            quotes=merge.merge(facts.quotes, merge.unique(found.quotes, merge.same_quote), merge.same_quote),
            readers=(*facts.readers, f"model:{model}"),
            rejected=(*facts.rejected, *(as_stored(r, f"model:{model}") for r in found.rejected)),
        )
    return replace(facts, links=links.link(reading, facts.visits, facts.drills, facts.quotes))


def grounded(place: Ground, contents: Iterable[str], model: str) -> Grounded:
    """What becomes of the answers of a model; raises UnusableAnswer where one is no object of the schema."""
    claims: list[Claim] = []
    malformed: list[Rejected] = []
    for content in contents:
        read, wrong = answers.read(content)
        claims += read
        malformed += wrong
    found = ground(place, claims, model=model)
    return replace(found, rejected=(*malformed, *found.rejected))


def _without_orders(place: Ground, facts: Facts) -> Facts:
    """The rules' facts less those that stand in a paragraph written for a machine, which reports nothing."""
    if not place.orders:
        return facts
    sentences = place.reading.sentences

    def dictated(start: int, end: int) -> bool:
        return gives_orders(place.orders, [s for s in sentences if s.end > start and s.start < end])

    visits = tuple(f for f in facts.visits if not dictated(f.evidence_start, f.evidence_end))
    drills = tuple(f for f in facts.drills if not dictated(f.evidence_start, f.evidence_end))
    quotes = tuple(f for f in facts.quotes if not dictated(f.quote_start, f.quote_end))
    return replace(facts, visits=visits, drills=drills, quotes=quotes)


def as_stored(rejected: Rejected, found_by: str) -> RejectedFact:
    """A claim that was told in vain, as the database keeps it."""
    claim = rejected.claim
    told = json.dumps(claim.fields, ensure_ascii=False, sort_keys=True)
    return RejectedFact(found_by, claim.kind, rejected.reason, rejected.detail, claim.passage, told)


class SecondReader:
    """A model by its name, and how its answers are had: from a client, or only those that are stored."""

    def __init__(
        self, model: str, language: Callable[[], Language], *, by_rules: bool = True, client: Asks | None = None,
        at_once: int = 4, budget: int | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self.by_rules = by_rules
        self._language = language
        self._client = client
        self._at_once = at_once
        self._budget = budget

    def silence(self) -> None:
        """Ask nothing: only stored answers are used from now on."""
        self._client = None

    def wanting(self, store: Store, sources: Iterable[str]) -> dict[str, list[Request]]:
        """The sources that this model has not read yet, each with the requests that have no answer."""
        out: dict[str, list[Request]] = {}
        for source in sources:
            known, article = store.known(source), store.answers.article(source)
            if known is None or article is None or (self._is_done(known.readers)):
                continue
            asked = requests_of(article)
            given = store.answers.of(request.id for request in asked).get(self.model, {})
            out[source] = [request for request in asked if request.id not in given]
        return out

    def _is_done(self, readers: str | None) -> bool:
        names = (readers or "rules").split(";")
        return f"model:{self.model}" in names and (not self.by_rules or "rules" in names)

    def read(
        self,
        store: Store,
        wanting: Mapping[str, Sequence[Request]],
        *,
        coder_version: str,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Second:
        """Ask what is wanting, store each answer as it comes, and each article as soon as all its answers are there.

        Breaking it off loses nothing but the requests under way.
        """
        second = Second()
        missing = {source: {request.id for request in requests} for source, requests in wanting.items()}
        of: dict[str, list[str]] = {}
        for source, requests in wanting.items():
            for request in requests:
                of.setdefault(request.id, []).append(source)
        done = 0
        for source, ids in missing.items():
            if not ids:
                second.cached += 1
                self._store(store, source, second, coder_version)
                progress(done := done + 1, len(wanting))
        failed: set[str] = set()
        unique = {request.id: request for requests in wanting.values() for request in requests}
        asked = (
            ask_all(unique.values(), self._client, at_once=self._at_once, budget=self._budget) if self._client else ()
        )
        for request, answer in asked:
            second.asked += 1
            second.tokens += cost(request, answer)
            if isinstance(answer, AnswerError):
                failed.update(of[request.id])
                second.failures += [(source, f"{source}: {answer}") for source in of[request.id]]
                continue
            store.answers.keep(
                request.id, self.model, answer.content, read=answer.tokens_read, written=answer.tokens_written
            )
            for source in of[request.id]:
                missing[source].discard(request.id)
                if not missing[source]:
                    self._store(store, source, second, coder_version)
                    progress(done := done + 1, len(wanting))
        second.left = sum(bool(ids) and source not in failed for source, ids in missing.items())
        return second

    def _store(self, store: Store, source: str, second: Second, coder_version: str) -> None:
        """Read a stored article again, by the rules and by all models that have answered, and store what they found."""
        article = store.answers.article(source)
        assert article is not None
        facts = read_facts(article, self._language()) if self.by_rules else Facts(readers=())
        try:
            facts = with_answers(store, article, facts, self._language)
        except Exception as error:  # one article must not stop the others
            second.failures.append(
                (source, f"{source}: the answer could not be checked: {type(error).__name__}: {error}")
            )
            return
        facts = origins.attribute(article, facts)
        store.save(source, article, facts, coder_version=coder_version)
        second.articles += 1
        mine = f"model:{self.model}"
        by = [f.found_by.split(";") for group in (facts.visits, facts.drills, facts.quotes) for f in group]
        second.kept += sum(mine in names for names in by)
        second.shared += sum(mine in names and "rules" in names for names in by)
        second.rejected.update(r.reason for r in facts.rejected if r.found_by == mine)
