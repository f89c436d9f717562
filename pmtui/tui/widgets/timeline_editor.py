"""The timeline: a line that takes events, the table of them, their picture, and the figures that follow from them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from pmtui.causes.evidence import supported_by
from pmtui.causes.questions import first_sentence
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.timeline import Event
from pmtui.plain import visible
from pmtui.template.asking import Question
from pmtui.timeline.days import Around
from pmtui.timeline.hints import hints
from pmtui.timeline.line import Line, read_line
from pmtui.timeline.placing import sorting
from pmtui.timeline.strip import LETTERS, draw
from pmtui.tui import timeline_edits
from pmtui.tui.drawing import draw as draw_words
from pmtui.tui.timeline_words import Asking, asking_learned, asking_share, asking_shift, figure_lines, said
from pmtui.tui.widgets.entry_line import EntryLine
from pmtui.tui.widgets.event_table import EventTable
from pmtui.tui.widgets.table_editor import RowForm, TableEditor

_EXAMPLE = "14:32 what happened | what was done"
_HOW = "Also 2:32pm, +5, ~14:00, 14:00-14:20, ?  Enter adds, Up: the table"
_LEGEND = "S started D detected A acked I cause F fix M mitigated R resolved C closed"
_SETTLE = 0.08
"""Seconds from a move of the cursor to the strip's showing it: the strip is drawn from all events."""

_MILESTONES = {letter: milestone for milestone, letter in LETTERS.items()}


