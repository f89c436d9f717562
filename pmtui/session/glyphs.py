"""The signs for states: each is told apart without color, and each is in the font of the terminal."""

import os

from pmtui.template.progress import Progress, State

_USUAL: dict[State, str] = {
    State.OPEN: "○",
    State.PART: "◐",
    State.ANSWERED: "✓",
    State.NOT_APPLICABLE: "–",
    State.UNKNOWN: "?",
    State.WAITING: "…",
    State.SKIPPED: "·",
    State.LEFT_OUT: "×",
}

_CONSOLE: dict[State, str] = {
    State.OPEN: "○",
    State.PART: "½",
    State.ANSWERED: "√",
    State.NOT_APPLICABLE: "-",
    State.UNKNOWN: "?",
    State.WAITING: ":",
    State.SKIPPED: "·",
    State.LEFT_OUT: "x",
}
"""For the Linux console, whose fonts have the signs of the IBM PC and few others."""

GLYPHS = _CONSOLE if os.environ.get("TERM") == "linux" else _USUAL
"""The signs that this terminal has."""

WORDS: dict[State, str] = {
    State.OPEN: "unanswered",
    State.PART: "incomplete",
    State.ANSWERED: "answered",
    State.NOT_APPLICABLE: "not applicable",
    State.UNKNOWN: "unknown",
    State.WAITING: "waiting",
    State.SKIPPED: "optional",
    State.LEFT_OUT: "left out",
}


def section_glyph(progress: Progress) -> str:
    """Return the sign for a section: all settled, waiting for someone, begun, untouched, or left out."""
    if progress.is_left_out:
        return GLYPHS[State.LEFT_OUT]
    if not progress.total:
        return GLYPHS[State.SKIPPED]
    if progress.settled == progress.total:
        return GLYPHS[State.ANSWERED]
    if progress.open == 0:
        return GLYPHS[State.WAITING]
    return GLYPHS[State.PART if progress.settled or progress.waiting else State.OPEN]


def counted(progress: Progress) -> str:
    """Return what is left, as text: `3 open, 1 waiting`, `complete`, or `left out`."""
    if progress.is_left_out:
        return "left out"
    parts = [f"{progress.open} unanswered"] if progress.open else []
    parts += [f"{progress.waiting} waiting"] if progress.waiting else []
    return ", ".join(parts) or "complete"


def sign_words() -> str:
    """Return what each sign means, in a line for the help."""
    return ", ".join(f"`{GLYPHS[state]}` {words}" for state, words in WORDS.items())
