"""Makes an answer safe for one line of a document: what was written as Markdown stays, what would break out does not.

The answer is parsed on its own and written out again, so that nothing in it can join up with the text around it: every
emphasis is closed, every stray delimiter escaped, HTML shown as text.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmtui.text import visible

Place = Literal["text", "cell", "heading", "strong"]
"""Where a line of an answer is printed: in running text, in a table's cell, in a heading, or in strong text."""

Links = Literal["all", "escaped", "none"]
"""Which addresses are put in angle brackets; in the text of a link, none can be."""

_QUIET = re.compile(r"(?!.*?://)[\w ,.;:()/'\"%$€£?=@{}^…–—’“”→+-]*")
_BUSY = 400
"""Opening brackets or angles in one text. Parsing 400 brackets took 40 ms, and 6,000 took 440; prose has a few."""
_SIGNS = "!#$%&*+-:=>@\\]^_`{|}~"
_MOST_SIGNS = 6_000
"""Signs in one text that Markdown could act on. Parsing this many asterisks took 80 ms, about what a typist notices."""
_OF_A_LINE = 4
"""A line costs the parser as much as this many signs."""
_NESTING = 100
"""The parser silently drops what is nested deeper; `blocks` prints such a text literally before that."""

_ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>`\\\x00-\x20]+")
_LINKED = re.compile(r"<(https?://[^\s<>]*)>")
_AFTER_ADDRESS = ".,;:!?\"'"
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_DELIMITER_ROW = re.compile(r"[|:\- ]+")
HASHES_AT_END = re.compile(r"(?<!#)(#++)$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STARTS = "#-+*>~=_|: "
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|~~~|=+\s*$|[-_*](?:[ \t]*[-_*]){2,}\s*$")
_NUMBER_START = re.compile(r"(\d{1,9})[.)](?=\s|$)")
_ACTIVE = re.compile(r"[|`\[\]*_~<\\]")


@cache
def parser() -> MarkdownIt:
    """Return the Markdown that answers are written in: GitHub's tables and strikethrough, no link definitions."""
    return (
        MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING})
        .enable(["table", "strikethrough"])
        .disable("reference")
    )


def is_busy(text: str) -> bool:
    """Return whether `text` has more Markdown signs than any answer, so that it is printed literally.

    That's more than 400 opening brackets, or 6,000 signs, of which a line counts as four. Each of them costs the parser
    some microseconds, and an author who waits for a key counts those.
    """
    if text.count("[") > _BUSY or text.count("<") > _BUSY:
        return True
    if len(text) <= _MOST_SIGNS // _OF_A_LINE:
        return False
    return sum(map(text.count, _SIGNS)) + _OF_A_LINE * (text.count("\n") + text.count("\r")) > _MOST_SIGNS


def one_line(text: str, place: Place = "text") -> str:
    """Return an answer as one line of Markdown.

    Args:
        text: the answer; its lines are joined with `<br>`, in a heading with spaces.
        place: what the line is part of.
    """
    write = literal if is_busy(text) else safe_line
    lines = [line.strip() for line in visible(text).split("\n")]
    joint = " " if place == "heading" else "<br>"
    line = joint.join(write(line, place) for line in lines if line)
    return HASHES_AT_END.sub(r"\\\1", line) if place == "heading" else line


def _is_quiet(line: str) -> bool:
    """Return whether a line has nothing that Markdown could act on."""
    return "_" not in line and _QUIET.fullmatch(line) is not None


def safe_line(line: str, place: Place = "text") -> str:
    """Return one line of an answer with its Markdown closed and everything else escaped."""
    if _is_quiet(line):
        return line
    if is_busy(line):
        return literal(line, place)
    return write_inline(parser().parseInline(line)[0].children or [], place)


def at_line_start(line: str) -> str:
    """Return a line of text that can't be mistaken for a heading, a list, a rule or a table."""
    line = line.lstrip()
    first = line[:1]
    if first.isdigit():
        number = _NUMBER_START.match(line)
        return f"{number[1]}\\{line[number.end(1) :]}" if number else line
    if first and first in _STARTS and (_LINE_START.match(line) or _DELIMITER_ROW.fullmatch(line)):
        return "\\" + line
    return line


def literal(text: str, place: Place = "text", links: Links = "all") -> str:
    """Return `text` with every character that Markdown would act on escaped, and bare addresses as links.

    Args:
        text: the text.
        place: what it's part of.
        links: which addresses are put in angle brackets.
    """
    if _is_quiet(text):
        return text
    if links == "none":
        return _escaped(text, place)
    written: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _without_end(match[0])
        if links == "escaped" and _escaped(address, place) == address:
            continue
        written += [_escaped(text[position : match.start()], place), f"<{address.replace('|', '%7C')}>"]
        position = match.start() + len(address)
    return "".join(written) + _escaped(text[position:], place)


