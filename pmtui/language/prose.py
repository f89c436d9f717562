"""Finds the author's own prose in a text: code, quotes, links, and headings are blanked out.

A Markdown parser finds code, quotes, and headings. It takes a second per megabyte, so a text is read in parts of a few
thousand characters, and only blocks that start with a Markdown sign are parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported where a text needs it
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LETTER = re.compile(r"[^\n]")


def _blanked(match: re.Match[str]) -> str:
    return _blank(match[0])


def _blank(text: str) -> str:
    return _LETTER.sub(" ", text)


_MARKS = (". ", "? ", "! ", "\n", "; ")
_MARK = re.compile("|".join(map(re.escape, _MARKS)))
_FURTHEST = 300
"""Characters before and after a place that a sentence may reach."""


def sentence_around(prose: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a place starts and ends."""
    least, most = max(0, start - _FURTHEST), end + _FURTHEST
    begin = max([prose.rfind(mark, least, start) for mark in _MARKS])
    over = _MARK.search(prose, end, most)
    return begin + 1 if begin >= 0 else least, over.start() if over else min(most, len(prose))


def pieces(prose: str, size: int = 4_000) -> Iterator[tuple[int, str]]:
    """Yield a long text in pieces, each with its offset: cut at the ends of sentences, so that work may pause."""
    begin = 0
    while len(prose) - begin > size:
        cut = max(prose.rfind(mark, begin, begin + size) for mark in _MARKS)
        cut = cut + 1 if cut > begin else begin + size
        yield begin, prose[begin:cut]
        begin = cut
    yield begin, prose[begin:]


def own_words(text: str) -> str:
    """Return a text with everything but the author's prose blanked out; all offsets stay the same."""
    if not _MARKED.search(text) and "://" not in text and "    " not in text:
        return text.replace("\u2019", "'")
    if len(text) <= _PART and not _BLOCK_SIGN.search(text):
        return _without_inline(text)
    return "".join(_parts(text))


_MARKED = re.compile('[`~<>#@\t\\]"\u201c\u00ab]')
"""A text without one of these signs, an address, or an indented line is all prose: most events of a timeline are."""


def own_pieces(text: str, size: int = 4_000) -> Iterator[tuple[int, str]]:
    """Yield a long text's `own_words` in pieces, each with its offset, computed one at a time.

    A piece isn't Markdown: blanks at the start of its lines would look like indented code.
    """
    at = 0
    for part in _parts(text):
        for begin, piece in pieces(part, size):
            yield at + begin, piece
        at += len(part)


# -- the parts of a text -----------------------------------------------------------------------------------------------

_PART = 4_000
"""A part is a little longer than this, in characters: parsing it takes some milliseconds."""

_LONGEST_PART = 4 * _PART

_PARTED = re.compile(r"\n[ \t]*\n(?=\S)")
"""An empty line, then an unindented one: any block before them is over, except fenced code and HTML."""

_AT_MARGIN = re.compile(r"\n(?=\S)")

