"""`pmtui questions`: what a template asks, or what is left to answer in a draft."""

import argparse

from pmtui.cli.arguments import add_json
from pmtui.cli.drafts import find_draft
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.progress import Completeness
from pmtui.template.question_rows import open_rows, question_rows


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
        rows = question_rows(load_template(args.template, active))
    if args.json:
        print_json(rows)
        return 0
    for row in rows:
        need = row.get("missing") or ("required" if row["required"] else "optional")
        print("\t".join([row["section"], row["group"], row["path"], row["kind"], need, row["prompt"]]))
    return 0
