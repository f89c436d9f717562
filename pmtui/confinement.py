"""What a session that others can reach may read and write: one folder and its contents.

It's an object that is passed to whatever opens or writes a file. None means that the person at the keyboard
owns the files.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pmtui.errors import FileError

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Confinement:
    """A folder that nothing leads out of.

    Attributes:
        root: the folder, without links.
    """

    root: Path

    @classmethod
    def to(cls, folder: Path) -> "Confinement":
        """Return the confinement to a folder, as it's called."""
        return cls(Path(os.path.realpath(folder)))

    def named(self, name: str, *, to_write: bool = False) -> Path:
        """Return a typed path, relative to the folder.

        Args:
            name: what was typed.
            to_write: something will be written there, so it can't be hidden: other programs read `.git` and `.pmtui`,
                and may run what they find.

        Raises:
            FileError: if it leads out of the folder, or may not be written.
        """
        try:
            path = self.root / Path(name.strip()).expanduser()
            real = self._real(path)
        except (RuntimeError, ValueError, OSError) as error:
            raise FileError(f"'{name.strip()}' isn't a valid file name: {error}.", "Choose another name.") from error
        if to_write and any(part.startswith(".") for part in real.relative_to(self.root).parts):
            raise FileError(f"'{name.strip()}' is hidden.", "Here, names can't start with a dot.")
        return path

    def check(self, path: Path) -> None:
        """Refuse a path that leads out of the folder, with or without links.

        Raises:
            FileError: if it does.
        """
        self._real(path)

    def _real(self, path: Path) -> Path:
        real = Path(os.path.realpath(self.root / path))
        if real != self.root and self.root not in real.parents:
            raise FileError(f"{path} is outside {self.root}.", "Files stay in the served folder.")
        return real

    def holds(self, path: Path) -> bool:
        """Return whether a path is inside the folder, with or without links."""
        try:
            self._real(path)
        except FileError:
            return False
        return True

    def read(self, path: Path, most: int) -> bytes:
        """Return the bytes of a regular file in the folder, without following links once it's been checked.

        Raises:
            FileError: if it's outside, not a regular file, or larger than `most` bytes.
            OSError: if it can't be read.
        """
        with self.open(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                raise FileError(f"{path} is {size // 1_000_000} MB, which is too large.")
            return file.read(most + 1)[:most]

    def open(self, path: Path) -> BinaryIO:
        """Open a regular file in the folder to be read, without following links once it's been checked.

        Raises:
            FileError: if it's outside, or not a regular file.
            OSError: if it can't be opened.
        """
        real = self._real(path)
        with self.held(real.parent) as folder:
            handle = os.open(real if folder is None else real.name, _FILE, dir_fd=folder)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise FileError(f"{path} isn't a regular file.")
        return os.fdopen(handle, "rb")

    @contextlib.contextmanager
    def held(self, folder: Path) -> Iterator[int | None]:
        """Hold open a folder inside this one, so that a link that replaces it later isn't followed.

        Args:
            folder: the folder, without links.

        Yields:
            Its descriptor; None if the system can't look names up from one.

        Raises:
            FileError: if it's outside.
            OSError: if it can't be opened.
        """
        self.check(folder)
        if os.open not in os.supports_dir_fd or os.rename not in os.supports_dir_fd:
            yield None
            return
        handle = os.open(self.root, _FOLDER)
        try:
            for part in folder.relative_to(self.root).parts:
                above, handle = handle, os.open(part, _FOLDER, dir_fd=handle)
                os.close(above)
            yield handle
        finally:
            os.close(handle)
