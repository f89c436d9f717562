"""The events of the timeline as a table."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from textual.events import Key

from pmtui.model.kinds import Kind
from pmtui.model.timeline import Event
from pmtui.parsing.moments import write_clock, write_span
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import short_day
from pmtui.timeline.charts import LETTERS, letters
from pmtui.tui.binding import bind
from pmtui.tui.tables.table import ENTRY_KEYS, GUTTER, Column, DoKey, Table


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

    opens = "event"

    def __init__(self, session: Session, question: AskedQuestion, do: DoKey, hint: Callable[[str], str]) -> None:
        """Make the table of a session's events."""
        super().__init__(session, question, do, hint)
        self._column = 1  # Enter opens what happened, and not the time before it
        self.zone: tzinfo | None = None
        self._counted: tuple[Event, ...] | None = None
        self._most = 1
        self._years_of: tuple[tuple[Event, ...], date | None, tzinfo] | None = None
        self._years = False

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
        """Return the columns that there's room for; what is printed first gets the room."""
        room = max(20, self.size.width - GUTTER)
        found = [Column("at", self._time_label(), 19 if self._has_years() else 15)]
        extra = [Column("milestones", "Milestones", 15), Column("failing", "Fails", 6)]
        rest = room - sum(column.width + 1 for column in (*found, *extra))
        if rest < 60:
            extra = [Column("milestones", "M", self._most_letters())]
            extra += [Column("failing", "Fails", 6)] if room >= 44 else []
            rest = max(6, room - sum(column.width + 1 for column in (*found, *extra)))
        texts = ["event"]
        if rest >= 44 or ("action" in self.question.printed and rest >= 36):
            texts.append("action")
        if rest >= 80:
            texts.append("source")
        labels = {"event": "Event", "action": "Action taken", "source": "Source"}
        widths = {"event": rest if len(texts) == 1 else rest * 55 // 100, "source": 16}
        widths["action"] = rest - widths["event"] - (widths["source"] + 1 if "source" in texts else 0) - 1
        return [*found, *(Column(name, labels[name], widths[name]) for name in texts), *extra]

    def _time_label(self) -> str:
        zone = self.shown_zone
        name = getattr(zone, "key", None) or ("UTC" if zone is UTC else "my time")
        return f"Time {str(name).rsplit('/', 1)[-1].replace('_', ' ')}"

    def written(self, index: int, row: Event, column: Column) -> str:
        """Return the answer in a cell, as text."""
        if column.name == "at":
            return self._time(index, row)
        if column.name == "milestones":
            return self._milestones(row, column.width)
        text = self.session.entering.write(Kind.PROSE, getattr(row, column.name))
        if column.name == "event":
            more = f" (+{len(row.details)})" if row.details else ""
            return text + more + (" (learned later)" if row.is_learned_later else "")
        return text

    def _is_of_another_year(self, event: Event) -> bool:
        """Return whether an event's year isn't the incident's, or that isn't known: then its day is shown with it."""
        day = self.session.postmortem.incident.date
        return event.at is not None and (day is None or event.at.astimezone(self.shown_zone).year != day.year)

    def _has_years(self) -> bool:
        """Return whether a day is shown with its year; looked up once for each timeline, for it's drawn often."""
        now = (self.rows_now(), self.session.postmortem.incident.date, self.shown_zone)
        if self._years_of != now:
            self._years_of = now
            self._years = any(self._is_of_another_year(event) for event in now[0])
        return self._years

    def _most_letters(self) -> int:
        """Return how many milestones one event has at most; looked up once for each timeline, for it's drawn often."""
        timeline = self.rows_now()
        if self._counted is not timeline:
            self._counted = timeline
            self._most = max(1, max((len(event.milestones) for event in timeline), default=1))
        return self._most

    def _milestones(self, row: Event, width: int) -> str:
        """Return an event's milestones as text, if there's room for them; otherwise their letters."""
        words = self.session.entering.write(Kind.CHOICES, row.milestones)
        return words if len(words) <= width else letters(row.milestones)

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
