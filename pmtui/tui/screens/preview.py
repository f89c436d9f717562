"""The whole document, as an export would write it now."""

from functools import cached_property

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from pmtui.session.session import Session
from pmtui.session.templates import in_dialect
from pmtui.template.dialects import DEFAULT
from pmtui.text import brief, visible
from pmtui.tui import look
from pmtui.tui.binding import bind
from pmtui.tui.copying import copy
from pmtui.tui.document_target import document_text
from pmtui.tui.textual_workarounds import LeanScreen, Page, draw, put_title, when_drawn
from pmtui.tui.widgets.document import DocumentView, SectionText, sections
from pmtui.tui.widgets.key_line import KeyLine

_SLOW = 60_000
"""Characters above which a document is shown as Markdown at first: rendering it would take half a second."""

_CONTENTS = 30
"""Columns of the list of sections."""

_LARGEST = 200_000
"""Characters above which it's only shown as Markdown."""


class PreviewScreen(LeanScreen[None]):
    """The document, rendered or as Markdown."""

    CSS_PATH = "preview.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    HELP = """\
## Preview

The document with your answers so far, opened at the section you're writing. Unanswered questions appear as *TBD*. In a
wide terminal, its sections are listed at the left, with a bar before the one at the top.

- {preview.source}: switch between the rendered document and its Markdown. A long document starts as Markdown; a very
  long one stays that way.
- {preview.copy}: copy the whole document as Markdown. {preview.copy_section}: copy the section at the top (at the end
  of the document, the last section). The text goes to the clipboard, and to a file in case your terminal has no
  clipboard.
- A document for another reader than GitHub, such as MkDocs, is shown as GitHub would show it. Its Markdown, and what
  you copy, are as they will be exported.
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
        self.document = self.shown = document_text(session, session.template)
        self.dialect = session.template.settings.markdown
        if not self.dialect.is_default:
            self.shown = document_text(session, in_dialect(session.template, DEFAULT))
        self.section = section
        self.is_source = len(self.document) > _SLOW

    def compose(self) -> ComposeResult:
        with Horizontal(id="body"):
            yield Static("", id="contents", markup=False, classes="pane")
            with Page(id="page"):
                if self.is_source:
                    yield Static(visible(self.document), markup=False)
                else:
                    yield DocumentView(visible(self.shown))
        if not self.dialect.is_default:
            shown = "" if self.is_source else "; shown here as GitHub shows it"
            yield Static(f"Written for {self.dialect.title}{shown}.", id="dialect", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Scroll to the section that the author is editing."""
        self._begin()

    def _begin(self) -> None:
        page = self.query_one("#page")
        page.focus()
        put_title(self.query_one("#contents"), "Contents")
        self.watch(page, "scroll_y", self._draw_contents, init=False)
        when_drawn(self, self._go_to_section)
        when_drawn(self, self._draw_contents)

    def on_resize(self) -> None:
        when_drawn(self, self._draw_contents)

    @cached_property
    def _parts(self) -> list[tuple[str, str]]:
        return sections(visible(self.shown))

    def _draw_contents(self) -> None:
        """List the sections, with a bar before the one at the top of the page; nothing if there's no room for it."""
        panel = self.query_one("#contents", Static)
        height = panel.content_size.height
        if not panel.display or not height or not self._parts:
            return
        at = self._at_top(self._parts)
        first = max(0, min(at - height // 2, len(self._parts) - height))
        lines = []
        for position, (title, _) in enumerate(self._parts[first : first + height], start=first):
            name = look.clipped(title or "(beginning)", _CONTENTS - 4)
            style = f"bold {look.ACT}" if position == at else look.QUIET
            lines.append(Content.styled(f"{'▌' if position == at else ' '} {name}", style))
        draw(panel, Content("\n").join(lines), layout=False)

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
        if not parts:
            copy(self.app, "", "The document")
            return
        title, text = parts[self._at_top(parts)]
        copy(self.app, f"{text.strip()}\n", f"'{brief(visible(title), 40)}'" if title else "The beginning")

    def _at_top(self, parts: list[tuple[str, str]]) -> int:
        """Return the position of the section at the top of the page; at the end of the document, of the last one."""
        page = self.query_one("#page", Page)
        if page.scroll_y >= page.max_scroll_y > 0:
            return len(parts) - 1
        return max(0, sum(top <= page.scroll_y + 1 for top in self._tops(parts)) - 1)

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
        self._begin()

    def action_close(self) -> None:
        self.dismiss()
