"""`pmtui new`: creates a draft."""

import argparse
import sys
from datetime import date
from pathlib import Path

from pmtui import paths
from pmtui.cli.launch import run_app, terminal_problem
from pmtui.config import ActiveConfig
from pmtui.errors import EditError, EntryError, UsageError
from pmtui.model.catalog import Question, model_questions
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.instants import Interpretation
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.tree import Template
from pmtui.text import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="path of the new draft (default: a new name in the drafts folder)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--template", metavar="T", help="template to use (default: outage, or the one in your config)")
    which.add_argument("--example", metavar="T", help="start from the complete example of a built-in template")
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="set an answer, such as incident.title='Login fails' (repeatable)",
    )
    parser.add_argument("--no-open", action="store_true", help="create the draft without opening it")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Create a draft, print its path, and open it if there's a terminal."""
    from pmtui.session.defaults import filled  # imported where used: an export edits nothing
    from pmtui.session.templates import default_template, load_template

    draft = _example(args.example) if args.example else Draft(args.template or default_template(active), Postmortem())
    template = load_template(draft.template, active)
    postmortem = draft.postmortem
    for assignment in args.set:
        postmortem = _assign(postmortem, template, assignment)
    postmortem = postmortem if args.example else filled(postmortem, active)
    today = date.today()
    folder = active.drafts_folder(args.dir)
    day = postmortem.incident.date or today
    path = Path(args.file).expanduser() if args.file else draft_folder.free_path(folder, day, postmortem.incident.title)
    if not path.name:
        raise UsageError(f"{path} is a folder.", "Name a file in it.")
    if path.suffix != paths.DRAFT_SUFFIX:
        path = path.with_name(path.name + paths.DRAFT_SUFFIX)
    name = draft.template if draft.template in lookup.names() else str(lookup.locate(draft.template).resolve())
    draft_folder.create(path, Draft(name, postmortem))
    print(path, flush=True)
    has_terminal = not terminal_problem()
    return 0 if args.no_open or not has_terminal else run_app(folder, active, path)


def _example(name: str) -> Draft:
    path = paths.builtin_templates() / "examples" / f"{name}{paths.DRAFT_SUFFIX}"
    if name not in lookup.BUILTIN or not path.is_file():
        hint = did_you_mean(name, lookup.BUILTIN) or f"Examples: {', '.join(lookup.BUILTIN)}."
        raise UsageError(f"Example not found: '{name}'.", hint)
    return draft_folder.load(path)


def _assign(postmortem: Postmortem, template: Template, assignment: str) -> Postmortem:
    from pmtui.model.edit import apply  # imported where used: an export edits nothing
    from pmtui.template.input_parsing import InputParser, enter

    path, equals, text = assignment.partition("=")
    if not equals:
        raise UsageError(f"--set {assignment}: '=' is missing.", "For example: --set incident.title='Login fails'")
    entering = InputParser.of(postmortem, template.settings, date.today())
    try:
        question = _settable(path, template)
        if question.kind is Kind.DATETIME and text.strip():
            _refuse_doubt(entering.instant(text), path)
        value = entering.read(question.kind, text, question.choices, question.options)
        return apply(postmortem, enter(postmortem, question.path, value))
    except (EntryError, EditError) as error:
        raise UsageError(f"--set {path}: {error}") from error


def _refuse_doubt(reading: Interpretation, path: str) -> None:
    """Refuse a time that could be two, and print what else is uncertain about it.

    Raises:
        EntryError: if it could be two.
    """
    other = reading.other.at if reading.other is not None else None
    if reading.at is not None and other is not None:
        raise EntryError(f"This could be two times. Write {reading.at.isoformat(' ')} or {other.isoformat(' ')}.")
    if reading.note:
        print(f"--set {path}: {reading.note}", file=sys.stderr)


def _settable(path: str, template: Template) -> Question:
    questions = {question.path: question for question in all_questions(template)}
    if path in questions and questions[path].kind not in (Kind.TABLE, Kind.FIGURE):
        return questions[path]
    question = model_questions().get(path)
    if question is not None and question.kind is Kind.TABLE:
        raise UsageError(f"--set {path}: this is a table.", "Add its rows in the app, or edit the draft.")
    if question is None or "*" in path:
        known = [name for name, found in model_questions().items() if "*" not in name and found.kind is not Kind.TABLE]
        hint = did_you_mean(path, [*known, *questions]) or f"Run 'pmtui questions {template.name}' to list them."
        raise UsageError(f"--set {path}: question not found.", hint)
    return question
