"""Starts the app's screens. It imports little, so that the first screen appears immediately."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement

if TYPE_CHECKING:
    from pmtui.storage.recovery import OnDisk


def terminal_problem() -> str:
    """Return why the app's screens can't be shown here, or an empty string."""
    if os.environ.get("TEXTUAL_DRIVER"):  # a browser, or another driver
        return ""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return "pmtui needs an interactive terminal."
    if os.environ.get("TERM") == "dumb":
        return "pmtui needs a terminal that can do more than TERM=dumb."
    return ""


def run_app(
    folder: Path,
    active: ActiveConfig,
    draft: Path | None,
    within: Confinement | None = None,
    seen: "OnDisk | None" = None,
    *,
    presents: bool = False,
    adopts: Path | None = None,
) -> int:
    """Run the app and return its exit code.

    Args:
        folder: the folder of drafts.
        active: the config.
        draft: the draft to open, or None for the home screen.
        within: the folder that nothing is read or written outside of, where others reach this session; otherwise None.
        seen: what has been read of the draft's file already.
        presents: whether the draft is shown in large at first.
        adopts: the template of an organization to go through at first, or None.
    """
    from pmtui.tui.app import PmtuiApp, run

    return run(PmtuiApp(folder, draft, within=within, seen=seen, active=active, presents=presents, adopts=adopts))
