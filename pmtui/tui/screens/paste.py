"""Pasted lines, and what each one becomes: what is missing is asked first, and lines that need a check come first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.message import Message
from textual.widgets import Static, TextArea

from pmtui.errors import EntryError
from pmtui.model.edit import AnyEdit, as_one
from pmtui.parsing.days import Around
from pmtui.session.import_files import looks_like_json, read_text
from pmtui.session.machine_zone import machine_zone
from pmtui.session.paste_preview import PastePreview, ShownLines, brief_waiting
from pmtui.session.session import Session
from pmtui.session.timeline_edits import pasting
from pmtui.session.unfinished_text import Kept, clearing
from pmtui.sources.intake import Imported, TellProgress
from pmtui.sources.reading import Reading
from pmtui.text import plural, visible, weekday_date
from pmtui.timeline.pasted_lines import LineRole, PastedLine, Unknown, events_of
from pmtui.tui.addition import Addition
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.editors.kept_text import KeptText
from pmtui.tui.preferences import Looks
from pmtui.tui.screens.import_events import ImportScreen
from pmtui.tui.tables.line_list import LineList, ListedLine
from pmtui.tui.textual_workarounds import LeanScreen, Panel, draw, put_title
from pmtui.tui.widgets.asking_line import Asking, AskingLine
from pmtui.tui.widgets.key_line import KeyLine

TIMELINE = "timeline"
"""The path that keeps the text until the author adds the events."""

_SIGNS = {
    LineRole.EVENT: "event",
    LineRole.WORDS: " append",
    LineRole.DETAIL: " detail",
    LineRole.GOVERNS: "context",
    LineRole.LEFT: "skipped",
}
_PASTED = "The pasted text"
_MANY_LINES = 1_000
"""A paste of more lines is read in the background, so that the screen stays usable."""


class PasteScreen(LeanScreen[Addition | None]):
    """Asks for lines if there are none, shows what they become, and returns one edit that adds the events."""

    CSS_PATH = "paste.tcss"
    HELP = """\
## Paste events

Each line becomes an event, a detail of the event above it, or context for the lines below it (a date, time zone, or
name). Lines that need a check come first. Nothing is added until you press **Enter**.

If the text has no date or no time zone, the line at the top asks for it: press the number of an answer, or type another
with the key at its end.

These keys change the selected lines, or the line under the cursor if none is selected:

- {paste.event}: event. {paste.words}: append to the event above. {paste.detail}: detail. {paste.leave}: skip.
- {paste.later}, {paste.earlier}: one day later or earlier. {paste.day}: type the date; the other lines keep their
  distance.
- {paste.next_zone}: read the time in the next likely zone. {paste.zone}: type a zone. {paste.other}: try another
  interpretation of the time.
