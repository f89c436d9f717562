"""The rows of the home screen: what each says, in which order, and which of them a filter lets through."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from pathlib import Path

from textual.content import Content

from pmtui.storage.draft_files import DraftFile
from pmtui.storage.overviews import Listed, Overview
from pmtui.text import short_day, visible
from pmtui.tui.drawing import ERROR, OK, QUIET, SEVERITIES, STATUSES, WARN, bar, clipped, fitted, progress_color, spread

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_WIDE = 84
"""Columns from which on a row has the status's label, not only its sign."""

_WIDEST_LABEL = 14
"""Columns of a severity or a status at most; an organization may call them anything."""


class Group(IntEnum):
    """The groups of drafts, in order."""

    IN_PROGRESS = 0
    FINAL = 1
    UNREAD = 2

    @property
    def label(self) -> str:
        """What the group is called."""
        return ("In progress", "Final", "Not read yet")[self]


@dataclass(frozen=True)
class DraftRow:
    """One draft as the home screen shows it.

    Attributes:
        file: its file.
        overview: what it holds; None if it hasn't been read yet.
        overdue: how many of its action items are overdue.
    """

    file: DraftFile
    overview: Overview | None
    overdue: int = 0

    @property
    def path(self) -> Path:
        """Its file's path."""
        return self.file.path

    @property
    def group(self) -> Group:
        """The group that it's in."""
        if self.overview is None:
            return Group.UNREAD
        return Group.FINAL if self.overview.status == "final" else Group.IN_PROGRESS

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """What rows are sorted by: the group; a damaged file last; the newest day first, and no day before that."""
        if self.overview is None:
            day = _DAY.match(self.path.name)
            return (self.group, False, _descending(day[0] if day else ""), -self.file.modified_ns, self.path.name)
        known = self.overview.day
        day_rank = _descending(known.isoformat()) if known else ""
        return (self.group, bool(self.overview.problem), day_rank, -self.file.modified_ns, self.path.name)

    @cached_property
    def searched(self) -> str:
        """All that the filter looks at."""
        if self.overview is None:
            return self.path.name.lower()
        found = self.overview
        words = [found.title, found.id, found.severity_label, found.status_label or "no template"]
        if found.problem:
            words = [found.title, "damaged"]
        return " ".join([*words, "overdue" if self.overdue else ""]).lower()


def _descending(day: str) -> str:
    """Return a text that sorts the other way around than a day in digits; after an empty one."""
    return day.translate(str.maketrans("0123456789", "9876543210"))


def rows_of(listed: Iterable[Listed], today: date, before: Iterable[DraftRow] = ()) -> list[DraftRow]:
    """Return the rows of what is listed, in the order of the screen.

    Args:
        listed: what is listed.
        today: the day that it is.
        before: the rows until now, of the same day; those that are still right are kept.
    """
    known = {id(row.overview): row for row in before if row.overview is not None}
    rows = []
    for each in listed:
        row = known.get(id(each.overview))
        if row is None or row.file != each.file:
            row = DraftRow(each.file, each.overview, each.overview.overdue(today) if each.overview else 0)
        rows.append(row)
    return sorted(rows, key=lambda row: row.rank)


def matching(rows: Iterable[DraftRow], words: str) -> list[DraftRow]:
    """Return the rows that contain each word of a filter."""
    wanted = words.lower().split()
    return [row for row in rows if all(word in row.searched for word in wanted)]


@dataclass(frozen=True)
class Layout:
    """The columns that all rows of a list share.

    Attributes:
        width: those of a row.
        severity: those of the severity, with what is after it; 0 if no draft has one.
        status: those of the status's label; 0 if there's only room for its sign.
        today: the day; one in another year is shown with the year.
    """

    width: int
    severity: int
    status: int
    today: date


def layout_of(rows: Sequence[DraftRow], width: int, today: date) -> Layout:
    """Return the columns for some rows."""
    known = [row.overview for row in rows if row.overview is not None]
    severity = max((len(each.severity_label) for each in known), default=0)
    status = max((len(each.status_label) for each in known), default=0)
    return Layout(
        width,
        min(severity, _WIDEST_LABEL) + 2 if severity else 0,
        min(status, _WIDEST_LABEL) if width >= _WIDE else 0,
        today,
    )


def line(row: DraftRow, layout: Layout) -> Content:
    """Return a row as one line."""
    found = row.overview
    if found is None:
        return spread(Content(clipped(visible(row.path.name), layout.width - 2)), Content("…"), layout.width).stylize(
            QUIET
        )
    if found.problem:
        name = clipped(found.title, layout.width - 12)
        return fitted(Content.assemble(("!  ", f"bold {WARN}"), name, ("  damaged", WARN)), layout.width)
    right = _state(row, found, layout)
    when = "no date" if found.day is None else written_day(found.day, layout.today)
    left = [Content.styled(f"{when:<9}", QUIET)]
    if layout.severity:
        label = clipped(found.severity_label, layout.severity - 2)
        left.append(fitted(Content.styled(label, f"bold {SEVERITIES.get(found.severity, QUIET)}"), layout.severity))
    start = Content("").join(left)
    title = clipped(found.title, layout.width - start.cell_length - right.cell_length - 2)
    return spread(Content.assemble(start, title), right, layout.width)


def _state(row: DraftRow, found: Overview, layout: Layout) -> Content:
    """Return the right end of a row: what is overdue, the status, the progress."""
    parts = [Content.styled(f"{row.overdue} overdue", f"bold {ERROR}")] if row.overdue else []
    if found.percent is None:
        return Content("  ").join([*parts, Content.styled("no template", WARN)])
    sign, color = STATUSES.get(found.status, ("○", WARN))
    status = Content.styled(sign, color)
    if layout.status:
        status = Content.assemble(
            status, " ", (f"{clipped(found.status_label, layout.status):<{layout.status}}", color)
        )
    progress = bar(found.percent / 100, 6, progress_color(found.percent / 100))
    percent = Content.styled(f"{found.percent:>4}%", OK if found.percent == 100 else "")
    return Content("  ").join([*parts, status, Content.assemble(progress, percent)])


def written_day(day: date, today: date) -> str:
    """Return a day in at most 8 columns: `Oct 25`; in another year, `Mar 2025`."""
    return short_day(day) if day.year == today.year else f"{day:%b %Y}"


def age(then: datetime, now: datetime) -> str:
    """Return how long ago something was, in short form."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"
