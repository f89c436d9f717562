"""The timeline as a strip drawn to scale: milestones by their letters, how much was failing, the selected event."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from pmtui.figures.milestones import milestones
from pmtui.figures.segments import segments
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone

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
"""The letter of each milestone: on the strip, and on the keyboard."""


def letters(milestones: Sequence[Milestone]) -> str:
    """Return the letters of milestones; a change of the impact has a percent sign."""
    return "".join(LETTERS.get(milestone, "%") for milestone in milestones)


SHADES = ((Decimal("0.75"), "█"), (Decimal("0.4"), "▓"), (Decimal("0.15"), "▒"), (Decimal(0), "░"))
"""The sign for a failure rate: at or above this, the highest first."""


def draw(postmortem: Postmortem, width: int, zone: tzinfo, in_hand: datetime | None = None) -> list[str]:
    """Return the strip's three lines: milestones, severity with the selected event, the axis.

    Args:
        postmortem: the postmortem.
        width: how many characters there are.
        zone: the zone that the axis is labeled in.
        in_hand: the time of the event under the cursor.

    Returns:
        Three lines of `width` characters; none if there are fewer than two different times. What lies far outside
        the incident is at the chart's ends, and an ellipsis there means that there is more.
    """
    times = [event.at for event in postmortem.timeline if event.at is not None]
    if len(set(times)) < 2 or width < 24:
        return []
    scale = _Scale(*_span(postmortem, times), width)
    marks, bar = [" "] * width, ["─"] * width
    for event in postmortem.timeline:
        if event.at is not None and bar[scale.at(event.at)] == "─":
            bar[scale.at(event.at)] = "┼"
    for segment in segments(postmortem):
        for column in range(scale.at(segment.start), scale.at(segment.end) + 1):
            bar[column] = _shade(segment.share)
    for event in postmortem.timeline:
        known = [LETTERS[milestone] for milestone in event.milestones if milestone in LETTERS]
        if event.at is not None:
            first = min(scale.at(event.at), width - len(known))
            for place, letter in enumerate(known):
                _put(marks, first + place, letter)
    if in_hand is not None:
        bar[scale.at(in_hand)] = "◆"
    beyond = min(times) < scale.first, max(times) > scale.last
    return ["".join(marks), "".join(bar), _axis(scale, zone, beyond)]


def _span(postmortem: Postmortem, times: list[datetime]) -> tuple[datetime, datetime]:
    """Return what the strip shows: the incident and as much again around it; all, if no milestone says."""
    marked = milestones(postmortem)
    if len(set(marked.values())) < 2:
        return min(times), max(times)
    first, last = min(marked.values()), max(marked.values())
    around = (last - first) / 2
    return max(min(times), first - around), min(max(times), last + around)


class _Scale:
    def __init__(self, first: datetime, last: datetime, width: int) -> None:
        self.first, self.last, self.width = first, last, width

    def at(self, moment: datetime) -> int:
        share = (moment - self.first) / (self.last - self.first)
        return min(self.width - 1, max(0, round(share * (self.width - 1))))


def _shade(share: Decimal) -> str:
    if share <= 0:
        return "·"
    return next(shade for least, shade in SHADES if share >= least)


def _put(marks: list[str], column: int, letter: str) -> None:
    """Put a letter where its time is, or next to it where another has the place."""
    for offset in (0, 1, -1, 2, -2, 3, -3):
        if 0 <= column + offset < len(marks) and marks[column + offset] == " ":
            marks[column + offset] = letter
            return


def _axis(scale: _Scale, zone: tzinfo, beyond: tuple[bool, bool]) -> str:
    first, last = scale.first.astimezone(zone), scale.last.astimezone(zone)
    form = "%H:%M" if first.date() == last.date() else "%d %b %H:%M"
    left, right = "…" * beyond[0] + first.strftime(form), last.strftime(form) + "…" * beyond[1]
    return f"{left}{right:>{scale.width - len(left)}}"
