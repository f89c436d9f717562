# ruff: noqa: E501
"""Finds the places of a Markdown text where an answer goes: after labels, in tables and lists, below headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from markdown_it import MarkdownIt

from pmtui.template import yaml_block
from pmtui.template.adopt import tables
from pmtui.template.adopt.marks import EXAMPLE, Mark, clean, is_instruction, marks, options, whole
from pmtui.template.adopt.meaning import columns, contexts

Span = tuple[int, int]
"""Offsets in the text, from the first character to the one after the last."""


class Form(StrEnum):
    """How a place is written."""

    LABEL = "label"
    INLINE = "inline"
    PROSE = "prose"
    ITEMS = "items"
    COLUMN = "column"
    CELL = "cell"
    BOX = "box"
    YAML = "yaml"


@dataclass(frozen=True)
class Found:
    """A place for an answer.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        line: its line, from 1.
        form: how it's written.
        headings: the headings above it, the highest first.
        label: what the text calls it; can be empty.
        words: what the placeholder says.
        row: for a table, the row's name, and for a column, the first cell of the table.
        heads: for a column, the names of all columns.
        column: for a column, its position.
        group: the table or list that it's a part of; 0 for none.
        drop: what goes when it's filled: further sample rows and items, an example.
        example: an example that the text gives.
        lead: what is written before the answer if it has no place yet.
        box: the checkbox that belongs to it.
        is_sample: the text has an answer there, not a placeholder.
        in_fence: it's in a code block, where no comment can give the question its words.
    """

    start: int
    end: int
    line: int
    form: Form
    headings: tuple[str, ...]
    label: str = ""
    words: str = ""
    row: str = ""
    heads: tuple[str, ...] = ()
    column: int = 0
    group: int = 0
    drop: tuple[Span, ...] = ()
    example: str = ""
    lead: str = ""
    box: Span | None = None
    is_sample: bool = False
    in_fence: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The answers that it offers."""
        return options(self.words)


_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["reference", "inline"])
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+•]|\d{1,9}[.)])(?P<space>[ \t]+|$)(?P<box>\[[ xX]?\](?:[ \t]+|$))?"
)
_BOLD = re.compile(
    r"(?P<b>\*\*|(?<!_)__(?!_))(?P<name>(?:(?!\*\*|__)[^\n|]){1,90}?)(?:\s*:\s*(?P=b)|(?P=b)\s*:|(?<=\?)(?P=b)|(?P=b)(?=\s*[\[<_]|\s[-–—]\s))"
)
_PLAIN = re.compile(r"(?P<name>[A-Z(#][^:*\[\]<>{}|`\n]{0,60}?)\s?:(?=\s|$)")
_ITALIC_LABEL = re.compile(r"(?P<m>[_*])(?P<name>[A-Z][^_*:\n]{0,60})(?::(?P=m)|(?P=m):)(?=\s|$)")
_NO_LABEL = re.compile(
    r"(?:for )?(?:example|e\.g|tips?|hints?|warning|important|instructions?|template|remember|nb|note)s?\b", re.I
)
_TAIL = re.compile(r"(?:\s*(?:\\|<br\s*/?>|\||·|•))?\s*$")
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_MOMENT = re.compile(
    r"(?:\*\*|`|\[|_|<)*(?:~|\+|T[+-])?"
    r"(?:(?:\d{4}-\d\d-\d\d|YYYY-MM-DD|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\w{3} \d{1,2})[T ,]*)?"
    r"(?:\d{1,2}:\d\d(?::\d\d)?|HH:MM(?::SS)?|hh:mm(?::ss)?|XX:XX|xx:xx|T[+-]\w+)"
    r"(?:\s?(?:[AaPp][Mm]|UTC|Z|GMT|[A-Z]{2,4}T))?(?:\*\*|`|\]|_|>)*"
)
_BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_\n]+(?:\*\*|__):?\s*$")
_NAMED_TIME = re.compile(r"(?:\*\*)?[\[<_*]+(?:time|timestamp|hh:mm|when)[^\]>_*:\n]{0,20}[\]>_*]+", re.I)
_BETWEEN = re.compile(r"(?:\*\*|__)?\s*(?:[-–—:|,]\s+|:\s*|\s+)(?:\*\*|__)?")


_PART = re.compile(r"[^\s:(),\[\]–—-](?:(?!\s+[–—-]\s|[:(),\[\]])[^\n])*(?<!\s)")
"""What is between dashes and other marks in an item."""

_TICKET = re.compile(r"[A-Z]{2,}-(?:\d+|[XN#]+)")
_WHY = re.compile(r"[*_]{0,2}(?:\(?\d\W{0,3})?why\b", re.I)
_WHYS = re.compile(r"\bwhys?\b", re.I)
_HTML_ROW = re.compile(
    r"<t[hd][^<>]*>(?P<name>[^<>]{1,80})</t[hd]>\s*<td[^<>]*>(?P<value>[^<>]*)(?=</td>\s*(?:</tr>|$))", re.I
)
"""A row of an HTML table that is a form: its name, and one cell for the answer."""


@dataclass
class _Section:
    level: int
    title: str
    start: int
    end: int = 0
    has_children: bool = False
    headings: tuple[str, ...] = ()


