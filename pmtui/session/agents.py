"""What to tell a person about answers that an agent wrote and that no one has checked yet."""

from collections.abc import Sequence

from pmtui.advice import Advice
from pmtui.model.catalog import Question, all_columns
from pmtui.model.postmortem import Postmortem
from pmtui.model.unseen import agent_of, row_parts, under
from pmtui.model.views import elements

_FEW = 4
"""How many rows to name; the rest are counted."""


def agent_advice(postmortem: Postmortem, question: Question) -> Advice:
    """Return who wrote an answer, or rows of a table, and that a person should check it; empty if a person has."""
    paths = under(postmortem, question.base)
    above = agent_of(postmortem, question.path)
    if not paths and not above:
        return Advice()
    names = list(dict.fromkeys([postmortem.unseen[path] for path in paths] or [above]))
    who = ", ".join(name or "an agent" for name in names)
    rows = _numbers(postmortem, question, paths)
    if not rows:
        return Advice(f"Written by {who}.", "confirm that it's right", ("seen",))
    what, them = ("Row", "it's") if len(rows) == 1 else ("Rows", "they're")
    return Advice(f"{what} {_listed(rows)} written by {who}.", f"confirm that {them} right", ("seen",))


def _numbers(postmortem: Postmortem, question: Question, paths: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the rows of a table that are unseen in part or as a whole."""
    if not all_columns(question):
        return []
    ids = {row_parts(path)[1] for path in paths}
    return [number for number, row in enumerate(elements(postmortem, question.base), 1) if row.id in ids]


def _listed(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _FEW} more" if len(numbers) > _FEW else ""
    return ", ".join(map(str, numbers[:_FEW])) + more
