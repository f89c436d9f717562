"""Finds the line of a TOML file on which a key stands, for error messages."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*+(\[\[?)\s*+([^\]]++)\]\]?\s*+(?:#.*)?$")
_KEY = re.compile(r"""^\s*+((?:"[^"]*"|'[^']*'|[\w-]++)(?:\s*+\.\s*+(?:"[^"]*"|'[^']*'|[\w-]++))*+)\s*+=""")
_QUOTES = re.compile(r"\"{3}|'{3}")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")


def _parts(key: str) -> list[str]:
    return ["".join(groups) for groups in _PART.findall(key)]


def _open_quotes(line: str, inside: str) -> str:
    """Return the quotes of a text of several lines that is still open at a line's end."""
    for quotes in _QUOTES.findall(line):
        if not inside:
            inside = quotes
        elif inside == quotes:
            inside = ""
    return inside


def line_of(text: str, location: Sequence[int | str]) -> int | None:
    """Return the number, from 1, of the line where the value at `location` is written; None where it can't be told.

    Args:
        text: the TOML file.
        location: keys and, in arrays of tables, positions from 0.
    """
    best, best_depth = None, 0
    table: list[int | str] = []
    counts: dict[str, int] = {}
    wanted = list(location)
    inside = ""  # the quotes of the text of several lines that the line stands in
    for number, line in enumerate(text.split("\n"), 1):
        was_inside, inside = inside, _open_quotes(line, inside)
        if was_inside:
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            name = header[2].rstrip()
            table = list(_parts(name))
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table.append(counts[name])
            place = table
        elif key:
            place = [*table, *_parts(key[1])]
        else:
            continue
        if place == wanted[: len(place)] and len(place) > best_depth:
            best, best_depth = number, len(place)
    return best
