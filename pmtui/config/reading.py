"""Reads config files: every key is known and valid, or the file is refused with its name, the key and what to do."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pmtui import keys
from pmtui.config.catalog import CONVENTIONS, FIGURES, LISTS, SCALES, SETTINGS, TABLES
from pmtui.config.files import project_file, user_file
from pmtui.errors import ConfigError, at_line
from pmtui.paths import is_inside
from pmtui.text import brief, did_you_mean

Answers = dict[str, Any]
"""Answers by the path of their question."""


@dataclass(frozen=True)
class Config:
    """What the config files say.

    Attributes:
        organization: answers of the whole organization, by the question's path.
        services: answers of one service, by its name in lowercase.
        drafts: the drafts folder.
        template: the template of new postmortems; empty if not set.
        authors: the authors of new postmortems.
        timezone: the time zone of new postmortems; empty if not set.
        theme: the theme; empty if not set.
        animations: whether screens use animations; None if not set.
        suggestions: whether fields suggest text while it's typed; None if not set.
        scales: labels of scales, as in a template's front matter.
        conventions: conventions, as in a template's front matter.
        keys: the keys that names are on, as Textual calls them.
        sources: the file that a key is from, by the key with its table: `figures.slo`.
        refused: a sentence for each setting that a project's file isn't allowed to set; the rest is in effect.
    """

    organization: Answers = field(default_factory=dict)
    services: dict[str, Answers] = field(default_factory=dict)
    drafts: Path | None = None
    template: str = ""
    authors: tuple[str, ...] = ()
    timezone: str = ""
    theme: str = ""
    animations: bool | None = None
    suggestions: bool | None = None
    scales: dict[str, Any] = field(default_factory=dict)
    conventions: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Path] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    def answers(self, services: tuple[str, ...] = ()) -> Answers:
        """Return the inputs for an incident: those of its first service with a config, or the organization's."""
        for name in services:
            known = self.services.get(known_as(name))
            if known:
                return {**self.organization, **known}
        return dict(self.organization)

    def where(self, path: str, services: Sequence[str] = ()) -> str:
        """Return the file and the key that answer a question, for messages."""
        key = next(key for key, place in FIGURES.items() if place == path)
        for table in (*(f"services.{known_as(name)}" for name in services), "figures"):
            if f"{table}.{key}" in self.sources:
                return f"{self.sources[f'{table}.{key}']}: '{table}.{key}'"
        return f"The config file: '{key}'"

    @property
    def beginning(self) -> Answers:
        """The other answers that a new postmortem starts with."""
        found: Answers = {}
        if self.authors:
            found["document.authors"] = list(self.authors)
        if self.timezone:
            found["incident.timezone"] = self.timezone
        return found


def load(start: Path | None = None) -> Config:
    """Read the config files.

    Args:
        start: the folder to search from for the project's file; None for the current one.

    Raises:
        ConfigError: naming the file and the key, if one can't be read.
    """
    config = Config()
    try:
        for path in (user_file(), project_file(start or Path.cwd())):
            if path is not None and path.exists():
                config = _merged(config, read(path))
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"The config file can't be read: {error}.", "Set PMTUI_CONFIG to use another one.") from error
    return config


def check_keys(config: Config) -> None:
    """Refuse one key for two actions on the same screen.

    Raises:
        ConfigError: naming the file, the key, and both.
    """
    for name, key, other in keys.clashes(config.keys):
        words = f"{config.sources[f'keys.{name}']}: {keys.shown(key)} is assigned to both '{name}' and '{other}'."
        raise ConfigError(words, "Assign one of them to another key in [keys].")


def _merged(first: Config, second: Config) -> Config:
    services = {name: {**first.services.get(name, {}), **answers} for name, answers in second.services.items()}
    return Config(
        {**first.organization, **second.organization},
        {**first.services, **services},
        second.drafts or first.drafts,
        second.template or first.template,
        second.authors or first.authors,
        second.timezone or first.timezone,
        second.theme or first.theme,
        first.animations if second.animations is None else second.animations,
        first.suggestions if second.suggestions is None else second.suggestions,
        {**first.scales, **second.scales},
        {**first.conventions, **second.conventions},
        {**first.keys, **second.keys},
        {**first.sources, **second.sources},
        (*first.refused, *second.refused),
    )


