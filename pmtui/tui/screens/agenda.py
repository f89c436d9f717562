"""The agenda of a meeting: what has to be settled, by person, and what was covered."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmtui.session.agenda import Agenda, AgendaItem, ItemKind
from pmtui.session.glyphs import GLYPHS
from pmtui.template.progress import State
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.binding import bind
from pmtui.tui.meeting import Meeting
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.textual_workarounds import CompactList, Panel, draw, put_title
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

_KIND_WIDTH = max(len(kind.value) for kind in ItemKind)


class _Items(CompactList):
    """The items; the footer shows their keys."""

    BINDINGS = [
        bind("agenda.jump", "select"),
        bind("agenda.cover", "screen.cover"),
        bind("agenda.unfold", "screen.unfold"),
    ]


class AgendaScreen(BuilderScreen):
    """Each item in a line, under who can settle it."""

    CSS_PATH = "agenda.tcss"
    HELP = """\
## Agenda

What a meeting about this postmortem has to settle: questions marked unknown, and the review's findings; then what isn't
answered yet, a line for each section; then, for each person, the answers and actions that wait for them; then actions
without an owner.

- {agenda.cover}: tick or untick an item as covered. That's kept on this machine, and isn't in the document.
- {agenda.unfold}: list a section's questions one by one, or in one line again.
- {agenda.jump}: go to the item; {interview.to_meeting} brings you back. An item that is settled leaves the agenda.
"""
    BINDINGS = [bind("agenda.close", "close", priority=True)]

    def __init__(self, meeting: Meeting, begin_at: str = "") -> None:
        """Make the screen.

        Args:
            meeting: the meeting that it belongs to.
            begin_at: the key of the item to start at; empty for the first.
        """
        super().__init__(meeting.session, meeting.saver, meeting.file_status)
        self.meeting = meeting
        self.begin_at = begin_at
        self.agenda = Agenda(meeting.session)
        self.unfolded: set[str] = set()

    def compose(self) -> ComposeResult:
        """Yield the status, the items, the selected one in full, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        yield _Items(id="list", compact=True, markup=False, classes="pane")
        yield Panel("", id="words", markup=False, classes="pane")
        yield KeyLine()

    def begin(self) -> None:
        """Start at the item that the author left, or at the first."""
        put_title(self.query_one("#words"), "Selected")
        self.draw_all()
        self._select(self.begin_at)
        self.query_one("#list", OptionList).focus()

    def settle(self) -> None:
        """Make the agenda again: a change may have settled an item."""
        self.agenda.read_again()
        super().settle()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        if self.is_open:
            self.draw_later()

    def draw_all(self) -> None:
        """Redraw the list; the cursor stays at its item."""
        options = self.query_one("#list", _Items)
        key = self._key()
        options.clear_options()
        options.add_options(self._options(options.text_width or self.app.size.width - 3))
        self._select(key)
        self._draw_title()
        self.query_one(StatusLine).show()

    def _draw_title(self) -> None:
        put_title(self.query_one("#list"), "Agenda", self.agenda.counted if self.agenda.items else "")
        self._draw_words()

    def _options(self, width: int) -> Iterator[Option]:
        if not self.agenda.groups:
            yield Option(Content("Nothing is open: no questions, findings, or actions."), disabled=True)
        for group in self.agenda.groups:
            heading = Content.assemble((visible(group.title), "bold"), (f"  {group.counted}", look.QUIET))
            yield Option(heading, disabled=True)
            for item in group.items:
                yield Option(self._line(item, width), id=item.key)
                for each in item.under if item.key in self.unfolded else ():
                    yield Option(self._line(each, width, "  "), id=each.key)

    def _shown(self) -> list[AgendaItem]:
        """Return the items that have a line of their own, in order."""
        return [each for item in self.agenda.items
                for each in (item, *(item.under if item.key in self.unfolded else ()))]  # fmt: skip

    def _line(self, item: AgendaItem, width: int, before: str = "") -> Content:
        is_covered = self.agenda.is_covered(item)
        sign = (GLYPHS[State.ANSWERED], look.OK) if is_covered else (GLYPHS[State.OPEN], look.QUIET)
        words = (visible(item.words), look.QUIET if is_covered else look.INK)
        left = Content.assemble(before, sign, (f" {item.kind.value:{_KIND_WIDTH}} ", look.QUIET), words)
        note = Content.styled(visible(look.clipped(item.note, width // 3)), look.ERROR if item.is_late else look.QUIET)
        return look.spread(left, note, width) if note.plain else look.fitted(left, width)

    def _key(self) -> str:
        """Return the key of the selected item; empty if there's none."""
        options = self.query_one("#list", OptionList)
        if options.highlighted is None or options.highlighted >= options.option_count:
            return ""
        return options.get_option_at_index(options.highlighted).id or ""

    def _current(self) -> AgendaItem | None:
        key = self._key()
        return next((item for item in self._shown() if item.key == key), None)

    def _select(self, key: str) -> None:
        keys = [item.key for item in self._shown()]
        section = next((each.key for each in self.agenda.items for inner in each.under if inner.key == key), "")
        if section and key not in keys:  # its section is one line again
            key = section
        if keys:
            options = self.query_one("#list", OptionList)
            options.highlighted = options.get_option_index(key if key in keys else keys[0])

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw_words()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to cover an item only if there is one, and to list questions only at a section."""
        if action == "unfold":
            return self._section() is not None
        return action != "cover" or self._current() is not None

    def _section(self) -> AgendaItem | None:
        """Return the section that is selected, or of which a question is."""
        item = self._current()
        if item is None:
            return None
        return next((each for each in self.agenda.items if each.under and item in (each, *each.under)), None)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """Go to the item."""
        event.stop()
        item = self._current()
        if item is not None:
            key = item.key
            self.meeting.leave_for(item.path, lambda: self.meeting.open_agenda(key))

    def _draw_words(self) -> None:
        item = self._current()
        if item is None:
            draw(self.query_one("#words", Static), "", layout=False)
            return
        note = f"\n{visible(item.note)}" if item.note else ""
        state = "\nCovered" if self.agenda.is_covered(item) else ""
        words = Content.assemble(
            (visible(item.words), "bold"), (note, look.ERROR if item.is_late else look.QUIET), state
        )
        draw(self.query_one("#words", Static), words, layout=False)

    @property
    def place(self) -> str:
        item = self._current()
        return item.path if item is not None else ""

    def action_cover(self) -> None:
        """Tick or untick the selected item as covered."""
        item = self._current()
        if item is None:
            return
        self.agenda.toggle(item)
        self.draw_all()

    def action_unfold(self) -> None:
        """List the questions of the selected section one by one, or in one line again."""
        section = self._section()
        if section is not None:
            self.unfolded ^= {section.key}
            self.draw_all()

    def action_close(self) -> None:
        self.dismiss()
