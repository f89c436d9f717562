"""What the list of drafts shows of each draft, remembered by file, size and time, so that a draft is read once.

It's kept in pmtui's own state, readable by its owner only, and holds nothing that the drafts don't. It imports little:
the first screen uses it before anything that reads a draft is imported.
"""

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from pmtui import __version__
from pmtui.errors import FileError
from pmtui.paths import state_folder
from pmtui.storage.draft_files import DraftFile, files_in
from pmtui.storage.safe_files import make_folder, write_atomically
from pmtui.text import visible

_FORMAT = 1
"""The version of the file; another one is ignored."""

_MOST_DRAFTS = 10_000
"""Drafts remembered of a folder: those changed last."""

_MOST_FOLDERS = 20
"""Folders whose drafts are remembered: those listed last."""

_LARGEST = 16_000_000
"""Bytes; a larger file isn't written, or read."""

_RECENT = 2_000_000_000
"""Nanoseconds. A file that was written less than that before it was read may be written again at the same time."""


@dataclass(frozen=True)
class Overview:
    """What the list shows of one draft; every text is ready to be drawn.

    Attributes:
        title: the incident's title; the file's name if it has none.
        id: the incident's id.
        day: the incident's day; None if it isn't known.
        severity: its step on the scale: `critical`; empty if it has none.
        severity_label: what its template calls that.
        status: the document's status: `review`.
        status_label: what its template calls that; empty if the template can't be used.
        percent: the percentage of questions settled, rounded down; None if the template can't be used.
        open_actions: how many action items are open.
        due: the days on which open action items are due.
        template: the template's name.
        problem: why the draft can't be opened; empty if it can.
    """

    title: str
    id: str = ""
    day: date | None = None
    severity: str = ""
    severity_label: str = ""
    status: str = ""
    status_label: str = ""
    percent: int | None = None
    open_actions: int = 0
    due: tuple[date, ...] = ()
    template: str = ""
    problem: str = ""

    def overdue(self, today: date) -> int:
        """Return how many action items are open after the day on which they were due."""
        return sum(due < today for due in self.due)


@dataclass(frozen=True)
class Known:
    """What has been read of a file.

    Attributes:
        size: its size then, in bytes.
        modified_ns: when it had been written, in nanoseconds of the system's clock.
        overview: what it held; None if it wasn't a draft.
        is_sure: that another content would have another size or time.
    """

    size: int
    modified_ns: int
    overview: Overview | None
    is_sure: bool = True

    def is_of(self, file: DraftFile) -> bool:
        """Return whether the file is unchanged."""
        return self.is_sure and (self.size, self.modified_ns) == (file.size, file.modified_ns)


class Reader(Protocol):
    """Reads drafts for the list."""

    def read(self, file: DraftFile, /) -> Overview | None:
        """Return what a file holds; None if it isn't a draft."""

    def digest(self, template: str, /) -> str:
        """Return a digest of all in a template and the config that an overview depends on."""


@dataclass(frozen=True)
class Listed:
    """A file of the folder, and its overview if there's one.

    Attributes:
        file: the file.
        overview: what it held when it was read last; None if it hasn't been read yet.
        is_waiting: it's still to be read, for the first time or again.
    """

    file: DraftFile
    overview: Overview | None
    is_waiting: bool


class Overviews:
    """The overviews of one folder's drafts: remembered, read, and remembered again. Any thread may call it.

    Args:
        folder: the folder.
        is_confined: others reach this session, so it has a separate memory.
    """

    def __init__(self, folder: Path, *, is_confined: bool = False) -> None:
        self.folder = folder
        self._is_confined = is_confined
        self._lock = threading.Lock()
        self._files: dict[str, DraftFile] = {}
        self._known: dict[str, Known] = {}
        self._templates: dict[str, str] = {}
        self._waiting: dict[str, DraftFile] = {}
        self._is_recalled = False
        self._is_news = False

    def look(self) -> None:
        """List the folder's files, and recall their saved overviews; the others wait to be read.

        Raises:
            FileError: if the folder can't be read; nothing is listed then.
        """
        with self._lock:
            if not self._is_recalled:
                self._is_recalled = True
                self._known, self._templates = recall(self.folder, is_confined=self._is_confined)
            self._files, self._waiting = {}, {}
            found = files_in(self.folder) if os.path.lexists(self.folder) else []
            self._files = {file.path.name: file for file in sorted(found, key=_expected_day, reverse=True)}
            for name in self._known.keys() - self._files.keys():
                del self._known[name]
                self._is_news = True
            for name, file in self._files.items():
                if name not in self._known or not self._known[name].is_of(file):
                    self._waiting[name] = file

    def check(self, reader: Reader) -> None:
        """Let those wait to be read again that were read under a template, or a config, that has changed since."""
        with self._lock:
            used = {known.overview.template for known in self._known.values() if known.overview is not None}
            now = {name: reader.digest(name) for name in used if name}
            changed = {name for name, digest in now.items() if digest != self._templates.get(name)}
            self._templates = now
            for name, known in self._known.items():
                if known.overview is not None and known.overview.template in changed:
                    self._waiting[name] = self._files[name]

    def read(self, reader: Reader, seconds: float, first: Path | None = None) -> bool:
        """Read files that wait for it; return whether some still do.

        Args:
            reader: reads one.
            seconds: how long to begin with another one; one is read in any case.
            first: the file to read before all others, if it waits.
        """
        end = time.monotonic() + seconds
        while True:
            with self._lock:
                wanted = first.name if first is not None and first.name in self._waiting else None
                name = wanted or next(iter(self._waiting), None)
                if name is None:
                    return False
                file = self._waiting.pop(name)
            begun = time.time_ns()
            overview = reader.read(file)
            is_sure = not file.is_link and not file.problem and file.modified_ns < begun - _RECENT
            with self._lock:
                self._is_news = True
                self._known[name] = Known(file.size, file.modified_ns, overview, is_sure)
                if overview is not None and overview.template and overview.template not in self._templates:
                    self._templates[overview.template] = reader.digest(overview.template)
                if time.monotonic() >= end:
                    return bool(self._waiting)

    def listed(self) -> list[Listed]:
        """Return the files of the folder, but for those that are known to hold no draft."""
        with self._lock:
            found = []
            for name, file in self._files.items():
                known = self._known.get(name)
                if known is None or known.overview is not None or name in self._waiting:
                    found.append(Listed(file, known.overview if known else None, name in self._waiting))
            return found

    def save(self) -> None:
        """Save the overviews, if one is new. It's a convenience: if that fails, nothing is reported."""
        with self._lock:
            if not self._is_news:
                return
            self._is_news = False
            sure = {name: known for name, known in self._known.items() if known.is_sure}
            templates = dict(self._templates)
        remember(self.folder, sure, templates, is_confined=self._is_confined)  # a screen doesn't wait for the disk


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _expected_day(file: DraftFile) -> tuple[str, int]:
    """Return the day that a draft is likely of, so that the first to be read are those listed first."""
    day = _DAY.match(file.path.name)
    return (day[0] if day else f"{file.modified:%Y-%m-%d}", file.modified_ns)


