"""Starts the app's screens. It imports little, so that the first screen appears immediately."""

import os
import sys
from pathlib import Path

from pmtui.confinement import Confinement


def terminal_problem() -> str:
    """Return why the app's screens can't be shown here, or an empty string."""
    if os.environ.get("TEXTUAL_DRIVER"):  # a browser, or another driver
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "pmtui needs an interactive terminal."
    if os.environ.get("TERM") == "dumb":
        return "pmtui needs a terminal that can do more than TERM=dumb."
    return ""


def run_app(folder: Path, draft: Path | None, within: Confinement | None = None) -> int:
    """Run the app, confined to the folder `within` if others can reach it; return its exit code."""
    from pmtui.tui.app import run

    return run(folder, draft, within)
