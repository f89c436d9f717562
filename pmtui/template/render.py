"""Renders the document: a template's tree, with a postmortem's answers for its placeholders."""

import re

from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.left_out import heading_left_out
from pmtui.model.postmortem import Postmortem
from pmtui.model.views import elements
from pmtui.template import yaml_block
from pmtui.template.blocks import fenced, hang
from pmtui.template.fields import BY_DAY, Field, Format, canonical
from pmtui.template.inline import at_line_start
from pmtui.template.line_printer import (
    LIST_LINE,
    PLACEHOLDER,
    LinePrinter,
    Printed,
    is_missing,
    lists_of,
    one_of,
    state_text,
)
from pmtui.template.rewrite import in_dialect
from pmtui.template.screens import screens
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
    YamlBlock,
    causes_shown,
    template_lines,
)
from pmtui.template.values import Values, ValueScope
from pmtui.text import visible

_NOT_APPLICABLE = AnswerState(kind=AnswerStateKind.NOT_APPLICABLE)

_PLAIN_VALUE = re.compile(r"\d{4}-\d\d-\d\d|-?(?:0|[1-9]\d*)(?:\.\d+)?")
"""A date or a number, which YAML reads as one."""

_BEGINS_BLOCK = re.compile(r"[-+*]\s|[>|#`~<\s]|\d{1,9}[.)](?:\s|$)")
"""The start of a line that may be of another block than a paragraph."""

_NUMBERED = re.compile(r"(\d{1,9})([.)])")

_MARKER_KIND = re.compile(r" {0,3}(?:(?P<bullet>[-+*])|\d{1,9}(?P<delimiter>[.)]))(?:\s|$)")
_INTERRUPTS = re.compile(r" {0,3}(?:#{1,6}\s|>|```|~~~|(?:[-+*]|1[.)])\s+\S)")
"""The start of a block that needs no empty line below a paragraph."""


def print_document(template: Template, postmortem: Postmortem, values: Values | None = None) -> str:
    """Return the document as Markdown, ending in a newline. The same input always gives the same bytes.

    Args:
        template: the template.
        postmortem: the postmortem.
        values: its values under the template, if they have been computed already.
    """
    printer = _Printer(values or Values(postmortem, template.settings, causes_shown(template)))
    document = "\n".join(printer.blocks(template.children, {}, 0).lines) + "\n"
    return in_dialect(document, template.settings.markdown)


def print_section(template: Template, values: Values, position: int) -> str:
    """Return the Markdown of one section, a screen of the interview: as GitHub reads it, whatever the dialect."""
    screen = screens(template)[position]
    return "\n".join(_Printer(values, screen.above).blocks(screen.blocks, {}, 0).lines) + "\n"


