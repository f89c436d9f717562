"""Every error that a person can meet, with the exit code the command line gives it."""

from pmtui.text import one_line


class PmtuiError(Exception):
    """Something that a person can put right.

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
    """The command line's words are off."""

    exit_code = 2


class FileError(PmtuiError):
    """A file is missing, unreadable, damaged or in the way."""

    exit_code = 3


class DraftError(FileError):
    """A draft can't be opened as it stands."""


class MissingDraft(DraftError):
    """There is no such file."""


class TemplateError(FileError):
    """A template can't be used as it stands."""


class ConfigError(FileError):
    """A config file can't be used as it stands."""


class EditError(PmtuiError):
    """An edit doesn't fit the record; the record stays as it was."""


class OpenQuestions(PmtuiError):
    """A document was asked for that must be complete, and it is not."""
