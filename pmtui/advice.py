"""What pmtui tells the author to do, in words that name no keys: whoever shows them adds how to do it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """A message to the author, which may end with something to do.

    For example, `Advice("Row removed.", "undo", ("undo",))` reads "Row removed. Press Ctrl+Z to undo." on a screen,
    "Row removed. Type :undo to undo." in the plain interview, and `Advice("Who owns it?", "assign an owner",
    ("action.owner",))` reads "Who owns it? Assign an owner." in the output of a command.

    Attributes:
        words: the message. If it's a complete sentence, `does` starts the next one; otherwise, `does` completes it.
        does: what to do, starting with a verb, without a period; empty if the words are all.
        actions: the actions that do it, by their names in `pmtui.keys`, in the order to take them.
        how: what else to say about the keys: `in the table`, `again`.
    """

    words: str = ""
    does: str = ""
    actions: tuple[str, ...] = ()
    how: str = ""

    def __bool__(self) -> bool:
        """Return whether there's anything to say."""
        return bool(self.words or self.does)

    def __str__(self) -> str:
        """Return the message for output that nobody can press a key at."""
        return self.told()

    def told(self, way: Callable[["Advice"], str] | None = None) -> str:
        """Return the whole message.

        Args:
            way: returns how to do it: `press F4`, `type :undo`. If it's None or returns an empty string, the message
                only says what to do.
        """
        if not self.does:
            return self.words
        prefix = way(self) if way is not None else ""
        phrase = f"{prefix} to {self.does}." if prefix else f"{self.does}."
        if not self.words or self.words.endswith((".", "?", "!")):
            phrase = phrase[0].upper() + phrase[1:]
        return f"{self.words} {phrase}".strip()
