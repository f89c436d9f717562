"""`pmtui open`, or just `pmtui`: the home screen, or a draft."""

import argparse

from pmtui.cli.arguments import add_optional_draft
from pmtui.cli.drafts import find_draft
from pmtui.cli.launch import run_app, terminal_problem
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_optional_draft(parser)
    parser.add_argument("--present", action="store_true", help="show the draft in large, for a meeting")
    parser.add_argument("--confined", action="store_true", help=argparse.SUPPRESS)  # how pmtui serve starts it


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Start the app on the home screen, or on a draft.

    Raises:
        UsageError: if there's no proper terminal.
        DraftError: if the draft can't be opened; the screen hasn't changed then.
    """
    problem = terminal_problem()
    if problem:
        raise UsageError(problem, "For a line-by-line mode, run: pmtui interview DRAFT --plain")
    active.ignore_bad_settings()
    folder = active.drafts_folder(args.dir)
    within = Confinement.to(folder) if args.confined else None
    if args.present and not args.draft:
        raise UsageError("--present needs a draft.", "Name it: pmtui --present DRAFT")
    if not args.draft:
        return run_app(folder, active, None, within)
    from pmtui.storage.draft_store import look_at  # without a draft, the first screen appears before this is imported

    draft = find_draft(args.draft, folder)
    return run_app(folder, active, draft, within, look_at(draft), presents=args.present)
