"""Reads a template as an interview: screens, groups on a screen, questions in the order the document needs them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from pmtui.figures.catalog import figure_at
from pmtui.model.catalog import Question, model_questions
from pmtui.model.kinds import Kind
from pmtui.model.views import VIEWS
from pmtui.template.fields import FLOWCHART, Field, FieldSource, Format, canonical
from pmtui.template.question_labels import (
    Around,
    as_question,
    bare,
    cells,
    distinct_prompts,
    heading_label,
    label_of,
    name_of,
    own_label,
)
from pmtui.template.screens import screens
from pmtui.template.tree import (
    UNTITLED,
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
    Words,
    YamlBlock,
)

FIRST_SCREEN = "Incident"
_ALWAYS_WITH = {"timeline": ("milestones", "failing")}


@dataclass(frozen=True)
class AskedQuestion(Question):
    """A question as a template asks it, in the template's wording; its columns are those that the template asks for.

    Its path is one of the model's, that of a view, `figures.name`, or `custom.name`.

    Attributes:
        required: a final document needs an answer or an answer state.
        section: its screen, from 0.
        group: the heading above it on the screen; empty for none.
        headings: the titles above it in the document, from its section's on; none on the first screen.
        places: the headings above each of its places in the document.
        printed: for a table, the columns that the document shows, by name.
    """

    required: bool = False
    section: int = 0
    group: str = ""
    headings: tuple[str, ...] = ()
    places: frozenset[tuple[str, ...]] = frozenset()
    printed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, question: Question, **added: Any) -> "AskedQuestion":
        """Return a question as a template asks it, with what the template adds or changes."""
        return cls(**{each.name: getattr(question, each.name) for each in fields(question)} | added)


@dataclass(frozen=True)
class Section:
    """One screen of the interview: a section of the document.

    Attributes:
        title: its heading.
        position: its place among the screens, from 0.
        questions: what it asks, in order.
    """

    title: str
    position: int
    questions: tuple[AskedQuestion, ...]


@dataclass
class _Place(Around):
    """The state of the walk through the template."""

    section: int = 0
    level: int = 2
    headings: tuple[str, ...] = ()
    optional: bool = False


@dataclass
class _Walk:
    asked: dict[str, AskedQuestion] = field(default_factory=dict)
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    own_columns: dict[str, dict[str, Question]] = field(default_factory=dict)  # of custom lists
    places: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    worded: set[str] = field(default_factory=set)
    carried: Words = Words()

    def blocks(self, blocks: tuple[Block, ...], place: _Place) -> None:
        for block in blocks:
            self.block(block, place)

    def block(self, block: Block, place: _Place) -> None:
        match block:
            case SectionBlock():
                is_group = block.level > place.level and block.title != UNTITLED
                group = block.title if is_group else place.group
                headings = (*place.headings, block.title) if block.level > 1 else place.headings
                optional = place.optional or block.optional
                inner = replace(place, group=group, headings=headings, label="", optional=optional)
                self.line(block.heading, inner, is_heading=True)
                self.blocks(block.children[: block.own_length], inner)
                self.blocks(block.children[block.own_length :], replace(inner, headings=place.headings))
            case Paragraph():
                for line in block.lines:
                    self.line(line, place)
                    if not line.fields:
                        place.label = bare(line)
            case Items():
                for item in block.items:
                    self.item(item, place)
            case TemplateTable():
                inner = replace(place, optional=place.optional or block.optional, columns=cells(block.header))
                self.line(block.header, place, is_heading=True)
                for row in block.rows:
                    self.line(row, inner)
            case Fence():
                self.carried = block.words or self.carried
                for line in block.lines:
                    self.line(line, replace(place, optional=place.optional or block.optional))
            case Each():
                self.carried = block.words or self.carried
                self.blocks(block.children, replace(place, optional=place.optional or block.optional))
            case LabeledBlock():
                self.blocks(block.children, replace(place, optional=True))
            case Quote():
                self.blocks(block.children, place)
            case Verbatim() | YamlBlock():
                return

    def yaml(self, blocks: tuple[Block, ...]) -> None:
        """Ask on the first screen what only the document's front matter needs; the rest is asked where it's read."""
        for line in (line for block in blocks if isinstance(block, YamlBlock) for line in block.lines):
            self.line(line, _Place(section=0), is_heading=True)

    def item(self, item: Item, place: _Place) -> None:
        self.line(item.line, place)
        below = replace(place, optional=place.optional or item.line.optional)
        if not item.line.fields and item.children:
            below.label = bare(item.line)
        self.blocks(item.children, below)

    def line(self, line: TemplateLine, place: _Place, *, is_heading: bool = False) -> None:
        if line.words:
            self.carried = line.words
        optional = place.optional or line.optional
        before = ""
        for index, piece in enumerate(line.pieces):
            if isinstance(piece, str):
                before = piece if not before or not piece.strip(" ()") else before + piece
                continue
            if piece.source is not FieldSource.NUMBER and (
                piece.source is not FieldSource.DERIVED or piece.path == FLOWCHART
            ):
                label = "" if is_heading else label_of(line, index, before, place)
                self.field(piece, label, self.carried, replace(place, optional=optional))
                self.carried = Words()
            before = ""

    def field(self, found: Field, label: str, words: Words, place: _Place) -> None:
        if found.path.startswith("causes.") and found.path != "causes.tree":
            self.add(_plain(model_questions()["causes.tree"], place, required=False))
        if found.source is FieldSource.DERIVED:
            return
        if found.lists:
            column = found.question
            base = canonical(found.lists[0])
            if column is not None and base != column.path:
                self.used.setdefault(base, {})[column.path] = None
            if column is not None and found.source is FieldSource.CUSTOM:
                self.own_column(base, found, column, label)
        question = _question(found, label, words, place)
        if words.ask:
            self.worded.add(question.path)
        definition = figure_at(found.path) if found.source is FieldSource.FIGURE else None
        if definition is not None:
            for path in definition.asks:
                self.add(_plain(model_questions()[path], place, required=False))
        self.add(question)

    def own_column(self, base: str, found: Field, column: Question, label: str) -> None:
        """Note a column of a custom list: it's called as in the first place where it has a label."""
        columns = self.own_columns.setdefault(base, {})
        known = columns.get(column.path)
        has_label = label and label != UNTITLED and found.format is not Format.JOINED and not found.is_value
        if known is None or has_label and not known.prompt:
            name = label if has_label else own_label(found)
            columns[column.path] = replace(column, label=name, prompt=as_question(name) if has_label else "")
        if known is not None and not (column.blank_ok and known.blank_ok):  # not only a box
            columns[column.path] = replace(columns[column.path], blank_ok=False)

    def add(self, question: AskedQuestion) -> None:
        self.places.setdefault(question.path, set()).add(question.headings)
        known = self.asked.get(question.path)
        if known is None:
            self.asked[question.path] = self.distinct(question)
        elif question.required and not known.required:
            self.asked[question.path] = replace(known, required=True)

    def distinct(self, question: AskedQuestion) -> AskedQuestion:
        """Return the question with the postmortem's own label if its label is taken in this section."""
        taken = {(q.section, q.group, q.label.lower()) for q in self.asked.values() if q.path != question.path}
        own = model_questions().get(question.base)
        if own is not None and (question.section, question.group, question.label.lower()) in taken:
            return replace(question, label=own.label)
        return question

    def finished(self) -> Iterator[AskedQuestion]:
        """Yield the questions, each table with all the columns that the template uses anywhere."""
        for asked in distinct_prompts(list(self.asked.values()), self.worded):
            question = replace(asked, places=frozenset(self.places[asked.path]))
            yield self.with_columns(question) if question.kind is Kind.TABLE else question

    def with_columns(self, question: AskedQuestion) -> AskedQuestion:
        own = self.own_columns.get(question.base)
        if own is not None:
            ordered = sorted(own.values(), key=lambda column: column.blank_ok)  # its boxes last
            columns = tuple(replace(column, prompt=as_question(column.label)) for column in ordered)
            return replace(question, columns=columns, printed=frozenset(column.name for column in columns))
        table = model_questions()[question.base]
        printed = frozenset(path.rsplit(".", 1)[-1] for path in self.used.get(question.base, ()))
        wanted = {*printed, *_ALWAYS_WITH.get(question.base, ()), *self.sorting_columns(question.base)}
        fixed = set(question.view.defaults) if question.view else set()
        columns = tuple(column for column in table.columns if column.name in wanted - fixed)
        return replace(question, columns=columns, printed=printed)

    def sorting_columns(self, base: str) -> set[str]:
        """Return the columns by which the template's views over a list tell its elements apart."""
        views = [question.view for question in self.asked.values() if question.view and question.base == base]
        return {name for view in views for name in view.defaults}


