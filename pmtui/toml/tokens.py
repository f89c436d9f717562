"""Reads TOML without losing anything: where each key, value, comment and blank line of a file is.

It's for text that `tomllib` has accepted, so it only finds places and checks nothing. A file is a sequence of blocks: a
table's header with the lines below it, the first block without a header. A line is a key with its value, which may
span many lines of the file, or a comment, or blank.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

Path = tuple[str, ...]

_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG_BASIC = r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
_LONG_LITERAL = r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
_STRING = f"{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}"
_PART = rf"(?:[\w-]++|{_BASIC}|{_LITERAL})"
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*+"

STRING = re.compile(_STRING)
KEY_PART = re.compile(_PART)
BLANK_OR_COMMENT = re.compile(r"[ \t]*(?:#[^\n]*|\r)?\n")
HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?[^\n]*\n")
ENTRY = re.compile(rf"[ \t]*({_KEY})[ \t]*=[ \t]*")
SCALAR = re.compile(rf"{_STRING}|\d{{4}}-\d\d-\d\d[Tt ]\d\d:[^\s,\]}}#]*+|[^\s,\[\]{{}}#\"']++")
TOKEN = re.compile(rf"([\[{{])|([\]}}])|(?:[\s,=.]++|#[^\n]*+)++|{SCALAR.pattern}")
TRIVIA = re.compile(r"(?:\s++|#[^\n]*+)*+")
TO_LINE_END = re.compile(r"[ \t]*#[^\n]*")
COMMENT = re.compile(rf"{_STRING}|(#[^\n]*)")


@dataclass(eq=False)
class TomlLine:
    """A key with its value and whatever follows on that line; or a comment, or a blank line.

    Attributes:
        text: the line with its line end, as it's in the file.
        key: the key's parts, below the block's table; empty for a comment or a blank line.
        start: where in `text` the value begins.
        end: where it ends.
    """

    text: str
    key: Path = ()
    start: int = 0
    end: int = 0

    @property
    def value(self) -> str:
        """The value as it's written."""
        return self.text[self.start : self.end]


