"""The records of files, and which of them become events: over time, by source and person, with what is left out."""

import threading
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from pmtui.errors import EntryError, PmtuiError
from pmtui.model.edit import as_one
from pmtui.session.event_import import importing
from pmtui.session.import_preview import ImportPreview, ShownRecords, impact_stretch
from pmtui.session.machine_zone import machine_zone
from pmtui.session.session import Session
from pmtui.sources.intake import Imported, TellProgress
from pmtui.sources.reading import ImportWindow, Reading
from pmtui.sources.registry import KINDS
from pmtui.text import brief, did_you_mean, plural, short_day, visible
from pmtui.timeline.charts import letters
from pmtui.timeline.histogram import Stretch, draw_histogram, next_column
from pmtui.tui.addition import Addition
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.preferences import Looks
from pmtui.tui.tables.line_list import LineList, ListedLine
from pmtui.tui.textual_workarounds import LeanScreen, Panel, draw, put_title
from pmtui.tui.widgets.asking_line import Asking, AskingLine
from pmtui.tui.widgets.key_line import KeyLine

_NEED_ROWS = frozenset(
    ("take_or_leave", "show_next", "ask_words", "only_source", "only_person", "mark", "join", "join_all", "edge",
     "any_time", "column", "next_zone", "undo")
)  # fmt: skip

_LOOK = 0.2
"""Seconds after which the progress is shown again."""

_MANY = 2_000
"""From this many records on, the chart is drawn after the list."""

_SETTLE = 0.08
"""Seconds from a move of the cursor until the chart shows it then."""

_WIDE = 100
"""From this width on, sources and people have more room."""

_MOST = ((14, 10), (22, 18))
"""The cells of sources and of people at most, in a narrow terminal and in a wide one."""

ReadRecords = Callable[[Reading, str, TellProgress], Imported]
"""Reads the files as a kind, or recognizes it if that's empty, and reports its progress."""


class _StoppedError(Exception):
    """The author has left: nothing more is to be read."""


