"""Chats copied by hand: who wrote a message and when, on one line or two."""

import re
from dataclasses import dataclass

from pmtui.parsing.days import DAY_IN_MONTH, MONTH, WEEKDAY

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = (
    rf"(?:today|yesterday|{WEEKDAY}|(?:{WEEKDAY},?\s)?{DAY_IN_MONTH}(?:,?\s\d{{4}})?"
    rf"|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{1,2}}/{MONTH}/\d{{2,4}}|\d{{1,2}}/\d{{1,2}})"
)
_WHEN = rf"(?:{_DAY}(?:,|,?\s+at)?\s+)?{_CLOCK}"
_STATUS = r"(?:\s*(?::[\w+-]{1,40}:|[\U0001F300-\U0001FAFF\u2600-\u27BF]\ufe0f?|\b(?:APP|BOT|Bot|Workflow|WORKFLOW)\b))"
_EDITED = r"(?:\s?(?:[(\[]|[\u2014\u2013\u00b7\u2022-]\s?)edited[)\]]?)?"
_WROTE = (
    r"(?:\s(?:(?:added|edited|left|posted|wrote)\sa\s(?:comment|reply|note|work\snote)"
    r"|(?:commented|wrote|replied|said|posted)(?:\son|\sat)?))"
)
"""What issue trackers write between who and when: `Ann Miller added a comment - 26/Nov/25 9:03 AM`."""
_TIME_ALONE = re.compile(
    rf"^(?:[\u2014\u2013\u00b7\u2022-]\s{{1,3}})?(?P<status>{_STATUS}{{1,5}}\s{{1,5}})?[\[(]?(?P<when>{_WHEN})[\])]?{_EDITED}$",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"^(?:Comment\sby\s)?(?P<name>[^\W\d_][^|:!?<>\[\]()]{{0,39}}?)(?P<status>{_STATUS}{{0,5}})(?P<wrote>{_WROTE})?,?"
    rf"(?:\s{{1,3}}|\s?[\u2014\u2013-]\s?|,\s)[\[(]?\s?(?P<when>{_WHEN})\s?[\])]?{_EDITED}:?$",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(rf"^\[(?P<when>{_WHEN})\]\s?(?P<name>[^\W\d_][^|:!?<>\[\]().,]{{1,39}})$", re.IGNORECASE)
_NAME_ALONE = re.compile(rf"^(?P<name>[^\W\d][^|:!?]{{0,39}}?)(?P<status>{_STATUS}{{0,5}})$")
_CLOCK_AT_END = 20
"""The last clock of a line that ends with one begins within so many characters of its end."""
_SIGN = re.compile(r"\d:\d\d")
_BOTS = ("APP", "BOT", "WORKFLOW")
_OF_DAY = re.compile(rf"\b(?:{DAY_IN_MONTH}|{WEEKDAY}\b|{MONTH}|today|yesterday|at|on|around)", re.IGNORECASE)
"""A line with a day before its time has no name there."""


@dataclass(frozen=True)
class Sender:
    """Who wrote a message, and when.

    Attributes:
        name: the name as it was written, without what the chat shows after it.
        when: the time as it was written; empty if it's on the next line.
        is_sure: a name is written with capitals; a line in small letters may be a message.
        has_written: the line has a verb such as `wrote` between name and time.
    """

    name: str
    when: str = ""
    is_sure: bool = True
    has_written: bool = False


def sender_of(line: str) -> Sender | None:
    """Return who wrote the lines below and when, if a line says that and nothing else: `Ann Miller  2:32 PM`."""
    if len(line) > 120:
        return None
    both = _BOTH.match(line) if _SIGN.search(line, max(0, len(line) - _CLOCK_AT_END)) else None
    both = both or (_TIME_FIRST.match(line) if line.startswith("[") else None)
    if both is None or both["name"].upper() in _BOTS or _OF_DAY.search(both["name"]):
        return None
    name = both["name"].strip(" -\u2013\u2014\u00b7\u2022,")
    wrote = both.groupdict().get("wrote") or ""
    if (
        not wrote and not _is_titled(name) and (" " in name or both["when"][-1:].isdigit())
    ):  # ann 2:32 PM, but not "since 14:32"
        return None
    return Sender(name, both["when"], has_written=bool(wrote))


def sender_above(line: str, following: str) -> Sender | None:
    """Return who wrote the lines below, if a line is a name and the next one a time: `Ann`, then `2:32 PM`."""
    if len(line) > 80 or len(following) > 80 or not _SIGN.search(following):
        return None
    name = _NAME_ALONE.match(line)
    if name is None or len(name["name"].split()) > 5 or line.endswith((".", ",")):
        return None
    when = "" if _OF_DAY.search(name["name"]) else time_alone(following)
    return Sender(name["name"].strip(), "", _is_titled(name["name"])) if when else None


def time_alone(line: str) -> str:
    """Return the time that is all of a line, as a chat writes it; empty if it says something else."""
    match = _TIME_ALONE.match(line.strip()) if len(line) < 120 else None
    return match["when"] if match else ""


def is_badge(line: str) -> bool:
    """Return whether a line is what a chat shows beside the name of a program, and nothing else: `BOT`."""
    return line.strip().upper() in _BOTS


def status_of(line: str) -> str:
    """Return what a chat shows beside a name or before a time: a status emoji, APP; empty if nothing."""
    match = _TIME_ALONE.match(line.strip()) or _BOTH.match(line)
    return (match["status"] or "").strip() if match else ""


def _is_titled(name: str) -> bool:
    return all(word[:1].isupper() or not word[:1].isalpha() for word in name.split())
