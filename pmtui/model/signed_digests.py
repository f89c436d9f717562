"""Signed digests: a short digest of each answer when the document became final, to detect later changes."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import AnyEdit, Set, as_json
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status

_APART = ("document.status", "document.version", "document.last_updated", "document.published", "document.reviewers",
          "review.", "approvals.", "follow_up.", "revisions")  # fmt: skip
"""Answers that change when or after the document is signed: sign-offs, the follow-up review, revisions."""

_LENGTH = 8
"""Hexadecimal digits of a digest: the chance of the same digest for two answers is 1 in 4 billion."""

_ROW_LENGTH = 4
"""Digits of a row's digest: it only tells which row changed; the list's digest tells whether one did."""

_MOST_ROWS = 1000
"""The most rows with a digest each; a longer list is reported as changed as a whole."""

TEMPLATE = "template"
"""The key for the name of the template that the document was signed with."""

_PROGRESS = frozenset({"status"})
"""Columns that show the progress of action items, which doesn't change what was agreed."""


@cache
def _signed_questions() -> tuple[Question, ...]:
    """Return the questions whose answers are signed; only whole answers and whole tables."""
    known = model_questions()
    found = [
        question for question in known.values() if "*" not in question.path and not question.path.startswith(_APART)
    ]
    return tuple(question for question in found if not any(above in known for above in _above(question.path)))


def _above(path: str) -> Iterator[str]:
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def digests(postmortem: Postmortem) -> dict[str, str]:
    """Return a digest of every answer that isn't blank, by path, including overrides and custom answers.

    The digest of a list is followed by a short one for each row.
    """
    found: dict[str, str] = {}
    empty = _empty()
    for question in _signed_questions():
        value = value_at(postmortem, question.path)
        mark = postmortem.marks.get(question.path)
        if value != value_at(empty, question.path) or mark is not None:
            said = _said(value, question.path)
            found[question.path] = " ".join([_digest([said, mark and as_json(mark)]), *_rows(value, said)])
    for table in ("custom", "stated"):
        for name, value in getattr(postmortem, table).items():
            said = _said(value, table)
            found[f"{table}.{name}"] = " ".join([_digest(said), *_rows(value, said)])
    return found


@cache
def _empty() -> Postmortem:
    return Postmortem()


def _said(value: Any, path: str) -> Any:
    """Return an answer as JSON, without blank fields, so that new questions in later versions don't matter."""
    if isinstance(value, tuple):
        return [_said(item, path) for item in value]
    if isinstance(value, BaseModel):
        without = set(_PROGRESS) if path == "actions" else None
        return value.model_dump(mode="json", exclude_defaults=True, exclude=without)
    return as_json(value)


def _rows(value: Any, said: Any) -> list[str]:
    """Return a short digest of each row; none if it isn't a list of rows, or has too many."""
    is_table = isinstance(value, tuple) and 0 < len(value) <= _MOST_ROWS and isinstance(value[0], BaseModel)
    return [_digest(row, _ROW_LENGTH) for row in said] if is_table else []


def _digest(value: Any, length: int = _LENGTH) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def changed_since_signing(postmortem: Postmortem, template: str = "") -> list[str]:
    """Return the paths of the answers in a final document that changed since sign-off.

    Empty if it isn't final, or became final before pmtui had signed digests.

    Args:
        postmortem: the document.
        template: its template's name, to compare as well; empty to skip that.
    """
    signed = postmortem.signed
    if not signed or postmortem.document.status is not Status.FINAL:
        return []
    now = digests(postmortem)
    other = [TEMPLATE] if template and signed.get(TEMPLATE, template) != template else []
    gone = [path for path in signed if path not in now and _is_known(path)]
    return [*other, *(path for path in now if not _is_as_signed(signed.get(path, ""), now[path])), *gone]


def _is_as_signed(signed: str, now: str) -> bool:
    """Return whether an answer is unchanged; digests after the first only tell which rows changed."""
    return signed.partition(" ")[0] == now.partition(" ")[0]


def changed_rows(postmortem: Postmortem, path: str) -> tuple[list[BaseModel], int]:
    """Return the rows of a list that are new or changed since sign-off, and how many were removed.

    Empty if there are no digests of rows: an earlier version signed it, or the list is too long.
    """
    is_list = path in model_questions() or path.startswith("custom.")
    value = value_at(postmortem, path) if is_list else None
    before = postmortem.signed.get(path, "").split(" ")[1:]
    if not before or not isinstance(value, tuple):
        return [], 0
    left = Counter(before)
    now = digests(postmortem).get(path, "").split(" ")[1:]
    changed: list[BaseModel] = []
    for row, digest in zip(value, now, strict=False):
        if left[digest]:
            left[digest] -= 1
        else:
            changed.append(row)
    return changed, max(0, len(before) - len(value))


def _is_known(path: str) -> bool:
    return path in {question.path for question in _signed_questions()} or path.startswith(("custom.", "stated."))


def signing(postmortem: Postmortem, template: str = "", *, only: tuple[str, ...] = ()) -> list[AnyEdit]:
    """Return the edits that set a document's signed digests to its current answers.

    Args:
        postmortem: the document.
        template: its template's name; empty to keep the stored one.
        only: prefixes of the paths to sign again; all paths if empty.
    """
    template = template or postmortem.signed.get(TEMPLATE, "")
    now = {**({TEMPLATE: template} if template else {}), **digests(postmortem)}
    paths = [path for path in dict.fromkeys([*now, *postmortem.signed]) if not only or path.startswith(only)]
    differing = [path for path in paths if postmortem.signed.get(path) != now.get(path)]
    return [Set(path=f"signed.{path}", value=now.get(path)) for path in differing]


def forgetting(postmortem: Postmortem) -> list[AnyEdit]:
    """Return the edits that remove a document's signed digests, since it's no longer final."""
    return [Set(path=f"signed.{path}", value=None) for path in postmortem.signed]
