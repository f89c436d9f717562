"""The events of the timeline as a table."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from textual.events import Key

from pmtui.model.kinds import Kind
from pmtui.model.timeline import Event
from pmtui.parsing.moments import write_clock, write_span
from pmtui.parsing.shares import read_share
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import short_day
from pmtui.timeline.charts import LETTERS, letters
from pmtui.timeline.event_times import waiting_path
from pmtui.timeline.trace import MILESTONES, Meaning, meaning_of_share
from pmtui.tui.binding import bind
from pmtui.tui.tables.table import ENTRY_KEYS, GUTTER, Column, DoKey, Table
from pmtui.tui.widgets.status_line import TALL


class EventTable(Table[Event]):
    """The rows of the timeline, with their times in a zone of the author's choice."""

    BINDINGS = [
        *ENTRY_KEYS,
        bind("event.join", "do('join')", show=False),
        bind("event.split", "do('split')", show=False),
        bind("event.shift", "do('shift')", show=False),
        bind("event.sort", "do('sort')", show=False),
        bind("event.learned", "do('learned')", show=False),
        bind("event.share", "do('share')", show=False),
        bind("event.zone", "do('zone')", show=False),
        bind("event.paste", "do('paste')", show=False),
    ]

    opens = "event"  # what happened, and not the time before it
    fills = True

    def __init__(self, session: Session, question: AskedQuestion, do: DoKey, hint: Callable[[str], str]) -> None:
        """Make the table of a session's events."""
        super().__init__(session, question, do, hint)
        self.zone: tzinfo | None = None
        self._columns: list[Column] = []
        self._columns_of: tuple[object, ...] = ()

    @property
    def head(self) -> int:  # type: ignore[override]
        """No line on a low screen: what the columns are can be seen."""
        return 1 if self.app.size.height >= TALL else 0

    def action_move(self, by: int) -> None:
        """Go to the row above or below; below the last is the entry line, and above the first is nothing to type in."""
        if by > 0 or self.index:
            super().action_move(by)

    def shows_cursor(self) -> bool:
        """Return True: the entry line adds an event without a time below the row under the cursor."""
        return True

    @property
    def shown_zone(self) -> tzinfo:
        """The zone that times are shown in."""
        return self.zone or ZoneInfo(self.session.postmortem.incident.timezone)

    def columns(self) -> list[Column]:
        """Return the columns that the document prints, and those that hold something; the events get the room."""
        day = self.session.postmortem.incident.date
        known = (self.rows_now(), self.size.width, self.shown_zone, day, bool(self.head))
        if self._columns_of != known:
            self._columns_of, self._columns = known, self._fitting()
        return self._columns

    def _fitting(self) -> list[Column]:
        rows = self.rows_now()
        room = max(20, self.size.width - GUTTER - 1)
        some = [*range(len(rows))][:_MEASURED] + [*range(len(rows))][_MEASURED:][-_MEASURED:]
        clock = max([_CLOCK, *(len(self._time(index, rows[index])) for index in some)])
        before = [
            Column("at", self._time_label(), min(clock, _LONGEST_CLOCK if room >= _ROOMY else _CLOCK + 7)),
            Column("milestones", "", max([1, *(len(row.milestones) for row in rows)])),
        ]
        after = [Column("failing", "Fails", 5)] if any(row.failing for row in rows) else []
        rest = max(6, room - sum(column.width + 1 for column in (*before, *after)))
        texts = [Column("event", "Event", rest)]
        if rest >= _WITH_ACTION and "action" in self.question.printed and any(row.action for row in rows):
            first = rest * 60 // 100
            texts = [Column("event", "Event", first), Column("action", "Action taken", rest - first - 1)]
        return [*before, *texts, *after]

    def meaning(self, index: int, row: Event, column: Column) -> str:
        """Return what a cell's color means: the first milestone, how much fails; times and actions are quiet."""
        if column.name == "milestones":
            return _NAMES[MILESTONES[row.milestones[0]]] if row.milestones else ""
        if column.name == "failing":
            share = read_share(row.failing) if row.failing else None
            return _NAMES[meaning_of_share(share)] if share is not None else "warning"
        return "" if column.name == "event" else "quiet"

    def _time_label(self) -> str:
        zone = self.shown_zone
        name = getattr(zone, "key", None) or ("UTC" if zone is UTC else "my time")
        return f"Time {str(name).rsplit('/', 1)[-1].replace('_', ' ')}"

    def written(self, index: int, row: Event, column: Column) -> str:
        """Return the answer in a cell, as text."""
        if column.name == "at":
            return self._time(index, row)
        if column.name == "milestones":
            return letters(row.milestones)
        text = self.session.entering.write(Kind.PROSE, getattr(row, column.name))
        if column.name == "event":
            more = f" (+{len(row.details)})" if row.details else ""
            return text + more + (" (learned later)" if row.is_learned_later else "")
        return text

    def _is_of_another_year(self, event: Event) -> bool:
        """Return whether an event's year isn't the incident's, or that isn't known: then its day is shown with it."""
        day = self.session.postmortem.incident.date
        return event.at is not None and (day is None or event.at.astimezone(self.shown_zone).year != day.year)

    def clock(self, event: Event) -> str:
        """Return an event's time with its zone and without its day: `02:51-02:58 CEST`; `?` if it isn't known."""
        if event.at is None:
            return self.session.postmortem.typed.get(waiting_path(event.id), "") or "?"
        local = event.at.astimezone(self.shown_zone)
        until = f"{event.until.astimezone(self.shown_zone):%H:%M}" if event.until else ""
        return f"{write_span(f'{local:%H:%M}', until, approximate=bool(event.approximate))} {local.tzname()}"

    def _time(self, index: int, event: Event) -> str:
        if event.at is None:
            return "?"
        local = event.at.astimezone(self.shown_zone)
        before = self._before(index)
        clock = write_clock(local)
        if before is None or before.astimezone(self.shown_zone).date() != local.date():
            clock = (
                f"{short_day(local)}, {local.year} {clock}"
                if self._is_of_another_year(event)
                else f"{short_day(local)} {clock}"
            )
        until = write_clock(event.until.astimezone(self.shown_zone)) if event.until else ""
        return write_span(clock, until, approximate=bool(event.approximate))

    def _before(self, index: int) -> datetime | None:
        rows = self.rows_now()
        while index > 0:
            index -= 1
            if rows[index].at is not None:
                return rows[index].at
        return None

    def on_key(self, event: Key) -> None:
        """A capital letter marks a milestone; a digit is the beginning of an entry."""
        if event.character and (event.character in _MILESTONE_KEYS or event.character in "0123456789+~"):
            event.stop()
            event.prevent_default()
            self.do("key", event.character)


_MILESTONE_KEYS = {*LETTERS.values(), "N"}

_MEASURED = 400
"""How many rows at each end the width of the times follows from."""

_CLOCK, _LONGEST_CLOCK = 11, 25
"""Columns of a time: at least those of a range, and at most those of one on a day of another year."""

_ROOMY, _WITH_ACTION = 100, 96
"""Columns from which times are never cut, and from which there's room for what was done, too."""

_NAMES = {
    Meaning.HARM: "error",
    Meaning.PARTIAL: "warning",
    Meaning.OVER: "success",
    Meaning.PEOPLE: "accent",
}
"""The colors of meanings."""
