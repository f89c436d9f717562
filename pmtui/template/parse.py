"""Reads a template file into its tree."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from pmtui.errors import TemplateError
from pmtui.language.prose import without_comments
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.template import yaml_block
from pmtui.template.directives import Attached, Scanned, comments_apart, scan
from pmtui.template.fields import (
    BY_DAY,
    Field,
    FieldError,
    Format,
    canonical,
    is_custom_list,
    known_paths,
    parse_field,
)
from pmtui.template.line_checks import check
from pmtui.template.settings import Settings, read_settings
from pmtui.template.tree import (
    Block,
    Each,
    Fence,
    Item,
    Items,
    LabeledBlock,
    Paragraph,
    Piece,
    Quote,
    SectionBlock,
    Template,
    TemplateLine,
    TemplateTable,
    Verbatim,
    YamlBlock,
    is_rule,
    template_lines,
)
from pmtui.text import brief, clean_prose, did_you_mean

_FENCE_LINE = "+++"
_MOST_LINES = 2_000
_LONGEST_TITLE = 60
_LARGEST = 200_000
"""A template is a page or two of Markdown. A larger file isn't one, and would keep the author waiting."""

_PIECE = re.compile(r"(?P<literal>\\(?:\{\{|\$(?=\{\{)))|\[\{\{(?P<box>[^{}]*)\}\}\](?!\()|\{\{(?P<plain>[^{}]*)\}\}")
_MARKER = re.compile(r"(?P<indent> *)(?P<marker>[-+*]|\d{1,9}[.)])(?P<spaces>\s+)")
_HEADING = re.compile(r"#{1,6}\s++")
_LINE_END = re.compile(r"(?<!\s)\s*+(?<!\\)\\$|(?<!\s)\s++$")
_IN_CELL = re.compile(r"\{\{[^{}]*+\}\}|\\.")
"""What may contain a pipe that doesn't separate cells: a placeholder with a format, or an escape."""

_PRINTED_WITH = {"description": "tracker", "status": "reason"}
"""What is printed with an action item's field, unless the template has its own place for it."""

_OTHER_TOOL = "pmtui fields lists the names. If this is for another tool, write \\{{ to print two braces."

_QUOTE_MARKS = re.compile(r"^(?:\s{0,3}>)+ ?")
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["reference", "inline"])


def parse(text: str, name: str) -> Template:
    """Read a template.

    Args:
        text: the file.
        name: what messages call it.

    Raises:
        TemplateError: with file, line and the nearest known name, if anything in it can't be understood.
    """
    lines = clean_prose(text.removeprefix("\ufeff")).split("\n")
    if len(lines) > _MOST_LINES or len(text) > _LARGEST:
        raise TemplateError(
            f"{name} has {len(lines):,} lines and {len(text):,} characters.",
            f"A template can have at most {_MOST_LINES:,} lines and {_LARGEST:,} characters.",
        )
    settings, start = _settings(lines, name)
    length = yaml_block.end_of_block(lines[start:])
    above: tuple[Block, ...] = ()
    if length is not None:
        matter = _Reader(scan(lines[start + 1 : start + length], start + 2, name), settings, name)
        above = (matter.yaml(lines[start + length].rstrip()),)
        start += length + 1
    reader = _Reader(scan(lines[start:], start + 1, name), settings, name, matter.custom_types if above else None)
    blocks = (*above, *reader.read())
    lines_of = (line for block in blocks for line in template_lines(block))
    shown = {path for line in lines_of for field in line.fields for path in field.lists}
    return Template(name, settings.printing(frozenset(shown)), blocks, text)


def _settings(lines: Sequence[str], name: str) -> tuple[Settings, int]:
    """Return a template's settings, and the position of its document's first line.

    A file that starts with the document's own YAML front matter has no settings but a title.
    """
    if lines[0].strip() != _FENCE_LINE:
        if yaml_block.end_of_block(lines) is None:
            raise TemplateError(
                f"{name}:1: a template must start with '+++'.",
                'Put +++, then title = "…", then +++ above the document.',
            )
        return Settings(title=_title(lines, name)), 0
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE_LINE), None)
    if closing is None:
        raise TemplateError(f"{name}: the front matter isn't closed.", "Add a line with '+++' after its last key.")
    settings = read_settings("\n".join(lines[1:closing]), name)
    return settings, next((i for i, line in enumerate(lines[closing + 1 :], closing + 1) if line.strip()), len(lines))


