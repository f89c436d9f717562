"""Mistakes in a template's lines: two lists in one, a repetition outside a list, half a placeholder."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pmtui.errors import TemplateError
from pmtui.language.prose import without_spans
from pmtui.template.fields import BY_DAY, FieldError, parse_field
from pmtui.template.tree import (
    Block,
    Each,
    Fence,
    Item,
    Items,
    LabeledBlock,
    Quote,
    SectionBlock,
    TemplateLine,
    TemplateTable,
    template_lines,
)

_SINGLE = re.compile(r"(?<![{\\])\{(?P<inside>[^{}]+)\}(?!\})")
"""One brace on each side, where two are meant; a backslash before it means a literal brace."""


def check(block: Block | Item, name: str, scope: tuple[str, ...] = ()) -> None:
    """Refuse a line that can't be printed as it's written.

    Args:
        block: the block whose lines are checked, with everything below it.
        name: the file's name, for messages.
        scope: the lists around the block, from the outside in.

    Raises:
        TemplateError: with file and line, and what to write instead.
    """
    if isinstance(block, Each):
        scope = (*scope, block.list)
    if isinstance(block, Items):
        for item in block.items:
            _check_line(item.line, name, scope)
            inner = _longest([item.line], scope)
            for child in item.children:
                check(child, name, inner)
    elif isinstance(block, (SectionBlock, Quote, Each, LabeledBlock)):
        if isinstance(block, SectionBlock):
            _check_fixed(block.heading, name, scope)
        for child in block.children:
            check(child, name, scope)
    else:
        if isinstance(block, TemplateTable):
            _check_fixed(block.header, name, scope)
        for line in template_lines(block):
            _check_lists(line, name, scope) if isinstance(block, Fence) else _check_line(line, name, scope)


def _error(name: str, line: TemplateLine, message: str, hint: str) -> TemplateError:
    return TemplateError(f"{name}:{line.number}: {message}", hint)


def _check_fixed(line: TemplateLine, name: str, scope: tuple[str, ...]) -> None:
    """Refuse a heading, or a table header, that uses a list: it doesn't repeat on its own."""
    _check_line(line, name, scope)
    for path in (path for field in line.fields for path in field.repeats if path not in scope):
        raise _error(
            name,
            line,
            f"a heading or table header can't repeat for each item of '{path}'.",
            f"Put <!-- each {path} --> above it, and <!-- end --> after everything that repeats.",
        )


def _check_line(line: TemplateLine, name: str, scope: tuple[str, ...]) -> None:
    _check_lists(line, name, scope)
    _check_braces(line, name)


def _check_lists(line: TemplateLine, name: str, scope: tuple[str, ...]) -> None:
    if BY_DAY in scope:  # a day and its events are one list
        scope = tuple(path for path in scope if path != BY_DAY)
        line = replace(line, pieces=tuple(field for field in line.fields if field.lists != (BY_DAY,)))
    deepest = _longest([line], scope)
    for field in line.fields:
        if field.repeats != deepest[: len(field.repeats)]:
            first, second = field.repeats[-1], deepest[len(field.repeats) - 1]
            raise _error(
                name,
                line,
                f"this line uses two lists, '{first}' and '{second}'.",
                "Put each on its own line.",
            )


def _check_braces(line: TemplateLine, name: str) -> None:
    """Refuse `{ summary }`: it would be printed as is, and its question never asked. In code it's code."""
    words = without_spans("".join(piece if isinstance(piece, str) else " " for piece in line.pieces))
    for match in _SINGLE.finditer(words):
        inside = match["inside"].strip()
        try:
            parse_field(inside)
        except FieldError:
            continue
        raise _error(
            name,
            line,
            f"'{match[0]}' has one brace on each side, but a placeholder needs two.",
            f"Write {{{{ {inside} }}}}, or \\{match[0]} to print it as is.",
        )


def _longest(lines: Iterable[TemplateLine], scope: tuple[str, ...]) -> tuple[str, ...]:
    """Return the deepest nest of lists that the lines are about, including their scope."""
    deepest = scope
    for line in lines:
        for field in line.fields:
            if len(field.repeats) > len(deepest):
                deepest = field.repeats
    return deepest
