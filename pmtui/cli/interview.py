"""`pmtui interview`: a draft's questions, in the app or line by line."""

import argparse
from datetime import date

from pmtui.cli import open as open_command
from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.cli.launch import terminal_problem
from pmtui.config import ActiveConfig
from pmtui.process import ignore_signals


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.set_defaults(confined=False)
    parser.add_argument(
        "--plain", action="store_true", help="ask line by line, for screen readers and simple terminals"
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Go through a draft's questions: line by line with --plain or without a terminal, otherwise in the app.

    Raises:
        PmtuiError: if the draft can't be opened.
    """
    if not args.plain and not terminal_problem():
        return open_command.run(args, active)
    from pmtui.model.ids import random_id
    from pmtui.plain_ui.console import Console
    from pmtui.plain_ui.interview import run as ask

    active.ignore_bad_settings()
    folder = active.drafts_folder(args.dir)
    code = ask(find_draft(args.draft, folder), Console(), date.today, random_id, active)
    ignore_signals()
    return code