@dataclass
class _Finder:
    text: str
    lines: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    blocks: dict[int, int] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    groups: int = 0
    leftovers: list[tuple[int, int]] = field(default_factory=list)
    asked: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()
    is_template: bool = True

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        offset = 0
        for line in self.lines:
            self.offsets.append(offset)
            offset += len(line) + 1
        self.kinds = [""] * len(self.lines)

    # -- the text's structure ------------------------------------------------------------------------------------------

    def find(self) -> tuple[Found, ...]:
        sections = self.outline()
        if sum(section.level == 1 for section in sections) == 1:
            for section in sections:
                section.headings = section.headings[section.headings[:1] == self.title_of(sections) :]
        self.is_template = self.looks_like_template(sections)
        for section in sections:
            self.section(section)
        return tuple(sorted(self.found, key=_order))

    def outline(self) -> list[_Section]:
        length = yaml_block.end_of_block(self.lines)
        first = 0 if length is None else length + 1
        if length is not None:
            self.yaml(1, length)
        sections = [_Section(0, "", first)]
        above: list[tuple[int, str]] = []
        for token in _PARSER.parse("\n".join([""] * first + self.lines[first:])):
            if not token.map:
                continue
            start, end = token.map
            if token.type == "heading_open" and not token.level:
                level = int(token.tag[1])
                title = self.heading(start, end, token.markup)
                above = [each for each in above if each[0] < level]
                sections[-1].end = start
                sections.append(
                    _Section(level, clean(title), end, headings=(*(name for _, name in above), clean(title)))
                )
                above.append((level, clean(title)))
                self.mark(start, end, "heading")
            elif token.type in ("table_open", "fence", "code_block", "html_block"):
                self.mark(start, end, token.type.removesuffix("_open"))
                self.blocks[start] = end
        sections[-1].end = len(self.lines)
        for section, following in zip(sections, sections[1:], strict=False):
            section.has_children = following.level > section.level
        return sections

    @staticmethod
    def title_of(sections: Sequence[_Section]) -> tuple[str, ...]:
        """Return the document's title, which isn't what the places below it are about."""
        return tuple(section.title for section in sections if section.level == 1)

    def mark(self, start: int, end: int, kind: str) -> None:
        for index in range(start, min(end, len(self.lines))):
            self.kinds[index] = kind

    def heading(self, start: int, end: int, markup: str) -> str:
        line = self.lines[start]
        if markup not in ("=", "-"):
            return re.sub(r"\s+#+\s*$", "", line.lstrip().lstrip("#")).strip()
        return " ".join(self.lines[start : end - 1]).strip()

    def looks_like_template(self, sections: Sequence[_Section]) -> bool:
        count = sum(1 for line in self.lines for _ in marks(line))
        asks = sum(is_instruction(line) and bool(whole(line)) for line in self.lines if line.strip())
        asks += sum(1 for line in self.lines if "<!--" in line)
        empty = sum(
            not section.has_children and not any(line.strip() for line in self.lines[section.start : section.end])
            for section in sections[1:]
        )
        title = " ".join(section.title for section in sections[1:2]).lower()
        blank_labels = sum(bool(re.search(r":(?:\*\*)?\s*$", line)) for line in self.lines)
        blank_items = sum(bool(re.fullmatch(r"\s*(?:[-*+]|\d+[.)])\s*(?:\[ \]\s*)?", line)) for line in self.lines)
        return count + asks + empty + blank_items + blank_labels // 2 >= 3 or "template" in title

    # -- the front matter of the document ------------------------------------------------------------------------------

    def yaml(self, start: int, end: int) -> None:
        for index in range(start, end):
            line = self.lines[index]
            match = re.match(r"(?P<key>[A-Za-z][\w -]*):(?P<space>[ \t]*)(?P<value>.*?)(?P<note>\s+#.*)?$", line)
            below = self.lines[index + 1] if index + 1 < end else ""
            if not match or (not match["value"] and re.match(r"\s+\S|-(\s|$)", below)):
                continue
            value = match["value"]
            start_of = match.start("value")
            if value[:1] in ("|", ">", "&", "!") or (value[:1] in "[{" and not value.endswith(("]", "}"))):
                continue
            lead = "" if match["space"] or value else " "
            quote = value[:1] if len(value) > 1 and value[:1] in "'\"" and value.endswith(value[:1]) else ""
            inner = value[1:-1] if quote else value
            mark = whole(inner)
            note = (match["note"] or "").strip(" #")
            self.add(
                index,
                start_of + len(quote),
                start_of + len(value) - len(quote),
                Form.YAML,
                label=match["key"].replace("_", " ").replace("-", " "),
                words=mark.words if mark and mark.words else note or ("" if mark else inner),
                lead=lead,
                is_sample=mark is None and not options(inner),
            )

    # -- sections ------------------------------------------------------------------------------------------------------

    def section(self, section: _Section) -> None:
        self.headings = section.headings
        if any(_FOR_THE_AUTHOR.search(heading) for heading in section.headings):
            return
        if section.level:
            self.heading_places(section)
        before = len(self.found)
        self.leftovers = []
        self.asked = None
        self.body(section.start, section.end)
        self.merge(before)
        own = self.found[before:]
        if any(place.form is not Form.INLINE or not place.is_sample for place in own):
            return
        if not self.leftovers and self.asked:  # a question with nothing below it isn't a label
            self.leftovers = [self.asked]
        if self.leftovers:
            self.from_leftovers(section)
        elif section.level and not section.has_children:
            self.empty(section)

    def heading_places(self, section: _Section) -> None:
        index = section.start - 1
        while index > 0 and not self.lines[index].strip(" =-"):
            index -= 1
        line = self.lines[index]
        self.headings = section.headings[:-1]
        before = 0
        for mark in marks(line):
            label = clean(line[before : mark.start].strip("# :-–—"))
            self.add(index, mark.start, mark.end, Form.INLINE, label=label, words=mark.words)
            before = mark.end
        if section.level == 1 and not self.is_template and not list(marks(line)):
            text = line.lstrip("# ")
            at = line.index(text) if text else len(line)
            named = re.match(
                r"(?:incident |outage )?(?:post[- ]?mortem|report|review|retrospective|rca)\s*[:–—-]\s+", text, re.I
            )
            at += named.end() if named else 0
            if at < len(line.rstrip()):
                self.add(index, at, len(line.rstrip()), Form.INLINE, label="Title", is_sample=True)
        self.headings = section.headings

    def empty(self, section: _Section) -> None:
        """Add a place below a heading that has nothing below it."""
        index = section.start - 1
        while index > 0 and not self.lines[index].strip():
            index -= 1
        length = len(self.lines[index].rstrip("\r"))
        self.add(index, length, length, Form.PROSE, label=section.title, lead="\n\n")

    def from_leftovers(self, section: _Section) -> None:
        """Take what a section says for the instructions of its answer, or for the answer itself."""
        parts = self.leftovers
        start, end = parts[0][0], parts[-1][1]
        if any(self.kinds[index] in ("table", "fence", "code_block") for index in range(start, end)):
            start, end = parts[0]
            for one, other in parts[1:]:
                if any(self.kinds[index] in ("table", "fence", "code_block") for index in range(end, one)):
                    break
                end = other
        texts = [line for line in self.lines[start:end] if line.strip()]
        text = "\n".join(texts)
        words = clean(_COMMENT.sub(r"\1", " ".join(line.strip(" \t>-*+") for line in texts)))
        mark = whole(words)
        asks = (
            mark is not None
            or is_instruction(words)
            or all(is_instruction(_content(line)) for line in texts)
            or text.startswith("<!--")
        )
        if _COMMENT.sub("", text).strip() == "" and not words.strip():
            return
        if not section.level and not asks:
            return
        if section.has_children and mark is None and (not asks or self.is_template):
            return
        is_list = all(_ITEM.match(line) or line[:1] in " \t" for line in texts) and not asks
        if is_list:
            self.sample_items(start, end, section)
            return
        last = len(self.lines[end - 1].rstrip())
        self.add(
            start,
            0,
            self.offsets[end - 1] - self.offsets[start] + last,
            Form.PROSE,
            label=section.title,
            words=(mark.words if mark else words) if asks else "",
            example="" if asks else words,
            is_sample=not asks,
        )

    def sample_items(self, start: int, end: int, section: _Section) -> None:
        first = _ITEM.match(self.lines[start])
        assert first is not None
        line = self.lines[start]
        following = self.offsets[start] + len(line)
        last = self.offsets[end - 1] + len(self.lines[end - 1])
        box = (
            (self.offsets[start] + first.start("box"), self.offsets[start] + first.start("box") + 3)
            if first["box"]
            else None
        )
        self.groups += 1
        self.add(
            start, first.end(), len(line), Form.ITEMS, label=section.title, example=clean(line[first.end() :]),
            drop=((following, last),) if last > following else (), box=box, is_sample=True, group=self.groups,
        )  # fmt: skip

    # -- blocks --------------------------------------------------------------------------------------------------------

    def body(self, start: int, end: int) -> None:
        index = start
        label = ""
        while index < end:
            line, kind = self.lines[index], self.kinds[index]
            if not line.strip():
                index += 1
                continue
            stop = min(self.blocks.get(index, index + 1), end)
            if EXAMPLE.match(label) and not (kind or _BOLD.match(line.lstrip())):
                stop = self.end_of_list(index, end) if _ITEM.match(line) else self.end_of_paragraph(index, end)
                label = ""
            elif kind == "table":
                self.table(index, stop, label)
                label = ""
            elif kind == "fence":
                self.fence(index, stop, label)
            elif kind == "html_block":
                stop = self.html(index, stop, label)
                label = ""
            elif kind == "code_block" or re.fullmatch(r"\s*([-*_])(?:\s*\1){2,}\s*", line):
                pass
            elif _ITEM.match(line):
                stop = self.end_of_list(index, end)
                self.items(index, stop, label)
                label = ""
            else:
                stop = self.events(index, end) or self.end_of_paragraph(index, end)
                if stop and not (self.found and self.found[-1].line == index + 1 and self.found[-1].heads):
                    label = self.paragraph(index, stop, label)
            index = max(stop, index + 1)

    def events(self, start: int, end: int) -> int:
        """Add a timeline whose events are lines that begin with a time; return the line after it, 0 if it isn't one."""
        moment = _MOMENT.match(self.lines[start])
        if not moment or not re.search(r"\d:\d|HH|hh", moment[0]) or contexts(self.headings)[:1] != ("timeline",):
            return 0
        if len(self.lines[start].strip()) <= moment.end():
            return 0
        stop = start + 1
        while stop < end and not self.kinds[stop] and not _ITEM.match(self.lines[stop]):
            stop += 1
        rows: list[int] = []
        for index in range(start + 1, stop):
            is_event = bool(_MOMENT.match(self.lines[index]))
            if self.lines[index].strip() and not is_event and not self.lines[index - 1].strip():
                stop = index
                break
            rows += [index] if self.lines[index].strip() else []
        self.event(start, start + 1, 0, moment, [(index, index + 1) for index in rows])
        return stop

    def end_of_paragraph(self, index: int, end: int) -> int:
        index += 1
        while (
            index < end and self.lines[index].strip() and not self.kinds[index] and not _ITEM.match(self.lines[index])
        ):
            index += 1
        return index

    def end_of_list(self, index: int, end: int) -> int:
        """Return the line after a list's last: blank lines are inside if an item or an indented line follows."""
        last = index + 1
        while last < end:
            line = self.lines[last]
            if not line.strip():
                below = next((i for i in range(last, end) if self.lines[i].strip()), end)
                if below == end or not (_ITEM.match(self.lines[below]) or self.lines[below][:2] == "  "):
                    break
                if re.fullmatch(r"\s*([-*_])(?:\s*\1){2,}\s*", self.lines[below]):
                    break
                last = below
            elif self.kinds[last] or not (_ITEM.match(line) or line[:1] in " \t"):
                break
            last += 1
        return last

    def html(self, start: int, end: int, label: str) -> int:
        text = "\n".join(self.lines[start:end]).strip()
        close = text.find("-->")
        if not text.startswith("<!--"):
            mark = whole(self.lines[start])
            if mark is not None and mark.words:
                at = self.offsets[start]
                place = Found(
                    at + mark.start, at + mark.end, start + 1, Form.PROSE, self.above(label), label, mark.words
                )
                self.append(place)
                return start + 1
            self.html_form(start, end)
            return end
        if close >= 0:
            end = start + text[: close + 3].count("\n") + 1
        following = next((line for line in self.lines[end:] if line.strip()), "")
        if label and (not following or _BOLD_LINE.match(following) or following.startswith("#")):
            stop = self.offsets[end - 1] + len(self.lines[end - 1].rstrip())
            words = clean(_COMMENT.sub(r"\1", text))
            self.append(Found(self.offsets[start], stop, start + 1, Form.PROSE, self.above(label), label, words))
            return end
        self.leftovers.append((start, end))
        return end

    def html_form(self, start: int, end: int) -> None:
        """Add the open cells of an HTML table's rows that have a name and one cell."""
        for index in range(start, end):
            row = _HTML_ROW.search(self.lines[index])
            mark = whole(row["value"]) if row else None
            if row and mark is not None and len(re.findall(r"<t[hd]\b", self.lines[index], re.I)) == 2:
                at = row.start("value")
                self.add(
                    index, at + mark.start, at + mark.end, Form.CELL, label=clean(row["name"]).rstrip(": "),
                    words=mark.words, row=clean(row["name"]),
                )  # fmt: skip

    def fence(self, start: int, end: int, label: str) -> None:
        inside = [line for line in self.lines[start + 1 : end - 1] if line.strip()]
        if EXAMPLE.match(label) or len(inside) > 1:
            return
        mark = whole(self.lines[start + 1]) if inside else None
        if mark is not None and mark.words:
            self.add(start + 1, mark.start, mark.end, Form.PROSE, label=label, words=mark.words)

    # -- paragraphs ----------------------------------------------------------------------------------------------------

    def paragraph(self, start: int, end: int, label: str) -> str:
        """Add the places of a paragraph; return the label for what is below it."""
        quoted = self.lines[start].lstrip().startswith(">")
        joined = "\n".join(self.lines[start:end])
        core = re.sub(r"(?m)^\s*> ?", "", joined) if quoted else joined
        mark = whole(core.replace("\n", " "))
        if mark is not None and (mark.words or not label) and mark.end - mark.start > 2 and not _BOLD.match(core):
            if EXAMPLE.match(label):
                return ""
            offset = self.offsets[start]
            at = len(re.match(r"\s*>\s?", joined)[0]) if quoted else mark.start  # type: ignore[index]
            stop = len(joined.rstrip()) if quoted else mark.end
            self.append(Found(offset + at, offset + stop, start + 1, Form.PROSE, self.above(label), label, mark.words))
            return ""
        left: list[int] = []
        for index in range(start, end):
            line = self.lines[index]
            indent = len(line) - len(line.lstrip(" \t>"))
            below = self.lines[index + 1].strip() if index + 1 < end else ""
            result = self.labelled(index, indent, label, below=below)
            if result is None:
                left.append(index)
            elif result:
                label = result
        if left:
            self.leftovers.append((left[0], left[-1] + 1))
            only = self.lines[left[-1]].strip()
            if left[-1] == end - 1 and (only.endswith((":", "?")) or re.fullmatch(r"\*\*[^*]+\*\*|__[^_]+__", only)):
                self.asked = self.leftovers.pop()
                return clean(only).rstrip(": ")
            return label if len(left) < end - start else ""
        return label

    def above(self, label: str) -> tuple[str, ...]:
        return (*self.headings, label) if label and label not in self.headings else self.headings

    def labelled(self, index: int, indent: int, label: str, *, below: str = "", in_item: bool = False) -> str | None:
        """Add the places of a line.

        Returns:
            The label at its end that what is below answers; empty for none; None if the line has no place.
        """
        line = self.lines[index]
        found = list(_BOLD.finditer(line, indent)) or list(_ITALIC_LABEL.finditer(line, indent, len(line)))[:1]
        found = [match for match in found if not list(marks(match[0]))]
        if not found:
            plain = _PLAIN.match(line, indent)
            if plain and not _NO_LABEL.match(plain["name"]) and len(plain["name"].split()) <= 7:
                found = [plain]
        if found and _NO_LABEL.match(clean(found[0]["name"])):
            return clean(found[0]["name"]) if not line[found[0].end() :].strip() else ""
        if not found:
            return self.inline(index, indent, len(line), label)
        open_label = ""
        for position, match in enumerate(found):
            stop = found[position + 1].start() if position + 1 < len(found) else len(line)
            value = line[match.end() : stop]
            tail = _TAIL.search(value)
            value = value[: tail.start()] if tail else value
            open_label = self.value(
                index, match.end(), value, clean(match["name"]).strip(" :"), match, below, label, in_item=in_item
            )
        return open_label

    def value(
        self, index: int, at: int, value: str, name: str, match: re.Match[str], below: str, label: str, *, in_item: bool
    ) -> str:
        is_bold = match.re is not _PLAIN
        context = self.above(label)
        dash = re.match(r"\s*[-–—]\s+", value)
        if dash and is_bold:
            at, value = at + dash.end(), value[dash.end() :]
        mark = whole(value)
        if mark is not None and mark.end > mark.start:
            self.append_line(index, at + mark.start, at + mark.end, Form.LABEL, context, name, mark.words)
            return ""
        if mark is not None:
            if below and (whole(below) or is_instruction(below)) and not _BOLD.match(below):
                return name
            if in_item and below:
                return name
            following = next((line for line in self.lines[index + 1 :] if line.strip()), "")
            if not below and self.continues(index, following, in_item=in_item):
                return name
            if is_bold or self.is_template:
                lead = "" if value[:1] else " "
                start = at + min(len(value), 1)
                self.append_line(index, start, start, Form.LABEL, context, name, "", lead=lead)
            return ""
        inside = list(marks(value))
        rest = value
        for each in reversed(inside):
            rest = rest[: each.start] + rest[each.end :]
        if inside and (len(rest) <= 60 or len(inside) > 1):
            before = 0
            for each in inside:
                words = clean(value[before : each.start]).strip(" (,;")
                own = f"{name}: {words}" if len(inside) > 1 and words else name
                self.append_line(index, at + each.start, at + each.end, Form.INLINE, context, own, each.words)
                before = each.end
            return ""
        start = at + len(value) - len(value.lstrip())
        if is_bold or len(value) <= 80:
            self.append_line(
                index,
                start,
                at + len(value),
                Form.LABEL,
                context,
                name,
                clean(value),
                is_sample=not (options(value) or is_instruction(value)),
            )
        return ""

    def continues(self, index: int, following: str, *, in_item: bool) -> bool:
        """Return whether what answers a label without a value is below it: a list, a table, a placeholder."""
        after = next((i for i in range(index + 1, len(self.lines)) if self.lines[i].strip()), len(self.lines))
        if after == len(self.lines) or self.kinds[after] == "heading":
            return False
        item = _ITEM.match(following)
        if item and in_item and _indent(following) <= _indent(self.lines[index]):
            return False
        if item or self.kinds[after] in ("table", "fence"):
            return not (
                in_item and item and (_BOLD.match(following, item.end()) or _PLAIN.match(following, item.end()))
            )
        mark = whole(following)
        if mark is not None and mark.end - mark.start > 2:
            return True
        if in_item:
            return False
        is_rule = re.fullmatch(r"\s*([-*_])(?:\s*\1){2,}\s*", following)
        return (
            after > index + 1
            and not is_rule
            and not _BOLD.match(following.lstrip())
            and not _PLAIN.match(following.lstrip())
        )

    def inline(self, index: int, start: int, end: int, label: str) -> str | None:
        line = self.lines[index]
        found = [mark for mark in marks(line) if start <= mark.start < end]
        if not found:
            return None
        before = start
        for mark in found:
            words = clean(line[before : mark.start]).strip(" (,;:-–—")
            after = clean(line[mark.end : mark.end + 40]).strip(" ,;:-–—")
            name = (
                words if 0 < len(words.split()) <= 5 else after if not words and 0 < len(after.split()) <= 5 else label
            )
            if any(each.start >= mark.end for each in found) and not words and name == after:
                name = label
            if not mark.words and words and after:
                near = re.match(r"(?:\w+[.,;]? ){0,2}", f"{after} ")
                name = " ".join([*words.split()[-2:], "…", *(near[0].split() if near else ())])
            self.append_line(index, mark.start, mark.end, Form.INLINE, self.above(label), name, mark.words)
            before = mark.end
        return ""

    # -- lists ---------------------------------------------------------------------------------------------------------

    def items(self, start: int, end: int, label: str) -> None:
        """Add the places of a list, and of the lists in it."""
        heads = [index for index in range(start, end) if _ITEM.match(self.lines[index])]
        indent = min(_indent(self.lines[index]) for index in heads)
        top = [index for index in heads if _indent(self.lines[index]) <= indent + 1]
        spans = list(zip(top, [*top[1:], end], strict=True))
        position = 0
        if self.are_whys(top, label):
            self.whys(spans)
            return
        while position < len(spans):
            first, last = spans[position]
            count = self.item(first, last, label, [span for span in spans[position + 1 :]])
            position += 1 + count

    def are_whys(self, top: Sequence[int], label: str) -> bool:
        """Return whether the items of a list are whys: questions that begin so, below a heading that names them."""
        if len(top) < 2 or not all(_WHY.match(_content(self.lines[index])) for index in top):
            return False
        named = any(_WHYS.search(each) for each in self.above(label)[-2:])
        return named or (len(top) > 2 and self.lines[top[0]].lstrip()[:1].isdigit())

    def whys(self, spans: Sequence[Span]) -> None:
        """Add the place of the 5 Whys: the first, and the others go with it."""
        start = spans[0][0]
        line = self.lines[start]
        match = _ITEM.match(line)
        assert match is not None
        self.groups += 1
        self.add(start, match.end(), len(line.rstrip()), Form.ITEMS, label="5 Whys", group=self.groups)
        self.drop_after(start, start + 1, list(spans[1:]))

    def item(self, start: int, end: int, label: str, following: list[tuple[int, int]]) -> int:
        """Add the places of an item; return how many of those after it go with it, as further samples."""
        line = self.lines[start]
        match = _ITEM.match(line)
        assert match is not None
        content = line[match.end() :]
        box = (
            (self.offsets[start] + match.start("box"), self.offsets[start] + match.start("box") + 3)
            if match["box"]
            else None
        )
        moment = _MOMENT.match(content) or _NAMED_TIME.match(content)
        if moment and len(content) > moment.end() and not content[moment.end() :].startswith(("**:", ":**")):
            return self.event(start, end, match.end(), moment, following)
        mark = whole(content)
        if mark is not None:
            return self.open_item(start, end, match.end(), mark, label, box, following)
        bold = _BOLD.match(content)
        plain = _PLAIN.match(content)
        is_label = (bold and not list(marks(bold[0]))) or (plain and not bold and len(plain["name"].split()) <= 7)
        if is_label and not EXAMPLE.match(clean(content)):
            below = self.lines[start + 1].strip() if end > start + 1 else ""
            name = self.labelled(start, match.end(), label, below=below, in_item=True)
            if bold and re.match(
                r"(?:action|factor|cause|item|lesson|step|why|event)s?\b[ #\d]*$", clean(bold["name"]), re.I
            ):
                extra = self.alike(content, following)
                self.drop_after(start, end, following[:extra])
                self.children(start, end, name or label)
                self.tie_box(start, box)
                return extra
            self.children(start, end, name or clean((bold or plain)["name"]))  # type: ignore[index]
            self.tie_box(start, box)
            return 0
        inside = list(marks(content))
        if inside:
            self.named_columns(start, match.end(), match.end() + inside[0].start, label)
            self.inline(start, match.end(), len(line), label)
            extra = self.alike(content, following)
            self.drop_after(start, end, following[:extra])
            self.children(start, end, label)
            self.tie_box(start, box)
            return extra
        if box:
            self.add(
                start,
                match.start("box"),
                match.start("box") + 3,
                Form.BOX,
                label=clean(content),
                row=label,
                is_sample=True,
            )
            self.children(start, end, clean(content))
            return 0
        before = len(self.found)
        self.children(start, end, clean(content).rstrip(" :"))
        if len(self.found) == before:
            self.leftovers.append((start, end))
        return 0

    def named_columns(self, index: int, start: int, end: int, label: str) -> None:
        """Add what an action item has before its first placeholder, if that only names what goes there."""
        if contexts(self.above(label))[:1] != ("actions",):
            return
        for part in _PART.finditer(self.lines[index], start, end):
            is_ticket = _TICKET.fullmatch(part[0]) is not None
            if is_ticket or columns("actions", [part[0]])[0]:
                words = "ticket" if is_ticket else clean(part[0])
                self.append_line(index, part.start(), part.end(), Form.INLINE, self.above(label), "", words)

    def tie_box(self, start: int, box: Span | None) -> None:
        if box is None:
            return
        for position, place in enumerate(self.found):
            if place.line == start + 1 and place.start >= box[1]:
                self.found[position] = replace(place, box=box)
                return

    def children(self, start: int, end: int, label: str) -> None:
        index = start + 1
        while index < end:
            line = self.lines[index]
            if not line.strip() or self.kinds[index]:
                index += 1
                continue
            if _ITEM.match(line):
                stop = self.end_of_list(index, end)
                self.items(index, stop, label)
            else:
                stop = self.end_of_paragraph(index, end)
                mark = whole(" ".join(self.lines[index:stop]))
                if mark is not None and mark.words:
                    text = self.lines[index]
                    at = len(text) - len(text.lstrip())
                    last = self.offsets[stop - 1] + len(self.lines[stop - 1].rstrip())
                    self.append(
                        Found(
                            self.offsets[index] + at, last, index + 1, Form.PROSE, self.above(label), label, mark.words
                        )
                    )
                else:
                    for each in range(index, stop):
                        self.labelled(each, _indent(self.lines[each]), label)
            index = max(stop, index + 1)

    def alike(self, content: str, following: list[tuple[int, int]]) -> int:
        """Return how many of the next items repeat one: the same words but for numbers and placeholders."""
        shape = _shape(content)
        count = 0
        for start, _ in following:
            match = _ITEM.match(self.lines[start])
            other = self.lines[start][match.end() :] if match else ""
            if _shape(other) != shape and not (whole(other) and count):
                break
            count += 1
        return count

    def open_item(
        self, start: int, end: int, at: int, mark: Mark, label: str, box: Span | None, following: list[tuple[int, int]]
    ) -> int:
        count = 0
        for first, _ in following:
            match = _ITEM.match(self.lines[first])
            if match is None or whole(self.lines[first][match.end() :]) is None:
                break
            if self.says_something_else(mark.words, self.lines[first][match.end() :]):
                break
            count += 1
        self.groups += 1
        lead = "" if self.lines[start][at - 1 : at].isspace() else " "
        self.append(
            Found(
                self.offsets[start] + at + mark.start,
                self.offsets[start] + at + mark.end,
                start + 1,
                Form.ITEMS,
                self.above(label),
                label or (self.headings[-1] if self.headings else ""),
                mark.words,
                group=self.groups,
                box=box,
                lead=lead,
            )
        )
        self.drop_after(start, end, following[:count])
        self.children(start, end, mark.words)
        return count

    def says_something_else(self, words: str, content: str) -> bool:
        """Return whether the next placeholder of a list asks for another thing than the one before: a list as a form."""
        mark = whole(content)
        other = mark.words if mark else ""
        return (
            bool(words and other)
            and _shape(words) != _shape(other)
            and bool(_FORM_WORDS.search(words))
            and bool(_FORM_WORDS.search(other))
        )

    def drop_after(self, start: int, end: int, following: list[tuple[int, int]]) -> None:
        """Let the next items go with the last place before them."""
        if not following or not self.found:
            return
        last = end
        while last > start + 1 and not self.lines[last - 1].strip():
            last -= 1
        begin = self.offsets[last - 1] + len(self.lines[last - 1])
        stop = following[-1][1]
        while stop > last and not self.lines[stop - 1].strip():
            stop -= 1
        finish = self.offsets[stop - 1] + len(self.lines[stop - 1])
        place = self.found[-1]
        self.found[-1] = replace(place, drop=(*place.drop, (begin, finish)))

    def event(self, start: int, end: int, at: int, moment: re.Match[str], following: list[tuple[int, int]]) -> int:
        """Add an item that begins with a time: its time and its text are columns of the timeline."""
        line = self.lines[start]
        following = following[: self.events_after(following)] if at else following
        between = _BETWEEN.match(line, at + moment.end())
        text = between.end() if between else at + moment.end()
        rest = whole(line[text:])
        first = at + (len(moment[0]) - len(moment[0].lstrip("*`_")))
        stop = at + len(moment[0].rstrip("*`_"))
        self.groups += 1
        finish = len(line.rstrip())
        at_line = self.offsets[start]
        time = Found(at_line + first, at_line + stop, start + 1, Form.COLUMN, self.headings, "Time", clean(moment[0]))
        words = rest.words if rest else clean(line[text:])
        event = Found(at_line + text, at_line + finish, start + 1, Form.COLUMN, self.headings, "Event", words, column=1)
        for place in (time, event):
            self.append(replace(place, heads=("Time", "Event"), group=self.groups))
        self.drop_after(start, end if not following else start + 1, following)
        if not following and end > start + 1:
            begin = self.offsets[start] + len(line)
            stop_line = end
            while stop_line > start + 1 and not self.lines[stop_line - 1].strip():
                stop_line -= 1
            if stop_line > start + 1:
                finish = self.offsets[stop_line - 1] + len(self.lines[stop_line - 1])
                self.found[-1] = replace(self.found[-1], drop=(*self.found[-1].drop, (begin, finish)))
        return len(following)

    def events_after(self, following: list[tuple[int, int]]) -> int:
        """Return how many of the next items are events, too: the last that begins with a time, or is a placeholder."""
        count = 0
        for position, (first, _) in enumerate(following, 1):
            match = _ITEM.match(self.lines[first])
            content = self.lines[first][match.end() :] if match else ""
            if _MOMENT.match(content) or _NAMED_TIME.match(content) or whole(content):
                count = position
        return count

    # -- tables --------------------------------------------------------------------------------------------------------

    def table(self, start: int, end: int, label: str) -> None:
        self.groups += 1
        if EXAMPLE.match(label):
            return
        headings = self.above(label)
        for cell in tables.places(self.lines[start:end], headings, is_template=self.is_template):
            index = start + cell.row
            offset = self.offsets[index]
            drop = tuple(
                (self.offsets[start + one] - 1, self.offsets[start + other - 1] + len(self.lines[start + other - 1]))
                for one, other in cell.drop
            )
            self.append(
                Found(
                    offset + cell.start, offset + cell.end, index + 1, Form.COLUMN if cell.is_column else Form.CELL, headings,
                    cell.label, cell.words, row=cell.name, heads=cell.heads if cell.is_column else (), column=cell.column,
                    group=self.groups, drop=drop, lead=cell.lead, is_sample=cell.is_sample,
                )
            )  # fmt: skip

    # -- results -------------------------------------------------------------------------------------------------------

    def add(self, index: int, start: int, end: int, form: Form, **more: object) -> None:
        offset = self.offsets[index]
        self.append(Found(offset + start, offset + end, index + 1, form, self.headings, **more))  # type: ignore[arg-type]

    def append_line(
        self, index: int, start: int, end: int, form: Form, headings: tuple[str, ...], label: str, words: str,
        *, lead: str = "", is_sample: bool = False,
    ) -> None:  # fmt: skip
        offset = self.offsets[index]
        self.append(
            Found(offset + start, offset + end, index + 1, form, headings, label, words, lead=lead, is_sample=is_sample)
        )

    def append(self, place: Found) -> None:
        self.found.append(place)

    def merge(self, first: int) -> None:
        """Make a placeholder right above a list or table that answers the same the instruction for that."""
        for position in range(first, len(self.found) - 1):
            above, below = self.found[position], self.found[position + 1]
            if (
                above.form is not Form.PROSE
                or below.form not in (Form.ITEMS, Form.COLUMN)
                or above.headings != below.headings
            ):
                continue
            between = self.text[above.end : below.start]
            if below.form is Form.ITEMS and len([line for line in between.split("\n") if line.strip()]) > 1:
                continue
            if below.form is Form.COLUMN and between.strip().count("\n") > 3:
                continue
            stop = above.end + len(between) - len(between.lstrip("\n"))
            words = " ".join(
                part
                for part in (
                    above.words,
                    below.words if below.form is Form.ITEMS and _shape(below.words) else "",
                )
                if part
            )
            self.found[position] = replace(above, form=Form.PROSE, drop=(), label="\0")
            self.found[position + 1] = replace(below, words=words, drop=((above.start, stop), *below.drop))
        self.found[first:] = [place for place in self.found[first:] if place.label != "\0"]


