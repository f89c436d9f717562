"""A line below a list that asks for something: a date, words to filter by, the kind of a file."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from pmtui.errors import EntryError
from pmtui.tui.widgets.clearable_line import ClearableLine


@dataclass(frozen=True)
class Asking:
    """What is asked for.

    Attributes:
        label: the text before the line.
        take: takes what was typed at Enter; it may raise EntryError.
        example: the text in the line while it's empty.
        text: what is in it at first.
        as_typed: takes what is typed at each key; None to wait for Enter.
    """

    label: str
    take: Callable[[str], None]
    example: str = ""
    text: str = ""
    as_typed: Callable[[str], None] | None = None


class AskingLine(Horizontal):
    """Is hidden until something is asked for.

    Args:
        done: is called once the line is left.
        refused: is given why what was typed can't be taken.
    """

    DEFAULT_CSS = """
    AskingLine { height: 1; padding: 0 1; }
    AskingLine #label { width: auto; margin-right: 1; text-style: bold; }
    AskingLine #answer { width: 1fr; }
    """

    def __init__(self, done: Callable[[], object], refused: Callable[[str], None]) -> None:
        super().__init__(id="asking")
        self.asking: Asking | None = None
        self._done = done
        self._refused = refused
        self.display = False

    def compose(self) -> ComposeResult:
        """Yield the label and the line."""
        yield Static("", id="label", markup=False)
        yield ClearableLine(id="answer")

    def ask(self, asking: Asking) -> None:
        """Show the line and give it the cursor."""
        self.asking = asking
        self.display = True
        self.query_one("#label", Static).update(asking.label)
        line = self.query_one("#answer", ClearableLine)
        line.cleared_as = asking.label
        line.placeholder = asking.example
        line.value = asking.text
        line.focus()

    def cancel(self) -> None:
        """Hide the line; what is in it is offered when the same is asked for again."""
        line = self.query_one("#answer", ClearableLine)
        if self.asking is not None and line.value != self.asking.text:
            line.clear_kept()
        self.leave()

    def leave(self) -> None:
        """Hide the line."""
        self.asking = None
        self.display = False
        self._done()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.asking is not None and self.asking.as_typed is not None:
            self.asking.as_typed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.asking is None:
            return
        try:
            self.asking.take(event.value)
        except EntryError as error:
            self._refused(str(error))
        else:
            self.leave()
