"""The help: what the screen and the focused field are for, and every active key."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from pmtui.keys import shown
from pmtui.model.catalog import Question
from pmtui.text import visible
from pmtui.tui.binding import bind, key_map
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.textual_workarounds import Page
from pmtui.tui.widgets.document import DocumentView
from pmtui.tui.widgets.key_line import KeyLine


class HelpScreen(ModalScreen[None]):
    """Explains the screen below it; arrows scroll, F1 and Esc go back."""

    CSS_PATH = "help.tcss"
    BINDINGS = [bind("help.close", "close", priority=True)]

    def __init__(self, about: Screen[object]) -> None:
        """Make the help of a screen in its current state: the focused field has its own text."""
        super().__init__()
        self.text = "\n\n".join([*_words(about), "## Keys", *_keys(about)])

    def compose(self) -> ComposeResult:
        with Page(id="page"):
            yield DocumentView(self.text)
        yield KeyLine()

    def on_mount(self) -> None:
        """Focus the page, so that arrows scroll it."""
        self.query_one("#page").focus()

    def action_close(self) -> None:
        self.dismiss()


def _words(about: Screen[object]) -> Iterator[str]:
    """Yield the focused question, the help of the innermost focused widget that has any, then the screen's help."""
    focused = about.focused
    nodes = [node for node in focused.ancestors_with_self if isinstance(node, Widget)] if focused is not None else []
    box = next((node for node in nodes if isinstance(node, FieldBox)), None)
    if box is not None:
        yield _question(box.question)
    own = next((node.HELP for node in nodes if node.HELP and node is not about), None)
    if own:
        yield key_map(about).filled(own.strip())
    if about.HELP and _heading(about.HELP) != _heading(own or ""):
        yield key_map(about).filled(about.HELP.strip())


def _heading(text: str) -> str:
    return text.strip().partition("\n")[0]


def _question(question: Question) -> str:
    """Return a question with its hint and example."""
    parts = [
        f"## {question.label}",
        question.prompt,
        question.hint,
        question.example and f"*For example: {question.example}*",
    ]
    return "\n\n".join(visible(part) for part in parts if part)


def _keys(about: Screen[object]) -> Iterator[str]:
    """Yield a list of the active keys, each with its label and tooltip."""
    keys: dict[str, list[str]] = {}
    does: dict[str, str] = {}
    for key, active in about.active_bindings.items():
        binding = active.binding
        if binding.id and active.enabled:
            keys.setdefault(binding.id, []).append(f"`{shown(key)}`")
            more = f": {binding.tooltip}" if binding.tooltip else ""
            does.setdefault(binding.id, f"{binding.description}{more}")
    yield "\n".join(f"- {' or '.join(keys[name])} {words}" for name, words in does.items())
