"""Reads a pasted list of action items: boxes that are checked, and what is nested below an item."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pmtui.actions.entry_line import ActionLine, Known, read_line
from pmtui.errors import EntryError
from pmtui.model.scales import ActionStatus
from pmtui.parsing.due_dates import read_due

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>(?:[-*+\u2022]|\d{1,3}[.)])(?=\s|$))?[ \t]*(?P<box>\[[ xX]\])?(?P<text>.*)"
)
_FIELD = re.compile(r"[*_]*(?P<name>owner|assignee|due date|due)[*_]*:[*_]*\s*(?P<value>\S.*)", re.IGNORECASE)
_TAB = 4


@dataclass
class PastedAction:
    """An action item as a pasted list has it.

    Attributes:
        line: what its line says.
        is_done: its box is checked.
        details: the lines nested below it that are no action items of their own.
    """

    line: ActionLine
    is_done: bool = False
    details: list[str] = field(default_factory=list)

    @property
    def more(self) -> dict[str, Any]:
        """What an action item gets from it in addition to its line, by field."""
        found: dict[str, Any] = {"status": ActionStatus.DONE.value} if self.is_done else {}
        return found | ({"details": "\n".join(self.details)} if self.details else {})


def read_list(text: str, known: Known) -> list[PastedAction]:
    """Return the action items of a list.

    A nested line with a box is an action item, too; `Owner:` and `Due:` belong to the one above, and any other nested
    line is one of its details.

    Args:
        text: the list.
        known: what its lines are read by.
    """
    found: list[PastedAction] = []
    above: list[tuple[int, PastedAction]] = []  # what the next line can be nested below, with its indent
    for raw in text.split("\n"):
        match = _LINE.match(raw)
        words = match["text"].strip() if match is not None else ""
        if match is None or not words:
            continue
        indent = len(match["indent"].replace("\t", " " * _TAB))
        while above and above[-1][0] >= indent:
            above.pop()
        if above and match["box"] is None:
            _add_below(above[-1][1], words, known)
            continue
        line = read_line(words, known)
        whole = ActionLine(words) if line.problem or not line.description else line  # no word is lost
        found.append(PastedAction(whole, is_done=match["box"] in ("[x]", "[X]")))
        above.append((indent, found[-1]))
    return found


def _add_below(action: PastedAction, words: str, known: Known) -> None:
    """Give an action item what a line nested below it says."""
    match = _FIELD.fullmatch(words)
    if match is not None and match["name"].lower() in ("owner", "assignee") and not action.line.owner:
        action.line = replace(action.line, owner=match["value"].strip("* _@").strip())
        return
    if match is not None and match["name"].lower().startswith("due") and action.line.due is None:
        try:
            action.line = replace(action.line, due=read_due(match["value"].strip("* _"), known.today))
        except EntryError:
            action.details.append(words)
        return
    action.details.append(words)
