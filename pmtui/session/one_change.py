"""Changes a draft in one step, for what has no screen: `pmtui set`, `add`, `import`, and agents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.model.ids import MakeId, random_id
from pmtui.process import finishing
from pmtui.session.opening import open_session
from pmtui.session.saving import Autosave
from pmtui.session.session import Session
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import ChangedOutside, digest_at
from pmtui.storage.safe_files import write_bytes_atomically

Result = TypeVar("Result")

_TRIES = 5
"""How often a change is made again because someone who has the draft open saved it in between."""


def change_draft(
    path: Path,
    work: Callable[[Session], Result],
    active: ActiveConfig,
    *,
    today: Callable[[], date] = date.today,
    make_id: MakeId = random_id,
    within: Confinement | None = None,
    written: dict[Path, str] | None = None,
) -> Result:
    """Open a draft, change it, and save it; one that is open elsewhere is changed as an editor would change its file.

    Args:
        path: the draft's file.
        work: makes the change with `Session.apply`. It raises before it changes anything, and may be called again.
        active: the config.
        today: tells the day.
        make_id: makes ids for new rows.
        within: the folder that the draft must be in; None for anywhere.
        written: the digests of what the caller wrote before, by path, which it keeps from call to call: of that, no
            backup is made, so that many changes in a row don't push the backup before them out.

    Returns:
        What `work` returns.

    Raises:
        PmtuiError: if the draft can't be opened or saved, and whatever `work` raises.
    """
    for _ in range(_TRIES - 1):
        try:
            return _changed(path, work, active, today, make_id, within, written)
        except ChangedOutside:  # whoever has it open saved it in between
            continue
    return _changed(path, work, active, today, make_id, within, written)


def _changed(
    path: Path,
    work: Callable[[Session], Result],
    active: ActiveConfig,
    today: Callable[[], date],
    make_id: MakeId,
    within: Confinement | None,
    written: dict[Path, str] | None,
) -> Result:
    with finishing():
        session, store = open_session(path, today, make_id, active=active, within=within)
        try:
            if store.conflicted:
                raise FileError(f"{path} has conflicting changes.", "Open it in pmtui, and choose first.")
            if store.is_read_only:  # someone has it open, and takes this as a change of the file
                session.is_read_only, session.record = False, None
            if written is not None and written.get(store.path) == store.known.digest:
                store.skip_backup()
            before = session.postmortem
            result = work(session)
            if session.postmortem is not before or not (store.is_saved or store.is_read_only):
                _save(session, store, within)  # also what another process left in the journal
                if written is not None:
                    written[store.path] = digest_at(store.path)
            return result
        finally:
            store.close()


def _save(session: Session, store: DraftStore, within: Confinement | None) -> None:
    if not store.is_read_only:
        problem = Autosave(session, store).flush()
        if problem:
            raise FileError(problem, "The change is in the draft's journal; open it in pmtui.")
        return
    text = store.arrangement.written(replace(store.known.draft, postmortem=session.postmortem))

    def last_look() -> None:
        if digest_at(store.path) != store.known.digest:
            raise ChangedOutside(f"{store.path} was changed by someone else.", "Run the command again.")

    write_bytes_atomically(store.path, text.encode("utf-8"), last_look, within)
