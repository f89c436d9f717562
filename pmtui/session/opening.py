"""Opens a draft for a session: its store, its template, its session; saves one to another place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from pmtui import paths
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError, PmtuiError
from pmtui.model.ids import MakeId
from pmtui.session.session import Session
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_folder import change_template
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.recovery import OnDisk
from pmtui.storage.safe_files import read_bytes, reason
from pmtui.storage.toml_update import Arrangement


def open_session(
    path: Path,
    today: Callable[[], date],
    make_id: MakeId,
    *,
    active: ActiveConfig,
    take_over: bool = False,
    template: str = "",
    within: Confinement | None = None,
    seen: OnDisk | None = None,
) -> tuple[Session, DraftStore]:
    """Open a draft.

    Args:
        path: its file.
        today: tells the day.
        make_id: makes ids for new rows.
        active: the config, which may change the template's scales and conventions.
        take_over: also where someone else has it open.
        template: the template that it continues under; its own if it's empty.
        within: the folder that it must be in, and all that is written in the session; None for wherever it is.
        seen: what was read of the file before, if it was.

    Raises:
        PmtuiError: if the draft can't be opened, or its template can't be used; nothing is held then.
    """
    if within is not None:
        within.check(path)
    try:
        if path.is_dir():
            read_bytes(path)  # raises; a store would look for a name to lock, which the topmost folder hasn't
        if template:
            change_template(path, template, within)
        store = DraftStore(path, take_over=take_over, within=within, seen=seen)
    except OSError as error:
        raise FileError(f"Can't open {path}: {reason(error)}.", "Check the name.") from error
    try:
        loaded = load_template(store.draft.template, active, within)
    except PmtuiError:
        store.close()
        raise
    draft = store.draft
    session = Session(draft.postmortem, loaded, draft.template, path, today, make_id, store.record)
    session.revision = store.revision
    session.within = within
    session.draft_id = store.id
    session.is_read_only = store.is_read_only
    return session, store


def save_elsewhere(
    draft: Draft, name: str, within: Confinement | None = None, arrangement: Arrangement | None = None
) -> Path:
    """Save a draft to another file, which must be new, and in the folder `within` if that's given; return it.

    Args:
        draft: what to save.
        name: the file, as someone types it.
        within: the folder that it must be in; None for wherever it is.
        arrangement: the text that the draft comes from, whose comments and order stay.

    Raises:
        FileError: if that can't be done.
    """
    try:
        path = Path(name.strip()).expanduser() if within is None else within.named(name, to_write=True)
        if not path.name or path.is_dir():
            raise FileError(f"{name.strip()} is a folder.", "Add a file name.")
        if path.suffix != paths.DRAFT_SUFFIX:
            path = path.with_name(path.name + paths.DRAFT_SUFFIX)
        draft_folder.create(path, draft, within=within, arrangement=arrangement)
    except OSError as error:
        raise FileError(f"Can't save to {name.strip()}: {reason(error)}.", "Choose another name.") from error
    except (RuntimeError, ValueError) as error:
        raise FileError(f"Can't save to {name.strip()}: {error}.", "Choose another name.") from error
    return path
