"""How the lines of a template are written: items, labels, times, comments, rules."""

import re

from pmtui.template.adopt.marks import marks

ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?P<marker>[-*+•]|\d{1,9}[.)])(?P<space>[ \t]+|$)(?P<box>\[[ xX]?\](?:[ \t]+|$))?"
)
RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
COMMENT = re.compile(r"<!--(.*?)-->", re.S)
BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_\n]+(?:\*\*\*?|__):?\s*$")

BOLD_LABEL = re.compile(
    r"(?P<b>\*\*|(?<!_)__(?!_))(?P<name>(?:(?!\*\*|__)[^\n|]){1,90}?)"
    r"(?:\s*:\s*(?P=b)|(?P=b)(?:\s*\([^()*\n]{1,40}\))?\s*:|(?<=\?)(?P=b)|(?P=b)(?=\s*[\[<_]|\s[-–—]\s))"
)
_COUNTED = (
    r"(?:(?:\d+(?:\.\d+)+[.)]?|\d+[.)]|[A-Z]\.\d+(?:\.\d+)*[.)]?|Q\d+[.)]?|\d+[a-z][.)]|[a-z]\)|\([a-z\d]\))[ \t]+)?"
)
"""What counts a label: `2.1`, `A.3`, `b)`."""
_PLAIN = (
    r"(?P<name>[A-Z(#](?:(?!(?<=\w\w\w\w)\.\s|[!?]\s)(?:[^:*\[\]<>{}|`\n()…]|\([^()\n]{0,40}\))){0,60}?)\*?\s?:(?=\s|$)"
)
PLAIN_LABEL = re.compile(_COUNTED + _PLAIN)
NEXT_LABEL = re.compile(r"(?:[ \t]{2,}|[ \t]*[|·•;][ \t]*|[ \t]+[—–/-][ \t]+|(?<=[….\]_>])[ \t]+)" + _COUNTED + _PLAIN)
"""A further label on the same line, with what parts it from the value before it."""
QUESTION = re.compile(_COUNTED + r"(?P<name>[A-Z][^:*\[\]<>{}|`?\n]{2,100}\?)(?=\s+\S)")
RUN_IN = re.compile(
    r"\*\*" + _COUNTED + r"(?:(?P<name>[A-Z][^*.:\n]{1,60}|(?i:tl;?dr))(?:\.\*\*|(?<=[dD][rR])\*\*))(?=\s+\S)"
)
"""A heading at the beginning of its paragraph: `**3.1 Cause.** The …`."""
DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
ITALIC_LABEL = re.compile(r"(?P<m>[_*])(?P<name>[A-Z][^_*:\n]{0,60})(?::(?P=m)|(?P=m):)(?=\s|$)")

MOMENT = re.compile(
    r"(?:\*{1,2}|`|\\?\[|\(|_|<)*(?:~|\+|T[+-])?"
    r"(?:(?:\d{4}-\d\d-\d\d|YYYY-MM-DD|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\w{3} \d{1,2}|"
    r"TODO|TBD|DATE|(?:DD|dd)[./-](?:MM|mm)\.?)[T ,]*)?"
    r"(?:\d{1,2}:\d\d(?::\d\d)?|HH:MM(?::SS)?|hh:mm(?::ss)?|XX:XX|xx:xx|T[+-]\w+)"
    r"(?:\s?(?:[AaPp][Mm]|UTC|Z|GMT|[A-Z]{2,4}T))?(?:\*{1,2}|`|\\?\]|\)|_|>)*"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:,? \d{{4}})?)"
DATED = re.compile(rf"(?:\*\*)?{DAY}(?: \d{{1,2}}:\d\d)?(?:\*\*)?(?=\s*[:–—-]\s)")
"""A day before what happened on it: `2024-05-01: it began`."""
NAMED_TIME = re.compile(r"(?:\*\*)?[\[<_*]+(?:time|timestamp|hh:mm|when)[^\]>_*:\n]{0,20}[\]>_*]+", re.I)


def indent_of(line: str) -> int:
    """Return how many blanks and tabs a line begins with."""
    return len(line) - len(line.lstrip(" \t"))


def content_of(line: str) -> str:
    """Return a line without an item's marker and checkbox, and without the blanks around it."""
    match = ITEM.match(line)
    return line[match.end() :] if match else line.strip()


def shape(text: str) -> str:
    """Return what a text has besides numbers and placeholders."""
    found = list(marks(text))
    for mark in reversed(found):
        text = text[: mark.start] + "\0" + text[mark.end :]
    return (
        re.sub(r"[\d#*]+|\b(?:another|one|two|three|first|second|third)\b", "", text.lower()).split("e.g.")[0].strip()
    )
