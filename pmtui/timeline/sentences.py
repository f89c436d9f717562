"""Sentences and their lines: wrapped ones, ones that begin with a time, ones that have a time in the middle."""

import re
from dataclasses import replace

from pmtui.parsing.days import MONTH, Around
from pmtui.timeline.entry_line import EventLine, read_day_line, read_line

_MARK = r"[*_`~\[({]{0,4}"
_CLOCK = rf"{_MARK}(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}\s?[ap]\.?m\b|\d{{4}}\s?(?:UTC|GMT|Z|h(?:ou)?rs|[A-Z]{{2,4}}T)\b)"
_DAY = (
    rf"(?:the\s)?{_MARK}(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\d{{4}}-\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}|{MONTH}|\d{{1,2}}/\d)"
)
_WHEN = (
    r"(?:at|on|around|about|by|since|from|between|until|after|before|approximately"
    r"|(?:shortly|just|soon|right|immediately)\s(?:before|after)|as\sof|starting\s(?:at|around))"
)
_LEADS = (
    rf"(?:then\s|and\s|it\swas\s)?{_WHEN}\s(?:about\s|around\s|approximately\s)?(?={_CLOCK}|{_DAY})"
    r"|(?=the\s\d{1,2}(?:st|nd|rd|th)\sof\s)"
)
_LEAD = re.compile(_LEADS, re.IGNORECASE)
_FIRST_LEAD = re.compile(rf"(?:\s*(?:[-*+\u2022]|\d{{1,3}}[.)])\s+)?(?:{_LEADS})", re.IGNORECASE)
"""The same at the beginning of a line, which may be a bullet."""
_WITHIN = re.compile(rf"\b(?=[abfijorsu]){_WHEN}\s(?={_CLOCK}|{_DAY})", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?<=[^\W\d_][.!?]|[)\"'\u201d\u2019*`][.!?])(?<!\b[a-z]\.)\s+(?={_WHEN}\s{_CLOCK})", re.IGNORECASE
)
_BREAK = re.compile(
    rf"<br\s*/?>\s*+(?=(?:[-*+\u2022]\s)?{_MARK}(?:\d{{4}}-\d\d-\d\d[T ]{_MARK})?\d{{1,2}}:\d\d)", re.IGNORECASE
)
_NEXT_ITEM = re.compile(r"(?:(?<=</li>)|(?<=</p>))\s*(?=<(?:li|p)\b)", re.IGNORECASE)
_AND = re.compile(r"(?<=\d)((?:\s?[ap]\.?m\.?)?)\sand\s(?=\d{1,2}(?::?\d\d|\s?[ap]\.?m))", re.IGNORECASE)
"""What is between the two times of `between 14:00 and 15:00`."""
_MOST = 50
"""No line has more events than this."""

_ENDS = re.compile(r"(?:[.!?;\u2026][)\]\"'\u201d\u2019*_`]{0,3}|[:>]|\\|  )$")
_BEFORE_TIME = frozenset({"at", "on", "around", "about", "by", "since", "from", "between", "until", "after", "before"})
_BEGINS_ANEW = re.compile(
    r"\s*(?:>\s?)*(?:[-*+\u2022\u2013]\s|\d{1,3}[.)]\s|#{1,6}\s|\||```|~~~|<|!\[|@\w|:[\w+-]+:$|\d+$)"
)
_HANGS = re.compile(r"(?:,|\s(?:and|or|the|an?|to|of|in|with|for))$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW = 3
"""A line of fewer words isn't one that an editor has wrapped."""
_LONG = 60


def begins_with_time(text: str) -> bool:
    """Return whether a line, or a bullet, is a sentence that begins with its time: `- At 14:32 UTC, errors rise`."""
    return _FIRST_LEAD.match(text) is not None


def split_events(text: str, *, is_prose: bool) -> list[str]:
    """Return a line in parts, one for each event that it has: parted by tags, or sentences that begin with their times.

    Args:
        text: the line.
        is_prose: each sentence that begins with a time is one more event.
    """
    if "<" in text and _NEXT_ITEM.search(text):
        return _NEXT_ITEM.split(text, maxsplit=_MOST)
    if "<" in text and _BREAK.search(text):
        return [part.rstrip() for part in _BREAK.split(text, maxsplit=_MOST)]
    if is_prose:
        return _NEXT.split(text, maxsplit=_MOST)
    return [text]


def read_sentence(text: str, around: Around) -> EventLine | None:
    """Read a sentence that begins with its time: `At 14:32 UTC, errors rise`. It's kept whole."""
    lead = _LEAD.match(text)
    if lead is None:
        return None
    begin = lead.end() + 4 * text.startswith("the ", lead.end())
    line = _with_time_at(text, begin, around)
    if line is None and text[:3].lower() == "on ":
        line = read_day_line(text[begin:], around)
        line = replace(line, event=text) if line is not None else None
    return line


def read_within(text: str, around: Around) -> EventLine | None:
    """Read a sentence with its time in the middle: `We saw errors at 14:32 UTC`. It's kept whole."""
    for place, match in enumerate(_WITHIN.finditer(text)):
        line = _with_time_at(text, match.end(), around)
        if line is not None:
            return line
        if place >= _MOST:
            break
    return None


def _with_time_at(text: str, begin: int, around: Around) -> EventLine | None:
    when = _AND.sub(r"\1 to ", text[begin : begin + 200], count=1)
    line = read_line(when, replace(around, takes_digits=True))
    is_known = line.reading is not None and line.reading.at is not None
    return replace(line, event=text, action="") if is_known or line.waiting else None


def has_time_within(text: str) -> bool:
    """Return whether a text may have a time in the middle of a sentence."""
    return bool(_WITHIN.search(text))


def ends_before_time(above: str) -> bool:
    """Return whether a line ends before its sentence's time, with which the next line begins: `... Around`."""
    return above[-20:].rpartition(" ")[2].lower() in _BEFORE_TIME


def goes_on(above: str, text: str) -> bool:
    """Return whether a line continues the sentence of the line above it, which an editor has wrapped there."""
    if not breaks_off(above, text) or len(_WORD.findall(above)) < _FEW:
        return False
    return text.strip()[:1].islower() or len(above) >= _LONG or bool(_HANGS.search(above[-20:]))


def breaks_off(above: str, text: str) -> bool:
    """Return whether a line ends without a full stop, and the next one begins nothing new."""
    if not text.strip() or not above.strip() or _ENDS.search(above[-20:]):
        return False
    return not _BEGINS_ANEW.match(text, 0, 200)
