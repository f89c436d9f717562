"""How many records there are over time, drawn as text: those that become events, and the others."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from pmtui.text import short_day

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEAST = 20
"""Fewer columns than this show nothing that the list doesn't."""

_WITH_ZONE = 40
"""Columns from which the axis also names its zone."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of time.

    Attributes:
        begin: its start, timezone-aware; None for any time.
        end: its end, which is in it.
    """

    begin: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime | None) -> bool:
        """Return whether an instant is in it; one that isn't known is."""
        if at is None:
            return True
        return (self.begin is None or at >= self.begin) and (self.end is None or at <= self.end)

    @property
    def is_all(self) -> bool:
        """Whether it's any time."""
        return self.begin is None and self.end is None


@dataclass(frozen=True)
class Scale:
    """Columns over time.

    Attributes:
        first: the first instant, in the first column.
        last: the last instant, in the last column.
        width: how many columns there are.
    """

    first: datetime
    last: datetime
    width: int

    @classmethod
    def over(cls, times: Sequence[datetime], width: int) -> "Scale | None":
        """Return a scale that shows all times; None if there are too few times or columns to show anything."""
        if width < _LEAST or len(set(times)) < 2:
            return None
        return cls(min(times), max(times), width)

    def column(self, at: datetime) -> int:
        """Return the column of an instant, from 0; one beyond the ends is at the end."""
        share = (at - self.first) / (self.last - self.first)
        return max(0, min(self.width - 1, round(share * (self.width - 1))))

    def counts(self, times: Sequence[datetime]) -> list[int]:
        """Return how many of the times are in each column."""
        found = [0] * self.width
        for at in times:
            if self.first <= at <= self.last:
                found[self.column(at)] += 1
        return found


def draw_histogram(
    times: Sequence[datetime], stretch: Stretch, selected: datetime | None, width: int, zone: tzinfo
) -> list[str]:
    """Return the histogram's three lines: the bars, the chosen stretch with the selected record, the axis.

    Args:
        times: the times of the records that would become events.
        stretch: the chosen stretch.
        selected: the time of the selected record.
        width: how many characters there are.
        zone: the zone that the axis is labeled in.

    Returns:
        Three lines of `width` characters; none if there are fewer than two different times.
    """
    scale = Scale.over(times, width)
    if scale is None:
        return []
    counts = scale.counts(times)
    most = max(counts)
    bars = "".join(_EIGHTHS[-(-count * 8 // most)] for count in counts)
    line = ["─"] * width
    begin = scale.column(stretch.begin) if stretch.begin else 0
    end = scale.column(stretch.end) if stretch.end else width - 1
    if not stretch.is_all:
        for column in range(begin, end + 1):
            line[column] = "━"
        line[begin], line[end] = "[", "]"
    if selected is not None:
        line[scale.column(selected)] = "◆"
    return [bars, "".join(line), _axis(scale, zone)]


def _axis(scale: Scale, zone: tzinfo) -> str:
    first, last = scale.first.astimezone(zone), scale.last.astimezone(zone)
    begin = f"{short_day(first)} {first:%H:%M}"
    end = f"{last:%H:%M}" if last.date() == first.date() else f"{short_day(last)} {last:%H:%M}"
    middle = f"{first + (last - first) / 2:%H:%M}" if last - first < timedelta(days=2) else ""
    end += f" {last:%Z}" if scale.width >= _WITH_ZONE else ""
    room = scale.width - len(begin) - len(end)
    return begin + (middle.center(room) if room > len(middle) + 2 else " " * room) + end


def next_column(times: Sequence[datetime], at: datetime, width: int, by: int) -> datetime | None:
    """Return the first of the times in the next column of the histogram that has any, or the one before it.

    Args:
        times: all times that the histogram shows, in order.
        at: where to begin.
        width: how many characters it has.
        by: 1 for the next one, -1 for the one before.
    """
    scale = Scale.over(times, width)
    if scale is None:
        return None
    here = scale.column(at)
    if by > 0:
        return next((each for each in times[bisect_right(times, at) :] if scale.column(each) > here), None)
    earlier = next((each for each in reversed(times[: bisect_right(times, at)]) if scale.column(each) < here), None)
    if earlier is None:
        return None
    there = scale.column(earlier)
    return next(each for each in times if scale.column(each) == there)
