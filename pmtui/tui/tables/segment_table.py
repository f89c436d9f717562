"""The impact's segments as rows: those that come from the timeline, and those that were added by hand."""

from dataclasses import dataclass
from datetime import datetime

from pmtui.figures.segments import Impacted, Stretch
from pmtui.model.inputs import ImpactSegment
from pmtui.model.scales import Degradation, ShareOf
from pmtui.parsing.moments import write_clock
from pmtui.parsing.shares import write_share
from pmtui.text import short_day
from pmtui.tui.tables.row_table import RowTable
from pmtui.tui.tables.table import GUTTER, Column

FROM_TIMELINE = "event:"
"""What the id of a row begins with that comes from an event of the timeline."""

_MOST = {"start": 12, "end": 12, "share": 19, "effect": 11, "service": 24}
"""The columns, and their widths at most: `25 Oct 14:32`, `33.333% of requests`."""

_LEAST = {"effect": 8, "share": 6, "service": 8}
"""The columns that get narrower if there's no room, in this order, and their widths at least."""

_HEADS = {"share": "Failing", "effect": "What"}

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
    """The segments: those that can be counted in chronological order, then the others."""

    _of: tuple[Impacted, tuple[ImpactSegment, ...]] | None = None
    _rows: tuple[SegmentRow, ...] = ()
    """The rows, worked out once for what they come from: each line that is drawn asks for them."""

    def columns(self) -> list[Column]:
        """Return the columns as wide as what is in them; the service's only if a row has one, or a problem."""
        rows = self.rows_now()
        labels = {each.name: _HEADS.get(each.name, each.label) for each in self.question.columns}
        names = [name for name in _MOST if name != "service" or any(row.service or row.problem for row in rows)]
        columns = [Column(name, labels[name], 0) for name in names]
        widths = {
            each.name: min(
                _MOST[each.name], max(len(each.label), *(len(self.written(0, row, each)) for row in rows), 0)
            )
            for each in columns
        }
        over = sum(width + 1 for width in widths.values()) - (self.size.width - GUTTER - 1)
        for name, least in _LEAST.items():
            taken = min(max(0, over), max(0, widths.get(name, 0) - least))
            over -= taken
            if taken:
                widths[name] -= taken
        return [Column(name, labels[name], widths[name]) for name in names]

    @property
    def found(self) -> Impacted:
        """When what failed, as of now."""
        return self.session.standing.values.basis.impacted

    def rows_now(self) -> tuple[SegmentRow, ...]:
        """Return the rows: what can be counted in chronological order, then what can't."""
        found, segments = self.found, self.session.postmortem.impact.segments
        if self._of is None or self._of[0] is not found or self._of[1] is not segments:
            rows = [_row(stretch, found.problems.get(stretch.source, "")) for stretch in found.stretches]
            counted = {row.id for row in rows}
            others = [_uncounted(row, found.problems.get(row.id, "")) for row in segments if row.id not in counted]
            self._of, self._rows = (found, segments), (*rows, *others)
        return self._rows

    def selected_row(self) -> SegmentRow | None:
        """Return the row under the cursor."""
        index = self.index
        return self.rows_now()[index] if index is not None else None

    def written(self, index: int, row: SegmentRow, column: Column) -> str:
        """Return the answer in a cell, as text."""
        if column.name in ("start", "end"):
            return self._clock(getattr(row, column.name))
        if column.name == "share":
            return f"{row.share} of {row.of.value}" if row.of else row.share
        if column.name == "effect":
            return _BRIEF[row.effect] if row.effect else ""
        text = row.service or ("(all)" if not row.problem else "! see below")
        return f"! {text}" if row.problem and row.service else text

    def _clock(self, at: datetime | None) -> str:
        """Write a time in few cells: with its day if that isn't the incident's."""
        if at is None:
            return ""
        values = self.session.standing.values
        local = at.astimezone(values.zone)
        day = "" if local.date() == values.postmortem.incident.date else f"{short_day(local)} "
        return f"{day}{write_clock(local)}"


def _uncounted(row: ImpactSegment, problem: str) -> SegmentRow:
    return SegmentRow(row.id, row.start, row.end, row.share, row.of, row.effect, row.service, problem=problem)


def _row(stretch: Stretch, problem: str) -> SegmentRow:
    share = write_share(stretch.share, 3) + (" assumed" if stretch.is_assumed else "")
    row_id = stretch.source if stretch.is_by_hand else FROM_TIMELINE + stretch.source
    return SegmentRow(row_id, stretch.start, stretch.end, share, stretch.of, stretch.effect, stretch.service,
                      stretch.until, problem)  # fmt: skip
