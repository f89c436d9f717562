"""Where things are in the text of a TOML file, for messages: the line of every key, and what is newer than TOML 1.0.

`tomllib` reads the values, and gives a position only for what it refuses. This reads tolerantly, TOML 1.1 too, and
stops at what it doesn't understand; what it has found before that counts.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pmtui.toml.reading import MOST_PARTS
from pmtui.toml.tokens import KEY_PART, STRING

Location = tuple[int | str, ...]
"""Keys and, in arrays, positions from 0."""

_DEEPEST = 100
"""Levels of arrays and inline tables that are looked into; a draft has four."""

_WS = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d [\d:.+Zz-]+|[^\s,\[\]{}#=\"']+")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_NO_SECONDS = re.compile(r"(?:\d{4}-\d\d-\d\d[Tt ])?(\d\d:\d\d)(?:[Zz]|[+-]\d\d:\d\d)?")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_LINE = re.compile(r" \(at (?:line (\d+)(?:, column (\d+))?|end of document)\)")


@dataclass(frozen=True)
class Newer:
    """A feature of TOML 1.1.

    Attributes:
        line: its line, from 1.
        what: a description of it.
        instead: how to write it in TOML 1.0.
    """

    line: int
    what: str
    instead: str


class _Lost(Exception):
    """What follows isn't understood."""


def lines_of(text: str) -> dict[Location, int]:
    """Return the line, from 1, of every key and table of a text, up to what isn't understood."""
    return _Scanner(text).lines


def nearest_line(lines: Mapping[Location, int], location: Sequence[int | str]) -> int | None:
    """Return the line where the value at a location is written, or the nearest table around it, or None."""
    around = (lines.get(tuple(location[:length])) for length in range(len(location), 0, -1))
    return next((line for line in around if line is not None), None)


def line_of(text: str, location: Sequence[int | str]) -> int | None:
    """Return the line, from 1, where the value at a location is written, or the nearest table around it, or None."""
    return nearest_line(lines_of(text), location)


