"""The home screen: the drafts in the folder, and ways to start one."""

import asyncio
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.keys import KeyMap
from pmtui.storage.overviews import Overviews
from pmtui.text import brief, plural, visible
from pmtui.tui.binding import bind, key_map
from pmtui.tui.draft_rows import DraftRow, age, layout_of, matching, rows_of
from pmtui.tui.drawing import ACT, ERROR, IDLE, OK, QUIET, WARN, clipped, pill, spread
from pmtui.tui.messages import OpenDraft
from pmtui.tui.preferences import Looks
from pmtui.tui.tables.draft_list import DraftList
from pmtui.tui.textual_workarounds import LeanScreen, begin_at_size, draw, put_title, when_drawn
from pmtui.tui.widgets.clearable_line import ClearableLine
from pmtui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:  # drawn first, imported after: it imports what reads a draft
    from pmtui.session.overviews import OverviewReader
    from pmtui.tui.draft_detail import Details

_STEP = 0.03
"""Seconds of reading drafts after which the screen may take in what was read."""

_BETWEEN_DRAWINGS = 0.1
"""Seconds between two drawings of the list while drafts are read."""

_BETWEEN_SAVES = 3.0
"""Seconds of reading after which the overviews are saved, in case nobody waits for the rest."""

_PAUSE = 0.06
"""Seconds that the cursor rests on a draft before the draft is read for the details."""

_EMBLEM = (
    ("───────", IDLE), ("S", f"bold {ERROR}"), ("▒▒▒", WARN), ("D", f"bold {ACT}"), ("▓▓▓▓▓▓▓▓▓", ERROR),
    ("F", f"bold {ACT}"), ("▓▓▓", ERROR), ("M", f"bold {OK}"), ("░░░░░", WARN), ("R", f"bold {OK}"), ("───────", OK),
)  # fmt: skip
"""The trace of an incident, as every screen of a draft has it."""


def _empty(keys: KeyMap) -> Content:
    """Return what an empty list shows."""
    doors = {
        "home.new": ("Start a postmortem", "Choose a template, and answer what it asks"),
        "home.example": ("Explore a complete example", "To look at, and to try things out"),
        "home.path": ("Open a draft from another folder", ""),
        "home.adopt": ("Use your own template", "Your organization's, as a Markdown file"),
    }
    lines: list[Any] = [*_EMBLEM, "\n\n\n", ("From the pager to the postmortem.", "bold"), "\n\n"]
    lines += [("No drafts in this folder yet.", QUIET), "\n\n"]
    for name, (does, more) in doors.items():
        key = pill(f" {keys.bare(name)} ", ACT, is_strong=True)
        lines += [key, f"  {does}\n", *([" " * key.cell_length, (f"  {more}\n", QUIET)] if more else []), "\n"]
    quits = f"Press {keys.name('quit')} to quit at any time;\nyou'll come back to the same place."
    lines += [(f"\nYour work is saved automatically.\n{quits}", QUIET)]
    return Content.assemble(*lines)


class HomeScreen(LeanScreen[None]):
    """The drafts of one folder."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (120, "-wide")]
    HELP = """\
## Drafts

Each row is a postmortem in this folder. Press {home.open} to open one where you left off. Below the list, or to
its right in a wide terminal, you see how the incident went, what comes next, and which action items are overdue.

Press {home.filter} and type to show only some drafts: part of a title, an ID, a severity, a status, or `overdue`.

