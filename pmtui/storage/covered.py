"""What a meeting has covered of a draft's agenda: kept in pmtui's own state, so that the document never shows it."""

import contextlib
import json
from collections.abc import Collection
from pathlib import Path

from pmtui.errors import FileError
from pmtui.storage.last_position import state_file
from pmtui.storage.safe_files import make_folder, write_atomically

_FOLDER = "agendas"


def remember(draft: Path, keys: Collection[str]) -> None:
    """Keep the keys of the covered items. It's a convenience: if that fails, nothing is reported."""
    with contextlib.suppress(FileError, OSError, RuntimeError):
        file = state_file(draft, _FOLDER)
        make_folder(file.parent)
        write_atomically(file, json.dumps(sorted(keys)))


def recall(draft: Path) -> frozenset[str]:
    """Return the keys of the covered items; none if they can't be read."""
    try:
        keys = json.loads(state_file(draft, _FOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return frozenset()
    return frozenset(str(key) for key in keys) if isinstance(keys, list) else frozenset()


def follow(old: Path, new: Path) -> None:
    """Move what was covered of a draft that has another name now."""
    keys = recall(old)
    forget(old)
    forget(new)
    if keys:
        remember(new, keys)


def forget(draft: Path) -> None:
    """Forget what was covered of a draft that had this name before."""
    with contextlib.suppress(OSError):
        state_file(draft, _FOLDER).unlink()
