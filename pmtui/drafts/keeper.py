"""Keeps one draft on disk for as long as it's open: its lock, its journal, its file, a copy of what was there before.

Nothing here knows the screen. `record` is called by the screen's thread with every change; `sync`, `save` and `look`
may be called by another, since they wait for the disk.
"""

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmtui.drafts import files, history, journal, recovery
from pmtui.drafts.form import SCHEMA, Draft, from_toml, to_toml
from pmtui.drafts.journal import Holder
from pmtui.drafts.journal_writer import Journal, utc_now
from pmtui.drafts.lock import Lock, seems_alive, this_process
from pmtui.drafts.recovery import OnDisk, Recovered
from pmtui.errors import DraftError, FileError, MissingDraft
from pmtui.model.edit import AnyEdit, Batch
from pmtui.model.postmortem import Postmortem


class ChangedOutside(FileError):
    """Somebody else has changed the draft's file; it isn't written over."""


class TakenOver(FileError):
    """Somebody else has taken the draft over.

    Attributes:
        holder: who; None where that can't be read.
    """

    def __init__(self, holder: Holder | None) -> None:
        who = f"{holder.user} on {holder.host}" if holder else "Somebody else"
        super().__init__(f"{who} has taken this draft over.")
        self.holder = holder


@dataclass(frozen=True)
class Outside:
    """What somebody else has made of the draft's file.

    Attributes:
        data: its bytes; None where the file is gone.
        disk: what it says; None where it can't be opened.
        problem: why it can't be opened; empty where it can.
    """

    data: bytes | None
    disk: OnDisk | None
    problem: str = ""


