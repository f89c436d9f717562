"""Renders the document: a template's tree, with a postmortem's answers for its placeholders."""

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import pairwise

from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.template.blocks import fenced, hang, safe_blocks
from pmtui.template.fields import Field
from pmtui.template.inline import Place, at_line_start, literal, one_line
from pmtui.template.tree import (
    Block,
    Each,
    Fence,
    Item,
    Items,
    LabeledBlock,
    Paragraph,
    Quote,
    SectionBlock,
    Template,
    TemplateLine,
    TemplateTable,
    Verbatim,
    causes_shown,
)
from pmtui.template.values import Value, Values, ValueScope
from pmtui.text import visible

PLACEHOLDER = "TBD"
"""The text for an unanswered question."""

_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_IN_ADDRESS = re.compile(r"\]\([^)\s]*$")
_LIST_LINE = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:\s|$)")
_MILESTONES = "timeline.*.milestones"
_BLOCK_LINE = re.compile(r"(?:[-+*]|#{1,6}|\d{1,9}[.)])(?:\s|$)|[>|]|```")


@dataclass
class Printed:
    """Lines of the document, and whether they contain an answer."""

    lines: list[str] = dataclass_field(default_factory=list)
    answered: bool = False


def print_document(template: Template, postmortem: Postmortem, values: Values | None = None) -> str:
    """Return the document as Markdown, ending in a newline. The same input always gives the same bytes.

    Args:
        template: the template.
        postmortem: the postmortem.
        values: its values under the template, if they have been computed already.
    """
    printer = _Printer(values or Values(postmortem, template.settings, causes_shown(template)))
    return "\n".join(printer.blocks(template.children, {}, 0).lines) + "\n"


def print_section(template: Template, values: Values, position: int) -> str:
    """Return the Markdown of one section; section 0 is everything before the first level-2 heading."""
    return "\n".join(_Printer(values).blocks(screens(template)[position], {}, 0).lines) + "\n"


def screens(template: Template) -> list[tuple[Block, ...]]:
    """Return the blocks of each section; the first is everything before the first level-2 heading."""
    starts = [i for i, block in enumerate(template.children) if isinstance(block, SectionBlock) and block.level == 2]
    bounds = [*starts, len(template.children)]
    parts = [template.children[start:end] for start, end in pairwise(bounds)]
    return [template.children[: bounds[0]], *parts]


