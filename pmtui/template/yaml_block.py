"""The YAML front matter of the document itself: found at the top of a template, and printed with its answers quoted.

Static site generators and archives read it, so an answer in it must not change its structure: a title with a colon
becomes a quoted string, a list becomes a list.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pmtui.text import visible

_OPENING = "---"
_CLOSING = ("---", "...")
_KEYED = re.compile(r"(?:[^\s#:\-{\[<>|*`][^:#]*+|\"[^\"]*\"|'[^']*')\s*:(?:\s.*)?")
_OTHER = re.compile(r"\s*(?:#.*|<!--.*)?|\s+\S.*|-(?:\s.*)?|[\]}],?\s*")
"""A line of a block mapping that has no key: blank, a comment, indented, an item, or the end of a list."""

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")

_KEY = re.compile(r"\s*(?:- +)*(?:(?:\"[^\"]*\"|'[^']*'|[^\s#\"'{\[][^:#]*?)\s*:(?:\s+|$))?(?:[&!]\S+\s+)*")
_BLOCK_SCALAR = re.compile(r"[|>][-+\d]*\s*(?:\s#.*)?$")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()+-]*[\w./()+-])?")
_NOT_TEXT = frozenset(["y", "yes", "n", "no", "true", "false", "on", "off", "null"])
"""Words that YAML 1.1 reads as something else."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True)
class Answer:
    """An answer in the front matter.

    Attributes:
        text: the answer as one text.
        items: its items, if it's a list.
        is_plain: whether it's a number or a date, which YAML reads without quotes.
    """

    text: str
    items: tuple[str, ...] | None = None
    is_plain: bool = False


def end_of_block(lines: Sequence[str]) -> int | None:
    """Return the position of the line that closes the front matter; None if `lines` don't begin with one.

    A `---` without a key right below it is a rule.
    """
    if len(lines) < 2 or lines[0].rstrip() != _OPENING:
        return None
    first = next((line for line in lines[1:] if not line.startswith(("#", "<!--"))), "")
    if not _KEYED.fullmatch(_filled(first)):
        return None
    return next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() in _CLOSING), None)


def is_line(line: str) -> bool:
    """Return whether a line, without its line break, can be part of the front matter."""
    return bool(_OTHER.fullmatch(line) or _KEYED.fullmatch(_filled(line)))


def _filled(line: str) -> str:
    return _PLACEHOLDER.sub("0", line)


def misplaced(before: str, after: str) -> tuple[str, str] | None:
    """Return what is wrong with the place of a placeholder in a line, and what to do; None if nothing is.

    Args:
        before: the line up to the placeholder, with a `0` for each one before.
        after: what follows it.
    """
    if before.lstrip().startswith("#"):
        return None
    key = _KEY.match(before)
    value = before[key.end() :] if key else before
    quote, depth = _state(value)
    if not quote and not depth and not value.strip() and re.match(r"[^#]*?:(?:\s|$)", after):
        return "a placeholder can't be part of a key in YAML front matter", "Put it after the colon."
    alone = value.rstrip()[-1:] in ("[", ",", ":", "{") and (after.lstrip()[:1] in ("", "]", ",", "}"))
    if depth and not quote and not alone:
        return (
            "in a YAML list, a placeholder must be a whole item",
            "Put a comma on each side of it, or quotation marks around the whole item.",
        )
    return None


def is_open(line: str) -> bool:
    """Return whether a quotation mark or a bracket that opens in `line` isn't closed in it."""
    key = _KEY.match(line)
    value = line[key.end() :] if key else line
    return value[:1] in ("'", '"', "[", "{") and _state(value) != ("", 0)


def is_block_scalar(line: str) -> bool:
    """Return whether a line ends in a `|` or `>`: what is indented below it is text."""
    key = _KEY.match(line)
    return bool(key and key[0].strip() and _BLOCK_SCALAR.fullmatch(line[key.end() :]))


