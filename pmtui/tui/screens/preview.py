"""The whole document, as it would be written now."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Markdown, Static

from pmtui.plain import visible
from pmtui.template.printing import print_document
from pmtui.tui.session import Session

_LARGEST = 60_000
"""A document longer than this is shown as text: drawing it as Markdown would take seconds."""


class PreviewScreen(Screen[None]):
    """The document, rendered; s shows its Markdown."""

    CSS_PATH = "preview.tcss"
    HELP = "## Preview\n\nThe document with all answers so far. What is open shows as *open*."
    BINDINGS = [
        Binding("escape,f3,q", "close", "Back", id="preview.close"),
        Binding("s", "source", "Markdown or rendered", id="preview.source"),
    ]

    def __init__(self, session: Session, section: str) -> None:
        """Make a preview, opened at a section."""
        super().__init__()
        self.document = print_document(session.template, session.postmortem)
        self.section = section
        self.is_source = len(self.document) > _LARGEST

    def compose(self) -> ComposeResult:
        """The document, and the keys."""
        with VerticalScroll(id="page"):
            if self.is_source:
                yield Static(visible(self.document), markup=False)
            else:
                yield Markdown(visible(self.document), open_links=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin at the section that is being edited."""
        self.query_one("#page").focus()

    async def action_source(self) -> None:
        """Change between the rendered document and its Markdown."""
        self.is_source = not self.is_source or len(self.document) > _LARGEST
        await self.recompose()
        self.query_one("#page").focus()

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss()
