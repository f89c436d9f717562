"""A list without its own table: its columns come from its question."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.scales import Choice
from pmtui.template.fields import Format
from pmtui.template.interview import AskedQuestion
from pmtui.tui.binding import bind
from pmtui.tui.tables.table import GUTTER, Column, Table

_WIDTHS = {Kind.CHOICE: 16, Kind.CHOICES: 16, Kind.DATETIME: 16, Kind.DATE: 10, Kind.DUE: 12, Kind.YESNO: 5}
"""How wide the answers of a kind usually are; the others are about as wide as a column's label."""

_LEAST = 12
"""Cells that a column of texts needs."""

_TEXTS = (Kind.PROSE, Kind.LINE, Kind.LIST, Kind.PEOPLE, Kind.LINK, Kind.LINKS)
"""Kinds of answers of any length: their columns share the room that the others leave, the first with twice as much."""

_MOST_COLUMNS = 6
_FEW_COLUMNS = 4


class RowTable(Table[Any]):
    """The rows of a list or view. Its keys act on the row under the cursor; all of them can be undone."""

    BINDINGS = [
        bind("row.add", "do('add')"),
        bind("row.edit", "do('edit')"),
        bind("row.edit", "do('first')", "First row"),
        bind("row.remove", "do('remove')"),
        bind("row.up", "do('up')", show=False),
        bind("row.down", "do('down')", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to edit, remove, or move a row only if there is one; otherwise Enter adds the first."""
        if action != "do" or parameters == ("add",):
            return True
        return (self.index is None) is (parameters == ("first",))

    def columns(self) -> Sequence[Column]:
        """Return the columns that there's room for."""
        shown = _shown(self.question, _FEW_COLUMNS if self.app.size.width < 100 else _MOST_COLUMNS)
        texts = [each for each in shown if each.kind in _TEXTS]
        widths = {
            asked.name: max(len(asked.label), _WIDTHS.get(asked.kind, 8)) for asked in shown if asked not in texts
        }
        rest = self.size.width - GUTTER - sum(width + 1 for width in widths.values())
        share = max(_LEAST, rest // (len(texts) + 1) - 1) if texts else 0
        widths |= {each.name: share for each in texts[1:]}
        widths |= {each.name: max(_LEAST, rest - (share + 1) * (len(texts) - 1) - 1) for each in texts[:1]}
        return [Column(each.name, each.label, widths[each.name]) for each in shown]

    def written(self, index: int, row: Any, column: Column) -> str:
        """Return the answer in a cell, as text."""
        asked = next(each for each in self.question.columns if each.name == column.name)
        value = getattr(row, column.name)
        if isinstance(value, Choice):
            return self.label(value)
        if isinstance(value, datetime):
            return self.session.standing.values.instant(value, Format.TIME)
        return self.session.entering.write(asked.kind, value)


def _shown(question: AskedQuestion, most: int) -> tuple[Question, ...]:
    """Return the columns that the table has room for: those that the document prints first."""
    ranked = sorted(question.columns, key=lambda column: column.name not in question.printed | {"milestones"})
    kept = {column.path for column in ranked[:most]}
    return tuple(column for column in question.columns if column.path in kept)
