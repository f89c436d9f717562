"""Keeps the calculator's inputs for the next incident, in the user's config file; what stands there else stays."""

from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from pmtui import config
from pmtui.config import Answers
from pmtui.drafts.files import write_atomically
from pmtui.errors import ConfigError
from pmtui.model.edit import as_json
from pmtui.model.postmortem import Postmortem
from pmtui.model.whereabouts import value_at


def rememberable(postmortem: Postmortem) -> Answers:
    """Return the answers of a postmortem that an organisation gives each time, by path."""
    found: Answers = {}
    for path in config.KEYS.values():
        value = as_json(value_at(postmortem, path))
        if value not in (None, "", []):
            found[path] = value
    return found


def remember(answers: Answers, service: str = "") -> Path:
    """Write answers into the user's config file: for a service, or for the organisation where none is named.

    Returns:
        The file.

    Raises:
        ConfigError: if the file can't be read as it stands.
        FileError: if it can't be written.
    """
    path = config.user_file()
    config.load(path.parent)  # a file with mistakes isn't written over
    document = _document(path)
    table = _table(document, ["services", service.strip().lower()] if service.strip() else ["figures"])
    for key, place in config.KEYS.items():
        if place in answers:
            table[key] = answers[place]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, tomlkit.dumps(document))
    return path


def _document(path: Path) -> tomlkit.TOMLDocument:
    if not path.is_file():
        return tomlkit.document()
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, TOMLKitError) as error:
        raise ConfigError(f"{path} can't be read: {error}.", "Mend it there, in any editor.") from error


def _table(document: tomlkit.TOMLDocument, names: list[str]) -> Any:
    node: Any = document
    for name in names:
        if name not in node:
            node[name] = tomlkit.table(is_super_table=name == "services")
        node = node[name]
    return node
