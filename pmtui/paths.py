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
    """Return the folder for what pmtui remembers between sessions."""
    from platformdirs import user_state_path

    return user_state_path("pmtui")


def is_inside(path: Path, root: Path) -> bool:
    """Return whether a path stays in a folder, following links; a loop of links doesn't."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def _project() -> Path:
    """Return the project that the current folder is in; the current folder if it's in none.

    A user's home isn't a project, even if it's under version control: what was unpacked below it isn't the user's.
    """
    here, home = Path.cwd(), Path("~").expanduser()
    for folder in (here, *here.parents):
        if folder == home:
            break
        if any((folder / name).exists() for name in (".git", ".pmtui")):
            return folder
    return here


def usual_drafts_folder() -> tuple[Path, str]:
    """Return where drafts live unless a user says otherwise: ./postmortems if it exists, otherwise in the user's data.

    A cloned project includes its `postmortems`. If that's a link out of the project, it isn't followed.

    Returns:
        The folder, and the sentence to show if ./postmortems was skipped; empty if it wasn't.
    """
    local, passed_over = Path("postmortems"), ""
    if local.is_dir():
        if is_inside(local, _project()):
            return local, ""
        passed_over = (
            f"{local.absolute()} is a link out of the project, so pmtui ignores it. "
            "If you trust it, use --dir, or set 'drafts' in your own config."
        )
    from platformdirs import user_data_path

    return user_data_path("pmtui") / "postmortems", passed_over
