"""The events as a table that draws only the rows in sight, so that 5,000 cost what 20 do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.errors import EditError
from pmtui.model.kinds import Kind
from pmtui.model.moments import write_clock, write_span
from pmtui.model.timeline import Event
from pmtui.model.whereabouts import position
from pmtui.plain import visible
from pmtui.template.asking import Question
from pmtui.timeline.strip import LETTERS
from pmtui.tui.session import Session


@dataclass(frozen=True)
class Column:
    """A column on screen.

    Attributes:
        name: the event's field.
        label: its head.
        width: its cells' width.
    """

    name: str
    label: str
    width: int


_GUTTER = 2


class EventTable(ScrollView, can_focus=True):
    """The rows of the timeline. The cursor is on a cell and stays on its event whatever is added or sorted."""

    BINDINGS = [
        Binding("enter", "do('edit')", "Edit", id="event.edit"),
        Binding("a,insert", "do('add')", "Add", show=False, id="event.add", tooltip="Add an event below this one"),
        Binding("d,delete", "do('remove')", "Remove", show=False, id="event.remove"),
        Binding("space", "select", "Select", show=False, id="event.select", tooltip="Select this event, or no longer"),
        Binding("ctrl+a,asterisk", "select_all", "Select all", show=False, id="event.all", tooltip="All, or none"),
        Binding("c", "do('duplicate')", "Copy", show=False, id="event.copy", tooltip="A second one below it"),
        Binding("j", "do('join')", "Join", show=False, id="event.join", tooltip="Join the selected, or with the next"),
        Binding("x", "do('split')", "Split", show=False, id="event.split", tooltip="Split at the first break"),
        Binding("o", "do('shift')", "Shift times", show=False, id="event.shift", tooltip="A clock ran wrong"),
        Binding("t", "do('sort')", "Sort", show=False, id="event.sort", tooltip="Put all in order of time"),
        Binding("l", "do('learned')", "Learned later", show=False, id="event.learned", tooltip="When it was learned"),
        Binding("percent_sign", "do('share')", "Share failing", show=False, id="event.share"),
        Binding(
            "z",
            "do('zone')",
            "Zone",
            show=False,
            id="event.zone",
            tooltip="Show times in UTC, the incident's zone, or mine",
        ),
        Binding(
            "p", "do('paste')", "Paste", show=False, id="event.paste", tooltip="Make events of lines from elsewhere"
        ),
        Binding("alt+up", "do('up')", "Move up", show=False, id="event.up"),
        Binding("alt+down", "do('down')", "Move down", show=False, id="event.down"),
        Binding("up", "move(-1)", "Row above", show=False),
        Binding("down", "move(1)", "Row below", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(False)", "First", show=False),
        Binding("end", "end(True)", "Last", show=False),
        Binding("left", "column(-1)", "Column left", show=False),
        Binding("right", "column(1)", "Column right", show=False),
    ]

    class Moved(Message):
        """The cursor is on another event."""

    def __init__(
        self, session: Session, question: Question, hint: Callable[[str], str], do: Callable[[str], None]
    ) -> None:
        """Make a table; `hint` says what is odd about an event, `do` does what a key means, before the next key."""
        super().__init__()
        self.do = do
        self.session = session
        self.question = question
        self.hint = hint
        self.zone: tzinfo | None = None
        self.selected: set[str] = set()
        self._cursor: str | None = None
        self._at = 0
        self._column = 0

    # -- what is there -----------------------------------------------------------------------------------------------

    def rows_now(self) -> tuple[Event, ...]:
        """Return the events, in order."""
        return self.session.postmortem.timeline

    @property
    def shown_zone(self) -> tzinfo:
        """The zone that times are shown in."""
        return self.zone or ZoneInfo(self.session.postmortem.incident.timezone)

    def current(self) -> str | None:
        """Return the id of the event under the cursor, or None."""
        index = self.index
        return self.rows_now()[index].id if index is not None else None

    @property
    def index(self) -> int | None:
        """The position of the event under the cursor; where it's gone, of the one in its place."""
        rows = self.rows_now()
        if not rows:
            return None
        if self._cursor is not None:
            try:
                self._at = position(rows, self._cursor, "timeline")
                return self._at
            except EditError:
                self._cursor = None
        return min(self._at, len(rows) - 1)

    def chosen(self) -> list[Event]:
        """Return the selected events, in order; the one under the cursor where none is."""
        if self.selected:
            return [event for event in self.rows_now() if event.id in self.selected]
        index = self.index
        return [self.rows_now()[index]] if index is not None else []

    @property
    def column(self) -> Column:
        """The column that the cursor is in."""
        columns = self.columns()
        return columns[min(self._column, len(columns) - 1)]

    def columns(self) -> list[Column]:
        """Return the columns that there's room for; what is printed first gets the room."""
        room = max(20, self.size.width - _GUTTER)
        found = [Column("at", self._time_label(), 15)]
        extra = [Column("milestone", "Milestone", 15), Column("failing", "Fails", 6)]
        rest = room - sum(column.width + 1 for column in (*found, *extra))
        if rest < 60:
            extra = [Column("milestone", "M", 1), *([Column("failing", "Fails", 6)] if room >= 44 else [])]
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

    # -- drawing -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin at the last event: that's where one goes on."""
        rows = self.rows_now()
        if rows and self._cursor is None:
            self._cursor = rows[-1].id
        self.show()

    def on_resize(self) -> None:
        """Fit the new size."""
        self.show()

    def show(self) -> None:
        """Draw what the record holds."""
        rows = self.rows_now()
        self.virtual_size = Size(self.size.width, len(rows) + 1)
        self.styles.height = min(len(rows) + 1, max(6, self.app.size.height - 16)) if rows else 1
        self.selected &= {event.id for event in rows} if self.selected else set()
        self.scroll_to_cursor()
        self.refresh()

    def scroll_to_cursor(self) -> None:
        """Keep the row in hand in sight, below the head."""
        index = self.index
        if index is None:
            return
        height = max(1, self.size.height - 1)
        top = round(self.scroll_offset.y)
        if index < top:
            self.scroll_to(y=index, animate=False)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the head, or a row."""
        width = self.size.width
        base = self.rich_style
        if y == 0:
            head = " " * _GUTTER + " ".join(f"{c.label[: c.width]:<{c.width}}" for c in self.columns())
            return Strip([Segment(head[:width].ljust(width), base + Style(bold=True))], width)
        index = y - 1 + round(self.scroll_offset.y)
        rows = self.rows_now()
        if index >= len(rows):
            return Strip.blank(width, base)
        return self._row(index, rows[index], base).adjust_cell_length(width, base)

    def _row(self, index: int, event: Event, base: Style) -> Strip:
        in_hand = index == self.index
        mark = "●" if event.id in self.selected else "›" if in_hand else "!" if self.hint(event.id) else " "
        has_focus = in_hand and self.has_focus
        row_style = base + Style(bold=True) if in_hand else base
        segments = [Segment(f"{mark} ", row_style)]
        current = self.column.name
        for column in self.columns():
            style = row_style + Style(reverse=True) if has_focus and column.name == current else row_style
            segments += [
                Segment(_fitted(self.cell(index, event, column), column.width), style),
                Segment(" ", row_style),
            ]
        return Strip(segments)

    def cell(self, index: int, event: Event, column: Column) -> str:
        """Return what stands in a cell."""
        typed = self.session.postmortem.typed.get(f"timeline.{event.id}.{column.name}")
        if typed is not None:
            return typed
        if column.name == "at":
            return self._time(index, event)
        if column.name == "milestone":
            if event.milestone is None:
                return ""
            return LETTERS.get(event.milestone, "%") if column.width == 1 else event.milestone.label
        text = self.session.entering.write(Kind.PROSE, getattr(event, column.name))
        if column.name == "event":
            more = f" (+{len(event.details)})" if event.details else ""
            return text + more + (" (learned afterwards)" if event.is_learned_later else "")
        return text

    def _time(self, index: int, event: Event) -> str:
        if event.at is None:
            return "?"
        local = event.at.astimezone(self.shown_zone)
        before = self._before(index)
        clock = write_clock(local)
        if before is None or before.astimezone(self.shown_zone).date() != local.date():
            clock = f"{local:%d %b} {clock}"
        until = write_clock(event.until.astimezone(self.shown_zone)) if event.until else ""
        return write_span(clock, until, approximate=bool(event.approximate))

    def _before(self, index: int) -> datetime | None:
        rows = self.rows_now()
        while index > 0:
            index -= 1
            if rows[index].at is not None:
                return rows[index].at
        return None

    # -- the cursor --------------------------------------------------------------------------------------------------

    def go_to(self, event_id: str) -> None:
        """Put the cursor on an event."""
        self._cursor = event_id
        self.scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def _go(self, index: int) -> None:
        rows = self.rows_now()
        if rows:
            self.go_to(rows[max(0, min(index, len(rows) - 1))].id)

    def action_move(self, by: int) -> None:
        """Go to the row above or below; past the ends, to what is there on the screen."""
        index = self.index
        if index is None or not 0 <= index + by < len(self.rows_now()):
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()
        else:
            self._go(index + by)

    def action_page(self, by: int) -> None:
        """Go a screenful up or down."""
        self._go((self.index or 0) + by * max(1, self.size.height - 2))

    def action_end(self, last: bool) -> None:
        """Go to the first row, or the last."""
        self._go(len(self.rows_now()) - 1 if last else 0)

    def action_column(self, by: int) -> None:
        """Go to the column beside."""
        self._column = max(0, min(self._column + by, len(self.columns()) - 1))
        self.refresh()

    def action_select(self) -> None:
        """Select the event under the cursor, or no longer, and go on to the next."""
        current = self.current()
        if current is not None:
            self.selected ^= {current}
            self._go((self.index or 0) + 1)

    def action_select_all(self) -> None:
        """Select every event; where all are, none."""
        every = {event.id for event in self.rows_now()}
        self.selected = set() if self.selected == every else every
        self.refresh()

    def action_do(self, what: str) -> None:
        """Let the editor do it."""
        self.do(what)

    def on_key(self, event: Key) -> None:
        """A capital letter marks a milestone; a digit is the beginning of an entry."""
        if event.character and (event.character in _MILESTONE_KEYS or event.character in "0123456789+~"):
            event.stop()
            event.prevent_default()
            self.do(f"key {event.character}")

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse is."""
        if event.y > 0:
            self._go(event.y - 1 + round(self.scroll_offset.y))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor no longer."""
        self.refresh()

    def refresh_row(self) -> None:
        """Draw the rows in sight again."""
        self.refresh(Region(0, 0, *self.size))


_MILESTONE_KEYS = {*LETTERS.values(), "N"}


def _fitted(text: str, width: int) -> str:
    """Return a cell's text in one line of its width."""
    from rich.cells import cell_len, set_cell_size

    line = visible(text).strip().replace("\n", " / ")
    return set_cell_size(line, width) if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"
