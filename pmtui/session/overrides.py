"""Takes stated figures back."""

from pmtui.figures.catalog import FIGURES
from pmtui.model.answer import Answer
from pmtui.model.edit import AnyEdit, Batch, Set
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem


def use_computed_edit(postmortem: Postmortem, name: str) -> AnyEdit | None:
    """Return the edit that removes an override, so that the computed value counts; None if there's none."""
    definition = FIGURES[name]
    steps: list[AnyEdit] = []
    if name in postmortem.stated:
        steps.append(Set(path=f"stated.{name}", value=None))
    if definition.answer:
        answer = value_at(postmortem, definition.answer)
        if isinstance(answer, Answer):
            steps += [
                Set(path=f"{definition.answer}.yes", value=None),
                Set(path=f"{definition.answer}.details", value=""),
            ]
        elif answer:
            steps.append(Set(path=definition.answer, value=""))
    return Batch(edits=tuple(steps)) if steps else None
