"""Everything that is wrong with a template at once, each with its line: reading alone stops at the first."""

import re
from collections.abc import Iterable, Iterator

from pmtui.errors import TemplateError
from pmtui.template.parse import parse
from pmtui.template.tree import (
    Block,
    Each,
    Fence,
    Items,
    LabeledBlock,
    Quote,
    SectionBlock,
    Template,
    fields_of,
)

_MOST = 50
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|[{}]")
_EACH = re.compile(r"\s*<!--\s*each\b")
_END = re.compile(r"\s*<!--\s*end\s*-->\s*")
_FENCE_LINE = "+++"
_HEADING = re.compile(r"#{1,6}\s")


def problems(text: str, name: str) -> list[TemplateError]:
    """Return why a template can't be used, and where: up to 50 problems, the first in the order they were found.

    A problem's line is read without its placeholders, or, if that doesn't help, as an empty line, to find the next one.

    Args:
        text: the file.
        name: what messages call it.
    """
    lines = text.split("\n")
    found: list[TemplateError] = []
    seen: set[int] = set()
    while len(found) < _MOST:
        try:
            parse("\n".join(lines), name)
        except TemplateError as error:
            number = _line_of(error, name)
            if number is None or not 0 < number <= len(lines):
                return [*found, error]
            if number not in seen:
                found.append(error)
            line = "" if number in seen else _PLACEHOLDER.sub("x", lines[number - 1])
            if line == lines[number - 1] == "" or _is_settings(lines, number):
                return found
            seen.add(number)
            end = next((i for i in range(number, len(lines)) if _END.fullmatch(lines[i])), None)
            if not line and _EACH.match(lines[number - 1]) and end is not None:
                lines[end] = ""  # it isn't a problem by itself
            lines[number - 1] = line
            continue
        return found
    return found


def remarks(template: Template) -> list[tuple[int, str]]:
    """Return what is probably a mistake in a template that can be used, each with its line."""
    found: list[tuple[int, str]] = []
    if not fields_of(template):
        words = "this template has no placeholder, so it asks nothing. Put a field in the place of each answer, such as"
        found.append((1, f"{words} {{{{ summary }}}}; pmtui fields lists them."))
    for fence in _fences(template.children):
        texts = ["".join(piece if isinstance(piece, str) else "0" for piece in line.pieces) for line in fence.lines]
        if any(line.fields for line in fence.lines) and any(_HEADING.match(text) for text in texts):
            words = "this code block holds a document: it's printed as code, and its headings begin no section."
            found.append((fence.lines[0].number - 1, f"{words} Remove the lines with ``` or ~~~ around it."))
    return found


def _fences(blocks: Iterable[Block]) -> Iterator[Fence]:
    for block in blocks:
        if isinstance(block, Fence) and block.info.split(" ")[0].lower() in ("", "md", "markdown"):
            yield block
        elif isinstance(block, (SectionBlock, Each, Quote, LabeledBlock)):
            yield from _fences(block.children)
        elif isinstance(block, Items):
            for item in block.items:
                yield from _fences(item.children)


def _line_of(error: TemplateError, name: str) -> int | None:
    match = re.match(r":(\d+):", str(error).removeprefix(name))
    return int(match[1]) if match else None


def _is_settings(lines: list[str], number: int) -> bool:
    """Return whether a line is one of the settings at the top: what follows from an error there isn't known."""
    if lines[0].strip() != _FENCE_LINE:
        return number == 1
    closing = next((index for index, line in enumerate(lines[1:], 2) if line.strip() == _FENCE_LINE), len(lines))
    return number <= closing
