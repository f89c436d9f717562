"""Starts the app. It imports little, so that the first screen is there at once."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from pmtui import config, paths
from pmtui.confinement import Confinement
from pmtui.errors import UsageError
from pmtui.process import ignore_signals


def find_draft(name: str, folder: Path) -> Path:
    """Return the path of a draft that is named by its path, or by its name in the folder of drafts."""
    given = Path(name).expanduser()
    if given.exists():
        return given
    if len(given.parts) > 1:
        whole = given.with_name(given.name + paths.DRAFT_SUFFIX) if given.name else given
        return whole if whole.exists() else given
    for candidate in (folder / name, Path(f"{name}{paths.DRAFT_SUFFIX}"), folder / f"{name}{paths.DRAFT_SUFFIX}"):
        if candidate.exists():
            return candidate
    return given


def terminal_problem() -> str:
    """Return why the app's screens can't be shown here, or an empty string."""
    if os.environ.get("TEXTUAL_DRIVER"):  # a browser, or whatever else shows it
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "pmtui's screens need a terminal, and this is none."
    if os.environ.get("TERM") == "dumb":
        return "pmtui's screens need more than TERM=dumb."
    return ""


def open_app(args: argparse.Namespace) -> int:
    """Start the app on the home screen, or on a draft.

    Raises:
        UsageError: if there's no proper terminal.
        DraftError: if the draft can't be opened; the screen hasn't changed then.
    """
    problem = terminal_problem()
    if problem:
        raise UsageError(problem, "pmtui interview DRAFT --plain asks line by line; pmtui --help has all else.")
    config.ignore_bad_settings()
    folder = config.drafts_folder(args.dir)
    draft = find_draft(args.draft, folder) if args.draft else None
    if draft is not None:
        from pmtui.storage import recovery

        recovery.look_at(draft)
    return run_app(folder, draft, Confinement.to(folder) if args.confined else None)


def interview(args: argparse.Namespace) -> int:
    """Go through a draft's questions: line by line where that's asked for or all there is, else in the app.

    Raises:
        PmtuiError: if the draft can't be opened.
    """
    if not args.plain and not terminal_problem():
        return open_app(args)
    from pmtui.model.ids import random_id
    from pmtui.plain_ui.console import Console
    from pmtui.plain_ui.interview import run

    config.ignore_bad_settings()
    folder = config.drafts_folder(args.dir)
    code = run(find_draft(args.draft, folder), Console(), date.today, random_id)
    ignore_signals()
    return code


def run_app(folder: Path, draft: Path | None, within: Confinement | None = None) -> int:
    """Run the app, where others reach it on nothing but what is in the folder `within`; return its exit code."""
    from pmtui.tui.app import run

    return run(folder, draft, within)
