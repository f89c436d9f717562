"""Whether a service level objective was met."""

from pmtui.model.impact import Objective
from pmtui.parsing.shares import read_share


def verdict(objective: Objective) -> str:
    """Return "Met" or "Missed", with a sign; empty if the target or the measured value can't be read."""
    target, actual = read_share(objective.target), read_share(objective.actual)
    if target is None or actual is None:
        return ""
    return "✅ Met" if actual >= target else "❌ Missed"
