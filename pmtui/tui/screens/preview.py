"""The whole document, as an export would write it now."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from pmtui.session.session import Session
from pmtui.text import brief, visible
from pmtui.tui.binding import bind
from pmtui.tui.copying import copy
from pmtui.tui.document_target import document_text
from pmtui.tui.textual_workarounds import Page, when_drawn
from pmtui.tui.widgets.document import DocumentView, SectionText, sections
from pmtui.tui.widgets.key_line import KeyLine

_SLOW = 60_000
"""Characters above which a document is shown as Markdown at first: rendering it would take half a second."""

_LARGEST = 200_000
"""Characters above which it's only shown as Markdown."""


class PreviewScreen(Screen[None]):
    """The document, rendered or as Markdown."""

    CSS_PATH = "preview.tcss"
    HELP = """\
## Preview

The document with your answers so far, opened at the section you're writing. Unanswered questions appear as *TBD*.

- {preview.source}: switch between the rendered document and its Markdown. A long document starts as Markdown; a very
  long one stays that way.
- {preview.copy}: copy the whole document as Markdown. {preview.copy_section}: copy the section at the top (at the end
  of the document, the last section). The text goes to the clipboard, and to a file in case your terminal has no
  clipboard.
- To copy the text as you see it, select it with the mouse and press **Ctrl+C**.
"""
    BINDINGS = [
        bind("preview.close", "close"),
        bind("preview.source", "source"),
        bind("preview.copy", "copy"),
        bind("preview.copy_section", "copy_section"),
    ]

    def __init__(self, session: Session, section: str) -> None:
        super().__init__()
        self.document = document_text(session, session.template)
        self.section = section
        self.is_source = len(self.document) > _SLOW

    def compose(self) -> ComposeResult:
        with Page(id="page"):
            if self.is_source:
                yield Static(visible(self.document), markup=False)
            else:
                yield DocumentView(visible(self.document))
        yield KeyLine()

    def on_mount(self) -> None:
        """Scroll to the section that the author is editing."""
        self.query_one("#page").focus()
        when_drawn(self, self._go_to_section)

    def _go_to_section(self) -> None:
        """Scroll the section that the author is editing to the top."""
        if not self.query("#page"):  # left before it was drawn
            return
        page = self.query_one("#page", Page)
        for document in self.query(DocumentView):
            section = document.section(self.section)
            if section is not None:
                page.scroll_to_widget(section, animate=False, top=True)
            return
        lines = self.document.split("\n")
        heading = f"## {self.section}"
        at = next((at for at, line in enumerate(lines) if self.section and line.startswith(heading)), 0)
        width = max(1, page.size.width)
        page.scroll_to(y=sum(max(1, -(-len(line) // width)) for line in lines[:at]), animate=False)

    def action_copy(self) -> None:
        """Copy the whole document, as it would be exported."""
        copy(self.app, self.document, "The document")

    def action_copy_section(self) -> None:
        """Copy the section at the top; at the end of the document, the last one."""
        parts = sections(self.document)
        page = self.query_one("#page", Page)
        if not parts:
            copy(self.app, "", "The document")
            return
        at = len(parts) - 1
        if page.scroll_y < page.max_scroll_y or page.max_scroll_y == 0:
            tops = [top for top in self._tops(parts) if top <= page.scroll_y + 1]
            at = max(0, len(tops) - 1)
        title, text = parts[at]
        copy(self.app, f"{text.strip()}\n", f"'{brief(visible(title), 40)}'" if title else "The beginning")

    def _tops(self, parts: list[tuple[str, str]]) -> list[int]:
        """Return the line of the page at which each section starts."""
        found: list[int] = []
        for document in self.query(DocumentView):
            return [each.virtual_region.y for each in document.query(SectionText)]
        width, top = max(1, self.query_one("#page", Page).size.width), 0
        for _, text in parts:
            found.append(top)
            top += sum(max(1, -(-len(line) // width)) for line in text.split("\n"))
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim the key if the document is too long to be rendered."""
        return None if action == "source" and len(self.document) > _LARGEST else True

    async def action_source(self) -> None:
        """Switch between the rendered document and its Markdown."""
        self.is_source = not self.is_source
        await self.recompose()
        if not self.query("#page"):  # left before it was drawn
            return
        self.query_one("#page").focus()
        when_drawn(self, self._go_to_section)

    def action_close(self) -> None:
        self.dismiss()