def _order(place: Found) -> Span:
    return place.start, place.end


_FENCED = re.compile(r"(?m)^(?P<fence>`{3,}|~{3,})(?:markdown|md|text)?[ \t]*\n(?P<inside>.*?)^(?P=fence)[ \t]*$", re.S)


def _template_in_fence(text: str) -> Span | None:
    """Return where the template is in a page that shows it in a code block: one with several headings."""
    for match in _FENCED.finditer(text):
        if len(re.findall(r"(?m)^#{1,4} ", match["inside"])) > 2 and len(match["inside"]) * 3 > len(text):
            return match.span("inside")
    return None


_FOR_THE_AUTHOR = re.compile(
    r"(?i)how to (?:use|fill|write|complete)|using this|about this (?:template|document)|^instructions\b|template (?:usage|notes|instructions)|^(?:severity|priority) (?:definitions|levels|matrix|guide)|definitions?$|^guidelines\b|reminder"
)
"""Headings of what a template tells its users."""

_FORM_WORDS = re.compile(r"\b(?:number|name|date|time|link|tickets?|paged|spent|owner|duration|impact|list)\b", re.I)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _content(line: str) -> str:
    match = _ITEM.match(line)
    return line[match.end() :] if match else line.strip()


def _shape(text: str) -> str:
    """Return what a text has besides numbers and placeholders."""
    found = list(marks(text))
    for mark in reversed(found):
        text = text[: mark.start] + "\0" + text[mark.end :]
    return (
        re.sub(r"[\d#*]+|\b(?:another|one|two|three|first|second|third)\b", "", text.lower()).split("e.g.")[0].strip()
    )


def find_places(text: str) -> tuple[tuple[Found, ...], bool]:
    """Return the places of a Markdown text where an answer goes, in order, and whether it's a template.

    Otherwise it's a finished postmortem, whose answers are the places.
    """
    inside = _template_in_fence(text)
    if inside is not None:
        start, end = inside
        blank = re.sub(r"[^\n]", " ", text)
        finder = _Finder(blank[:start] + text[start:end] + blank[end:])
        finder.find()
        return tuple(replace(place, in_fence=True) for place in sorted(finder.found, key=_order)), True
    finder = _Finder(text)
    return finder.find(), finder.is_template