def _title(lines: Sequence[str], name: str) -> str:
    """Return what a template without settings is called: as its first heading, or as its file."""
    headings = (line.partition(" ")[2].strip() for line in lines if _HEADING.match(line) and "{{" not in line)
    return brief(next((heading for heading in headings if heading), PurePath(name).stem), _LONGEST_TITLE)


class _Reader:
    """Turns Markdown blocks, as markdown-it finds them, into the tree's."""

    def __init__(
        self, scanned: Scanned, settings: Settings, name: str, custom_types: dict[str, Field] | None = None
    ) -> None:
        self.scanned = scanned
        self.settings = settings
        self.name = name
        self.custom_types: dict[str, Field] = custom_types or {}

    def error(self, number: int, message: str, hint: str = "") -> TemplateError:
        return TemplateError(f"{self.name}:{number}: {brief(message)}", hint)

    def read(self) -> tuple[Block, ...]:
        root = SyntaxTreeNode(_PARSER.parse("\n".join(self.scanned.lines)))
        blocks = [(*self.extent(node), self.block(node, 0)) for node in root.children]
        tree = sectioned(_together(self.regions(blocks)))
        for block in tree:
            check(block, self.name)
        return tree

    def yaml(self, closing: str) -> YamlBlock:
        """Read the document's YAML front matter.

        Raises:
            TemplateError: if an answer in the place of a placeholder would break the YAML.
        """
        block = YamlBlock(tuple(self.line(text, index) for index, text in enumerate(self.scanned.lines)), closing)
        open_above = ""
        for line, text in zip(block.lines, self.scanned.lines, strict=True):
            if not (yaml_block.is_line(text) or yaml_block.is_open(open_above)):
                raise self.error(
                    line.number,
                    "this isn't a line of YAML front matter.",
                    "Write 'key: value'; or, if the '---' above is a rule, add an empty line below it.",
                )
            texts = ["0" if isinstance(piece, Field) else piece for piece in line.pieces]
            for index, piece in enumerate(line.pieces):
                if not isinstance(piece, Field):
                    continue
                wrong = yaml_block.misplaced("".join(texts[:index]), "".join(texts[index + 1 :]))
                if piece.is_box:
                    wrong = ("a checkbox can't be in YAML front matter", "Write the field without brackets.")
                elif yaml_block.is_open(open_above):
                    wrong = ("this YAML list or text began on a line above", "Write it on one line.")
                if wrong:
                    raise self.error(line.number, f"{wrong[0]}.", wrong[1])
            open_above = (open_above if yaml_block.is_open(open_above) else "") + "".join(texts)
        check(block, self.name)
        return block

    def extent(self, node: SyntaxTreeNode) -> tuple[int, int]:
        """Return a block's first line and the one after its last that isn't blank."""
        start, end = node.map or (0, 0)
        while end > start + 1 and not self.scanned.lines[end - 1].strip():
            end -= 1
        return start, end

    # -- lines ---------------------------------------------------------------------------------------------------------

    def line(self, text: str, index: int, *, is_code: bool = False) -> TemplateLine:
        return self.line_of([(text, False)] if is_code else comments_apart([text])[0], index)

    def lines(self, texts: Sequence[str], start: int, *, in_item: bool = False) -> tuple[TemplateLine, ...]:
        """Read the lines of a paragraph, each with the break at its end.

        Args:
            texts: the lines.
            start: the first one's position.
            in_item: the first one is an item's.
        """
        endings = [_LINE_END.search(text) if at < len(texts) - 1 else None for at, text in enumerate(texts)]
        bare = [text[: ending.start()] if ending else text for text, ending in zip(texts, endings, strict=True)]
        lines: list[TemplateLine] = []
        for at, (parts, ending) in enumerate(zip(comments_apart(bare), endings, strict=True)):
            line = self.line_of(parts, start + at, in_item=in_item and not at)
            lines.append(replace(line, ending=ending[0]) if ending else line)
        return tuple(lines)

    def line_of(self, parts: Sequence[tuple[str, bool]], index: int, *, in_item: bool = False) -> TemplateLine:
        """Read a line that has been parted at its comments."""
        number = self.scanned.numbers[min(index, len(self.scanned.numbers) - 1)]
        attached = self.scanned.attached.get(index, Attached())
        pieces: list[Piece] = []
        for at, (part, is_comment) in enumerate(parts):
            pieces += [part.replace("\\{{", "{{")] if is_comment else self.pieces(part, number, in_item and not at)
        pieces = list(_tickets_apart(tuple(_joined(pieces))))
        return TemplateLine(tuple(pieces), number, attached.optional, attached.words)

    def optional(self, index: int) -> bool:
        return self.scanned.attached.get(index, Attached()).optional

    def pieces(self, text: str, number: int, in_item: bool) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        position = 0
        for match in _PIECE.finditer(text):
            if match["plain"] and text[match.start() - 1 : match.start()] == "{" and text[match.end() :][:1] == "}":
                field = match["plain"].strip()
                raise self.error(
                    number,
                    "a placeholder has two braces on each side, not three.",
                    f"Write {{{{ {brief(field, 40)} }}}}, or \\{{{{{{ to print three.",
                )
            before = text[position : match.start()]
            if before.endswith("$") and match["plain"] is not None:
                raise self.error(
                    number,
                    "'${{' is for another tool.",
                    "Write $\\{{ to print it, or \\${{ to print a dollar sign before the answer.",
                )
            pieces.append(before)
            position = match.end()
            if match["literal"]:
                pieces.append(match["literal"][1:])
            elif match["box"] is not None and ((in_item and match.start() == 0) or " is " in match["box"]):
                pieces.append(self.field(match["box"], number, is_box=True))
            elif match["box"] is not None:
                pieces += ["[", self.field(match["box"], number), "]"]
            else:
                pieces.append(self.field(match["plain"], number))
        rest = text[position:]
        if "{{" in rest or any("{{" in p for p in pieces if isinstance(p, str) and p != "{{"):
            raise self.error(
                number, "a '{{' is never closed.", "Close it with '}}', or write \\{{ to print two braces."
            )
        return tuple(_joined([*pieces, rest]))

    def field(self, expression: str, number: int, *, is_box: bool = False) -> Field:
        try:
            field = parse_field(expression.strip(), is_box=is_box)
        except FieldError as error:
            raise self.error(number, error.message, error.hint or _OTHER_TOOL) from error
        if field.path.startswith("custom."):
            field = self.same_type(field, expression, number)
        self.check_value(field, number)
        return field

    def check_value(self, field: Field, number: int) -> None:
        """Refuse a checkbox for a value that a custom choice doesn't have, and a figure that can never have a value."""
        if field.is_value and field.options and field.is_value not in field.options:
            hint = did_you_mean(field.is_value, field.options)
            raise self.error(number, f"'{field.is_value}' isn't a value of '{field.path}'.", hint)
        if field.path == "figures.deadline" and self.settings.deadline_business_days is None:
            raise self.error(
                number,
                "this template sets no deadline.",
                "Add one to the front matter, for example: deadline_business_days = 5",
            )

    def same_type(self, field: Field, expression: str, number: int) -> Field:
        """A custom question keeps its first type, and is one answer everywhere or a list everywhere."""
        name = field.lists[0] if field.lists else field.path
        if self.custom_types.setdefault(name, field).lists != field.lists:
            here, before = ("a list", "one answer") if field.lists else ("one answer", "a list")
            raise self.error(
                number,
                f"'{name}' is {here} here, and {before} where it first appears.",
                "Give one of them another name.",
            )
        known = self.custom_types.setdefault(field.path, field)
        is_typed = ":" in expression and field.format is None
        if is_typed and known.format is Format.JOINED:  # which has no type
            known = self.custom_types[field.path] = field
        if is_typed and (known.kind, known.options) != (field.kind, field.options):
            raise self.error(
                number,
                f"'{field.path}' has a different type here than where it first appears.",
                "Use the same type in both places.",
            )
        column = field.question and replace(field.question, kind=known.kind, options=known.options)
        return replace(field, kind=known.kind, options=known.options, question=column)

    # -- blocks --------------------------------------------------------------------------------------------------------

    def block(self, node: SyntaxTreeNode, column: int | None) -> Block:
        """Read a block.

        Args:
            node: the block.
            column: where the content around it begins in the source's lines; None if that isn't the same in all.
        """
        start, end = self.extent(node)
        return replace(self.content(node, column), gap=self.gap(start), source=self.source(node, start, end, column))

    def gap(self, index: int) -> int:
        """Return how many empty lines the template has above one, not counting what the directives left."""
        above = index - 1
        while above >= 0 and above not in self.scanned.added and not _unquoted(self.scanned.lines[above]).strip():
            above -= 1
        count = index - 1 - above
        return max(1, count) if above in self.scanned.added else count

    def source(self, node: SyntaxTreeNode, start: int, end: int, column: int | None) -> tuple[str, ...]:
        """Return a block's lines as they are; empty if something in them depends on an answer."""
        lines = self.scanned.lines[start:end]
        if column is None or any(index in self.scanned.attached for index in range(start, end)):
            return ()
        if any("{{" in line.replace("\\{{", "") for line in lines):
            return ()
        if node.type == "paragraph" and len(lines) > 1 and self.settings.hard_break:
            return ()
        kept = [line[column:] if not index or not line[:column].strip() else line for index, line in enumerate(lines)]
        return tuple(line.replace("\\{{", "{{") for line in kept)

    def content(self, node: SyntaxTreeNode, column: int | None) -> Block:
        start, end = node.map or (0, 0)
        match node.type:
            case "heading":
                marks = self.marks(node, *self.extent(node))
                heading = self.line(_content(node), start)
                return SectionBlock(int(node.tag[1]), heading, (), self.optional(start), marks)
            case "paragraph":
                return Paragraph(self.lines(_content(node).split("\n"), start))
            case "bullet_list" | "ordered_list":
                return Items(tuple(self.item(child, column) for child in node.children), _is_tight(node))
            case "table":
                return self.table(start, end)
            case "fence":
                text = node.content.removesuffix("\n").split("\n")
                lines = tuple(self.line(t, start + 1 + i, is_code=True) for i, t in enumerate(text))
                attached = self.scanned.attached.get(start, Attached())
                return Fence(node.info.strip(), lines, attached.optional, attached.words, node.markup)
            case "blockquote":
                return Quote(tuple(self.block(child, None) for child in node.children))
            case _:
                return self.verbatim(node, start, end)

    def marks(self, node: SyntaxTreeNode, start: int, end: int) -> tuple[str, str]:
        """Return what is around a heading's text: `##` before it and perhaps after it, or a line below it."""
        if node.markup in ("=", "-"):
            return "", "\n" + _unquoted(self.scanned.lines[end - 1]).strip()
        line = _unquoted(self.scanned.lines[start]).strip()
        match = _HEADING.match(line)
        if not match:
            return f"{node.markup} ", ""
        text = line[match.end() :].rstrip("#")
        is_closed = text != line[match.end() :] and not text[-1:].strip()
        return match[0], line[match.end() + len(text.rstrip()) :] if is_closed else ""

    def verbatim(self, node: SyntaxTreeNode, start: int, end: int) -> Verbatim:
        lines = self.scanned.lines[start:end]
        if node.type == "html_block":  # without the marks of the items and quotes that it's in
            lines = node.content.split("\n")
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        outside = without_comments("\n".join(lines))
        for index, line in enumerate(outside.split("\n"), start):
            if "{{" in line.replace("\\{{", ""):
                raise self.error(
                    self.scanned.numbers[index],
                    "a placeholder can't be in HTML or indented code.",
                    "Put it in a paragraph, list, table, or fenced code block.",
                )
        return Verbatim(tuple(_unquoted(line).strip() if len(lines) == 1 else _unquoted(line) for line in lines))

    def item(self, node: SyntaxTreeNode, around: int | None) -> Item:
        """Read an item of a list.

        Args:
            node: the item.
            around: where the content around the list begins in the source's lines; None if that isn't the same in all.
        """
        start = node.map[0] if node.map else 0
        text = self.scanned.lines[start]
        found = _MARKER.match((_unquoted(text).lstrip() if around is None else text[around:]) + " ")
        marker, indent, column = f"{node.markup} ", 0, None
        if found:
            spaces = found["spaces"] if len(found["spaces"]) < 5 and text.strip() != found["marker"] else " "
            marker, indent = found["marker"] + spaces, len(found["indent"])
            column = around + indent + len(marker) if around is not None and "\t" not in found[0] else None
        children = list(node.children)
        texts = [""]
        if children and children[0].type == "paragraph":
            texts = _content(children.pop(0)).split("\n")
        line, *more = self.lines(texts, start, in_item=True)
        below: list[Block] = [Paragraph(tuple(more), gap=0)] if more else []
        below += [self.block(child, column) for child in children]
        inside = [field for child in below for each in template_lines(child) for field in each.fields]
        line = replace(line, pieces=_tickets_apart(line.pieces, inside))
        return Item(marker, line, tuple(below), indent, self.gap(start))

    def table(self, start: int, end: int) -> TemplateTable:
        written = [_unquoted(line).strip() for line in self.scanned.lines[start:end]]
        bare = "" if any(row.startswith("|") or row.endswith("|") for row in written) else written[1]
        header, rule, *rows = map(_with_pipes, written)
        body = tuple(self.line(row, start + 2 + i) for i, row in enumerate(rows) if row)
        heading = self.line(header, start)
        for line, row in zip(body, filter(None, rows), strict=True):
            if _cell_count(row) > _cell_count(header):
                raise self.error(
                    line.number,
                    "this row has more cells than the table's first line.",
                    "Renderers drop the extra cells. Give each column a name, or write \\| for a literal pipe.",
                )
        return TemplateTable(heading, rule, body, heading.optional, bare)

    def regions(self, blocks: list[tuple[int, int, Block]]) -> list[Block]:
        """Group the blocks of each region.

        Raises:
            TemplateError: if a region doesn't enclose whole blocks.
        """
        result: list[Block] = []
        regions = sorted(self.scanned.regions, key=lambda region: region.start)
        index = 0
        for region in regions:
            while index < len(blocks) and blocks[index][1] <= region.start:
                result.append(blocks[index][2])
                index += 1
            inside: list[Block] = []
            while index < len(blocks) and blocks[index][0] < region.end:
                start, end, block = blocks[index]
                if start < region.start or end > region.end:
                    raise self.error(
                        region.number,
                        "this 'each' begins or ends in the middle of a list or table.",
                        "'each' repeats whole blocks; a row or item with '*' in it repeats on its own.",
                    )
                inside.append(block)
                index += 1
            fields = [field for block in inside for line in template_lines(block) for field in line.fields]
            children = sectioned(_together([_tickets_apart_in(block, fields) for block in inside]))
            path = self.region_list(region.list, region.number, fields)
            attached = region.attached
            each = Each(path, children, region.number, attached.optional, attached.words)
            result.append(replace(each, gap=self.gap(region.start - 1)))
        return result + [block for _, _, block in blocks[index:]]

    def region_list(self, path: str, number: int, fields: Sequence[Field]) -> str:
        """Return the list that a region is repeated for.

        Args:
            path: what the template calls it.
            number: the region's line.
            fields: the placeholders in it.
        """
        if path == BY_DAY or is_custom_list(path) and any(field.lists[:1] == (path,) for field in fields):
            return path
        if is_custom_list(path):
            hint = f"Write {{{{ {path}.*.text }}}}, or another name, in the place of a row's answer."
            raise self.error(number, f"nothing in this 'each' names a column of '{path}'.", hint)
        if path.endswith(" by day"):
            raise self.error(number, "only the timeline can be grouped by day.", f"Write <!-- each {BY_DAY} -->.")
        question = model_questions().get(canonical(path))
        if question is None or question.kind is not Kind.TABLE or "*" in path:
            tables = sorted({known.split(".*")[0] for known in known_paths() if ".*." in known})
            raise self.error(number, f"'{path}' isn't a list that can repeat.", did_you_mean(path, tables))
        return path


