"""`pmtui list`: the drafts in the folder, and their progress."""

import argparse
import os
import sys
from datetime import date
from typing import Any

from pmtui.actions.selection import is_overdue
from pmtui.cli.arguments import add_json
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.session.overviews import OverviewReader
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.template.interview import all_questions
from pmtui.template.progress import Completeness
from pmtui.text import one_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List the drafts in the folder."""
    folder = active.drafts_folder(args.dir)
    entries = draft_folder.entries(folder) if os.path.lexists(folder) else []
    reader = OverviewReader(active)
    if args.json:
        print_json([_entry_data(entry, reader) for entry in entries])
        return 0
    for entry in entries:
        data = _entry_data(entry, reader)
        if entry.draft is None:
            words = ["damaged", entry.problem]
        else:
            words = [str(data[key] or "-") for key in ("status", "progress", "severity", "id", "title")]
        cells = [str(entry.path), *words]
        print("\t".join(map(one_line, cells) if sys.stdout.isatty() else cells))  # a script gets the path unchanged
    if not entries:
        print(f"No drafts in {folder}. To create one, run: pmtui new", file=sys.stderr)
    return 0


def _entry_data(entry: draft_folder.FolderEntry, reader: OverviewReader) -> dict[str, Any]:
    common = {"path": str(entry.path), "modified": entry.modified.isoformat(timespec="seconds")}
    if entry.draft is None:
        return {**common, "problem": entry.problem}
    incident = entry.draft.postmortem.incident
    return {
        **common,
        "title": incident.title,
        "id": incident.id,
        "severity": incident.severity,
        "status": entry.draft.postmortem.document.status,
        "template": entry.draft.template,
        "progress": _progress(entry.draft, reader),
        "overdue": sum(is_overdue(action, date.today()) for action in entry.draft.postmortem.actions),
    }


def _progress(draft: Draft, reader: OverviewReader) -> str | None:
    template = reader.template(draft.template)
    if template is None:
        return None
    return f"{Completeness(template, draft.postmortem).progress(all_questions(template)).percent}%"
