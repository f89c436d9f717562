"""Finds tables in a paste: bars, tabs, commas; and which column is the time, what happened, what was done."""

import csv
import re
from dataclasses import dataclass

from pmtui.parsing.zone_names import ABBREVIATIONS

_RULER = re.compile(r"\|?(?: *+:?-{2,}+:? *+\|)+ *(?::?-{2,}:?)? *\|?")
"""The line under a table's head, stripped; the possessive parts keep it from going over long runs again."""

_MOST_CELLS = 100
"""A line with more of them isn't a row of a timeline."""

_BAR = re.compile(r"(?<!\\)\|")
_ROLES: tuple[tuple[str, str], ...] = (
    ("date", r"date|day"),
    ("time", r"(?:(?:date|day)\s?(?:and|&|/|\+)?\s?)?time(?:stamp)?\b.*|when|at|start(?:ed)?(?: at)?|clock"),
    ("action", r"actions?(?: taken)?|response|what was done|mitigation|reaction"),
    ("source", r"who|actor|source|owner|person|by|author|responders?|role|channel|from|user"),
    ("event", r"events?|descriptions?|what(?: happened)?|summary|activity|message|notes?|text|detail|entry|log"),
)
_ZONES = frozenset(ABBREVIATIONS) | {"UTC", "GMT"}
"""What a column of times may be called alone."""


@dataclass(frozen=True)
class Cells:
    """A line of a table.

    Attributes:
        time: its time, with its day where that has a column.
        event: what happened.
        action: what was done.
        source: where it comes from.
        details: the other cells, with their column's name.
        is_head: it names the columns, or is the rule under them.
        names: for the head, what it says; of the times first.
    """

    time: str = ""
    event: str = ""
    action: str = ""
    source: str = ""
    details: tuple[str, ...] = ()
    is_head: bool = False
    names: str = ""


def find_tables(lines: list[str]) -> list[Cells | None]:
    """Return the cells of each line that belongs to a table; None for the others."""
    split = [_split(line) for line in lines]
    has_ruler = any(_RULER.fullmatch(line.strip()) and "|" in line for line in lines)
    is_list = _is_list_of_values(split)
    found: list[Cells | None] = []
    roles: list[str] = []
    names: list[str] = []
    for line, (kind, cells) in zip(lines, split, strict=True):
        is_row = len(cells) > 1 and (kind != "bar" or has_ruler or line.strip().startswith("|"))
        if not is_row or (kind == "comma" and not is_list):
            if line.strip():
                roles, names = [], []
            found.append(None)
        elif _RULER.fullmatch(line.strip()):
            found.append(Cells(is_head=True))
        elif not roles and (headed := _roles(cells)):
            roles, names = headed, cells
            first = [name for role, name in zip(roles, cells, strict=True) if role == "time"]
            found.append(Cells(is_head=True, names=" ".join([*first, *(name for name in cells if name not in first)])))
        else:
            found.append(_row(cells, roles or _guessed(cells), names))
    return found


def _split(line: str) -> tuple[str, list[str]]:
    if "|" not in line and "," not in line and "\t" not in line:
        return "", []
    if max(line.count(sign) for sign in "\t|,") > _MOST_CELLS:
        return "", []
    if "\t" in line.strip():
        return "tab", [cell.strip() for cell in line.strip("\n").split("\t")]
    if _BAR.search(line):
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.strip().strip("|"))]
        return "bar", [re.sub(r"<br\s*/?>", "\n", cell) for cell in cells]
    if "," in line:
        try:
            return "comma", [cell.strip() for cell in next(csv.reader([line], strict=True))]
        except (csv.Error, StopIteration):
            return "comma", []
    return "", []


def _is_list_of_values(split: list[tuple[str, list[str]]]) -> bool:
    """Return whether lines with commas are a table: they have a head with a time, and as many cells each."""
    rows = [cells for kind, cells in split if kind == "comma"]
    filled = [cells for kind, cells in split if kind != "" or cells]
    return len(rows) > 1 and len(rows) == len(filled) and bool(_roles(rows[0]))


def _roles(cells: list[str]) -> list[str]:
    """Return what each column of a head is; an empty list if it isn't a head."""
    found: list[str] = []
    for cell in cells:
        plain = re.sub(r"[*_`]", "", cell).strip().lower()
        plain = re.sub(r"[(\[].*", "", plain, flags=re.DOTALL).rstrip()
        role = next((role for role, names in _ROLES if re.fullmatch(names, plain)), plain or "other")
        if role == "date" and role in found:  # Day, Date: the weekday comes first
            found[found.index(role)] = "other"
        found.append(role if role not in found else "other")
    if "time" not in found:  # | UTC | Event |
        zones = [place for place, cell in enumerate(cells) if re.sub(r"[*_`]", "", cell).strip() in _ZONES]
        found = (
            ["time" if place in zones[:1] else role for place, role in enumerate(found)] if "event" in found else found
        )
    return found if "time" in found or ("date" in found and "event" in found) else []


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
        if role in ("date", "time", "event", "action", "source"):
            by_role[role] = cell
        elif cell:
            name = names[place] if place < len(names) else ""
            details.append(f"{name}: {cell}" if name else cell)
    when = " ".join(part for part in (by_role.get("date", ""), by_role.get("time", "")) if part)
    return Cells(when, by_role.get("event", ""), by_role.get("action", ""), by_role.get("source", ""), tuple(details))
