"""Who has a draft open: a lock that the system releases when its holder ends, however it ends."""

import contextlib
import errno
import getpass
import os
import socket
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.storage.journal import Holder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_PATIENCE = 0.1
"""Seconds to try: a lock file that is being deleted needs a second look."""


def lock_path(draft: Path) -> Path:
    """Return where the lock of a draft is: in the folder of the file itself, even if the draft is a link to it."""
    target = Path(os.path.realpath(draft))
    return target.with_name(f".{target.name}.lock")


def this_process(since: datetime) -> Holder:
    """Return the holder that this process is."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        user = f"user {os.getuid()}" if hasattr(os, "getuid") else "somebody"
    return Holder(user, socket.gethostname(), os.getpid(), since)


def seems_alive(holder: Holder) -> bool:
    """Return whether a holder may still be running, if locks can't tell; one on another machine may."""
    if holder.host != socket.gethostname():
        return True
    if holder.process == os.getpid():
        return False
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it exists, and is someone else's
        return True
    return True


class Lock:
    """The lock of one draft."""

    def __init__(self, draft: Path) -> None:
        self.path = lock_path(draft)
        self._lock: BaseFileLock | None = None

    @property
    def is_held(self) -> bool:
        """Whether we have it."""
        return self._lock is not None and self._lock.is_locked

    def acquire(self) -> bool:
        """Take the lock; return False if someone else has it.

        Raises:
            OSError: if it can't be locked: the folder can't be written, or its file system has no locks.
        """
        from filelock import FileLock, Timeout  # imported where used: most commands lock nothing

        if self.is_held:
            return True
        if not self.path.parent.is_dir():  # filelock would make it, for a name that's mistyped
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path.parent))
        if self.path.is_symlink():  # never through it: it may lead to any file
            raise OSError(errno.ELOOP, f"{self.path.name} is a link")
        lock = FileLock(self.path, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire(timeout=_PATIENCE, poll_interval=0.02)
        except Timeout:
            return False
        except PermissionError:
            if self.path.exists():  # someone else's, and only theirs to read
                return False
            raise
        except NotImplementedError as error:
            raise OSError("file locks aren't supported here") from error
        self._lock = lock
        return True

    def release(self, *, to_other: bool = False) -> None:
        """Release the lock and delete its file; anyone who opened that file in between looks again.

        Args:
            to_other: someone else has taken over the draft, and may be waiting for this file.
        """
        lock, self._lock = self._lock, None
        if lock is None:
            return
        if not to_other:
            with contextlib.suppress(OSError):
                self.path.unlink()
        with contextlib.suppress(OSError):
            lock.release()