def _tickets_apart(pieces: tuple[Piece, ...], below: Sequence[Field] = ()) -> tuple[Piece, ...]:
    """Mark the fields of an action item whose ticket or reason has its own place in the line, or below it."""
    paths = {field.path for field in (*pieces, *below) if isinstance(field, Field) and not field.is_box}

    def has_own_place(field: Field) -> bool:
        head, _, name = field.path.rpartition(".")
        return name in _PRINTED_WITH and f"{head}.{_PRINTED_WITH[name]}" in paths

    return tuple(
        replace(piece, without_ticket=True) if isinstance(piece, Field) and has_own_place(piece) else piece
        for piece in pieces
    )


def _tickets_apart_in(block: Block, fields: Sequence[Field]) -> Block:
    """Mark the fields of a repeated block whose ticket or reason has its own place in any of the blocks."""

    def line(of: TemplateLine) -> TemplateLine:
        return replace(of, pieces=_tickets_apart(of.pieces, fields))

    def item(of: Item) -> Item:
        below = tuple(_tickets_apart_in(child, fields) for child in of.children)
        return replace(of, line=line(of.line), children=below)

    match block:
        case Paragraph() | Fence():
            return replace(block, lines=tuple(map(line, block.lines)))
        case TemplateTable():
            return replace(block, rows=tuple(map(line, block.rows)))
        case SectionBlock():
            below = tuple(_tickets_apart_in(child, fields) for child in block.children)
            return replace(block, heading=line(block.heading), children=below)
        case Items():
            return replace(block, items=tuple(map(item, block.items)))
        case Quote():
            return replace(block, children=tuple(_tickets_apart_in(child, fields) for child in block.children))
        case _:
            return block


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Merge neighboring texts and drop empty ones."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    return joined


