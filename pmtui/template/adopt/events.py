"""Finds a timeline that is written as items or lines, each with its time first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pmtui.template.adopt.finder import Finder
from pmtui.template.adopt.lines import DATED, ITEM, MOMENT, NAMED_TIME
from pmtui.template.adopt.marks import clean, whole
from pmtui.template.adopt.meaning import contexts
from pmtui.template.adopt.model import Form, Span

EVENT_HEADS = ("Time", "Event")
"""What its columns are called, as in a table."""

WHY_HEADS = ("Why", "Because")
"""What those of a why with its answer are called."""

_BETWEEN = re.compile(r"(?:\*\*|__)?\s*(?:[-–—:|,]\s+|:\s*|\s+)(?:\*\*|__)?")


def add_event(finder: Finder, start: int, end: int, at: int, moment: re.Match[str], following: Sequence[Span]) -> int:
    """Add an item that begins with a time: its time and its text are columns of the timeline."""
    line = finder.lines[start]
    following = following[: _events_after(finder, following)] if at else following
    between = _BETWEEN.match(line, at + moment.end())
    text = between.end() if between else at + moment.end()
    rest = whole(line[text:])
    first = at + (len(moment[0]) - len(moment[0].lstrip("*`_")))
    stop = at + len(moment[0].rstrip("*`_"))
    finder.groups += 1
    words = rest.words if rest else clean(line[text:])
    columns = (("Time", clean(moment[0]), first, stop), ("Event", words, text, len(line.rstrip())))
    for column, (label, says, begin, end_of) in enumerate(columns):
        finder.add(
            start, begin, end_of, Form.COLUMN, label=label, words=says, column=column, heads=EVENT_HEADS,
            group=finder.groups,
        )  # fmt: skip
    finder.drop_after(start, end if not following else start + 1, following)
    if not following and end > start + 1:
        begin = finder.offsets[start] + len(line)
        stop_line = end
        while stop_line > start + 1 and not finder.lines[stop_line - 1].strip():
            stop_line -= 1
        if stop_line > start + 1:
            finish = finder.offsets[stop_line - 1] + len(finder.lines[stop_line - 1])
            finder.found[-1] = replace(finder.found[-1], drop=(*finder.found[-1].drop, (begin, finish)))
    return len(following)


def _events_after(finder: Finder, following: Sequence[Span]) -> int:
    """Return how many of the next items are events, too: the last that begins with a time, or is a placeholder."""
    count = 0
    for position, (first, _) in enumerate(following, 1):
        match = ITEM.match(finder.lines[first])
        content = finder.lines[first][match.end() :] if match else ""
        if MOMENT.match(content) or DATED.match(content) or NAMED_TIME.match(content) or whole(content):
            count = position
    return count


def _is_timeline(finder: Finder, start: int, end: int, label: str) -> bool:
    """Return whether lines that begin with a time are a timeline: below such a heading, or three with a dash."""
    if contexts(finder.above(label))[:1] == ("timeline",):
        return True
    moments = [MOMENT.match(line) for line in finder.lines[start:end]]
    dashed = [
        match for match in moments
        if match and re.search(r"\d:\d|HH|hh", match[0]) and re.match(r"\s*[–—:-]\s", match.string[match.end() :])
    ]  # fmt: skip
    return len(dashed) > 2


def add_event_lines(finder: Finder, start: int, end: int, label: str) -> int:
    """Add a timeline whose events are lines that begin with a time; return the line after it, 0 if it isn't one."""
    moment = MOMENT.match(finder.lines[start]) or NAMED_TIME.match(finder.lines[start])
    is_time = moment is not None and (moment.re is NAMED_TIME or re.search(r"\d:\d|HH|hh", moment[0]))
    if not moment or not is_time or not _is_timeline(finder, start, end, label):
        return 0
    if len(finder.lines[start].strip()) <= moment.end():
        return 0
    stop = start + 1
    while stop < end and not finder.kinds[stop] and not ITEM.match(finder.lines[stop]):
        stop += 1
    rows: list[int] = []
    for index in range(start + 1, stop):
        is_event = bool(MOMENT.match(finder.lines[index]) or NAMED_TIME.match(finder.lines[index]))
        if finder.lines[index].strip() and not is_event and not finder.lines[index - 1].strip():
            stop = index
            break
        rows += [index] if finder.lines[index].strip() else []
    add_event(finder, start, start + 1, 0, moment, [(index, index + 1) for index in rows])
    return stop