def refusal(text: str, error: ValueError | RecursionError) -> tuple[int | None, str, str]:
    """Return why a text isn't read as TOML: the line, from 1, if it's known; the problem; and what to do about it."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        return None, f"invalid TOML: {error}.", ""
    found = newer(text, error)
    if found is not None:
        return found.line, f"{found.what} requires TOML 1.1, but pmtui reads TOML 1.0.", found.instead
    problem = str(error)
    place = _LINE.search(problem)
    if place is None:
        return None, f"invalid TOML: {problem[:1].lower()}{problem[1:]}.", ""
    line = int(place[1]) if place[1] else text.count("\n") + 1
    column = f" (column {place[2]})" if place[2] else ""
    return line, f"invalid TOML: {problem[:1].lower()}{problem[1 : place.start()]}{column}.", ""


def newer(text: str, error: tomllib.TOMLDecodeError) -> Newer | None:
    """Return the TOML 1.1 feature that a text was refused for; None if it was refused for another reason."""
    text = text.replace("\r\n", "\n")
    scanner = _Scanner(text)
    if not scanner.newer:
        return None
    at, found = min(scanner.newer, key=lambda each: each[0])
    place = _PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, len(text) + 1)
    start = scanner.starts[line - 1] if line <= len(scanner.starts) else len(text)
    return found if start + column - 1 >= at else None


class _Scanner:
    """Goes through a text once.

    Attributes:
        lines: the line of each location.
        newer: what only TOML 1.1 has, with its offset.
        starts: the offset of each line.
    """

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.lines: dict[Location, int] = {}
        self.newer: list[tuple[int, Newer]] = []
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self._counts: dict[Location, int] = {}
        self._depth = 0
        with suppress(_Lost):
            self._document()

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def _note(self, location: Location) -> None:
        """Note the line of a location, and of the tables around it if nothing else has named them."""
        line = self._line(self.at)
        for length in range(1, len(location) + 1):
            self.lines.setdefault(location[:length], line)

    def _is_new(self, at: int, what: str, instead: str) -> None:
        self.newer.append((at, Newer(self._line(at), what, instead)))

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _take(self, token: str) -> bool:
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def _want(self, token: str) -> None:
        self._skip(_WS)
        if not self._take(token):
            raise _Lost

    # -- keys --------------------------------------------------------------------------------------------------------

    def _document(self) -> None:
        table: Location = ()
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self._take("[["):
                *above, last = self._keys()
                array = (*self._table(above), last)
                self._counts[array] = self._counts.get(array, -1) + 1
                table = (*array, self._counts[array])
                self._note(table)
                self._want("]]")
            elif self._take("["):
                table = self._table(self._keys())
                self._note(table)
                self._want("]")
            else:
                self._pair(table)

    def _table(self, keys: Sequence[str]) -> Location:
        """Return the location that a header's keys name: in an array of tables, its last one."""
        found: Location = ()
        for key in keys:
            found = (*found, key)
            if found in self._counts:
                found = (*found, self._counts[found])
        return found

    def _keys(self) -> list[str]:
        found = []
        while True:
            self._skip(_WS)
            part = KEY_PART.match(self.text, self.at)
            if part is None:
                raise _Lost
            found.append(self._plain(part[0]))
            if len(found) > MOST_PARTS:
                raise _Lost
            self.at = part.end()
            self._skip(_WS)
            if not self._take("."):
                return found

    def _plain(self, part: str) -> str:
        if part[0] == "'":
            return part[1:-1]
        if part[0] != '"':
            return part
        self._look_at_escapes(part)
        try:
            return str(tomllib.loads(f"k = {part}")["k"])
        except tomllib.TOMLDecodeError:
            return part[1:-1]

    def _pair(self, table: Location) -> None:
        begins = self.at
        location = (*table, *self._keys())
        after, self.at = self.at, begins
        self._note(location)
        self.at = after
        self._want("=")
        self._value(location)

    # -- values ------------------------------------------------------------------------------------------------------

    def _value(self, location: Location) -> None:
        self._skip(_WS)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Lost
        if self._take("["):
            self._array(location)
        elif self._take("{"):
            self._inline_table(location)
        else:
            self._scalar()
        self._depth -= 1

    def _array(self, location: Location) -> None:
        index = 0
        while True:
            self._skip(_BLANK)
            if self._take("]"):
                return
            self._note((*location, index))
            self._value((*location, index))
            index += 1
            self._skip(_BLANK)
            if self._take("]"):
                return
            self._want(",")

    def _inline_table(self, location: Location) -> None:
        self._skip_in_table()
        if self._take("}"):
            return
        while True:
            self._pair(location)
            self._skip_in_table()
            if self._take("}"):
                return
            comma = self.at
            self._want(",")
            self._skip_in_table()
            if self._take("}"):
                self._is_new(comma, "a comma after the last entry of an inline table", "Remove the comma.")
                return

    def _skip_in_table(self) -> None:
        begins = self.at
        self._skip(_BLANK)
        skipped = self.text[begins : self.at]
        if "\n" in skipped or "#" in skipped:
            at = begins + len(skipped) - len(skipped.lstrip(" \t"))
            self._is_new(
                at, "an inline table over several lines", "Write it on one line, or as a [table] with its own header."
            )

    def _scalar(self) -> None:
        found = STRING.match(self.text, self.at)
        if found:
            if found[0][0] == '"':
                self._look_at_escapes(found[0])
            self.at = found.end()
            return
        found = _SCALAR.match(self.text, self.at)
        if found is None:
            raise _Lost
        time = _NO_SECONDS.fullmatch(found[0])
        if time:
            self._is_new(self.at, "a time without seconds", f"Add them: {time[1]}:00.")
        self.at = found.end()

    def _look_at_escapes(self, string: str) -> None:
        for escape in _ESCAPE.finditer(string):
            if escape[1]:
                self._is_new(self.at + escape.start(), f"the escape {escape[0]}", f"Write \\u00{escape[1].upper()}.")
            elif escape[2] == "e":
                self._is_new(self.at + escape.start(), "the escape \\e", "Write \\u001B.")
