"""Prints one line of a template, with answers in the place of its placeholders."""

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.kinds import Kind
from pmtui.template.blanks import without_blanks
from pmtui.template.blocks import safe_blocks
from pmtui.template.fields import BY_DAY, Field
from pmtui.template.inline import Place, at_line_start, literal, one_line, without_links
from pmtui.template.tree import TemplateLine
from pmtui.template.values import Value, Values, ValueScope
from pmtui.text import visible

PLACEHOLDER = "TBD"
"""The text for an unanswered question."""

LIST_LINE = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:\s|$)")
"""A line that begins an item of a list."""

_LABEL_END = re.compile(r"^(.*:(?:\*\*|__)?\s).*$")
"""A line's text as far as its label goes."""

_OPENED = re.compile(r"(?:[\[(<]|(?<!\w)[\"'])+$")
"""Brackets and quotation marks that open at the end of a text."""

_LINK_TEXT = re.compile(r"\[[^\[\]]*$")
_LINK_END = re.compile(r"[^\[\]]*\]\(")
_IN_ADDRESS = re.compile(r"\]\([^)\s]*$")
_MILESTONES = "timeline.*.milestones"
_BLOCK_LINE = re.compile(r"(?:[-+*]|#{1,6}|\d{1,9}[.)])(?:\s|$)|[>|]|```")


@dataclass
class Printed:
    """Lines of the document, and whether they contain an answer."""

    lines: list[str] = dataclass_field(default_factory=list)
    answered: bool = False
    gap: int = 1  # empty lines above the first of its blocks
    is_bare: bool = False  # "not applicable" in the place of a whole list, without anything that it's said of


class LinePrinter:
    """Prints lines of a template for one postmortem."""

    def __init__(self, values: Values) -> None:
        self.values = values
        marks = values.postmortem.marks.values()
        self.has_not_applicable = any(mark.kind is AnswerStateKind.NOT_APPLICABLE for mark in marks)

    def leaves_out(self, line: TemplateLine) -> bool:
        """Return whether the author leaves out everything that a line prints."""
        fields = line.fields
        return bool(fields and self.values.left_out) and all(self.values.is_left_out(field) for field in fields)

    def line_state(self, line: TemplateLine, scope: ValueScope) -> AnswerState | None:
        """Return "not applicable", with its reason, if that's all that a line has to say."""
        if not self.has_not_applicable:
            return None
        found: list[AnswerState] = []
        for field in line.fields:
            if self.values.is_left_out(field):
                continue
            value = self.values.value(field, scope)
            if value.text or value.mark is None or value.mark.kind is not AnswerStateKind.NOT_APPLICABLE:
                return None
            found.append(value.mark)
        return one_of(found)

    def repeat(self, line: TemplateLine, scope: ValueScope, place: Place, level: int | None = None) -> list[Printed]:
        """Render a line once for each element of its list; skip it if it's optional and unanswered, or left out."""
        if self.leaves_out(line):
            return []
        found = self.values.scopes(lists_of(line), scope) or [scope]
        printed = [self.written(line, inner, place, level) for inner in found]
        return [each for each in printed if each.answered or not line.optional]

    def written(self, line: TemplateLine, scope: ValueScope, place: Place, level: int | None = None) -> Printed:
        """Render a line for one scope.

        Args:
            line: the line.
            scope: the elements for the line.
            place: the kind of block it's in.
            level: the enclosing heading's level if prose can continue below the line; otherwise None.
        """
        return _LineInPrint(self, line, scope, place, level).printed()

    def gap(self, value: Value, place: Place) -> str:
        """Return the text for a missing answer."""
        if value.mark:
            return state_text(value.mark, place)
        return "" if value.blank_ok else PLACEHOLDER