def indent_of(line: str) -> int:
    """Return the number of spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def written_as_text(parts: Sequence[str | Answer]) -> str:
    """Return a line of a block scalar, or a comment: answers as they are, their lines indented like it."""
    first = parts[0] if parts and isinstance(parts[0], str) else ""
    is_comment = first.lstrip().startswith("#")
    between = " " if is_comment else "\n" + " " * indent_of(first)
    written = ""
    for part in parts:
        lines = _clean(part.text).strip().split("\n") if isinstance(part, Answer) else [part]
        written += between.join(lines)
    return "\n".join(line.rstrip() for line in written.split("\n"))


def written(parts: Sequence[str | Answer]) -> str:
    """Return a line of the front matter with its answers quoted where YAML needs it.

    Args:
        parts: the line's texts and answers in turn.
    """
    first = parts[0] if parts and isinstance(parts[0], str) else ""
    key = _KEY.match(first)
    head = key[0] if key else ""
    if first.lstrip().startswith("#"):
        return written_as_text(parts)
    value: list[str | Answer] = [first[len(head) :], *parts[1:]] if first else list(parts)
    if first and not value[0]:
        value = value[1:]
    if head and not head.endswith((" ", "\t")):
        head += " "
    opening = value[0] if value and isinstance(value[0], str) else ""
    if opening[:1] in ("'", '"', "[", "{", "#") or all(isinstance(part, str) for part in value):
        return (head + _in_place(value)).rstrip()
    scalar, comment = _without_comment(value)
    if len(scalar) == 1 and isinstance(scalar[0], Answer):
        return head + _alone(scalar[0]) + comment
    return head + _scalar("".join(part if isinstance(part, str) else part.text for part in scalar)) + comment


def _without_comment(value: list[str | Answer]) -> tuple[list[str | Answer], str]:
    """Split a value from the template's own comment at its end, with the space before that."""
    last = value[-1]
    if not isinstance(last, str):
        return value, ""
    at = re.search(r"\s+#|\s*$", last)
    assert at is not None
    rest = last[: at.start()]
    comment = last[at.start() :].rstrip()
    return [*value[:-1], rest] if rest else value[:-1], comment


def _in_place(value: Sequence[str | Answer]) -> str:
    """Return a value that the template quotes, or a list in brackets, with its answers."""
    result = before = ""
    after_none = False
    for part in value:
        if isinstance(part, str):
            result += re.sub(r"^\s*,\s*", "", part) if after_none and result.endswith("[") else part
            before += part
            after_none = False
            continue
        quote, _ = _state(before)
        if quote == '"':
            result += _quoted(part.text)[1:-1]
        elif quote == "'":
            result += " ".join(_clean(part.text).split()).replace("'", "''")
        elif part.items is not None:
            result += ", ".join(map(_scalar, part.items))
            after_none = not part.items
            if after_none:
                result = re.sub(r",\s*$", "", result)
        else:
            result += _alone(part)
        before += "0"
    return result


def _state(text: str) -> tuple[str, int]:
    """Return the quotation mark that is open at the end of a value, and how many brackets are."""
    quote, depth, escaped = "", 0, False
    for char in text:
        if escaped:
            escaped = False
        elif quote:
            escaped = quote == '"' and char == "\\"
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            depth += (char in "[{") - (char in "]}")
    return quote, depth


def _alone(answer: Answer) -> str:
    if answer.items is not None:
        return f"[{', '.join(map(_scalar, answer.items))}]"
    return answer.text if answer.is_plain else _scalar(answer.text)


def _scalar(text: str) -> str:
    """Return a text as one YAML scalar, in quotes unless it's read as the same text without."""
    text = visible(text)
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    return _quoted(text)


def _clean(text: str) -> str:
    """Return a text without the characters that YAML allows only as escapes."""
    return _UNSAFE.sub("", visible(text))


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(visible(text), ensure_ascii=False))
