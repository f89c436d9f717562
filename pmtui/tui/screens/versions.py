"""Resolves conflicts: two versions of each answer, side by side."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmtui.model.merging import Difference
from pmtui.session.labels import place_label, value_text
from pmtui.session.session import Session
from pmtui.text import visible
from pmtui.tui.binding import bind, key_name
from pmtui.tui.textual_workarounds import CompactList, LeanScreen
from pmtui.tui.widgets.key_line import KeyLine


class VersionsScreen(LeanScreen[list[Difference] | None]):
    """Asks which version of each answer to keep; returns those used from the file, or None if undecided."""

    CSS_PATH = "versions.tcss"
    HELP = """\
## Resolve conflicts

Each row is an answer that differs between your version and the file. The selected one is shown below.

- {versions.mine}: keep yours. {versions.theirs}: use the file's. {versions.all_mine}, {versions.all_theirs}: do that
  for all.
- **Enter**: continue. {versions.close}: decide later.
"""
    BINDINGS = [
        bind("versions.mine", "choose(False)"),
        bind("versions.theirs", "choose(True)"),
        bind("versions.all_mine", "choose_all(False)"),
        bind("versions.all_theirs", "choose_all(True)"),
        bind("versions.close", "close"),
    ]

    def __init__(self, session: Session, found: Sequence[Difference], mine: str, theirs: str) -> None:
        """Make the screen.

        Args:
            session: the session.
            found: the answers that differ.
            mine: the name of my version.
            theirs: the name of the file's version.
        """
        super().__init__()
        self.session = session
        self.found = list(found)
        self.names = (mine, theirs)
        self.taken = [False] * len(self.found)

    def compose(self) -> ComposeResult:
        """Yield the answers, both versions of the selected one, and the keys."""
        mine, theirs = key_name(self, "versions.mine"), key_name(self, "versions.theirs")
        how = f"Choose a version.   {mine}: keep yours   {theirs}: use file's   Enter: continue"
        yield Static(how, id="title", markup=False)
        yield CompactList(*self._options(), id="places", compact=True, markup=False)
        with Horizontal(id="sides"):
            for side, name in zip(("mine", "theirs"), self.names, strict=True):
                with Vertical():
                    yield Static(name, classes="name", id=f"{side}-name", markup=False)
                    with VerticalScroll(can_focus=False):
                        yield Static("", id=side, markup=False)
        yield KeyLine()

    def _options(self) -> list[Option]:
        return [Option(self._line(index), id=str(index)) for index in range(len(self.found))]

    def _line(self, index: int) -> Content:
        which = "the file's" if self.taken[index] else "yours     "
        label = place_label(self.session, self.found[index].path)
        return Content(f"{'→' if self.taken[index] else '←'} {which}  {visible(label)}")

    def on_mount(self) -> None:
        places = self.query_one("#places", OptionList)
        places.highlighted = 0
        places.focus()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw()

    def _draw(self) -> None:
        at = self.query_one("#places", OptionList).highlighted
        if at is None:
            return
        difference = self.found[at]
        for side, value in (("mine", difference.mine), ("theirs", difference.theirs)):
            text = value_text(self.session, difference.path, value)
            self.query_one(f"#{side}", Static).update(visible(text[:20_000]))
        for side, is_chosen, name in zip(
            ("mine", "theirs"), (not self.taken[at], self.taken[at]), self.names, strict=True
        ):
            self.query_one(f"#{side}-name", Static).update(f"{'(•)' if is_chosen else '( )'} {name}")
            self.query_one(f"#{side}-name").set_class(is_chosen, "-chosen")

    def action_choose(self, theirs: bool) -> None:
        places = self.query_one("#places", OptionList)
        if places.highlighted is not None:
            self._set(places.highlighted, theirs)
            self._draw()

    def action_choose_all(self, theirs: bool) -> None:
        for index in range(len(self.found)):
            self._set(index, theirs)
        self._draw()

    def _set(self, index: int, theirs: bool) -> None:
        self.taken[index] = theirs
        self.query_one("#places", OptionList).replace_option_prompt(str(index), self._line(index))

    @on(OptionList.OptionSelected)
    def _go_on(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss([d for d, is_taken in zip(self.found, self.taken, strict=True) if is_taken])

    def action_close(self) -> None:
        """Decide later."""
        self.dismiss(None)
