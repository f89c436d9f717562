"""Rewrites a document in another dialect of Markdown: its lists, tables, comments and line ends; never its code.

The template and the answers are printed as GitHub reads them; a dialect is one pass over that, so that whatever is
printed is right in every dialect.
"""

import re
from unicodedata import combining, east_asian_width

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

from pmtui.template import yaml_block
from pmtui.template.blocks import fenced, hang
from pmtui.template.dialects import Dialect
from pmtui.template.rewrite_inline import comment, rewrite_html, rewrite_inline, wrapped

_STARTS_A_BLOCK = frozenset("#>*+-_`~<=|:0123456789")


def _quiet_paragraph(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read a paragraph none of whose lines begins like another block: the parser asks ten rules at each line."""
    if silent or state.level or state.blkIndent:
        return False
    below = start
    while below < state.lineMax and not state.isEmpty(below):
        if state.src[state.bMarks[below] + state.tShift[below]] in _STARTS_A_BLOCK:
            return False
        below += 1
    state.line = below
    state.push("paragraph_open", "p", 1).map = [start, below]
    state.push("paragraph_close", "p", -1)
    return True


_PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 120})
_PARSER.enable(["table", "strikethrough"]).disable(["reference", "inline"])
_PARSER.block.ruler.after("code", "quiet_paragraph", _quiet_paragraph)
_MARKER = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])( *)")
_QUOTE = re.compile(r" {0,3}> ?")
_PIPE = re.compile(r"(?<!\\)\|")
_DEEPEST = 12
"""Each level of lists and quotes is parsed once more. What is deeper stays as it is."""

_APART = " "
"""The comment between two lists that would be one."""


def in_dialect(document: str, dialect: Dialect) -> str:
    """Return a document in a dialect; the same text for one that changes nothing.

    Args:
        document: the document, as GitHub reads it.
        dialect: how to write it.
    """
    if dialect.changes_nothing:
        return document
    lines = document.split("\n")
    closing = yaml_block.end_of_block(lines)
    start = 0 if closing is None else closing + 1
    return "\n".join([*lines[:start], *_Rewriter(dialect).blocks(lines[start:], 0)])


class _Rewriter:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.is_python = dialect.reader == "python"

    def blocks(self, lines: list[str], depth: int, indent: int = 0, *, in_item: bool = False) -> list[str]:
        """Rewrite the blocks of the document, of an item or of a quote.

        Args:
            lines: their lines, without what the item or quote has before them.
            depth: how many lists and quotes they're in.
            indent: how many characters that adds to a line.
            in_item: whether they're an item of a list.
        """
        if depth > _DEEPEST:
            return lines
        result: list[str] = []
        position = 0
        above: SyntaxTreeNode | None = None
        for node in SyntaxTreeNode(_PARSER.parse("\n".join(lines))).children:
            start, end = node.map or (position, position)
            while end > start + 1 and not lines[end - 1].strip():
                end -= 1
            gap = lines[position:start]
            if above is not None and self.would_join(above, node):
                gap = ["", comment(_APART, self.dialect), ""]
            elif above is not None and not gap and self.needs_gap(above, node, in_item=in_item):
                gap = [""]
            result += [*gap, *self.block(node, lines[start:end], depth, indent)]
            position = end
            above = node
        return result + lines[position:]

    def would_join(self, above: SyntaxTreeNode, below: SyntaxTreeNode) -> bool:
        """Return whether two lists would become one."""
        if not (above.type.endswith("_list") and below.type.endswith("_list")):
            return False
        return self.is_python or bool(self.dialect.bullet and above.type == below.type == "bullet_list")

    def needs_gap(self, above: SyntaxTreeNode, below: SyntaxTreeNode, *, in_item: bool) -> bool:
        """Return whether the reader needs an empty line between two blocks."""
        if not self.is_python or "html_block" in (above.type, below.type):
            return False
        return not (in_item and above.type == "paragraph" and below.type.endswith("_list"))

    def block(self, node: SyntaxTreeNode, lines: list[str], depth: int, indent: int) -> list[str]:
        match node.type:
            case "bullet_list" | "ordered_list":
                return self.items(node, lines, depth, indent)
            case "blockquote":
                inner = self.blocks([_QUOTE.sub("", line, count=1) for line in lines], depth + 1, indent + 2)
                return [f"> {line}".rstrip(" ") if not line else f"> {line}" for line in inner]
            case "table":
                return self.table(lines)
            case "paragraph":
                text = rewrite_inline("\n".join(lines), self.dialect)
                return (wrapped(text, self.dialect.line_wrap - indent) if self.dialect.line_wrap else text).split("\n")
            case "heading":
                return self.heading(node, lines)
            case "html_block":
                return rewrite_html("\n".join(lines), self.dialect).split("\n")
            case "code_block" if self.dialect.reader == "mdx":  # MDX reads it as a paragraph
                return fenced([line[4:] for line in lines])
            case _:
                return lines

    def heading(self, node: SyntaxTreeNode, lines: list[str]) -> list[str]:
        if node.markup in ("=", "-"):
            return [*rewrite_inline("\n".join(lines[:-1]), self.dialect).split("\n"), lines[-1]]
        hashes = re.match(r" {0,3}#{1,6}", lines[0])
        assert hashes is not None
        return [hashes[0] + rewrite_inline(lines[0][hashes.end() :], self.dialect, in_cell=True)]

    def items(self, node: SyntaxTreeNode, lines: list[str], depth: int, indent: int) -> list[str]:
        first = (node.map or (0, 0))[0]
        starts = [(child.map or (first, first))[0] - first for child in node.children]
        result: list[str] = []
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            own = lines[start:end]
            gap = 0
            while len(own) > 1 and not own[-1].strip():
                own.pop()
                gap += 1
            written = self.item(own, depth, indent)
            if self.is_python and "" in written and end < len(lines):
                gap = max(1, gap)  # otherwise the next item is part of this one's last paragraph
            result += [*written, *[""] * gap]
        return result

    def item(self, lines: list[str], depth: int, indent: int) -> list[str]:
        opening = _MARKER.match(lines[0].expandtabs(4))
        if opening is None:
            return lines
        spaces = opening[3] if 0 < len(opening[3]) <= 4 and lines[0][opening.end() :].strip() else " "
        column = len(opening[1]) + len(opening[2]) + len(spaces)
        inner = [lines[0].expandtabs(4)[column:], *(_without_indent(line, column) for line in lines[1:])]
        marker = opening[2]
        if self.dialect.bullet and not marker[:-1]:
            marker = self.dialect.bullet
        if self.is_python:
            marker = marker.replace(")", ".")
        before = "" if self.dialect.list_indent else opening[1]
        marker = f"{before}{marker}{spaces}"
        below = self.dialect.list_indent or len(marker)
        if not self.is_python:
            below = max(below, len(marker))
        content = self.blocks(inner, depth + 1, indent + below, in_item=True)
        hung = hang(marker, content)
        return [
            hung[0].rstrip() if not content[0] else hung[0],
            *(" " * below + line[len(marker) :] if line else "" for line in hung[1:]),
        ]

    def table(self, lines: list[str]) -> list[str]:
        rows = [
            line if index == 1 else rewrite_inline(line, self.dialect, in_cell=True) for index, line in enumerate(lines)
        ]
        dialect = self.dialect
        if dialect.rule_row:
            space = " " if dialect.rule_row == "spaced" else ""
            rows[1] = "|" + "|".join(f"{space}{cell}{space}" for cell in _cells(rows[1])) + "|"
        if dialect.table_padding == "compact":
            rows = [row if index == 1 else _row(_cells(row)) for index, row in enumerate(rows)]
        elif dialect.table_padding == "aligned":
            rows = _aligned([_cells(row) for row in rows], is_tight=dialect.rule_row == "tight")
        return rows


def _without_indent(line: str, column: int) -> str:
    """Return a line without as many spaces at its start as there are, up to a column."""
    line = line.expandtabs(4) if line[: len(line) - len(line.lstrip())].count("\t") else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, column) :]


def _cells(row: str) -> list[str]:
    inner = row.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    cells = _PIPE.split(inner)
    return [cell.strip() for cell in (cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells)]


def _row(cells: list[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _aligned(rows: list[list[str]], *, is_tight: bool) -> list[str]:
    """Return rows whose cells are as wide as their column."""
    columns = range(len(rows[0]))
    wide = [max([3, *(_width(row[at]) for n, row in enumerate(rows) if n != 1 and at < len(row))]) for at in columns]
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [*row, *[""] * (len(columns) - len(row))]
        if number == 1:
            extra = 2 if is_tight else 0
            dashes = [_dashes(cell, wide[at] + extra) for at, cell in enumerate(cells[: len(columns)])]
            lines.append(f"|{'|'.join(dashes)}|" if is_tight else f"| {' | '.join(dashes)} |")
            continue
        padded = [cell + " " * (wide[at] - _width(cell)) if at < len(wide) else cell for at, cell in enumerate(cells)]
        lines.append(f"| {' | '.join(padded)} |")
    return lines


def _dashes(cell: str, width: int) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return ":" * left + "-" * (width - left - right) + ":" * right


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
