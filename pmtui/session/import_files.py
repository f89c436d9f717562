"""Opens the files of an import: exports, archives, folders, and the lists of people in the same folders."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.sources.files import MOST_FILES, NAMES_FIRST, FilePiece, pieces_in_order, pieces_of
from pmtui.sources.intake import Imported, TellProgress, read_pieces
from pmtui.sources.reading import Reading
from pmtui.storage.safe_files import reason
from pmtui.text import plural

_LARGEST_BESIDE = 64 << 20


def read_files(
    names: Sequence[str],
    reading: Reading,
    *,
    kind: str = "",
    with_noise: bool = False,
    progress: TellProgress = lambda name, count: None,
    standard_input: BinaryIO | None = None,
    within: Confinement | None = None,
) -> Imported:
    """Read files into one list of records.

    Args:
        names: their paths: exports, archives, folders; `-` is the standard input, if there's one.
        reading: the import: its zone, window, and channels; it collects names and notices.
        kind: the kind of source that all are; empty to recognize each.
        with_noise: noise becomes an event, too.
        progress: is called with the progress so far; an exception from it ends the import.
        standard_input: the bytes of the standard input; None to read `-` as a file's name.
        within: the folder that nothing is read outside of; None for any.

    Raises:
        FileError: if one isn't there or can't be opened, or none holds anything that can be read.
    """
    with ExitStack() as stack:
        files = _Files(reading, stack, standard_input, within)
        return read_pieces(files.pieces(names), reading, kind=kind, with_noise=with_noise, progress=progress)


def read_text(text: str, name: str, reading: Reading, *, kind: str = "") -> Imported:
    """Read a text, such as a paste, as if it were a file.

    Args:
        text: the text.
        name: how messages name it.
        reading: the import.
        kind: the kind of source that it is; empty to recognize it.

    Raises:
        FileError: if it's of no known kind.
    """
    data = text.encode("utf-8", "replace")
    return read_pieces([FilePiece(name, "", lambda: iter([data]))], reading, kind=kind)


def looks_like_json(text: str) -> bool:
    """Return whether a text is a JSON object or list, or has one on each line."""
    plain = text.strip()
    return _holds_objects(plain) or _holds_objects(plain.split("\n", 1)[0])


def _holds_objects(text: str) -> bool:
    if text[:1] not in ("{", "["):
        return False
    try:
        value = from_json(text)
    except ValueError:
        return False
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


class _Files:
    """The files of one import: one is open at a time."""

    def __init__(
        self, reading: Reading, stack: ExitStack, standard_input: BinaryIO | None, within: Confinement | None
    ) -> None:
        self.reading = reading
        self.stack = stack
        self.standard_input = standard_input
        self.within = within

    def pieces(self, names: Sequence[str]) -> Iterator[FilePiece]:
        """Yield the named files, those in named folders and archives, and the lists of people in the same folders."""
        given = {os.path.abspath(name) for name in names}  # noqa: PTH100 - a link stays a link
        beside: set[Path] = set()
        for name in pieces_in_order(list(names), str):
            if name == "-" and self.standard_input is not None:
                yield from pieces_of("standard input", "", self.standard_input, self.reading.tell)
                continue
            path = Path(name) if self.within is None else self.within.named(name)
            if _is_folder(path):
                yield from self.in_folder(path)
                continue
            for each in _beside(path):
                is_new = each not in beside and os.path.abspath(each) not in given  # noqa: PTH100
                if is_new and (self.within is None or self.within.holds(each)):
                    beside.add(each)
                    try:
                        for piece in pieces_of(str(each), "", self.opened(each), self.reading.tell):
                            piece.is_optional = True
                            yield piece
                    except FileError as error:
                        self.reading.tell(f"{error.message} It was left out.")
            file = self.opened(path)
            try:
                yield from pieces_of(name, path.absolute().parent.name, file, self.reading.tell)
            except FileError as error:
                yield FilePiece(name, path.absolute().parent.name, partial(_refuse, error))

    def opened(self, path: Path) -> BinaryIO:
        self.stack.close()  # the file before it has been read
        try:
            file = path.open("rb") if self.within is None else self.within.open(path)
        except OSError as error:
            raise FileError(f"Can't read {path}: {reason(error)}.", "Check its permissions.") from error
        return self.stack.enter_context(file)

    def in_folder(self, folder: Path) -> Iterator[FilePiece]:
        """Yield the regular files in a folder and the folders in it; links and hidden files are left out."""
        found: list[Path] = []
        left_out = 0
        for above, folders, names in os.walk(folder, onerror=lambda error: _tell_unreadable(error, self.reading)):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = Path(above, name)
                if name.startswith("."):
                    continue
                try:
                    is_regular = stat.S_ISREG(path.lstat().st_mode)
                except OSError:  # it's gone by now
                    is_regular = False
                if not is_regular:
                    left_out += 1
                    continue
                found.append(path)
                if len(found) > MOST_FILES:
                    raise FileError(f"{folder} has more than {MOST_FILES:,} files.", "Name the folder of one channel.")
        if left_out:
            self.reading.tell(f"{folder}: {plural(left_out, 'file')} left out: links, pipes, or devices.")
        for path in pieces_in_order(sorted(found), str):
            try:
                yield from pieces_of(str(path), path.parent.name, self.opened(path), self.reading.tell, is_inside=True)
            except FileError as error:
                yield FilePiece(str(path), path.parent.name, partial(_refuse, error), is_inside=True)


def _is_folder(path: Path) -> bool:
    """Return whether a path is a folder; refuse what is neither that nor a regular file.

    Raises:
        FileError: if it's so, or there's nothing.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(f"Can't read {path}: {why}.", "Check the name.") from error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileError(f"{path} isn't a regular file.", "To read a command's output, use: ... | pmtui import DRAFT -")
    return stat.S_ISDIR(mode)


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files beside an export, or one folder up, that name people and channels."""
    for folder in (path.absolute().parent, path.absolute().parent.parent):
        for name in NAMES_FIRST:
            each = folder / name
            try:
                found = each.lstat()
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode) and found.st_size <= _LARGEST_BESIDE:
                yield each


def _tell_unreadable(error: OSError, reading: Reading) -> None:
    reading.tell(f"Can't read {error.filename}: {reason(error)}. It was left out.")


def _refuse(error: FileError) -> Iterator[bytes]:
    raise error
