"""Lists the action items of drafts: `pmtui actions`, for a tracker, a spreadsheet, a stand-up."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pmtui.actions.selection import is_open, is_overdue
from pmtui.cli.arguments import SEVERAL
from pmtui.cli.drafts import drafts_in
from pmtui.config import ActiveConfig
from pmtui.errors import PmtuiError
from pmtui.model.actions import Action
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.inline import one_line
from pmtui.template.settings import Settings
from pmtui.text import visible


@dataclass(frozen=True)
class ActionRow:
    """One action item as listed, all as text.

    Attributes:
        incident: the incident's ID, or its title, or the draft's name.
        action: what will be done.
        owner: who is responsible.
        due: the due date, as 2026-03-27.
        priority: in the template's scale.
        status: in the template's scale.
        overdue: whether it's past due.
        ticket: a link to the tracker.
        draft: the draft's path.
        id: its id in the draft.
    """

    incident: str
    action: str
    owner: str
    due: str
    priority: str
    status: str
    overdue: bool
    ticket: str
    draft: str
    id: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("drafts", nargs="*", metavar="DRAFT", help=f"{SEVERAL} (default: all)")
    parser.add_argument("--open", action="store_true", help="only actions that are neither done nor declined")
    parser.add_argument("--overdue", action="store_true", help="only overdue actions; exits with 1 if there are any")
    parser.add_argument("--owner", metavar="X", help="only actions whose owner's name contains X")
    parser.add_argument(
        "--format", choices=["table", "csv", "json", "md"], default="table", help="output format (default: table)"
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print the action items of drafts; return 3 if one can't be read, 1 if overdue ones were asked for and found."""
    folder = active.drafts_folder(args.dir)
    if not args.drafts and not os.path.lexists(folder):
        _as_table([])
        return 0
    rows: list[ActionRow] = []
    damaged = 0
    for path in drafts_in(args.drafts or [str(folder)], folder):
        try:
            rows += _rows(path, args, active)
        except PmtuiError as error:
            damaged += 1
            print(visible(f"{path}: {error}"), file=sys.stderr)
    _PRINTERS[args.format](rows)
    if damaged:
        return 3
    return 1 if args.overdue and rows else 0


def _rows(path: Path, args: argparse.Namespace, active: ActiveConfig) -> Iterator[ActionRow]:
    draft = draft_folder.load(path)
    settings = load_template(draft.template, active).settings
    record, today = draft.postmortem, date.today()
    name = record.incident.id or record.incident.title or path.stem
    for action in record.actions:
        if _is_wanted(action, args, today):
            yield _row(action, settings, name, path, today)


def _is_wanted(action: Action, args: argparse.Namespace, today: date) -> bool:
    if args.open and not is_open(action):
        return False
    if args.overdue and not is_overdue(action, today):
        return False
    return not args.owner or args.owner.lower() in action.owner.lower()


def _row(action: Action, settings: Settings, name: str, path: Path, today: date) -> ActionRow:
    status = settings.label(action.status)
    return ActionRow(
        incident=name,
        action=action.description,
        owner=action.owner,
        due=action.due.isoformat() if action.due else "",
        priority=settings.label(action.priority) if action.priority else "",
        status=f"{status}: {action.reason}" if action.reason else status,
        overdue=is_overdue(action, today),
        ticket=action.tracker,
        draft=str(path),
        id=action.id,
    )


def _as_table(rows: list[ActionRow]) -> None:
    """Print aligned columns; an overdue action has a mark after its due date."""
    head = ("Incident", "Due", "Prio", "Status", "Owner", "Action")
    lines = [
        tuple(
            visible(" ".join(cell.split()))
            for cell in (
                row.incident,
                row.due + (" !" if row.overdue else ""),
                row.priority,
                row.status,
                row.owner,
                row.action,
            )
        )
        for row in rows
    ]
    if not lines:
        print("No matching action items.", file=sys.stderr)
        return
    widths = [min(28, max(len(line[index]) for line in [head, *lines])) for index in range(len(head) - 1)]
    for line in [head, *lines]:
        print("  ".join([*(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=False)), line[-1]]))


def _as_csv(rows: list[ActionRow]) -> None:
    writer = csv.DictWriter(sys.stdout, list(ActionRow.__dataclass_fields__), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = asdict(row)
        writer.writerow({name: _no_formula(cell) if isinstance(cell, str) else cell for name, cell in cells.items()})


def _no_formula(cell: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _as_json(rows: list[ActionRow]) -> None:
    print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))


def _as_markdown(rows: list[ActionRow]) -> None:
    print("| Incident | Action | Owner | Due | Priority | Status |")
    print("| -------- | ------ | ----- | --- | -------- | ------ |")
    for row in rows:
        cells = (row.incident, row.action, row.owner, row.due, row.priority, row.status)
        print("| " + " | ".join(one_line(cell, "cell") for cell in cells) + " |")


_PRINTERS = {"table": _as_table, "csv": _as_csv, "json": _as_json, "md": _as_markdown}