_BLOCK_SIGN = re.compile(
    r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:```|~~~|[>#<])"
    r"|^(?: {4}| {0,3}\t)"
    r"|^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]{5}",
    re.MULTILINE,
)
"""How a block that isn't only prose starts; a text without such a line needn't be parsed."""

_HEADING = re.compile(r"^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*#{1,6}(?:[ \t][^\n]*)?$", re.MULTILINE)
_ONLY_QUOTED = re.compile(r"(?: {0,3}>[^\n]*\n)*(?: {0,3}>[^\n]*)?\n*")
"""Most blocks with a sign are plain quotes: found without the parser, which takes ten times as long."""

_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")
_HTML = (
    (re.compile(r"<!--"), re.compile(r"-->[^\n]*")),
    (re.compile(r"<\?"), re.compile(r"\?>[^\n]*")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>[^\n]*")),
    (re.compile(r"<!"), re.compile(r">[^\n]*")),
    (re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
     re.compile(r"</(?:script|pre|style|textarea)>[^\n]*", re.IGNORECASE)),
)  # fmt: skip
"""The start and end of HTML blocks that may contain empty lines (CommonMark, section 4.6)."""


@dataclass(frozen=True)
class _Open:
    """A block that continues after its part.

    Attributes:
        at: where it starts in the part.
        end: what ends it.
        is_code: whether it's code, not HTML.
        is_comment: whether it's an HTML comment.
    """

    at: int
    end: re.Pattern[str]
    is_code: bool = False
    is_comment: bool = False


def _parts(text: str) -> Iterator[str]:
    """Yield the own words of a text, one part at a time."""
    at, is_within_line = 0, False
    while at < len(text):
        if is_within_line:  # of a line longer than a part
            end = _end_of_part(text, at)
            end = min(end, text.find("\n", at) + 1 or end)
            found, goes_on = _without_inline(text[at:end]), None
        else:
            end = _next_part(text, at)
            found, goes_on = _read(text[at:end])
        is_within_line = text[end - 1] != "\n"
        if goes_on is None or end == len(text):
            yield found
            at = end
            continue
        closed = goes_on.end.search(text, end)
        is_blank = goes_on.is_code or (goes_on.is_comment and closed is not None)
        yield found[: goes_on.at] + _blank(found[goes_on.at :]) if is_blank else found
        at, is_within_line = closed.end() if closed else len(text), False
        for begin in range(end, at, _LONGEST_PART):
            rest = text[begin : min(at, begin + _LONGEST_PART)]
            yield _blank(rest) if is_blank else _without_inline(rest)


def _next_part(text: str, at: int) -> int:
    """Return where the part at `at` ends: before the first block with a sign, or after it if it comes first."""
    end = _end_of_part(text, at)
    sign = _BLOCK_SIGN.search(text, at, end)
    if sign is None:
        return end
    before = sign.start()
    while (before := text.rfind("\n\n", at, before)) >= 0:
        if not text[before + 2].isspace():
            return before + 2
    behind = _PARTED.search(text, sign.start(), end)
    return behind.end() if behind else end


def _end_of_part(text: str, at: int) -> int:
    """Return where the part at `at` ends at the latest: after an empty line if possible, otherwise at a line break."""
    least, most = at + _PART, at + _LONGEST_PART
    if least >= len(text):
        return len(text)
    parted = _PARTED.search(text, least, least + _PART) or _AT_MARGIN.search(text, least, most)
    if parted:
        return parted.end()
    if most >= len(text):
        return len(text)
    for mark in ("\n", " "):
        if (cut := text.rfind(mark, at, most)) > at:
            return cut + 1
    return most


@lru_cache(maxsize=20_000)
def _read(part: str) -> tuple[str, _Open | None]:
    """Return the own words of a part, and the block that continues after it, if any."""
    signs = {match[0][-1] for match in _BLOCK_SIGN.finditer(part)}
    if signs <= {"#"}:
        return _without_inline(_HEADING.sub(_blanked, part) if signs else part), None
    if signs == {">"} and _ONLY_QUOTED.fullmatch(part):
        return _blank(part), None
    starts = [0, *(match.end() for match in re.finditer("\n", part))]
    count = len(starts) - 1 if part.endswith("\n") else len(starts)
    starts.append(len(part))
    spans: list[tuple[int, int]] = []
    goes_on: _Open | None = None
    for token in _parser().parse(part.replace("\r", " ")):
        if token.map is None or not (token.type in _NO_PROSE or token.type == "html_block"):
            continue
        begin, end = starts[token.map[0]], starts[min(token.map[1], count)]
        if token.type != "html_block":
            spans.append((begin, end))
        elif token.content.lstrip().startswith("<!--") and "-->" in token.content:
            spans.append((part.index("<!--", begin), part.index("-->", begin) + 3))
        if token.map[1] >= count:
            goes_on = _open(token, begin, part[begin:end]) or goes_on
    return _without_inline(_without(part, spans)), goes_on


_NO_PROSE = frozenset({"fence", "code_block", "blockquote_open", "heading_open"})


@cache
def _parser() -> "MarkdownIt":
    """Return a parser for blocks that aren't prose; dashes under a paragraph don't make it a heading."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable(["inline", "reference", "lheading", "hr"])


def _open(token: "Token", begin: int, written: str) -> _Open | None:
    """Return the block of a part's last token if it continues after the part; None if it's over."""
    if token.type == "fence":
        mark = re.escape(token.markup[0]) + f"{{{len(token.markup)},}}"
        closing = rf" {{0,3}}{mark}[ \t]*" if token.level == 0 else rf"[ \t>]*{mark}[ \t]*"
        lines = written.rstrip("\n").split("\n")
        if len(lines) > 1 and re.fullmatch(closing, lines[-1]):
            return None
        end = rf"^{closing}$" if token.level == 0 else rf"^{closing}$|^(?=\S)"
        return _Open(begin, re.compile(end, re.MULTILINE), is_code=True)
    if token.type == "html_block" and token.level == 0:
        content = token.content.lstrip()
        for number, (opening, html_end) in enumerate(_HTML):
            match = opening.match(content)
            if match:
                return None if html_end.search(content, match.end()) else _Open(begin, html_end, is_comment=not number)
        return _Open(begin, _EMPTY_LINE)
    return None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank out spans, which may be nested."""
    parts: list[str] = []
    at = 0
    for begin, end in sorted(spans):
        if end > at:
            begin = max(begin, at)
            parts += [text[at:begin], _blank(text[begin:end])]
            at = end
    return "".join([*parts, text[at:]])


# -- within a block ----------------------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"\bhttps?://\S{1,2000}|\]\([^)\s]{0,500}+\)|\b[\w.-]{1,64}+@[\w.-]{1,255}\b")
_QUOTES = re.compile(r'"[^"\n]{1,300}+"|\u201c[^\u201d\n]{1,300}+\u201d|\u00ab[^\u00bb\n]{1,300}+\u00bb')
_PATTERNS = (
    ("http", "://", _ADDRESS), ("](", ")", _ADDRESS), ("@", "@", _ADDRESS),
    ('"', '"', _QUOTES), ("\u201c", "\u201d", _QUOTES), ("\u00ab", "\u00bb", _QUOTES),
)  # fmt: skip
"""What isn't prose within a line, each with two signs that it must contain."""

_BLOCKS = re.compile(r"\n(?=[ \t]*(?:\n|[-+*][ \t]|\d{1,9}[.)][ \t]|\|))")
"""Where the next paragraph, item, or row starts: code and comments end there."""

_SIMPLE_SPAN = re.compile(r"`[^`]*`")
_SPAN_SIGN = re.compile(r"(`+)|<!--")


def _without_inline(text: str) -> str:
    """Return paragraphs, items, and rows with code, comments, addresses, and quotes blanked out."""
    if "`" in text or "<!--" in text:
        begins = [0, *(match.end() for match in _BLOCKS.finditer(text)), len(text)]
        text = "".join(without_spans(text[begin:end]) for begin, end in pairwise(begins))
    for sign, end, pattern in _PATTERNS:
        if sign in text and end in text:  # most texts have none: looking for a sign costs next to nothing
            text = pattern.sub(_blanked, text)
    return text.replace("\u2019", "'")


def without_comments(text: str) -> str:
    """Blank out comments in one pass, whatever the text contains."""
    parts: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        parts += [text[at:begin], _blank(text[begin : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def without_spans(text: str) -> str:
    """Blank out one paragraph's comments and code spans: from a run of backticks to the next run of that length."""
    if "``" not in text and "<!--" not in text and "\\" not in text:
        return _SIMPLE_SPAN.sub(_blanked, text)
    # Numbers only: thousands of match objects would keep the garbage collector busy for longer than the reading takes.
    signs = [(found.start(), found.end(), found[1] is not None) for found in _SPAN_SIGN.finditer(text)]
    ends: dict[int, list[int]] = {}
    for begin, end, is_code in reversed(signs):
        if is_code:
            ends.setdefault(end - begin, []).append(end)
    spans: list[tuple[int, int]] = []
    at, comment = 0, 0
    for begin, end, is_code in signs:
        if is_code:
            ends[end - begin].pop()
        if begin < at or (comment < 0 and not is_code):
            continue
        if not is_code:
            comment = text.find("-->", end)
            at = max(at, comment + 3 if comment >= 0 else at)
        else:
            begin += _is_escaped(text, begin)
            same = ends.get(end - begin)
            at = same[-1] if same else at
        if at > begin:
            spans.append((begin, at))
    return _without(text, spans)


def _is_escaped(text: str, at: int) -> bool:
    """Return whether an odd number of backslashes escapes the sign at a place."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1
