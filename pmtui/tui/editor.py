"""Lets the author write a longer text in their own editor, as VISUAL or EDITOR names it."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from pmtui.text import clean_prose
from pmtui.tui.preferences import Looks


def editor_words() -> list[str]:
    """Return the command of the author's editor, as text; empty if none is named."""
    try:
        return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:  # an open quote
        return []


def edited(app: App[int], text: str) -> tuple[str, str]:
    """Open a text in the author's editor; return the result, and why it couldn't be edited, as text.

    The text goes through a file that only the author can read, and that is gone afterwards.
    """
    if isinstance(app, Looks) and app.within is not None:
        return text, "An external editor isn't available in the browser."
    words = editor_words()
    if not words:
        return text, "Set EDITOR to your editor's command, such as EDITOR=vim, and restart pmtui."
    with tempfile.TemporaryDirectory(prefix="pmtui-") as folder:
        path = Path(folder) / "answer.md"
        path.write_text(text, encoding="utf-8")
        try:
            with app.suspend():
                code = subprocess.run([*words, str(path)], check=False).returncode
            found = clean_prose(path.read_text(encoding="utf-8"))
        except SuspendNotSupported:
            return text, "This terminal doesn't allow pmtui to open an external editor."
        except (OSError, UnicodeError) as error:
            return text, f"Couldn't run '{words[0]}': {error}."
    if code:
        return text, f"'{words[0]}' exited with status {code}, so your answer is unchanged."
    return (found[:-1] if found.endswith("\n") and not text.endswith("\n") else found), ""
