"""What a place for an answer is: how the text has it, and what may become of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from pmtui.template.adopt.marks import options

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
        in_fence: it's in a code block, where no comment can word the question.
        told: for a row's first column, where the instructions above the table are.
        asks_for: the kind of answer that its placeholder's form asks for: a date, a person, a link; empty for any.
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
    told: Span | None = None
    asks_for: str = ""

    @property
    def is_list(self) -> bool:
        """It takes a list."""
        return self.form is Form.ITEMS

    @property
    def is_long(self) -> bool:
        """It takes paragraphs or a list."""
        return self.is_list or self.form is Form.PROSE

    @property
    def options(self) -> tuple[str, ...]:
        """The answers that it offers."""
        return options(self.words)


@dataclass(frozen=True)
class Proposal:
    """What may become of a place.

    Attributes:
        kind: 'field', 'custom', or 'text'.
        name: a field as `pmtui fields` lists it, or a custom question with its type, `custom.tenants : number`; empty
            for text.
        confidence: from 0 to 1.
        reason: one short sentence.
    """

    kind: str
    name: str = ""
    confidence: float = 1.0
    reason: str = ""


@dataclass(frozen=True)
class Context:
    """What is around a place.

    Attributes:
        headings: the headings above it, the highest first.
        label: what the text calls it; can be empty.
    """

    headings: tuple[str, ...] = ()
    label: str = ""

    @property
    def called(self) -> str:
        """What the text calls the place: its label, or the heading above it; can be empty."""
        return self.label or (self.headings[-1] if self.headings else "")


@dataclass(frozen=True)
class Place:
    """A place for an answer in the source.

    Attributes:
        line: its line, from 1.
        span: where it begins and ends in the source, in characters.
        original: the source's text there.
        context: what is around it.
        proposal: the decision about it.
        alternatives: what else it may be, the likeliest first.
        found: how it's written.
    """

    line: int
    span: Span
    original: str
    context: Context
    proposal: Proposal
    alternatives: tuple[Proposal, ...]
    found: Found = field(repr=False)
