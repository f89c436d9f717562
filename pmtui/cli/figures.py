"""Prints the figures of a draft: `pmtui figures`."""

import argparse
from collections.abc import Iterator

from pmtui.cli.arguments import add_draft, add_json
from pmtui.cli.drafts import find_draft
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import FigureState
from pmtui.figures.computed_figure import Group
from pmtui.figures.definition import Definition
from pmtui.session.figure_rows import figure_rows, input_rows, number_of
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
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
        print_json({"draft": str(path), **figure_rows(values)})
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
    number = number_of(figure) if figure.state is FigureState.RECORDED else None
    said = " to ".join(str(number[key]) for key in ("low", "high")) if isinstance(number, dict) else number
    unit = f" [{said} {definition.unit}]" if said is not None and figure.number is not None else ""
    yield f"  {_SIGNS[figure.state]} {definition.name}: {words}{unit}"
    yield f"      {figure.formula}"
    inputs = [f"{each['label']} {each['value'] or '(blank)'}" for each in input_rows(definition, values)]
    if inputs:
        yield f"      from: {', '.join(inputs)}"
