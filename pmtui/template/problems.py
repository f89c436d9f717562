"""Everything that is wrong with a template at once, each with its line: reading alone stops at the first."""

import re

from pmtui.errors import TemplateError
from pmtui.template.parse import parse
from pmtui.template.tree import fields_of

_MOST = 50
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|[{}]")
_EACH = re.compile(r"\s*<!--\s*each\b")
_END = re.compile(r"\s*<!--\s*end\s*-->\s*")
_FENCE_LINE = "+++"


def problems(text: str, name: str) -> list[TemplateError]:
    """Return why a template can't be used, and where: up to 50 problems, the first in the order they were found.

    A problem's line is read without its placeholders, or, if that doesn't help, as an empty line, to find the next one.
    A template without any placeholder is a problem too.

    Args:
        text: the file.
        name: what messages call it.
    """
    lines = text.split("\n")
    found: list[TemplateError] = []
    seen: set[int] = set()
    while len(found) < _MOST:
        try:
            template = parse("\n".join(lines), name)
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
        if not found and not fields_of(template):
            found.append(
                TemplateError(
                    f"{name}: this template has no placeholder, so it asks nothing.",
                    "Put a field in the place of each answer, such as {{ summary }}; pmtui fields lists them.",
                )
            )
        return found
    return found


def _line_of(error: TemplateError, name: str) -> int | None:
    match = re.match(r":(\d+):", str(error).removeprefix(name))
    return int(match[1]) if match else None


def _is_settings(lines: list[str], number: int) -> bool:
    """Return whether a line is one of the settings at the top: what follows from an error there isn't known."""
    closing = next((index for index, line in enumerate(lines[1:], 2) if line.strip() == _FENCE_LINE), len(lines))
    return number <= closing
