"""The charts: events in swim-lanes, counts by month where lanes are dense, and bars to choose a period from. The only
package that knows plotly. Text from articles is escaped, for plotly reads a little HTML in labels and hover boxes."""

from dashboard.charts.brush import BRUSH_CONFIG, period_bars
from dashboard.charts.lanes import swim_lanes
from dashboard.charts.look import COLOURS, CONFIG, LAUNCHES, NAMES, Mark
from dashboard.charts.months import drawn_lanes, month_strips
from dashboard.charts.points import (
    Point,
    choose_lanes,
    drill_lane,
    first_day,
    is_dense,
    last_day,
    mark_of,
    opening,
    points,
)

__all__ = [
    "BRUSH_CONFIG",
    "COLOURS",
    "CONFIG",
    "LAUNCHES",
    "NAMES",
    "Mark",
    "Point",
    "choose_lanes",
    "drawn_lanes",
    "drill_lane",
    "first_day",
    "is_dense",
    "last_day",
    "mark_of",
    "month_strips",
    "opening",
    "period_bars",
    "points",
    "swim_lanes",
]
