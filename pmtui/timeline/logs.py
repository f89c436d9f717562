"""Lines that machines write: where the time is in them, and in which form; exports that belong in a file."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_LEVEL = r"(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|CRIT(?:ICAL)?|FATAL|SEVERE|EMERG|ALERT)"
_MON = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ISO = r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?"

_BASIC = re.compile(
    r"\[?(?P<day>\d{8})T(?P<clock>\d{4}(?:\d\d)?)(?:[.,]\d{1,9})?(?P<zone>Z|[+-]\d{4}|[+-]\d\d:\d\d)?(?!\w)\]?"
)
_GLOG = re.compile(r"(?P<level>[IWEF])(?P<month>\d\d)(?P<day>\d\d) (?P<clock>\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?=\s)")
_FIGURES = 8
"""An ISO time without signs, or seconds since 1970, begins with this many figures."""
_HASH = 7
"""A commit's hash has at least this many characters."""
_SYSLOG = re.compile(rf"(?P<before><\d{{1,3}}>(?:\d\s)?)(?={_MON}\s|\d{{4}}-)")
_ACCESS = re.compile(
    r"(?P<before>[^\[\]]{1,200}?\s)"
    r"\[(?P<day>\d\d)/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):(?P<clock>\d\d:\d\d:\d\d)(?P<zone> [+-]\d{4})?\]"
)
_DATE = re.compile(
    rf"\[?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?P<month>{_MON}) {{1,2}}(?P<day>\d{{1,2}}) "
    r"(?P<clock>\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?: (?P<half>AM|PM))?(?: (?P<zone>[A-Z]{2,5}|[+-]\d{4}))?"
    r" (?P<year>\d{4})(?P<after> [+-]\d{4})?\]?(?=[\s:,]|$)"
)
_EPOCH = re.compile(r"\[?(?P<whole>1\d{9}|[2-4]\d{9})(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?\]?(?=[\s:,|]|$)")
_COMMIT = re.compile(
    rf"(?:[|*]\s){{0,20}}(?P<before>\^?(?P<hash>[a-f\d]{{7,64}})\s(?P<between>[^|]{{0,100}}?))(?={_ISO}|\d{{4}}-\d\d-\d\d\s)"
)
"""What is before the time where git prints a commit in one line: its hash, and who wrote it."""
_LEVEL_FIRST = re.compile(rf"(?P<before>[\[(<]?{_LEVEL}[\])>]?:?\s+)(?=[\[(]?{_ISO})")
_COMPOSE = re.compile(rf"(?P<name>[A-Za-z][\w.-]{{0,60}}?)\s{{1,20}}\|\s{{1,5}}(?=[\[(]?(?:{_ISO}|\d\d:\d\d:\d\d))")
_PAIR = re.compile(
    r"(?:^|(?<=\s))(?:@timestamp|timestamp|time|ts|at|t|date)="
    r"(?:\"(?P<quoted>[^\"\s]{8,40}(?:\s[^\"\s]{1,30}){0,3})\"|(?P<bare>\d[^\s\"]{7,40}))(?=\s|$)"
)
_TRACE = re.compile(
    r"\s+at\s\S|\s*Traceback \(most|\s*Caused by:|\s+File \"|\s*\.\.\. \d+ more|goroutine \d+ \[", re.IGNORECASE
)

_MOST_JSON = 2_000_000


@dataclass(frozen=True)
class LogLine:
    """A line of a log.

    Attributes:
        text: the line with its time first, in a form that an entry line has.
        before: what was before the time in the line.
        source: what wrote it, where a prefix says that.
    """

    text: str
    before: str = ""
    source: str = ""


def read_log_line(line: str) -> LogLine | None:
    """Return a machine's line with its time first; None if it isn't one, or begins with its time as it is."""
    head = line[:300]
    first = head[:1]
    if first == "[" or head[:_FIGURES].isdigit():
        found = _basic(head) or _epoch(head)
        if found is not None:
            return LogLine(f"{found[0]} {line[found[1] :].lstrip(' ]')}".rstrip())
    if first == "<" and (match := _SYSLOG.match(head)):
        return LogLine(line[match.end() :], match["before"].strip())
    if (first in "|*^" or head[:_HASH].isalnum()) and (match := _COMMIT.match(head)):
        has_letters = bool(re.search(r"[a-f]", match["hash"]))  # 1,234,567 users on a day aren't a commit
        if re.search(r"\d", match["hash"]) and (has_letters or not match["between"]):
            return LogLine(line[match.end() :], match["before"].strip())
    if first in "IWEF" and (match := _GLOG.match(head)):
        return LogLine(f"{match['month']}-{match['day']} {match['clock']}{line[match.end() :]}", match["level"])
    if (first.isalpha() or first == "[") and (match := _DATE.match(head)):
        when = f"{match['day']} {match['month']} {match['year']} {match['clock']}"
        when += f" {match['half']}" if match["half"] else ""
        when += f" {match['zone']}" if match["zone"] else match["after"] or ""
        return LogLine(f"{when} {line[match.end() :].lstrip(' :')}")
    if (head[:2].isupper() or first in "[(<") and (match := _LEVEL_FIRST.match(head)):
        return LogLine(line[match.end() :], match["before"].strip())
    if first.isalpha() and "|" in head and (match := _COMPOSE.match(head)):
        return LogLine(line[match.end() :], source=match["name"])
    if head.startswith("/", head.find("[") + 3) and (match := _ACCESS.match(head)):
        when = f"{match['day']} {match['month']} {match['year']} {match['clock']}{match['zone'] or ''}"
        return LogLine(f"{when} {line[match.end() :].lstrip()}", match["before"].strip())
    if head.count("=") > 1 and (match := _PAIR.search(head)):
        rest = f"{line[: match.start()]}{line[match.end() :]}".strip()
        when = match["quoted"] or match["bare"]
        found = _basic(when) or _epoch(when)
        return LogLine(f"{found[0] if found else when} {rest}")
    return None


def _basic(text: str) -> tuple[str, int] | None:
    """Return an ISO time without signs as one with signs, and where it ends: 20260311T143205Z."""
    match = _BASIC.match(text)
    if match is None:
        return None
    day, clock = match["day"], match["clock"]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{':'.join(re.findall('..', clock))}{match['zone'] or ''}", match.end()


def _epoch(text: str) -> tuple[str, int] | None:
    """Return seconds since 1970, or thousandths, millionths, billionths of them, as a time in UTC."""
    match = _EPOCH.match(text)
    if match is None:
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(match["whole"]))
    return f"{at:%Y-%m-%dT%H:%M:%S}Z", match.end()


def is_trace(line: str) -> bool:
    """Return whether a line is one of a stack trace."""
    return bool(_TRACE.match(line[:100]))


def is_json(text: str) -> bool:
    """Return whether a text is JSON, or JSON lines: an export that belongs in a file."""
    bare = text.strip()
    if not bare.startswith(("{", "[")) or not bare.endswith(("}", "]")) or len(bare) > _MOST_JSON:
        return False
    if '"' not in bare[:1000] or not re.match(r"[\[{][\s\[{]*[\"\]}]", bare):
        return False
    if _is_value(bare):
        return True
    lines = [line for line in bare.split("\n") if line.strip()]
    return all(line.lstrip().startswith("{") for line in lines) and all(_is_value(line) for line in lines)


def _is_value(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False