class _Printer:
    def __init__(self, values: Values, headings: tuple[str, ...] = ()) -> None:
        self.values = values
        self.lines = LinePrinter(values)
        self.headings = headings

    # -- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, blocks: tuple[Block, ...], scope: ValueScope, level: int) -> Printed:
        """Render blocks with blank lines between them; two lists in a row stay separate."""
        result = Printed()
        label_at: int | None = None
        above: Block | None = None
        lines_above: list[str] = []
        for block in blocks:
            is_left_out = self.is_left_out(block)
            if is_left_out and label_at is not None:  # the label of what is left out
                del result.lines[label_at:]
            if is_left_out and not isinstance(block, SectionBlock):
                label_at = None
                above = None
                continue
            printed = self.after(block, scope) if is_left_out else self.block(block, scope, level)
            result.answered = result.answered or printed.answered
            label_at = len(result.lines) if _is_label_block(block) else None
            if not printed.lines:
                above = None
                continue
            if result.lines:
                fuse = _would_join(result.lines, printed.lines)
                result.lines += ["", "<!-- -->", ""] if fuse else [""] * _gap(block, above, lines_above, printed)
            else:
                result.gap = block.gap if block is blocks[0] else max(1, block.gap)
            result.lines += printed.lines
            above, lines_above = block, printed.lines
        return result

    def block(self, block: Block, scope: ValueScope, level: int) -> Printed:
        if block.source and not isinstance(block, SectionBlock):
            return Printed(list(block.source))
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
            case YamlBlock():
                return self.yaml(block, scope)
            case Verbatim():
                return Printed([line.replace("\\{{", "{{") for line in block.lines])

    def section(self, section: SectionBlock, scope: ValueScope) -> Printed:
        heading = self.lines.written(section.heading, scope, "heading")
        above, self.headings = self.headings, self.under(section)
        own, after = section.children[: section.own_length], section.children[section.own_length :]
        mark = self.not_applicable(own, scope)
        if mark is None:
            body = self.blocks(section.children, scope, section.level)
        else:  # one line for all of its questions
            kept = tuple(block for block in own if isinstance(block, Verbatim))
            body = self.blocks((*kept, *after), scope, section.level)
            body.lines = [state_text(mark), *([""] if body.lines else []), *body.lines]
            body.gap = 1
        self.headings = above
        answered = body.answered or heading.answered
        if section.optional and not answered:
            return Printed()
        before, after_text = section.marks
        lines = [f"{before}{line}{after_text}".rstrip() for line in heading.lines]
        if not "".join(heading.lines) or "\n" in after_text and len(heading.lines) > 1:
            lines = [f"{'#' * section.level} {line}".rstrip() for line in heading.lines]
        lines = list(section.source) or "\n".join(lines).split("\n")
        return Printed([*lines, *[""] * body.gap, *body.lines] if body.lines else lines, answered)

    def after(self, block: Block, scope: ValueScope) -> Printed:
        """Render what follows a section's last rule, which doesn't belong to it."""
        assert isinstance(block, SectionBlock)
        return self.blocks(block.children[block.own_length :], scope, block.level)

    def each(self, each: Each, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        for inner in self.values.scopes((each.list,), scope):
            printed = self.blocks(each.children, inner, level)
            if printed.lines and result.lines:
                result.lines += ["", "<!-- -->", ""] if _would_join(result.lines, printed.lines) else [""]
            result.lines += printed.lines
            result.answered = True
        if not result.lines and not each.optional:
            mark = self.values.postmortem.marks.get(canonical(each.list) if each.list == BY_DAY else each.list)
            return Printed([state_text(mark) if mark else PLACEHOLDER], mark is not None)
        return result

    def paragraph(self, paragraph: Paragraph, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        alone = len(paragraph.lines) == 1
        previous: TemplateLine | None = None
        for line in paragraph.lines:
            for printed in self.lines.repeat(line, scope, "text", level if alone else None):
                if result.lines and previous is not None:
                    breaks = bool(line.fields or previous.fields) or _is_label(line)
                    result.lines[-1] += self.line_break(previous, is_wanted=breaks, is_repeated=previous is line)
                result.lines += printed.lines
                result.answered = result.answered or printed.answered
                previous = line
        return result

    def line_break(self, line: TemplateLine, *, is_wanted: bool, is_repeated: bool = False) -> str:
        """Return the end of a line of a paragraph: as the template has it, or as its settings want it."""
        if line.ending.strip() or len(line.ending) > 1:
            return line.ending
        if is_wanted and self.values.settings.hard_break == "spaces":
            return "  "
        return "\\" if is_repeated or (is_wanted and self.values.settings.hard_break) else line.ending

    def table(self, table: TemplateTable, scope: ValueScope) -> Printed:
        header = self.lines.written(table.header, scope, "cell")
        mark = self.not_applicable((table,), scope)
        if mark is not None:
            return Printed([] if table.optional else [state_text(mark)])
        rows = [row for line in table.rows for row in self.lines.repeat(line, scope, "cell")]
        answered = any(row.answered for row in rows)
        if table.optional and not answered:
            return Printed()
        lines = [*header.lines, *(line for row in rows for line in row.lines)]
        rule = table.rule
        if table.bare_rule and all(map(_needs_no_pipes, lines)):
            rule, lines = table.bare_rule, [line[2:-2] for line in lines]
        return Printed([lines[0], rule, *lines[1:]], answered)

    def fence(self, fence: Fence, scope: ValueScope) -> Printed:
        lines: list[str] = []
        answered = False
        for line in fence.lines:
            for inner in self.values.scopes(lists_of(line), scope) or [scope]:
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
        return Printed(fenced(lines, fence.info, fence.marks), answered)

    def yaml(self, block: YamlBlock, scope: ValueScope) -> Printed:
        lines: list[str] = []
        answered = False
        text_above: int | None = None
        for line in block.lines:
            if self.lines.leaves_out(line):
                continue
            source = "".join(piece if isinstance(piece, str) else "0" for piece in line.pieces)
            if text_above is not None and source.strip() and yaml_block.indent_of(source) <= text_above:
                text_above = None
            write = yaml_block.written if text_above is None else yaml_block.written_as_text
            if yaml_block.is_block_scalar(source):
                text_above = yaml_block.indent_of(source)
            for inner in self.values.scopes(lists_of(line), scope):
                parts = [piece if isinstance(piece, str) else self.in_yaml(piece, inner) for piece in line.pieces]
                has_answer = any(self.values.value(field, inner).is_answered for field in line.fields)
                answered = answered or has_answer
                if has_answer or not line.optional:
                    lines += write(parts).split("\n")
        return Printed(["---", *lines, block.closing], answered)

    def in_yaml(self, field: Field, scope: ValueScope) -> yaml_block.Answer:
        """Return an answer for the document's front matter; a list that has no answer is empty there."""
        value = self.values.value(field, scope)
        if field.format is Format.JOINED:
            return yaml_block.Answer(value.text or PLACEHOLDER, tuple(self.values.joined(field, scope)))
        raw = self.values.raw(field, scope)
        if field.kind in LISTS and not field.is_item:
            items = tuple(item.strip() for item in raw or () if item.strip())
            return yaml_block.Answer(value.text or PLACEHOLDER, items)
        if value.text:
            is_plain = field.kind in (Kind.NUMBER, Kind.DATE) and _PLAIN_VALUE.fullmatch(value.text) is not None
            return yaml_block.Answer(value.text, is_plain=is_plain)
        return yaml_block.Answer(value.mark.text if value.mark else "" if value.blank_ok else PLACEHOLDER)

    def items(self, items: Items, scope: ValueScope, level: int) -> Printed:
        result = Printed()
        first = _NUMBERED.match(items.items[0].marker) if items.items else None
        step = 0 if len({item.marker for item in items.items}) == 1 < len(items.items) else 1
        count = int(first[1]) - step if first else 0
        printed = [
            (item, content, nth) for item in items.items for nth, content in enumerate(self.item(item, scope, level))
        ]
        if printed and all(content.is_bare for _, content, _ in printed):
            return Printed(list(dict.fromkeys(line for _, content, _ in printed for line in content.lines)))
        for item, content, nth in printed:
            if content.is_bare and content.lines == [state_text(_NOT_APPLICABLE)]:
                continue  # other items of the list apply
            if result.lines:
                result.lines += [""] * (int(not items.tight) if nth else item.gap)
            count += step
            marker = f"{count}{first[2]}{item.marker[len(item.marker.rstrip()) :]}" if first else item.marker
            indent = " " * item.indent
            result.lines += [indent + line if line else "" for line in hang(marker, content.lines)]
            result.answered = result.answered or content.answered
        return result

    def item(self, item: Item, scope: ValueScope, level: int) -> list[Printed]:
        """Render an item, once for each element of its list."""
        if self.is_left_out(item):
            return []
        found = self.values.scopes(lists_of(item.line), scope)
        if not found:
            mark = self.lines.line_state(item.line, scope)
            if mark is not None and is_missing(item.line.fields[0], scope):
                return [] if item.line.optional else [Printed([state_text(mark)], is_bare=True)]
            empty = self.lines.written(item.line, scope, "text", None)
            return [empty] if empty.answered or not item.line.optional else []
        results: list[Printed] = []
        for inner in found:
            head = self.lines.written(item.line, inner, "text", level)
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
                head.lines[-1] += self.line_break(item.line, is_wanted=True)
            elif (
                child.gap or not _INTERRUPTS.match(printed.lines[0]) or _ends_with_list(head.lines) or "" in head.lines
            ):
                head.lines += [""] * max(1, child.gap)
            head.lines += printed.lines
            answered = answered or printed.answered
        head.answered = head.answered or answered
        return answered

    # -- left out, not applicable ----------------------------------------------------------------------------------

    def under(self, section: SectionBlock) -> tuple[str, ...]:
        """Return the titles above a section's blocks, from its level-2 heading's on."""
        return (*self.headings, section.title) if section.level > 1 else self.headings

    def is_left_out(self, block: Block | Item) -> bool:
        """Return whether the author leaves out a block, or every question that it prints."""
        return bool(self.values.left_out) and self._all_left_out(block, self.headings) is True

    def _all_left_out(self, block: Block | Item, headings: tuple[str, ...]) -> bool | None:
        """Return whether all of a block's questions are left out; None if it has none."""
        match block:
            case SectionBlock():
                headings = (*headings, block.title) if block.level > 1 else headings
                if heading_left_out(self.values.left_out, headings):
                    return True
                found = [self._all_left_out(child, headings) for child in block.children[: block.own_length]]
            case Quote() | LabeledBlock() | Each():
                found = [self._all_left_out(child, headings) for child in block.children]
            case _:
                found = [self.lines.leaves_out(line) for line in template_lines(block) if line.fields]
        known = [each for each in found if each is not None]
        return all(known) if known else None

    def not_applicable(self, blocks: tuple[Block, ...], scope: ValueScope) -> AnswerState | None:
        """Return how to say that nothing in some blocks applies; None if something does, or the reasons differ.

        What is optional and blank, or left out, doesn't count.
        """
        lines = [line for block in blocks for line in template_lines(block) if line.fields]
        if not self.lines.has_not_applicable or not lines:
            return None
        found: list[AnswerState] = []
        for line in lines:
            if self.lines.leaves_out(line):
                continue
            if any(field.lists and self._has_elements(field, scope) for field in line.fields):
                return None
            state = self.lines.line_state(line, scope)
            if state is not None:
                found.append(state)
            elif not line.optional or self.lines.written(line, scope, "text", None).answered:
                return None
        return one_of(found)

    def _has_elements(self, field: Field, scope: ValueScope) -> bool:
        path = canonical(field.lists[0]) if field.lists[0] == BY_DAY else field.lists[0]
        frames = self.values.settings.time_frames
        return path in scope or bool(elements(self.values.postmortem, path, frames))


def _is_label_block(block: Block) -> bool:
    """Return whether a block is a line that only says what the next block is."""
    return (
        isinstance(block, Paragraph)
        and len(block.lines) == 1
        and not block.lines[0].fields
        and (_is_label(block.lines[0]) or str(block.lines[0].pieces[-1]).rstrip().endswith(":"))
    )


def _needs_no_pipes(row: str) -> bool:
    """Return whether a row stays one without the pipes at its ends: it has cells there, and begins no other block."""
    inner = row[2:-2]
    is_framed = row == f"| {inner} |" and inner == inner.strip()
    return is_framed and bool(inner) and inner[0] != "|" != inner[-1] and at_line_start(inner) == inner


def _is_label(line: TemplateLine) -> bool:
    return bool(line.pieces) and isinstance(line.pieces[0], str) and line.pieces[0].startswith("**")


def _would_join(above: list[str], below: list[str]) -> bool:
    """Return whether a list below another would continue it: their markers are of the same kind."""
    flush = [line for line in above if line and not line.startswith("    ")]
    last, first = _MARKER_KIND.match(flush[-1]) if flush else None, _MARKER_KIND.match(below[0])
    return bool(last and first) and _kind(last) == _kind(first)


def _kind(marker: re.Match[str] | None) -> str:
    return (marker["bullet"] or marker["delimiter"]) if marker else ""


def _gap(block: Block, above: Block | None, lines_above: list[str], printed: Printed) -> int:
    """Return how many empty lines to print above a block: the template's, and at least one where blocks could join.

    Args:
        block: the block.
        above: the block that the template has above it; None if that isn't printed.
        lines_above: what is printed of the block above.
        printed: the block's lines.
    """
    if block.gap or above is None:
        return max(1, block.gap)
    is_closed = above.source or isinstance(above, (Fence, Verbatim, YamlBlock))
    can_join = not is_closed and not isinstance(block, Verbatim) and not _INTERRUPTS.match(printed.lines[0])
    if isinstance(block, TemplateTable) and isinstance(above, Paragraph):
        can_join = len(lines_above) > len(above.lines) or bool(_BEGINS_BLOCK.match(lines_above[-1]))
    return int(can_join)


def _ends_with_list(lines: list[str]) -> bool:
    """Return whether the last block of `lines` is a list."""
    flush = [line for line in lines if line and not line.startswith(" ")]
    return bool(flush) and bool(LIST_LINE.match(flush[-1]))
