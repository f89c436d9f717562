"""The signs for states: each is told apart without colour."""

from pmtui.template.progress import Progress, State

GLYPHS: dict[State, str] = {
    State.OPEN: "○",
    State.PART: "◐",
    State.ANSWERED: "✓",
    State.NOT_APPLICABLE: "–",
    State.UNKNOWN: "?",
    State.WAITING: "…",
    State.SKIPPED: "·",
}

WORDS: dict[State, str] = {
    State.OPEN: "open",
    State.PART: "something is missing",
    State.ANSWERED: "answered",
    State.NOT_APPLICABLE: "not applicable",
    State.UNKNOWN: "unknown",
    State.WAITING: "waiting",
    State.SKIPPED: "may stay blank",
}


def section_glyph(progress: Progress) -> str:
    """Return the sign for a section: all settled, waiting for somebody, begun, or untouched."""
    if not progress.total:
        return "·"
    if progress.settled == progress.total:
        return "✓"
    if progress.open == 0:
        return "…"
    return "◐" if progress.settled or progress.waiting else "○"


def counted(progress: Progress) -> str:
    """Return what is left, in words: `3 open, 1 waiting`, or `complete`."""
    parts = [f"{progress.open} open"] if progress.open else []
    parts += [f"{progress.waiting} waiting"] if progress.waiting else []
    return ", ".join(parts) or "complete"
