"""Stated figures against computed ones, and figures that make no sense."""

import re
from collections.abc import Iterator

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import FigureState
from pmtui.figures.counting import Unit
from pmtui.figures.readings import READERS, problem
from pmtui.model.catalog import leaves
from pmtui.model.whereabouts import value_at
from pmtui.plain import brief
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic

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
WORDLESS = Rule("F310", Topic.FIGURES, "A stated time without a number",
                "The document prints it as it stands, and nobody can tell when or how long it was.", _SOURCE,
                "Write it as its example has it, or clear it: then it's computed.", Level.WARNING)  # fmt: skip
RULES = (DISAGREES, INVALID, UNREAD, WORDLESS)

_TIMES = frozenset({Unit.INSTANT, Unit.DAY, Unit.LENGTH})
_SAYS_HOW_MUCH = re.compile(
    r"\d|\b(?:no|not|none|nothing|zero|unknown|n/a|tbd|pending|ongoing|all|half|quarter|few|several|couple|less|more|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|midnight|noon|today|yesterday|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|seconds?|minutes?|hours?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
"""What makes words of a time: a number, a unit, a day, or that there is none."""


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
        elif (
            figure.state is FigureState.STATED
            and definition.unit in _TIMES
            and not _SAYS_HOW_MUCH.search(str(figure.value))
        ):
            words = f"{definition.label}: '{brief(str(figure.value), 60)}' says no time."
            yield context.found(WORDLESS, path, words, str(figure.value))
        elif (
            figure.state is FigureState.INVALID
            and ({path, definition.place} & asked)
            and not unread & {*definition.inputs}
        ):
            yield context.found(INVALID, path, f"{definition.label}: {figure.formula}")
    yield None
    for path, words, text in _unread(context):
        yield context.found(UNREAD, path, f"{leaves()[path].label}: {words}", text)


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
