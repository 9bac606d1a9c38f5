"""How the launches, drills and exercises of an article were found: the fate of every day that a sentence may date one to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from etl.explain.account import DrillAccount, DrillFate, LauncherChance, Reasons
from etl.explain.reasons import too_unlikely, weigh
from etl.transform import drills
from etl.transform.drills import Account, days
from etl.transform.drills.days import JudgedDay
from etl.transform.drills.gather import Found, Launch
from etl.transform.opinion import FEATURE

# A day with less of a chance is no near-miss.
FLOOR = 0.15


def explain(account: Account, places: Mapping[int, int], *, every: bool) -> Iterator[tuple[int, DrillAccount]]:
    """(start of the sentence, account) for each day that is a launch's or nearly one, or for `every` one, and exercises.

    `places` holds the place of each report among the drills of the article, by id().
    """
    told = [one for launch in account.launches for one in launch.told]
    for judged in account.days:
        start = judged.view.sentence.start
        if judged.taken:
            for launch, report in zip(account.launches, account.reports, strict=True):
                for one in launch.told:
                    if one.view is judged.view and one.day is judged.day:
                        yield start, _taken(judged, places[id(report)], launch, one, told)
        if not any(one.view is judged.view and one.day is judged.day for one in told) and (
            every or judged.chance >= FLOOR
        ):
            yield start, _refused(judged)
    for report in account.exercises:
        why = "an exercise with a day and a state; found by rule, so without chances"
        yield (
            report.evidence_start,
            DrillAccount(
                "by rule", why, report.drill_date or "", None, country=report.country_iso3, report=places[id(report)]
            ),
        )


def _taken(judged: JudgedDay, number: int, launch: Launch, one: Found, told: list[Found]) -> DrillAccount:
    best = launch.best
    if one is not best:
        when = "already" if best.view.sentence.index <= one.view.sentence.index else "more surely"
        where = "another date of this sentence" if best.view is one.view else f"sentence {best.view.sentence.index + 1}"
        return _account(judged, "told already", f"told {when} by {where}", one, number)
    others = {o.view.sentence.index for o in launch.told} - {one.view.sentence.index}
    why = f"the surest of {len(others) + 1} sentences that tell of it" if others else "told by this sentence"
    taken = {found.iso3 for found in told if found.day is judged.day and found.view is judged.view}
    launchers = tuple(LauncherChance(code, round(p, 4), code in taken) for p, code in judged.launchers)
    return _account(judged, "found", why, one, number, _reasons(judged), launchers)


def _refused(judged: JudgedDay) -> DrillAccount:
    if judged.veto and judged.chance >= days.LEAST_DAY:
        return _account(judged, "no test", judged.veto)
    if judged.taken:
        both = judged.chance * max(chance for chance, _ in judged.launchers)
        why = f"by the surest state {too_unlikely(both, drills.LEAST_LAUNCH)}"
        return _account(judged, "too unlikely", why, reasons=_reasons(judged))
    if judged.chance >= days.LEAST_DAY:
        return _account(judged, "another reading", "another reading of the same date is likelier")
    why = too_unlikely(judged.chance, days.LEAST_DAY)
    return _account(judged, "too unlikely", why, reasons=_reasons(judged) if judged.chance >= FLOOR else Reasons())


def _reasons(judged: JudgedDay) -> Reasons:
    heard = () if judged.opinion is None else (FEATURE,)
    return weigh(
        "drill",
        {*judged.words, *judged.again, *heard} - {"own"},
        judged.chance,
        lambda gone: days.chance_without(judged, gone),
    )


def _account(
    judged: JudgedDay, fate: DrillFate, why: str, one: Found | None = None, number: int | None = None,
    reasons: Reasons = Reasons(),  # noqa: B008
    launchers: tuple[LauncherChance, ...] = (),
) -> DrillAccount:  # fmt: skip
    mention = judged.day.mention
    return DrillAccount(
        fate, why, judged.day.date, mention.text if mention else None, round(judged.chance, 4), days.LEAST_DAY,
        one.iso3 if one else None, round(one.sure, 4) if one else None, number, reasons, launchers,
    )  # fmt: skip
