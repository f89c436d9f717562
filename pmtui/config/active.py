"""The config that this process uses, read once, when it's first needed."""

import contextlib
import os
from pathlib import Path

from pmtui import paths
from pmtui.config.reading import Config, load
from pmtui.errors import ConfigError

_in_force: list[Config] = []
_complaints: list[str] = []
_lenient: list[bool] = []


def active_config() -> Config:
    """Return the config in effect in this process.

    Raises:
        ConfigError: naming the file and the key, if it can't be read.
    """
    if not _in_force:
        _in_force.append(load())
        _complaints.extend(_in_force[0].refused)
    return _in_force[0]


def ignore_bad_settings() -> None:
    """Ignore bad settings from now on, so that the author can write. `complaints` returns what they were."""
    _lenient[:] = [True]
    try:
        active_config()
    except ConfigError as error:
        do_without(error, Config())


def do_without(error: ConfigError, rest: Config) -> None:
    """Use the rest of a config, part of which isn't valid.

    Raises:
        ConfigError: `error`, if bad settings aren't ignored.
    """
    if not _lenient:
        raise error
    _in_force[:] = [rest]
    _complaints.append(f"{error} Until then, pmtui ignores it.")


def complaints() -> list[str]:
    """Return the config's problems that the author hasn't been told yet."""
    found = list(_complaints)
    _complaints.clear()
    return found


def read_again() -> None:
    """Use what the files say now, or what is already in effect if they can't be read."""
    with contextlib.suppress(ConfigError):
        _in_force[:] = [load()]


def forget() -> None:
    """Reset, as in a new process."""
    for kept in (_in_force, _complaints, _lenient):
        kept.clear()


def drafts_folder(given: str | None = None) -> Path:
    """Return where drafts live.

    That is the first of `given`, `PMTUI_DIR`, the config's folder, and the default. If the default is skipped,
    `complaints` says why.

    Raises:
        ConfigError: if the config is needed and can't be read.
    """
    chosen = given or os.environ.get("PMTUI_DIR")
    if chosen:
        return Path(chosen).expanduser()
    configured = active_config().drafts
    if configured:
        return configured
    folder, passed_over = paths.usual_drafts_folder()
    if passed_over and passed_over not in _complaints:
        _complaints.append(passed_over)
    return folder
