"""The whole document, as it would be written now."""

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Markdown, Static

from pmtui.plain import visible
from pmtui.sitting.session import Session
from pmtui.tui.binding import bind
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.page import Page
from pmtui.tui.writing import document_text

_SLOW = 20_000
"""A document longer than this is shown as Markdown text at first: drawing it rendered takes a second or more."""

_LARGEST = 60_000
"""One longer than this is only shown as text."""


class PreviewScreen(Screen[None]):
    """The document, rendered; s shows its Markdown."""

    CSS_PATH = "preview.tcss"
    HELP = """\
## Preview

The document with all answers so far, at the section that you are writing. What is open shows as *open*. **s** changes
between the rendered document and its Markdown; a long one is shown as Markdown first.
"""
    BINDINGS = [
        bind("preview.close", "close"),
        bind("preview.source", "source"),
    ]

    def __init__(self, session: Session, section: str) -> None:
        """Make a preview, opened at a section."""
        super().__init__()
        self.document = document_text(session, session.template)
        self.section = section
        self.is_source = len(self.document) > _SLOW

    def compose(self) -> ComposeResult:
        """The document, and the keys."""
        with Page(id="page"):
            if self.is_source:
                yield Static(visible(self.document), markup=False)
            else:
                yield Markdown(visible(self.document), open_links=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the section that is being edited."""
        self.query_one("#page").focus()
        self.call_after_refresh(self._go_to_line)

    @on(Markdown.TableOfContentsUpdated)
    def _go_to_heading(self, event: Markdown.TableOfContentsUpdated) -> None:
        """Show the section that is being edited at the top, as soon as its heading is there."""
        event.stop()
        heading_id = next((each for _, title, each in event.table_of_contents if title == self.section), None)
        if heading_id is not None and self.query(f"#{heading_id}"):
            page = self.query_one("#page", Page)
            page.call_after_refresh(page.scroll_to_widget, self.query_one(f"#{heading_id}"), animate=False, top=True)

    def _go_to_line(self) -> None:
        """In the Markdown, show the section's line at the top."""
        if not self.is_source or not self.query("#page"):  # left before it was drawn
            return
        page = self.query_one("#page", Page)
        lines = self.document.split("\n")
        at = lines.index(f"## {self.section}") if f"## {self.section}" in lines else 0
        width = max(1, page.size.width)
        page.scroll_to(y=sum(max(1, -(-len(line) // width)) for line in lines[:at]), animate=False)

    async def action_source(self) -> None:
        """Change between the rendered document and its Markdown."""
        self.is_source = not self.is_source or len(self.document) > _LARGEST
        await self.recompose()
        if not self.query("#page"):  # left before it was drawn
            return
        self.query_one("#page").focus()
        self.call_after_refresh(self._go_to_line)

    def action_close(self) -> None:
        """Go back to the form."""
        self.dismiss()
