"""Says whether pmtui can compute with an answer as it was written."""

from pmtui.model.kinds import Kind
from pmtui.parsing.durations import read_duration
from pmtui.parsing.numbers import begins_with_number, read_share


def hint_for(kind: Kind, text: str) -> str:
    """Return what is odd about an answer that is kept all the same; empty where nothing is."""
    if not text.strip():
        return ""
    if kind is Kind.DURATION and read_duration(text) is None:
        return "Not read as a length of time (2 h 15 min); it's printed as it stands."
    if kind in (Kind.NUMBER, Kind.MONEY) and not begins_with_number(text):
        return "No number at its beginning, so nothing is computed from it; it's printed as it stands."
    if kind is Kind.PERCENT and read_share(text) is None:
        return "Not read as a share from 0% to 100%; it's printed as it stands."
    return ""
