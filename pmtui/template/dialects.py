"""Dialects of Markdown: what GitHub reads well and another reader of Markdown doesn't, as a few choices for each."""

from dataclasses import dataclass
from typing import Literal

DialectName = Literal["github", "gitlab", "mkdocs", "backstage", "docusaurus", "commonmark"]
HardBreak = Literal["", "backslash", "spaces"]
Bullet = Literal["", "-", "*", "+"]
CellBreak = Literal["", "<br>", "<br />", "; "]
Comments = Literal["", "html", "mdx"]
RuleRow = Literal["", "tight", "spaced"]
TablePadding = Literal["", "compact", "aligned"]
DEFAULT: DialectName = "github"
Reader = Literal["commonmark", "python", "mdx"]
"""The kind of parser: one that follows CommonMark, Python-Markdown, or MDX."""


@dataclass(frozen=True)
class Dialect:
    """How a document's Markdown is written. Empty and zero mean: as the template has it.

    Attributes:
        name: what it's called in a template, in the config and on the command line.
        title: the reader's own name.
        reader: the kind of parser that it's written for.
        hard_break: the end of a line that another line follows.
        list_indent: spaces before what is below an item's line.
        bullet: the bullet of every list.
        cell_break: the line break in a table's cell.
        comments: the form of comments.
        rule_row: the row below a table's header, `|---|` or `| --- |`.
        table_padding: the spaces in cells: one on each side, or as many as make columns.
        line_wrap: the longest line of a paragraph, in characters, where it has spaces.
    """

    name: DialectName
    title: str
    reader: Reader = "commonmark"
    hard_break: HardBreak = ""
    list_indent: int = 0
    bullet: Bullet = ""
    cell_break: CellBreak = ""
    comments: Comments = ""
    rule_row: RuleRow = ""
    table_padding: TablePadding = ""
    line_wrap: int = 0

    @property
    def is_default(self) -> bool:
        """Whether it's GitHub's."""
        return self.name == DEFAULT

    @property
    def changes_nothing(self) -> bool:
        """Whether a document is written as the template has it."""
        return self == Dialect(self.name, self.title)


DIALECTS: dict[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect("github", "GitHub"),
        Dialect("gitlab", "GitLab"),
        # Python-Markdown prints a backslash at a line's end, and nests lists by four spaces.
        Dialect("mkdocs", "MkDocs", reader="python", hard_break="spaces", list_indent=4),
        # TechDocs loads mdx_truly_sane_lists, which nests lists by two spaces.
        Dialect("backstage", "Backstage", reader="python", hard_break="spaces", list_indent=2),
        Dialect("docusaurus", "Docusaurus", reader="mdx", cell_break="<br />", comments="mdx"),
        Dialect("commonmark", "CommonMark", hard_break="backslash"),
    )
}
"""By name, the default first."""

CHOICES = ("hard_break", "list_indent", "bullet", "cell_break", "comments", "rule_row", "table_padding", "line_wrap")
"""What can be set one by one, by its name in the front matter."""
