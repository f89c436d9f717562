"""Finds tables in a paste: bars, tabs, commas; and which column is the time, what happened, what was done."""

import csv
import html
import re

from pmtui.parsing.zone_names import ABBREVIATIONS
from pmtui.records import record

_RULER = re.compile(r"\|?(?: *+:?-{2,}+:? *+\|)+ *(?::?-{2,}:?)? *\|?")
"""The line under a table's head, stripped; the possessive parts keep it from going over long runs again."""

_TAG_CELL = re.compile(r"<t[dh](?:\s[^<>]{0,200})?>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?:\s[^<>]{0,200})?>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_ROW_ENDS = re.compile(r"</tr>|</table>|</tbody>", re.IGNORECASE)
_NEXT_ROW = re.compile(r"(?<=</tr>)\s*(?=<tr)", re.IGNORECASE)
_HTML_LINK = re.compile(
    r"<a\s[^<>]{0,100}?href=[\"']([^\"'<>\s]{1,500})[\"'][^<>]{0,100}>([^<>]{0,500})</a>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LONGEST_ROW = 20_000

_MOST_CELLS = 100
"""A line with more of them isn't a row of a timeline."""

_BAR = re.compile(r"(?<!\\)\|")
_ROLES: tuple[tuple[str, str], ...] = (
    ("date", r"date|day"),
    ("zone", r"time\s?zone|tz|utc\soffset"),
    (
        "time",
        r"(?:event|start|local|utc)\stime(?:stamp)?|(?:(?:date|day)\s?(?:and|&|/|\+)?\s?)?time(?:stamp)?\b.*"
        r"|when|at|start(?:ed)?(?: at)?|clock",
    ),
    ("action", r"actions?(?: taken)?|response|what was done|mitigation|reaction"),
    ("source", r"who|actor|source|owner|person|by|author|responders?|role|channel|from|user"),
    ("event", r"events?|descriptions?|what(?: happened)?|summary|activity|message|notes?|text|detail|entry|log"),
)
_ALSO_TEXT = ("comment", "comments", "details", "status", "update", "remark", "remarks")
"""What the column with the words may be called, if no other is called as one."""
_DITTO = ('"', "''", "\u3003", "\u201d", "ditto", "same", '-"-')
"""What a cell has that means the day of the row above."""
_MARKS = re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)")
_ZONE_OF_NAME = re.compile(
    r"(?<=[a-z])_(?:utc|gmt|[pmce][sd]?t|ce(?:s)?t|bst|ist|aes?t)\b|\b(?:utc|gmt)_(?=[a-z])", re.IGNORECASE
)
"""The zone in the name of a column: `time_utc`, `utc_time`."""
_ZONES = frozenset(ABBREVIATIONS) | {"UTC", "GMT"}
"""What a column of times may be called alone."""


@record(frozen=True)
class Cells:
    """A line of a table.

    Attributes:
        time: its time, with its day where that has a column.
        event: what happened.
        action: what was done.
        source: where it comes from.
        details: the other cells, with their column's name.
        is_head: it names the columns, or is the rule under them.
        is_rest: it holds a part of the row that begins above it.
        names: for the head, what it says; of the times first.
    """

    time: str = ""
    event: str = ""
    action: str = ""
    source: str = ""
    details: tuple[str, ...] = ()
    is_head: bool = False
    is_rest: bool = False
    names: str = ""


def find_tables(lines: list[str]) -> list[Cells | None]:
    """Return the cells of each line that belongs to a table; None for the others."""
    if any("<" in line and _TAG_CELL.search(line) for line in lines):
        return _html_tables(lines)
    above = next((line for line in lines if line.strip()), "")
    separator = ";" if above.count(";") > above.count(",") else ","
    split = [_split(line, separator) for line in lines]
    rulers = {place for place, line in enumerate(lines) if "|" in line and _RULER.fullmatch(line.strip())}
    is_open = any(not lines[place].strip().startswith("|") for place in rulers)  # its rows don't begin with bars
    is_list = _is_list_of_values(split, len(lines) - lines.count(""))
    found: list[Cells | None] = []
    roles: list[str] = []
    names: list[str] = []
    for place, (line, (kind, cells)) in enumerate(zip(lines, split, strict=True)):
        is_row = len(cells) > 1 and (kind != "bar" or is_open or line.strip().startswith("|"))
        if not is_row or (kind == "comma" and not is_list):
            if line.strip():
                roles, names = [], []
            found.append(None)
        elif _RULER.fullmatch(line.strip()):
            found.append(Cells(is_head=True))
        elif not roles and (
            headed := _roles(cells) or (_columns(cells, split[place + 2 :][:1]) if place + 1 in rulers else [])
        ):
            roles, names = headed, cells
            first = [name for role, name in zip(roles, cells, strict=True) if role == "time"]
            found.append(Cells(is_head=True, names=" ".join([*first, *(name for name in cells if name not in first)])))
        else:
            found.append(_row(cells, roles or _guessed(cells), names))
    return found


def spaced(name: str) -> str:
    """Return the name of a column with the zone in it as a person writes it: `time (UTC)` for `time_utc`."""
    return _ZONE_OF_NAME.sub(lambda match: f" ({match[0].strip('_').upper()}) ", name) if "_" in name else name


def html_rows(line: str) -> list[str]:
    """Return a line of HTML in parts of one table row each; another line as it is."""
    return _NEXT_ROW.split(line) if "<" in line and _TAG_CELL.search(line) else [line]


def _html_tables(lines: list[str]) -> list[Cells | None]:
    """Return the cells of the rows of HTML tables: at the line where a row's first cell is, the rest is the row's."""
    found: list[Cells | None] = [None] * len(lines)
    roles: list[str] = []
    names: list[str] = []
    start, parts = -1, ""
    for place, line in enumerate(lines):
        if start < 0 and not _TAG_CELL.search(line):
            continue
        if start < 0:
            start, parts = place, line
        elif line.strip():
            parts += f"\n{line}"
            found[place] = Cells(is_rest=True)
        if len(parts) < _LONGEST_ROW and not _ROW_ENDS.search(line):
            continue
        cells = [_plain_cell(cell) for cell in _CELL.findall(parts)]
        if not roles and (headed := _roles(cells)):
            roles, names = headed, cells
            found[start] = Cells(is_head=True, names=" ".join(cells))
        else:
            found[start] = _row(cells, roles or _guessed(cells), names)
        start, parts = -1, ""
    if start >= 0:  # a row that doesn't end
        cells = [_plain_cell(cell) for cell in _CELL.findall(f"{parts}</td>")]
        found[start] = _row(cells, roles or _guessed(cells), names)
    return found


def _plain_cell(cell: str) -> str:
    """Return the text of an HTML cell, with its links in Markdown."""
    text = _HTML_LINK.sub(r"[\2](\1)", re.sub(r"(?i)<br\s*/?>", "\n", cell))
    return html.unescape(_ANY_TAG.sub("", text)).strip()


def _split(line: str, separator: str) -> tuple[str, list[str]]:
    if "|" not in line and separator not in line and "\t" not in line:
        return "", []
    if max(line.count("\t"), line.count("|"), line.count(separator)) > _MOST_CELLS:
        return "", []
    if "\t" in line.strip():
        return "tab", [cell.strip() for cell in line.strip("\n").split("\t")]
    if _BAR.search(line):
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip().strip("|"))]
        return "bar", [re.sub(r"<br\s*/?>", "\n", cell) for cell in cells]
    if separator in line:
        try:
            return "comma", [cell.strip() for cell in next(csv.reader([line], strict=True, delimiter=separator))]
        except (csv.Error, StopIteration):
            return "comma", []
    return "", []


