"""A yes-or-no answer with details."""

from typing import Any

from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Prose


class Answer(Record):
    """Yes or no, and the details: when, where, how much."""

    yes: bool | None = ask("Yes or no?", kind=Kind.YESNO, default=None, label="Yes or no")
    details: Prose = ask("Any details?", kind=Kind.PROSE, label="Details", blank_ok=True)


def is_blank(value: Any) -> bool:
    """Return whether a value is blank."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return all(isinstance(item, str) and not item.strip() for item in value)
    if isinstance(value, Answer):
        return value.yes is None and is_blank(value.details)
    return value is None


def ask_answer(prompt: str, hint: str = "", *, example: str = "", label: str = "") -> Answer:
    """Declare a question that takes an `Answer`."""
    field: Answer = ask(prompt, hint, example=example, kind=Kind.ANSWER, default=Answer(), label=label)
    return field