def _without_end(address: str) -> str:
    """Return an address without the punctuation after it, and brackets that open before it."""
    surplus = {close: address.count(close) - address.count(opening) for opening, close in ("()", "[]", "{}")}
    end = len(address)
    while (last := address[end - 1]) in _AFTER_ADDRESS or surplus.get(last, 0) > 0:
        if last in surplus:
            surplus[last] -= 1
        end -= 1
    return address[:end]


def without_links(line: str) -> str:
    """Return a line for the text of a link: its addresses without their angle brackets.

    Args:
        line: an answer that has been made safe.
    """
    return _LINKED.sub(lambda match: _escaped(match[1], "text"), line)


def _escaped(text: str, place: Place) -> str:
    text = visible(text).replace("\n", " ")  # an entity can stand for any character

    def guarded(match: re.Match[str]) -> str:
        char, index = match[0], match.start()
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if char == "|":
            return char if place != "cell" else "&#124;" if before == "\\" else "\\|"
        return "\\" + char if char in "`[]" or _acts(char, before, after) else char

    return _ENTITY.sub("&amp;", _ACTIVE.sub(guarded, text))


def _acts(char: str, before: str, after: str) -> bool:
    """Return whether Markdown could act on `char` between its neighbors; empty neighbors are unknown ones."""
    if char == "\\":
        return not after or not (after.isalnum() or after.isspace())
    if char == "<":
        return not after or after.isalpha() or after in "/!?"
    if char == "~":
        return not before.isspace() and before != "" or after in ("~", "")
    if char == "_" and before.isalnum() and after.isalnum():
        return False
    return not (before.isspace() and after.isspace())


def _code(content: str, place: Place) -> str:
    if place == "cell" and "\\|" in content:
        return literal(content, place)
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    ticks = "`" * (longest + 1)
    padded = content[:1] in "` " and content.strip() or content[-1:] in "` " and content.strip()
    body = f" {content} " if padded else content
    return ticks + (body.replace("|", "\\|") if place == "cell" else body) + ticks


def _target(address: str, title: str, place: Place) -> str:
    if re.search(r"[\s()<>\\]", address):
        address = "<" + re.sub(r"([<>\\])", lambda m: f"%{ord(m[0]):02X}", address) + ">"
    address = address.replace("|", "%7C")
    words = literal(title, place, "none").replace("\n", " ").replace('"', '\\"')
    return f'{address} "{words}"' if title else address


def write_inline(tokens: Sequence[Token], place: Place, hard: str = "\\\n") -> str:
    """Write parsed inline Markdown out again, closed in itself.

    Args:
        tokens: the children of an inline token.
        place: what it's part of.
        hard: what an explicit line break becomes.
    """
    written: list[str] = []
    opened: list[Token] = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            written.append(literal(token.content, place, _links(tokens[index + 1 : index + 2], opened)))
        elif kind == "html_inline":
            plain_break = _BREAK.fullmatch(token.content) and place != "heading"
            written.append("<br>" if plain_break else literal(token.content, place))
        elif kind == "code_inline":
            written.append(_code(token.content, place))
        elif kind == "softbreak":
            written.append("\n")
        elif kind == "hardbreak":
            written.append(hard)
        elif kind == "image":
            target = _target(str(token.attrs.get("src", "")), str(token.attrs.get("title", "")), place)
            written.append(f"![{literal(token.content, place, 'none')}]({target})")
        elif kind == "link_open":
            opened.append(token)
            written.append("<" if token.markup == "autolink" else "[")
        elif kind == "link_close":
            written.append(_link_end(opened.pop(), place))
        elif place == "strong" and kind in ("strong_open", "strong_close"):
            continue
        else:  # emphasis, strong and strikethrough keep the marks they were written with
            written.append(token.markup)
        if opened and opened[-1].markup == "autolink" and kind == "text":
            written[-1] = token.content.replace("|", "%7C")
    return "".join(written)


def _links(following: Sequence[Token], opened: Sequence[Token]) -> Links:
    """Return which addresses of a text become links, by the token after it and the links that it's in.

    An address with emphasis or code in it is a link only as a whole, and is left to the reader.
    """
    if opened:
        return "none"
    goes_on = following and following[0].type.removesuffix("_open") in ("em", "strong", "s", "code_inline", "link")
    return "escaped" if goes_on else "all"


def _link_end(opening: Token, place: Place) -> str:
    if opening.markup == "autolink":
        return ">"
    return f"]({_target(str(opening.attrs.get('href', '')), str(opening.attrs.get('title', '')), place)})"
