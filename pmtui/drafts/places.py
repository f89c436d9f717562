"""Where the author stopped: remembered beside pmtui's own state, so that a draft's diff shows only answers."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from pmtui.drafts.files import make_folder, write_atomically
from pmtui.errors import FileError
from pmtui.paths import state_folder


@dataclass(frozen=True)
class Place:
    """A question of a draft: the screen's title and the question's path."""

    screen: str
    question: str


def _file(draft: Path) -> Path:
    import hashlib  # imported where used: a document is printed without it

    name = hashlib.sha256(str(draft.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return state_folder() / "places" / f"{name}.json"


def remember(draft: Path, place: Place) -> None:
    """Keep the place for the next sitting. It's a convenience: where it can't be kept, nothing is said."""
    with contextlib.suppress(FileError, OSError, RuntimeError):
        file = _file(draft)
        make_folder(file.parent)
        write_atomically(file, json.dumps({"screen": place.screen, "question": place.question}))


def forget(draft: Path) -> None:
    """Drop what is remembered of a draft that had this name before."""
    with contextlib.suppress(OSError):
        _file(draft).unlink()


def recall(draft: Path) -> Place | None:
    """Return where the author stopped, or None."""
    try:
        data = json.loads(_file(draft).read_text(encoding="utf-8"))
        return Place(str(data["screen"]), str(data["question"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
