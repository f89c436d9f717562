"""The config that this process goes by: read once, where it's first asked for."""

import os
from pathlib import Path

from pmtui import paths
from pmtui.config.reading import Config, load

_in_force: list[Config] = []


def in_force() -> Config:
    """Return the config that holds in this process.

    Raises:
        ConfigError: naming the file and the key, if it can't be read.
    """
    if not _in_force:
        _in_force.append(load())
    return _in_force[0]


def put_in_force(config: Config) -> None:
    """Go by another config from now on."""
    _in_force[:] = [config]


def forget() -> None:
    """Read the files again where the config is asked for the next time: they have changed."""
    _in_force.clear()


def drafts_folder(given: str | None = None) -> Path:
    """Return where drafts live.

    That is `given`, else `PMTUI_DIR`, else the config's folder, else the usual one.

    Raises:
        ConfigError: if the config can't be read, and is asked.
    """
    chosen = given or os.environ.get("PMTUI_DIR")
    if chosen:
        return Path(chosen).expanduser()
    return in_force().drafts or paths.usual_drafts_folder()
