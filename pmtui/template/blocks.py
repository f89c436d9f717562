"""Makes an answer of any length safe for a place that allows blocks: paragraphs, lists, code, quotes, tables.

As with a single line, the answer is parsed on its own and written out again, so that none of its fences,
lists, comments or headings can reach beyond its end.
"""

import re

from markdown_it.tree import SyntaxTreeNode

from pmtui.template.inline import HASHES_AT_END, at_line_start, is_busy, literal, parser, safe_line, write_inline
from pmtui.text import visible

_PLAIN_LINE = re.compile(r"[\w(\"'“$€£][^\n]*")
_MARK = r"(?:>|[-+*]|\d++[.)])"
_DEEP = re.compile(
    rf"^[^\S\n]*+{_MARK}(?:\s*+{_MARK}){{7}}|(?:\A|(?<=\S)[^\S\n]*+\n)\s{{32,}}+(?:[-+*]|\d++[.)])\s", re.MULTILINE
)
"""Eight lists or quotes inside each other, or an item that is indented far: no answer, but a drawing, or an attack."""

_TILDES = re.compile(r"~{3,}")
_BACKTICKS = re.compile(r"`{3,}")
_TASK = re.compile(r"\[[ xX]\](?=\s)")
_INFO = re.compile(r"[^\w+#.:/ -]")
_APART = "<!-- -->"


def safe_blocks(text: str, heading_level: int = 0) -> list[str]:
    """Return an answer as self-contained lines of Markdown.

    Args:
        text: the answer.
        heading_level: the level of the heading that encloses it; headings in the answer go below it.

    Returns:
        Lines, with an empty one between blocks. Empty if the answer is blank.
    """
    text = visible(text).strip("\n").rstrip()
    if not text.strip():
        return []
    if _DEEP.search(text) or is_busy(text):
        return [at_line_start(literal(bare)) if (bare := line.strip()) else "" for line in text.split("\n")]
    root = SyntaxTreeNode(parser().parse(text))
    lines = _Writer(root, heading_level).blocks(root)
    return lines if any(line.strip() for line in lines) else []


class _Writer:
    """Writes one answer's blocks; knows by how many levels its headings move down."""

    def __init__(self, root: SyntaxTreeNode, heading_level: int) -> None:
        levels = [int(node.tag[1]) for node in root.walk() if node.type == "heading"]
        self.shift = max(0, heading_level + 1 - min(levels)) if levels else 0

    def blocks(self, parent: SyntaxTreeNode) -> list[str]:
        lines: list[str] = []
        previous = ""
        for node in parent.children:
            written = self.block(node)
            if not written:
                continue
            if lines:
                both_lists = previous == node.type and node.type.endswith("_list")
                lines += ["", _APART, ""] if both_lists else [""]
            lines += written
            previous = node.type
        return lines

    def block(self, node: SyntaxTreeNode) -> list[str]:
        match node.type:
            case "paragraph":
                return self.inline(node).split("\n")
            case "heading":
                level = min(6, int(node.tag[1]) + self.shift)
                tokens = node.children[0].token.children if node.children and node.children[0].token else None
                parts = write_inline(tokens or [], "heading", "\n").split("\n")
                content = " ".join(part.strip() for part in parts if part.strip())
                return [f"{'#' * level} " + HASHES_AT_END.sub(r"\\\1", content)]
            case "fence" | "code_block":
                return fenced(node.content.rstrip("\n").split("\n"), _INFO.sub("", node.info or "").strip() or "text")
            case "bullet_list" | "ordered_list":
                return self.items(node)
            case "blockquote":
                return [f"> {line}".rstrip() for line in self.blocks(node)] or [">"]
            case "hr":
                return ["---"]
            case "table":
                return self.table(node)
            case _:  # HTML is shown as text, not rendered
                return [at_line_start(literal(line.strip())) for line in node.content.split("\n") if line.strip()]

    def inline(self, node: SyntaxTreeNode) -> str:
        child = node.children[0] if node.children else None
        if child is None or child.token is None:
            return ""
        lines = write_inline(child.token.children or [], "text").split("\n")
        return "\n".join(at_line_start(line.rstrip()) for line in lines if line.strip())

    def items(self, node: SyntaxTreeNode) -> list[str]:
        ordered = node.type == "ordered_list"
        number = int(node.attrs.get("start", 1)) if ordered else 0
        loose = any(child.type == "paragraph" and not child.hidden for item in node.children for child in item.children)
        lines: list[str] = []
        for item in node.children:
            marker = f"{number}. " if ordered else "- "
            number = min(number + 1, 999_999_999)
            if loose and lines:
                lines.append("")
            lines += hang(marker, self.item(item, loose))
        return lines

    def item(self, item: SyntaxTreeNode, loose: bool) -> list[str]:
        written = self.blocks(item)
        if not loose:
            written = _close_up(item, written)
        if written and written[0].startswith("\\["):
            task = _TASK.match(written[0].replace("\\", "", 2)[: len("[x] ")])
            if task:
                written[0] = written[0].replace("\\", "", 2)
        return written

    def table(self, node: SyntaxTreeNode) -> list[str]:
        rows = [row for part in node.children for row in part.children]
        lines: list[str] = []
        for index, row in enumerate(rows):
            cells = [safe_line(_source(cell), "cell") for cell in row.children]
            lines.append("|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|")
            if index == 0:
                lines.append(f"| {' | '.join(_alignment(cell) for cell in row.children)} |")
        return lines


def _close_up(item: SyntaxTreeNode, lines: list[str]) -> list[str]:
    """Drop the empty line between a tight item's paragraph and the list below it."""
    kinds = [child.type for child in item.children]
    if kinds[:1] == ["paragraph"] and len(kinds) == 2 and kinds[1].endswith("_list") and "" in lines:
        gap = lines.index("")
        return lines[:gap] + lines[gap + 1 :]
    return lines


def _source(cell: SyntaxTreeNode) -> str:
    child = cell.children[0] if cell.children else None
    return child.token.content if child is not None and child.token is not None else ""


def _alignment(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    if "center" in style:
        return ":---:"
    return "---:" if "right" in style else ":---" if "left" in style else "---"


def fenced(lines: list[str], info: str = "", marks: str = "```") -> list[str]:
    """Return `lines` in a code fence that is longer than any fence inside them.

    Args:
        lines: the code.
        info: its language.
        marks: the fence's marks, which are added to where that's too short.
    """
    inside = _TILDES if marks[:1] == "~" else _BACKTICKS
    longest = max(map(len, inside.findall("\n".join(lines))), default=2)
    fence = marks[:1] * max(longest + 1, len(marks))
    return [fence + info.strip(), *lines, fence]


def hang(marker: str, lines: list[str]) -> list[str]:
    """Put `lines` after a list's marker, the others indented to where its content begins."""
    if not lines:
        return [marker.rstrip()]
    indent = " " * len(marker)
    return [marker + lines[0], *(indent + line if line else "" for line in lines[1:])]
