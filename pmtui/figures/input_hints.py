"""Hints at answers that pmtui keeps but can't compute with."""

from pmtui.model.kinds import Kind
from pmtui.parsing.amounts import begins_with_number
from pmtui.parsing.durations import read_duration
from pmtui.parsing.shares import read_share


def hint_for(kind: Kind, text: str) -> str:
    """Return why pmtui can't compute with an answer, which is kept anyway; empty if it can."""
    if not text.strip():
        return ""
    if kind is Kind.DURATION and read_duration(text) is None:
        return "Not a duration (such as 2 h 15 min), so it's printed as is."
    if kind in (Kind.NUMBER, Kind.MONEY) and not begins_with_number(text):
        return "Doesn't start with a number, so it's printed as is, and no figure uses it."
    if kind is Kind.PERCENT and read_share(text) is None:
        return "Not a percentage from 0% to 100%, so it's printed as is."
    return ""