class Keeper:
    """One sitting with a draft.

    Attributes:
        path: the draft's file.
        draft: the draft as it was opened, with what was recovered.
        opened: the draft as its file had it then.
        recovered: what a journal held that the file didn't.
        is_read_only: somebody else has it open; nothing is written.
        holder: who has it open, where that isn't us and can be told.
        note: what the author should know of the folder; may be empty.
        journal_problem: why changes can't be written to the journal; empty where they are.
    """

    def __init__(self, path: Path, *, take_over: bool = False, now: Callable[[], datetime] = utc_now) -> None:
        """Open a draft, with what a journal holds of it.

        Args:
            path: the draft's file.
            take_over: work on it also where somebody else has it open.
            now: tells the time, in UTC.

        Raises:
            DraftError: if it can't be opened whole; its file and journal are as they were.
        """
        self.path = path
        self.now = now
        self.note = ""
        self.journal_problem = ""
        self.holder: Holder | None = None
        self._busy = threading.RLock()
        self._revision = 0
        self._saved = 0
        self._has_copy = False
        self._lock = Lock(path)
        journals = recovery.leftovers(path)
        self.is_read_only = self._is_taken(journals) and not take_over
        try:
            disk = recovery.disk_or_base(path, journals)
        except DraftError as error:
            self._lock.release()
            raise self._with_journal(error, journals) from error
        self._known = disk
        self.opened = disk.draft
        self._signature = _signature(path) if disk.digest else None
        self.recovered = Recovered(disk.draft) if self.is_read_only else recovery.recover(disk, journals)
        self.draft = self.recovered.draft
        self.conflicted = bool(self.recovered.conflicts)
        self._journal = Journal(journal.beside(path), this_process(now()), now)
        if not self.is_read_only:
            self._begin_journal(journals)

    # -- opening -----------------------------------------------------------------------------------------------------

    def _is_taken(self, journals: list[journal.Contents]) -> bool:
        """Take the lock; say whether somebody else has the draft open, and note who."""
        beside = journals[0] if journals and journals[0].path == journal.beside(self.path) else None
        try:
            if self._lock.acquire():
                return False
        except OSError as error:
            self.note = f"There can be no lock in this folder ({files.reason(error)}): two at once aren't noticed."
            if beside is None or beside.holder is None or not seems_alive(beside.holder):
                return False
        self.holder = beside.holder if beside is not None else None
        return True

    @staticmethod
    def _with_journal(error: DraftError, journals: list[journal.Contents]) -> DraftError:
        count = sum(len(contents.entries) for contents in journals)
        if not count:
            return error
        kept = "What was typed and not yet saved is kept in its journal until the file can be opened again."
        return type(error)(error.message, f"{error.hint} {kept}".strip())

    def _begin_journal(self, journals: list[journal.Contents]) -> None:
        """Begin a journal that holds all that the file doesn't; only then the old ones are taken away."""
        if self.recovered.damage:
            for contents in journals:
                self.kept_damaged = history.keep_damaged(contents.path, self.now())
        if self.recovered.changes:
            batch = Batch(edits=tuple(difference.take for difference in self.recovered.changes))
            self.record("", batch)
        self._restart_journal()
        if self.journal_problem:
            return
        for contents in journals:
            if contents.path != self._journal.path:
                with contextlib.suppress(OSError):
                    contents.path.unlink()
        for part in _litter(self.path):
            with contextlib.suppress(OSError):
                part.unlink()

    kept_damaged: Path | None = None
    """Where a damaged journal was put."""

    def _restart_journal(self) -> None:
        """Begin the journal anew from what is known to be on disk: beside the draft, else in the state folder."""
        away = recovery.away(self.path)
        problem = ""
        for place in (journal.beside(self.path), away):
            try:
                if place == away:
                    files.make_folder(away.parent)
                self._journal.begin(self._known.text, self._known.digest, self._saved, place)
            except (OSError, FileError) as error:
                problem = problem or (files.reason(error) if isinstance(error, OSError) else str(error))
                if self._journal.path == place and self._journal.is_whole and self._journal.is_ours():
                    return  # it goes on as it was, and has all that is needed
            else:
                self.journal_problem = ""
                return
        self.journal_problem = problem

    # -- what is on disk ---------------------------------------------------------------------------------------------

    @property
    def base(self) -> Postmortem:
        """What the file held when it was last read or written."""
        return self._known.draft.postmortem

    @property
    def revision(self) -> int:
        """The number of the last change that was written down."""
        return self._revision

    @property
    def is_journal_away(self) -> bool:
        """Whether the journal is in the state folder, since the draft's own can't be written."""
        return self._journal.path != journal.beside(self.path)

    @property
    def is_saved(self) -> bool:
        """Whether every change is in the draft's file."""
        return self._saved >= self._revision and not self.conflicted

    @property
    def is_synced(self) -> bool:
        """Whether every change is on the disk itself."""
        return self._journal.is_synced and not self.journal_problem

    def record(self, place: str, edit: AnyEdit) -> int:
        """Write a change down before it's shown; where that fails, `journal_problem` says why, and it's tried again.

        Args:
            place: the path of the question or field that it belongs to.
            edit: the change.

        Returns:
            Its revision.
        """
        self._revision += 1
        try:
            self._journal.append(self._revision, place, edit)
            self.journal_problem = ""
        except OSError as error:
            self.journal_problem = self.journal_problem or files.reason(error)
        return self._revision

    def sync(self) -> None:
        """Put the journal on the disk itself, and write what couldn't be written before."""
        if self.is_read_only:
            return
        if self.journal_problem:
            with self._busy:
                try:
                    self._journal.retry()
                    self.journal_problem = ""
                except OSError:
                    self._restart_journal()
        try:
            self._journal.sync()
        except OSError as error:
            self.journal_problem = files.reason(error)

    def save(self, revision: int, draft: Draft) -> None:
        """Write the draft's file, unless a newer one has been written.

        Args:
            revision: the number of the last change that `draft` has.
            draft: what to write.

        Raises:
            ChangedOutside: if the file isn't what it was when it was last read or written.
            TakenOver: if somebody else has the draft now.
            FileError: if it can't be written; the file is as it was.
        """
        text = to_toml(draft)
        data = text.encode("utf-8")
        with self._busy:
            if self.is_read_only or revision <= self._saved:
                return
            self._check_taken()
            if self.conflicted:
                raise ChangedOutside(f"{self.path} was changed by somebody else.")
            self._check_outside()
            self._keep_copy()
            digest = files.digest_of(data)
            with contextlib.suppress(OSError):  # without a journal the file is all the more wanted
                self._journal.saving(revision, digest)
            try:
                _write_unless_protected(self.path, data)
            finally:  # it may be in place though the disk hasn't confirmed it
                if _digest(self.path) == digest:
                    self._signature = _signature(self.path)
                    self._known = OnDisk(text, digest, draft)
            self._saved = revision
            self._restart_journal()

    def _keep_copy(self) -> None:
        """Keep what the file held at the beginning of the sitting."""
        if self._has_copy or not self._known.digest:
            return
        try:
            history.keep(self.path, self._known.text.encode("utf-8"), self.now())
        except FileError as error:
            if self._known.draft.schema < SCHEMA:  # never without a way back
                raise FileError(f"{self.path} has an older form, and no copy of it can be kept. {error}") from error
        self._has_copy = True

    # -- somebody else -----------------------------------------------------------------------------------------------

    def _check_taken(self) -> None:
        """Refuse to go on where somebody else's journal is in the place of ours; where ours is gone, begin it anew."""
        if self._journal.is_ours() or not self._journal.is_whole:
            return
        with contextlib.suppress(OSError):
            other = journal.read(self._journal.path)
            if other is not None:
                raise TakenOver(other.holder)
        self._restart_journal()

    def _check_outside(self) -> None:
        if _digest(self.path) not in ("", self._known.digest):
            raise ChangedOutside(f"{self.path} was changed by somebody else.")

    def look(self) -> Outside | None:
        """Look whether somebody else has changed the file; return what is there now, or None where nothing is new.

        Raises:
            TakenOver: if somebody else has the draft now.
        """
        with self._busy:
            if not self.is_read_only:
                self._check_taken()
                if self.holder is not None and not self._lock.is_held:  # taken over from somebody who may be gone now
                    with contextlib.suppress(OSError):
                        self._lock.acquire()
            signature = _signature(self.path)
            if signature == self._signature:
                return None
            self._signature = signature
            try:
                data = files.read_bytes(self.path)
            except MissingDraft as error:
                return Outside(None, None, str(error))
            except FileError as error:
                return Outside(b"", None, str(error))
            if files.digest_of(data) == self._known.digest:
                return None
            try:
                text = files.decoded(data, self.path)
                return Outside(data, OnDisk(text, files.digest_of(data), from_toml(text, str(self.path))))
            except FileError as error:
                return Outside(data, None, str(error))

    def settle(self) -> None:
        """Note that the author has chosen, where the file and the record had different answers."""
        self.conflicted = False
        self._saved = min(self._saved, self._revision - 1)

    def look_again(self) -> None:
        """Let the next look tell of the file's content, also where it was told before."""
        self._signature = None

    def adopt(self, outside: Outside) -> None:
        """Go on from what somebody else has made of the file: the record has it now, or the author chose against it.

        What can't be opened, and will be written over, is kept as a copy first.

        Raises:
            FileError: if that copy can't be kept.
        """
        with self._busy:
            if outside.disk is not None:
                self._known = outside.disk
            elif outside.data:
                history.keep(self.path, outside.data, self.now())
                self._known = OnDisk(self._known.text, files.digest_of(outside.data), self._known.draft)
            self.settle()

    def lose(self, holder: Holder | None) -> None:
        """Give the draft up to whoever has taken it over; what isn't in the file goes on in a journal elsewhere."""
        with self._busy:
            if not self.is_saved:
                away = recovery.away(self.path)
                with contextlib.suppress(OSError, FileError):
                    files.make_folder(away.parent)
                    self._journal.begin(self._known.text, self._known.digest, self._saved, away)
            self.is_read_only = True
            self.holder = holder
            self._lock.release(to_other=True)

    def follow(self, disk: OnDisk) -> None:
        """Note, as a reader, what the file holds now."""
        self._known = disk

    # -- the end -----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the sitting. The journal stays where it holds what the file doesn't."""
        with self._busy:
            if not self.is_read_only and self._known.digest and not self.path.exists():
                with contextlib.suppress(FileError):  # taken away while it was open: there's a way back
                    history.keep(self.path, self._known.text.encode("utf-8"), self.now())
            self._journal.close(remove=self.is_saved)
            self._lock.release()


def _signature(path: Path) -> tuple[int, int, int] | None:
    """Return what tells, without reading it, that a file isn't the one that it was."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _digest(path: Path) -> str:
    """Return the digest of a file's bytes; empty where it isn't there, or can't be read."""
    try:
        return files.digest_of(path.read_bytes())
    except OSError:
        return ""


def _litter(draft: Path) -> list[Path]:
    """Return the temporary files that killed savings of a draft have left."""
    target = Path(os.path.realpath(draft))
    starts = (f".{target.name[:80]}.", f"{journal.beside(draft).name[:80]}.")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.iterdir() if path.suffix == ".part" and path.name.startswith(starts)]
    return []


def _write_unless_protected(path: Path, data: bytes) -> None:
    if path.exists() and not os.access(path, os.W_OK):
        raise FileError(f"{path} is write-protected.", "What was there is as it was.")
    files.write_bytes_atomically(path, data)
