"""Rules for figures: overrides that disagree with the timeline, invalid figures, unreadable inputs."""

from collections.abc import Iterator

from pmtui.advice import Advice
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.computed_figure import Unit
from pmtui.figures.definition import Definition
from pmtui.figures.inputs import READERS, problem
from pmtui.figures.override_check import TIMES, says_a_value
from pmtui.model.catalog import model_questions
from pmtui.model.paths import value_at
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.text import brief

_SOURCE = "SRE Workbook, chapter 10: numbers that can be checked"

DISAGREES = Rule("F301", Topic.FIGURES, "Override disagrees with the timeline",
                 "The document shows both values, and readers want to know why.", _SOURCE,
                 Advice("Give a reason, fix the timeline, or", "use the computed value", ("build", "figures.computed")),
                 Level.ERROR)  # fmt: skip
INVALID = Rule("F302", Topic.FIGURES, "Invalid figure", "At least one of its inputs is wrong.",
               _SOURCE, Advice("", "see what it's computed from", ("build",)), Level.ERROR)  # fmt: skip
UNREAD = Rule("F308", Topic.FIGURES, "Input can't be read",
              "pmtui can't compute the figures that use it.", _SOURCE, Advice("Write it like the example."),
              Level.WARNING)  # fmt: skip
WORDLESS = Rule("F310", Topic.FIGURES, "Override without a value",
                "The document shows it unchanged, and pmtui can't compare it with the timeline.", _SOURCE,
                Advice("Write it like the example, or clear it to use the computed value."), Level.WARNING)  # fmt: skip
BEYOND = Rule("F311", Topic.FIGURES, "Override is outside the possible range",
              "The timeline rules it out, whatever the unknown inputs are. The document shows it with your reason.",
              _SOURCE, Advice("Check that your reason explains the difference, then waive this finding."),
              Level.HINT)  # fmt: skip
RULES = (DISAGREES, INVALID, UNREAD, WORDLESS, BEYOND)


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield the overrides that disagree or have no value, the invalid figures, and the inputs that can't be read."""
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
            entered = brief(str(figure.value), 40)
            words = f"{definition.label}: you entered {entered}; the timeline allows {figure.range}."
            yield context.found(BEYOND, path, words, str(figure.value))
        elif (
            figure.state is FigureState.INVALID
            and ({path, definition.place} & asked)
            and not unread & {*definition.inputs}
        ):
            yield context.found(INVALID, path, f"{definition.label}: {figure.formula}")
    yield None
    for path, words, text in _unread(context):
        yield context.found(UNREAD, path, f"{model_questions()[path].label}: {words}", text)


def _is_without_value(figure: Figure, definition: Definition) -> bool:
    """Return whether an override has no value; for a figure that answers a question, only if it can be compared."""
    is_compared = not definition.answer or figure.computed is not None
    return (is_compared or definition.unit in TIMES) and not says_a_value(str(figure.value), definition)


def _says_no(text: str, definition: Definition) -> str:
    """Return what an override lacks: a time, a percentage, or a number."""
    if definition.unit is not Unit.SHARE:
        return f"has no {'time' if definition.unit in TIMES else 'number'}"
    number = text.strip()
    if number.replace(".", "", 1).isdecimal():
        return f"could mean {number}% or {number} times"
    return "has no percentage"


def _unread(context: Context) -> Iterator[tuple[str, str, str]]:
    """Yield the inputs that can't be read: path, reason, and text."""
    for path in READERS:
        if path not in model_questions() or "*" in path:
            continue
        value = value_at(context.postmortem, path)
        text = "\n".join(value) if isinstance(value, tuple) else str(value or "")
        words = problem(path, text) if text.strip() else ""
        if words:
            yield path, words, text
