"""Drafts in a folder: open, save, name, list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pmtui import paths
from pmtui.confinement import Confinement
from pmtui.errors import DraftError, FileError, MissingDraft
from pmtui.model.edit import apply
from pmtui.model.ids import MakeId
from pmtui.model.scales import Status
from pmtui.model.signed_digests import signing
from pmtui.storage import covered, last_position
from pmtui.storage.draft_file import Draft, NoDraft, from_toml, headed, id_in, random_draft_id, to_toml
from pmtui.storage.draft_files import DraftFile, files_in
from pmtui.storage.safe_files import LARGEST, digest_of, make_folder, read_text, sweep, write_atomically
from pmtui.storage.schema import HEAD, put_beside
from pmtui.storage.toml_update import Arrangement
from pmtui.text import plain_name


def load(path: Path, within: Confinement | None = None) -> Draft:
    """Open a draft; one in the folder `within`, if that's given.

    Raises:
        DraftError: if it's missing, unreadable or can't be opened completely.
    """
    return from_toml(read_text(path, within), str(path))


def save(path: Path, draft: Draft, within: Confinement | None = None) -> None:
    """Write a draft; into the folder `within`, if that's given.

    Raises:
        FileError: if it can't be written; the file is unchanged.
    """
    write_atomically(path, to_toml(draft), within=within)


def is_draft(path: Path) -> bool:
    """Return whether a file is someone's draft, however damaged: TOML without `schema` is something else."""
    try:
        load(path)
    except NoDraft:
        return False
    except (DraftError, FileError):
        return True
    return True


def change_template(path: Path, template: str, within: Confinement | None = None) -> None:
    """Switch a draft to another template; its answers are unchanged.

    A final document without digests of what was signed gets them here, as with its first change in a session.

    Raises:
        DraftError: if the draft can't be read.
        FileError: if it can't be written.
    """
    text = read_text(path, within)
    draft = from_toml(text, str(path))
    postmortem = draft.postmortem
    if postmortem.document.status is Status.FINAL and not postmortem.signed and template != draft.template:
        for edit in signing(postmortem, draft.template):
            postmortem = apply(postmortem, edit)
    changed = replace(draft, template=template, postmortem=postmortem)
    write_atomically(path, Arrangement(text, draft).written(changed), within=within)


def free_path(folder: Path, day: date, title: str) -> Path:
    """Return a path for a new draft in `folder` that no file has yet."""
    return _free(folder, "-".join((day.isoformat(), plain_name(title).lower() or "postmortem")))


_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=-|$)")


def dated_path(path: Path, day: date) -> Path | None:
    """Return a free path for a draft's file whose name has another day; None if it has this day, or none at all.

    Args:
        path: its file.
        day: the incident's day.
    """
    found = _DAY.match(path.stem)
    if path.suffix != paths.DRAFT_SUFFIX or found is None or found[0] == day.isoformat():
        return None
    return _free(path.parent, day.isoformat() + path.stem[found.end() :])


def _free(folder: Path, stem: str) -> Path:
    for number in range(1, 10_000):
        path = folder / (f"{stem}{paths.DRAFT_SUFFIX}" if number == 1 else f"{stem}-{number}{paths.DRAFT_SUFFIX}")
        if not path.exists() and not path.is_symlink():
            return path
    raise FileError(f"{folder} has too many drafts named {stem}.", "Use a different title.")


def create(
    path: Path,
    draft: Draft,
    make_id: MakeId = random_draft_id,
    within: Confinement | None = None,
    arrangement: Arrangement | None = None,
) -> None:
    """Write a new draft with a new ID, its folder, and the schema that its first line names to editors.

    Args:
        path: its file.
        draft: its content.
        make_id: makes the id.
        within: the folder that it must be in; None for anywhere.
        arrangement: the text that it comes from, whose comments and order are kept.

    Raises:
        FileError: if its name is taken, or it can't be written.
    """
    if path.exists() or path.is_symlink():
        raise FileError(f"{path} already exists.", "Choose another name, or open it.")
    make_folder(path.parent, within)
    sweep(path.parent, (paths.DRAFT_SUFFIX, ".journal"))
    sweep(path.parent / ".pmtui", (".json",))
    draft = replace(draft, id=make_id())
    text = arrangement.written(draft) if arrangement is not None else to_toml(draft)
    write_atomically(path, headed(text, HEAD) if put_beside(path.parent, within) else text, within=within)
    last_position.forget(path)
    covered.forget(path)


@dataclass(frozen=True)
class FolderEntry:
    """A file in the drafts folder.

    Attributes:
        path: the file.
        modified: when it was last written; with the local offset.
        draft: what it holds; None if it can't be opened.
        problem: why it can't be opened; empty if it can.
    """

    path: Path
    modified: datetime
    draft: Draft | None
    problem: str = ""


def entries(folder: Path, within: Confinement | None = None) -> list[FolderEntry]:
    """Return the drafts in a folder, the last changed first.

    A damaged one is listed with its problem; a file without `schema` is someone else's and isn't. One
    whose link leads out of the folder `within`, if that's given, has that as its problem.

    Raises:
        FileError: if the folder can't be read.
    """
    found = [entry for file in files_in(folder) if (entry := entry_of(file, within)) is not None]
    return sorted(found, key=lambda entry: (entry.modified, entry.path.name), reverse=True)


def entry_of(file: DraftFile, within: Confinement | None = None) -> FolderEntry | None:
    """Read a file of the drafts folder, as `entries` does; None if it's gone, or holds no draft."""
    if file.problem:
        return FolderEntry(file.path, file.modified, None, file.problem)
    try:
        return FolderEntry(file.path, file.modified, load(file.path, within))
    except (NoDraft, MissingDraft):
        return None
    except FileError as error:
        return FolderEntry(file.path, file.modified, None, str(error))


def id_at(path: Path) -> str:
    """Return the id of the draft in a file; empty if it has none, or can't be read."""
    data = _bytes(path)
    return id_in(data.decode("utf-8", "replace").removeprefix("\ufeff")) if b"id" in data else ""


def same_drafts(path: Path, draft_id: str, digest: str) -> Iterator[Path]:
    """Yield the other drafts in a draft's folder that have its id; if it has none, those with the same content.

    Args:
        path: the draft's file, which needn't exist.
        draft_id: its id; empty if it has none.
        digest: the digest of its file.
    """
    try:
        files = sorted(each for each in path.parent.iterdir() if each.suffix == paths.DRAFT_SUFFIX)
    except OSError:
        return
    for each in files:
        if each.name == path.name or each.name.startswith("."):
            continue
        data = _bytes(each)
        if draft_id:
            if draft_id.encode() in data and id_at(each) == draft_id:
                yield each
        elif digest and digest_of(data) == digest:
            yield each


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except OSError:
        pass
    return b""
