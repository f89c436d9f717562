"""`pmtui export`: writes a draft's document."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.config import ActiveConfig
from pmtui.errors import FileError, OpenQuestions
from pmtui.session.templates import in_dialect, load_template
from pmtui.storage import draft_folder, exported_documents, journal
from pmtui.storage.safe_files import refuse_draft_as_target
from pmtui.template.dialects import DIALECTS
from pmtui.template.filename import document_name
from pmtui.template.open_questions import appended
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.add_argument("--template", metavar="T", help="use this template instead of the draft's")
    parser.add_argument(
        "--dialect",
        choices=list(DIALECTS),
        metavar="D",
        help=f"write Markdown for {', '.join(DIALECTS)} (default: the config's, the template's, or github)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="output file, or - for stdout (default: next to the draft)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite the file if it exists")
    parser.add_argument(
        "--strict", action="store_true", help="fail if required questions are unanswered, and list them"
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Write a draft's document."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    draft = draft_folder.load(path)
    template = in_dialect(load_template(args.template or draft.template, active), args.dialect)
    standing = Completeness(template, draft.postmortem)
    missing = standing.missing()
    if args.strict and missing:
        for gap in missing:
            print(f"{path}: {gap.section}: {gap.question.label}: {gap.what}", file=sys.stderr)
        raise OpenQuestions(f"{path} isn't complete: {_needing(len(missing))}.", "Answer or mark them.")
    document = appended(print_document(template, draft.postmortem, standing.values), standing)
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
        print(f"{was}The previous file is backed up: {kept}", file=sys.stderr)
    if missing:
        print(f"{_needing(len(missing))}; the document marks them.", file=sys.stderr)
    if journal.beside(path).exists():
        print(
            f"{path} is open in pmtui, or wasn't closed properly: its latest changes may not be in the document.",
            file=sys.stderr,
        )
    return 0


def _needing(count: int) -> str:
    return "1 question still needs an answer" if count == 1 else f"{count} questions still need an answer"


def _taken(target: Path, document: str, change: exported_documents.DocumentChange | None, draft: str) -> FileError:
    """Return the error for a file that is in the way of a document."""
    if target.is_symlink():
        leads = f"{target} is a link to {target.resolve()}."
        return FileError(
            leads, "Use --force to overwrite its target (pmtui keeps a backup), or -o to name another file."
        )
    if change is not None:
        words = "Use --force to overwrite it (pmtui keeps a backup), or -o to name another file."
        return FileError(f"{target} was {change.words}.", words)
    if exported_documents.is_of_another(target, draft):
        words = "Use -o to name another file, or --force to overwrite it (pmtui keeps a backup)."
        return FileError(f"{target} is another draft's document.", words)
    is_other = not exported_documents.is_ours(target) and target.read_bytes() != document.encode("utf-8")
    more = " (pmtui keeps a backup)" if is_other else ""
    return FileError(f"{target} already exists.", f"Use --force to overwrite it{more}, or -o to name another file.")
