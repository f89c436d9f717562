"""Paths that an author types, pastes, or drops: what they could be completed to, and which files they name."""

import contextlib
import os
import shlex
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.paths import DRAFT_SUFFIX
from pmtui.storage.safe_files import reason

_MOST_ENTRIES = 5_000
"""How many entries of a folder are read; nobody looks for a file among more."""

_LONGEST = 8_000
"""A paste with more characters isn't a few paths."""

_SEPARATORS = ("/", os.sep)


@dataclass(frozen=True)
class FileChoice:
    """A file or folder that a path could be completed to.

    Attributes:
        typed: the path as it would be typed.
        path: the path itself.
        is_folder: it's a folder.
        size: the size of a file, in bytes.
        changed: when it was changed, in seconds of the system's clock.
    """

    typed: str
    path: Path
    is_folder: bool
    size: int = 0
    changed: float = 0.0


def choices(typed: str, base: Path, within: Confinement | None = None) -> list[FileChoice]:
    """Return what a typed path could be completed to: files first, the newest at the top, then folders.

    Hidden files are only listed once a dot is typed; drafts, devices, and links that lead nowhere never.

    Args:
        typed: what has been typed.
        base: the folder that a relative path is in.
        within: the folder that nothing is listed outside of; None for any.

    Raises:
        FileError: if its folder can't be read.
    """
    beginning, name = _parted(typed)
    folder = _folder(beginning, base, within)
    found = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= _MOST_ENTRIES:
                    break
                choice = _choice(beginning, name, entry, within)
                if choice is not None:
                    found.append(choice)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(f"Can't read {folder}: {why}.", "Check the name.") from error
    return sorted(found, key=lambda each: (each.is_folder, -each.changed if not each.is_folder else 0, each.typed))


def _parted(typed: str) -> tuple[str, str]:
    """Return the folder of a typed path, with its separator, and the beginning of a name in it."""
    end = max(typed.rfind(separator) for separator in _SEPARATORS) + 1
    return ("~/", "") if typed == "~" else (typed[:end], typed[end:])


def _folder(beginning: str, base: Path, within: Confinement | None) -> Path:
    if within is not None:
        return within.named(beginning or ".")
    try:
        return base / Path(beginning).expanduser()
    except RuntimeError as error:
        raise FileError(f"Can't read {beginning}: no such user.", "Check the name.") from error


def _choice(beginning: str, name: str, entry: os.DirEntry[str], within: Confinement | None) -> FileChoice | None:
    if not entry.name.casefold().startswith(name.casefold()) or (entry.name.startswith(".") and not name):
        return None
    path = Path(entry.path)
    if within is not None and (entry.name.startswith(".") or not within.holds(path)):
        return None
    try:
        found = entry.stat()
    except (OSError, ValueError):
        return None
    if stat.S_ISDIR(found.st_mode):
        return FileChoice(f"{beginning}{entry.name}/", path, is_folder=True)
    if stat.S_ISREG(found.st_mode) and not entry.name.endswith(DRAFT_SUFFIX):
        return FileChoice(f"{beginning}{entry.name}", path, False, found.st_size, found.st_mtime)
    return None


def completed(typed: str, found: Sequence[FileChoice]) -> str:
    """Return a typed path with what all its choices begin with."""
    if not found:
        return typed
    common = os.path.commonprefix([choice.typed for choice in found])
    return common if len(common) > len(typed) else typed


def dropped_paths(text: str, within: Confinement | None = None) -> list[str]:
    """Return the files and folders that a text names, if that's all it is; a terminal pastes them when they're dropped.

    Quotes, backslashes before spaces, and `file:` addresses are understood. A name alone isn't a path: it may be an
    event's text.

    Args:
        text: what was pasted or typed.
        within: the folder that they must be in; None for any.

    Returns:
        Their paths; none if the text has anything else in it, or one of them doesn't exist.
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or not _begins_like_path(plain):
        return []
    for names in _spellings(plain):
        paths = [_as_path(name) for name in names]
        if paths and all(path is not None and _exists(path, within) for path in paths):
            return [str(path) for path in paths]
    return []


def _begins_like_path(text: str) -> bool:
    bare = text.lstrip("'\"")
    is_drive = os.name == "nt" and bare[1:3] in (":\\", ":/")
    return bare.startswith(("/", "~/", "./", "../", "file://")) or is_drive


def _spellings(text: str) -> list[list[str]]:
    """Return the names that a text may consist of: one per line, or separated as in a shell."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [[line.strip("'\"") for line in lines]]
    with contextlib.suppress(ValueError):  # a quote that isn't closed
        found.append(shlex.split(text, posix=os.name != "nt"))
    return found


def _as_path(name: str) -> Path | None:
    if name.startswith("file://"):
        try:
            address = urlsplit(name)
        except ValueError:
            return None
        if address.netloc not in ("", "localhost"):
            return None
        name = unquote(address.path)
        name = name.lstrip("/") if os.name == "nt" else name
    elif not _begins_like_path(name):
        return None
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return None


def _exists(path: Path, within: Confinement | None) -> bool:
    try:
        if within is not None and not within.holds(path):
            return False
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