- Select: {paste.select} this line, {paste.like} all lines like it, {paste.below} from here to the end of the text.
- {undo}: undo. {paste.show}: list only lines to check, or only skipped lines. {paste.edit}: edit the text.
- {paste.close}: cancel. pmtui keeps the text in the draft: press {event.paste} to see it again.
"""
    BINDINGS = [
        bind("paste.event", "fate('event')"),
        bind("paste.leave", "fate('left over')"),
        bind("paste.day", "ask_day"),
        bind("paste.next_zone", "next_zone"),
        bind("paste.like", "select('like')"),
        bind("paste.below", "select('below')"),
        bind("paste.detail", "fate('detail')"),
        bind("paste.words", "fate('words')"),
        bind("paste.show", "show_next"),
        bind("paste.edit", "edit"),
        bind("paste.select", "select('one')", show=False),
        bind("paste.later", "shift(1)", show=False),
        bind("paste.earlier", "shift(-1)", show=False),
        bind("paste.zone", "ask_zone", show=False),
        bind("paste.other", "other", show=False),
        bind("undo", "undo", show=False),
        bind("paste.close", "close"),
        Binding("tab", "shown", "Show", show=False, priority=True),
    ]

    def __init__(self, session: Session, around: Around, text: str) -> None:
        """Make the screen for this text; if it's empty, for the text kept from last time."""
        super().__init__()
        self.session = session
        self.around = around
        self.text = text
        self.preview: PastePreview | None = None
        self._read = ""
        self._width = 18
        self._is_prose = False

    def compose(self) -> ComposeResult:
        """Yield the summary, what is missing, the text or its lines, what needs a check, and the keys."""
        yield Static("", id="title", markup=False)
        yield Static("", id="missing", markup=False)
        yield KeptText(self.session, TIMELINE, self.text)
        yield LineList(self._row, self._explain, self._take, "lines")
        yield Panel("", id="why", markup=False, classes="pane")
        yield AskingLine(lambda: self.query_one(LineList).focus(), self._refuse)
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the lines if there are any, otherwise with the text."""
        self.text = self.query_one(KeptText).text
        if self.text.strip():
            self.action_shown()
        else:
            self.action_edit()

    # -- the text ----------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        self.preview = None
        self.query_one("#lines").display = False
        self.query_one("#text").display = True
        self.query_one("#text").focus()
        words = "Paste lines from a chat, log, table, or list. Press Tab to see the events."
        self.query_one("#title", Static).update(words)
        self.query_one("#missing", Static).display = False
        self.query_one("#why", Static).update("")

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.text = event.text_area.text

    def action_shown(self) -> None:
        """Show what the text becomes."""
        if self.preview is not None:  # Tab has nothing else to do here
            return
        if not self.text.strip():
            return
        if not self._is_prose and looks_like_json(self.text):
            self._open_as_file(self.text)
            return
        self._read = self.text
        if self.text.count("\n") <= _MANY_LINES:
            self._show(self._reading(self.text))
            return
        self.query_one("#text").display = False  # what is read is what's there now
        self.query_one(LineList).display = True
        self.query_one(LineList).focus()
        self.query_one("#title", Static).update(f"Reading {self.text.count(chr(10)) + 1:,} lines …")
        self.run_worker(partial(self._read_beside, self.text), thread=True, exclusive=True)

    def _open_as_file(self, text: str) -> None:
        """Offer a text that is JSON as a file of its kind; back from there, it's text again."""

        def taken(addition: Addition | None) -> None:
            if addition is None:
                self._is_prose = True
                self.action_edit()
            else:
                self.dismiss(replace(addition, edit=as_one([addition.edit, *self._cleared()])))

        read = partial(_read_as_file, text)
        self.app.push_screen(ImportScreen(self.session, _PASTED, read), taken)

    def _reading(self, text: str) -> "PastePreview | EntryError":
        is_shared = isinstance(self.app, Looks) and self.app.within is not None  # this machine isn't the author's
        try:
            return PastePreview(text, self.around, self.session.today(), None if is_shared else machine_zone())
        except EntryError as error:
            return error

    def _read_beside(self, text: str) -> None:
        self.post_message(self.Finished(text, self._reading(text)))  # doesn't wait: the app may have ended

    class Finished(Message):
        """A long text has been read.

        Attributes:
            text: the text.
            found: its lines, or why it can't be read.
        """

        def __init__(self, text: str, found: "PastePreview | EntryError") -> None:
            super().__init__()
            self.text = text
            self.found = found

    @on(Finished)
    def _show_read(self, event: Finished) -> None:
        event.stop()
        if event.text == self._read and self.preview is None:
            self._show(event.found)

    def _show(self, found: "PastePreview | EntryError") -> None:
        if isinstance(found, EntryError):
            self.action_edit()
            self.query_one("#title", Static).update(str(found))
            return
        self.preview = found
        self.query_one("#text").display = False
        lines = self.query_one(LineList)
        lines.display = True
        lines.focus()
        self._draw(0)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _draw(self, at: int | None = None) -> None:
        preview = self.preview
        if preview is None:
            return
        count = len(preview.order)
        words = preview.summary()
        if preview.shown is not ShownLines.ALL:
            words = f"{words} Showing {preview.shown.value} ({count})."
        elif preview.selected:
            words = f"{words} {len(preview.selected)} selected: keys change all of them."
        else:
            words = f"{words} Press Enter to add {'it' if words.startswith('1 event ') else 'them'}."
        draw(self.query_one("#title", Static), words)
        missing = preview.missing()
        is_wide = missing is not None and missing.about in (Unknown.ZONE, Unknown.DAY)
        self._width = 23 if is_wide else 18  # "zone?", "no date" after the time
        line = self.query_one("#missing", Static)
        line.display = missing is not None
        if missing is not None:
            key = key_map(self).bare("paste.day" if missing.about is Unknown.DAY else "paste.zone")
            other = f"  {key} other…" if missing.can_be_typed else ""
            answers = "  ".join(f"{number} {answer}" for number, answer in enumerate(missing.answers, 1))
            draw(line, f"{missing.question}\n{answers}{other}")
        lines = self.query_one(LineList)
        lines.show(count, lines.at if at is None else at)

    def _row(self, position: int) -> ListedLine:
        assert self.preview is not None
        index = self.preview.order[position]
        line = self.preview.lines[index]
        is_kept = line.fate in (LineRole.EVENT, LineRole.WORDS, LineRole.DETAIL)
        words = line.words if is_kept else line.text.strip()
        more = f" | {line.action}" if line.action else ""
        when = f"{self._when(index, line):<{self._width}}"
        text = f"{'!' if line.doubt else ' '} {_SIGNS[line.fate]:<7} {when} {words}{more}"
        is_muted = line.fate in (LineRole.LEFT, LineRole.GOVERNS)
        return ListedLine(text, is_selected=index in self.preview.selected, is_muted=is_muted)

    def _when(self, index: int, line: PastedLine) -> str:
        if line.fate is LineRole.EVENT and line.waiting:
            return f"{brief_waiting(line.waiting)}, no date"
        if line.fate is not LineRole.EVENT or line.reading is None:
            return ""
        if line.reading.at is None:
            return "?"
        local = line.reading.at.astimezone(ZoneInfo(self.session.postmortem.incident.timezone))
        about = "~" if line.reading.is_approximate else ""
        assumed = " zone?" if self.preview is not None and self.preview.is_zone_assumed(index) else ""
        return f"{about}{weekday_date(local, local.year)} {local:%H:%M}{assumed}"

    def _explain(self) -> None:
        index = self._index()
        panel = self.query_one("#why", Static)
        if index is None or self.preview is None:
            panel.border_title = ""  # not even its blanks
            draw(panel, "")
            return
        line = self.preview.lines[index]
        zone = ZoneInfo(self.session.postmortem.incident.timezone)
        other = line.reading.other if line.reading else None
        parts = [line.doubt, _in_own_zone(line, zone)]
        if other and other.at:
            at = other.at.astimezone(zone)
            parts.append(f"Press {key_name(self, 'paste.other')} for {weekday_date(at, at.year)} {at:%H:%M %Z}.")
        if self.preview.is_zone_assumed(index):
            parts.append(f"No time zone: read as {self.around.zone.key}.")
        parts.append(f"Source: {line.source}." if line.source else "")
        parts.append(line.reading.remark if line.reading and line.reading.remark else "")
        put_title(panel, f"Line {line.number}")
        draw(panel, visible(f"{line.text.strip()[:200]}\n{' '.join(filter(None, parts))}"))

    def _index(self) -> int | None:
        lines = self.query_one(LineList)
        if self.preview is None or not self.preview.order:
            return None
        return self.preview.order[min(lines.at, len(self.preview.order) - 1)]

    # -- keys --------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """A digit is the answer to what is missing."""
        if self._asked is None and self.preview is not None and event.character and event.character in "123456789":
            event.stop()
            if self.preview.answer(int(event.character)):
                self._draw()

    def action_fate(self, fate: str) -> None:
        index = self._index()
        if index is not None and self.preview is not None:
            self.preview.set_role(index, LineRole(fate))
            self._draw()

    def _with_time(self) -> int | None:
        """Return the position of the line under the cursor, or None, with a notice, if there's no time to change."""
        index = self._index()
        if index is None or self.preview is None or self.preview.has_time(index):
            return index
        self.app.notify("No time to change here. Select a line that has one.", timeout=4, markup=False)
        return None

    def action_shift(self, days: int) -> None:
        index = self._with_time()
        if index is not None and self.preview is not None:
            self.preview.shift(index, days)
            self._draw()

    def action_next_zone(self) -> None:
        """Read the selected lines' times in the next of the likely zones."""
        index = self._with_time()
        if index is not None and self.preview is not None:
            name = self.preview.next_zone(index)
            self._draw()
            self.app.notify(f"Read in {name}.", timeout=3, markup=False)

    def action_other(self) -> None:
        """Switch the selected lines' times to their other interpretation."""
        index = self._index()
        if index is not None and self.preview is not None:
            self.preview.reinterpret(index)
            self._draw()

    def action_select(self, which: str) -> None:
        index = self._index()
        if index is None or self.preview is None:
            return
        if which == "like":
            self.preview.select_like(index)
        elif which == "below":
            self.preview.select_below(index)
        else:
            self.preview.select([index])
            self.query_one(LineList).action_move(1)
        self._draw()

    def action_show_next(self) -> None:
        if self.preview is not None:
            self.preview.show_next()
            self._draw(0)

    def action_undo(self) -> None:
        if self.preview is not None and self.preview.undo():
            self._draw()

    # -- a day or a zone that is typed -------------------------------------------------------------------------------

    @property
    def _asked(self) -> Asking | None:
        return self.query_one(AskingLine).asking

    def action_ask_day(self) -> None:
        self._ask(Unknown.DAY, "Date", "2026-03-07, yesterday", PastePreview.set_day)

    def action_ask_zone(self) -> None:
        self._ask(Unknown.ZONE, "Time zone", "Europe/Berlin, CET, UTC+1", PastePreview.set_zone)

    def _ask(self, about: Unknown, what: str, example: str, change: Callable[[PastePreview, int, str], None]) -> None:
        """Ask for the day or zone that is missing; if none is, for that of the selected lines."""
        index, preview = self._index(), self.preview
        if index is None or preview is None:
            return
        missing = preview.missing()
        is_missing = missing is not None and missing.about is about and not preview.selected
        if not is_missing and self._with_time() is None:
            return
        of = "the events without one" if is_missing else _these(len(preview.targets(index)))

        def take(text: str) -> None:
            if not text.strip():
                return
            if is_missing:
                preview.answer_typed(text)
            else:
                change(preview, index, text)
            self._draw()

        self.query_one(AskingLine).ask(Asking(f"{what} of {of}", take, example))

    def _refuse(self, words: str) -> None:
        draw(self.query_one("#why", Static), visible(words))

    # -- the end -----------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        if self.preview is None:
            return
        edits = pasting(self.session, events_of(list(self.preview.lines)))
        self.dismiss(Addition(as_one([*edits, *self._cleared()])) if edits else None)

    def _cleared(self) -> list[AnyEdit]:
        return clearing(self.session, TIMELINE, table=Kept.WINDOW)

    def action_close(self) -> None:
        """Leave the line that asks, or the selection; otherwise cancel, and the text is kept."""
        if self._asked is not None:
            self.query_one(AskingLine).cancel()
        elif self.preview is not None and self.preview.selected:
            self.preview.selected = set()
            self._draw()
        else:
            self.dismiss(None)


def _read_as_file(text: str, reading: Reading, kind: str, progress: TellProgress) -> Imported:
    progress(_PASTED, 0)
    return read_text(text, _PASTED, reading, kind=kind)


def _in_own_zone(line: PastedLine, zone: ZoneInfo) -> str:
    """Return what an event's time is in the zone that it's written in, where the draft shows another."""
    at = line.reading.at if line.reading is not None and line.fate is LineRole.EVENT else None
    if at is None or at.utcoffset() == at.astimezone(zone).utcoffset():
        return ""
    return f"{at:%H:%M %Z} is {at.astimezone(zone):%H:%M %Z}, the draft's time."


def _these(count: int) -> str:
    return "this line" if count == 1 else plural(count, "line")
