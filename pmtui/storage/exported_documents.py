"""Which documents pmtui has written, and how they changed: what others wrote is backed up before it's replaced.

The notes are in the user's state folder, by the document's path, so there are no warnings about a document that
was exported on another machine. A document that isn't known here counts as someone else's.
"""

import contextlib
import difflib
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.paths import state_folder
from pmtui.storage import backups
from pmtui.storage.safe_files import LARGEST, make_folder, write_atomically, write_bytes_atomically
from pmtui.text import plural

_COMPARED = 3_000
"""The most lines for which documents are compared line by line; in longer ones, lines are only counted.
Comparing two of this length took 25 ms when a third of their lines differed; the time grows with the square."""

REMEMBERED = 200
"""The most documents remembered; the oldest exports are forgotten first. Chosen by hand: a team's
postmortems of years. A forgotten document is backed up before the next export replaces it, so nothing is lost."""

_PLACE = re.compile(r'\{"place": ("(?:[^"\\]|\\.)*+")')
_HEAD = 32_768
"""Characters of a note that hold its document's place, however long that is."""


@dataclass(frozen=True)
class ExportedDocument:
    """A document as pmtui wrote it last.

    Attributes:
        text: what it held.
        at: when, in UTC.
        draft: the id of the draft that it was made of; empty if that had none.
    """

    text: str
    at: datetime
    draft: str = ""


@dataclass(frozen=True)
class DocumentChange:
    """How a document changed since pmtui wrote it.

    Attributes:
        at: when that was, in UTC.
        added: how many lines have come since.
        removed: how many have gone.
    """

    at: datetime
    added: int
    removed: int

    @property
    def words(self) -> str:
        """When it was exported, and by how much it was changed since."""
        lines = f"{plural(self.added, 'line')} added, {self.removed} removed"
        if not self.added and not self.removed:
            lines = "its lines are the same"
        return f"changed since it was exported on {self.at.astimezone():%Y-%m-%d %H:%M} ({lines})"


def _note(document: Path) -> Path:
    import hashlib  # imported where used: a document is printed without it

    name = hashlib.sha256(os.fsencode(os.path.realpath(document))).hexdigest()[:24]
    return state_folder() / "documents" / f"{name}.json"


def remember(document: Path, text: str, now: datetime, draft: str = "") -> None:
    """Note what was written; if it can't be noted, the document counts as someone else's from now on.

    Args:
        document: the file.
        text: what was written.
        now: the time, in UTC.
        draft: the id of the draft that it was made of; empty if that has none.
    """
    note = _note(document)
    at = now.astimezone(UTC).isoformat()
    try:
        make_folder(note.parent)
        # the place comes first: it's read of each note, and the text isn't
        known = {"place": os.path.realpath(document), "at": at, "draft": draft, "text": text}
        write_atomically(note, json.dumps(known))
    except (FileError, OSError):
        with contextlib.suppress(OSError):
            note.unlink()
    _forget_old(note)


def _forget_old(latest: Path) -> None:
    """Forget documents that aren't there any longer, and the oldest ones if there are too many.

    One whose folder is gone, too, may be on a drive that isn't mounted: it's forgotten only with age. A forgotten
    document counts as someone else's, so nothing in it is lost.
    """
    with contextlib.suppress(OSError):  # what can't be tidied now is tidied after the next export
        ages = {note: note.stat().st_mtime_ns for note in latest.parent.glob("*.json") if note != latest}
        gone = {note for note in ages if _is_gone(note)}
        by_age = sorted(ages.keys() - gone, key=lambda note: (ages[note], note.name), reverse=True)
        for note in (*gone, *by_age[REMEMBERED - 1 :]):
            note.unlink(missing_ok=True)


def _is_gone(note: Path) -> bool:
    """Return whether the document of a note is gone, although its folder exists."""
    with note.open(encoding="utf-8", errors="replace") as file:
        match = _PLACE.match(file.read(_HEAD))
    try:
        place = json.loads(match[1]) if match else ""
    except ValueError:
        return False
    return bool(place) and not os.path.lexists(place) and Path(place).parent.is_dir()


