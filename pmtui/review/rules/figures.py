"""Stated figures against computed ones, and figures that make no sense."""

from collections.abc import Iterator

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.computed_figure import Unit
from pmtui.figures.definition import Definition
from pmtui.figures.inputs import READERS, problem
from pmtui.figures.override_check import TIMES, says_a_value
from pmtui.model.catalog import leaves
from pmtui.model.paths import value_at
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.text import brief

_SOURCE = "SRE Workbook, chapter 10: numbers that can be checked"

DISAGREES = Rule("F301", Topic.FIGURES, "A stated figure that the timeline contradicts",
                 "The document prints both; readers want to know why.", _SOURCE,
                 "Give the reason, mend the timeline, or take the computed value: c in the calculator (Ctrl+G).",
                 Level.ERROR)  # fmt: skip
INVALID = Rule("F302", Topic.FIGURES, "A figure that makes no sense", "Something that it follows from is wrong.",
               _SOURCE, "Ctrl+G shows what it follows from.", Level.ERROR)  # fmt: skip
UNREAD = Rule("F308", Topic.FIGURES, "An input that can't be read",
              "The figures that follow from it stay open.", _SOURCE, "Write it as its example has it.",
              Level.WARNING)  # fmt: skip
WORDLESS = Rule("F310", Topic.FIGURES, "A stated figure without a value",
                "The document prints it as it stands, and it can't be compared with what the timeline says.", _SOURCE,
                "Write it as its example has it, or clear it: then it's computed.", Level.WARNING)  # fmt: skip
BEYOND = Rule("F311", Topic.FIGURES, "A stated figure that the timeline can't reach",
              "Whatever is assumed of what isn't known, the timeline doesn't allow it; your reason is printed with it.",
              _SOURCE, "Check that the reason explains the difference; then waive this.", Level.HINT)  # fmt: skip
RULES = (DISAGREES, INVALID, UNREAD, WORDLESS, BEYOND)


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield figures that the template prints and that disagree or make no sense, and inputs that can't be read."""
    values = context.standing.values
    unread = {path for path, _, _ in _unread(context)}
    asked = {question.path for question in context.questions}
    for definition in FIGURES.values():
        figure = values.figures[definition.name]
        path = definition.answer or f"figures.{definition.name}"
        if figure.state is FigureState.STATED and not figure.agrees and not figure.reason:
            words = values.figure_words(definition.place)
            yield context.found(DISAGREES, path, f"{definition.label}: {words}.", str(figure.value))
        elif figure.state is FigureState.STATED and _is_without_value(figure, definition):
            words = f"{definition.label}: '{brief(str(figure.value), 60)}' {_says_no(str(figure.value), definition)}."
            yield context.found(WORDLESS, path, words, str(figure.value))
        elif figure.state is FigureState.STATED and not figure.agrees and figure.range:
            words = f"{definition.label}: you state {brief(str(figure.value), 40)}; the timeline allows {figure.range}."
            yield context.found(BEYOND, path, words, str(figure.value))
        elif (
            figure.state is FigureState.INVALID
            and ({path, definition.place} & asked)
            and not unread & {*definition.inputs}
        ):
            yield context.found(INVALID, path, f"{definition.label}: {figure.formula}")
    yield None
    for path, words, text in _unread(context):
        yield context.found(UNREAD, path, f"{leaves()[path].label}: {words}", text)


def _is_without_value(figure: Figure, definition: Definition) -> bool:
    """Say whether a stated figure says no value; of an answer of its own only where it could be compared."""
    is_compared = not definition.answer or figure.computed is not None
    return (is_compared or definition.unit in TIMES) and not says_a_value(str(figure.value), definition)


def _says_no(text: str, definition: Definition) -> str:
    """Return what is missing in a stated text: a time, a percentage, a number."""
    if definition.unit is not Unit.SHARE:
        return f"says no {'time' if definition.unit in TIMES else 'number'}"
    number = text.strip()
    if number.replace(".", "", 1).isdecimal():
        return f"could be {number}% or {number} times"
    return "says no percentage"


def _unread(context: Context) -> Iterator[tuple[str, str, str]]:
    """Yield the inputs that can't be read: the place, why, and what stands there."""
    for path in READERS:
        if path not in leaves() or "*" in path:
            continue
        value = value_at(context.postmortem, path)
        text = "\n".join(value) if isinstance(value, tuple) else str(value or "")
        words = problem(path, text) if text.strip() else ""
        if words:
            yield path, words, text
