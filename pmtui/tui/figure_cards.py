"""The four figures of an impact that matter first, drawn large."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from rich.cells import cell_len
from textual.content import Content

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.computed_figure import NotComputed
from pmtui.parsing.shares import write_share
from pmtui.template.values import Values
from pmtui.text import visible
from pmtui.tui import look

_FIRST = (
    "duration", "budget_consumed", "availability", "sla_credit", "failed_requests", "users_affected", "revenue",
)  # fmt: skip
"""The figures in the order of how much they matter: those that come first and have a value are shown."""

_COUNT = 4
_GAP = "   "

_LEAST_OF_WHY = 12
"""Columns of what is missing for a figure; where there are fewer, the card has the figure's name alone."""


def cards(values: Values, width: int, *, is_tall: bool) -> Content:
    """Return the cards next to each other, with what is missing where a figure has no value.

    Args:
        values: the figures, and the postmortem that they're of.
        width: the columns that there are.
        is_tall: whether digits are three lines tall.
    """
    known = [name for name in _FIRST if values.figures[name].state.has_value]
    shown = sorted((known + [name for name in _FIRST if name not in known])[:_COUNT], key=_FIRST.index)
    each = max(8, (width - len(_GAP) * (_COUNT - 1)) // _COUNT)
    columns = [_card(name, values, each, is_tall=is_tall) for name in shown]
    return look.stacked(_as_tall(columns, each), _GAP)


def _as_tall(columns: Sequence[list[Content]], width: int) -> list[list[Content]]:
    height = max(len(lines) for lines in columns)
    return [[Content(" " * width)] * (height - len(lines)) + lines for lines in columns]


def _card(name: str, values: Values, width: int, *, is_tall: bool) -> list[Content]:
    figure, definition = values.figures[name], FIGURES[name]
    if not figure.state.has_value:
        why = visible(_lower(figure.formula))
        has_room = min(cell_len(why), _LEAST_OF_WHY) <= width - cell_len(f"{definition.label}: ")
        label = f"{definition.label}: {why}" if has_room else definition.label
        return look.card("–", look.clipped(label, width), width, look.QUIET, is_tall=is_tall)
    value, _, more = visible(values.figure_words(definition.place)).partition(" (")
    more = more.removesuffix(")")
    label, color, gauge = definition.label, look.INK, None
    if name == "duration" and is_tall and isinstance(figure.value, timedelta):
        clock = _clock(figure.value)
        value, more = (clock, value) if clock else (value, more)
    elif name == "budget_consumed":
        value = value.partition(" ")[0]
        gauge, color = _gauge(figure, width)
    elif name == "availability":
        value = value.partition(" ")[0]
        sign, color, more = _met(figure, values)
        label = f"{sign}{label}"
    longer = f"{'Budget' if gauge is not None else label} · {more}" if more else label
    value, label = look.clipped(value, width), longer if cell_len(longer) <= width else look.clipped(label, width)
    return look.card(value, label, width, color, gauge, is_tall=is_tall and cell_len(value) * 2 < width)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _clock(length: timedelta) -> str:
    """Return a duration as `1:15`; empty for one of less than an hour, or of more than a few days."""
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}" if 60 <= minutes < 6000 else ""


def _gauge(figure: Figure, width: int) -> tuple[Content | None, str]:
    """Return a bar of the budget that is used, and its color; no bar if the share isn't a computed number."""
    if figure.state is not FigureState.RECORDED or not isinstance(figure.number, Decimal):
        return None, look.INK
    share = float(figure.number)
    color = look.budget_color(share)
    return look.bar(share, width, color), color


def _met(figure: Figure, values: Values) -> tuple[str, str, str]:
    """Return a sign and a color for whether the objective is met, and the objective; nothing if there's none."""
    try:
        objective = values.basis.slo()
    except NotComputed:
        return "", look.INK, ""
    words = f"SLO {write_share(objective, 6)}"
    if figure.state is not FigureState.RECORDED or not isinstance(figure.number, Decimal):
        return "", look.INK, words
    return ("✓ ", look.OK, words) if figure.number >= objective else ("✗ ", look.ERROR, words)