def _question(found: Field, label: str, words: Words, place: _Place) -> AskedQuestion:
    required = not place.optional and not (found.is_box and not found.is_value)  # an empty box is an answer
    if found.source is FieldSource.FIGURE:
        base = _figure_question(found, label, place, required)
    elif found.source is FieldSource.CUSTOM and found.lists:
        base = _own_list(found, label, place, required)
    elif found.source is FieldSource.CUSTOM:
        label = label or place.label or _heading_above(place) or own_label(found)
        custom = Question(found.path, found.kind, as_question(label), label=label, options=found.options)
        base = _plain(custom, place, required=required)
    else:
        base = _model_question(found, label, place, required)
    return replace(base, prompt=words.ask or base.prompt, hint=words.hint or base.hint,
                   example=words.example or base.example)  # fmt: skip


def _own_list(found: Field, label: str, place: _Place, required: bool) -> AskedQuestion:
    """Return the question for a custom list, named by the label or heading above it; joined in place, by its label."""
    above = place.label if len(place.label) <= _LONGEST_LABEL else ""
    by_itself = label if found.format is Format.JOINED else ""
    label = by_itself or above or _heading_above(place) or name_of(found.lists[0])
    return _plain(Question(found.lists[0], Kind.TABLE, as_question(label), label=label), place, required=required)