class _Printer:
    def __init__(self, values: Values) -> None:
        self.values = values

    # -- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, blocks: tuple[Block, ...], scope: ValueScope, level: int) -> Printed:
        """Render blocks with blank lines between them; two lists in a row stay separate."""
        result = Printed()
        for block in blocks:
            printed = self.block(block, scope, level)
            result.answered = result.answered or printed.answered
            if not printed.lines:
                continue
            if result.lines:
                fuse = _LIST_LINE.match(printed.lines[0]) and _ends_with_list(result.lines)
                result.lines += ["", "<!-- -->", ""] if fuse else [""]
            result.lines += printed.lines
        return result

    def block(self, block: Block, scope: ValueScope, level: int) -> Printed:
        match block:
            case Paragraph():
                return self.paragraph(block, scope, level)
            case Items():
                return self.items(block, scope, level)
            case TemplateTable():
                return self.table(block, scope)
            case Fence():
                return self.fence(block, scope)
            case SectionBlock():
                return self.section(block, scope)
            case Each():
                return self.each(block, scope, level)
            case Quote():
                inner = self.blocks(block.children, scope, level)
                return Printed([f"> {line}".rstrip() for line in inner.lines], inner.answered)
            case LabeledBlock():
                inner = self.blocks(block.children, scope, level)
                return inner if inner.answered else Printed()
            case Verbatim():
                return Printed([line.replace("\\{{", "{{") for line in block.lines])

    def section(self, section: SectionBlock, scope: ValueScope) -> Printed:
        heading = self.line(section.heading, scope, "heading")
        body = self.blocks(section.children, scope, section.level)
        answered = body.answered or heading.answered
        if section.optional and not answered:
            return Printed()
        marks = "#" * section.level
        lines = [f"{marks} {line}".rstrip() for line in heading.lines]
        return Printed([*lines, "", *body.lines] if body.lines else lines, answered)

    def each(self, each: Each, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        for inner in self.values.scopes((each.list,), scope):
            printed = self.blocks(each.children, inner, level)
            if printed.lines and result.lines:
                fuse = _LIST_LINE.match(printed.lines[0]) and _ends_with_list(result.lines)
                result.lines += ["", "<!-- -->", ""] if fuse else [""]
            result.lines += printed.lines
            result.answered = True
        if not result.lines and not each.optional:
            mark = self.values.postmortem.marks.get(each.list)
            return Printed([f"_{one_line(mark.text)}_" if mark else PLACEHOLDER], mark is not None)
        return result

    def paragraph(self, paragraph: Paragraph, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        alone = len(paragraph.lines) == 1
        previous: TemplateLine | None = None
        for line in paragraph.lines:
            for printed in self.repeat(line, scope, "text", level if alone else None):
                breaks = line.fields or (previous and previous.fields) or _is_label(line)
                if result.lines and breaks and not result.lines[-1].endswith("\\"):
                    result.lines[-1] += "\\"
                result.lines += printed.lines
                result.answered = result.answered or printed.answered
                previous = line
        return result

    def table(self, table: TemplateTable, scope: ValueScope) -> Printed:
        header = self.line(table.header, scope, "cell")
        rows = [row for line in table.rows for row in self.repeat(line, scope, "cell")]
        answered = any(row.answered for row in rows)
        if table.optional and not answered:
            return Printed()
        return Printed([*header.lines, table.rule, *(line for row in rows for line in row.lines)], answered)

    def fence(self, fence: Fence, scope: ValueScope) -> Printed:
        lines: list[str] = []
        answered = False
        for line in fence.lines:
            for inner in self.values.scopes(_lists(line), scope) or [scope]:
                text = ""
                for piece in line.pieces:
                    if isinstance(piece, str):
                        text += piece
                        continue
                    value = self.values.value(piece, inner)
                    answered = answered or value.is_answered
                    text += f"{visible(value.lead)}: " if value.lead else ""
                    text += visible(value.text) or (f"({value.mark.text})" if value.mark else PLACEHOLDER)
                lines += text.split("\n")
        if fence.optional and not answered:
            return Printed()
        return Printed(fenced(lines, fence.info), answered)

    def items(self, items: Items, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        first = _NUMBERED.match(items.items[0].marker) if items.items else None
        count = int(first[1]) - 1 if first else 0
        for item in items.items:
            for content in self.item(item, scope, level):
                if result.lines and not items.tight:
                    result.lines.append("")
                count += 1
                marker = f"{count}{first[2]} " if first else "- "
                result.lines += hang(marker, content.lines)
                result.answered = result.answered or content.answered
        return result

    def item(self, item: Item, scope: ValueScope, level: int) -> list[Printed]:
        """Render an item, once for each element of its list."""
        found = self.values.scopes(_lists(item.line), scope)
        if not found:
            empty = self.written(item.line, scope, "text", None)
            return [empty] if empty.answered or not item.line.optional else []
        results: list[Printed] = []
        for inner in found:
            head = self.written(item.line, inner, "text", level)
            below = self.below(item, inner, level, head)
            if not item.line.optional or head.answered or below:
                results.append(head)
        return results

    def below(self, item: Item, scope: ValueScope, level: int, head: Printed) -> bool:
        """Append the blocks below an item's line; return whether they contain an answer."""
        answered = False
        for child in item.children:
            printed = self.block(child, scope, level)
            if not printed.lines:
                continue
            if head.lines == [""]:  # the item has no line: its first block starts on the marker's line
                head.lines = list(printed.lines)
                answered = answered or printed.answered
                continue
            if isinstance(child, Paragraph) and len(head.lines) == 1 and child.lines[0].number == item.line.number + 1:
                head.lines[-1] += "\\"
            elif not isinstance(child, Items) or _ends_with_list(head.lines) or "" in head.lines:
                head.lines.append("")
            head.lines += printed.lines
            answered = answered or printed.answered
        head.answered = head.answered or answered
        return answered

    # -- lines -----------------------------------------------------------------------------------------------------

    def repeat(self, line: TemplateLine, scope: ValueScope, place: Place, level: int | None = None) -> list[Printed]:
        """Render a line once for each element of its list; skip it if it's optional and unanswered."""
        found = self.values.scopes(_lists(line), scope) or [scope]
        printed = [self.written(line, inner, place, level) for inner in found]
        return [each for each in printed if each.answered or not line.optional]

    def line(self, line: TemplateLine, scope: ValueScope, place: Place) -> Printed:
        return self.written(line, scope, place, None)

    def written(self, line: TemplateLine, scope: ValueScope, place: Place, level: int | None) -> Printed:
        """Render a line for one scope.

        Args:
            line: the line.
            scope: the elements for the line.
            place: the kind of block it's in.
            level: the enclosing heading's level if prose can continue below the line; otherwise None.
        """
        text = ""
        answered = False
        told = False
        rest: list[str] = []
        last = len(line.pieces) - 1
        shows_milestones = any(
            field.question is not None and field.question.path == _MILESTONES for field in line.fields
        )
        for index, piece in enumerate(line.pieces):
            if isinstance(piece, str):
                text += piece
                continue
            if piece.is_box:
                ticked = self.values.is_ticked(piece, scope)
                answered = answered or ticked
                text += "[x]" if ticked else "[ ]"
                continue
            value = self.values.value(piece, scope)
            answered = answered or value.is_answered
            if not value.text and _is_missing(piece, scope) and place != "cell":
                text += self.gap(value, place) + _closing(text)
                break  # the rest of the line has no element either
            following = line.pieces[index + 1] if index < last else ""
            after = following if isinstance(following, str) else ""
            before = "".join(p for p in line.pieces[:index] if isinstance(p, str))
            is_code = before.count("`") % 2 == 1
            lead = "" if shows_milestones else _lead(value.lead, text, after, place, is_code=is_code)
            if not value.text:
                text += lead
                text += "" if told and _is_missing(piece, scope) else self.gap(value, place)
                told = told or _is_missing(piece, scope)
            elif level is not None and index == last and _is_prose(piece, value.text):
                first, rest = _prose(value.text, level, bool(text.strip()) or bool(lead))
                if piece.is_item and rest[:1] == [""] and len(rest) > 1 and _LIST_LINE.match(rest[1]):
                    rest = rest[1:]  # keep an entry and its outline together
                text += lead + first
            elif is_code:
                text += lead + _in_code(value.text, place)
            elif _IN_ADDRESS.search(before):
                text += _in_address(value.text)
            else:
                text += lead + _safe(value.text, text, after, place)
        return Printed([text.rstrip(), *rest], answered)

    def gap(self, value: Value, place: Place) -> str:
        """Return the text for a missing answer."""
        if value.mark:
            return f"_{one_line(value.mark.text, place)}_"
        return "" if value.blank_ok else PLACEHOLDER


def _is_prose(field: Field, text: str) -> bool:
    """Return whether an answer can continue below its line: prose, or an entry of a list with an outline.

    Authors type an entry as one line, but one that's derived from the tree of causes can have more.
    """
    return "\n" in text if field.is_item else field.kind is Kind.PROSE


def _closing(text: str) -> str:
    """Return the marker that closes the template's bold or code if the line ends inside it."""
    return ("**" if text.count("**") % 2 else "") + ("`" if text.count("`") % 2 else "")


def _lists(line: TemplateLine) -> tuple[str, ...]:
    """Return the lists that a line repeats over, outermost first."""
    return max((f.lists for f in line.fields), key=len, default=())


def _is_missing(field: Field, scope: ValueScope) -> bool:
    """Return whether the field's list has no elements in this scope."""
    return any(path not in scope for path in field.lists)


def _is_label(line: TemplateLine) -> bool:
    return bool(line.pieces) and isinstance(line.pieces[0], str) and line.pieces[0].startswith("**")


def _ends_with_list(lines: list[str]) -> bool:
    """Return whether the last block of `lines` is a list."""
    flush = [line for line in lines if line and not line.startswith(" ")]
    return bool(flush) and bool(_LIST_LINE.match(flush[-1]))


def _prose(text: str, level: int, has_label: bool) -> tuple[str, list[str]]:
    """Return the first line of prose and the lines below it."""
    lines = safe_blocks(text, level)
    if not lines:
        return "", []
    if has_label and _BLOCK_LINE.match(lines[0]):
        return "", ["", *lines]
    return lines[0], lines[1:]


def _lead(words: str, before: str, after: str, place: Place, *, is_code: bool) -> str:
    """Return the text before an answer, in bold unless it's already code or bold."""
    if not words:
        return ""
    if is_code:
        return f"{_in_code(words, place)}: "
    is_strong = before.endswith("**") and after.startswith("**")
    safe = literal(words, place)
    return f"{safe}: " if is_strong else f"**{safe}**: "


def _safe(text: str, before: str, after: str, place: Place) -> str:
    """Escape an answer for its line of the template."""
    strong = before.endswith("**") and after.startswith("**")
    safe = one_line(text, "strong" if strong and place == "text" else place)
    return at_line_start(safe) if not before.strip() and place == "text" else safe


def _in_code(text: str, place: Place) -> str:
    """Escape an answer inside the template's code span."""
    plain = visible(text).replace("\n", " ").replace("`", "'")
    return plain.replace("|", "\\|") if place == "cell" else plain


def _in_address(text: str) -> str:
    """Escape an answer inside the URL of the template's link."""
    return re.sub(r"[\s<>()|\\\"']", lambda m: f"%{ord(m[0]):02X}", visible(text))