def _is_list_of_values(split: list[tuple[str, list[str]]], lines: int) -> bool:
    """Return whether lines with commas are a table: they have a head with a time, and are most lines of the text."""
    rows = [cells for kind, cells in split if kind == "comma"]
    filled = [cells for kind, cells in split if kind != "" or cells]
    if 2 * len(rows) <= lines:
        return False
    return len(rows) > 1 and len(rows) == len(filled) and bool(_roles(rows[0]))


def _roles(cells: list[str]) -> list[str]:
    """Return what each column of a head is; an empty list if it isn't a head."""
    found: list[str] = []
    for cell in cells:
        plain = re.sub(r"[(\[].*", "", _ZONE_OF_NAME.sub("", cell.lower()), flags=re.DOTALL)
        plain = _MARKS.sub("", plain).replace("_", " ").strip()
        role = next((role for role, names in _ROLES if re.fullmatch(names, plain)), plain or "other")
        if role == "date" and role in found:  # Day, Date: the weekday comes first
            found[found.index(role)] = "other"
        found.append(role if role not in found else "other")
    if "time" not in found:  # | UTC | Event |
        zones = [place for place, cell in enumerate(cells) if re.sub(r"[*_`]", "", cell).strip() in _ZONES]
        found = (
            ["time" if place in zones[:1] else role for place, role in enumerate(found)] if "event" in found else found
        )
    if "time" in found and "event" not in found and len(found) > 1:
        found[_text_column(found)] = "event"
    return found if "time" in found or ("date" in found and "event" in found) else []