class ImportScreen(LeanScreen[Addition | None]):
    """Reads files beside the screen, shows their records, and returns one edit that adds the events."""

    CSS_PATH = "import_events.tcss"
    HELP = """\
## Import events

Each row is something that the files say: its time, source, person, and text. A `●` row becomes an event when you press
**Enter**; until then, the draft doesn't change. Check rows with a `!`.

- {import.take}: take or skip this row. {import.like}: all rows like it. {import.range}: a range; press it at both ends.
  {import.all}: all listed rows. {undo}: undo.
- {import.show}: list events, only those to check, what was left out, or everything. {import.words}: only rows with some
  words. {import.source}: only this source. {import.person}: only this person.
- The chart shows how many there are over time. {import.earlier}, {import.later}: go to its previous or next column.
  {import.begin}: take nothing before this row. {import.end}: nothing after it. {import.any_time}: any time.
- A letter with a `?` is a milestone that the row suggests. {import.mark}: mark it.
- Rows that may be the same fact from two sources are next to each other. {import.join}: make them one event.
  {import.join_all}: all such pairs.
- {import.zone}: read times without a zone in the next likely zone. {import.kind}: choose the kind of the files, if
  pmtui doesn't recognize it.
"""
    BINDINGS = [
        bind("import.take", "take_or_leave('one')"),
        bind("import.like", "take_or_leave('like')"),
        bind("import.range", "take_or_leave('range')"),
        bind("import.all", "take_or_leave('all')"),
        bind("import.show", "show_next"),
        bind("import.words", "ask_words"),
        bind("import.source", "only_source"),
        bind("import.person", "only_person"),
        bind("import.mark", "mark"),
        bind("import.join", "join"),
        bind("import.join_all", "join_all", show=False),
        bind("import.begin", "edge(False)", show=False),
        bind("import.end", "edge(True)", show=False),
        bind("import.any_time", "any_time", show=False),
        bind("import.earlier", "column(-1)", show=False),
        bind("import.later", "column(1)", show=False),
        bind("import.zone", "next_zone", show=False),
        bind("import.kind", "ask_kind"),
        bind("undo", "undo", show=False),
        bind("import.close", "close"),
    ]

    def __init__(self, session: Session, name: str, read: ReadRecords) -> None:
        """Make the screen.

        Args:
            session: the session.
            name: what is read, for the screen's title.
            read: reads the files, beside the screen.
        """
        super().__init__()
        self.session = session
        self.what = name
        self._read = read
        self.preview: ImportPreview | None = None
        self.problem = ""
        self._kind = ""
        self._zone = ZoneInfo(session.postmortem.incident.timezone)
        self._window = ImportWindow.around(session.postmortem.incident.date, self._zone)
        self._stop = threading.Event()
        self._progress = ("", 0)
        self._widths = [(0, 0), (0, 0)]
        self._drawing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the summary, the notices, the chart, the list, the selected row in full, and the keys."""
        yield Static("", id="title", markup=False)
        yield Static("", id="notices", markup=False)
        yield Static("", id="chart", markup=False)
        yield LineList(self._row, self._explain, self._take, "lines")
        yield Panel("", id="why", markup=False, classes="pane")
        yield AskingLine(lambda: self.query_one(LineList).focus(), self._refuse)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#notices").display = False
        self.query_one(LineList).focus()
        self.set_interval(_LOOK, self._show_progress)
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Return whether a key does something now: without rows, only a kind can be chosen, or the screen left."""
        return action not in _NEED_ROWS or self.preview is not None

    def on_unmount(self) -> None:
        """Stop reading."""
        self._stop.set()

    # -- reading, beside the screen ----------------------------------------------------------------------------------

    def _begin(self, stretch: Stretch | None = None) -> None:
        """Read the files, again if they have been: with another window or zone."""
        self._stop.set()
        self._stop = threading.Event()
        self._progress = ("", 0)
        incident = self.session.postmortem.incident
        reading = Reading(self._zone, incident.date or self.session.today(), self._window, (), incident.date)
        earlier, self.preview, self.problem = self.preview, None, ""
        self._show_progress()
        work = partial(self._read_beside, reading, self._stop, stretch, earlier)
        self.run_worker(work, thread=True, exclusive=True)

    def _read_beside(
        self, reading: Reading, stop: threading.Event, stretch: Stretch | None, earlier: ImportPreview | None
    ) -> None:
        def progress(name: str, count: int) -> None:
            if stop.is_set():
                raise _StoppedError
            self._progress = (name, count)

        found: ImportPreview | str
        try:
            imported = self._read(reading, self._kind, progress)
            found = ImportPreview(imported, self.session.postmortem, stretch, earlier)
        except _StoppedError:
            return
        except PmtuiError as error:
            hint = "" if "--" in error.hint else error.hint  # there are no options here
            if self._kind or "--kind" in error.hint:
                hint = f"{hint} Press {key_name(self, 'import.kind')} to choose its kind.".strip()
            found = f"{error.message} {hint}".strip()
        except OSError as error:
            found = f"Can't read {self.what}: {error.strerror or error}."
        self.post_message(self.Finished(found, stop))  # doesn't wait, as it would forever where the app has ended

    class Finished(Message):
        """The files have been read.

        Attributes:
            found: what they hold, or why they can't be read.
            stop_reading: what would have stopped this reading.
        """

        def __init__(self, found: ImportPreview | str, stop: threading.Event) -> None:
            super().__init__()
            self.found = found
            self.stop_reading = stop

    @on(Finished)
    def _show(self, event: Finished) -> None:
        event.stop()
        found = event.found
        if event.stop_reading.is_set():
            return
        if isinstance(found, str):
            self.problem = found
            self.query_one(LineList).show(0)
        else:
            self.preview = found
            self._widths = [_widths(found, most) for most in _MOST]
            if self._reads_again(found):
                return
        self.refresh_bindings()
        self._draw(0)

    def _reads_again(self, preview: ImportPreview) -> bool:
        """Read the files again for the chosen stretch alone, if that is what a limit has cut; return whether it is."""
        chosen = ImportWindow(preview.stretch.begin, preview.stretch.end, is_chosen=True)
        if not preview.is_cut or preview.stretch.is_all or chosen == self._window:
            return False
        self._window = chosen
        self._begin(preview.stretch)
        return True

    def _show_progress(self) -> None:
        if self.preview is not None or self.problem:
            return
        name, count = self._progress
        size = f": {count >> 20} MB" if count >= 1 << 20 else ""
        key = key_name(self, "import.close")
        draw(self.query_one("#title", Static), visible(f"Reading {name or self.what}{size} … Press {key} to cancel."))

    # -- drawing -----------------------------------------------------------------------------------------------------

    @property
    def _shown_zone(self) -> ZoneInfo:
        return ZoneInfo(self.session.postmortem.incident.timezone)

    def _draw(self, at: int | None = None) -> None:
        title, preview = self.query_one("#title", Static), self.preview
        if preview is None:
            draw(title, visible(f"{self.problem} Press {key_name(self, 'import.close')} to go back."))
            return
        only = [f"'{preview.filter.words.strip()}'" if preview.filter.words.strip() else "",
                preview.filter.source or "", preview.filter.person or ""]  # fmt: skip
        words = preview.summary()
        if preview.anchor is not None:
            words += f" Press {key_name(self, 'import.range')} at the other end of the range."
        elif any(only) or preview.shown is not ShownRecords.EVENTS:
            of = f" of {', '.join(filter(None, only))}" if any(only) else ""
            words += f" Showing {preview.shown.value}{of} ({len(preview.order)})."
        elif preview.order:
            words += " Press Enter to add them."
        elif preview.records:
            words += f" Press {key_name(self, 'import.show')} to see the rows that were left out."
        draw(title, visible(words))
        read_as = [f"Read as {self._kind}."] if self._kind else []
        notices = [*self._about_stretch(preview), *read_as, *preview.found.notices]
        told = self.query_one("#notices", Static)
        told.display = bool(notices)
        more = f"\n… and {plural(len(notices) - 2, 'more notice')}" if len(notices) > 2 else ""
        draw(told, visible("\n".join(brief(each, 200) for each in notices[:2]) + more))
        lines = self.query_one(LineList)
        lines.show(len(preview.order), lines.at if at is None else at)

    def _about_stretch(self, preview: ImportPreview) -> list[str]:
        """Return what time is taken, as a sentence in a list; an empty list if it's any."""
        if preview.stretch.is_all:
            return []
        ends = [
            (word, at.astimezone(self._shown_zone))
            for word, at in (("from", preview.stretch.begin), ("until", preview.stretch.end))
            if at is not None
        ]
        told = " ".join(f"{word} {short_day(local)} {local:%H:%M}" for word, local in ends)
        is_impact = preview.stretch == impact_stretch(self.session.postmortem)
        why = ": the impact and an hour around it" if is_impact else ""
        return [f"Only {told}{why}. Press {key_name(self, 'import.any_time')} for any time."]

    def _row(self, position: int) -> ListedLine:
        preview = self.preview
        if preview is None or position >= len(preview.order):
            return ListedLine("")
        index = preview.order[position]
        record = preview.records[index]
        is_taken = preview.is_taken(index)
        local = record.at.astimezone(self._shown_zone) if record.at is not None else None
        when = f"{short_day(local)} {local:%H:%M:%S}" if local is not None else "no time"
        mark = letters([record.milestone]) if record.milestone is not None else ""
        mark = f"{mark}{'' if preview.is_marked(index) else '?'}" if mark else ""
        joined = "↳ " if preview.is_joined(index) else ""
        parts = [f"{'!' if is_taken and record.doubt else ' '} {when:<15} {mark:<2}"]
        columns = zip((record.source, record.who), self._widths[self.app.size.width >= _WIDE], strict=True)
        parts += [_cut(words, width) for words, width in columns if width]
        text = f"{' '.join(parts)} {joined}{record.text.strip()}"
        return ListedLine(text, is_selected=is_taken, is_muted=not is_taken)

    def _explain(self) -> None:
        preview, index = self.preview, self._index()
        put_title(self.query_one("#why"), "Selected")
        if preview is None or index is None:
            draw(self.query_one("#why", Static), "Nothing to show." if preview is not None else "")
            self._draw_chart_soon()
            return
        record = preview.records[index]
        self._draw_chart_soon()
        who = f"{record.who}: " if record.who else ""
        said = [f"{who}{brief(' / '.join(record.text.strip().splitlines()), 300)}"]
        why = preview.why(index)
        if why:
            is_kept = preview.is_taken(index) or preview.is_joined(index)
            said.append(f"{'Check' if preview.is_taken(index) else 'Joined' if is_kept else 'Left out'}: {why}.")
            if preview.is_taken(index) and record.may_be is not None:
                said.append(f"Press {key_name(self, 'import.join')} to make them one event.")
        if record.milestone is not None and preview.is_taken(index):
            key = key_name(self, "import.mark")
            done = "will be marked" if preview.is_marked(index) else "may mark"
            said.append(f"{done.capitalize()}: {record.milestone.label.lower()} ({key}).")
        more = [f"Source: {record.source}.", record.link]
        draw(self.query_one("#why", Static), visible("\n".join([said[0], " ".join(filter(None, [*said[1:], *more]))])))

    def _draw_chart_soon(self) -> None:
        """Draw the chart: immediately if that's quick, otherwise after the list."""
        if self.preview is None or len(self.preview.times()) < _MANY:
            self._draw_chart()
        elif self._drawing is None:
            self._drawing = self.set_timer(_SETTLE, self._draw_chart)

    def _draw_chart(self) -> None:
        self._drawing = None
        chart, preview, index = self.query_one("#chart", Static), self.preview, self._index()
        if preview is None:
            return
        selected = preview.records[index].at if index is not None else None
        times, width = preview.times(), max(0, self.app.size.width - 2)
        lines = draw_histogram(times, preview.stretch, selected, width, self._shown_zone)
        chart.display = bool(lines)
        draw(chart, "\n".join(lines), layout=False)

    def on_resize(self) -> None:
        self._explain()

    def _index(self) -> int | None:
        lines = self.query_one(LineList)
        if self.preview is None or not self.preview.order:
            return None
        return self.preview.order[min(lines.at, len(self.preview.order) - 1)]

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_take_or_leave(self, which: str) -> None:
        """Take records, or leave them out."""
        preview, index = self.preview, self._index()
        if preview is None or index is None:
            return
        if which == "one":
            preview.toggle([index])
            self.query_one(LineList).action_move(1)
        elif which == "like":
            preview.toggle(preview.like(index))
        elif which == "range":
            preview.toggle(preview.range_to(index))
        else:
            preview.toggle(preview.order)
        self._draw()

    def action_mark(self) -> None:
        preview, index = self.preview, self._index()
        if preview is not None and index is not None:
            if not preview.mark(index):
                self.app.notify("This row suggests no milestone.", timeout=3, markup=False)
            self._draw()

    def action_join(self) -> None:
        """Make the selected record one event with the one that may be of the same fact."""
        preview, index = self.preview, self._index()
        if preview is not None and index is not None:
            if not preview.join(index):
                self.app.notify("No other event here that may be the same.", timeout=3, markup=False)
            self._draw()

    def action_join_all(self) -> None:
        if self.preview is not None:
            count = self.preview.join_all()
            self.app.notify(f"{plural(count, 'pair')} joined.", timeout=3, markup=False)
            self._draw()

    def action_show_next(self) -> None:
        if self.preview is not None:
            self._keeping_place(self.preview.show_next)

    def action_only_source(self) -> None:
        preview, index = self.preview, self._index()
        if preview is not None:
            source = preview.records[index].source if index is not None else preview.filter.source
            if source is not None:
                self._keeping_place(partial(preview.filter_by, source=source))

    def action_only_person(self) -> None:
        preview, index = self.preview, self._index()
        if preview is not None:
            person = preview.records[index].who if index is not None else preview.filter.person
            if person is not None:
                self._keeping_place(partial(preview.filter_by, person=person))

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Change what is listed, and keep the cursor in its place, or move it to the next listed one."""
        index = self._index() or 0
        change()
        order = self.preview.order if self.preview is not None else []
        self._draw(next((position for position, each in enumerate(order) if each >= index), len(order) - 1))

    def action_edge(self, is_end: bool) -> None:
        """Take nothing before the selected record, or nothing after it."""
        preview, index = self.preview, self._index()
        at = preview.records[index].at if preview is not None and index is not None else None
        if preview is None or at is None:
            return
        now = preview.stretch
        begin, end = (now.begin, at) if is_end else (at, now.end)
        if begin is not None and end is not None and begin > end:
            begin, end = (None, at) if is_end else (at, None)
        self._keeping_place(partial(preview.choose, Stretch(begin, end)))
        self._reads_again(preview)

    def action_any_time(self) -> None:
        """Take records of any time; files are read again if records of other days were left out."""
        preview = self.preview
        if preview is None:
            return
        if self._window.begin is not None or self._window.end is not None:
            self._window = ImportWindow()
            self._begin(Stretch())
        else:
            self._keeping_place(partial(preview.choose, Stretch()))

    def action_next_zone(self) -> None:
        """Read the files again, with the times that name no zone in the next likely one."""
        preview = self.preview
        if preview is None:
            return
        is_shared = isinstance(self.app, Looks) and self.app.within is not None
        likely = [self._shown_zone, None if is_shared else machine_zone(), ZoneInfo("UTC")]
        keys = list(dict.fromkeys(zone.key for zone in likely if zone is not None))
        at = keys.index(self._zone.key) if self._zone.key in keys else -1
        self._zone = ZoneInfo(keys[(at + 1) % len(keys)])
        self.app.notify(f"Times without a zone are read in {self._zone.key}.", timeout=4, markup=False)
        self._begin(preview.stretch)

    def action_column(self, by: int) -> None:
        """Go to the next records in the chart, or to those before."""
        preview, index = self.preview, self._index()
        at = preview.records[index].at if preview is not None and index is not None else None
        if preview is None or at is None:
            return
        found = next_column(preview.times(), at, max(0, self.app.size.width - 2), by)
        position = next((n for n, each in enumerate(preview.order) if preview.records[each].at == found), None)
        if found is not None and position is not None:
            self.query_one(LineList).go(position)

    def action_undo(self) -> None:
        if self.preview is not None and self.preview.undo():
            self._draw()

    # -- the filter --------------------------------------------------------------------------------------------------

    def action_ask_words(self) -> None:
        preview = self.preview
        if preview is not None:
            words = preview.filter.words
            line = self.query_one(AskingLine)
            line.ask(Asking("Only with the words", lambda text: None, text=words, as_typed=self._filter_words))

    def _filter_words(self, words: str) -> None:
        if self.preview is not None:
            self._keeping_place(partial(self.preview.filter_by, words=words))

    # -- the kind ----------------------------------------------------------------------------------------------------

    def action_ask_kind(self) -> None:
        """Ask for the kind of the files, where it isn't recognized, or wrongly."""
        if self.preview is not None or self.problem:
            self._refuse(f"Kinds: {', '.join(sorted(KINDS))}.")
            example = "jsonl, github, …; empty to recognize it"
            self.query_one(AskingLine).ask(Asking("Kind of the files", self._read_as, example, self._kind))

    def _read_as(self, text: str) -> None:
        """Read the files again as a kind.

        Raises:
            EntryError: if there's no such kind.
        """
        kind = text.strip().lower()
        if kind and kind not in KINDS:
            raise EntryError(f"Not a kind: {kind}. {did_you_mean(kind, KINDS)} Kinds: {', '.join(sorted(KINDS))}.")
        self._kind = kind
        self._begin(self.preview.stretch if self.preview is not None else None)

    def _refuse(self, words: str) -> None:
        draw(self.query_one("#why", Static), visible(words))

    # -- the end -----------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        preview = self.preview
        if preview is None:
            return
        outcome = importing(self.session.postmortem, preview.events(), self.session.make_id)
        told = [f"{plural(outcome.added, 'event')} added", f"{outcome.updated} updated" if outcome.updated else ""]
        words = f"{', '.join(filter(None, told))}."
        if outcome.differing:
            names = "; ".join(brief(event, 60) for event, _ in outcome.differing[:3])
            words += f" Edited here, and different in the export now: {names}."
        if not outcome.edits:
            self.app.notify(f"Nothing new. {words if outcome.differing else ''}".strip(), timeout=6, markup=False)
            return
        key = key_map(self).name("undo")
        self.dismiss(Addition(as_one(outcome.edits), f"{words} Press {key} to undo."))

    def action_close(self) -> None:
        """Leave the filter's line, a range, or the filter; otherwise cancel, and nothing is added."""
        preview = self.preview
        asked = self.query_one(AskingLine)
        if asked.asking is not None:
            if asked.asking.as_typed is not None:
                self._filter_words("")
            asked.cancel()
            self._explain()
        elif preview is not None and preview.anchor is not None:
            preview.anchor = None
            self._draw()
        else:
            self._stop.set()
            self.dismiss(None)


def _widths(preview: ImportPreview, most: tuple[int, int]) -> tuple[int, int]:
    """Return how wide the columns of sources and people are: 0 if no record has one, at most a number of cells."""
    sources, persons = {each.source for each in preview.records}, {each.who for each in preview.records}
    return min(most[0], max(map(cell_len, sources), default=0)), min(most[1], max(map(cell_len, persons), default=0))


def _cut(text: str, width: int) -> str:
    """Return a text, shortened or padded to a width in cells."""
    line = " ".join(visible(text).split())
    return set_cell_size(line, width) if cell_len(line) <= width else f"{set_cell_size(line, width - 1)}…"
