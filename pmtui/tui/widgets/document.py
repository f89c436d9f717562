"""A Markdown document as it will look: one widget for each section, however long it is.

Textual's own Markdown has a widget for each paragraph, item and cell. A postmortem has hundreds: that took a second.
"""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len
from rich.color import ColorParseError as RichColorParseError
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, TableElement
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.text import Text
from rich.theme import Theme
from textual.app import App, ComposeResult
from textual.color import Color, ColorParseError
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.style import Style
from textual.widgets import Static

from pmtui.template.yaml_block import end_of_block
from pmtui.tui.drawing import wrapped

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"(##?) [^\n]*")
"""A heading that is drawn as the rule of its section."""

_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)


_MOST_OF_HEADING = 6
"""Lines of a heading at most."""


class DocumentView(Vertical):
    """A document, rendered.

    Args:
        text: the document, as Markdown; nothing in it may be hidden from a terminal.
    """

    DEFAULT_CSS = """
    DocumentView { height: auto; }
    DocumentView > SectionText {
        height: auto; margin: 0 0 1 0; padding: 0 1;
        border-top: solid $border-blurred; border-title-color: $text-accent; border-title-style: bold;
        &.-title { border-top: heavy $border; }
        &.-untitled { border-top: none; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._sections = sections(text)

    def compose(self) -> ComposeResult:
        theme = "ansi_dark" if self.app.current_theme.dark else "ansi_light"
        for title, text in self._sections:
            heading = _HEADING.match(text)
            part = SectionText(
                _Rendered(text[heading.end() :] if heading else _as_code(text), code_theme=theme), name=title
            )
            part.is_headed = heading is not None
            part.add_class(
                "-untitled" if heading is None else "-title" if heading[1] == "#" else "-section", update=False
            )
            yield part

    def on_mount(self) -> None:
        """Follow the app's colors."""
        self.app.theme_changed_signal.subscribe(self, self._recoloured)

    def on_unmount(self) -> None:
        """Follow them no longer: the app would hold this for as long as it lives."""
        self.app.theme_changed_signal.unsubscribe(self)

    def _recoloured(self, _theme_now: object) -> None:
        """Draw it in other colors: the author has chosen them from the palette."""
        for widget in self.query(SectionText):
            widget.draw_anew()

    def section(self, title: str) -> "SectionText | None":
        """Return the widget of the section with a title, or with one that begins so; None if there is none."""
        widgets = list(self.query(SectionText))
        named = [widget for widget in widgets if widget.name == title]
        return next(iter(named or [widget for widget in widgets if (widget.name or "").startswith(title)]), None)


class SectionText(Static):
    """One section, rendered, as text that the mouse can select.

    Textual 8.2 selects in its own `Content` only; what Rich renders has no places, and its selection is empty.
    """

    is_headed = False
    """Whether its name is its heading: in the rule above it, or below that if it's longer."""

    def __init__(self, document: Markdown, name: str) -> None:
        super().__init__(name=name, markup=False)
        self._document = document
        self._drawn: tuple[int, Content] | None = None

    def on_resize(self) -> None:
        """Put the heading into the rule, if there's room for all of it."""
        fits = self.is_headed and not self._is_long(self.content_size.width)
        self.border_title = Content(f" {self.name} ") if fits else ""

    def _is_long(self, width: int) -> bool:
        return self.is_headed and cell_len(self.name or "") > width - 2

    def draw_anew(self) -> None:
        """Draw it in other colors."""
        self._drawn = None
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines at the present width."""
        return self._lines(self.content_size.width or self.app.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return self._lines(width).plain.count("\n") + 1

    def _lines(self, width: int) -> Content:
        if self._drawn is None or self._drawn[0] != width:
            lines = _content(self.app, self._document, width)
            if self._is_long(width):
                heading = "\n".join(wrapped(self.name or "", width, width, _MOST_OF_HEADING))
                lines = Content.assemble((heading, "bold $text-accent"), "\n\n", lines)
            self._drawn = width, lines
        return self._drawn[1]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected as it's seen, without the blanks that fill lines up."""
        text = selection.extract(self.render().plain)
        return "\n".join(line.rstrip() for line in text.split("\n")), "\n"


def rendered(app: App[Any], text: str, width: int) -> Content:
    """Return a short text as it will look, for a widget that shows other text soon.

    Args:
        app: the app, whose colors it has.
        text: the text, as Markdown; nothing in it may be hidden from a terminal.
        width: the columns of a line.
    """
    return _content(app, _Rendered(text, "ansi_dark" if app.current_theme.dark else "ansi_light"), width)


def _content(app: App[Any], document: Markdown, width: int) -> Content:
    """Return a document's lines in the app's colors, without empty ones at the end."""
    console = app.console
    with console.use_theme(_theme(app)):
        lines = console.render_lines(document, console.options.update(width=width, height=None), pad=False)
    while lines and not "".join(segment.text for segment in lines[-1]).strip():
        lines.pop()
    return Content("\n").join(_as_content(line) for line in lines)


