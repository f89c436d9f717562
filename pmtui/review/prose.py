"""The author's own sentences in a postmortem, with their paths; names, owners, links, and numbers don't count."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pmtui.model.catalog import Question, model_questions
from pmtui.model.custom_answers import rows_of
from pmtui.model.kinds import Kind, field_names
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem

_SENTENCES = frozenset({Kind.LINE, Kind.PROSE, Kind.LIST})
_NO_SENTENCES = frozenset(
    ["id", "name", "role", "owner", "author", "source", "version", "signature", "service", "services", "parent"]
    + ["addresses", "evidence", "tiers", "named", "chain_end", "regions", "architecture"]
)
"""Answers that are names or references."""

_BEYOND = ("```", "~~~", "<")
"""How a Markdown block that spans lines starts."""

_ASKED_BY_PMTUI = frozenset({"causes.tree.*.question"})


@cache
def _with_sentences() -> tuple[tuple[Question, tuple[Question, ...]], ...]:
    """Return the questions whose answers hold sentences; tables with their columns that do."""
    found: list[tuple[Question, tuple[Question, ...]]] = []
    for question in model_questions().values():
        if question.columns:
            found.append((question, tuple(column for column in question.columns if _holds_sentences(column))))
        elif "*" not in question.path and _holds_sentences(question):
            found.append((question, ()))
    return tuple(found)


def _holds_sentences(question: Question) -> bool:
    return question.kind in _SENTENCES and question.name not in _NO_SENTENCES and question.path not in _ASKED_BY_PMTUI


def sentences(postmortem: Postmortem, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield each text with its path, in document order; a list is one text, with a line per entry.

    If a block starts in a list, each entry is its own text: entries are exported separately, so a fence in one of them
    doesn't hide the others.

    Args:
        postmortem: the postmortem.
        without: the beginnings of paths that are left out.
    """
    for question, columns in _with_sentences():
        if (f"{question.path}." if columns else question.path).startswith(without):
            continue
        if not question.columns:
            yield from _said(question.path, value_at(postmortem, question.path))
            continue
        for row in value_at(postmortem, question.path):
            for column in columns:
                value = getattr(row, column.name)
                if value:
                    yield from _said(f"{question.path}.{row.id}.{column.name}", value)
    for name, answer in postmortem.custom.items():
        rows = rows_of(answer)
        for row in rows:
            for cell in (name for name in field_names(row) if name not in _NO_SENTENCES):
                yield from _said(f"custom.{name}.{row.id}.{cell}", getattr(row, cell))
        yield from () if rows else _said(f"custom.{name}", answer)


def _said(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        entries = [value]
    elif isinstance(value, tuple):
        entries = [str(entry) for entry in value]
        if not any(sign in entry for entry in entries for sign in _BEYOND):
            entries = ["\n".join(entries)]
    else:
        return
    for text in entries:
        if text.strip():
            yield path, text
