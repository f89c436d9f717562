"""Passes over lines of JSON that are noise by their level, without parsing each: logs have millions of them.

A line is only passed over if it's a whole JSON object with the keys, in the order, and with the level of one that was
parsed and found to be noise. Any other line is parsed, so that a broken one never counts as noise.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from pmtui.sources.records import Glance

_MOST_SHAPES = 24
_TRIED = 5_000
"""Lines after which it's given up unless at least half of them were passed over."""

_TEXT = (
    rb'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u(?:[0-9abcefABCEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}))'
    rb'[^"\\\x00-\x1f]*+)*+"'
)
_NUMBER = rb"-?(?:0|[1-9][0-9]{0,17}+)(?:\.[0-9]{1,20}+)?+(?:[eE][+-]?[0-9]{1,2}+)?+"
_PLAIN = rb"(?:" + _TEXT + rb"|" + _NUMBER + rb"|true|false|null)"
_GAP = rb"[ \t]*+"


def _members(member: bytes, end: bytes) -> bytes:
    """Return the pattern of values with commas between them, up to what ends the object or list."""
    return rb"(?:" + member + _GAP + rb"(?:," + _GAP + rb"(?!" + end + rb")|(?=" + end + rb")))"


def _object_of(value: bytes) -> bytes:
    return rb"\{" + _GAP + _members(_TEXT + _GAP + rb":" + _GAP + value, rb"\}") + rb"*+\}"


def _list_of(value: bytes) -> bytes:
    return rb"\[" + _GAP + _members(value, rb"\]") + rb"++\]"


_LIST = _list_of(_PLAIN)
"""A list that isn't empty, of plain values: one of objects may be a page of records."""

_OBJECT = _object_of(rb"(?:" + rb"|".join((_PLAIN, _LIST, _object_of(_PLAIN))) + rb")")
"""What is nested deeper is parsed."""


class Skim:
    """Passes over the lines of one file that are noise by their level.

    Args:
        passed: is told why some lines are noise, and how many they are.
    """

    def __init__(self, passed: Callable[[str, int], None]) -> None:
        self._passed = passed
        self._shapes: dict[bytes, str] = {}
        self._runs: list[tuple[re.Pattern[bytes], str]] = []
        self._parsed = self._skimmed = 0

    def end_of_noise(self, lines: bytes, begin: int) -> int:
        """Return where the lines end that are noise; the beginning if the first isn't.

        Args:
            lines: whole lines of UTF-8.
            begin: where the first of them begins.
        """
        end = begin
        for pattern, why in self._runs:
            found = pattern.match(lines, begin)
            if found:
                count = lines.count(b"\n", begin, found.end())
                self._skimmed += count
                self._passed(why, count)
                end = begin = found.end()
        return end

    def learn(self, line: bytes, value: dict[str, Any], glance: Glance) -> None:
        """Note a line that is noise at a glance, to pass over those like it.

        Args:
            line: the line.
            value: its JSON object.
            glance: why it's noise.
        """
        self._parsed += 1
        if self._parsed > _TRIED and self._skimmed < self._parsed:
            self._runs = []
            return
        if len(self._shapes) >= _MOST_SHAPES or self._parsed > _TRIED:
            return
        shape = _shape_of(line, value, glance.looked_at)
        if shape is None or shape in self._shapes:
            return
        self._shapes[shape] = glance.why
        self._runs = [
            (_run([each for each, other in self._shapes.items() if other == why]), why)
            for why in dict.fromkeys(self._shapes.values())
        ]


def _run(shapes: list[bytes]) -> re.Pattern[bytes]:
    return re.compile(rb"(?:(?:" + rb"|".join(shapes) + rb")[ \t]*+\r?+\n)++")


def _shape_of(line: bytes, value: dict[str, Any], looked_at: tuple[str, ...]) -> bytes | None:
    """Return the pattern of the lines like one; None if it has something that the patterns don't have."""
    for comma, colon in ((b", ", b": "), (b",", b":"), (_GAP + b"," + _GAP, _GAP + b":" + _GAP)):
        pattern = _object_like(value, {*looked_at, "type", "kind"}, comma, colon)
        if pattern is None:
            return None
        if re.fullmatch(pattern, line.strip()):
            return pattern
    return None


def _object_like(value: dict[str, Any], fixed: set[str], comma: bytes, colon: bytes) -> bytes | None:
    """Return the pattern of objects with the same keys, and the same values at some paths of keys."""
    members: list[bytes] = []
    for key, each in value.items():
        inside = {path.removeprefix(f"{key}.") for path in fixed if path.startswith(f"{key}.")}
        if key in fixed:
            pattern = _same(each)
        elif isinstance(each, dict):
            pattern = _object_like(each, inside, comma, colon) if inside else _OBJECT
        elif isinstance(each, list):
            pattern = _LIST
        else:
            pattern = _PLAIN
        if pattern is None:
            return None
        members.append(re.escape(json.dumps(key, ensure_ascii=False).encode("utf-8", "replace")) + colon + pattern)
    return rb"\{" + comma.join(members) + rb"\}"


def _same(value: Any) -> bytes | None:
    """Return the pattern of just one text, whole number, truth value, or null."""
    if isinstance(value, (dict, list, float)):
        return None
    return re.escape(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
