"""The lines of a paste in parts, one for each event that a line has, and what is around each part."""

import re
from collections.abc import Iterator

from pmtui.records import record
from pmtui.timeline.sentences import begins_with_time, goes_on, split_events
from pmtui.timeline.tables import Cells, find_tables, html_rows

BULLET = re.compile(r"^(\s*)(?:[-*+\u2022\u2023\u25e6\u2013]\s+|\d{1,3}[.)]\s+)(?:\[[ xX]\]\s+)?")
FENCE = re.compile(r"^\s*(```|~~~)")
_FOUR_DIGITS_FIRST = re.compile(r"\W*\d{4}[\s:]")
_CLOCK_AHEAD = re.compile(
    r"\d(?:(?<![\d:]\d)\d?[:h]\d\d|\s?[ap]\.?m\b|(?<=T\d)\d{3})", re.IGNORECASE
)  # a pattern that begins with a digit is found fast
LIKELY_TIME = re.compile(
    r"[*_`~\[({\s]{0,8}(?:\d{4}-\d\d-\d\d[T ]\W{0,4}\d{1,2}:?\d\d|\d{1,2}[:.h]\d\d"
    r"|[A-Z][a-z]{2,8}[.,]?\s{1,2}\d{1,2}(?:st|nd|rd|th)?,?\s(?:\d{4},?\s)?(?:at\s)?\d{1,2}:\d\d)"
)
"""How a line begins that very likely begins with a time."""
BEGINNING = 80
"""A line that begins with a time has its clock within this many characters."""


@record(frozen=True)
class Piece:
    """A line, or a part of it, and what is around it.

    Attributes:
        number: the line's number, from 1.
        part: which part of the line it is, from 0.
        text: its text.
        cells: its cells, if it's of a table.
        above: the line before it; empty if there's none.
        following: the next line that isn't empty.
        is_block_timed: a line of its block, up to the next empty line, has a clock at its beginning.
        is_last: no line below has a clock at its beginning.
    """

    number: int
    part: int
    text: str
    cells: Cells | None
    above: str
    following: str
    is_block_timed: bool
    is_last: bool


def pieces_of(lines: list[str], *, is_prose: bool) -> Iterator[Piece]:
    """Yield the lines of a paste in parts, one for each event that a line has."""
    following = [""] * len(lines)
    for index in range(len(lines) - 1, 0, -1):
        following[index - 1] = lines[index] if lines[index].strip() else following[index]
    has_clock = [has_clock_ahead(line) for line in lines]
    last = max((index for index, timed in enumerate(has_clock) if timed), default=-1)
    in_block = list(has_clock)
    for index in range(len(lines) - 2, -1, -1):
        in_block[index] = has_clock[index] or (bool(lines[index + 1].strip()) and in_block[index + 1])
    rows = [(index, part, row) for index, line in enumerate(lines) for part, row in enumerate(html_rows(line))]
    tells = False  # a sentence that begins with a time isn't over: the next one may begin on any of its lines
    for (index, first, row), cells in zip(rows, find_tables([row for _, _, row in rows]), strict=True):
        above = lines[index - 1] if index else ""
        tells = begins_with_time(row) or (tells and goes_on(above, row))
        for part, words in enumerate([row] if cells else split_events(row, is_prose=is_prose or tells), first):
            yield Piece(index + 1, part, words, cells, above, following[index], in_block[index], index >= last)


def has_clock_ahead(line: str) -> bool:
    """Return whether a line has a clock at its beginning."""
    return bool(_CLOCK_AHEAD.search(line, 0, BEGINNING) or _FOUR_DIGITS_FIRST.match(line, 0, BEGINNING))


def begins_block(line: str) -> bool:
    """Return whether a line is one of code or of a list."""
    return bool(FENCE.match(line) or BULLET.match(line))
