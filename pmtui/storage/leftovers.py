"""The journals that sessions have left for a draft: where they are, whose they are, and what is done with them.

A journal and a draft say by the draft's id whether they belong together: a journal is brought into its own draft, also
under another name, and never into another draft. Older ones have no id; there a journal belongs to a draft only if it
began from the very bytes that the draft's file holds. What may still be needed is moved aside, the rest is deleted.
"""

import contextlib
import itertools
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pmtui.errors import DraftError, FileError
from pmtui.paths import DRAFT_SUFFIX, state_folder
from pmtui.storage import backups, journal, safe_files
from pmtui.storage.draft_file import from_toml, id_in
from pmtui.storage.draft_folder import id_at, same_drafts
from pmtui.storage.journal import Contents
from pmtui.storage.lock import Lock
from pmtui.storage.recovery import OnDisk
from pmtui.storage.safe_files import digest_of, make_folder, reason
from pmtui.text import plural


@dataclass(frozen=True)
class Leftovers:
    """The journals found for a draft.

    Attributes:
        journals: those that could be read.
        unreadable: those that couldn't, and why; they are never overwritten.
        foreign: those in this draft's place that belong to another; they are never applied here.
        notes: what the author should know of journals that are left alone.
    """

    journals: tuple[Contents, ...] = ()
    unreadable: tuple[tuple[Path, str], ...] = ()
    foreign: tuple[Contents, ...] = ()
    notes: tuple[str, ...] = ()


# -- where they are ----------------------------------------------------------------------------------------------------


def _away_name(draft: Path) -> str:
    target = os.path.realpath(draft)
    return f"{Path(target).stem[:40]}-{digest_of(os.fsencode(target))[:16]}"


def away(draft: Path) -> Path:
    """Return the path of a draft's journal if its own folder can't be written: in the user's state folder.

    Each session has its own.
    """
    return state_folder() / "journals" / f"{_away_name(draft)}-{os.getpid()}-{next(_sittings)}.journal"


_sittings = itertools.count(1)


def _all_away(draft: Path) -> list[Path]:
    folder = state_folder() / "journals"
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(f"{_away_name(draft)}-"))
    except OSError:
        return []


def find_leftovers(path: Path) -> Leftovers:
    """Return the journals of a draft's name: next to it, and in the state folder. `sorted_out` tells whose they are."""
    found: list[Contents] = []
    unreadable: list[tuple[Path, str]] = []
    for place in (journal.beside(path), *_all_away(path)):
        try:
            contents = journal.read(place)
        except OSError as error:
            unreadable.append((place, reason(error)))
            continue
        if contents is not None:
            found.append(contents)
    return Leftovers(tuple(found), tuple(unreadable))


def _place_note(draft_id: str) -> Path:
    return state_folder() / "journals" / f"{draft_id}.place"


def note_place(draft_id: str, place: Path) -> None:
    """Note where a draft's journal is, so that it's found from another folder, too; this is best effort."""
    with contextlib.suppress(FileError, OSError):
        note = _place_note(draft_id)
        make_folder(note.parent)
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.fsencode(place))


def forget_place(draft_id: str, place: Path) -> None:
    """Drop that note, if it's about this journal."""
    with contextlib.suppress(OSError):
        if _noted_place(draft_id) == place:
            _place_note(draft_id).unlink()


def _noted_place(draft_id: str) -> Path | None:
    try:
        place = Path(os.fsdecode(_place_note(draft_id).read_bytes()))
    except OSError:
        return None
    return place if place.is_absolute() and place.name.endswith(".journal") and "\0" not in str(place) else None


