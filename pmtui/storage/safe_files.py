"""Reading and writing whole files safely: the old file or the new one, never half of either."""

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from pmtui.confinement import Confinement
from pmtui.errors import DraftError, FileError, MissingDraft

LARGEST = 64 * 1024 * 1024
"""No draft is larger than this, in bytes; what is larger isn't opened."""


def reason(error: OSError) -> str:
    """Return the system's message for an error."""
    return error.strerror or type(error).__name__


def read_text(path: Path, within: Confinement | None = None) -> str:
    """Return a file's text; see `read_bytes`.

    Raises:
        DraftError: if it's missing, unreadable, too large, or not UTF-8 text.
    """
    return decoded(read_bytes(path, within), path)


def decoded(data: bytes, path: Path) -> str:
    """Return the text of a file's bytes, with its byte order mark if it has one.

    Raises:
        DraftError: if they aren't UTF-8 text.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DraftError(
            f"{path} isn't UTF-8 text (byte {error.start}).", "It isn't a draft, or it's damaged."
        ) from error


def read_bytes(path: Path, within: Confinement | None = None) -> bytes:
    """Return a file's bytes.

    Args:
        path: the file.
        within: the folder that it must be in; None for anywhere.

    Raises:
        FileError: if it's outside of that.
        MissingDraft: if there's no such file.
        DraftError: if it's unreadable or too large.
    """
    if within is not None:
        within.check(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise DraftError(f"{path} is a folder.", f"To use it as the drafts folder, run: pmtui --dir {path}")
        if not stat.S_ISREG(found.st_mode):
            raise DraftError(f"{path} isn't a regular file.")
        if found.st_size > LARGEST:
            raise DraftError(f"{path} is {found.st_size // 1_000_000} MB, too large for a draft.")
        return path.read_bytes() if within is None else within.read(path, LARGEST)
    except FileNotFoundError as error:
        raise MissingDraft(f"Draft not found: {path}.", "Run 'pmtui list' to see your drafts.") from error
    except OSError as error:
        raise DraftError(f"{path} can't be read: {reason(error)}.", "Check its name and permissions.") from error


def digest_of(data: bytes) -> str:
    """Return a digest of a file's content."""
    import hashlib  # imported where used: a document is printed without it

    return hashlib.sha256(data).hexdigest()


def make_folder(folder: Path, within: Confinement | None = None) -> None:
    """Create a folder and its parents, readable by the owner only; in the folder `within`, if that's given.

    Raises:
        FileError: if it can't be created.
    """
    if within is not None:
        within.check(folder)
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
        if not missing and not folder.is_dir():
            raise NotADirectoryError(20, "Not a directory")
    except OSError as error:
        raise FileError(f"The folder {folder} can't be created: {reason(error)}.") from error


_PART = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
"""The name of a file that is being written: hidden, what it will be called, eight random letters."""

_CUT = 80 + len(".12345678.part")
"""A name of this many characters was cut: its ending is missing."""

_LONG_AGO = 3600
"""Seconds after which no one can still be writing a file: that takes a moment."""


def sweep(folder: Path, endings: Sequence[str]) -> None:
    """Delete what killed pmtui processes left half written in a folder; never what another is writing now.

    Args:
        folder: the folder.
        endings: the endings of the files' final names: `.toml`.
    """
    try:
        names = [each.name for each in os.scandir(folder) if each.name.endswith(".part")]
    except OSError:
        return
    for name in names:
        is_ours = _PART.fullmatch(name) is not None and (name[:-14].endswith(tuple(endings)) or len(name) >= _CUT)
        with contextlib.suppress(OSError):
            found = (folder / name).lstat()
            is_mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if is_ours and is_mine and stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _LONG_AGO:
                (folder / name).unlink()


def write_atomically(
    path: Path, text: str, last_look: Callable[[], None] | None = None, within: Confinement | None = None
) -> None:
    """Write a whole text file; see `write_bytes_atomically`.

    Raises:
        FileError: if it can't be written; the old file is unchanged.
    """
    write_bytes_atomically(path, text.encode("utf-8"), last_look, within)


def write_bytes_atomically(
    path: Path, data: bytes, last_look: Callable[[], None] | None = None, within: Confinement | None = None
) -> None:
    """Write a whole file: a temporary one next to it replaces it once it's on the disk.

    A new file is readable by its owner only; one that is replaced keeps its mode. Through a symbolic link, the link's
    target is written.

    Args:
        path: the file.
        data: its content.
        last_look: checks again whether the old file may be replaced, when the new one is ready; raises if not.
        within: the folder that the file must be in, links followed, at the moment of writing; None for wherever it is.

    Raises:
        FileError: if it can't be written; the old file is unchanged.
    """
    import tempfile  # imported where used: printing to stdout doesn't need it

    target = Path(os.path.realpath(path))
    if within is not None:
        within.check(target)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).chmod(stat.S_IMODE(target.stat().st_mode))
            _write_all(file, data)
        if last_look is not None:
            last_look()
        if within is None:
            Path(temporary).replace(target)
        else:
            with within.held(target.parent) as folder:
                _replace_in(folder, Path(temporary), target)
        temporary = ""
    except OSError as error:
        raise FileError(f"{path} can't be written: {reason(error)}.", "Nothing was overwritten.") from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise FileError(f"{path} was saved, but the disk hasn't confirmed it: {reason(error)}.") from error


def rename_to_new(old: Path, new: Path) -> None:
    """Give a file another name in its folder, which no file may have.

    Raises:
        FileError: if the name is taken, or it can't be renamed; the file is unchanged.
    """
    try:
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        try:
            os.link(old, new, follow_symlinks=False)  # unlike a rename, this replaces nothing, whoever is faster
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            old.rename(new)  # a file system without hard links
        else:
            old.unlink()
    except FileExistsError as error:
        raise FileError(f"{new} already exists.", "The file keeps its name.") from error
    except OSError as error:
        raise FileError(f"{old.name} can't be renamed: {reason(error)}.", "The file keeps its name.") from error
    with contextlib.suppress(OSError):
        sync_folder(new.parent)


def _replace_in(folder: int | None, temporary: Path, target: Path) -> None:
    """Replace a file with another in a folder that is held open, so that the names can't lead elsewhere."""
    if folder is None:
        temporary.replace(target)
    else:
        os.replace(temporary.name, target.name, src_dir_fd=folder, dst_dir_fd=folder)


def _write_all(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def refuse_draft_as_target(target: Path, draft: Path) -> None:
    """Refuse to write a document over its own draft, or over something that isn't a regular file.

    Raises:
        FileError: if it's one of these.
    """
    if target.exists() and draft.exists() and target.samefile(draft):
        raise FileError(f"{target} is the draft itself.", "Choose another name for the document.")
    if target.exists() and target.suffix == draft.suffix:
        raise FileError(f"{target} may be another draft.", "Choose another name for the document, ending in .md.")
    if target.exists() and not target.is_file():
        raise FileError(f"{target} isn't a regular file.", "Name a file, or use -o - for stdout.")


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, if the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems refuse; the file itself is synced
            os.fsync(handle)
    finally:
        os.close(handle)
