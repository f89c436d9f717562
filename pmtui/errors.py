"""Every error that a user can see, with the exit code the command line gives it."""

from collections.abc import Sequence
from typing import NamedTuple

from pmtui.text import brief, one_line


class PmtuiError(Exception):
    """Something that the user can fix.

    Attributes:
        message: one sentence that says what is wrong and where; one line, whatever names and keys it quotes.
        hint: what to do about it; may be empty.
        exit_code: what the command line exits with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = one_line(message)
        self.hint = one_line(hint)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(PmtuiError):
    """A command, argument, or option isn't valid."""

    exit_code = 2


class Refusal(NamedTuple):
    """A change that was refused.

    Attributes:
        path: the path, or the line, that it's about.
        why: what is wrong, and what to do.
    """

    path: str
    why: str

    def __str__(self) -> str:
        return f"{brief(self.path, 120)}: {self.why}"


class Refused(UsageError):
    """Changes of which at least one was refused; none was made.

    Attributes:
        refusals: each refused change, with the reason.
    """

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(" ".join(map(str, refusals)), "Nothing was changed.")
        self.refusals = tuple(refusals)


class FileError(PmtuiError):
    """A file is missing, unreadable, damaged or in the way."""

    exit_code = 3


class DraftError(FileError):
    """A draft can't be opened as is."""


class MissingDraft(DraftError):
    """The file doesn't exist."""


class TemplateError(FileError):
    """A template can't be used as is."""


class ConfigError(FileError):
    """A config file can't be used as is."""


class EditError(PmtuiError):
    """An edit can't be applied; the postmortem is unchanged."""


class OpenQuestions(PmtuiError):
    """Export --strict was asked for, and questions still need an answer."""


class EntryError(ValueError):
    """What was typed can't be read; the message says why and how to write it."""


def at_line(where: object, line: int | None) -> str:
    """Return a file and a line in it as editors and CI read them: `d.toml:3`; only the file if the line is None."""
    return f"{where}:{line}" if line else str(where)
