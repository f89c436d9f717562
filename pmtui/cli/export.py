"""`pmtui export`: writes a draft's document."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from pmtui import config
from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.errors import FileError, OpenQuestions
from pmtui.storage import draft_folder, exported_documents, journal
from pmtui.storage.safe_files import refuse_draft_as_target
from pmtui.template import lookup
from pmtui.template.filename import document_name
from pmtui.template.open_questions import appended
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_draft(parser)
    parser.add_argument("--template", metavar="T", help="print it under this template instead of the draft's own")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to; - for stdout (default: beside the draft, named by the template's pattern)",
    )
    parser.add_argument("--force", action="store_true", help="write over a file that's there")
    parser.add_argument("--strict", action="store_true", help="refuse while questions are open, and list them")


def run(args: argparse.Namespace) -> int:
    """Write a draft's document."""
    path = find_draft(args.draft, config.drafts_folder(args.dir))
    draft = draft_folder.load(path)
    template = lookup.load(args.template or draft.template)
    standing = Completeness(template, draft.postmortem)
    missing = standing.missing()
    if args.strict and missing:
        for gap in missing:
            print(f"{path}: {gap.section}: {gap.question.label}: {gap.what}", file=sys.stderr)
        raise OpenQuestions(f"{path} isn't complete: {len(missing)} questions are open.", "Answer or mark them.")
    document = appended(print_document(template, draft.postmortem), standing)
    if args.output == "-":
        sys.stdout.write(document)
        return 0
    target = Path(args.output).expanduser() if args.output else path.parent / document_name(template, draft.postmortem)
    if target.is_dir():
        target = target / document_name(template, draft.postmortem)
    refuse_draft_as_target(target, path)
    change = exported_documents.changed(target, draft=draft.id)
    if (target.exists() or target.is_symlink()) and not args.force:
        raise _taken(target, document, change, draft.id)
    kept = exported_documents.write(target, document, datetime.now(UTC), draft=draft.id)
    print(target)
    if kept is not None:
        was = f"It was {change.words}. " if change else ""
        print(f"{was}What was there is kept: {kept}", file=sys.stderr)
    if missing:
        print(f"{len(missing)} questions are open; the document shows them as open.", file=sys.stderr)
    if journal.beside(path).exists():
        print(f"{path} is open, or was left without saving: its journal may hold more.", file=sys.stderr)
    return 0


def _taken(target: Path, document: str, change: exported_documents.Change | None, draft: str) -> FileError:
    """Return what is said if another file stands where a document would be written."""
    if target.is_symlink():
        leads = f"{target} is a link to {target.resolve()}."
        return FileError(leads, "Add --force to write there; what is there is kept as a copy. -o names another.")
    if change is not None:
        words = "Add --force to write over it; a copy of it is kept. -o names another."
        return FileError(f"{target} was {change.words}.", words)
    if exported_documents.is_of_another(target, draft):
        words = "Name another file with -o; --force writes over it, and keeps a copy."
        return FileError(f"{target} is the document of another draft.", words)
    is_other = not exported_documents.is_ours(target) and target.read_bytes() != document.encode("utf-8")
    more = " (a copy of it is kept)" if is_other else ""
    return FileError(f"{target} exists already.", f"Add --force to write over it{more}, or -o to name another.")
