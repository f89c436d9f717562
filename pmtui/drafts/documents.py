"""Which documents pmtui has written: one that it wrote, and that nobody has changed since, can be written over.

What is known of them is in the user's state folder. It only ever lets something be replaced that came from here.
"""

import contextlib
import os
from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.drafts.files import digest_of, make_folder, read_bytes, write_atomically
from pmtui.errors import FileError
from pmtui.paths import state_folder


def _note(document: Path) -> Path:
    name = digest_of(os.fsencode(os.path.realpath(document)))[:24]
    return state_folder() / "documents" / name


def remember(document: Path, text: str) -> None:
    """Note what was written; where that can't be noted, the document is somebody else's from now on."""
    with contextlib.suppress(FileError, OSError):
        note = _note(document)
        make_folder(note.parent)
        write_atomically(note, digest_of(text.encode("utf-8")))


def is_ours(document: Path, within: Confinement | None = None) -> bool:
    """Return whether a file holds what pmtui wrote there last."""
    try:
        return _note(document).read_text(encoding="ascii") == digest_of(read_bytes(document, within))
    except (FileError, OSError, UnicodeError):
        return False