Press {home.adopt} to use your organization's own template.
"""
    BINDINGS = [
        bind("home.open", "open", priority=True),
        bind("home.new", "new"),
        bind("home.example", "example"),
        bind("home.path", "path"),
        bind("home.adopt", "adopt"),
        bind("home.filter", "filter"),
        bind("home.leave", "leave"),
        bind("home.again", "refresh", show=False),
    ]

    def __init__(
        self, folder: Path, today: Callable[[], date], active: ActiveConfig, within: Confinement | None = None
    ) -> None:
        """Make the screen for a folder; `today` returns the date, and nothing outside of `within` is opened."""
        super().__init__()
        self.active = active
        self.within = within
        self.folder = folder
        self.today = today
        self.rows: list[DraftRow] = []
        self._day = today()
        self.filter = ""
        self.overviews = Overviews(folder, is_confined=within is not None)
        self._wanted: Path | None = None
        self._is_quiet = False
        self._problem = ""
        self._details: Details | None = None
        self._detail_timer: Timer | None = None
        begin_at_size(self)

    def compose(self) -> ComposeResult:
        """Yield the title, the list with its details or the welcome text, the inputs, and the keys."""
        yield Static("", id="title", markup=False)
        yield Static(_empty(key_map(self)), id="empty", markup=False)
        with Container(id="body"):
            yield DraftList(self._cursor_moved, lambda row: self._open(row.path), "drafts")
            yield Static("", id="detail", classes="pane", markup=False)
        yield ClearableLine(placeholder="Part of a title, an ID, a severity, a status, or: overdue", id="filter")
        yield ClearableLine(placeholder="Path to a draft (Enter to open, Esc to cancel)", id="path", cleared_as="draft")
        yield Static("", id="problem", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the frame; the drafts are read after the screen is drawn."""
        for name in ("#path", "#filter", "#body", "#problem"):
            self.query_one(name).display = False
        self.query_one("#empty").display = not self.folder.is_dir()
        self._draw_title()

    def on_screen_resume(self) -> None:
        """Reload whenever the screen comes back."""
        self.action_refresh()

    def on_screen_suspend(self) -> None:
        """Stop reading: the draft that's in front has the machine to itself."""
        self.workers.cancel_node(self)

    def on_resize(self) -> None:
        """Fit the rows and the details to the new width."""
        self._draw_title()
        when_drawn(self, self._draw_rows)

    # -- reading -----------------------------------------------------------------------------------------------------

    def action_refresh(self) -> None:
        self._refresh()

    @work(exclusive=True, group="reading")
    async def _refresh(self) -> None:
        """List the folder; then read what has changed since it was read last, in small steps, so that no key waits."""
        if self.app.screen is not self:
            return
        try:
            await asyncio.to_thread(self.overviews.look)
            self._problem = ""
        except FileError as error:
            self._problem = str(error)
        self._take_in()
        if isinstance(self.app, Looks):
            self.app.complain()
        if self._problem:
            self.say(self._problem)
            return
        reader = await asyncio.to_thread(_reader, self.active, self.within)
        await asyncio.to_thread(self.overviews.check, reader)
        drawn = saved = time.monotonic()
        try:
            while await asyncio.to_thread(self.overviews.read, reader, _STEP, self._wanted):
                now = time.monotonic()
                if now - drawn > _BETWEEN_DRAWINGS:
                    self._take_in()
                    drawn = time.monotonic()
                if now - saved > _BETWEEN_SAVES:
                    await asyncio.to_thread(self.overviews.save)
                    saved = time.monotonic()
            self._take_in()
        finally:
            await asyncio.shield(asyncio.to_thread(self.overviews.save))

    def _is_up(self) -> bool:
        """Return whether there's still something to draw on: the app may end while drafts are read."""
        return self.is_attached and bool(self.query(DraftList))

    def _take_in(self) -> None:
        """Show the drafts as far as they've been read."""
        if not self._is_up():
            return
        day, before = self.today(), self.rows
        self.rows = rows_of(self.overviews.listed(), day, before if day == self._day else ())
        self._day = day
        body, drafts = self.query_one("#body"), self.query_one(DraftList)
        if body.display != bool(self.rows):
            body.display = bool(self.rows)
            if self.rows and self.focused is None:
                drafts.focus()
            when_drawn(self, self._draw_rows)
        self.query_one("#empty").display = not self.rows and not self._problem
        self._draw_title()
        self._draw_rows()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _draw_title(self) -> None:
        """Draw the folder, and how many action items in it are overdue."""
        overdue = sum(row.overdue for row in self.rows)
        late = Content.styled(f"{plural(overdue, 'action')} overdue" if overdue else "", ERROR)
        width = max(10, self.app.size.width - 2)
        room = width - late.cell_length - len("pmtui   ")
        folder = clipped(_from_home(self.folder), room)
        draw(
            self.query_one("#title", Static),
            spread(Content.assemble(("pmtui", f"bold {ACT}"), (f"  {folder}", QUIET)), late, width),
            layout=False,
        )

    def _draw_rows(self) -> None:
        drafts = self.query_one(DraftList)
        rows = matching(self.rows, self.filter)
        width = max(20, (drafts.size.width or self.app.size.width) - 2)
        self._is_quiet = True
        drafts.put(rows, layout_of(self.rows, width, self.today()), self._wanted)
        self._is_quiet = False
        found = f"{len(rows):,} of {len(self.rows):,} with '{self.filter}'" if self.filter else ""
        put_title(drafts, "Postmortems", clipped(visible(found), max(0, width - 16)))
        self._show_detail()

    def _cursor_moved(self) -> None:
        """Take note of the draft that the author has gone to; whatever is read later, the cursor stays there."""
        if self._is_quiet:
            return
        row = self.query_one(DraftList).current()
        self._wanted = row.path if row is not None else None
        self._show_detail()

    def _show_detail(self) -> None:
        """Draw the details of the draft under the cursor; if they have to be read first, once the cursor rests."""
        panel, row = self.query_one("#detail", Static), self.query_one(DraftList).current()
        if self._detail_timer is not None:
            self._detail_timer.stop()
            self._detail_timer = None
        if row is None:
            panel.border_title = ""  # not even its blanks
            draw(panel, Content.styled("No draft has these words." if self.rows else "", QUIET), layout=False)
            return
        known = self._details.known(row, self._detail_width(), self.today()) if self._details is not None else None
        if known is not None:
            self._put_detail(row, known)
        elif row.overview is not None:
            self._detail_timer = self.set_timer(_PAUSE, self._read_detail)
        else:
            self._put_detail(row, Content.styled("Not read yet.", QUIET))

    def _detail_width(self) -> int:
        return max(20, self.query_one("#detail").size.width or self.app.size.width - 2)

    def _put_detail(self, row: DraftRow, content: Content) -> None:
        panel = self.query_one("#detail", Static)
        name = row.overview.id if row.overview is not None else ""
        changed = f"changed {age(row.file.modified, datetime.now().astimezone())}"
        room = self._detail_width() - len(changed) - 6
        put_title(panel, f"{clipped(name or visible(row.path.name), room)} · {changed}")
        if self.has_class("-wide") and row.overview is not None:
            content = Content("\n\n").join([Content.styled(row.overview.title, "bold"), content])
        draw(panel, content, layout=False)

    def _read_detail(self) -> None:
        self._detail_timer = None
        row = self.query_one(DraftList).current()
        if row is not None:
            self._read_detail_of(row)

    @work(exclusive=True, group="detail")
    async def _read_detail_of(self, row: DraftRow) -> None:
        width, today = self._detail_width(), self.today()
        if self._details is None:
            self._details = await asyncio.to_thread(_details, self.active, self.within)
        content = await asyncio.to_thread(self._details.read, row, width, today)
        if self._is_up() and self.query_one(DraftList).current() == row and self._detail_width() == width:
            self._put_detail(row, content)

    # -- keys --------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter open a draft from the list and the filter only: in the input for a path, Enter is the input's."""
        asks = isinstance(self.focused, Input)
        if action == "open":
            return isinstance(self.focused, DraftList) or self._filters()
        if action == "leave":
            return asks or bool(self.filter)
        if action == "filter":
            return not asks and bool(self.rows)
        if action == "adopt" and self.within is not None:  # it reads and writes elsewhere
            return False
        return not asks or action not in ("new", "example", "path", "adopt")

    def _filters(self) -> bool:
        """Return whether the cursor is in the filter."""
        return self.focused is not None and self.focused.id == "filter"

    def say(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.display = bool(text)
        problem.update(visible(brief(text)))

    def action_open(self) -> None:
        row = self.query_one(DraftList).current() if self.query_one("#body").display else None
        if row is not None:
            self._open(row.path)

    def _open(self, path: Path) -> None:
        self.say("")
        self._wanted = path
        self.app.post_message(OpenDraft(path))

    def select(self, path: Path) -> None:
        """Put the cursor on a draft, as soon as it's listed."""
        self._wanted = path

    def action_new(self) -> None:
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, self.today, self.active, example=False, within=self.within))

    def action_example(self) -> None:
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, self.today, self.active, example=True, within=self.within))

    def action_adopt(self) -> None:
        """Ask for a template of the author's organization, and go through its places."""
        from pmtui.tui.screens.adopt import AdoptFileScreen

        self.app.push_screen(AdoptFileScreen(Path.cwd(), None))

    def action_path(self) -> None:
        """Ask for the path of a draft in another folder."""
        self._ask("#path")

    def action_filter(self) -> None:
        """Ask for the words that drafts must have to be listed."""
        self._ask("#filter")

    def _ask(self, name: str) -> None:
        for other in ("#path", "#filter"):
            self.query_one(other).display = other == name
        self.query_one(name, Input).focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.filter = event.value.strip()
        self._wanted = None if self.filter else self._wanted
        self._draw_rows()

    @on(Input.Submitted, "#path")
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            try:
                name = event.value.strip()
                self._open(Path(name).expanduser() if self.within is None else self.within.named(name))
            except FileError as error:
                self.say(str(error))
            except RuntimeError:  # ~ with an unknown user
                self.say(f"Folder not found: {event.value.strip()}")

    def key_up(self) -> None:
        """Move in the list while the cursor is in the filter."""
        self._move("move", -1)

    def key_down(self) -> None:
        self._move("move", 1)

    def key_pageup(self) -> None:
        self._move("page", -1)

    def key_pagedown(self) -> None:
        self._move("page", 1)

    def _move(self, how: str, by: int) -> None:
        if self._filters():
            drafts = self.query_one(DraftList)
            (drafts.action_move if how == "move" else drafts.action_page)(by)

    def action_leave(self) -> None:
        """Leave the input for a path, or the filter, which is cleared."""
        row = self.query_one(DraftList).current()
        for name in ("#path", "#filter"):
            line = self.query_one(name, ClearableLine)
            line.display = False
            line.clear_kept()
        self.say("")
        if self.filter and row is not None:
            self._wanted = row.path
        self.filter = ""
        if self.rows:
            self.query_one("#drafts").focus()
            self._draw_rows()


def _from_home(folder: Path) -> str:
    """Return a folder's name, from the user's home on if it's in there."""
    try:
        inside = folder.expanduser().absolute().relative_to(Path.home())
    except (ValueError, RuntimeError, OSError):
        return visible(str(folder))
    return visible(f"~/{inside}")


def _reader(active: ActiveConfig, within: Confinement | None) -> "OverviewReader":
    from pmtui.session.overviews import OverviewReader

    return OverviewReader(active, within)


def _details(active: ActiveConfig, within: Confinement | None) -> "Details":
    from pmtui.tui.draft_detail import Details

    return Details(active, within)