class _LineInPrint:
    """One line while its pieces are appended: its text so far, and the spans of the text that are answers."""

    def __init__(
        self, printer: LinePrinter, line: TemplateLine, scope: ValueScope, place: Place, level: int | None
    ) -> None:
        self.printer = printer
        self.values = printer.values
        self.line = line
        self.scope = scope
        self.place: Place = place
        self.level = level
        self.text = ""
        self.spans: list[tuple[int, int]] = []
        self.below: list[str] = []
        self.answered = False
        self.told = False  # a missing element has been stated
        self.has_no_box = False
        self.state = printer.line_state(line, scope) if len(line.fields) > 1 else None
        self.shows_milestones = any(
            field.question is not None and field.question.path == _MILESTONES for field in line.fields
        )

    def printed(self) -> Printed:
        for index, piece in enumerate(self.line.pieces):
            if isinstance(piece, str):
                self.text += piece.lstrip() if self.has_no_box and not self.text else piece
            elif not self.field(piece, index):
                break
        return Printed([without_blanks(self.text, self.spans).rstrip(), *self.below], self.answered)

    def field(self, field: Field, index: int) -> bool:
        """Append what a placeholder has to say; return whether the line goes on after it."""
        if self.values.is_left_out(field):
            self.append("" if self.place == "cell" else "–")
            return True
        if self.state is not None and not self.answered and not is_missing(field, self.scope):
            return self.not_applicable(self.state)
        if field.is_box:
            self.box(field)
            return True
        value = self.values.value(field, self.scope)
        self.answered = self.answered or value.is_answered
        if not value.text and is_missing(field, self.scope) and self.place != "cell":
            self.text = _OPENED.sub("", self.text)
            self.text += self.printer.gap(value, self.place) + _closing(self.text)
            return False  # the rest of the line has no element either
        self.append(self.answer(field, value, index))
        return True

    def append(self, answer: str) -> None:
        start = len(self.text)
        self.text += answer
        self.spans.append((start, len(self.text)))

    def not_applicable(self, state: AnswerState) -> bool:
        """Append "not applicable", once for the whole line; return whether the line goes on after it."""
        if self.place == "cell":
            self.append("" if self.told else state_text(state, self.place))
            self.told = True
            return True
        head = _LABEL_END.sub(r"\1", self.text)
        self.text = head + state_text(state, self.place) + _closing(head)
        self.spans.clear()
        return False

    def box(self, field: Field) -> None:
        if is_missing(field, self.scope) and self.values.list_mark(field) is not None:
            self.has_no_box = True  # there is nothing to tick
            return
        ticked = self.values.is_ticked(field, self.scope)
        self.answered = self.answered or ticked
        self.append("[x]" if ticked else "[ ]")

    def answer(self, field: Field, value: Value, index: int) -> str:
        """Return an answer, made safe for its place in the line."""
        following = next(iter(self.line.pieces[index + 1 : index + 2]), "")
        after = following if isinstance(following, str) else ""
        before = "".join(piece for piece in self.line.pieces[:index] if isinstance(piece, str))
        is_code = before.count("`") % 2 == 1
        text, place = self.text, self.place
        lead = "" if self.shows_milestones else _lead(value.lead, text, after, place, is_code=is_code)
        if not value.text:
            has_none = is_missing(field, self.scope)
            missing = "" if self.told and has_none else self.printer.gap(value, place)
            self.told = self.told or has_none
            return lead + missing
        if self.level is not None and index == len(self.line.pieces) - 1 and _is_prose(field, value.text):
            first, rest = _prose(value.text, self.level, bool(text.strip()) or bool(lead))
            if field.is_item and rest[:1] == [""] and len(rest) > 1 and LIST_LINE.match(rest[1]):
                rest = rest[1:]  # keep an entry and its outline together
            self.below = rest
            return lead + first
        if is_code:
            return lead + _in_code(value.text, place)
        if _IN_ADDRESS.search(before):
            return _in_address(value.text)
        safe = _safe(value.text, text, after, place)
        is_linked = text.endswith("<") and after.startswith(">") or _LINK_TEXT.search(text) and _LINK_END.match(after)
        return lead + (without_links(safe) if is_linked else safe)


def state_text(state: AnswerState, place: Place = "text") -> str:
    """Return how an answer's state is printed in a line."""
    return f"_{one_line(state.text, place)}_"


def one_of(states: list[AnswerState]) -> AnswerState | None:
    """Return the one state that says what all of them say; None if their reasons differ."""
    notes = {state.note.strip() for state in states} - {""}
    if not states or len(notes) > 1:
        return None
    return AnswerState(kind=states[0].kind, note="".join(notes))


def lists_of(line: TemplateLine) -> tuple[str, ...]:
    """Return the lists that a line repeats over, outermost first."""
    return max((f.repeats for f in line.fields), key=lambda lists: (len(lists), BY_DAY not in lists), default=())


def is_missing(field: Field, scope: ValueScope) -> bool:
    """Return whether the field's list has no elements in this scope."""
    return any(path not in scope for path in field.repeats)


def _is_prose(field: Field, text: str) -> bool:
    """Return whether an answer can continue below its line: prose, or an entry of a list with an outline.

    Authors type an entry as one line, but one that's derived from the tree of causes can have more.
    """
    return "\n" in text if field.is_item else field.kind is Kind.PROSE


def _closing(text: str) -> str:
    """Return the marker that closes the template's bold or code if the line ends inside it."""
    return ("**" if text.count("**") % 2 else "") + ("`" if text.count("`") % 2 else "")


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
