"""Where things are: drafts, templates, and what pmtui keeps for itself."""

from pathlib import Path

_HERE = Path(__file__).parent

DRAFT_SUFFIX = ".toml"


def builtin_templates() -> Path:
    """Return the folder of the templates that come with pmtui."""
    packed = _HERE / "builtin"
    return packed if packed.is_dir() else _HERE.parent / "templates"


def user_templates() -> Path:
    """Return the folder of the user's own templates."""
    from platformdirs import user_config_path  # imported where used: it isn't needed for --version

    return user_config_path("pmtui") / "templates"


def project_templates(start: Path) -> Path | None:
    """Return the nearest `.pmtui/templates` in `start` or a folder above it, or None."""
    for folder in (start, *start.parents):
        found = folder / ".pmtui" / "templates"
        if found.is_dir():
            return found
    return None


def state_folder() -> Path:
    """Return the folder for what pmtui remembers between sittings."""
    from platformdirs import user_state_path

    return user_state_path("pmtui")


def usual_drafts_folder() -> Path:
    """Return where drafts live unless somebody says otherwise: ./postmortems where it exists, else the user's data."""
    local = Path("postmortems")
    if local.is_dir():
        return local
    from platformdirs import user_data_path

    return user_data_path("pmtui") / "postmortems"
