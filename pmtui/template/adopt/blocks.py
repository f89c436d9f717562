"""Finds the places of a section's blocks, one after the other: tables, code blocks, HTML, lists, paragraphs."""

import re

from pmtui.template.adopt import tables
from pmtui.template.adopt.events import add_event_lines
from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.labels import add_paragraph
from pmtui.template.adopt.lines import BOLD_LABEL, BOLD_LINE, COMMENT, ITEM, MOMENT, NAMED_TIME, RULE
from pmtui.template.adopt.lists import add_list
from pmtui.template.adopt.marks import EXAMPLE, clean, whole
from pmtui.template.adopt.meaning import contexts
from pmtui.template.adopt.model import Form
from pmtui.template.adopt.rows import add_why_lines

_HTML_ROW = re.compile(
    r"<t[hd][^<>]*>(?P<name>[^<>]{1,80})</t[hd]>\s*<td[^<>]*>(?P<value>[^<>]*)(?=</td>\s*(?:</tr>|$))", re.I
)
"""A row of an HTML table that is a form: its name, and one cell for the answer."""


def add_blocks(finder: Finder, start: int, end: int) -> None:
    """Add the places of the lines from one to another, each block with the label right above it."""
    index = start
    label = ""
    while index < end:
        line, kind = finder.lines[index], finder.kinds[index]
        if not line.strip():
            index += 1
            continue
        stop = min(finder.page.blocks.get(index, index + 1), end)
        if EXAMPLE.match(label) and not (kind or BOLD_LABEL.match(line.lstrip())):
            stop = finder.page.end_of_list(index, end) if ITEM.match(line) else finder.page.end_of_paragraph(index, end)
            label = ""
        elif kind == "table":
            _add_table(finder, index, stop, label)
            label = ""
        elif kind == "fence":
            _add_fence(finder, index, stop, label)
        elif kind == "html_block":
            stop = _add_html(finder, index, stop, label)
            label = ""
        elif kind == "code_block" or (RULE.fullmatch(line) and not _is_blank(finder, line, label)):
            pass
        elif ITEM.match(line):
            stop = finder.page.end_of_list(index, end)
            add_list(finder, index, stop, label)
            label = ""
        else:
            if _is_above_events(finder, index, end):
                label = clean(line).rstrip(" :")
                index += 1
                continue
            lines_end = add_event_lines(finder, index, end, label) or add_why_lines(finder, index, end)
            stop = lines_end or finder.page.end_of_paragraph(index, end)
            if not lines_end:
                label = add_paragraph(finder, index, stop, label)
        index = max(stop, index + 1)


def _is_above_events(finder: Finder, index: int, end: int) -> bool:
    """Return whether a line is the label right above lines that begin with a time: `**Timeline (UTC)**`."""
    line = finder.lines[index].strip()
    below = finder.lines[index + 1] if index + 1 < end else ""
    is_label = bool(BOLD_LINE.fullmatch(line)) or (line.endswith(":") and len(line.split()) <= 6)
    return is_label and bool(MOMENT.match(below) or NAMED_TIME.match(below)) and contexts([line])[:1] == ("timeline",)


def _is_blank(finder: Finder, line: str, label: str) -> bool:
    """Return whether a line of underscores is the blank for an answer: a long one, or one below a label."""
    underscores = line.count("_")
    return finder.page.is_template and underscores > (2 if label else 4)


def _add_html(finder: Finder, start: int, end: int, label: str) -> int:
    text = "\n".join(finder.lines[start:end]).strip()
    close = text.find("-->")
    if not text.startswith("<!--"):
        mark = whole(finder.lines[start])
        if mark is not None and mark.words:
            finder.add(start, mark.start, mark.end, Form.PROSE, below=label, label=label, words=mark.words)
            return start + 1
        _add_html_form(finder, start, end)
        return end
    if close >= 0:
        end = start + text[: close + 3].count("\n") + 1
    following = next((line for line in finder.lines[end:] if line.strip()), "")
    if label and (not following or BOLD_LINE.match(following) or following.startswith("#")):
        words = clean(COMMENT.sub(r"\1", text))
        finder.add(start, 0, finder.length(start, end), Form.PROSE, below=label, label=label, words=words)
        return end
    finder.leftovers.append((start, end))
    return end


def _add_html_form(finder: Finder, start: int, end: int) -> None:
    """Add the open cells of an HTML table's rows that have a name and one cell."""
    for index in range(start, end):
        row = _HTML_ROW.search(finder.lines[index])
        mark = whole(row["value"]) if row else None
        if row and mark is not None and len(re.findall(r"<t[hd]\b", finder.lines[index], re.I)) == 2:
            at = row.start("value")
            finder.add(
                index, at + mark.start, at + mark.end, Form.CELL, label=clean(row["name"]).rstrip(": "),
                words=mark.words, row=clean(row["name"]),
            )  # fmt: skip


def _add_fence(finder: Finder, start: int, end: int, label: str) -> None:
    inside = [line for line in finder.lines[start + 1 : end - 1] if line.strip()]
    if EXAMPLE.match(label) or len(inside) > 1:
        return
    mark = whole(finder.lines[start + 1]) if inside else None
    if mark is not None and mark.words:
        finder.add(start + 1, mark.start, mark.end, Form.PROSE, label=label, words=mark.words)


def _add_table(finder: Finder, start: int, end: int, label: str) -> None:
    finder.groups += 1
    if EXAMPLE.match(label):
        return
    for cell in tables.places(finder.lines[start:end], finder.above(label), is_template=finder.page.is_template):
        drop = tuple(
            (finder.offsets[start + one] - 1, finder.offsets[start + other - 1] + len(finder.lines[start + other - 1]))
            for one, other in cell.drop
        )
        finder.add(
            start + cell.row, cell.start, cell.end, Form.COLUMN if cell.is_column else Form.CELL, below=label,
            label=cell.label, words=cell.words, row=cell.name, heads=cell.heads if cell.is_column else (),
            column=cell.column, group=finder.groups, drop=drop, lead=cell.lead, is_sample=cell.is_sample,
        )  # fmt: skip
