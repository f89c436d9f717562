"""Drafts in a folder: open, save, name, list."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pmtui import paths
from pmtui.drafts import places
from pmtui.drafts.files import make_folder, read_text, sweep, write_atomically
from pmtui.drafts.form import Draft, NoDraft, from_toml, to_toml
from pmtui.drafts.identity import random_draft_id
from pmtui.drafts.schema import HEAD, put_beside
from pmtui.errors import DraftError, FileError
from pmtui.model.ids import MakeId
from pmtui.naming import plain_name


def load(path: Path) -> Draft:
    """Open a draft.

    Raises:
        DraftError: if it's missing, unreadable or can't be opened whole.
    """
    return from_toml(read_text(path), str(path))


def save(path: Path, draft: Draft) -> None:
    """Write a draft.

    Raises:
        FileError: if it can't be written; the file is as it was.
    """
    write_atomically(path, to_toml(draft))


def is_draft(path: Path) -> bool:
    """Say whether a file is somebody's draft, however damaged: TOML without `schema` is something else."""
    try:
        load(path)
    except NoDraft:
        return False
    except (DraftError, FileError):
        return True
    return True


def change_template(path: Path, template: str) -> None:
    """Let a draft go on under another template; its answers stay as they are.

    Raises:
        DraftError: if the draft can't be read.
        FileError: if it can't be written.
    """
    draft = load(path)
    save(path, replace(draft, template=template))


def free_path(folder: Path, day: date, title: str) -> Path:
    """Return a path for a new draft in `folder` that no file has yet."""
    stem = "-".join(part for part in (day.isoformat(), plain_name(title).lower() or "postmortem") if part)
    for number in range(1, 10_000):
        path = folder / (f"{stem}{paths.DRAFT_SUFFIX}" if number == 1 else f"{stem}-{number}{paths.DRAFT_SUFFIX}")
        if not path.exists() and not path.is_symlink():
            return path
    raise FileError(f"{folder} has too many drafts named {stem}.", "Give this one another title.")


def create(path: Path, draft: Draft, make_id: MakeId = random_draft_id) -> None:
    """Write a new draft, under an id of its own, with its folder, and the schema that its first line names to editors.

    Args:
        path: its file.
        draft: what it holds.
        make_id: makes the id.

    Raises:
        FileError: if something has its name already, or it can't be written.
    """
    if path.exists() or path.is_symlink():
        raise FileError(f"{path} exists already.", "Choose another name, or open it.")
    make_folder(path.parent)
    sweep(path.parent, (paths.DRAFT_SUFFIX, ".journal"))
    sweep(path.parent / ".pmtui", (".json",))
    draft = replace(draft, id=make_id())
    save(path, replace(draft, head=HEAD) if put_beside(path.parent) else draft)
    places.forget(path)


@dataclass(frozen=True)
class Entry:
    """A file in the folder of drafts.

    Attributes:
        path: the file.
        modified: when it was last written; with the local offset.
        draft: what it holds; None where it can't be opened.
        problem: why it can't be opened; empty where it can.
    """

    path: Path
    modified: datetime
    draft: Draft | None
    problem: str = ""


def entries(folder: Path) -> list[Entry]:
    """Return the drafts in a folder, the last changed first.

    A damaged one is there with its problem; what has no `schema` is somebody else's file and isn't.

    Raises:
        FileError: if the folder can't be read.
    """
    try:
        named = [path for path in folder.glob(f"*{paths.DRAFT_SUFFIX}") if not path.name.startswith(".")]
        files = [path for path in named if path.is_file()]
    except OSError as error:
        raise FileError(f"The folder {folder} can't be read: {error.strerror}.") from error
    found = [entry for path in files if (entry := _entry(path)) is not None]
    return sorted(found, key=lambda entry: (entry.modified, entry.path.name), reverse=True)


def _entry(path: Path) -> Entry | None:
    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return None
    try:
        return Entry(path, modified, load(path))
    except NoDraft:
        return None
    except DraftError as error:
        return Entry(path, modified, None, str(error))