def journals_elsewhere(draft: Path, draft_id: str) -> list[Path]:
    """Return the journals of other names, which may be a renamed draft's: next to it, in the state folder, or noted.

    Args:
        draft: the draft's file.
        draft_id: its id; empty if it has none.
    """
    own = journal.beside(draft)
    known = {own, *_all_away(draft)}
    found: list[Path] = []
    for folder, start in ((own.parent, "."), (state_folder() / "journals", "")):
        with contextlib.suppress(OSError):
            names = sorted(each.name for each in os.scandir(folder) if each.name.endswith(".journal"))
            found += [folder / name for name in names if name.startswith(start)]
    noted = _noted_place(draft_id) if draft_id else None
    found += [noted] if noted is not None and noted not in found else []
    return [each for each in found if each not in known]


# -- whose they are ----------------------------------------------------------------------------------------------------


def sorted_out(path: Path, disk: OnDisk, found: Leftovers) -> Leftovers:
    """Return the journals that belong to a draft, and those in its place that don't.

    Args:
        path: the draft's file.
        disk: what it holds.
        found: the journals of its name.
    """
    mine = [contents for contents in found.journals if _is_of(contents, disk)]
    foreign = tuple(contents for contents in found.journals if contents not in mine)
    notes: list[str] = []
    for place in journals_elsewhere(path, disk.draft.id):
        head = journal.read_head(place)
        if head is None or not _may_be_of(head, disk):
            continue
        why = _whose(place, head, path, disk)
        if why is None:
            continue
        try:
            contents = None if why else journal.read(place)
        except OSError:
            continue
        if contents is not None and _is_of(contents, disk):
            mine.append(contents)
        elif why:
            notes.append(why)
    return replace(found, journals=tuple(mine), foreign=foreign, notes=tuple(notes))


def _id_of(contents: Contents) -> str:
    return contents.draft or (id_in(contents.base) if contents.base is not None else "")


def _is_of(contents: Contents, disk: OnDisk) -> bool:
    """Return whether a journal belongs to a draft."""
    own = _id_of(contents)
    if own and disk.draft.id:
        return own == disk.draft.id
    if not disk.digest:  # the file is gone: the draft is what a journal began from
        return contents.base == disk.text
    base = digest_of(contents.base.encode()) if contents.base is not None else ""
    return disk.digest in (contents.base_digest, contents.disk, base, *contents.saved)


def _may_be_of(head: Contents, disk: OnDisk) -> bool:
    """Return whether a journal's first line allows that it belongs to a draft; an older one's has no ID."""
    if head.draft and disk.draft.id:
        return head.draft == disk.draft.id
    return bool(disk.digest) and disk.digest in (head.base_digest, head.disk)


def _whose(place: Path, head: Contents, path: Path, disk: OnDisk) -> str | None:
    """Return an empty string if a journal of another name can only be this draft's, otherwise None or why it's unclear.

    None stands for a journal that is another draft's, or that is left for another reason that concerns nobody.
    """
    is_away = place.parent == state_folder() / "journals"
    owner = Path(head.file) if is_away else place.with_name(place.name[1:].removesuffix(".journal"))
    if not owner.name or owner == Path(os.path.realpath(path)):
        return None
    if owner.exists() and (not disk.draft.id or id_at(owner) == disk.draft.id):
        return None  # a copy of this draft, with its own journal
    if owner.parent.is_dir() and not _is_free(owner):
        return (
            f"{owner.name}, this draft's earlier name, is still open in pmtui. Changes made there aren't included here."
        )
    others = list(same_drafts(path, disk.draft.id, disk.digest))
    fits = disk.digest in (head.base_digest, head.disk)
    if not others or (fits and not any(_holds(each, head) for each in others)):
        return ""
    names = ", ".join(each.name for each in (path, *others[:3]))
    return f"{place.name} could belong to any of these copies of one draft, so pmtui left it alone: {names}."


def _holds(path: Path, head: Contents) -> bool:
    try:
        return digest_of(path.read_bytes()) in (head.base_digest, head.disk)
    except OSError:
        return True


def _is_free(owner: Path) -> bool:
    """Return whether no pmtui has a draft of some name open."""
    lock = Lock(owner)
    try:
        if not lock.acquire():
            return False
    except OSError:  # no locks here: whoever wrote the journal is gone, as far as anyone can tell
        return True
    lock.release()
    return True


