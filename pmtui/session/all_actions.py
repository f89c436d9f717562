"""The question about all action items, whatever a template asks of them."""

from functools import cache

from pmtui.model.catalog import model_questions
from pmtui.template.interview import AskedQuestion


@cache
def whole_list() -> AskedQuestion:
    """Return the question about all action items, whatever a template asks of them."""
    printed = frozenset({"description", "owner", "due", "priority", "status"})
    return AskedQuestion.of(model_questions()["actions"], printed=printed)