def _text_column(roles: list[str]) -> int:
    """Return which column says what happened if none is called so: comments, what was done, the first of the others."""
    for name in (*_ALSO_TEXT, "action"):
        if name in roles:
            return roles.index(name)
    return next(
        (place for place, role in enumerate(roles) if role not in ("time", "date", "zone", "source")), len(roles) - 1
    )


def _columns(cells: list[str], below: list[tuple[str, list[str]]]) -> list[str]:
    """Return what the columns of a head in other words are: the one of times, by its name or its first cell, then text.

    Args:
        cells: the head's cells.
        below: the first row under it, as `_split` gives it, if there's one.
    """
    first = below[0][1] if below else []
    named = [place for place, cell in enumerate(cells) if re.search(r"(?i)\b(?:date|time|day|when)\b", cell)]
    timed = [place for place, cell in enumerate(first) if re.match(r"\W*\d{1,2}[:.]\d\d|\W*\d{4}-\d\d-\d\d", cell)]
    when = next((place for place in [*named, *timed] if place < len(cells)), None)
    if when is None:
        return []
    text = next(place for place in range(len(cells)) if place != when)
    return ["time" if place == when else "event" if place == text else "other" for place in range(len(cells))]


def _guessed(cells: list[str]) -> list[str]:
    """Return what the columns of a table without a head are: day, time, what happened, what was done."""
    first = ["time"]
    if len(cells) > 2 and re.fullmatch(r"[\d/.\-]{6,10}|\w{3,9}\.? \d{1,2}(?:, \d{4})?", cells[0]):
        first = ["date", "time"]
    return (first + ["event", "action", "source"])[: len(cells)] + ["other"] * (len(cells) - len(first) - 3)


def _row(cells: list[str], roles: list[str], names: list[str]) -> Cells:
    by_role: dict[str, str] = {}
    details: list[str] = []
    for place, cell in enumerate(cells):
        role = roles[place] if place < len(roles) else "other"
        if role in ("date", "time", "zone", "event", "action", "source"):
            by_role[role] = cell
        elif cell:
            name = names[place] if place < len(names) else ""
            details.append(f"{name}: {cell}" if name else cell)
    if by_role.get("date", "").lower() in _DITTO:
        del by_role["date"]
    when = " ".join(by_role[role] for role in ("date", "time", "zone") if by_role.get(role))
    return Cells(when, by_role.get("event", ""), by_role.get("action", ""), by_role.get("source", ""), tuple(details))
