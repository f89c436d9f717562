"""The words that regular expressions begin with, and one expression that finds them all in one pass.

Most sentences have no word that a pattern begins with: with the words known, no pattern is tried on them.
"""

import re
from collections.abc import Iterable

_LONGEST = 8
"""Characters of a beginning. With 4, three times as many patterns are tried in vain; with 24, 10% fewer than with 8,
but the expression that finds them all takes twice as long to compile."""

_MOST = 40
"""Beginnings that a choice may multiply into: "(?:deleted|removed|...) (?:the|a|an) (?:old|new|...)" has hundreds."""

_LEAST = 3
"""Characters, with the space after a short word: "if ", "run"."""

_LITERAL = re.compile(r"[a-z0-9'-](?![?*+{])| \+\+")
_ZERO_WIDTH = ("(?!", "(?=", "(?<!", "(?<=")


def beginnings(expression: str) -> set[str]:
    """Return what every match of a regular expression begins with: one of these, each of at most 8 characters.

    Read from its letters, its spaces (` ++`, as `with_parts` writes them), its choices, and what is optional.

    Raises:
        ValueError: it may begin with something other than a word, or a choice of words.
    """
    found = {text[:_LONGEST] for text, _ in _literals(expression)}
    short = [text for text in found if len(text) < _LEAST]
    if short:
        raise ValueError(f"A pattern must begin with a word, or a choice of words: {expression[:60]}")
    return found


def _literals(expression: str) -> set[tuple[str, bool]]:
    """Return the texts that matches may begin with, each with whether what comes after the expression may follow it."""
    over: set[str] = set()
    open_: set[str] = {""}
    at = 0
    while at < len(expression) and any(len(text) < _LONGEST for text in open_):
        if expression.startswith("\\b", at):
            at += 2
        elif expression.startswith(_ZERO_WIDTH, at):
            at = _group(expression, at)[1]
        elif expression.startswith("(?:", at):
            choices, end = _group(expression, at)
            quantifier = expression[end : end + 1]
            if quantifier and quantifier in "*+{":
                break
            each = [found for choice in choices for found in _literals(choice)]
            more = {(text + then, is_open) for text in open_ for then, is_open in each}
            if len(more) + len(over) > _MOST and all(len(text) >= _LEAST for text in open_):
                break
            over |= {text for text, is_open in more if not is_open}
            open_ = {text for text, is_open in more if is_open} | (open_ if quantifier == "?" else set())
            at = _after_optional(expression, end)
        elif literal := _LITERAL.match(expression, at):
            open_ = {text + literal[0][0] for text in open_}
            at = literal.end()
        elif expression[at] not in "\\[(.^$" and expression[at + 1 : at + 2] == "?":
            open_ |= {text + expression[at] for text in open_}
            at = _after_optional(expression, at + 1)
        else:
            break
    is_whole = at == len(expression)
    return {(text, False) for text in over} | {(text, is_whole) for text in open_}


def _after_optional(expression: str, at: int) -> int:
    """Return where an expression goes on after the question mark at a place, if there is one: `?`, `??`, or `?+`."""
    if not expression.startswith("?", at):
        return at
    return at + 2 if expression.startswith(("?", "+"), at + 1) else at + 1


def _group(expression: str, begin: int) -> tuple[list[str], int]:
    """Return the alternatives of the group that begins at a place, and where it ends."""
    found, start, depth = [], begin + 3, 0
    at = begin
    while at < len(expression):
        sign = expression[at]
        if sign == "[":
            at = expression.index("]", at + 2)
        elif sign == "|" and depth == 1:
            found.append(expression[start:at])
            start = at + 1
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return [*found, expression[start:at]], at + 1
        at += 2 if sign == "\\" else 1
    raise ValueError(f"A parenthesis isn't closed: {expression[:60]}")


_Branches = dict[str, "_Branches"]


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for the longest of some texts, with any number of spaces between two words."""
    root: _Branches = {}
    for each in words:
        branches = root
        for letter in each:
            branches = branches.setdefault(letter, {})
        branches[""] = {}
    return _either(root)


def _either(branches: _Branches) -> str:
    letters = sorted(letter for letter in branches if letter)
    found = [(" ++" if letter == " " else re.escape(letter)) + _either(branches[letter]) for letter in letters]
    if len(found) == 1 and "" not in branches:
        return found[0]
    return f"(?:{'|'.join(found)}){'?' if '' in branches else ''}" if found else ""
