"""The impact's segments as rows: those that come from the timeline, and those that were added by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.text import Text

from pmtui.figures.segments import Impacted, Stretch
from pmtui.model.catalog import Question
from pmtui.model.inputs import ImpactSegment
from pmtui.model.scales import Degradation, ShareOf
from pmtui.parsing.moments import write_clock
from pmtui.parsing.numbers import write_share
from pmtui.text import visible
from pmtui.tui.tables.row_table import RowTable

FROM_TIMELINE = "event:"
"""What the id of a row begins with that comes from an event of the timeline."""

_SHOWN = ("start", "end", "share", "effect", "service")
_BRIEF = {
    Degradation.COMPLETE_OUTAGE: "outage",
    Degradation.PARTIAL_OUTAGE: "part outage",
    Degradation.DEGRADED_PERFORMANCE: "degraded",
}


@dataclass(frozen=True)
class SegmentRow:
    """A row of the table; what it shows is named as in the postmortem.

    Attributes:
        id: the row's id in the postmortem, or `event:` and the id of the event that it begins with.
        start: from when.
        end: until when.
        share: the failure rate, as text.
        of: a share of what.
        effect: outage or degradation.
        service: the service; empty for all.
        until: the event that it ends with.
        problem: what is wrong with it.
    """

    id: str
    start: datetime | None
    end: datetime | None
    share: str
    of: ShareOf | None
    effect: Degradation | None
    service: str
    until: str = ""
    problem: str = ""


class SegmentTable(RowTable):
    """The segments. Rows of the timeline are edited at their events; others come and go."""

    def columns_shown(self) -> tuple[Question, ...]:
        """Return the columns; what the failure rate is of is next to it."""
        columns = {column.name: column for column in self.question.columns}
        return tuple(columns[name] for name in _SHOWN)

    @property
    def found(self) -> Impacted:
        """When what failed, as of now."""
        return self.session.standing.values.basis.impacted

    def rows_now(self) -> tuple[Any, ...]:
        """Return the rows: what can be counted in chronological order, then what can't."""
        found = self.found
        rows = [_row(stretch, found.problems.get(stretch.source, "")) for stretch in found.stretches]
        counted = {row.id for row in rows}
        others = [row for row in self.session.postmortem.impact.segments if row.id not in counted]
        return (*rows, *(_uncounted(row, found.problems.get(row.id, "")) for row in others))

    def row_in_hand(self) -> SegmentRow | None:
        current = self.current()
        return next((row for row in self.rows_now() if row.id == current), None)

    def _cell(self, row: Any, column: Question) -> Text:
        typed = self.session.postmortem.typed.get(f"{self.question.base}.{row.id}.{column.name}")
        if column.name in ("start", "end") and typed is None:
            return Text(self._clock(getattr(row, column.name)))
        if column.name == "share":
            of = f" of {row.of.value}" if row.of else ""
            return Text(visible(f"{row.share}{of}"))
        if column.name == "effect":
            return Text(_BRIEF[row.effect] if row.effect else "")
        if column.name == "service":
            text = row.service or ("(all)" if not row.problem else "! see below")
            return Text(visible(f"! {text}" if row.problem and row.service else text)[:24])
        return super()._cell(row, column)

    def _clock(self, at: datetime | None) -> str:
        """Write a time in few cells: with its day if that isn't the incident's."""
        if at is None:
            return ""
        values = self.session.standing.values
        local = at.astimezone(values.zone)
        day = "" if local.date() == values.postmortem.incident.date else f"{local:%d %b} "
        return f"{day}{write_clock(local)}"

    def _look(self, row: Any) -> tuple[Any, ...]:
        typed = tuple(item for item in self.session.postmortem.typed.items() if item[0].startswith("impact.segments."))
        return (*super()._look(row), typed)

    def action_remove(self) -> None:
        """Take a row that was added by hand out."""
        current = self.current()
        if current is not None and current.startswith(FROM_TIMELINE):
            self.app.notify("This row comes from the timeline. To remove it, change its event.", markup=False)
        else:
            super().action_remove()

    def action_move(self, by: int) -> None:
        """Do nothing: rows are in chronological order."""


def _uncounted(row: ImpactSegment, problem: str) -> SegmentRow:
    return SegmentRow(row.id, row.start, row.end, row.share, row.of, row.effect, row.service, problem=problem)


def _row(stretch: Stretch, problem: str) -> SegmentRow:
    share = write_share(stretch.share, 3) + (" assumed" if stretch.is_assumed else "")
    row_id = stretch.source if stretch.is_by_hand else FROM_TIMELINE + stretch.source
    return SegmentRow(row_id, stretch.start, stretch.end, share, stretch.of, stretch.effect, stretch.service,
                      stretch.until, problem)  # fmt: skip
