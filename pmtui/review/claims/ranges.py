"""Ranges of clock times in prose, with the length that is written next to them: `14:23-15:10 (47 minutes)`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pmtui.parsing.numbers import ReadQuantity
from pmtui.parsing.prose_clocks import ClockTime

_LONGEST_BETWEEN = 24
_TO = re.compile(r"(?: UTC| [A-Z]{2,4})?\)?\s*(?:-|\u2013|\u2014|→|->|to|until|till|and)\s*(?:about |around |~)?")
_FROM = re.compile(r"\b(?:from|between)\s+(?:about |around |~)?$", re.IGNORECASE)

_THAT_IS = re.compile(
    r"(?:\s|[()\[\]:=,;~|\u2013\u2014-]|that is|which is|i\.e\.|that's|or|in all|in total|a total of|altogether|for|UTC"
    r"|lasting|lasted|about|around|exactly|just|over|under)*",
    re.IGNORECASE,
)
"""What may be between a range and its length. Without a verb, the length is the range's."""

_THEN = re.compile(r"(?: of [\w ,'/-]{1,60}?)?\s*[(\[:,]\s*(?:from |between )?|\s+from ", re.IGNORECASE)
"""What may be between a length and its range. "for 20 minutes between 14:00 and 15:00" is a part of it."""


@dataclass(frozen=True)
class ClockRange:
    """Two clock times that are the ends of a range, in prose.

    Attributes:
        first: where it starts.
        last: where it ends.
        length: the length that the text gives for it; None if it gives none.
    """

    first: ClockTime
    last: ClockTime
    length: ReadQuantity | None = None

    @property
    def minutes(self) -> int:
        """Minutes from one to the other by the clock, past midnight if need be."""
        first, last = (each.clock.hour * 60 + each.clock.minute for each in (self.first, self.last))
        return (last - first) % 1440


def ranges(prose: str, times: Sequence[ClockTime], lengths: Sequence[ReadQuantity]) -> list[ClockRange]:
    """Return the ranges that clock times make in a text, each with its length if one is next to it."""
    found: list[ClockRange] = []
    for first, last in pairwise(times):
        between = prose[first.end : last.start]
        if len(between) > _LONGEST_BETWEEN or not _TO.fullmatch(between):
            continue
        if between.strip() == "and" and not _FROM.search(prose[max(0, first.start - 20) : first.start]):
            continue
        length = next((each for each in lengths if _is_next_to(prose, first, last, each)), None)
        found.append(ClockRange(first, last, length))
    return found


_FURTHEST = 90
"""Characters that may be between a range and its length: "23 minutes of complete unavailability (14:35-14:58)"."""


def _is_next_to(prose: str, first: ClockTime, last: ClockTime, length: ReadQuantity) -> bool:
    if last.end <= length.start <= last.end + _FURTHEST:
        return _THAT_IS.fullmatch(prose, last.end, length.start) is not None
    if length.end <= first.start <= length.end + _FURTHEST:
        return _THEN.fullmatch(prose, length.end, first.start) is not None
    return False
