"""Prints an adopted template with an answer everywhere, to find what of the text a document wouldn't have as it was."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pmtui.model.postmortem import Postmortem
from pmtui.template.adopt.model import Place
from pmtui.template.fields import Field
from pmtui.template.render import print_document
from pmtui.template.tree import Template
from pmtui.template.values import Bound, Value, Values, ValueScope

_ANSWER = "x"
_FAR = 600
"""Characters of the document that are searched for the next part of the text."""
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Piece:
    """A part of the template's body.

    Attributes:
        text: its text.
        start: where it begins in the source, or where it was put in.
        is_own: it's the source's own text.
    """

    text: str
    start: int
    is_own: bool = False


class _Answered(Values):
    """The same answer for every question, and one row in every list."""

    def bound(self, path: str, scope: ValueScope) -> list[Bound]:
        return [Bound(_ANSWER, 1, path)]

    def value(self, field: Field, scope: ValueScope) -> Value:
        return Value(_ANSWER)

    def raw(self, field: Field, scope: ValueScope) -> Any:
        return (_ANSWER,)

    def joined(self, field: Field, scope: ValueScope) -> list[str]:
        return [_ANSWER]

    def is_ticked(self, field: Field, scope: ValueScope) -> bool:
        return False


def changed_in_print(template: Template, pieces: Sequence[Piece], places: Sequence[Place]) -> dict[int, str]:
    """Return why places need a decision: by their position, a sentence with the text that a document changes.

    Args:
        template: the adopted template.
        pieces: the template's body.
        places: the places of the text.
    """
    document = "\n" + print_document(template, Postmortem(), _Answered(Postmortem(), template.settings))
    starts = [place.span[0] for place in places]
    found: dict[int, str] = {}
    at = 0
    for part, start in _parts(pieces):
        end = at + len(part) + _FAR
        exact = document.find(part, at, end)
        moved = _moved(part, document, at, end)
        if exact >= 0 and (moved is None or exact <= moved.start()):
            at = exact + len(part)
            continue
        at = moved.end() if moved else at
        near = max((index for index, each in enumerate(starts) if each <= start + len(part)), default=0)
        if places and _LETTERS.search(part):
            what = "indents" if moved else "leaves out"
            found.setdefault(near, f"The document {what} '{part.strip()[:60]}'.")
    return found


def _moved(part: str, document: str, at: int, end: int) -> re.Match[str] | None:
    """Return where the document has a line with other blanks at its beginning, or a part of a line without them."""
    begins = r"\n[ \t]*" if part[0] == "\n" else ""
    return re.compile(begins + re.escape(part.strip())).search(document, at, end)


def _parts(pieces: Sequence[Piece]) -> Iterator[tuple[str, int]]:
    """Yield the text's own lines and parts of lines, each with where it begins in the source."""
    is_line = True
    for piece in pieces:
        if piece.is_own:
            at = piece.start
            for index, line in enumerate(piece.text.split("\n")):
                own = re.sub(r"\\(?=\{\{|\$$)", "", line).rstrip()
                if own.strip():
                    yield ("\n" if index or is_line else "") + own, at
                at += len(line) + 1
        is_line = piece.text.endswith("\n")
