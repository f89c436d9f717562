"""The nearest known name to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches

_CUTOFF = 0.6
_LONGER = (2 - _CUTOFF) / _CUTOFF
"""A name that is so many times as long as another can't be near it: twice what they share, by the length of both."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like `name`, or None where none comes close."""
    candidates = list(known)
    comparable = len(name) <= _LONGER * max(map(len, candidates), default=0)
    matches = get_close_matches(name, candidates, n=1, cutoff=_CUTOFF) if comparable else []
    if matches:
        return matches[0]
    tail = name.rsplit(".", 1)[-1]
    same_tail = [c for c in candidates if c.rsplit(".", 1)[-1] == tail]
    return same_tail[0] if same_tail else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?", or an empty string where nothing comes close."""
    found = nearest(name, known)
    return f"Did you mean '{found}'?" if found else ""
