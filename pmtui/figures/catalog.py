"""Every figure by name, and by the question it answers."""

from pmtui.figures.definition import Definition
from pmtui.figures.families import agreement, budget, cost, dates, recovery, times, use

FIGURES: dict[str, Definition] = {
    definition.name: definition
    for family in (times, budget, use, agreement, cost, recovery, dates)
    for definition in family.DEFINITIONS
}
"""Every figure that a template can name."""

_AT = {definition.place: definition for definition in FIGURES.values()}


def figure_at(path: str) -> Definition | None:
    """Return the figure with a question's path (`figures.duration`, `impact.revenue`); None if it isn't one."""
    return _AT.get(path)