def _unquoted(line: str) -> str:
    """Remove a block quote's marks from a line of the source."""
    return _QUOTE_MARKS.sub("", line)


def _with_pipes(row: str) -> str:
    """Add the optional pipes at the ends of a table row."""
    if not row:
        return row
    start = row if row.startswith("|") else f"| {row}"
    return start if row.endswith("|") and not row.endswith("\\|") else f"{start} |"


def _content(node: SyntaxTreeNode) -> str:
    return node.children[0].content if node.children else ""


def _is_tight(node: SyntaxTreeNode) -> bool:
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")


def _together(blocks: list[Block]) -> list[Block]:
    """Bind an optional label line without a placeholder to the block under it."""
    result: list[Block] = []
    for block in blocks:
        label = _label_above(result[-1]) if result else None
        if label and not isinstance(block, SectionBlock):
            above = result.pop()
            if isinstance(above, Paragraph) and len(above.lines) > 1:
                result.append(replace(above, lines=above.lines[:-1]))
            gap = above.gap if isinstance(above, Paragraph) and len(above.lines) == 1 else 1
            result.append(LabeledBlock((Paragraph((replace(label, optional=False),)), block), gap=gap))
        else:
            result.append(block)
    return result


def _label_above(block: Block) -> TemplateLine | None:
    if isinstance(block, Paragraph) and block.lines[-1].optional and not block.lines[-1].fields:
        return block.lines[-1]
    return None


def sectioned(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Nest the blocks below their headings."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if not isinstance(block, SectionBlock):
            result.append(block)
            continue
        start = index
        while index < len(blocks) and not _closes(blocks[index], block.level):
            index += 1
        result.append(replace(block, children=sectioned(blocks[start:index])))
    return tuple(result)


def _closes(block: Block, level: int) -> bool:
    """Return whether `block` ends a section of `level`; a rule ends the groups of a screen, but not the screen."""
    if isinstance(block, Verbatim):
        return level > 2 and is_rule(block)
    return isinstance(block, SectionBlock) and (block.level <= level or level == 1)


def _cell_count(row: str) -> int:
    return _IN_CELL.sub("", row).strip().removeprefix("|").removesuffix("|").count("|") + 1
