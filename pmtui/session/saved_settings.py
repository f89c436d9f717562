"""Keeps inputs and colors for the next time, in the user's config file; the rest of the file is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout
from tomlkit.exceptions import TOMLKitError

from pmtui import config
from pmtui.config import Answers
from pmtui.errors import ConfigError
from pmtui.figures.inputs import problem
from pmtui.model.edit import as_json
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.storage.safe_files import make_folder, write_atomically

_PATIENCE = 5.0
"""Seconds to wait for another pmtui that writes the same file."""


def rememberable(postmortem: Postmortem) -> Answers:
    """Return the answers of a postmortem that an organization gives each time, by path; none that can't be counted."""
    found: Answers = {}
    for path in config.FIGURES.values():
        value = as_json(value_at(postmortem, path))
        text = "\n".join(value) if isinstance(value, list) else str(value or "")
        if value not in (None, "", []) and not problem(path, text):
            found[path] = value
    return found


def replaced_by(answers: Answers, service: str = "") -> str:
    """Return what the user's file says otherwise than some answers, as text; empty if nothing is replaced.

    Raises:
        ConfigError: if the file can't be read.
    """
    path = config.user_file()
    if not path.exists():
        return ""
    found = config.read(path)
    known = found.services.get(config.known_as(service), {}) if service.strip() else found.organization
    names = {place: key for key, place in config.FIGURES.items()}
    changed = [
        f"{names[place]} = {known[place]}" for place in answers if place in known and known[place] != answers[place]
    ]
    return f"{', '.join(changed)}." if changed else ""


def remember(answers: Answers, service: str = "") -> Path:
    """Write answers into the user's config file: for a service, or for the organization if none is named.

    Returns:
        The file.

    Raises:
        ConfigError: if the file can't be read.
        FileError: if it can't be written.
    """

    def answer(document: tomlkit.TOMLDocument) -> None:
        table = _table(document, service)
        for key, place in config.FIGURES.items():
            if place in answers:
                table[key] = answers[place]

    return _change(answer)


def remember_setting(name: str, value: str) -> Path:
    """Write a top-level key into the user's config file.

    Returns:
        The file.

    Raises:
        ConfigError: if the file can't be read.
        FileError: if it can't be written.
    """

    def put(document: tomlkit.TOMLDocument) -> None:
        document[name] = value

    return _change(put)


def _change(change: Callable[[tomlkit.TOMLDocument], None]) -> Path:
    """Change the user's config file; another pmtui that writes it waits."""
    try:
        path = config.user_file()
    except RuntimeError as error:
        raise ConfigError(f"Can't find the config file: {error}", "Set PMTUI_CONFIG to use another file.") from error
    try:
        if path.exists() and not path.is_file():  # /dev/null stands for no config at all: it stays what it is
            raise ConfigError(
                f"Can't write to {path}: it isn't a regular file.", "Set PMTUI_CONFIG to use another file."
            )
        make_folder(path.parent)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE, mode=0o600):
            if path.exists():
                config.read(path)  # a file with mistakes isn't overwritten
            document = _document(path)
            change(document)
            write_atomically(path, tomlkit.dumps(document))
    except (OSError, Timeout) as error:
        raise ConfigError(f"Can't write to {path}: {error}.", "Set PMTUI_CONFIG to use another file.") from error
    return path


def _document(path: Path) -> tomlkit.TOMLDocument:
    if not path.is_file():
        return tomlkit.document()
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError, TOMLKitError) as error:
        raise ConfigError(f"Can't read {path}: {error}.", "Fix it in a text editor.") from error


def _table(document: tomlkit.TOMLDocument, service: str) -> Any:
    """Return the table of a service, as the file names it, or the organization's; a new one if there's none."""
    if not service.strip():
        if "figures" not in document:
            document["figures"] = tomlkit.table()
        return document["figures"]
    if "services" not in document:
        document["services"] = tomlkit.table(is_super_table=True)
    services: Any = document["services"]
    wanted = config.known_as(service)
    name = next((key for key in services if config.known_as(key) == wanted), wanted)
    if name not in services:
        services[name] = tomlkit.table()
    return services[name]