def read(path: Path) -> Config:
    """Read one config file.

    Raises:
        ConfigError: naming the file and the key, if it can't be read.
    """
    data, refused = _without_ways_out(_parsed(path), path)
    _refuse_unknown(data, [*(setting.name for setting in SETTINGS), *TABLES], "", path)
    config = _general(data, path)
    tables = {name: _table(data, name, path) for name in TABLES}
    by_name: dict[str, Answers] = {}
    for name in tables["services"]:
        answers = _answers(_table(tables["services"], name, path, "services."), f"services.{name}", path)
        by_name.setdefault(known_as(name), {}).update(answers)
    _refuse_unknown(tables["scales"], SCALES, "scales", path)
    _refuse_unknown(tables["conventions"], CONVENTIONS, "conventions", path)
    _refuse_unknown(tables["keys"], keys.KEYS, "keys", path)
    return replace(
        config,
        organization=_answers(tables["figures"], "figures", path),
        services=by_name,
        scales=tables["scales"],
        conventions=tables["conventions"],
        keys={name: _keys(name, value, path) for name, value in tables["keys"].items()},
        sources=dict.fromkeys(_names(data), path),
        refused=refused,
    )


def known_as(service: str) -> str:
    """Return a service's name for lookup: in lowercase, without surrounding spaces."""
    return " ".join(service.lower().split())


def _parsed(path: Path) -> dict[str, Any]:
    if path == Path(os.devnull):
        return {}
    if not path.is_file():
        raise ConfigError(f"{path} isn't a regular file.", "Move or rename it.")
    import tomllib  # imported where used: most have no config, and the first screen waits for imports

    from pmtui.toml.lines import refusal
    from pmtui.toml.reading import loads

    try:
        text = path.read_text(encoding="utf-8-sig")
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        line, problem, hint = refusal(text, error)
        raise ConfigError(f"{at_line(path, line)}: {problem}", hint or "Fix it in any text editor.") from error
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}.", "Fix it, or move it away.") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} isn't valid TOML: {error}.", "Fix it in any text editor.") from error


def _names(data: Mapping[str, Any]) -> list[str]:
    """Return every key that a file has, with its table: `figures.slo`, `services.checkout.slo`."""
    found: list[str] = []
    for name, value in data.items():
        if name == "services":
            found += [f"services.{known_as(service)}.{key}" for service, table in value.items() for key in table]
        elif name in TABLES:
            found += [f"{name}.{key}" for key in value]
        else:
            found.append(name)
    return found


def _refuse_unknown(data: Mapping[str, Any], known: Any, table: str, path: Path) -> None:
    for key in data:
        if key not in known:
            few = f"Use one of: {', '.join(known)}." if len(known) < 20 else "Run 'pmtui config --keys' to list them."
            inside = f" in '{table}'" if table else ""
            raise ConfigError(f"{path}: unknown setting '{brief(key, 80)}'{inside}.", did_you_mean(key, known) or few)


def _table(data: Mapping[str, Any], name: str, path: Path, above: str = "") -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: '{above}{name}' must be a table.", f"Write its settings under [{above}{name}].")
    return table


# -- the keys above the tables --------------------------------------------------------------------------------------


def _general(data: Mapping[str, Any], path: Path) -> Config:
    readers: dict[str, Callable[[str, Any, Path], Any]] = {
        "drafts": _folder,
        "template": _template,
        "author": _authors,
        "timezone": _zone,
        "theme": _text,
        "animations": _yes_or_no,
        "suggestions": _yes_or_no,
    }
    found = {_FIELDS.get(name, name): readers[name](name, data[name], path) for name in readers if name in data}
    return Config(**found)


_FIELDS = {"author": "authors"}


def _text(name: str, value: Any, path: Path) -> str:
    if isinstance(value, str):
        return value.strip()
    raise ConfigError(f"{path}: '{name}' must be a string.", f'Write it in quotes: {name} = "..."')


def _yes_or_no(name: str, value: Any, path: Path) -> bool:
    if isinstance(value, bool):
        return value
    raise ConfigError(f"{path}: '{name}' must be true or false.", f"For example: {name} = false")


def _authors(name: str, value: Any, path: Path) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if all(isinstance(item, str) for item in names):
        return tuple(item.strip() for item in names if item.strip())
    raise ConfigError(f"{path}: '{name}' must be a name or a list of names.", f'For example: {name} = "Dana Wu"')