def written(document: Path) -> ExportedDocument | None:
    """Return what pmtui last wrote to a document's path; None if there is no note of it."""
    try:
        data = json.loads(_note(document).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(data["at"]).astimezone(UTC)
        return ExportedDocument(str(data["text"]), at, str(data.get("draft", "")))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def is_of_another(document: Path, draft: str) -> bool:
    """Return whether pmtui wrote a document last for another draft than the one with this id.

    Two incidents with the same date and title have the same document name: the second must not replace the first.
    """
    known = written(document)
    return known is not None and bool(known.draft and draft) and known.draft != draft


def is_ours(document: Path, within: Confinement | None = None, draft: str = "") -> bool:
    """Return whether a file holds what pmtui wrote there last, for this draft.

    Args:
        document: the file.
        within: the folder that it must be in; None for anywhere.
        draft: the draft's id; empty for any.
    """
    known, data = written(document), _bytes(document, within)
    return known is not None and data == known.text.encode("utf-8") and not is_of_another(document, draft)


def changed(document: Path, within: Confinement | None = None, draft: str = "") -> DocumentChange | None:
    """Return how a document changed since pmtui wrote it; None if it's unchanged, gone, or unknown here.

    Args:
        document: the file.
        within: the folder that it must be in; None for anywhere.
        draft: the id of the draft that it was made of; empty for any. For another draft's document, return None.
    """
    known, data = written(document), _bytes(document, within)
    if known is None or data is None or is_of_another(document, draft) or data == known.text.encode("utf-8"):
        return None
    added, removed = _counted(known.text.splitlines(), data.decode("utf-8", "replace").splitlines())
    return DocumentChange(known.at, added, removed)


def _counted(before: list[str], after: list[str]) -> tuple[int, int]:
    """Return how many lines came and went."""
    if max(len(before), len(after)) > _COMPARED:
        old, new = Counter(before), Counter(after)
        return (new - old).total(), (old - new).total()
    same = sum(block.size for block in difflib.SequenceMatcher(None, before, after).get_matching_blocks())
    return len(after) - same, len(before) - same


def keep_other(document: Path, text: str, now: datetime, draft: str = "") -> Path | None:
    """Keep a dated copy of a document that is about to be replaced, unless pmtui wrote it as is.

    Args:
        document: the file.
        text: what will be written; the very same text needs no copy.
        now: the time, in UTC.
        draft: the id of the draft that is written; what was made of another one is kept. Empty for any.

    Returns:
        The copy; None if none is needed.

    Raises:
        FileError: if there is something to keep, and it can't be kept.
    """
    if not os.path.lexists(document) or not document.exists():
        return None
    data = _bytes(document)
    if data is None:
        raise FileError(
            f"{document} can't be read, so pmtui can't back it up.", "Choose another name for the document."
        )
    if data == text.encode("utf-8") or is_ours(document, draft=draft):
        return None
    kept = backups.keep(document, data, now)
    return kept or backups.backups(document)[0].path  # the last copy is the same


def write(
    document: Path,
    text: str,
    now: datetime,
    refuse: Callable[[], None] = lambda: None,
    within: Confinement | None = None,
    draft: str = "",
) -> Path | None:
    """Write a document, and note that; a file that isn't pmtui's own is backed up first.

    Args:
        document: the file.
        text: its content.
        now: the time, in UTC.
        refuse: checks, before and again when the new file is ready, whether it may be written; raises if not.
        within: the folder that it must be in at the moment of writing; None for wherever it is.
        draft: the id of the draft that it's made of; empty if that has none.

    Returns:
        The backup of the previous file; None if none was needed.

    Raises:
        FileError: if it can't be written, or the file can't be backed up; the file is unchanged.
    """
    refuse()
    kept = keep_other(document, text, now, draft)

    def last_look() -> None:
        nonlocal kept
        refuse()
        kept = keep_other(document, text, now, draft) or kept

    write_bytes_atomically(document, text.encode("utf-8"), last_look, within)
    remember(document, text, now, draft)
    return kept


def _bytes(document: Path, within: Confinement | None = None) -> bytes | None:
    try:
        if within is not None:
            return within.read(document, LARGEST)
        if document.is_file() and document.stat().st_size <= LARGEST:
            return document.read_bytes()
    except (OSError, FileError):
        pass
    return None