def _heading_above(place: _Place) -> str:
    """Return the heading above a place as a label; empty if there's none, or it has only placeholders."""
    return heading_label("".join(title for title in place.headings[-1:] if title != UNTITLED))


_LONGEST_LABEL = 40
"""Characters of a line above a list that names it; a longer one explains it."""


def _figure_question(found: Field, label: str, place: _Place, required: bool) -> AskedQuestion:
    figure = figure_at(found.path)
    assert figure is not None
    if found.question is None:
        prompt = f"{figure.label}: computed from your answers."
        computed = Question(found.path, Kind.FIGURE, prompt, figure.definition, label=label or figure.label)
        return _plain(computed, place, required=required)
    asked = replace(_plain(found.question, place, required=required), label=label or found.question.label)
    return asked if asked.kind is Kind.ANSWER else replace(asked, kind=Kind.FIGURE)


def _model_question(found: Field, label: str, place: _Place, required: bool) -> AskedQuestion:
    known = model_questions()
    if found.lists and found.lists[0] in VIEWS:
        view = VIEWS[found.lists[0]]
        of_view = replace(known[view.base], path=view.path, prompt=view.title, view=view)
        label = place.label or place.group or label or of_view.label
        return replace(_plain(of_view, place, required=required), label=label)
    question = known[canonical(found.lists[0]) if found.lists else found.path]
    if question.kind is not Kind.TABLE and not found.lists:
        parent = known.get(question.path.rpartition(".")[0])
        if parent is not None and parent.kind is Kind.ANSWER:
            question, label = parent, parent.label
    if question.kind is Kind.TABLE or found.is_item:
        label = place.label or place.group or question.label
    return replace(_plain(question, place, required=required), label=label or question.label)


def _plain(question: Question, place: _Place, *, required: bool) -> AskedQuestion:
    required = required and not question.blank_ok
    return AskedQuestion.of(
        question, required=required, section=place.section, group=place.group, headings=place.headings
    )


@lru_cache(maxsize=16)
def interview(template: Template) -> tuple[Section, ...]:
    """Return the interview that a template asks for. A question that several sections need is asked in the first."""
    walk = _Walk()
    parts = screens(template)
    for position, screen in enumerate(parts):
        walk.blocks(screen.blocks, _Place(section=position, level=screen.level, headings=screen.above))
    walk.yaml(template.children)
    by_section: dict[int, list[AskedQuestion]] = {}
    for question in walk.finished():
        by_section.setdefault(question.section, []).append(question)
    return tuple(
        Section(_title(screen.blocks, position), position, tuple(by_section.get(position, ())))
        for position, screen in enumerate(parts)
    )


def _title(blocks: tuple[Block, ...], position: int) -> str:
    first = blocks[0] if blocks else None
    return first.title if position and isinstance(first, SectionBlock) else FIRST_SCREEN


def all_questions(template: Template) -> list[AskedQuestion]:
    """Return every question of the interview, in order."""
    return [question for screen in interview(template) for question in screen.questions]


@lru_cache(maxsize=16)
def known_questions(template: Template) -> dict[str, Question]:
    """Return the model's questions and the template's own by path; a table's columns come after it."""
    found = dict(model_questions())
    for question in all_questions(template):
        if question.path.startswith("custom."):
            found[question.path] = question
            found.update((column.path, column) for column in question.columns)
    return found