def _zone(name: str, value: Any, path: Path) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # imported where used, as above

    zone = _text(name, value, path)
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = "Use an IANA name, such as UTC, Europe/Berlin, or America/New_York."
        raise ConfigError(f"{path}: '{name}' isn't a time zone: {zone}.", hint) from error
    return zone


def _template(name: str, value: Any, path: Path) -> str:
    """Read a template's name, or its path."""
    text = _text(name, value, path)
    return str(_folder(name, value, path)) if _is_path(text) else text


def _is_path(template: str) -> bool:
    return "/" in template or os.sep in template or template.endswith(".md")


def _is_of_project(path: Path) -> bool:
    """Return whether a config file is a project's, and so comes from whoever wrote that project."""
    return path.parent.name == ".pmtui"


def _without_ways_out(data: dict[str, Any], path: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return a config file's data without paths that lead out of its project, and a sentence for each of those.

    A cloned repository includes its config: that must not make pmtui read and write just anywhere. Links are
    followed, so they can't lead out either.
    """
    if not _is_of_project(path):
        return data, ()
    kept, refused = dict(data), []
    for name in ("drafts", "template"):
        text = data.get(name)
        if not isinstance(text, str) or not text.strip() or (name == "template" and not _is_path(text.strip())):
            continue
        if not _stays_inside(text.strip(), path.parent.parent):
            del kept[name]
            words = f"{path}: '{name}' is outside the project ({text.strip()}), so pmtui ignores it."
            refused.append(f"{words} To use it anyway, set it in your own config.")
    return kept, tuple(refused)


def _stays_inside(name: str, root: Path) -> bool:
    try:
        return is_inside(root / Path(name).expanduser(), root)
    except RuntimeError:  # the home of a user who isn't known
        return False


def _folder(name: str, value: Any, path: Path) -> Path | None:
    """Read a path: in a project's config it's relative to the project, in the user's it must be absolute."""
    text = _text(name, value, path)
    if not text:
        return None
    try:
        folder = Path(text).expanduser()
    except RuntimeError as error:
        raise ConfigError(
            f"{path}: '{name}': home folder not found: {text}.", "Check the user name after ~."
        ) from error
    if folder.is_absolute():
        return folder
    if path.parent.name != ".pmtui":
        hint = f'Start it with / or ~, for example: {name} = "~/{text}"'
        raise ConfigError(f"{path}: '{name}' must be an absolute path: {text}.", hint)
    return path.parent.parent / folder


# -- the tables ------------------------------------------------------------------------------------------------------


def _answers(table: Mapping[str, Any], where: str, path: Path) -> Answers:
    _refuse_unknown(table, FIGURES, where, path)
    return {FIGURES[key]: _answer(key, value, where, path) for key, value in table.items()}


def _answer(key: str, value: Any, where: str, path: Path) -> Any:
    if key in LISTS:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        raise ConfigError(
            f"{path}: '{where}.{key}' must be a list of strings.", 'For example: sla_tiers = ["99.9%: 10%"]'
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value
    raise ConfigError(f"{path}: '{where}.{key}' must be a string or a number.", f'Write it in quotes: {key} = "..."')


def _keys(name: str, value: Any, path: Path) -> str:
    """Read the keys assigned to a name, as Textual calls them."""
    words = value if isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise ConfigError(f"{path}: 'keys.{name}' must be a key or a list of keys.", f'For example: "{name}" = "f12"')
    found = [keys.spelled(word.strip()) for word in words]
    usual = keys.keys_of(name).split(",")
    for word, key in zip(words, found, strict=True):
        if not keys.is_key(key):
            hint = did_you_mean(key, keys.SPELLED) or "Write it as f12, ctrl+r, or a single character."
            raise ConfigError(f"{path}: 'keys.{name}': unknown key '{word}'.", hint)
        if keys.never_arrives(key):
            raise ConfigError(f"{path}: 'keys.{name}': '{word}' never reaches pmtui.", f"{keys.undelivered(key)}.")
        if key not in usual and keys.is_for_writing(key) and not any(keys.types_something(other) for other in usual):
            hint = "Use a key with ctrl+, or a function key."
            raise ConfigError(f"{path}: 'keys.{name}': '{word}' is needed for typing.", hint)
    return ",".join(found)
