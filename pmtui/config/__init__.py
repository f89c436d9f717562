"""Settings of an organization or a person that don't change: the user's config file, and the project's.

The user's is `config.toml` in the config folder, the project's `.pmtui/config.toml` in this folder or one above it.
Both have the same keys (`catalog.py`); a key in the project's overrides the user's. `pmtui config` shows the settings
in effect and where they come from, `pmtui config --example` prints a file with every key.
"""

from pmtui.config.active import ActiveConfig
from pmtui.config.catalog import CONVENTIONS, FIGURES, LISTS, SCALES, SETTINGS, Setting
from pmtui.config.files import project_file, user_file
from pmtui.config.reading import Answers, Config, check_keys, known_as, load, read

__all__ = [
    "CONVENTIONS",
    "FIGURES",
    "LISTS",
    "SCALES",
    "SETTINGS",
    "ActiveConfig",
    "Answers",
    "Config",
    "Setting",
    "check_keys",
    "known_as",
    "load",
    "project_file",
    "read",
    "user_file",
]
