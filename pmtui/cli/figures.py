"""Prints the figures of a draft: `pmtui figures`."""

import argparse
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmtui.cli.arguments import add_draft, add_json
from pmtui.cli.drafts import find_draft
from pmtui.config import ActiveConfig
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.computed_figure import Group
from pmtui.figures.definition import Definition
from pmtui.figures.segments import Impacted, Stretch
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.parsing.amounts import Estimate
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.input_parsing import InputParser
from pmtui.template.values import Values

_SIGNS = {
    FigureState.RECORDED: "=",
    FigureState.STATED: "!",
    FigureState.PENDING: "?",
    FigureState.NOT_APPLICABLE: "-",
    FigureState.INVALID: "x",
}

_STATES = {
    FigureState.PENDING: "not computed yet",
    FigureState.NOT_APPLICABLE: "not applicable",
    FigureState.INVALID: "invalid",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.add_argument("--template", metavar="T", help="use this template's conventions instead of the draft's")
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print every figure of a draft with its state, value, unit, formula and inputs."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    draft = draft_folder.load(path)
    values = Values(draft.postmortem, load_template(args.template or draft.template, active).settings)
    if args.json:
        rows = [_data(definition, values) for definition in FIGURES.values()]
        told = {"draft": str(path), "figures": rows, "segments": _segments(values.basis.impacted)}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    for line in _lines(values):
        print(line)
    return 0


def _lines(values: Values) -> Iterator[str]:
    for group in Group:
        yield group.value
        for definition in FIGURES.values():
            if definition.group is group:
                yield from _figure_lines(definition, values)
        yield ""
    yield "= computed   ! overridden   ? not computed yet   - not applicable   x invalid"


def _figure_lines(definition: Definition, values: Values) -> Iterator[str]:
    figure = values.figures[definition.name]
    words = values.figure_words(definition.place) if figure.state.has_value else _STATES[figure.state]
    number = _number(figure) if figure.state is FigureState.RECORDED else None
    said = " to ".join(str(number[key]) for key in ("low", "high")) if isinstance(number, dict) else number
    unit = f" [{said} {definition.unit}]" if said is not None and figure.number is not None else ""
    yield f"  {_SIGNS[figure.state]} {definition.name}: {words}{unit}"
    yield f"      {figure.formula}"
    inputs = [f"{each['label']} {each['value'] or '(blank)'}" for each in _inputs(definition, values)]
    if inputs:
        yield f"      from: {', '.join(inputs)}"


def _data(definition: Definition, values: Values) -> dict[str, Any]:
    figure = values.figures[definition.name]
    return {
        "name": definition.name,
        "label": definition.label,
        "group": definition.group.value,
        "state": figure.state.value,
        "value": values.figure_words(definition.place) if figure.state.has_value else None,
        "number": _number(figure) if figure.state is FigureState.RECORDED else None,
        "unit": definition.unit.value,
        "currency": figure.currency or None,
        "formula": figure.formula,
        "definition": definition.definition,
        "inputs": list(_inputs(definition, values)),
        "computed_number": _number(figure) if figure.computed is not None else None,
        "computed": None if figure.computed is None else values.written(figure.computed, Kind.FIGURE),
        "reason": figure.reason or None,
        "agrees": figure.agrees,
    }


def _number(figure: Figure) -> object:
    """Return a figure for JSON: instants and dates as text, an estimate as its three numbers."""
    if isinstance(figure.number, Estimate):
        low, likely, high = (_plain(value) for value in (figure.number.low, figure.number.likely, figure.number.high))
        return {"low": low, "likely": likely, "high": high}
    if isinstance(figure.number, Decimal):
        return _plain(figure.number)
    return figure.value.isoformat() if isinstance(figure.value, (date, datetime)) else None


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(round(value, 9))


def _inputs(definition: Definition, values: Values) -> Iterator[dict[str, str]]:
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
