"""Whether a service level objective was met."""

from pmtui.figures.quantity import read_share
from pmtui.model.impact import Objective


def verdict(objective: Objective) -> str:
    """Return whether the measured share reaches the target; empty while either can't be read."""
    target, actual = read_share(objective.target), read_share(objective.actual)
    if target is None or actual is None:
        return ""
    return "✅ Met" if actual >= target else "❌ Missed"
