"""Where the config files are."""

import os
from pathlib import Path


def user_file() -> Path:
    """Return the user's config file: `PMTUI_CONFIG`, or `config.toml` in the config folder."""
    given = os.environ.get("PMTUI_CONFIG")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_config_path  # imported where used: it isn't needed for --version

    return user_config_path("pmtui") / "config.toml"


def project_file(start: Path) -> Path | None:
    """Return the nearest `.pmtui/config.toml` in `start` or a folder above it, or None."""
    for folder in (start, *start.parents):
        found = folder / ".pmtui" / "config.toml"
        if found.is_file():
            return found
    return None
