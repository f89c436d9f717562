"""The impact chart, drawn to scale as text: the failure rate over time. And the letters of milestones."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from pmtui.figures.segments import Segment, Stretch
from pmtui.model.scales import Milestone
from pmtui.text import short_day

LETTERS: dict[Milestone, str] = {
    Milestone.STARTED: "S",
    Milestone.DETECTED: "D",
    Milestone.ACKNOWLEDGED: "A",
    Milestone.IDENTIFIED: "I",
    Milestone.MITIGATION_STARTED: "F",
    Milestone.MITIGATED: "M",
    Milestone.RESOLVED: "R",
    Milestone.CLOSED: "C",
}
"""The letter of each milestone: on the chart, and on the keyboard."""


def letters(milestones: Sequence[Milestone]) -> str:
    """Return the letters of milestones; a change of the impact has a percent sign."""
    return "".join(LETTERS.get(milestone, "%") for milestone in milestones)


_SHADES = ((Decimal("0.75"), "█"), (Decimal("0.4"), "▓"), (Decimal("0.15"), "▒"), (Decimal(0), "░"))
"""The sign for a failure rate: at or above this, the highest first.

Chosen by hand, for the eye: "most", "about half", "some", "a little". The signs only illustrate; the numbers are below.
"""

LABEL = 5
_SERVICE = 14
"""Characters of the labels before a chart: `100% `, and the name of a service (longer ones are cut)."""

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEAST = 20
"""Fewer columns than this show nothing that the numbers don't."""


def draw_steps(union: Sequence[Segment], width: int, height: int, zone: tzinfo) -> list[str]:
    """Return the impact chart for all services: `height` lines of it, and one with the times.

    Args:
        union: what failed, in order.
        width: how many characters there are.
        height: how many lines 100% is tall.
        zone: the zone of the times.

    Returns:
        Lines of at most `width` characters; none if nothing failed, or there's no room.
    """
    columns = width - LABEL - 1
    if not union or columns < _LEAST:
        return []
    first, last = union[0].start, union[-1].end
    shares = shares_by_column(union, first, last, columns)
    lines = [_row(shares, level, height) for level in range(height, 0, -1)]
    labels = {0: "100%", height - 1: "  0%"} | ({height // 2: " 50%"} if height >= 4 and height % 2 == 0 else {})
    drawn = [f"{labels.get(index, ''):<{LABEL}}{line}" for index, line in enumerate(lines)]
    return [*drawn, " " * LABEL + _axis(first, last, columns, zone)]


def draw_services(stretches: Sequence[Stretch], union: Sequence[Segment], width: int, most: int) -> list[str]:
    """Return a line for each service that has its own segments, to the same scale, at most `most` of them."""
    columns = width - _SERVICE - 1
    names = list(
        {stretch.service.lower(): stretch.service for stretch in reversed(stretches) if stretch.service}.values()
    )
    names.sort(key=lambda name: next(i for i, part in enumerate(stretches) if part.service.lower() == name.lower()))
    if not union or columns < _LEAST:
        return []
    first, last = union[0].start, union[-1].end
    lines = []
    for name in names[:most]:
        parts = [stretch for stretch in stretches if stretch.service.lower() == name.lower()]
        shares = shares_by_column(parts, first, last, columns)
        cells = "".join(" " if share is None else _shade(share) for share in shares)
        label = name if len(name) < _SERVICE else name[: _SERVICE - 2] + "…"
        lines.append(f"{label:<{_SERVICE}}{cells}".rstrip())
    if len(names) > most:
        lines.append(f"and {len(names) - most} more")
    return lines


def shares_by_column(parts: Sequence[Segment], first: datetime, last: datetime, columns: int) -> list[Decimal | None]:
    """Return the highest failure rate in each of `columns` columns from `first` to `last`; None if there's none."""
    found: list[Decimal | None] = [None] * columns
    span = last - first
    for part in parts:
        begin = int((part.start - first) / span * columns)
        end = max(begin + 1, round((part.end - first) / span * columns))
        for column in range(max(0, begin), min(columns, end)):
            known = found[column]
            found[column] = part.share if known is None else max(known, part.share)
    return found


def _row(shares: Sequence[Decimal | None], level: int, height: int) -> str:
    """Return one line: each column filled as far as its share reaches, in eighths of a line."""
    cells = []
    for share in shares:
        filled = min(Decimal(1), max(Decimal(0), (share or Decimal(0)) * height - (level - 1)))
        eighths = int(filled * 8 + Decimal("0.5"))
        if level == 1 and share is not None and share > 0:
            eighths = max(1, eighths)  # something is never nothing
        cells.append(_EIGHTHS[eighths] if eighths or level > 1 else "_")
    return "".join(cells).rstrip()


def _shade(share: Decimal) -> str:
    """Return the sign for a failure rate."""
    return next(shade for least, shade in _SHADES if share >= least) if share > 0 else "·"


def _axis(first: datetime, last: datetime, width: int, zone: tzinfo) -> str:
    """Return the line with the times at both ends of a chart.

    On different days, the times have their dates, if there's room.
    """
    ends = [first.astimezone(zone), last.astimezone(zone)]
    clocks = [f"{at:%H:%M}" for at in ends]
    dated = [f"{short_day(at)} {clock}" for at, clock in zip(ends, clocks, strict=True)]
    left, right = dated if ends[0].date() != ends[1].date() and sum(map(len, dated)) <= width - 1 else clocks
    return f"{left}{right:>{max(0, width - len(left))}}"
