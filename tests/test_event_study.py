"""The event study: its counts by hand, its band on data whose answer is known."""

import datetime as dt
import random
from collections import Counter

import pytest

from dashboard.event_study import SHUFFLES, WINDOWS, Lag, Study, study

START = dt.date(2008, 1, 1)


def days(*numbers: int) -> dict[dt.date, int]:
    """Number of events by day, the days given as days after START."""
    return Counter(START + dt.timedelta(number) for number in numbers)


def made(
    seed: int, *, visits: int = 40, drills: int = 80, years: int = 12, after: int = 0, growth: float = 1
) -> tuple[dict[dt.date, int], dict[dt.date, int]]:
    """Visits and drills without any tie but the `after` drills planted one to five days after as many visits; with
    `growth` above 1 both grow commoner over the years."""
    chance = random.Random(seed)

    def day() -> int:
        return int(chance.random() ** (1 / growth) * years * 365)

    came = [day() for _ in range(visits)]
    fired = [day() for _ in range(drills)] + [day + chance.randint(1, 5) for day in came[:after]]
    return days(*came), days(*fired)


def counted(found: Study) -> dict[tuple[int, int], int]:
    return {(lag.first, lag.last): lag.observed for lag in found.bins}


@pytest.mark.parametrize("window", WINDOWS)
def test_the_bins_meet_and_are_the_same_on_both_sides(window: int) -> None:
    bins = study(days(0), days(1), window).bins
    assert [lag.first for lag in bins[1:]] == [lag.last + 1 for lag in bins[:-1]]
    assert [(lag.first, lag.last) for lag in bins] == [(-lag.last, -lag.first) for lag in reversed(bins)]
    assert (bins[0].first, bins[-1].last, len(bins)) == (-window, window, 2 * (window // WINDOWS[window]) + 1)


@pytest.mark.parametrize(
    ("lag", "place"), [(-31, None), (-30, 0), (-26, 0), (-25, 1), (-1, 5), (0, 6), (1, 7), (5, 7), (6, 8), (30, 12), (31, None)]
)  # fmt: skip
def test_a_drill_is_counted_in_the_bin_of_its_lag(lag: int, place: int | None) -> None:
    found = study(days(100), days(100 + lag), 30)
    assert [lag.observed for lag in found.bins] == [int(i == place) for i in range(13)]
    assert (found.before.observed, found.after.observed) == (int(-30 <= lag < 0), int(0 < lag <= 30))


def test_each_pair_of_visit_and_drill_counts_once() -> None:
    found = study(days(10, 10, 20), days(12, 12, 40), 30)
    assert counted(found)[1, 5] == 4  # two drills on day 12, each after both visits of day 10
    assert counted(found)[-10, -6] == 2 and counted(found)[16, 20] == 1 and counted(found)[26, 30] == 2
    assert sum(counted(found).values()) == 9


def test_counts_are_those_of_comparing_every_visit_with_every_drill() -> None:
    visits, drills = made(3)
    lags = [(d - v).days for v, n in visits.items() for d, m in drills.items() for _ in range(n * m)]
    for (first, last), n in counted(study(visits, drills, 60)).items():
        assert n == sum(first <= lag <= last for lag in lags)


def test_the_mirror_image_of_the_events_gives_the_mirror_image() -> None:
    visits, drills = made(5, after=20)
    turned = [{START - (day - START): n for day, n in events.items()} for events in (visits, drills)]
    plain, mirrored = study(visits, drills, 60), study(turned[0], turned[1], 60)
    assert [lag.observed for lag in plain.bins] == [lag.observed for lag in reversed(mirrored.bins)]
    assert (plain.after.observed, plain.after.outside) == (mirrored.before.observed, mirrored.before.outside)
    assert mirrored.before.mean == pytest.approx(plain.after.mean, rel=0.05)


@pytest.mark.parametrize("window", WINDOWS)
def test_a_planted_tie_is_found_where_it_is(window: int) -> None:
    found = study(*made(1, after=20), window)
    middle = window // WINDOWS[window]
    assert found.has_band and found.bins[middle + 1].outside == "more"
    assert found.before.outside == ""
    assert not any(lag.outside for lag in found.bins[:middle])


def test_drills_that_keep_away_are_found_too() -> None:
    chance = random.Random(2)
    came = [chance.randrange(4000) for _ in range(30)]
    fired = [
        day for day in (chance.randrange(4000) for _ in range(300)) if min(abs(day - other) for other in came) > 30
    ]
    found = study(days(*came), days(*fired), 30)
    assert found.after.observed == 0 and found.after.outside == "fewer" and found.before.outside == "fewer"


@pytest.mark.parametrize("growth", [1, 4])
def test_events_without_a_tie_are_outside_as_seldom_as_chance_has_it(growth: float) -> None:
    """Also where both grow commoner with the years, as they do where more has been read of late."""
    found = [study(*made(seed, growth=growth), 60) for seed in range(60)]
    bins = [lag for each in found for lag in each.bins]
    assert sum(bool(lag.outside) for lag in bins) <= 0.06 * len(bins)
    assert sum(bool(each.after.outside) for each in found) <= 7
    # Nor is the band so wide that nothing leaves it.
    assert sum(bool(lag.outside) for lag in bins) >= 0.01 * len(bins)


def test_a_lone_early_visit_does_not_lower_the_base_rate() -> None:
    visits, drills = made(7)
    early = study(visits | {dt.date(1951, 3, 1): 1}, drills, 60)
    plain = study(visits, drills, 60)
    assert early.after.mean == pytest.approx(plain.after.mean, rel=0.1)
    assert abs((early.after.high or 0) - (plain.after.high or 0)) <= 0.15 * (plain.after.high or 1)


def test_bursts_widen_the_band() -> None:
    visits, _ = made(11)
    chance = random.Random(11)
    single = [chance.randrange(4000) for _ in range(100)]
    bursts = [day + i for day in single[:10] for i in range(10)]
    width = {}
    for name, drills in (("single", single), ("bursts", bursts)):
        after = study(visits, days(*drills), 60).after
        width[name] = (after.high or 0) - (after.low or 0)
    assert width["bursts"] > 1.5 * width["single"]


def test_the_mean_is_the_base_rate() -> None:
    visits, drills = made(13, visits=200, drills=400, years=20)
    # A visit has 60 of the 7,300 days after it, less what lies beyond the end of the period.
    assert study(visits, drills, 60).after.mean == pytest.approx(200 * 400 * 60 / 7300, rel=0.03)


def test_the_same_events_give_the_same_study() -> None:
    visits, drills = made(17)
    again = [dict(reversed(events.items())) for events in (visits, drills)]
    assert study(visits, drills, 90) == study(again[0], again[1], 90)


@pytest.mark.parametrize(
    ("visits", "drills", "step", "window", "band"),
    [
        (3, 40, 60, 30, False),
        (9, 40, 60, 30, False),
        (40, 9, 60, 30, False),
        (10, 10, 60, 30, True),
        (10, 10, 30, 60, False),  # 271 days are too few for windows of 60
        (40, 40, 1, 30, False),
    ],
)
def test_too_little_gives_counts_without_a_band(visits: int, drills: int, step: int, window: int, band: bool) -> None:
    came, fired = range(0, visits * step, step), range(3, 3 + drills * step, step)
    found = study(days(*came), days(*fired), window)
    assert found.has_band is band
    assert all((lag.mean is not None) is band for lag in (*found.bins, found.before, found.after))
    assert found.after.observed > 0 and (band or not any(lag.outside for lag in found.bins))


@pytest.mark.parametrize(("visits", "drills"), [((), ()), ((5,), ()), ((), (5,))])
def test_no_events_give_an_empty_study(visits: tuple[int, ...], drills: tuple[int, ...]) -> None:
    found = study(days(*visits), days(*drills), 30)
    assert not found.has_band and set(counted(found).values()) == {0}
    assert (found.n_visits, found.n_drills, found.days) == (len(visits), len(drills), len(visits + drills))


def test_outside_is_beyond_the_ends_of_the_band_only() -> None:
    assert [Lag(1, 5, n, 4.0, 2, 6).outside for n in (1, 2, 6, 7)] == ["fewer", "", "", "more"]
    assert Lag(1, 5, 9).outside == "" and SHUFFLES >= 400
