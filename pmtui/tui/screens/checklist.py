"""A list to select from: events as evidence, actions that address a cause."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.textual_workarounds import CompactList
from pmtui.tui.widgets.key_line import KeyLine


class _Entries(CompactList):
    """The entries; a click ticks one."""

    ONE_CLICK = True


class PickScreen(ModalScreen[set[str] | None]):
    """A list with a check box for each entry; returns the selected ids, or None if canceled."""

    CSS_PATH = "checklist.tcss"
    HELP = """\
## Select

- {pick.tick}: select or clear an entry.
- {pick.take}: save your selection. {pick.close}: cancel.
"""
    BINDINGS = [
        bind("pick.tick", "tick"),
        bind("pick.take", "take", priority=True),
        bind("pick.close", "close"),
    ]

    def __init__(self, heading: str, entries: Sequence[tuple[str, str]], chosen: set[str]) -> None:
        """Make the screen.

        Args:
            heading: the question above the list.
            entries: each entry's id and text.
            chosen: the ids that are selected at first.
        """
        super().__init__()
        self.heading = heading
        self.entries = dict(entries)
        self.chosen = set(chosen)

    def compose(self) -> ComposeResult:
        yield Static(visible(self.heading), id="title", markup=False)
        options = [Option(self._line(entry_id), id=entry_id) for entry_id in self.entries]
        yield _Entries(*options, compact=True, markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        ids = list(self.entries)
        ticked = next((index for index, entry_id in enumerate(ids) if entry_id in self.chosen), 0)
        self.query_one(OptionList).highlighted = ticked if ids else None
        self.query_one(OptionList).focus()

    def _line(self, entry_id: str) -> Content:
        box = "[x]" if entry_id in self.chosen else "[ ]"
        words = " ".join(visible(self.entries[entry_id]).split())
        return Content(f"{box} {words[: max(20, self.app.size.width - 8)]}")

    @on(OptionList.OptionSelected)
    def _ticked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return
        entry_id = options.get_option_at_index(options.highlighted).id or ""
        self.chosen ^= {entry_id}
        options.replace_option_prompt(entry_id, self._line(entry_id))

    def action_take(self) -> None:
        self.dismiss(self.chosen)

    def action_close(self) -> None:
        self.dismiss(None)
