"""The timeline: a line that takes events, the table of them, their chart, and the figures computed from them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from pmtui.advice import Advice
from pmtui.causes.evidence import supported_by
from pmtui.causes.questions import first_sentence
from pmtui.confinement import Confinement
from pmtui.errors import EntryError
from pmtui.model.catalog import model_questions
from pmtui.model.edit import AnyEdit, apply, as_one
from pmtui.model.timeline import Event
from pmtui.parsing.days import Around, read_day
from pmtui.session import timeline_edits
from pmtui.session.unfinished_text import pending
from pmtui.template.input_parsing import enter
from pmtui.template.interview import AskedQuestion
from pmtui.timeline.charts import LETTERS
from pmtui.timeline.display_zones import next_zone
from pmtui.timeline.entry_line import EventLine, example, read_line
from pmtui.timeline.event_times import around, waiting
from pmtui.timeline.hints import hints
from pmtui.timeline.interpretations import said, waiting_words
from pmtui.timeline.ordering import sorting
from pmtui.timeline.trace import three_lines
from pmtui.tui import look
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.editors.entry_editor import EntryEditor
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.editors.time_editor import reading_words
from pmtui.tui.preferences import Looks
from pmtui.tui.tables.event_table import EventTable
from pmtui.tui.textual_workarounds import draw, when_drawn
from pmtui.tui.timeline_messages import (
    NOT_PRINTED,
    asking_day,
    asking_day_words,
    asking_learned,
    asking_share,
    asking_shift,
    event_body,
    event_head,
    figure_line,
    figure_lines,
    legend,
    sentences_within,
)
from pmtui.tui.widgets.status_line import TALL

if TYPE_CHECKING:  # the preview's screens are imported where they're opened
    from pmtui.tui.addition import Addition

_PARTS = 5
_AT_ONCE = 0.02
"""Seconds from a move of the cursor until the event is shown in full: the row is painted first."""
_SETTLE = 0.08
"""Seconds from a move of the cursor until the chart shows it: it's drawn from all events."""

_MILESTONES = {letter: milestone for milestone, letter in LETTERS.items()}


class DayMayBeKnown(Message):
    """An event was added that may have given the incident its date: others may have waited for it."""


