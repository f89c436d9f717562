"""Where the author stopped: kept in pmtui's own state, so that a draft's diff shows only answers."""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from pmtui.errors import FileError
from pmtui.paths import state_folder
from pmtui.storage.safe_files import make_folder, write_atomically
from pmtui.text import clean_prose

_LONGEST_TITLE = 1_000
"""Characters of a half-typed title to restore: ten times a long one; the file may have been damaged."""


@dataclass(frozen=True)
class Position:
    """A question of a draft: the screen's title and the question's path."""

    screen: str
    question: str


def _file(draft: Path) -> Path:
    return state_file(draft, "places")


def state_file(draft: Path, kind: str) -> Path:
    """Return the file for what pmtui remembers of a draft outside of it.

    Args:
        draft: the draft.
        kind: what it is, as the name of its folder.
    """
    import hashlib  # imported where used: a document is printed without it

    name = hashlib.sha256(str(draft.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return state_folder() / kind / f"{name}.json"


def remember(draft: Path, place: Position) -> None:
    """Keep the place for the next session. It's a convenience: if that fails, nothing is reported."""
    with contextlib.suppress(FileError, OSError, RuntimeError):
        file = _file(draft)
        make_folder(file.parent)
        write_atomically(file, json.dumps({"screen": place.screen, "question": place.question}))


def follow(old: Path, new: Path) -> None:
    """Move the place in a draft that has another name now."""
    place = recall(old)
    forget(old)
    forget(new)
    if place is not None:
        remember(new, place)


def forget(draft: Path) -> None:
    """Forget the position in a draft that had this name before."""
    with contextlib.suppress(OSError):
        _file(draft).unlink()


def _title_file(folder: Path) -> Path:
    import hashlib  # imported where used, as above

    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return state_folder() / "titles" / f"{name}.txt"


def remember_title(folder: Path, title: str) -> None:
    """Keep the title of a postmortem that isn't created yet, with each key; an empty title is forgotten.

    It survives the end of the program, not of the machine: it doesn't wait for the disk.

    Args:
        folder: where its draft will be.
        title: what was typed so far.
    """
    with contextlib.suppress(FileError, OSError, RuntimeError):
        file = _title_file(folder)
        if not title:
            file.unlink(missing_ok=True)
            return
        make_folder(file.parent)
        handle = os.open(file.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as new:
            new.write(title)
        file.with_suffix(".new").replace(file)


def recall_title(folder: Path) -> str:
    """Return the title typed for a postmortem that was never created; empty if there is none."""
    try:
        return clean_prose(_title_file(folder).read_text(encoding="utf-8")).replace("\n", " ")[:_LONGEST_TITLE]
    except (OSError, UnicodeError, RuntimeError):
        return ""


def recall(draft: Path) -> Position | None:
    """Return where the author stopped, or None."""
    try:
        data = json.loads(_file(draft).read_text(encoding="utf-8"))
        return Position(str(data["screen"]), str(data["question"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
