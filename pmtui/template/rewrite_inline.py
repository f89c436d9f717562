"""Rewrites inline Markdown in another dialect: line breaks, comments, escapes; never what is in code."""

import re
from bisect import bisect_right

from pmtui.template.dialects import Dialect

_TOKEN = re.compile(
    r"(?P<code>`+)"
    r"|(?P<hard>\\\n|(?<! ) {2,}+\n)"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<comment><!--)"
    r"|(?P<autolink><(?:https?|ftp|mailto):[^\s<>]*>)"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<sign>[<{}])"
)
_VOID = re.compile(r"<((?:br|hr|img|wbr|input)\b(?:[^<>/]|/(?!>))*)/?>", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_ESCAPED = r"\\\g<0>"
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PYTHON_ESCAPES = "\\`*_{}[]()>#+-.!"
"""The signs that Python-Markdown lets a backslash escape."""

_PYTHON_START = re.compile(r"^(\s*)(?=#|!!!)", re.MULTILINE)
_MDX_START = re.compile(r"(import|export)(?=\s)")
_ENDS = {"backslash": "\\\n", "spaces": "  \n"}
_STARTS_BLOCK = re.compile(r"[-+*=_>#|:~`<!{]|\d{1,9}[.)]")
"""The start of a word that could begin a block if it were the first of its line."""


def rewrite_inline(text: str, dialect: Dialect, *, in_cell: bool = False) -> str:
    """Return the text of a paragraph, a heading or a table's row in a dialect.

    Args:
        text: its lines, as GitHub reads them.
        dialect: the dialect.
        in_cell: whether it's a row of a table.
    """
    written: list[str] = []
    runs = _backticks(text)
    position = 0
    while match := _TOKEN.search(text, position):
        written.append(text[position : match.start()])
        kind, token = match.lastgroup, match[0]
        position = match.end()
        if kind == "code":
            position = _end_of_code(runs, match)
            token = text[match.start() : position]
            if in_cell and dialect.reader == "python":  # there, code may have pipes
                token = token.replace("\\|", "|")
        elif kind == "comment" and (end := text.find("-->", position)) >= 0:
            token = comment(text[position:end], dialect)
            position = end + len("-->")
        elif kind == "hard":
            token = _ENDS.get(dialect.hard_break, token)
        elif kind == "escape":
            token = _escape(token, dialect, in_cell=in_cell)
        elif kind == "tag":
            token = _tag(token, dialect, in_cell=in_cell)
        elif kind == "autolink" and dialect.reader == "mdx" and not text.endswith("](", 0, match.start()):
            token = f"[{_BRACE.sub(_ESCAPED, token[1:-1])}]({token[1:-1]})"
        elif kind in ("sign", "comment"):
            token = _sign(token, text[position : position + 1], dialect)
        written.append(token)
    written.append(text[position:])
    return _at_starts("".join(written), dialect) if not in_cell else "".join(written)


def _backticks(text: str) -> dict[int, list[int]]:
    runs: dict[int, list[int]] = {}
    for match in re.finditer(r"`+", text):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def _end_of_code(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """Return where the code ends that begins with some backticks; after them, if nothing closes it."""
    length = len(opening[0])
    starts = runs.get(length, [])
    following = bisect_right(starts, opening.start())
    return starts[following] + length if following < len(starts) else opening.end()


def comment(text: str, dialect: Dialect) -> str:
    """Return a comment in a dialect's form."""
    if dialect.comments != "mdx":
        return f"<!--{text}-->"
    return "{/*" + text.replace("*/", "* /") + "*/}"


def _escape(token: str, dialect: Dialect, *, in_cell: bool) -> str:
    char = token[1]
    if dialect.reader != "python" or char in _PYTHON_ESCAPES or (in_cell and char == "|"):
        return token
    return f"&#{ord(char)};"


def _tag(token: str, dialect: Dialect, *, in_cell: bool) -> str:
    if in_cell and dialect.cell_break and _BREAK.fullmatch(token):
        return dialect.cell_break
    return _self_closed(token, dialect)


def rewrite_html(html: str, dialect: Dialect) -> str:
    """Return a block of HTML in a dialect: its comments, and for MDX its tags that have no end.

    Args:
        html: the block, as GitHub reads it.
        dialect: the dialect.
    """
    written: list[str] = []
    position = 0
    while (start := html.find("<!--", position)) >= 0 and (end := html.find("-->", start)) >= 0:
        written += [_self_closed(html[position:start], dialect), comment(html[start + len("<!--") : end], dialect)]
        position = end + len("-->")
    return "".join([*written, _self_closed(html[position:], dialect)])


def _self_closed(html: str, dialect: Dialect) -> str:
    return _VOID.sub(lambda match: f"<{match[1].rstrip()} />", html) if dialect.reader == "mdx" else html


def _sign(token: str, following: str, dialect: Dialect) -> str:
    """Return a sign that begins markup only in this dialect: an expression, a tag, or attributes, as in `{.note}`."""
    if dialect.reader == "python":
        return token.replace("{", "\\{")
    if dialect.reader == "mdx" and (following.strip() or len(token) > 1):
        token = token.replace("<", "&lt;")
    return _BRACE.sub(_ESCAPED, token) if dialect.reader == "mdx" else token


def _at_starts(text: str, dialect: Dialect) -> str:
    """Return a text whose lines don't begin what only this dialect knows."""
    if dialect.reader == "python":
        return _PYTHON_START.sub(r"\1\\", text)
    if dialect.reader == "mdx" and _MDX_START.match(text):
        return f"&#{ord(text[0])};{text[1:]}"
    return text


def wrapped(text: str, width: int) -> str:
    """Return a paragraph whose lines are at most so long, where it has spaces to break at; hard breaks stay.

    Args:
        text: its lines.
        width: characters.
    """
    lines: list[str] = []
    parts = re.split(r"(\\\n|(?<! ) {2,}+\n)", text)
    for index in range(0, len(parts), 2):
        line: list[str] = []
        length = 0
        for word in parts[index].split():
            if line and length + 1 + len(word) > width and not _STARTS_BLOCK.match(word):
                lines.append(" ".join(line) + "\n")
                line, length = [], 0
            length += len(word) + bool(line)
            line.append(word)
        lines.append(" ".join(line) + "".join(parts[index + 1 : index + 2]))
    return "".join(lines)
