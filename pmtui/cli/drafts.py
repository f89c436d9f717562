"""Finds the drafts that a command is about: by path, by name in the drafts folder, or by folder."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmtui import paths
from pmtui.errors import FileError, UsageError


def find_draft(name: str, folder: Path) -> Path:
    """Return the path of a draft, given its path or its name in the drafts folder."""
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


def drafts_in(names: Iterable[str], folder: Path) -> Iterator[Path]:
    """Yield the named drafts: files as given, and every draft in a folder.

    Raises:
        UsageError: if a folder holds no draft: a pipeline that checks nothing isn't a check.
        FileError: if a folder can't be read; to pathlib it would look empty.
    """
    from pmtui.storage.draft_folder import is_draft

    for name in dict.fromkeys(names):
        if not name:
            raise UsageError("The draft's name is empty.", "Check whether a variable in your script is unset.")
        path = find_draft(name, folder)
        if not path.is_dir():
            yield path
            continue
        found = [each for each in sorted(_files_in(path)) if each.is_file() and is_draft(each)]
        if not found:
            raise UsageError(f"No drafts found in {path}.", "Name the folder that contains them.")
        yield from found


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders that may be drafts, except hidden ones."""
    from pmtui.storage.safe_files import reason

    def refuse(error: OSError) -> None:
        place = error.filename or folder
        raise FileError(f"The folder {place} can't be read: {reason(error)}.", "Check its permissions.")

    for above, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(above, name) for name in names if name.endswith(paths.DRAFT_SUFFIX) and name[0] != ".")