class TimelineEditor(TableEditor):
    """The events of the incident."""

    HELP = """\
## The timeline

Type an event into the line: a time, what happened, and behind a bar what was done about it. Several lines pasted there
are shown first, with what becomes of each.

In the table, capitals mark what an event was, and the figures follow: **S** impact started, **D** detected,
**A** acknowledged, **I** cause identified, **F** fix begun, **M** mitigated, **R** resolved, **C** closed,
**N** nothing. **%** says which share failed from there on.

The strip is to scale: the letters of the milestones, how much failed (`█ ▓ ▒ ░`), the event in hand (`◆`).
"""

    table: EventTable

    def make_table(self, question: Question) -> EventTable:
        """Return the table of the events, with all that an event can hold behind Enter."""
        columns = question.leaf.columns if question.leaf else question.columns
        self._hints: dict[str, str] = {}
        self._hinted: object = None
        self._other = False
        self._asking: Asking | None = None
        self._drawing: Timer | None = None
        whole = replace(question, columns=columns)
        return EventTable(self.session, whole, lambda key: self._hints.get(key, ""), self._do)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The picture, the table with the figures beside or below it, a hint, the entry line with its reading."""
        yield Static("", classes="strip", markup=False)
        with Horizontal(classes="middle"):
            yield self.table
            yield Static("", classes="figures-beside", markup=False)
        yield Static("No events yet: type the first one below, or paste what you have.", classes="empty", markup=False)
        yield Static("", classes="row-hint", markup=False)
        yield Static("", classes="figures-below", markup=False)
        with Horizontal(classes="entry"):
            yield Static("Add", classes="entry-label", markup=False)
            yield EntryLine(self._take, self._note, _EXAMPLE)
        yield Static(_HOW, classes="reading", markup=False)

    def on_mount(self) -> None:
        """Draw all of it."""
        self.show()

    def show(self) -> None:
        """Draw what the record holds."""
        super().show()
        if not self.is_mounted or not self.query(EntryLine):
            return
        timeline = self.session.postmortem.timeline
        if self._hinted is not timeline:
            self._hinted, self._hints = timeline, hints(self.session.postmortem)
        self._draw_figures()
        self._draw_strip()
        self._draw_hint()
        self._show_entry()
        self._draw_reading()

    def _show_entry(self) -> None:
        """Let the entry line show what was typed into it and not yet taken, after an undo or at the next opening."""
        text = self.session.postmortem.typed.get(self.spec.path, "")
        if self._asking is None and text != self.query_one(EntryLine).value:
            self.query_one(EntryLine).value = text

    def _draw_figures(self) -> None:
        values = self.session.standing.values
        draw_words(self.query_one(".figures-below", Static), "  ".join(figure_lines(values, short=True)))
        draw_words(self.query_one(".figures-beside", Static), "\n".join(figure_lines(values, short=False)))

    def _draw_strip(self) -> None:
        index = self.table.index
        at = self.table.rows_now()[index].at if index is not None else None
        lines = draw(self.session.postmortem, max(0, self.size.width - 2), self.table.shown_zone, at)
        strip = self.query_one(".strip", Static)
        draw_words(strip, "\n".join(lines), layout=False)
        strip.display = bool(lines)

    def _draw_hint(self) -> None:
        current = self.table.current()
        hint = self._hints.get(current, "") if current else ""
        supports = supported_by(self.session.postmortem, current) if current and not hint else []
        if supports:
            hint = f"Evidence of: {'; '.join(first_sentence(node.text) for node in supports)}"
        if not hint and self.table.has_focus:
            hint = _LEGEND
        draw_words(self.query_one(".row-hint", Static), visible(hint), layout=False)

    def on_resize(self) -> None:
        """Draw the picture to the new width."""
        self.show()

    def focus_first(self) -> None:
        """Put the cursor into the entry line: it's always ready."""
        self.query_one(EntryLine).focus()

    async def mount_form(self, form: RowForm) -> None:
        """Put an event's form in the place of the entry line; its times are in the incident's zone."""
        self.table.zone = None
        self.add_class("-editing")
        await self.mount(form)

    def _close(self) -> None:
        self.remove_class("-editing")
        super()._close()

    # -- the entry line ----------------------------------------------------------------------------------------------

    def around(self) -> Around:
        """Return what a time is read by: the incident's day and zone, the event in hand."""
        incident = self.session.postmortem.incident
        rows = self.table.rows_now()
        index = self.table.index
        before = next((e.at for e in reversed(rows[: index + 1]) if e.at), None) if index is not None else None
        start = next((e.at for e in rows if e.at), None)
        zone = ZoneInfo(incident.timezone)
        return Around(zone, incident.date, before, datetime.now(UTC).astimezone(zone), start)

    def line(self) -> Line:
        """Return what the entry line says, with the reading that the author has chosen."""
        line = read_line(self.query_one(EntryLine).value, self.around())
        reading = line.reading
        if self._other and reading is not None and reading.other is not None:
            line = replace(line, reading=replace(reading.other, other=reading, has_day=reading.has_day))
        return line

    def _note(self, text: str) -> None:
        """Keep what stands in the entry line, and say how it's read."""
        known = self.session.postmortem.typed.get(self.spec.path, "")
        if self._asking is None and text != known:
            if self.session.is_read_only:
                self.call_next(self.session.refuse, self.spec.path)
                return
            if not text:
                self.session.close_step()  # clearing the line is a step of its own
            edit = Set(path=f"typed.{self.spec.path}", value=text or None)
            self.session.apply(edit, self.spec.path, typing=True, origin=self)
            if text.endswith(" "):
                self.session.close_step()
        self._other = self._other and bool(text)
        if self.is_mounted:
            self._draw_reading()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    def _draw_reading(self) -> None:
        text = self._asking.help if self._asking else self._reading_words()
        draw_words(self.query_one(".reading", Static), visible(text), layout=False)

    def _reading_words(self) -> str:
        if not self.query_one(EntryLine).value.strip():
            return _HOW
        line = self.line()
        if line.problem:
            return f"{line.problem} Escape clears the line."
        if line.reading is None:
            return "No time: it goes below the event in hand."
        zone = ZoneInfo(self.session.postmortem.incident.timezone)
        words = said(line.reading, zone)
        other = line.reading.other
        if other is not None and other.at is not None:
            words += f" Ctrl+R: {other.at.astimezone(zone):%a %d %b %H:%M %Z} instead."
        return words

    @on(EntryLine.Other)
    def _take_other(self, event: EntryLine.Other) -> None:
        event.stop()
        self._other = not self._other
        self._draw_reading()

    @on(EntryLine.ToTable)
    def _to_table(self, event: EntryLine.ToTable) -> None:
        event.stop()
        if self.table.rows_now():
            self.table.focus()
        else:
            self.screen.focus_previous()

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self._open_paste(event.text)

    @on(EntryLine.Cancelled)
    def _cancelled(self, event: EntryLine.Cancelled) -> None:
        event.stop()
        if self._asking is not None:
            self._ask(None)
            self.table.focus()

    def _take(self) -> None:
        entry = self.query_one(EntryLine)
        if self._asking is not None:
            problem = self._asking.take(entry.value)
            if problem:
                self.query_one(".reading", Static).update(visible(problem), layout=False)
            else:
                self._ask(None)
                self.table.focus()
            return
        if not entry.value.strip():
            self.post_done()
            return
        line = self.line()
        if line.problem:
            self._draw_reading()
            return
        self._add(line)

    def _add(self, line: Line) -> None:
        event_id, edits = timeline_edits.adding(self.session, line, self.table.index)
        edits.append(Set(path=f"typed.{self.spec.path}", value=None))
        self.session.apply(timeline_edits.joined(edits), f"timeline.{event_id}")
        self._other = False
        self._show_table(event_id)
        self._show_entry()

    def _show_table(self, event_id: str | None = None) -> None:
        """Draw the rows at once; what follows from all of them is drawn when typing rests."""
        self.table.show()
        self._show_empty()
        if event_id is not None:
            self.table.go_to(event_id)

    def post_done(self) -> None:
        """Go on to the next question."""
        from pmtui.tui.widgets.text_editors import Done

        self.post_message(Done())

    def _ask(self, asking: Asking | None) -> None:
        """Let the entry line ask for something else than an event, or for events again."""
        self._asking = asking
        self.query_one(".entry-label", Static).update(asking.label if asking else "Add")
        entry = self.query_one(EntryLine)
        entry.placeholder = asking.example if asking else _EXAMPLE
        if asking is None:
            self._show_entry()
        else:
            entry.value = ""
            entry.focus()
        self._draw_reading()

    # -- the table's keys --------------------------------------------------------------------------------------------

    @on(EventTable.Moved)
    def _moved(self, event: EventTable.Moved) -> None:
        event.stop()
        self._draw_hint()
        if self._drawing is None:
            self._drawing = self.set_timer(_SETTLE, self._redraw_strip)

    def _redraw_strip(self) -> None:
        self._drawing = None
        self._draw_strip()

    def _do(self, what: str) -> None:
        """Do what a key of the table means, before the next key is looked at."""
        name, _, key = what.partition(" ")
        index = self.table.index
        if name == "key":
            self._key(key)
        elif name == "paste":
            self._open_paste("")
        elif name == "add":
            self._add_row(index)
        elif name == "edit" and index is not None:
            self.call_next(self.open_row, self.table.rows_now()[index].id, self.table.column.name)
        elif name in _CHANGES and index is not None:
            _CHANGES[name](self, index, self.table.chosen())

    def _key(self, key: str) -> None:
        if key in _MILESTONES or key == "N":
            self._apply(timeline_edits.marking(self.table.chosen(), _MILESTONES.get(key)))
            return
        entry = self.query_one(EntryLine)
        entry.focus()
        entry.value += key  # what stands there half typed isn't lost
        entry.cursor_position = len(entry.value)

    def _add_row(self, index: int | None) -> None:
        event_id = self.session.add_row("timeline", 0 if index is None else index + 1, {})
        self._show_table(event_id)
        self.call_next(self.open_row, event_id)

    def _apply(self, edits: list[AnyEdit], place: str = "") -> None:
        if not edits:
            return
        current = self.table.current()
        self.session.apply(timeline_edits.joined(edits), place or f"timeline.{current}")
        self._show_table()

    def _remove(self, index: int, chosen: list[Event]) -> None:
        self._apply([edit for event in chosen for edit in self.session.removing("timeline", event.id)])
        words = "Event removed." if len(chosen) == 1 else f"{len(chosen)} events removed."
        self.app.notify(f"{words} Ctrl+Z brings back.", timeout=4, markup=False)

    def _duplicate(self, index: int, chosen: list[Event]) -> None:
        event_id, edit = timeline_edits.copying(self.session, self.table.rows_now()[index], index)
        self._apply([edit], f"timeline.{event_id}")
        self.table.go_to(event_id)

    def _join(self, index: int, chosen: list[Event]) -> None:
        events = chosen if len(chosen) > 1 else list(self.table.rows_now()[index : index + 2])
        problem = timeline_edits.joinable(self.table.rows_now(), events)
        if problem:
            self.app.notify(problem, timeout=4, markup=False)
        elif len(events) > 1:
            self._apply(timeline_edits.joining(self.session, events))
            self.table.go_to(events[0].id)

    def _split(self, index: int, chosen: list[Event]) -> None:
        edits = timeline_edits.splitting(self.session, index)
        if not edits:
            self.app.notify("There's no line break, semicolon or second sentence to split at.", markup=False)
        self._apply(edits)

    def _shift(self, index: int, chosen: list[Event]) -> None:
        self._ask(asking_shift(chosen, self._apply))

    def _sort(self, index: int, chosen: list[Event]) -> None:
        moves = sorting(self.table.rows_now())
        if not moves:
            self.app.notify("They are in order of time.", timeout=3, markup=False)
        self._apply(moves)

    def _learn(self, index: int, chosen: list[Event]) -> None:
        self._ask(asking_learned(chosen, self.around(), self._apply))

    def _share(self, index: int, chosen: list[Event]) -> None:
        self._ask(asking_share(self.table.rows_now()[index], self._apply))

    def _next_zone(self, index: int, chosen: list[Event]) -> None:
        own = ZoneInfo(self.session.postmortem.incident.timezone)
        mine = datetime.now().astimezone().tzinfo
        choices: list[tzinfo | None] = [None, *([] if own.key == "UTC" else [UTC]), mine]
        self.table.zone = choices[(choices.index(self.table.zone) + 1) % len(choices)]
        self.table.show()
        self._draw_strip()

    def _move_up(self, index: int, chosen: list[Event]) -> None:
        self._move(index, -1)

    def _move_down(self, index: int, chosen: list[Event]) -> None:
        self._move(index, 1)

    def _move(self, index: int, by: int) -> None:
        """Move an event past its neighbour of the same time, or one without a time."""
        rows = self.table.rows_now()
        if not 0 <= index + by < len(rows):
            return
        event, other = rows[index], rows[index + by]
        if event.at is not None and other.at is not None and event.at != other.at:
            self.app.notify("Their times say which comes first. Enter changes a time.", timeout=4, markup=False)
            return
        self.session.move_row("timeline", event.id, index + by)
        self._show_table(event.id)

    # -- pasting -----------------------------------------------------------------------------------------------------

    def _open_paste(self, text: str) -> None:
        from pmtui.tui.screens.paste import PasteScreen

        def taken(edit: AnyEdit | None) -> None:
            if edit is not None:
                known = {event.id for event in self.table.rows_now()}
                self._apply([edit], "timeline")
                new = [event.id for event in self.table.rows_now() if event.id not in known]
                self.table.go_to(new[-1]) if new else None
            self.focus_first()

        self.app.push_screen(PasteScreen(self.session, self.around(), text), taken)


_CHANGES: dict[str, Callable[[TimelineEditor, int, list[Event]], None]] = {
    "remove": TimelineEditor._remove,
    "duplicate": TimelineEditor._duplicate,
    "join": TimelineEditor._join,
    "split": TimelineEditor._split,
    "shift": TimelineEditor._shift,
    "sort": TimelineEditor._sort,
    "learned": TimelineEditor._learn,
    "share": TimelineEditor._share,
    "zone": TimelineEditor._next_zone,
    "up": TimelineEditor._move_up,
    "down": TimelineEditor._move_down,
}
"""What the table's keys change."""
