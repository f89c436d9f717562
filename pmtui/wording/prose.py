"""What of a text is the author's own prose: code, quotes, links and headings are left alone."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_OPEN_FENCE = re.compile(r"^(?:```|~~~).*\Z", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6} [^\n]*$", re.MULTILINE)
_QUOTED_LINES = re.compile(r"^ {0,3}>[^\n]*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(r"\bhttps?://\S+|\]\([^)\s]*\)|\b[\w.-]+@[\w.-]+\b")
_QUOTES = re.compile(r'"[^"\n]{1,300}"|\u201c[^\u201d\n]{1,300}\u201d|\u00ab[^\u00bb\n]{1,300}\u00bb')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


_PATTERNS = (
    ("<!--", _COMMENT), ("```", _FENCE), ("~~~", _FENCE), ("```", _OPEN_FENCE), ("~~~", _OPEN_FENCE), ("#", _HEADING),
    (">", _QUOTED_LINES), ("`", _CODE), ("http", _ADDRESS), ("](", _ADDRESS), ("@", _ADDRESS),
    ('"', _QUOTES), ("\u201c", _QUOTES), ("\u00ab", _QUOTES),
)  # fmt: skip
"""What isn't prose, each with a sign that it can't be without."""


def _blanked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


_MARKS = (". ", "? ", "! ", "\n", "; ")
_FURTHEST = 600
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
    for sign, pattern in _PATTERNS:
        if sign in text:  # most texts have none of it: looking for a sign costs next to nothing
            text = pattern.sub(_blanked, text)
    return text.replace("\u2019", "'")