# -- moving, removing --------------------------------------------------------------------------------------------------


def put_aside(path: Path, what: str, now: datetime) -> str:
    """Rename a journal that can't be used, so that it isn't overwritten; return a message about it.

    Args:
        path: the journal.
        what: a description of it.
        now: the time, in UTC.
    """
    kept = path.with_name(f"{path.name}.{now:%Y-%m-%dT%H%M%SZ}.kept")
    try:
        path.rename(kept)
    except OSError as error:
        return f"{what} and can't move it out of the way ({safe_files.reason(error)}): {path}"
    return f"{what} and kept it: {kept}"


def set_apart(contents: Contents, draft: Path) -> str:
    """Give a journal that belongs to another draft its own name in the folder; return a message about it.

    The name is that of a draft that doesn't exist: opening it shows what the journal holds, and opening the draft
    that it belongs to, whatever its name, recovers it.

    Args:
        contents: the journal, in this draft's place.
        draft: the draft whose place it's in.
    """
    what = f"pmtui found another draft's journal here ({_about(contents)})"
    target = Path(os.path.realpath(draft))
    for number in range(2, 1_000):
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        place = journal.beside(free)
        if os.path.lexists(free) or os.path.lexists(place):
            continue
        try:
            _move(contents.path, place)
        except OSError as error:
            return f"{what} and can't move it out of the way ({safe_files.reason(error)}): {contents.path}"
        if contents.draft:
            note_place(contents.draft, place)
        heirs = [each.name for each in same_drafts(target, contents.draft, contents.base_digest)]
        if len(heirs) == 1:
            return f"{what}. Its changes weren't applied; they come back when you open {heirs[0]}."
        return f"{what}. Its changes weren't applied; to see them, open {free.name}. It's kept: {place}"
    return f"{what} and left it there: {contents.path}"


def _about(contents: Contents) -> str:
    title = ""
    if contents.base is not None:
        with contextlib.suppress(DraftError):
            title = from_toml(contents.base, str(contents.path)).postmortem.incident.title
    changes = plural(len(contents.entries), "change")
    return f"'{title}', {changes}" if title else changes


def _move(path: Path, to: Path) -> None:
    """Move a file, to another disk if need be; no file is overwritten.

    Raises:
        OSError: if that fails; the file hasn't moved.
    """
    try:
        os.link(path, to)
    except OSError:
        data = path.read_bytes()
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    path.unlink()


def keep_damaged_journal(path: Path, now: datetime) -> str:
    """Keep a damaged journal with the draft's backups, or next to the draft; return a message about it.

    Args:
        path: the journal.
        now: the time, in UTC.
    """
    kept = backups.keep_damaged(path, now)
    return (
        put_aside(path, "pmtui found a damaged journal", now)
        if kept is None
        else f"pmtui found a damaged journal and kept it: {kept}"
    )


def clear_away(draft: Path, found: Leftovers, besides: Path) -> None:
    """Delete the journals whose changes are in a newer one, and what interrupted saves have left.

    Args:
        draft: the draft's file.
        found: the journals that were found.
        besides: the newer one.
    """
    for contents in found.journals:
        if contents.path != besides and contents.is_still():
            with contextlib.suppress(OSError):
                contents.path.unlink()
    for part in _parts(draft):
        with contextlib.suppress(OSError):
            part.unlink()
    safe_files.sweep(Path(os.path.realpath(draft)).parent, (DRAFT_SUFFIX, ".journal"))


def _parts(draft: Path) -> list[Path]:
    """Return the temporary files left by interrupted saves of a draft."""
    target = Path(os.path.realpath(draft))
    starts = (f".{target.name[:80]}.", f"{journal.beside(draft).name[:80]}.")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.iterdir() if path.suffix == ".part" and path.name.startswith(starts)]
    return []
