"""Figures as data: state, value, number, unit, formula, and inputs; for `pmtui figures --json` and agents."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.definition import Definition
from pmtui.figures.segments import Impacted, Stretch
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.parsing.amounts import Estimate
from pmtui.template.input_parsing import InputParser
from pmtui.template.values import Values


def figure_rows(values: Values) -> dict[str, Any]:
    """Return every figure of a postmortem, and its impact segments, as JSON."""
    rows = [_figure_row(definition, values) for definition in FIGURES.values()]
    return {"figures": rows, "segments": _segments(values.basis.impacted)}


def _figure_row(definition: Definition, values: Values) -> dict[str, Any]:
    figure = values.figures[definition.name]
    return {
        "name": definition.name,
        "label": definition.label,
        "group": definition.group.value,
        "state": figure.state.value,
        "value": values.figure_words(definition.place) if figure.state.has_value else None,
        "number": number_of(figure) if figure.state is FigureState.RECORDED else None,
        "unit": definition.unit.value,
        "currency": figure.currency or None,
        "formula": figure.formula,
        "definition": definition.definition,
        "inputs": list(input_rows(definition, values)),
        "computed_number": number_of(figure) if figure.computed is not None else None,
        "computed": None if figure.computed is None else values.written(figure.computed, Kind.FIGURE),
        "reason": figure.reason or None,
        "agrees": figure.agrees,
    }


def number_of(figure: Figure) -> object:
    """Return a figure for JSON: instants and dates as text, an estimate as its three numbers."""
    if isinstance(figure.number, Estimate):
        low, likely, high = (_plain(value) for value in (figure.number.low, figure.number.likely, figure.number.high))
        return {"low": low, "likely": likely, "high": high}
    if isinstance(figure.number, Decimal):
        return _plain(figure.number)
    return figure.value.isoformat() if isinstance(figure.value, (date, datetime)) else None


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(round(value, 9))


def input_rows(definition: Definition, values: Values) -> Iterator[dict[str, str]]:
    """Yield the inputs of a figure: path, label, value as text."""
    entering = InputParser.of(values.postmortem, values.settings, date.min)
    for path in definition.inputs:
        question = model_questions()[path]
        text = entering.write(question.kind, value_at(values.postmortem, path)).replace("\n", "; ")
        yield {"path": path, "label": question.label, "value": text}


def _segments(found: Impacted) -> list[dict[str, Any]]:
    return [_segment(stretch, found) for stretch in found.stretches]


def _segment(stretch: Stretch, found: Impacted) -> dict[str, Any]:
    return {
        "from": stretch.start.isoformat(),
        "to": stretch.end.isoformat(),
        "share": float(stretch.share),
        "of": stretch.of.value if stretch.of else None,
        "what": stretch.effect.value,
        "service": stretch.service or None,
        "by_hand": stretch.is_by_hand,
        "assumed": stretch.is_assumed,
        "problem": found.problems.get(stretch.source),
    }
