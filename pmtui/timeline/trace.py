"""The trace: an incident in one line, to scale, with the letters of its milestones in it; or in three lines.

Each piece has a meaning; which color that is, the interface decides.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from pmtui.figures.milestones import milestones, moment
from pmtui.figures.segments import Segment, segments
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.text import short_day
from pmtui.timeline.charts import LABEL, LETTERS, draw_steps, shares_by_column

_HIGH = Decimal("0.4")
"""From this failure rate on, an impact is drawn as harm; below it, as partial. Chosen by hand, for the eye."""

_SHADES = ((Decimal("0.75"), "█"), (_HIGH, "▓"), (Decimal("0.15"), "▒"), (Decimal(0), "░"))

_LEAST = 16
"""Fewer columns than this show nothing."""

_LEAST_WITH_CLOCK = 12
"""With fewer columns than this between the times, the line has none."""


class Meaning(Enum):
    """What a piece of a drawing means.

    Attributes:
        HARM: impact begins, or most fails.
        PARTIAL: some fails; a failure rate changes.
        OVER: the impact is over.
        PEOPLE: people act.
        CLOCK: times, and events that mark nothing.
        IDLE: nothing happens.
        SELECTED: the selected event.
    """

    HARM = auto()
    PARTIAL = auto()
    OVER = auto()
    PEOPLE = auto()
    CLOCK = auto()
    IDLE = auto()
    SELECTED = auto()


MILESTONES: dict[Milestone, Meaning] = {
    Milestone.STARTED: Meaning.HARM,
    Milestone.DETECTED: Meaning.PEOPLE,
    Milestone.ACKNOWLEDGED: Meaning.PEOPLE,
    Milestone.IDENTIFIED: Meaning.PEOPLE,
    Milestone.MITIGATION_STARTED: Meaning.PEOPLE,
    Milestone.MITIGATED: Meaning.OVER,
    Milestone.RESOLVED: Meaning.OVER,
    Milestone.CLOSED: Meaning.OVER,
    Milestone.SEVERITY_CHANGED: Meaning.PARTIAL,
}
"""What each milestone means."""


class Piece(NamedTuple):
    """A part of a line.

    Attributes:
        text: its characters.
        meaning: what they mean.
        is_letter: whether it's the letter of a milestone.
    """

    text: str
    meaning: Meaning
    is_letter: bool = False


def meaning_of_share(share: Decimal) -> Meaning:
    """Return what a failure rate means, as a fraction from 0 to 1."""
    if share >= _HIGH:
        return Meaning.HARM
    return Meaning.PARTIAL if share > 0 else Meaning.OVER


class Scale:
    """Maps instants to columns.

    Args:
        first: the instant of the first column.
        last: the instant of the last column; after `first`.
        width: how many columns there are.
    """

    def __init__(self, first: datetime, last: datetime, width: int) -> None:
        self.first, self.last, self.width = first, last, width

    def at(self, instant: datetime) -> int:
        """Return the column of an instant, from 0; those outside are in the first column or the last."""
        share = (instant - self.first) / (self.last - self.first)
        return min(self.width - 1, max(0, round(share * (self.width - 1))))


def span(postmortem: Postmortem, parts: Sequence[Segment]) -> tuple[datetime, datetime] | None:
    """Return the first and last instant to draw: the impact, and a sixth of its length on each side.

    Without an impact, all milestones, and without two of them, all events. None if everything happens at the same time.

    Args:
        postmortem: the postmortem.
        parts: its impact segments.
    """
    times = [event.at for event in postmortem.timeline if event.at is not None]
    ends = [part.start for part in parts] + [part.end for part in parts] or list(milestones(postmortem).values())
    if len(set(ends)) < 2:
        ends = times
    if len(set(ends)) < 2:
        return None
    around = (max(ends) - min(ends)) / 6
    return max(min(times, default=min(ends)), min(ends) - around), min(
        max(times, default=max(ends)), max(ends) + around
    )


def trace(
    postmortem: Postmortem,
    width: int,
    zone: tzinfo,
    selected: datetime | None = None,
    *,
    with_clock: bool = True,
    with_letters: bool = True,
) -> list[Piece]:
    """Return the incident in one line: the failure rate over time, events, and milestones in it.

    Args:
        postmortem: the postmortem.
        width: how many characters there are.
        zone: the zone of the times at both ends.
        selected: the time of the selected event.
        with_clock: whether there are times at both ends; an ellipsis means that more happened outside.
        with_letters: whether the milestones' letters are in the line.

    Returns:
        Pieces of `width` characters in all; none if everything happens at the same time, or there's no room.
    """
    parts = segments(postmortem)
    ends = span(postmortem, parts)
    if ends is None or width < _LEAST:
        return []
    left, right = _clocks(postmortem, ends, zone) if with_clock else ("", "")
    room = width - len(left) - len(right)
    if room < _LEAST_WITH_CLOCK:
        left, right, room = "", "", width
    scale = Scale(*ends, room)
    cells = [Piece("─", Meaning.IDLE)] * room
    for event in postmortem.timeline:
        if event.at is not None:
            cells[scale.at(event.at)] = Piece("┼", Meaning.CLOCK)
    _draw_impact(cells, parts, scale)
    if with_letters:
        _draw_letters(cells, postmortem, scale)
    if selected is not None:
        at = scale.at(selected)
        cells[at] = Piece(cells[at].text if cells[at].is_letter else "◆", Meaning.SELECTED, cells[at].is_letter)
    clocks = [Piece(text, Meaning.CLOCK) for text in (left, right)]
    return [piece for piece in (clocks[0], *_joined(cells), clocks[1]) if piece.text]


def step_lines(union: Sequence[Segment], width: int, height: int, zone: tzinfo) -> list[list[Piece]]:
    """Return the lines of the impact chart, each column with what its failure rate means. See `charts.draw_steps`."""
    lines = draw_steps(union, width, height, zone)
    if not lines:
        return []
    shares = shares_by_column(union, union[0].start, union[-1].end, width - LABEL - 1)
    meanings = [Meaning.IDLE if share is None else meaning_of_share(share) for share in shares]
    steps = [_joined([Piece(line[:LABEL], Meaning.CLOCK), *map(Piece, line[LABEL:], meanings)]) for line in lines[:-1]]
    return [*steps, [Piece(lines[-1], Meaning.CLOCK)]]


def three_lines(
    postmortem: Postmortem, width: int, zone: tzinfo, selected: datetime | None = None
) -> list[list[Piece]]:
    """Return the incident in three lines: the letters, the line without them, the times at its ends and of letters.

    Args:
        postmortem: the postmortem.
        width: how many characters there are in each line.
        zone: the zone of the times.
        selected: the time of the selected event.

    Returns:
        The pieces of each line; none if everything happens at once, or there's no room.
    """
    parts = segments(postmortem)
    ends = span(postmortem, parts)
    bar = trace(postmortem, width, zone, selected, with_clock=False, with_letters=False)
    if ends is None or not bar:
        return []
    scale = Scale(*ends, width)
    marks = [Piece(" ", Meaning.IDLE)] * width
    _draw_letters(marks, postmortem, scale)
    left, right = (text.strip() for text in _clocks(postmortem, ends, zone))
    taken = [(0, left), (width - len(right), right)]
    for event in postmortem.timeline:
        for milestone in _WITH_CLOCK.intersection(event.milestones):
            at = moment(event, milestone)
            if at is not None:
                clock = f"{at.astimezone(zone):%H:%M}"
                begin = max(0, min(width - len(clock), scale.at(at) - 2))
                if all(begin + len(clock) < other or begin > other + len(text) for other, text in taken):
                    taken.append((begin, clock))
    axis = [" "] * width
    for begin, text in taken if len(left) + len(right) < width else ():
        axis[begin : begin + len(text)] = text
    return [_joined(marks), bar, [Piece("".join(axis), Meaning.CLOCK)]]


_WITH_CLOCK = frozenset({Milestone.STARTED, Milestone.MITIGATED, Milestone.RESOLVED})
"""Milestones whose times are below the line, if there's room."""


