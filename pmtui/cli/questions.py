"""`pmtui questions`: what a template asks."""

import argparse
from typing import Any

from pmtui.cli.arguments import add_json
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.session.templates import load_template
from pmtui.template.interview import AskedQuestion, interview


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", metavar="T", help="name or path of the template")
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List a template's questions in the order they're asked."""
    template = load_template(args.template, active)
    rows = [_question_row(screen.title, question) for screen in interview(template) for question in screen.questions]
    if args.json:
        print_json(rows)
        return 0
    for row in rows:
        need = "required" if row["required"] else "optional"
        print("\t".join([row["section"], row["group"], row["path"], row["kind"], need, row["prompt"]]))
    return 0


def _question_row(section: str, question: AskedQuestion) -> dict[str, Any]:
    row: dict[str, Any] = {
        "section": section,
        "group": question.group,
        "path": question.path,
        "kind": question.kind.value,
        "required": question.required,
        "label": question.label,
        "prompt": question.prompt,
        "hint": question.hint,
        "example": question.example,
    }
    if question.columns:
        row["columns"] = [column.name for column in question.columns]
    return row
