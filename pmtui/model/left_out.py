"""What an author leaves out of the document: single questions, and all that's under a heading.

Both are kept in the draft with the answer states: a question under its path, a heading under a name made of the titles
from its section's on. The answers stay in the draft.
"""

from collections.abc import Sequence

from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.postmortem import Postmortem

_HEADING = "section."


def heading_name(headings: Sequence[str]) -> str:
    """Return the name under which a heading is left out.

    Args:
        headings: the titles from its section's on, ending with its own.
    """
    return _HEADING + " / ".join(headings)


def is_heading(name: str) -> bool:
    """Return whether a name in the answer states is that of a heading."""
    return name.startswith(_HEADING)


def title_of(name: str) -> str:
    """Return the titles that a heading's name is made of: `Detection / Detection Quality`."""
    return name.removeprefix(_HEADING)


def names_left_out(postmortem: Postmortem) -> frozenset[str]:
    """Return the paths of the questions and the names of the headings that are left out."""
    return frozenset(name for name, mark in postmortem.marks.items() if mark.kind is AnswerStateKind.LEFT_OUT)


def heading_left_out(names: frozenset[str], headings: Sequence[str]) -> str:
    """Return the name of the outermost heading of a place that is left out; empty if none is.

    Args:
        names: what is left out.
        headings: the titles above the place, from its section's on.
    """
    if not names:
        return ""
    above = (heading_name(headings[:end]) for end in range(1, len(headings) + 1))
    return next((name for name in above if name in names), "")
