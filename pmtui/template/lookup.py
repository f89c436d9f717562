"""Finds templates by name or path: the project's, the user's, the built-in ones."""

from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.errors import FileError, TemplateError
from pmtui.paths import builtin_templates, project_templates, user_templates
from pmtui.template.parse import parse
from pmtui.template.tree import Template
from pmtui.text import did_you_mean

DEFAULT = "outage"
"""The default template for new drafts."""

BUILTIN = ("outage", "sre", "five-whys", "corrective", "recovery")
"""The built-in templates, in the order in which they're offered."""

_LARGEST = 1_000_000
"""Bytes; a larger file isn't read at all. `parse` refuses far smaller ones, with a message about lines."""


def folders() -> list[Path]:
    """Return the folders that named templates are looked up in, nearest first."""
    project = project_templates(Path.cwd())
    return [folder for folder in (project, user_templates(), builtin_templates()) if folder is not None]


def names() -> list[str]:
    """Return the names of all templates that can be found, the built-in ones first."""
    own = {path.stem for folder in folders()[:-1] if folder.is_dir() for path in folder.glob("*.md")}
    return [*BUILTIN, *sorted(own - set(BUILTIN))]


def locate(name: str, within: Confinement | None = None) -> Path:
    """Return the file of a template.

    Args:
        name: a name, or a path: something with a slash in it, or ending in `.md`.
        within: the folder that a path must lead into; None for anywhere.

    Raises:
        TemplateError: if there's no such template, or it's outside of that.
    """
    try:
        return _locate(name, within)
    except (OSError, RuntimeError, ValueError) as error:  # a name that no file can have, a user who doesn't exist
        raise TemplateError(f"Template not found: '{name[:80]}'.", "Check its name or path.") from error


def _locate(name: str, within: Confinement | None) -> Path:
    if "/" in name or "\\" in name or name.endswith(".md"):
        path = Path(name).expanduser() if within is None else _within(name, within)
        if path.is_file():
            return path
        raise TemplateError(f"Template file not found: '{name}'.", "Check its path.")
    for folder in folders():
        path = folder / f"{name}.md"
        if path.is_file():
            return path
    known = names()
    hint = did_you_mean(name, known) or f"Templates: {', '.join(known)}."
    raise TemplateError(f"Template not found: '{name}'.", hint)


def _within(name: str, within: Confinement) -> Path:
    try:
        return within.named(name)
    except FileError as error:
        raise TemplateError(f"The template '{name[:80]}' can't be used here: {error.message}", error.hint) from error


def read_source(name: str, within: Confinement | None = None) -> str:
    """Return the text of a template's file; if it's named by a path, of one in the folder `within`.

    Raises:
        TemplateError: if it's missing, unreadable, too large or not text.
    """
    path = locate(name, within)
    try:
        if path.stat().st_size > _LARGEST:
            raise TemplateError(
                f"The template '{path}' is larger than 1 MB.", "A template is usually a page or two of Markdown."
            )
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TemplateError(f"The template '{path}' isn't UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise TemplateError(f"The template '{path}' can't be read: {error.strerror}.") from error


def load(name: str, within: Confinement | None = None) -> Template:
    """Find and parse a template, without the changes that the config makes.

    Raises:
        TemplateError: if it's missing, unreadable or can't be understood.
    """
    return parse(read_source(name, within), name)
