"""What of a text is the author's own prose: code, quotes, links and headings are left alone."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_OPEN_FENCE = re.compile(r"^(?:```|~~~).*\Z", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6} [^\n]*$", re.MULTILINE)
_QUOTED_LINES = re.compile(r"^ {0,3}>[^\n]*$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_ADDRESS = re.compile(r"\bhttps?://\S{1,2000}|\]\((?:(?!\]\()[^)\s]){0,500}\)|\b[\w.-]{1,64}@[\w.-]{1,255}\b")
_OPENING = re.compile(r'["\u201c\u00ab]')
_CLOSING = {'"': '"', "\u201c": "\u201d", "\u00ab": "\u00bb"}
_LONGEST_QUOTE = 300


_PATTERNS = (
    ("```", _FENCE), ("~~~", _FENCE), ("```", _OPEN_FENCE), ("~~~", _OPEN_FENCE), ("#", _HEADING),
    (">", _QUOTED_LINES), ("http", _ADDRESS), ("](", _ADDRESS), ("@", _ADDRESS),
)  # fmt: skip
"""What isn't prose, each with a sign that it can't be without."""


_LETTER = re.compile(r"[^\n]")


def _blanked(match: re.Match[str]) -> str:
    return _LETTER.sub(" ", match[0])


_MARKS = (". ", "? ", "! ", "\n", "; ")
_FURTHEST = 300
"""A sentence is looked for so many characters before and behind a place."""


def sentence_around(prose: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a place begins and ends."""
    least, most = max(0, start - _FURTHEST), end + _FURTHEST
    begin = max(prose.rfind(mark, least, start) for mark in _MARKS)
    ends = [at for mark in _MARKS if (at := prose.find(mark, end, most)) >= 0]
    return begin + 1 if begin >= 0 else least, min(ends) if ends else min(most, len(prose))


def pieces(prose: str, size: int = 4_000) -> Iterator[tuple[int, str]]:
    """Yield a long text in pieces, each with where it begins: cut at the ends of sentences, so that work may pause."""
    begin = 0
    while len(prose) - begin > size:
        cut = max(prose.rfind(mark, begin, begin + size) for mark in _MARKS)
        cut = cut + 1 if cut > begin else begin + size
        yield begin, prose[begin:cut]
        begin = cut
    yield begin, prose[begin:]


def own_words(text: str) -> str:
    """Return a text with all that isn't its author's prose blanked out; every character keeps its place."""
    if "<!--" in text:
        text = without_comments(text)
    for sign, pattern in _PATTERNS:
        if sign in text:  # most texts have none of it: looking for a sign costs next to nothing
            text = pattern.sub(_blanked, text)
    for opening in _CLOSING:
        if opening in text:
            text = _without_quotes(text)
    if "`" in text:
        text = without_code(text)
    return text.replace("\u2019", "'")


def without_comments(text: str) -> str:
    """Blank out comments; one look through the text, whatever stands in it."""
    parts: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        parts += [text[at:begin], _LETTER.sub(" ", text[begin : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _without_quotes(text: str) -> str:
    """Blank out what stands in quotation marks on one line; a quotation has a reasonable length.

    One look through the text: where the next closing mark is doesn't have to be found again for each opening one.
    """
    parts: list[str] = []
    at = begin = 0
    closes = dict.fromkeys(_CLOSING, -1)
    newline = -1
    while found := _OPENING.search(text, begin):
        begin, mark = found.start(), found[0]
        if closes[mark] <= begin:
            closes[mark] = text.find(_CLOSING[mark], begin + 1) % (len(text) + 1)
        if newline < begin:
            newline = text.find("\n", begin) % (len(text) + 1)
        end = closes[mark]
        if 1 <= end - begin - 1 <= _LONGEST_QUOTE and end < newline:
            parts += [text[at:begin], " " * (end + 1 - begin)]
            at = begin = end + 1
        else:
            begin += 1
    return "".join([*parts, text[at:]])


def without_code(text: str) -> str:
    """Blank out code spans: from a run of backticks to the next run of the same length."""
    runs = [(match.start(), match.end()) for match in _TICKS.finditer(text)]
    places: dict[int, list[int]] = {}
    for begin, end in reversed(runs):
        places.setdefault(end - begin, []).append(begin)
    parts: list[str] = []
    at = 0
    for begin, end in runs:
        same = places[end - begin]
        same.pop()
        if begin < at or not same:
            continue
        stop = same[-1] + (end - begin)
        parts += [text[at:begin], _LETTER.sub(" ", text[begin:stop])]
        at = stop
    return "".join([*parts, text[at:]])