# -- the file ----------------------------------------------------------------------------------------------------------


def _place(folder: Path, *, is_confined: bool) -> Path:
    import hashlib  # imported where used: nothing else needs it before the first paint

    key = os.fsencode(os.path.realpath(folder)) + (b"\0confined" if is_confined else b"")
    return state_folder() / "overviews" / f"{hashlib.sha256(key).hexdigest()[:24]}.json"


def remember(
    folder: Path, known: Mapping[str, Known], templates: Mapping[str, str], *, is_confined: bool = False
) -> None:
    """Write the overviews of a folder's drafts, for the next time; if that fails, nothing is reported.

    Args:
        folder: the folder.
        known: the overviews, by the file's name.
        templates: the digests of the templates that it was read under, by their names.
        is_confined: others reach this session.
    """
    last = sorted(known, key=lambda name: known[name].modified_ns, reverse=True)[:_MOST_DRAFTS]
    drafts = {name: [known[name].size, known[name].modified_ns, _as_data(known[name].overview)] for name in last}
    data = {"format": _FORMAT, "pmtui": __version__, "templates": dict(templates), "drafts": drafts}
    with contextlib.suppress(FileError, OSError, RuntimeError, ValueError):
        text = json.dumps(data)
        place = _place(folder, is_confined=is_confined)
        if len(text) <= _LARGEST:
            make_folder(place.parent)
            write_atomically(place, text)
            _forget_old(place.parent)


def _forget_old(folder: Path) -> None:
    """Delete the overviews of folders that haven't been listed for a long time."""
    files = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in files[_MOST_FOLDERS:]:
        path.unlink(missing_ok=True)


def recall(folder: Path, *, is_confined: bool = False) -> tuple[dict[str, Known], dict[str, str]]:
    """Return what is remembered of a folder's drafts, and the digests of their templates; nothing if it's damaged."""
    try:
        place = _place(folder, is_confined=is_confined)
        if place.stat().st_size > _LARGEST:
            return {}, {}
        data = json.loads(place.read_bytes())
        if (data["format"], data["pmtui"]) != (_FORMAT, __version__):
            return {}, {}
        known = {
            name: Known(_number(each[0]), _number(each[1]), _overview(each[2])) for name, each in data["drafts"].items()
        }
        templates = {name: _text(digest) for name, digest in data["templates"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, RuntimeError):
        return {}, {}
    return known, templates


def _as_data(overview: Overview | None) -> dict[str, Any] | None:
    """Return an overview with only JSON's types, without what is blank."""
    if overview is None:
        return None
    found = {each.name: getattr(overview, each.name) for each in fields(overview)}
    found["day"] = overview.day.isoformat() if overview.day else ""
    found["due"] = [due.isoformat() for due in overview.due]
    return {name: value for name, value in found.items() if value not in ("", [], 0) or name in ("title", "percent")}


def _overview(data: Any) -> Overview | None:
    """Read what `_as_data` wrote.

    Raises:
        TypeError, ValueError: if it's something else.
    """
    if data is None:
        return None
    data = dict(data)
    percent, day = data.pop("percent"), data.pop("day", "")
    return Overview(
        day=date.fromisoformat(day) if day else None,
        percent=None if percent is None else _number(percent),
        open_actions=_number(data.pop("open_actions", 0)),
        due=tuple(date.fromisoformat(due) for due in data.pop("due", ())),
        **{name: _text(value) for name, value in data.items()},
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return visible(value)


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
