"""Pasted lines, and what each one becomes: those that need a check come first."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from pmtui.errors import EntryError
from pmtui.model.edit import AnyEdit, as_one
from pmtui.parsing.days import Around
from pmtui.session.session import Session
from pmtui.session.timeline_edits import pasting
from pmtui.session.unfinished_text import Kept, clearing
from pmtui.text import plural, visible, weekday_date
from pmtui.timeline.paste import LineRole, PastedLine, events_of, read_paste, with_role
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.kept_text import KeptText
from pmtui.tui.textual_workarounds import CompactList
from pmtui.tui.widgets.key_line import KeyLine

TIMELINE = "timeline"
"""The path that keeps the text until the author adds the events."""

_SIGNS = {
    LineRole.EVENT: "event",
    LineRole.WORDS: "  appended",
    LineRole.DETAIL: "  detail",
    LineRole.GOVERNS: "context",
    LineRole.LEFT: "skipped",
}


class PasteScreen(Screen[AnyEdit | None]):
    """Asks for lines if there are none, shows what they become, and returns one edit that adds the events."""

    CSS_PATH = "paste.tcss"
    HELP = """\
## Paste events

Each line becomes an event, a detail of the event above it, or context for the lines below it (a date, time zone, or
name). Lines that need a check come first. Nothing is added until you press **Enter**.

- {paste.event}: event. {paste.words}: append to the event above. {paste.detail}: detail. {paste.leave}: skip.
- {paste.other}: try another interpretation of the time. {paste.edit}: edit the text.
- {paste.close}: cancel. pmtui keeps the text in the draft: press {event.paste} to see it again.
"""
    BINDINGS = [
        bind("paste.event", "fate('event')"),
        bind("paste.words", "fate('words')"),
        bind("paste.detail", "fate('detail')"),
        bind("paste.leave", "fate('left over')"),
        bind("paste.other", "other"),
        bind("paste.edit", "edit"),
        bind("paste.close", "close"),
        Binding("tab", "shown", "Show", show=False, priority=True),
    ]

    def __init__(self, session: Session, around: Around, text: str) -> None:
        """Make the screen for this text; if it's empty, for the text kept from last time."""
        super().__init__()
        self.session = session
        self.around = around
        self.text = text
        self.lines: list[PastedLine] = []
        self.order: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the summary, the text or its lines, what needs a check, and the keys."""
        yield Static("", id="title", markup=False)
        yield KeptText(self.session, TIMELINE, self.text)
        yield CompactList(id="lines", compact=True, markup=False)
        yield Static("", id="why", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the lines if there are any, otherwise with the text."""
        self.text = self.query_one(KeptText).text
        if self.text.strip():
            self.action_shown()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        self.query_one("#lines").display = False
        self.query_one("#text").display = True
        self.query_one("#text").focus()
        words = "Paste lines from a chat, log, table, or list. Press Tab to see the events."
        self.query_one("#title", Static).update(words)
        self.query_one("#why", Static).update("")

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.text = event.text_area.text

    def action_shown(self) -> None:
        if not self.text.strip():
            return
        try:
            self.lines = read_paste(self.text, self.around)
        except EntryError as error:
            self.action_edit()
            self.query_one("#title", Static).update(str(error))
            return
        shown = [index for index, line in enumerate(self.lines) if line.text.strip()]
        self.order = sorted(shown, key=lambda index: not self.lines[index].doubt)
        places = self.query_one("#lines", OptionList)
        places.clear_options()
        places.add_options(Option(self._line(index), id=str(index)) for index in self.order)
        self.query_one("#text").display = False
        places.display = True
        places.highlighted = 0
        places.focus()
        self._count()

    def _count(self) -> None:
        events = events_of(self.lines)
        doubtful = sum(bool(line.doubt) for line in self.lines)
        look = f", {doubtful} to check (listed first)" if doubtful else ""
        count = f"{plural(len(events), 'event')} from {plural(len(self.order), 'line')}"
        words = f"{count}{look}. Press Enter to add {'it' if len(events) == 1 else 'them'}."
        self.query_one("#title", Static).update(words)

    def _line(self, index: int) -> Content:
        line = self.lines[index]
        mark = "!" if line.doubt else " "
        words = line.words if line.fate in (LineRole.EVENT, LineRole.WORDS, LineRole.DETAIL) else line.text.strip()
        more = f" | {line.action}" if line.action else ""
        text = f"{mark} {_SIGNS[line.fate]:<15} {self._when(line):<18} {words}{more}"
        return Content(visible(text.replace("\n", " / ")))

    def _when(self, line: PastedLine) -> str:
        if line.fate is LineRole.EVENT and line.waiting:
            return f"{line.waiting[:10]} no date"
        if line.fate is not LineRole.EVENT or line.reading is None:
            return ""
        if line.reading.at is None:
            return "?"
        local = line.reading.at.astimezone(ZoneInfo(self.session.postmortem.incident.timezone))
        return f"{'~' if line.reading.is_approximate else ''}{weekday_date(local, local.year)} {local:%H:%M}"

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        index = self._index()
        if index is None:
            return
        line = self.lines[index]
        other = line.reading.other if line.reading else None
        zone = ZoneInfo(self.session.postmortem.incident.timezone)
        more = ""
        if other and other.at:
            at = other.at.astimezone(zone)
            more = f" Press {key_name(self, 'paste.other')} for {weekday_date(at, at.year)} {at:%H:%M %Z}."
        source = f" Source: {line.source}." if line.source else ""
        remark = f" {line.reading.remark}" if line.reading and line.reading.remark else ""
        why = f"Line {line.number}: {line.text.strip()[:200]}\n{line.doubt}{more}{source}{remark}"
        self.query_one("#why", Static).update(visible(why))

    def _index(self) -> int | None:
        at = self.query_one("#lines", OptionList).highlighted
        return self.order[at] if at is not None and at < len(self.order) else None

    def _draw(self, index: int) -> None:
        self.query_one("#lines", OptionList).replace_option_prompt(str(index), self._line(index))
        self._count()
        self._explain()

    def action_fate(self, fate: str) -> None:
        index = self._index()
        if index is not None:
            self.lines = with_role(self.lines, index, LineRole(fate))
            self._draw(index)

    def action_other(self) -> None:
        """Switch the selected line's time to its other interpretation."""
        index = self._index()
        if index is None:
            return
        line = self.lines[index]
        if line.reading is None or line.reading.other is None:
            return
        other = replace(line.reading.other, other=line.reading, has_day=line.reading.has_day)
        self.lines[index] = replace(line, reading=other, doubt=other.note)
        self._draw(index)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        edits = pasting(self.session, events_of(self.lines))
        self.dismiss(as_one([*edits, *clearing(self.session, TIMELINE, table=Kept.WINDOW)]) if edits else None)

    def action_close(self) -> None:
        """Cancel; the text is kept."""
        self.dismiss(None)
