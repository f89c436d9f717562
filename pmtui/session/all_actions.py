"""The question about all action items, whatever a template asks of them."""

from functools import cache

from pmtui.model.catalog import leaves
from pmtui.template.interview import Question


@cache
def whole_list() -> Question:
    """Return the question about all action items, whatever a template asks of them."""
    leaf = leaves()["actions"]
    printed = frozenset({"description", "owner", "due", "priority", "status"})
    return Question(
        leaf.path,
        leaf.kind,
        leaf.label,
        leaf.title,
        leaf.description,
        leaf.example,
        required=False,
        section=0,
        group="",
        leaf=leaf,
        columns=leaf.columns,
        printed=printed,
    )