@dataclass(eq=False)
class TomlBlock:
    """A table's header and what is below it.

    Attributes:
        floating: blank lines and comments above, which stay in place when the block moves.
        attached: the comments directly above the header, which move with it.
        header: the header's line; empty for what is above the first header.
        key: the header's key.
        is_row: whether it's an element of an array of tables.
        lines: what is below.
    """

    floating: str = ""
    attached: str = ""
    header: str = ""
    key: Path = ()
    is_row: bool = False
    lines: list[TomlLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The block as it's in the file, without what is floating above it."""
        return "".join((self.attached, self.header, *(line.text for line in self.lines)))


@dataclass(eq=False)
class TomlTable:
    """A table, as written.

    Attributes:
        path: its keys from the top.
        block: the block that holds its keys; None if the file only has tables below it.
        prefix: what comes before its keys there: `a.` in `a.b = 1`.
        children: what it holds, by name.
        blocks: all blocks that are about it or what it holds.
    """

    path: Path
    block: TomlBlock | None = None
    prefix: Path = ()
    children: dict[str, "Node"] = field(default_factory=dict)
    blocks: list[TomlBlock] = field(default_factory=list)


@dataclass(eq=False)
class TomlRows:
    """An array of tables."""

    path: Path
    rows: list[TomlTable] = field(default_factory=list)

    @property
    def blocks(self) -> list[TomlBlock]:
        """All blocks of its rows."""
        return [block for row in self.rows for block in row.blocks]


@dataclass(eq=False)
class TomlLeaf:
    """A key with a value on its own lines."""

    block: TomlBlock
    line: TomlLine


Node = TomlTable | TomlRows | TomlLeaf


@dataclass(eq=False)
class TomlDocument:
    """A file.

    Attributes:
        blocks: its blocks, in order.
        end: what comes below the last, after a blank line.
        top: its whole content, as a tree.
        bom: the byte order mark that it begins with, or an empty string.
        newline: the line end that most of its lines have.
        is_cut: its last line has no line end.
    """

    blocks: list[TomlBlock]
    end: str
    top: TomlTable
    bom: str
    newline: str
    is_cut: bool


@dataclass(eq=False)
class TomlItem:
    """An element of an array, or a key with its value in an inline table.

    Attributes:
        before: blanks and comments before it.
        text: the element; for an inline table, with its key.
        start: where in `text` the value begins.
        after: blanks and comments between it and its comma.
        rest: the comment that follows on its line.
        key: the key's parts; empty in an array.
    """

    before: str
    text: str
    start: int = 0
    after: str = ""
    rest: str = ""
    key: Path = ()

    @property
    def value(self) -> str:
        """The value as it's written."""
        return self.text[self.start :]

    @property
    def comments(self) -> list[str]:
        """All comments before it, in it and after it."""
        return [line for part in (self.before, self.text, self.after, self.rest) for line in comments(part)]


_Found = TypeVar("_Found")


def _sure(found: _Found | None) -> _Found:
    """Return what must be there in valid TOML."""
    if found is None:
        raise ValueError("this isn't valid TOML")
    return found


def parts(key: str) -> Path:
    """Return the names in a key as it's written."""
    return tuple(
        part if part[0] not in "\"'" else part[1:-1] if part[0] == "'" or "\\" not in part else _unescaped(part)
        for part in KEY_PART.findall(key)
    )


def _unescaped(part: str) -> str:
    return next(iter(tomllib.loads(f"{part} = 0")))


def value_end(text: str, at: int) -> int:
    """Return where the value that begins at `at` ends."""
    if text[at] not in "[{":
        return _sure(SCALAR.match(text, at)).end()
    depth = 0
    while True:
        token = _sure(TOKEN.match(text, at))
        at = token.end()
        depth += (token[1] is not None) - (token[2] is not None)
        if not depth:
            return at


def comments(text: str) -> list[str]:
    """Return the comments in a piece of TOML, in order."""
    return [found[1].rstrip() for found in COMMENT.finditer(text) if found[1] is not None]


def read(text: str) -> TomlDocument:
    """Read a file that `tomllib` accepts.

    Raises:
        ValueError: if it can't be understood.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    windows = text.count("\r\n")
    newline = "\r\n" if windows * 2 > text.count("\n") else "\n"
    is_cut = not text.endswith("\n")
    blocks, end = _blocks(text + newline if is_cut else text)
    return TomlDocument(blocks, end, _tree(blocks), bom, newline, is_cut)


def _blocks(text: str) -> tuple[list[TomlBlock], str]:
    block = TomlBlock()
    blocks = [block]
    waiting: list[str] = []  # comments and blank lines, until it's known what they belong to
    at, length = 0, len(text)
    while at < length:
        found = BLANK_OR_COMMENT.match(text, at)
        if found:
            waiting.append(found[0])
        elif found := HEADER.match(text, at):
            tail, floating, attached = _shared(waiting)
            block.lines += tail
            block = TomlBlock(floating, attached, found[0], parts(found[2]), found[1] == "[[")
            blocks.append(block)
            waiting = []
        else:
            found = _sure(ENTRY.match(text, at))
            start = found.end()
            end = value_end(text, start)
            stop = text.index("\n", end) + 1
            block.lines += map(TomlLine, waiting)
            block.lines.append(TomlLine(text[at:stop], parts(found[1]), start - at, end - at))
            waiting = []
            at = stop
            continue
        at = found.end()
    tail, floating, attached = _shared(waiting, is_end=True)
    block.lines += tail
    return blocks, floating + attached


def _shared(waiting: list[str], *, is_end: bool = False) -> tuple[list[TomlLine], str, str]:
    """Share comments and blank lines between the block above, the place between both, and the block below.

    Directly below something, they belong to that if a blank line follows; directly above a header, to the header.
    """
    blank = next((n for n, text in enumerate(waiting) if not text.strip()), len(waiting) if is_end else 0)
    tail, waiting = waiting[:blank], waiting[blank:]
    last = max((n + 1 for n, text in enumerate(waiting) if not text.strip()), default=0)
    return [TomlLine(text) for text in tail], "".join(waiting[:last]), "".join(waiting[last:])


def _tree(blocks: list[TomlBlock]) -> TomlTable:
    top = TomlTable((), blocks[0], blocks=[blocks[0]])
    for block in blocks:
        table = top
        for name in block.key[:-1] if block.is_row else block.key:
            table = _below(table, name, block)
        if block.is_row:
            rows = table.children.setdefault(block.key[-1], TomlRows((*table.path, block.key[-1])))
            if not isinstance(rows, TomlRows):
                raise ValueError("an array of tables that is also something else")
            rows.rows.append(TomlTable(rows.path, block, blocks=[block]))
            table = rows.rows[-1]
        table.block = block
        for line in block.lines:
            if line.key:
                _put(table, block, line)
    return top


def _below(table: TomlTable, name: str, block: TomlBlock) -> TomlTable:
    found = table.children.setdefault(name, TomlTable((*table.path, name)))
    if isinstance(found, TomlRows):
        found = found.rows[-1]
    if not isinstance(found, TomlTable):
        raise ValueError("a table below a value")
    found.blocks.append(block)
    return found


def _put(table: TomlTable, block: TomlBlock, line: TomlLine) -> None:
    for n, name in enumerate(line.key[:-1], 1):
        below = table.children.setdefault(name, TomlTable((*table.path, name), block, line.key[:n]))
        if not isinstance(below, TomlTable):
            raise ValueError("a key below a value")
        table = below
    table.children[line.key[-1]] = TomlLeaf(block, line)


def items(value: str) -> tuple[list[TomlItem], str, bool]:
    """Return the elements of an array or inline table, what comes before its end, and whether that has a comma."""
    found: list[TomlItem] = []
    is_table = value[0] == "{"
    at, is_comma = 1, False
    while True:
        start = at
        at = _sure(TRIVIA.match(value, at)).end()
        before = value[start:at]
        if at == len(value) - 1:
            return found, before, is_comma
        start = at
        key: Path = ()
        if is_table:
            name = _sure(ENTRY.match(value, at))
            at, key = name.end(), parts(name[1])
        end = value_end(value, at)
        item = TomlItem(before, value[start:end], at - start, key=key)
        found.append(item)
        after = _sure(TRIVIA.match(value, end))
        is_comma = value[after.end()] == ","
        if is_comma:
            item.after = after[0]
            at = after.end() + 1
        else:
            at = end
        rest = TO_LINE_END.match(value, at)
        if rest:
            item.rest = rest[0].rstrip("\r")
            at += len(item.rest)


def lines_below(table: TomlTable) -> Iterator[TomlLine]:
    """Return the lines that a table without its own header is written in: `a.b = 1`."""
    for child in table.children.values():
        if isinstance(child, TomlLeaf):
            yield child.line
        elif isinstance(child, TomlTable) and child.prefix:
            yield from lines_below(child)