class TimelineEditor(EntryEditor):
    """The events of the incident."""

    HELP = """\
## Timeline

Type a time and what happened; after a `|`, what was done about it, if your document has a place for that.
If you paste several lines, you see what each one becomes before anything is added. {event.import} imports files of
other tools, such as exports of chats or pagers. You can also drop a file here, or paste its path.

{entry.cancel} clears the line; **Right** restores its text, as does {undo}.

In the table, capital letters mark milestones, and pmtui computes the durations: **S** impact started, **D** detected,
**A** acknowledged, **I** cause identified, **F** fix started, **M** mitigated, **R** resolved, **C** closed. An event
can have several. Press the same letter to clear one, **N** to clear all. {event.share} sets the failure rate from that
event on.

Below the table is the selected event in full. {grid.edit} opens its text, Tab moves to what was done, the details,
and the source; if something isn't shown for lack of room, the line above it names it.

The durations are *detect* (TTD), *ack* (TTA), *cause* (time to identify, TTI), *mitigate* (TTM), and *resolve* (TTR).

The chart is to scale: milestone letters, failure rate (`█ ▓ ▒ ░`), selected event (`◆`). `…` means more events lie
beyond the edge.
"""

    BINDINGS = [bind("event.import", "import_files", show=False)]

    table: EventTable

    _lacks = ""
    """What the timeline lacks as a whole."""

    def take_note(self, words: str) -> None:
        """Show what the timeline lacks where there's no entry to explain; a line that takes no room of its own."""
        if words != self._lacks:
            self._lacks = words
            if self._is_whole:
                self.draw_hint()

    def how(self) -> str:
        """What the timeline lacks, otherwise other forms of a time, and the keys."""
        table = f"   {key_name(self, 'entry.table')}: table"
        note = sentences_within(self._lacks, self.size.width - 2 - len(table))
        if note:
            return f"{note}{table}"
        return f"Or 2:32pm, +5, ~14:00, 14:00-14:20, ?   Enter: add{table}"

    def make_table(self, question: AskedQuestion) -> EventTable:
        """Return the table of the events, with all that an event can hold behind Enter."""
        columns = model_questions()[question.base].columns
        self._hints: dict[str, Advice] = {}
        self._hinted: object = None
        self._drawing: Timer | None = None
        self._showing: Timer | None = None
        self._prints_action = "action" in question.printed
        self.example = example(with_action=self._prints_action)
        whole = replace(question, columns=columns)
        return EventTable(self.session, whole, self.do, self.hint)

    def make_line(self) -> EntryLine:
        """Return the line, which understands the path of a file that is dropped on it."""
        line = super().make_line()
        line.offered = self._offered
        return line

    def hint(self, event_id: str) -> str:
        """Return what is wrong with an event, otherwise the review's finding; right after its change, that first."""
        own, found = key_map(self).told(self._hints.get(event_id, Advice())), self.found.get(event_id, "")
        is_changed = self.session.values_place.startswith(f"timeline.{event_id}.")
        return (found or own) if is_changed else (own or found)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The chart, the table, the selected event with the figures, the entry line with its interpretation."""
        self.set_class(self._is_tall, "-tall", update=False)
        yield Static("", classes="chart", markup=False)
        yield self.table
        yield Static(
            f"No events yet. Type one, paste a chat or log, or press {key_name(self, 'event.import')} for files.",
            classes="empty",
            markup=False,
        )
        with Container(classes="below"):
            yield Static("", classes="event", markup=False)
            yield Static("", classes="figures", markup=False)
        yield from self.compose_entry()

    @property
    def _is_tall(self) -> bool:
        return self.app.size.height >= TALL

    def show(self) -> None:
        super().show()
        if not self._is_whole:
            return
        timeline = self.session.postmortem.timeline
        if self._hinted is not timeline:
            self._hinted, self._hints = timeline, hints(self.session.postmortem)
        self._draw_figures()
        self._draw_chart()
        self.show_entry()
        self.draw_hint()

    @property
    def _is_whole(self) -> bool:
        """Whether all its parts are there: some go before others when it's on its way out."""
        return self.is_mounted and len(self.query(".chart, .event, .figures, .reading, EntryLine")) == _PARTS

    def _draw_figures(self) -> None:
        """Draw the durations: in full if there's room beside the event, otherwise in one line."""
        values = self.session.standing.values
        panel = self.query_one(".figures", Static)
        is_wide = self.screen.has_class("-wide")
        panel.border_title = " Durations " if is_wide else ""
        width = max(0, panel.size.width - 2)
        draw(panel, figure_lines(values, width) if is_wide else figure_line(values, width), layout=False)

    def _draw_chart(self) -> None:
        index = self.table.index
        at = self.table.rows_now()[index].at if index is not None else None
        postmortem, width, zone = self.session.postmortem, max(0, self.size.width - 2), self.table.shown_zone
        if self._is_tall:
            chart = Content("\n").join(look.painted(line) for line in three_lines(postmortem, width, zone, at))
        else:
            chart = look.trace(postmortem, width, zone, at)
        draw(self.query_one(".chart", Static), chart, layout=False)

    def _draw_event(self) -> None:
        """Draw the selected event in full, and above it what isn't shown for lack of room."""
        panel = self.query_one(".event", Static)
        index = self.table.index
        if index is None:
            panel.border_title = ""
            draw(panel, "", layout=False)
            return
        event = self.table.rows_now()[index]
        supports = "; ".join(first_sentence(node.text) for node in supported_by(self.session.postmortem, event.id))
        room = panel.content_size
        body, missing = event_body(event, self.hint(event.id), supports, room.width, room.height)
        panel.border_title = event_head(event, self.table.clock(event), missing, panel.size.width, key_map(self))
        draw(panel, body, layout=False)

    def draw_hint(self) -> None:
        """Show the selected event, and below the entry line what the letters of the table do while it has the focus."""
        self._draw_event()
        if self.table.has_focus and self._asking is None:
            draw(self.query_one(".reading", Static), legend(self.size.width - 2), layout=False)
        else:
            self.draw_reading()

    def on_resize(self) -> None:
        self.set_class(self._is_tall, "-tall")
        self.show()
        when_drawn(self, self.show)  # the room for the event is known then

    def make_form(self, row_id: str) -> RowForm:
        """Return a form for an event; its times are in the incident's zone."""
        self.table.zone = None
        self.screen.add_class("-row")
        return super().make_form(row_id)

    def _close(self) -> None:
        self.screen.remove_class("-row")
        super()._close()

    # -- the entry line ----------------------------------------------------------------------------------------------

    def around(self) -> Around:
        """Return what a time is read by: the incident's day and zone, the selected event."""
        return around(self.session.postmortem, self.table.index)

    def leave_upwards(self) -> None:
        """Stay: a letter for the first event would go into the field above."""

    def line(self) -> EventLine:
        """Return what the entry line says, with the reading that the author has chosen."""
        text = self.query_one(EntryLine).value
        line = read_line(text, self.around())
        if text.strip() in _MILESTONES:
            go = f"Press {key_name(self, 'entry.table')} to go there."
            return replace(line, problem=f"{text.strip()} marks a milestone in the table. {go}")
        reading = line.reading
        if self._other and reading is not None and reading.other is not None:
            line = replace(line, reading=replace(reading.other, other=reading, has_day=reading.has_day))
        return line

    def reading_words(self) -> str:
        """Return how the time in the line is read, or why it can't be."""
        line = self.line()
        if self._files():
            return "A file: press Enter to see its events."
        if line.problem:
            return f"{line.problem} Press {key_name(self, 'entry.cancel')} to clear the line."
        unprinted = NOT_PRINTED if line.action and not self._prints_action else ""
        if line.waiting:
            words = asking_day_words(line) if self._asks_for_day(line) else waiting_words(line)
        elif line.reading is None:
            words = "No time: it goes below the selected event."
        else:
            words = reading_words(self, line.reading, ZoneInfo(self.session.postmortem.incident.timezone))
        return " ".join(filter(None, (words, unprinted)))

    def _asks_for_day(self, line: EventLine) -> bool:
        """Return whether Enter asks which day a line's time is of: no event waits for that yet."""
        return bool(line.waiting) and not waiting(self.session.postmortem)

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self._open_paste(event.text)

    def take_entry(self) -> None:
        """Add the event that the line says; import the file, if it says nothing but a path."""
        files = self._files()
        if files:
            self._import(files)
            return
        line = self.line()
        if line.problem:
            self.draw_reading()
        elif self._asks_for_day(line):
            self.ask(asking_day(line, self._add_on))
        else:
            self._add(line)

    def _add_on(self, day: str) -> str:
        """Add the event that the line says, on the incident's day; return why it can't be, or an empty string.

        Args:
            day: what was typed as the day; if it's blank, the event waits for one.
        """
        postmortem = self.session.postmortem
        dated: AnyEdit | None = None
        if day.strip():
            try:
                date = read_day(day, self.session.today()).isoformat()
            except EntryError as error:
                return str(error)
            dated = enter(postmortem, "incident.date", date)
            postmortem = apply(postmortem, dated)
        line = read_line(pending(self.session, self._line_key), around(postmortem, self.table.index))
        if line.problem:
            return line.problem
        self._add(line, dated)
        return ""

    def _add(self, line: EventLine, dated: AnyEdit | None = None) -> None:
        """Add an event in one step, with the edit that gives the incident its date, if it gets one."""
        event_id, edits = timeline_edits.adding(self.session, line, self.table.index)
        edits = [*([dated] if dated else []), *edits, self.taken()]
        self.session.apply(as_one(edits), f"timeline.{event_id}")
        self.post_message(DayMayBeKnown())
        self._other = False
        self.show_table(event_id)
        self.show_entry()
        if line.reading is not None and line.reading.note:
            words = said(line.reading, ZoneInfo(self.session.postmortem.incident.timezone))
            self.added = f"Added: {words} Press {key_name(self, 'undo')} to undo."
            self.draw_reading()

    # -- the table's keys --------------------------------------------------------------------------------------------

    @on(Click, ".event")
    def _clicked(self, event: Click) -> None:
        """Edit the selected event where it's shown."""
        event.stop()
        self.do("edit")

    @on(EventTable.Moved)
    def _moved(self, event: EventTable.Moved) -> None:
        event.stop()
        if self._showing is None:
            self._showing = self.set_timer(_AT_ONCE, self._show_event)
        if self._drawing is None:
            self._drawing = self.set_timer(_SETTLE, self._redraw_chart)

    def _show_event(self) -> None:
        self._showing = None
        self._draw_event()

    def _redraw_chart(self) -> None:
        self._drawing = None
        self._draw_chart()

    def do_key(self, action: str, key: str) -> bool:
        """Do what a key means that only the timeline has; return whether it's one of those."""
        index = self.table.index
        if action == "key":
            self._key(key)
        elif action == "paste":
            self._open_paste("")
        elif action in _CHANGES and index is not None:
            _CHANGES[action](self, index, self.table.chosen())
        return action in ("key", "paste", *_CHANGES)

    def _key(self, key: str) -> None:
        if key in _MILESTONES or key == "N":
            self.apply(timeline_edits.marking(self.table.chosen(), _MILESTONES.get(key)))
        else:
            self.type_on(key)

    def _duplicate(self, index: int, chosen: list[Event]) -> None:
        event_id, edits = timeline_edits.copying(self.session, self.table.rows_now()[index], index)
        self.apply(edits, f"timeline.{event_id}")
        self.table.go_to(event_id)

    def _join(self, index: int, chosen: list[Event]) -> None:
        events = chosen if len(chosen) > 1 else list(self.table.rows_now()[index : index + 2])
        problem = timeline_edits.joinable(self.table.rows_now(), events)
        if problem:
            self.app.notify(problem, timeout=4, markup=False)
        elif len(events) > 1:
            self.apply(timeline_edits.merge_events_edits(self.session, events))
            self.table.go_to(events[0].id)

    def _split(self, index: int, chosen: list[Event]) -> None:
        edits = timeline_edits.splitting(self.session, index)
        if not edits:
            self.app.notify("Nothing to split: it needs a line break, a semicolon, or a second sentence.", markup=False)
        self.apply(edits)

    def _shift(self, index: int, chosen: list[Event]) -> None:
        self.ask(asking_shift(chosen, self.apply, key_map(self)))

    def _sort(self, index: int, chosen: list[Event]) -> None:
        moves = sorting(self.table.rows_now())
        if not moves:
            self.app.notify("The events are already in order.", timeout=3, markup=False)
        self.apply(moves)

    def _learn(self, index: int, chosen: list[Event]) -> None:
        self.ask(asking_learned(chosen, self.around(), self.apply))

    def _share(self, index: int, chosen: list[Event]) -> None:
        self.ask(asking_share(self.table.rows_now()[index], self.apply))

    def _next_zone(self, index: int, chosen: list[Event]) -> None:
        self.table.zone = next_zone(self.session.postmortem, self.table.zone)
        self.table.show()
        self._draw_event()
        self._draw_chart()

    def move_row(self, index: int, by: int) -> None:
        """Move an event past its neighbor of the same time, or one without a time."""
        rows = self.table.rows_now()
        event, other = rows[index], rows[max(0, min(index + by, len(rows) - 1))]
        if event.at is not None and other.at is not None and event.at != other.at:
            words = f"Events are ordered by time. Press {key_name(self, 'grid.edit')} to change a time."
            self.app.notify(words, timeout=4, markup=False)
        else:
            super().move_row(index, by)

    # -- pastes and files --------------------------------------------------------------------------------------------

    def _open_paste(self, text: str) -> None:
        from pmtui.tui.screens.paste import PasteScreen

        self.app.push_screen(PasteScreen(self.session, self.around(), text), self._added)

    def _added(self, addition: "Addition | None") -> None:
        """Add what the author has taken in a preview, in one step."""
        if addition is not None:
            known = {event.id for event in self.table.rows_now()}
            if self.apply([addition.edit], "timeline") and addition.told:
                self.app.notify(addition.told, timeout=8, markup=False)
            self.post_message(DayMayBeKnown())
            new = [event.id for event in self.table.rows_now() if event.id not in known]
            self.table.go_to(new[-1]) if new else None
        self.focus_first()

    @property
    def _within(self) -> Confinement | None:
        return self.app.within if isinstance(self.app, Looks) else None

    def action_import_files(self) -> None:
        """Choose files to import."""
        from pmtui.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(self.session, Path.cwd(), self._within), self._added)

    def _files(self) -> list[str]:
        """Return the files that the line names, if it says nothing else."""
        from pmtui.session.file_choices import dropped_paths

        return dropped_paths(self.line_editor.value, self._within)

    def _offered(self, text: str) -> bool:
        """Import the files whose paths were dropped or pasted; return whether they were any."""
        from pmtui.session.file_choices import dropped_paths

        files = dropped_paths(text, self._within)
        if files:
            self._import(files)
        return bool(files)

    def _import(self, names: list[str]) -> None:
        from pmtui.tui.screens.files import import_screen

        def taken(addition: "Addition | None") -> None:
            if addition is not None and self._files() == names:  # the path in the line has done its work
                addition = replace(addition, edit=as_one([addition.edit, self.taken()]))
            self._added(addition)
            self.show_entry()

        self.app.push_screen(import_screen(self.session, names, self._within), taken)


_CHANGES: dict[str, Callable[[TimelineEditor, int, list[Event]], None]] = {
    "duplicate": TimelineEditor._duplicate,
    "join": TimelineEditor._join,
    "split": TimelineEditor._split,
    "shift": TimelineEditor._shift,
    "sort": TimelineEditor._sort,
    "learned": TimelineEditor._learn,
    "share": TimelineEditor._share,
    "zone": TimelineEditor._next_zone,
}
"""What the table's keys change."""
