"""Whose a journal is: it's brought into its own draft, also under another name, and never into another draft.

A journal and a draft say by the draft's id whether they belong together. Older ones have no id; there a journal belongs
to a draft only if it began from the very bytes that the draft's file holds.
"""

import os
from dataclasses import replace
from pathlib import Path

from pmtui.paths import state_folder
from pmtui.storage import journal
from pmtui.storage.draft_id import id_at, id_in, same_drafts
from pmtui.storage.journal import Contents
from pmtui.storage.lock import Lock
from pmtui.storage.recovery import Leftovers, OnDisk, journals_elsewhere
from pmtui.storage.safe_files import digest_of


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