def _draw_impact(cells: list[Piece], parts: Sequence[Segment], scale: Scale) -> None:
    """Draw each segment as its share, and what comes after the last as over."""
    if parts:
        for column in range(scale.at(max(part.end for part in parts)), len(cells)):
            cells[column] = cells[column]._replace(meaning=Meaning.OVER)
    for part in parts:
        if part.share > 0:
            shade = next(sign for least, sign in _SHADES if part.share >= least)
            for column in range(scale.at(part.start), scale.at(part.end) + 1):
                cells[column] = Piece(shade, meaning_of_share(part.share))


def _draw_letters(cells: list[Piece], postmortem: Postmortem, scale: Scale) -> None:
    """Put each letter where its time is, or next to it if another has the place."""
    for event in postmortem.timeline:
        known = [milestone for milestone in event.milestones if milestone in LETTERS]
        for left, milestone in zip(range(len(known), 0, -1), known, strict=True):
            at = moment(event, milestone)
            if at is None:
                continue
            near = (min(scale.at(at), len(cells) - left) + offset for offset in (0, 1, -1, 2, -2, 3, -3))
            place = next((column for column in near if 0 <= column < len(cells) and not cells[column].is_letter), None)
            if place is not None:
                cells[place] = Piece(LETTERS[milestone], MILESTONES[milestone], True)


def _joined(cells: Sequence[Piece]) -> list[Piece]:
    """Return runs of the same meaning as one piece each."""
    found: list[Piece] = []
    for cell in cells:
        if found and found[-1][1:] == cell[1:]:
            found[-1] = cell._replace(text=found[-1].text + cell.text)
        else:
            found.append(cell)
    return found


def _clocks(postmortem: Postmortem, ends: tuple[datetime, datetime], zone: tzinfo) -> tuple[str, str]:
    """Return the times at both ends, with their days if they differ."""
    times = [event.at for event in postmortem.timeline if event.at is not None]
    first, last = (end.astimezone(zone) for end in ends)
    words = [f"{end:%H:%M}" for end in (first, last)]
    if first.date() != last.date():
        words = [f"{short_day(end)} {word}" for end, word in zip((first, last), words, strict=True)]
    return "…" * (min(times) < ends[0]) + f"{words[0]} ", f" {words[1]}" + "…" * (max(times) > ends[1])
