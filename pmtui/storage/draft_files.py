"""The draft files of a folder, before any is opened. It imports little: the first screen lists them."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmtui import paths
from pmtui.errors import FileError
from pmtui.storage.safe_files import reason


@dataclass(frozen=True)
class DraftFile:
    """A file that may hold a draft.

    Attributes:
        path: where it is.
        size: its size, in bytes.
        modified_ns: when it was last written, in nanoseconds of the system's clock.
        is_link: it's a symbolic link; the size and the time are its target's.
        problem: why not even that is known; empty if it is.
    """

    path: Path
    size: int = 0
    modified_ns: int = 0
    is_link: bool = False
    problem: str = ""

    @property
    def modified(self) -> datetime:
        """When it was last written; with the local offset."""
        return datetime.fromtimestamp(self.modified_ns / 1e9).astimezone()


def files_in(folder: Path) -> list[DraftFile]:
    """Return the files of a folder that may be drafts, in no order; without hidden ones.

    Raises:
        FileError: if the folder can't be read.
    """
    try:
        with os.scandir(folder) as found:  # to Path.glob, a folder that it can't read looks empty
            named = [each for each in found if each.name.endswith(paths.DRAFT_SUFFIX) and each.name[0] != "."]
    except OSError as error:
        raise FileError(
            f"The folder {folder} can't be read: {reason(error)}.", "Check its permissions, or choose another folder."
        ) from error
    return [file for each in named if (file := _file(folder / each.name, each)) is not None]


def _file(path: Path, found: "os.DirEntry[str]") -> DraftFile | None:
    try:
        if not found.is_file():
            return None
        stat = found.stat()
        return DraftFile(path, stat.st_size, stat.st_mtime_ns, found.is_symlink())
    except FileNotFoundError:  # gone in the meantime
        return None
    except OSError as error:  # listed with the problem
        problem = f"{path} can't be read: {reason(error)}. Check the permissions of its folder."
        return DraftFile(path, problem=problem)
