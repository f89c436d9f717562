"""Puts a text on the clipboard, and into a file: not every terminal takes what is put on its clipboard (OSC 52)."""

from pathlib import Path

from textual.app import App

from pmtui import paths
from pmtui.errors import FileError
from pmtui.storage.safe_files import make_folder, reason, write_atomically


def copied_file() -> Path:
    """Return the file that holds what was copied last; only its owner can read it."""
    return paths.state_folder() / "copied.md"


def copy(app: App[int], text: str, what: str) -> None:
    """Copy a text, and say where it is; an empty one leaves the clipboard unchanged.

    Args:
        app: the app, whose terminal has the clipboard.
        text: the text, as it's to be pasted.
        what: what it is, as text: "The document".
    """
    if not text.strip():
        app.notify(f"{what} is empty; nothing was copied.", timeout=4, markup=False)
        return
    app.copy_to_clipboard(text)
    file = copied_file()
    try:
        make_folder(file.parent)
        write_atomically(file, text)
    except (FileError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        app.notify(f"{what} was copied, but couldn't be saved to {file}: {why}", timeout=10, markup=False)
        return
    app.notify(f"{what} was copied as Markdown. If you can't paste it, it's also in {file}", timeout=10, markup=False)
