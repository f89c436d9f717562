"""Names of text that was typed and isn't added yet (`typed`): which exist, and how each is built.

A draft with another name is refused, so whatever keeps text under a new kind of name declares it here.
"""

from enum import StrEnum

from pmtui.model.catalog import model_questions


class Request(StrEnum):
    """What a key of a table asks for in the entry line."""

    SHIFT = "asked_shift"
    LEARNED = "asked_learned"
    SHARE = "asked_share"
    OWNER = "asked_owner"
    DUE = "asked_due"
    TICKET = "asked_tracker"
    REASON = "asked_reason"


_REQUESTS = {
    "timeline": {Request.SHIFT, Request.LEARNED, Request.SHARE},
    "actions": {Request.OWNER, Request.DUE, Request.TICKET, Request.REASON},
}
"""What is asked for about the rows of a list, by its path."""

_NOTE = "marks."


def request_name(path: str, row_id: str, request: Request) -> str:
    """Return the name of an unfinished answer to a request: it goes with its row.

    Args:
        path: the list's path.
        row_id: the row that it's about; of several, the first.
        request: what is asked for.
    """
    return f"{path}.{row_id}.{request}"


def note_name(path: str) -> str:
    """Return the name of a note for a question that isn't marked yet."""
    return f"{_NOTE}{path}"


def without_note(name: str) -> str:
    """Return the path of the question that a text is kept for, as an answer or as a note."""
    return name.removeprefix(_NOTE)


def is_request(path: str) -> bool:
    """Return whether a path names what is asked for about a row, the row by its ID."""
    base, _, rest = path.partition(".")
    return rest.partition(".")[2] in _REQUESTS.get(base, ())


def is_in_row(path: str) -> bool:
    """Return whether a path names a column of a row, the row by its ID."""
    for question in model_questions().values():
        if question.columns and path.startswith(f"{question.path}."):
            column = path.removeprefix(f"{question.path}.").partition(".")[2]
            return column in {found.name for found in question.columns}
    return False
