"""What of a text is the author's own prose: code, quotes, links and headings are left alone."""

import re

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_OPEN_FENCE = re.compile(r"^(?:```|~~~).*\Z", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6} [^\n]*$", re.MULTILINE)
_QUOTED_LINES = re.compile(r"^ {0,3}>[^\n]*$", re.MULTILINE)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = re.compile(r"\bhttps?://\S+|\]\([^)\s]*\)|\b[\w.-]+@[\w.-]+\b")
_QUOTES = re.compile(r'"[^"\n]{1,300}"|\u201c[^\u201d\n]{1,300}\u201d|\u00ab[^\u00bb\n]{1,300}\u00bb')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def own_words(text: str) -> str:
    """Return a text with all that isn't its author's prose blanked out; every character keeps its place."""
    for pattern in (_COMMENT, _FENCE, _OPEN_FENCE, _HEADING, _QUOTED_LINES, _CODE, _ADDRESS, _QUOTES):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text.replace("\u2019", "'")
