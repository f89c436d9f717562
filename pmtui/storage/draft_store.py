"""Keeps one draft on disk for as long as it's open: its lock, its journal, its file, and a backup.

Nothing here depends on the screen, and nothing here decides when to write: `session/saving.py` does. In the order of a
session:

- Opening takes the lock, reads the file, adds what a crashed session left in a journal, and begins a new journal.
- `record` appends a change to the journal, without waiting for the disk. The screen's thread calls it before it draws.
- `sync` flushes the journal to the disk, `save` writes the file, `look` tells what others did to it. They wait for the
  disk, so another thread may call them.
- `meet` notes that what others wrote is in the postmortem now; `write_over` and `lose` settle what can't be merged.
- `rename` gives the file another name; its journal and its lock follow.
- `close` deletes the journal if the file has every change, and releases the lock.

A write never replaces what pmtui hasn't read: `save` compares the file's digest with the last known one until right
before the rename, and raises `ChangedOutside` if it differs.

Three versions matter: the author's postmortem, the last known content of the file, and the common
ancestor of both. The ancestor differs from the file only while the author and someone else have changed the same answer
and the author hasn't chosen yet; the journal starts from it, so that the choice is still open after a crash.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.errors import DraftError, FileError
from pmtui.model.edit import AnyEdit, Batch
from pmtui.model.ids import MakeId
from pmtui.model.merging import differences
from pmtui.model.postmortem import Postmortem
from pmtui.storage import backups, covered, journal, last_position, leftovers, recovery, safe_files
from pmtui.storage.draft_file import SCHEMA, Draft, random_draft_id
from pmtui.storage.external_changes import ChangedOutside, Outside, TakenOver, digest_at, read_outside, signature_of
from pmtui.storage.journal import Contents, Holder, Journal, JournalEntry, utc_now
from pmtui.storage.leftovers import Leftovers
from pmtui.storage.lock import Lock, seems_alive, this_process
from pmtui.storage.recovery import OnDisk, Recovered
from pmtui.storage.toml_update import Arrangement

_KEEPS = "The file keeps its name."


def look_at(path: Path) -> OnDisk:
    """Return what a draft's file holds, or held, before anything of it is locked or changed.

    Raises:
        DraftError: if it can't be opened completely.
    """
    return recovery.disk_or_base(path, leftovers.find_leftovers(path).journals)


class DraftStore:
    """One session with a draft.

    Attributes:
        path: the draft's file, from the root.
        id: the draft's id; in one from an older pmtui it's written with the first save.
        draft: the draft as it was opened, with what was recovered.
        opened: the draft as it was in its file then.
        recovered: changes that were in a journal and not in the file.
        ancestor: the common ancestor of the postmortem and the file.
        conflicted: the author has to choose before the file is written.
        is_read_only: someone else has it open; nothing is written.
        holder: who else has it open, if that is known.
        notes: what the author should know about the folder and what was found there.
        journal_problem: why changes can't be written to the journal; empty if they are.
        saves: how often the file was written.
    """

    def __init__(
        self,
        path: Path,
        *,
        take_over: bool = False,
        now: Callable[[], datetime] = utc_now,
        within: Confinement | None = None,
        make_id: MakeId = random_draft_id,
        seen: OnDisk | None = None,
    ) -> None:
        """Open a draft, with the changes in its journal.

        Args:
            path: the draft's file.
            take_over: work on it even if someone else has it open.
            now: tells the time, in UTC.
            within: the folder that its file must be in whenever it's read or written; None for anywhere.
            make_id: makes an id for a draft that has none yet.
            seen: what was read of the file before; it's read again only if it has changed.

        Raises:
            FileError: if it's outside of that.
            DraftError: if it can't be opened completely; its file and journal are unchanged.
        """
        self.path = Path(os.path.abspath(path))  # noqa: PTH100 - a link stays a link, and the folder may go
        self.within = within
        if within is not None:
            within.check(self.path)
        self.now = now
        self.notes: list[str] = []
        self.journal_problem = ""
        self.holder: Holder | None = None
        self.is_holder_gone = False
        self.saves = 0
        self._busy = threading.RLock()
        self._saved = 0
        self._has_copy = self._is_lost = False
        self._foreign: frozenset[Path] = frozenset()  # journals of other drafts that couldn't be moved away
        self._lock = Lock(self.path)
        self._away = leftovers.away(self.path)
        found = leftovers.find_leftovers(self.path)
        self._took_over = self._is_taken(found)
        self.is_read_only = self._took_over and not take_over
        disk = self._disk(found, seen)
        if not self.is_read_only:
            found = leftovers.sorted_out(self.path, disk, found)
        self._take_up(disk, found, make_id)
        if not self.is_read_only:
            self._begin_journal(found)
            self.notes += self._other_names()

    # -- opening -----------------------------------------------------------------------------------------------------

    def _take_up(self, disk: OnDisk, found: Leftovers, make_id: MakeId) -> None:
        """Begin with what the file holds and what its journals hold beyond it; a read-only draft leaves those alone."""
        self.id = next(filter(None, (disk.draft.id, *(each.draft for each in found.journals))), "") or make_id()
        self._known = disk
        self._arrangement = Arrangement(disk.text, disk.draft)
        self.opened = disk.draft
        self._signature = signature_of(self.path) if disk.digest else None
        nothing = Recovered(disk.draft, disk.draft.postmortem)
        self.recovered = nothing if self.is_read_only else recovery.recover(disk, found.journals)
        self.draft = replace(self.recovered.draft, id=self.id)
        self.ancestor = self.recovered.ancestor
        self.conflicted = bool(self.recovered.conflicts)
        self._now: tuple[int, Postmortem] = (int(bool(self.recovered.changes)), self.draft.postmortem)
        self._since: datetime | None = self.recovered.since
        holder, real = this_process(self.now()), os.path.realpath(self.path)
        self._journal = Journal(journal.beside(self.path), holder, self.now, draft=self.id, file=real)

    def _disk(self, found: Leftovers, seen: OnDisk | None) -> OnDisk:
        """Return what the file holds, or held when its journal began; release the lock if neither can be read.

        Raises:
            FileError: if it leads out of the folder since the last look.
            DraftError: if it can't be opened, with what its journal holds.
        """
        try:
            return recovery.disk_or_base(self.path, found.journals, self.within, seen)
        except DraftError as error:
            self._lock.release()
            raise self._with_journal(error, found.journals) from error
        except FileError:
            self._lock.release()
            raise

    def _is_taken(self, found: Leftovers) -> bool:
        """Take the lock; return whether someone else has the draft open, and note who."""
        holders = [contents.holder for contents in found.journals]
        try:
            if self._lock.acquire():
                return False
        except OSError as error:
            why = safe_files.reason(error)
            self.notes.append(
                f"Can't lock drafts in this folder ({why}). If someone else opens this one, pmtui won't notice."
            )
            holders = [holder for holder in holders if holder is not None and seems_alive(holder)]
            if not holders:
                return False
        self.holder = holders[0] if holders else None
        return True

    def _other_names(self) -> list[str]:
        """Return a note if the draft's file has several names on the disk: saving changes only this one."""
        try:
            count = self.path.stat().st_nlink
        except OSError:
            return []
        if count < 2:
            return []
        others = "another name" if count == 2 else f"{count - 1} other names"
        return [f"This file has {others} on the disk (hard links). Saving changes only {self.path.name}."]

    @staticmethod
    def _with_journal(error: DraftError, journals: Sequence[Contents]) -> DraftError:
        if not any(contents.entries for contents in journals):
            return error
        kept = "Your unsaved changes are kept in its journal until you can open the file again."
        return type(error)(error.message, f"{error.hint} {kept}".strip())

    def _begin_journal(self, found: Leftovers) -> None:
        """Begin a journal that holds all that the file doesn't; only then are the old ones deleted."""
        for path, why in found.unreadable:
            self.notes.append(
                leftovers.put_aside(path, f"pmtui found a journal that it can't read ({why})", self.now())
            )
        for contents in found.journals if self.recovered.damage else ():
            self.notes.append(leftovers.keep_damaged_journal(contents.path, self.now()))
        self.notes += [
            leftovers.set_apart(contents, self.path)
            for contents in found.foreign
            if contents.entries or contents.damage
        ]
        self.notes += found.notes
        self._foreign = frozenset(c.path for c in found.foreign if (c.entries or c.damage) and os.path.lexists(c.path))
        self._restart_journal()
        leftovers.note_place(self.id, self._journal.path)
        if not self.journal_problem:
            leftovers.clear_away(self.path, found, besides=self._journal.path)

    def _since_the_ancestor(self) -> JournalEntry | None:
        """Return one change that turns the ancestor into the postmortem; None if they are the same."""
        revision, record = self._now
        found = tuple(difference.take for difference in differences(self.ancestor, record))
        return JournalEntry(revision, self._since or self.now(), "", Batch(edits=found)) if found else None

    def _restart_journal(self) -> None:
        """Restart the journal from the ancestor, with the changes since: next to the draft, or in the state folder."""
        first = self._since_the_ancestor()
        disk = self._known.digest
        if self.ancestor is self._known.draft.postmortem:
            text, digest = self._known.text, disk
        else:
            text, digest = self._text_of_the_ancestor(), "the ancestor"
        problem = ""
        for place in (journal.beside(self.path), self._away):
            try:
                if place == self._away:
                    safe_files.make_folder(place.parent)
                self._refuse_to_replace(place)
                self._journal.begin(text, digest, self.revision, place, first, disk)
            except (OSError, FileError) as error:
                problem = problem or _reason(error)
                if self._journal.path == place and self._journal.is_whole and self._journal.is_ours():
                    return  # it continues unchanged, and has everything that is needed
            else:
                self.journal_problem = ""
                return
        self.journal_problem = problem

    def _text_of_the_ancestor(self) -> str:
        return self._arrangement.written(replace(self._known.draft, postmortem=self.ancestor))

    def _refuse_to_replace(self, place: Path) -> None:
        """Refuse to take the place of a journal that is another draft's or can't be read, and couldn't be moved."""
        if place in self._foreign:
            raise FileExistsError(17, "another draft's journal is in the way")
        if os.path.lexists(place) and not place.is_symlink() and not os.access(place, os.R_OK):
            raise PermissionError(13, "Permission denied")

    # -- what is on disk ---------------------------------------------------------------------------------------------

    @property
    def known(self) -> OnDisk:
        """What the file held when it was last read or written."""
        return self._known

    @property
    def arrangement(self) -> Arrangement:
        """How the file was arranged when it was opened, or when someone else last changed it.

        Each save starts from that text and not from the last one, so that undoing also restores comments.
        """
        return self._arrangement

    @property
    def revision(self) -> int:
        """The number of the last change in the journal."""
        return self._now[0]

    @property
    def is_journal_away(self) -> bool:
        """Whether the journal is in the state folder because the draft's folder can't be written."""
        return self._journal.path == self._away

    @property
    def is_saved(self) -> bool:
        """Whether every change is in the draft's file."""
        return self._saved >= self.revision and not self.conflicted

    @property
    def is_synced(self) -> bool:
        """Whether every change is flushed to the disk."""
        return self._journal.is_synced and not self.journal_problem

    def record(self, place: str, edit: AnyEdit, after: Postmortem) -> int:
        """Write a change to the journal before it's shown; if that fails, `journal_problem` says why, and it's retried.

        Args:
            place: the path of the question or field that it belongs to.
            edit: the change.
            after: the postmortem with it.

        Returns:
            Its revision.
        """
        revision = self.revision + 1
        if self.is_saved:
            self._since = self.now()
        self._now = (revision, after)
        try:
            self._journal.append(revision, place, edit)
            self.journal_problem = ""
        except OSError as error:
            self.journal_problem = self.journal_problem or safe_files.reason(error)
        return revision

    def sync(self) -> None:
        """Flush the journal to the disk, and write what couldn't be written before."""
        if self.is_read_only and not self._is_lost:
            return
        if self.journal_problem:
            with self._busy:
                if self._is_lost:  # the open journal may be the one that the new holder has already read
                    self._keep_lost()
                else:
                    self._retry_journal()
        try:
            self._journal.sync()
        except OSError as error:
            self.journal_problem = safe_files.reason(error)

    def _retry_journal(self) -> None:
        try:
            self._journal.retry()
            self.journal_problem = ""
        except OSError:
            self._restart_journal()

    def save(self, revision: int, draft: Draft) -> None:
        """Write the draft's file, unless a newer one has been written.

        Args:
            revision: the number of the last change that `draft` has.
            draft: what to write.

        Raises:
            ChangedOutside: if the file isn't what it was when it was last read or written.
            TakenOver: if someone else has the draft now.
            FileError: if it can't be written; the file is unchanged.
        """
        draft = replace(draft, id=self.id)
        arrangement = self._arrangement
        text = arrangement.written(draft)
        with self._busy:
            if self.is_read_only or revision <= self._saved:
                return
            if arrangement is not self._arrangement:
                return  # the file was changed by hand in the meantime; the merged result is saved next
            data = text.encode("utf-8")
            self._check_taken()
            self._check_outside()
            self._keep_copy()
            digest = safe_files.digest_of(data)
            with contextlib.suppress(OSError):  # without a journal the file matters even more
                self._journal.saving(revision, digest)
            try:
                self._write(data)
            finally:  # it may be in place even if the disk hasn't confirmed it
                with contextlib.suppress(FileError):
                    if digest_at(self.path) == digest:
                        self._signature = signature_of(self.path)
                        self._known = OnDisk(text, digest, draft)
                        self.ancestor = draft.postmortem
            self._saved = revision
            self.saves += 1
            self._restart_journal()

    def _write(self, data: bytes) -> None:
        if os.path.lexists(self.path) and os.path.exists(self.path) and not os.access(self.path, os.W_OK):  # noqa: PTH110
            raise FileError(f"{self.path} is write-protected.", "The file is unchanged.")
        safe_files.write_bytes_atomically(self.path, data, self._check_outside, self.within)

    def skip_backup(self) -> None:
        """Keep no backup of the file as it was at the start: whoever opened it has one of an earlier moment."""
        self._has_copy = True

    def _keep_copy(self) -> None:
        """Back up the file as it was at the start of the session, or after someone else changed it."""
        if self._has_copy or not self._known.digest:
            return
        try:
            backups.keep(self.path, self._known.text.encode("utf-8"), self.now())
        except FileError as error:
            if self._known.draft.schema < SCHEMA:  # never without a way back
                raise FileError(f"{self.path} uses an older format, and pmtui can't back it up. {error}") from error
        self._has_copy = True

    # -- someone else -----------------------------------------------------------------------------------------------

    def _check_taken(self) -> None:
        """Refuse to continue if someone else's journal has replaced ours; if ours is gone, begin it again."""
        if self._journal.is_ours() or not self._journal.is_whole:
            return
        try:
            other = journal.read(self._journal.path)
        except OSError:
            other = None
            if os.path.lexists(self._journal.path):
                raise TakenOver(None) from None
        if other is not None:
            raise TakenOver(other.holder)
        self._restart_journal()

    def _check_outside(self) -> None:
        if self.conflicted or digest_at(self.path) not in ("", self._known.digest):
            raise ChangedOutside(f"{self.path} was changed by someone else.")

    def look(self) -> Outside | None:
        """Check whether someone else has changed the file; return its new content, or None if nothing is new.

        Raises:
            TakenOver: if someone else has the draft now.
        """
        with self._busy:
            if not self.is_read_only:
                self._check_taken()
                if self._took_over and not self._lock.is_held:  # whoever had it may be gone now
                    with contextlib.suppress(OSError):
                        self._lock.acquire()
            elif not self._is_lost:
                self.is_holder_gone = not os.path.lexists(journal.beside(self.path))
            signature = signature_of(self.path)
            if signature == self._signature:
                return None
            self._signature = signature
            return read_outside(self.path, self._known, self.within)

    def rename(self, new: Path) -> None:
        """Give the file another name in its folder, and continue with it; nothing is ever overwritten.

        What is stored by the file's name follows: the lock, the journal, the backups, the author's place.

        Args:
            new: its new path.

        Raises:
            TakenOver: if someone else has the draft now.
            ChangedOutside: if the file isn't what it was when it was last read or written.
            FileError: if it can't be renamed; it keeps its name then.
        """
        with self._busy:
            old, lock = self.path, Lock(new)
            self._refuse_to_rename(new)
            try:
                is_free = lock.acquire()
            except OSError as error:
                raise FileError(f"{new.name} can't be locked: {safe_files.reason(error)}.", _KEEPS) from error
            if not is_free:
                raise FileError(f"Someone else has {new.name} open.", _KEEPS)
            try:
                safe_files.rename_to_new(old, new)
            except FileError:
                lock.release()
                raise
            before, self._lock = self._lock, lock
            self.path, self._away = new, leftovers.away(new)
            self._journal.file = os.path.realpath(new)
            self._signature = signature_of(new)
            self._restart_journal()
            leftovers.note_place(self.id, self._journal.path)
            before.release()
            backups.follow(old, new)
            last_position.follow(old, new)
            covered.follow(old, new)

    def _refuse_to_rename(self, new: Path) -> None:
        if self.is_read_only or not self._lock.is_held:
            raise FileError(f"Someone else has {self.path.name} open.", _KEEPS)
        if self.path.is_symlink() or new.parent != self.path.parent:
            raise FileError(f"{self.path.name} is a link.", _KEEPS)
        if not self.is_saved or self.journal_problem:
            raise FileError(f"{self.path.name} has changes that aren't saved yet.", "Rename it once they are.")
        if os.path.lexists(journal.beside(new)):
            raise FileError(f"{journal.beside(new).name} has changes of another draft.", _KEEPS)
        self._check_taken()
        self._check_outside()
        if self.within is not None:
            self.within.check(new)

    def look_again(self) -> None:
        """Make the next look report the file's content, even if it was reported before."""
        self._signature = None

    def meet(self, disk: OnDisk, ancestor: Postmortem, *, conflicted: bool) -> None:
        """Note what someone else has changed in the file, and that the postmortem now has it, except for conflicts.

        Args:
            disk: what the file holds.
            ancestor: the common ancestor of the postmortem and the file now; counts only while `conflicted`.
            conflicted: the author has to choose first.
        """
        with self._busy:
            if disk.digest != self._known.digest:
                self._has_copy = False  # what someone else wrote is kept before it's overwritten
                self._arrangement = Arrangement(disk.text, disk.draft)
            if disk.draft.id and disk.draft.id != self.id:  # a draft without one has been given one elsewhere
                self.id = self._journal.draft = disk.draft.id
            self._known = disk
            self.ancestor = ancestor if conflicted else disk.draft.postmortem
            self.conflicted = conflicted
            self._saved = min(self._saved, self.revision - 1)

    def write_over(self, data: bytes) -> None:
        """Allow the next save to replace a file that can't be opened; it's backed up first.

        Raises:
            FileError: if it can't be backed up.
        """
        with self._busy:
            backups.keep(self.path, data, self.now())
            self._known = OnDisk(self._known.text, safe_files.digest_of(data), self._known.draft)
            self._has_copy = True
            self._saved = min(self._saved, self.revision - 1)

    def lose(self, holder: Holder | None) -> None:
        """Give the draft up to the one who took it over; unsaved changes continue in a journal elsewhere."""
        with self._busy:
            self._is_lost = not self.is_saved
            self.is_read_only = True
            self.holder = holder
            if self._is_lost:
                self._keep_lost()
            self._lock.release(to_other=True)

    def _keep_lost(self) -> None:
        first = self._since_the_ancestor()
        try:
            safe_files.make_folder(self._away.parent)
            self._journal.begin(
                self._text_of_the_ancestor(), "the ancestor", self.revision, self._away, first, self._known.digest
            )
            self.journal_problem = ""
        except (OSError, FileError) as error:
            self.journal_problem = _reason(error)

    @property
    def is_kept(self) -> bool:
        """Whether quitting now loses nothing: every change is in the file or in a journal."""
        return self.is_saved or not self.journal_problem

    def follow(self, disk: OnDisk) -> None:
        """Note what the file holds now, in a read-only session."""
        self._known = disk
        self._arrangement = Arrangement(disk.text, disk.draft)

    # -- the end -----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the session. The journal stays if it holds changes that the file doesn't."""
        with self._busy:
            try:
                if not self.is_read_only and self._known.digest and not os.path.lexists(self.path):
                    with contextlib.suppress(FileError):  # deleted while it was open: keep a way back
                        backups.keep(self.path, self._known.text.encode("utf-8"), self.now())
            finally:
                self._journal.close(remove=self.is_saved)
                if not os.path.lexists(self._journal.path):
                    leftovers.forget_place(self.id, self._journal.path)
                self._lock.release()


def _reason(error: OSError | FileError) -> str:
    """Return why a journal can't be written, without the full stop of a sentence."""
    return safe_files.reason(error) if isinstance(error, OSError) else str(error).rstrip(".")
