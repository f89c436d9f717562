"""Which typed characters are text."""

import unicodedata

from textual import events

_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of characters, and separators of lines, which aren't text within a line."""


class Written(str):
    """A character that was typed as text, whatever Python says of it: Textual asks no other question than this one."""

    __slots__ = ()

    def isprintable(self) -> bool:
        """Return True: it belongs in a text."""
        return True


def is_text(character: str | None) -> bool:
    """Return whether a character belongs in a text when it's typed: a letter, a sign, a space or a mark, no control.

    Characters that this Python's Unicode doesn't know yet do, too: tomorrow's emoji.
    """
    return character is not None and all(unicodedata.category(each) not in _NEVER for each in character)


def as_text(event: events.Event) -> None:
    """Make every field accept a key's character as text, if it is text.

    Textual takes a key for text where `str.isprintable` holds (`events.Key.is_printable`, `check_consume_key` of
    `Input` and `TextArea`). Python calls every space but U+0020 unprintable (categories Zs), and what only changes how
    its neighbors look (Cf): no-break and narrow spaces, joiners, soft hyphens, marks of direction. macOS, French, and
    Persian keyboards type them, and emoji and flags are made with them; Textual drops them silently. Pasted, they stay.
    No upstream issue found.
    """
    if isinstance(event, events.Key) and not event.is_printable and is_text(event.character):
        event.character = Written(event.character)
