"""Takes out of a printed line what is only there for a blank answer: `[]()`, `**<>**`, `(by )`, a last comma."""

import re
from collections.abc import Sequence

_BLANK = "\0"
_FIRST = 0xE000
_LAST = 0xF8FF
_ANSWER = f"[{chr(_FIRST)}-{chr(_LAST)}]"
"""In the texts below, an answer is one character of Unicode's private use area, and a blank one is a null."""

_MOST_ROUNDS = 20
_ADDRESSED = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\n]*)\)")
_GROUPS = [
    re.compile(r"\((?P<inside>[^()]*)\)"),
    re.compile(r"\[(?P<inside>[^\[\]]*)\](?!\()"),
    re.compile(r"\{(?P<inside>[^{}]*)\}"),
    re.compile(r"<(?P<inside>[^<>!/]*)>"),
    re.compile(r'"(?P<inside> *\0 *)"'),
    re.compile(r"(?P<marks>\*{1,3}|_{1,3}|`{1,2}|~~)(?P<inside> *\0 *)(?P=marks)"),
]
_BETWEEN = r"(?<![ \t])[ \t]*+(?:[,;/·•–—+&]|->|→|(?<![^\s\0])-{1,2}(?![^\s\0]))[ \t]*"
_AT_END = re.compile(rf"{_BETWEEN}\0(?=\s*(?:$|[|)\]}}]))|(?<={_ANSWER}):[ \t]*\0(?=\s*(?:$|[|)\]}}]))")
_AT_START = re.compile(rf"(?P<edge>^|[|(\[{{]|:\**)(?P<space>\s*)\0(?:{_BETWEEN}|:[ \t]+)(?=\S)")
_IN_BETWEEN = re.compile(rf"{_BETWEEN}\0(?={_BETWEEN})")
_SPACED = re.compile(r"(?<=[^\s|])[ \t]+\0(?=[ \t]|[.,;!?)\]]|$)")
_EMPTY_CELL = re.compile(r"(?<=\| )\0 (?=\|)")


def without_blanks(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a line without the marks, brackets, links and separators around blank answers.

    Brackets go with all their words if every answer in them is blank. A label before a colon stays.

    Args:
        text: the line.
        spans: where the answers begin and end in it, in order; a blank one ends where it begins.
    """
    if all(end > start for start, end in spans) or len(spans) > _LAST - _FIRST:
        return text
    answers = [text[start:end] for start, end in spans if end > start]
    line, position, count = "", 0, 0
    for start, end in spans:
        line += text[position:start] + (_BLANK if start == end else chr(_FIRST + count))
        count += end > start
        position = end
    line += text[position:]
    if len(re.findall(_ANSWER, line)) != len(answers) or line.count(_BLANK) != len(spans) - len(answers):
        return text  # the template itself has such characters
    for _ in range(_MOST_ROUNDS):
        before, line = line, _once(line)
        if line == before:
            break
    line = _EMPTY_CELL.sub("", _SPACED.sub("", line)).replace(_BLANK, "")
    return re.sub(_ANSWER, lambda match: answers[ord(match[0]) - _FIRST], line)


def _once(line: str) -> str:
    line = _ADDRESSED.sub(_link, line)
    for group in _GROUPS:
        line = group.sub(_group, line)
    line = re.sub(r"\0[ \t]*\0", _BLANK, line)
    line = _AT_END.sub(_BLANK, line)
    line = _AT_START.sub(lambda match: match["edge"] + match["space"], line)
    return _IN_BETWEEN.sub("", line)


def _link(match: re.Match[str]) -> str:
    words, address = match["words"], match["address"]
    if _is_blank(address):
        return _BLANK if _is_blank(words) else words
    return _BLANK if _is_blank(words) and not re.search(_ANSWER, address) else match[0]


def _group(match: re.Match[str]) -> str:
    return _BLANK if _is_blank(match["inside"]) else match[0]


def _is_blank(text: str) -> bool:
    """Return whether a text has blank answers and no other."""
    return _BLANK in text and not re.search(_ANSWER, text)
