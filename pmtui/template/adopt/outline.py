"""The structure of a Markdown text: its lines, its blocks, and its sections with the headings above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from pmtui.template import yaml_block
from pmtui.template.adopt.lines import ITEM, RULE
from pmtui.template.adopt.marks import clean, is_instruction, marks, whole
from pmtui.template.adopt.model import Span

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["reference", "inline"])

_BLOCKS = ("table_open", "fence", "code_block", "html_block")

_FENCED = re.compile(r"(?m)^(?P<fence>`{3,}|~{3,})(?:markdown|md|text)?[ \t]*\n(?P<inside>.*?)^(?P=fence)[ \t]*$", re.S)


@dataclass
class Section:
    """A heading with what is below it, up to the next heading.

    Attributes:
        level: the heading's level; 0 for what is before the first.
        title: the heading's text.
        start: the first line below it, from 0.
        end: the line after its last.
        has_children: the next heading is one of a lower level.
        headings: those that it's below, the highest first, and itself; without the document's title.
    """

    level: int
    title: str
    start: int
    end: int = 0
    has_children: bool = False
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A Markdown text by its structure.

    Attributes:
        text: the text.
        lines: its lines.
        offsets: where each line begins in the text.
        kinds: for each line, the block that it's in, such as 'table'; empty for paragraphs and lists.
        blocks: for the first line of each such block, the line after its last.
        settings: the lines of its front matter, without the marks around them.
        sections: in order; the first is before any heading.
        is_template: it's a template, and not a finished postmortem.
    """

    text: str
    lines: Sequence[str]
    offsets: Sequence[int]
    kinds: Sequence[str]
    blocks: dict[int, int]
    settings: range
    sections: Sequence[Section]
    is_template: bool

    def end_of_paragraph(self, index: int, end: int) -> int:
        """Return the line after a paragraph's last."""
        index += 1
        is_quote = self.lines[index - 1].lstrip().startswith(">")
        while index < end and self.lines[index].strip() and not self.kinds[index] and not ITEM.match(self.lines[index]):
            if self.lines[index].lstrip().startswith(">") and not is_quote:
                break
            index += 1
        return index

    def end_of_list(self, index: int, end: int) -> int:
        """Return the line after a list's last: blank lines are inside if an item or an indented line follows."""
        last = index + 1
        while last < end:
            line = self.lines[last]
            if not line.strip():
                below = next((i for i in range(last, end) if self.lines[i].strip()), end)
                if below == end or not (ITEM.match(self.lines[below]) or self.lines[below][:2] == "  "):
                    break
                if self.kinds[below] == "table":
                    break
                if RULE.fullmatch(self.lines[below]):
                    break
                last = below
            elif self.kinds[last] or not (ITEM.match(line) or line[:1] in " \t"):
                break
            last += 1
        return last


def outline(text: str) -> Page:
    """Return the structure of a Markdown text."""
    lines = text.split("\n")
    offsets = [0]
    for line in lines[:-1]:
        offsets.append(offsets[-1] + len(line) + 1)
    length = yaml_block.end_of_block(lines)
    first = 0 if length is None else length + 1
    kinds = [""] * len(lines)
    blocks: dict[int, int] = {}
    sections = [Section(0, "", first)]
    above: list[tuple[int, str]] = []
    for token in _PARSER.parse("\n".join([""] * first + _with_underlined(lines[first:]))):
        if not token.map:
            continue
        start, end = token.map
        kind = ""
        is_item = lines[end - 1].strip() == "-"  # a label above a list's blank item, for people
        if token.type == "heading_open" and not token.level and not is_item:
            kind = "heading"
            level = int(token.tag[1])
            title = clean(_heading(lines[start:end], token.markup))
            above = [*(each for each in above if each[0] < level), (level, title)]
            sections[-1].end = start
            sections.append(Section(level, title, end, headings=tuple(name for _, name in above)))
        elif token.type in _BLOCKS:
            kind = token.type.removesuffix("_open")
            blocks[start] = end
        if kind:
            stop = min(end, len(lines))
            kinds[start:stop] = [kind] * (stop - start)
    sections[-1].end = len(lines)
    for section, following in zip(sections, sections[1:], strict=False):
        section.has_children = following.level > section.level
    _leave_out_title(sections)
    is_template = _looks_like_template(lines, sections)
    return Page(text, lines, offsets, kinds, blocks, range(1, length or 1), sections, is_template)


def _with_underlined(lines: Sequence[str]) -> list[str]:
    """Return the lines with counted titles that are underlined as headings, not as items: `1. IMPACT`, `---------`."""
    result = list(lines)
    for index, line in enumerate(lines[:-1]):
        if re.match(r"\d{1,2}[.)] \S", line) and re.fullmatch(r"-{3,}|={3,}", lines[index + 1].rstrip()):
            result[index] = f"#{line}"
    return result


def _heading(lines: Sequence[str], markup: str) -> str:
    if markup in ("=", "-"):
        return " ".join(lines[:-1]).strip()
    text = re.sub(r"\s+#+\s*$", "", lines[0].lstrip().lstrip("#")).strip()
    return re.sub(r"\\(?=[!-/:-@[-`{-~])", "", re.sub(r"\s*\{#[^{}]*\}$", "", text))


def _leave_out_title(sections: Sequence[Section]) -> None:
    """Take the document's title from the headings: it isn't what the places below it are about."""
    titles = tuple(section.title for section in sections if section.level == 1)
    if len(titles) == 1:
        for section in sections:
            section.headings = section.headings[section.headings[:1] == titles :]


def _looks_like_template(lines: Sequence[str], sections: Sequence[Section]) -> bool:
    count = sum(1 for line in lines for _ in marks(line))
    asks = sum(is_instruction(line) and bool(whole(line)) for line in lines if line.strip())
    asks += sum(1 for line in lines if "<!--" in line)
    empty = sum(
        not section.has_children and not any(line.strip() for line in lines[section.start : section.end])
        for section in sections[1:]
    )
    title = " ".join(section.title for section in sections[1:2]).lower()
    blank_labels = sum(bool(re.search(r":(?:\*\*)?\s*$", line)) for line in lines)
    blank_items = sum(bool(re.fullmatch(r"\s*(?:[-*+]|\d+[.)])\s*(?:\[ \]\s*)?", line)) for line in lines)
    blanks = sum(_has_blank(line) for line in lines)
    is_named_so = bool(re.search(r"template|untitled", title))
    return count + asks + empty + blank_items + blanks + blank_labels // 2 >= 3 or is_named_so


def _has_blank(line: str) -> bool:
    """Return whether what is after a label, or in a row's last cell, is a blank only because it's alone there."""
    value = re.search(r"(?::(?:\*\*)?|\|)[ \t]+(?P<value>[^\s|:-][^|:]{0,40}?)[ \t]*\|?$", line)
    return value is not None and whole(value["value"]) is not None and not any(marks(value["value"]))


def template_in_fence(text: str) -> Span | None:
    """Return where the template is in a page that shows it in a code block: one with several headings."""
    for match in _FENCED.finditer(text):
        if len(re.findall(r"(?m)^#{1,4} ", match["inside"])) > 2 and len(match["inside"]) * 3 > len(text):
            return match.span("inside")
    return None
