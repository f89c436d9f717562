"""Recovers changes that are in a journal and not in the draft's file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.errors import DraftError, EditError, MissingDraft
from pmtui.model.edit import apply
from pmtui.model.merging import Difference, aligned, differences, merge, settled
from pmtui.model.postmortem import Postmortem
from pmtui.storage.draft_file import Draft, from_toml
from pmtui.storage.draft_folder import same_drafts
from pmtui.storage.journal import Contents
from pmtui.storage.safe_files import decoded, digest_of, read_bytes


@dataclass(frozen=True)
class OnDisk:
    """What a draft's file holds.

    Attributes:
        text: the file's text.
        digest: the digest of its bytes.
        draft: what it says.
    """

    text: str
    digest: str
    draft: Draft


@dataclass(frozen=True)
class Recovered:
    """A draft with the changes in its journals.

    Attributes:
        draft: the draft after the last change in the journal.
        ancestor: the version that the draft and its file both grew from; the file's own if no one else changed it.
        changes: what differs from the file; empty if nothing was left over.
        since: when the first of them was made, in UTC.
        conflicts: answers that someone else changed in the file; the draft has the journal's answer.
        damage: the part of a journal that couldn't be read; empty if none.
    """

    draft: Draft
    ancestor: Postmortem
    changes: tuple[Difference, ...] = ()
    since: datetime | None = None
    conflicts: tuple[Difference, ...] = ()
    damage: str = ""


def read_disk(path: Path, within: Confinement | None = None, seen: OnDisk | None = None) -> OnDisk:
    """Read a draft's file, which must be in the folder `within`, if that's given.

    Args:
        path: the file.
        within: the folder; None for anywhere.
        seen: what was read of it before; returned if the file hasn't changed since, as a large one takes a while.

    Raises:
        FileError: if it's outside of that.
        MissingDraft: if it doesn't exist.
        DraftError: if it can't be opened completely.
    """
    data = read_bytes(path, within)
    digest = digest_of(data)
    if seen is not None and seen.digest == digest:
        return seen
    text = decoded(data, path)
    return OnDisk(text, digest, from_toml(text, str(path)))


def disk_or_base(
    path: Path, journals: Sequence[Contents], within: Confinement | None = None, seen: OnDisk | None = None
) -> OnDisk:
    """Return what a draft's file holds; if it's gone, what it held when its journal was started.

    Raises:
        FileError: if it's outside of the folder `within`.
        DraftError: if neither can be opened.
    """
    try:
        return read_disk(path, within, seen)
    except MissingDraft:
        for contents in journals:
            if contents.base is not None and contents.entries:
                draft = from_toml(contents.base, str(contents.path))
                draft = replace(draft, id=draft.id or contents.draft)
                _refuse_renamed(path, draft.id)
                return OnDisk(contents.base, "", draft)
        raise


def _refuse_renamed(path: Path, draft_id: str) -> None:
    """Refuse to write a draft again that still exists under another name.

    Raises:
        MissingDraft: naming it.
    """
    heirs = list(same_drafts(path, draft_id, "")) if draft_id else []
    if len(heirs) == 1:
        raise MissingDraft(
            f"{path} is now named {heirs[0].name}.",
            f"Open {heirs[0]} to recover your unsaved changes.",
        )


def recover(disk: OnDisk, journals: Sequence[Contents]) -> Recovered:
    """Merge a draft's file and its journals."""
    now = disk.draft
    ancestor = disk.draft.postmortem
    conflicts: list[Difference] = []
    damage = ""
    since: datetime | None = None
    for contents in journals:
        replayed = _replay(disk, contents)
        damage = damage or replayed.damage
        if not replayed.is_ahead:
            continue
        theirs = aligned(replayed.base, now.postmortem)
        found = merge(replayed.base, replayed.draft.postmortem, theirs)
        postmortem, base = replayed.draft.postmortem, replayed.base
        for difference in found:
            if not difference.is_conflict:
                postmortem, base = apply(postmortem, difference.take), settled(base, difference)
        if any(difference.is_conflict for difference in found):
            ancestor = base
        conflicts += [difference for difference in found if difference.is_conflict]
        now = replace(disk.draft, postmortem=postmortem)
        first = contents.entries[0].at
        since = min(since, first) if since else first
    changes = tuple(differences(disk.draft.postmortem, now.postmortem))
    return Recovered(now, ancestor, changes, since if changes else None, tuple(conflicts), damage)


@dataclass(frozen=True)
class _Replayed:
    base: Postmortem
    draft: Draft
    is_ahead: bool
    damage: str


def _replay(disk: OnDisk, contents: Contents) -> _Replayed:
    """Replay a journal's changes on the text it started from."""
    damage = f"{contents.damage} is damaged" if contents.damage else ""
    fits_disk = contents.base_digest in ("", disk.digest)
    base_draft = disk.draft if fits_disk and contents.base is None else None
    if contents.base is not None:
        try:
            base_draft = from_toml(contents.base, str(contents.path))
        except DraftError:
            damage = damage or "the text it starts from can't be read"
    elif base_draft is None:
        damage = damage or "the text it starts from is damaged"
    if base_draft is None:
        return _Replayed(disk.draft.postmortem, disk.draft, False, damage if contents.entries else "")
    saved_at = contents.saved.get(disk.digest, 0)
    base = postmortem = base_draft.postmortem
    for number, entry in enumerate(contents.entries, 1):
        try:
            postmortem = apply(postmortem, entry.edit)
        except EditError:
            damage = damage or f"change {number} of {len(contents.entries)} can't be applied"
            break
        if entry.revision == saved_at:
            base = postmortem
    is_ahead = any(entry.revision > saved_at for entry in contents.entries)
    return _Replayed(base, replace(base_draft, postmortem=postmortem), is_ahead, damage)