def _as_content(line: list[Segment]) -> Content:
    parts = [(segment.text, Style.from_rich_style(segment.style or RichStyle.null())) for segment in line]
    return Content.assemble(*parts).rstrip()


class _Heading(Heading):
    """A heading; Rich centers those of the first level, and wraps them in the middle of the page."""

    LEVEL_ALIGN = {**Heading.LEVEL_ALIGN, "h1": "left"}


class _Table(TableElement):
    """A table; where words don't fit its columns, each row is a list of its cells under the first.

    Rich breaks words instead, and cuts them: in a narrow pane, a table of actions had a word in each line.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heads = [cell.content for cell in self.header.row.cells] if self.header and self.header.row else []
        rows = [[cell.content for cell in row.cells] for row in self.body.rows] if self.body else []
        longest = (max(map(_longest_word, column), default=0) for column in zip(heads, *rows, strict=False))
        if sum(longest) + _GAP * len(heads) <= options.max_width:
            yield from super().__rich_console__(console, options)
            return
        yield Text(" | ".join(head.plain for head in heads), console.get_style("markdown.table.border"))
        for first, *others in rows:
            name = first.copy()
            name.stylize("bold")
            yield name
            cells = [Text.assemble((f"{head.plain}: ", console.get_style("markdown.table.border")), cell)
                     for head, cell in zip(heads[1:], others, strict=False) if cell.plain.strip()]  # fmt: skip
            yield Padding(Text(" · ").join(cells), (0, 0, 0, 2))


_GAP = 2
"""Columns between two of a table."""

_LONGEST = 20
"""Columns that a table may break words at: an address is often longer than any table is wide."""


def _longest_word(text: Text) -> int:
    return min(_LONGEST, max(map(cell_len, text.plain.split()), default=0))


class _Rendered(Markdown):
    """Rich's Markdown, which shows HTML as it's written and breaks lines at `<br>`."""

    elements = {**Markdown.elements, "heading_open": _Heading, "table_open": _Table}

    def __init__(self, text: str, code_theme: str) -> None:
        super().__init__(text, code_theme=code_theme)
        self.parsed = _shown(self.parsed)


def _shown(tokens: list[Token]) -> list[Token]:
    """Leave comments out, and turn other HTML, which a terminal can't show, into what it says."""
    return [_as_words(token) for token in tokens if not _is_comment(token)]


def _is_comment(token: Token) -> bool:
    return token.type in ("html_block", "html_inline") and bool(_COMMENT.fullmatch(token.content))


def _as_words(token: Token) -> Token:
    if token.type == "html_inline":
        token.type = "hardbreak" if _BREAK.fullmatch(token.content) else "text"
    elif token.type == "html_block":
        token.type, token.tag, token.info = "fence", "code", "html"
    if token.children:
        token.children = _shown(token.children)
    return token


def sections(text: str) -> list[tuple[str, str]]:
    """Part a document before each heading of its first two levels.

    Args:
        text: the document.

    Returns:
        Each section's heading, as it's written, and its text; the text before the first one has an empty heading.
    """
    lines = text.split("\n")
    front = _front_matter(lines)
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse("\n" * front + "\n".join(lines[front:]))
    starts = [(0, "")]
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2") and token.map:
            starts.append((token.map[0], tokens[at + 1].content))
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    parts = [(title, "\n".join(lines[start:end])) for (start, title), end in zip(starts, ends, strict=True)]
    return [(title, part) for title, part in parts if part.strip()]


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines YAML front matter takes, which Markdown would read as a rule and a heading."""
    end = end_of_block(lines)
    return 0 if end is None else end + 1


def _as_code(text: str) -> str:
    """Return a text with its front matter as a block of code."""
    lines = text.split("\n")
    front = _front_matter(lines)
    return "\n".join(["~~~~~~ yaml", *lines[:front], "~~~~~~", *lines[front:]]) if front else text


def _theme(app: App[Any]) -> Theme:
    """Return the styles of a document: headings in the theme's color, the rest plain."""
    heading = _colour(app, "text-accent")
    quiet = _colour(app, "text-muted")
    return Theme(
        {
            "markdown.h1": heading + RichStyle(bold=True, underline=True),
            "markdown.h2": heading + RichStyle(bold=True, underline=True),
            "markdown.h3": heading + RichStyle(bold=True),
            "markdown.h4": RichStyle(bold=True),
            "markdown.code": _colour(app, "text-warning"),
            "markdown.code_block": RichStyle(),
            "markdown.block_quote": RichStyle(italic=True),
            "markdown.hr": quiet,
            "markdown.item.bullet": heading,
            "markdown.item.number": heading,
            "markdown.link_url": RichStyle(underline=True),
            "markdown.table.border": quiet,
            "markdown.table.header": RichStyle(bold=True),
        }
    )


def _colour(app: App[Any], name: str) -> RichStyle:
    """Return a color of the app's theme; none if it has none that a document can be drawn in."""
    try:
        return RichStyle(color=Color.parse(app.theme_variables[name]).rich_color)
    except (KeyError, ValueError, ColorParseError, RichColorParseError):
        return RichStyle()
