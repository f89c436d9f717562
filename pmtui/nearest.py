"""The nearest known name to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like `name`, or None where none comes close."""
    candidates = list(known)
    matches = get_close_matches(name, candidates, n=1, cutoff=0.6)
    if matches:
        return matches[0]
    tail = name.rsplit(".", 1)[-1]
    same_tail = [c for c in candidates if c.rsplit(".", 1)[-1] == tail]
    return same_tail[0] if same_tail else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?", or an empty string where nothing comes close."""
    found = nearest(name, known)
    return f"Did you mean '{found}'?" if found else ""
