"""The author's own sentences in a postmortem, with their paths; names, owners, links, and numbers don't count."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pmtui.model.catalog import Leaf, leaves
from pmtui.model.kinds import Kind
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
def _leaves() -> tuple[tuple[Leaf, tuple[Leaf, ...]], ...]:
    """Return the leaves that hold sentences; tables with their columns that do."""
    found: list[tuple[Leaf, tuple[Leaf, ...]]] = []
    for leaf in leaves().values():
        if leaf.columns:
            found.append((leaf, tuple(column for column in leaf.columns if _holds_sentences(column))))
        elif "*" not in leaf.path and _holds_sentences(leaf):
            found.append((leaf, ()))
    return tuple(found)


def _holds_sentences(leaf: Leaf) -> bool:
    return leaf.kind in _SENTENCES and leaf.name not in _NO_SENTENCES and leaf.path not in _ASKED_BY_PMTUI


def sentences(postmortem: Postmortem) -> Iterator[tuple[str, str]]:
    """Yield each text with its path, in document order; a list is one text, with a line per entry.

    If a block starts in a list, each entry is its own text: entries are exported separately, so a fence in one of them
    doesn't hide the others.
    """
    for leaf, columns in _leaves():
        if not leaf.columns:
            yield from _said(leaf.path, value_at(postmortem, leaf.path))
            continue
        for row in value_at(postmortem, leaf.path):
            for column in columns:
                yield from _said(f"{leaf.path}.{row.id}.{column.name}", getattr(row, column.name))
    for name, answer in postmortem.custom.items():
        yield from _said(f"custom.{name}", answer)


def _said(path: str, value: Any) -> Iterator[tuple[str, str]]:
    entries = [str(entry) for entry in value] if isinstance(value, tuple) else [value]
    if not any(sign in entry for entry in entries if isinstance(entry, str) for sign in _BEYOND):
        entries = ["\n".join(entries)] if isinstance(value, tuple) else entries
    for text in entries:
        if isinstance(text, str) and text.strip():
            yield path, text
