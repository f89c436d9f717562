"""`pmtui questions`: what a template asks, or what is left to answer in a draft."""

import argparse

from pmtui.cli.arguments import add_json
from pmtui.cli.drafts import find_draft
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.errors import TemplateError, UsageError
from pmtui.paths import DRAFT_SUFFIX
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.progress import Completeness
from pmtui.template.question_rows import open_rows, question_rows
from pmtui.template.tree import Template


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "template", metavar="T", help="name or path of the template; with --open, a draft's path or name"
    )
    parser.add_argument("--open", action="store_true", help="only what is left to answer in the draft T")
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List a template's questions in the order they're asked, or those that a draft leaves open."""
    if args.open:
        draft = draft_folder.load(find_draft(args.template, active.drafts_folder(args.dir)))
        rows = open_rows(Completeness(load_template(draft.template, active), draft.postmortem))
    else:
        rows = question_rows(_template(args, active))
    if args.json:
        print_json(rows)
        return 0
    for row in rows:
        need = row.get("missing") or ("required" if row["required"] else "optional")
        print("\t".join([row["section"], row["group"], row["path"], row["kind"], need, row["prompt"]]))
    return 0


def _template(args: argparse.Namespace, active: ActiveConfig) -> Template:
    """Return the template that the arguments name.

    Raises:
        TemplateError: if there's none, or it can't be understood.
        UsageError: if it's a draft.
    """
    try:
        return load_template(args.template, active)
    except TemplateError as error:
        draft = find_draft(args.template, active.drafts_folder(args.dir))
        if draft.suffix == DRAFT_SUFFIX and draft.is_file():
            raise UsageError(f"{draft} is a draft.", "To list what's left to answer in it, add --open.") from error
        raise
