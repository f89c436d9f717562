"""The parsed template: the blocks of a Markdown document, with placeholders where answers go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

from pmtui.template.fields import Field
from pmtui.template.settings import Settings

UNTITLED = "…"
"""The title of a heading that has only placeholders."""

_RULE = re.compile(r"\s*(?:-\s*){3,}|\s*(?:\*\s*){3,}|\s*(?:_\s*){3,}")


@dataclass(frozen=True)
class Words:
    """The template's own wording of a question; empty to use the catalog's."""

    ask: str = ""
    hint: str = ""
    example: str = ""

    def __bool__(self) -> bool:
        return bool(self.ask or self.hint or self.example)


Piece = str | Field


@dataclass(frozen=True)
class TemplateLine:
    """A line: the unit that is repeated or left out.

    Attributes:
        pieces: text and placeholders in turn.
        number: its line in the file, from 1.
        optional: left out of the document when nothing in it is answered.
        words: the template's wording of the question that it asks.
        ending: the line break at its end, if another line of its paragraph follows: a backslash, or spaces.
    """

    pieces: tuple[Piece, ...]
    number: int
    optional: bool = False
    words: Words = Words()
    ending: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its placeholders, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Field))


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """How a block is written in the template.

    Attributes:
        gap: empty lines above it.
        source: its lines, if nothing in them depends on an answer, otherwise empty; of a section, its heading's.
    """

    gap: int = 1
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph(_Placed):
    """Consecutive lines."""

    lines: tuple[TemplateLine, ...]


@dataclass(frozen=True)
class Item:
    """A list's item with what is below it.

    Attributes:
        marker: the bullet or number, with the spaces after it.
        line: its text.
        children: the blocks below that.
        indent: spaces before the marker, from where the content around the list begins.
        gap: empty lines above it.
    """

    marker: str
    line: TemplateLine
    children: tuple["Block", ...] = ()
    indent: int = 0
    gap: int = 0


@dataclass(frozen=True)
class Items(_Placed):
    """A list."""

    items: tuple[Item, ...]
    tight: bool = True


@dataclass(frozen=True)
class TemplateTable(_Placed):
    """A table: its header row, the row under it, and its rows.

    Attributes:
        bare_rule: the row under the header in a table whose rows have no pipes at their ends; empty if they have.
    """

    header: TemplateLine
    rule: str
    rows: tuple[TemplateLine, ...]
    optional: bool = False
    bare_rule: str = ""


@dataclass(frozen=True)
class Fence(_Placed):
    """A fenced code block, and the marks around it."""

    info: str
    lines: tuple[TemplateLine, ...]
    optional: bool = False
    words: Words = Words()
    marks: str = "```"


@dataclass(frozen=True)
class Quote(_Placed):
    """A block quote."""

    children: tuple["Block", ...]


@dataclass(frozen=True)
class Verbatim(_Placed):
    """Lines that are printed as is: comments, rules, HTML."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class YamlBlock(_Placed):
    """The document's own YAML front matter: its lines, and the line that closes it."""

    lines: tuple[TemplateLine, ...]
    closing: str


@dataclass(frozen=True)
class Each(_Placed):
    """Blocks that are repeated together for each element of a list."""

    list: str
    children: tuple["Block", ...]
    number: int
    optional: bool = False
    words: Words = Words()


@dataclass(frozen=True)
class LabeledBlock(_Placed):
    """A label line and the block under it, which are left out together."""

    children: tuple["Block", ...]


@dataclass(frozen=True)
class SectionBlock(_Placed):
    """A heading with everything below it, up to the next heading of its level or above.

    Attributes:
        level: 1 to 6.
        heading: its text.
        children: the blocks below.
        optional: left out of the document when nothing in it is answered.
        marks: what the template has before and after the heading's text, if its line has placeholders.
    """

    level: int
    heading: TemplateLine
    children: tuple["Block", ...]
    optional: bool = False
    marks: tuple[str, str] = ("", "")

    @property
    def title(self) -> str:
        """The heading's text, without placeholders."""
        text = "".join(piece for piece in self.heading.pieces if isinstance(piece, str))
        return re.sub(r"\(all times[^)]*\)", "", text, flags=re.IGNORECASE).strip(" :-") or UNTITLED

    @property
    def own_length(self) -> int:
        """How many of its blocks belong to it: not what follows its last rule, such as the document's version."""
        rules = [position for position, block in enumerate(self.children) if is_rule(block)]
        if not rules or any(isinstance(block, SectionBlock) for block in self.children[rules[-1] :]):
            return len(self.children)
        return rules[-1] + 1


def is_rule(block: "Block") -> bool:
    """Return whether a block is a horizontal rule."""
    return isinstance(block, Verbatim) and bool(block.lines) and bool(_RULE.fullmatch(block.lines[0]))


Block = Union[  # noqa: UP007
    YamlBlock, Paragraph, Items, TemplateTable, Fence, Quote, Verbatim, Each, LabeledBlock, SectionBlock
]


@dataclass(frozen=True, eq=False)
class Template:
    """A whole template.

    Attributes:
        name: what drafts and the command line call it: a built-in's name, or the file's path.
        settings: its front matter.
        children: what comes before the first level-2 heading, and the sections.
        source: the file's text.
    """

    name: str
    settings: Settings
    children: tuple[Block, ...]
    source: str


def template_lines(block: Block | Item) -> Iterator[TemplateLine]:
    """Yield every line below `block` that can hold a placeholder, in order."""
    match block:
        case Paragraph() | Fence() | YamlBlock():
            yield from block.lines
        case Item():
            yield block.line
            for child in block.children:
                yield from template_lines(child)
        case Items():
            for item in block.items:
                yield from template_lines(item)
        case TemplateTable():
            yield block.header
            yield from block.rows
        case SectionBlock():
            yield block.heading
            for child in block.children:
                yield from template_lines(child)
        case Quote() | Each() | LabeledBlock():
            for child in block.children:
                yield from template_lines(child)
        case Verbatim():
            return


@lru_cache(maxsize=16)
def fields_of(template: Template) -> tuple[Field, ...]:
    """Return every placeholder of a template, in order."""
    return tuple(field for block in template.children for line in template_lines(block) for field in line.fields)


@lru_cache(maxsize=16)
def causes_shown(template: Template) -> frozenset[str]:
    """Return the causes that a template's document shows, by their names in the postmortem."""
    parts = (field.path.split(".") for field in fields_of(template))
    return frozenset(part[1] for part in parts if part[0] == "causes" and len(part) > 1)
