"""Reads 5 Whys from text: numbered whys, question-and-answer pairs, or nested bullets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(
    r"^(?P<indent>\s*)(?:(?P<number>\d{1,3})[.):](?=\s|\*|$)|(?P<bullet>[-*+\u2022\u2013])(?=\s))?\s*(?P<words>.*)$"
)
_BOLD = r"(?:\*\*|__)?"
_PAIR = re.compile(
    rf"^{_BOLD}(?P<question>(?:\d++\.\s*+)?(?:why|how come|what)\b.*?\?){_BOLD}\s*(?P<rest>.*)$", re.IGNORECASE
)
_PAIR_OF_OURS = re.compile(r"^\*\*(?P<question>.+?\.\s++why\?)\*\*\s*(?P<rest>.*)$", re.IGNORECASE)
"""A step of the 5 Whys in an exported document whose question is a statement: **The pool ran dry. Why?** ..."""

_LABELS = r"why\s*+#?\d*+|because|answer|a|q|question|reason|root cause|\d++(?:st|nd|rd|th) why"
_LABEL = re.compile(rf"^{_BOLD}(?:{_LABELS}){_BOLD}\s*+[:.\u2013\u2014-]{_BOLD}\s*+{_BOLD}\s*+", re.IGNORECASE)
_BARE_WHY = re.compile(r"^(?:\d++\.\s*+)?why\s*+\d*+\?$", re.IGNORECASE)
_BECAUSE = re.compile(rf"^{_BOLD}because\b{_BOLD}[,:]?\s*", re.IGNORECASE)
_DASH = re.compile(r"^[\s\u2013\u2014:\u2192>-]+")


@dataclass
class PastedWhy:
    """One cause from the text.

    Attributes:
        text: the answer.
        question: the question it answers, as written; empty if there's none.
        parent: the position of the cause it explains, -1 for none.
    """

    text: str
    question: str = ""
    parent: int = -1


@dataclass
class _Line:
    indent: int
    words: str
    is_item: bool
    is_bullet: bool


def read_whys(text: str) -> list[PastedWhy]:
    """Return the causes in a text, parents before children.

    Numbered lines and question-and-answer pairs make a chain; bullets are nested by their indentation.
    """
    lines = list(_lines(text))
    is_nested = len({line.indent for line in lines if line.is_bullet}) > 1 or (
        bool(lines) and all(line.is_bullet for line in lines)
    )
    return list(_nested(lines)) if is_nested else _chain(lines)


def _lines(text: str) -> Iterator[_Line]:
    for raw in text.replace("\r\n", "\n").expandtabs(4).split("\n"):
        match = _ITEM.match(raw)
        if match is None or not match["words"].strip(" *_#"):
            continue
        is_item = bool(match["number"] or match["bullet"] or _LABEL.match(match["words"]))
        yield _Line(len(match["indent"]), match["words"].strip(), is_item, bool(match["bullet"]))


def _chain(lines: list[_Line]) -> list[PastedWhy]:
    found: list[PastedWhy] = []
    question = ""
    split = [_split(line.words) for line in lines]
    is_marked = any(line.is_item or asked for line, (asked, _) in zip(lines, split, strict=True))
    for line, (asked, answer) in zip(lines, split, strict=True):
        if asked:
            question = asked
        if not answer:
            continue
        if (
            is_marked and not asked and not line.is_item and not question and found
        ):  # this line continues the answer before it
            found[-1].text += f" {_plain(line.words)}"
            continue
        found.append(PastedWhy(answer, question, len(found) - 1))
        question = ""
    return found


def _nested(lines: list[_Line]) -> Iterator[PastedWhy]:
    open_at: list[tuple[int, int]] = []  # indentation, position
    count, question = 0, ""
    for line in lines:
        asked, answer = _split(line.words)
        question = asked or question
        if not answer:
            continue
        while open_at and open_at[-1][0] >= line.indent:
            open_at.pop()
        yield PastedWhy(answer, question, open_at[-1][1] if open_at else -1)
        question = ""
        open_at.append((line.indent, count))
        count += 1


def _split(words: str) -> tuple[str, str]:
    """Return the question and the answer of a line; either may be empty."""
    plain = _plain(_LABEL.sub("", words, count=1)) if not _PAIR.match(words) else words
    match = _PAIR.match(plain) or _PAIR_OF_OURS.match(plain)
    if match is None:
        return "", _answer(plain)
    question = _plain(match["question"])
    return "" if _BARE_WHY.match(question) else question, _answer(match["rest"])


def _answer(words: str) -> str:
    text = _plain(_DASH.sub("", words))
    text = _plain(_LABEL.sub("", text, count=1))
    text = _BECAUSE.sub("", text)
    return text[:1].upper() + text[1:]


def _plain(words: str) -> str:
    text = words.strip()
    for mark in ("**", "__"):
        if text.startswith(mark) and text.endswith(mark) and len(text) > 4:
            text = text[2:-2]
    return text.strip()
