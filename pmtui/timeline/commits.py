"""What `git log` and `git show` print: which part of a commit each line is."""

import re
from dataclasses import dataclass
from enum import Enum, auto

_COMMIT = re.compile(r"(?P<graph>(?:[|*]\s{1,3}){0,20})commit\s[0-9a-f]{7,64}(?:\s\([^()]{1,500}\))?\s*$")
_DRAWN = frozenset("|*\\/_ ")
"""What `--graph` draws before a line."""
_COMMIT_BEGINS = 60
"""A line that begins a commit has that word within this many characters."""
_FIELD = re.compile(
    r"(?P<name>Author|AuthorDate|Commit|CommitDate|Date|Merge|Reflog|Reflog message):\s{1,9}(?P<value>.*)$"
)
_AUTHOR = re.compile(r"(?P<name>[^<>]{0,200}?)\s*<(?P<mail>[^<>]{0,300})>$")
_RAW_DATE = re.compile(r"(?P<seconds>\d{9,10})\s[+-]\d{4}$")
"""A date in git's raw form: its offset doesn't change the instant."""
_FILES = re.compile(r"diff --|[AMDRCTUX]\d{0,3}\t| \S.{0,300} \| ")
"""Where a list of the changed files, or their changes, begin."""
_DIFF = re.compile(
    r"[ +@\\-]|index |(?:new|deleted|old) (?:file )?mode |(?:rename|copy) (?:from|to) |(?:dis)?similarity |Binary "
)


class _Section(Enum):
    OUTSIDE = auto()
    HEAD = auto()
    TO_SUBJECT = auto()
    SUBJECT = auto()
    BODY = auto()
    DIFF = auto()


_AFTER_EMPTY = {_Section.HEAD: _Section.TO_SUBJECT, _Section.SUBJECT: _Section.BODY}


class CommitRole(Enum):
    """What a line is in a commit.

    Attributes:
        BEGINS: it names the commit.
        AUTHOR: who wrote it.
        DATE: when it was written.
        OTHER_DATE: when it was committed, if that's another time.
        FIELD: something else above its message.
        EMPTY: nothing.
        SUBJECT: the first line of its message.
        GOES_ON: it continues the line above it.
        BODY: a line of its message, below the subject.
        DIFF: a line of what it changes.
    """

    BEGINS = auto()
    AUTHOR = auto()
    DATE = auto()
    OTHER_DATE = auto()
    FIELD = auto()
    EMPTY = auto()
    SUBJECT = auto()
    GOES_ON = auto()
    BODY = auto()
    DIFF = auto()


@dataclass(frozen=True)
class CommitLine:
    """A line of a commit.

    Attributes:
        role: what it is.
        text: what it says, without a field's name and without the graph.
    """

    role: CommitRole
    text: str = ""


class Commits:
    """Follows the commits in the lines of a text, one line after the other."""

    def __init__(self) -> None:
        self._section = _Section.OUTSIDE
        self._width = 0
        self._date = ""

    @property
    def is_inside(self) -> bool:
        """Whether the last line was one of a commit."""
        return self._section is not _Section.OUTSIDE

    def read(self, line: str, following: str) -> CommitLine | None:
        """Return what the next line is in a commit; None if it isn't in one.

        Args:
            line: the line.
            following: the next line that isn't empty.
        """
        if "commit " in line[:_COMMIT_BEGINS]:
            begin = _COMMIT.match(line)
            if begin and _FIELD.match(following, begin.end("graph")):
                self._section, self._width, self._date = _Section.HEAD, begin.end("graph"), ""
                return CommitLine(CommitRole.BEGINS, line.strip())
        if self._section is _Section.OUTSIDE:
            return None
        bare = line[self._width :] if _DRAWN.issuperset(line[: self._width]) else line
        if not bare.strip():
            if self._section is not _Section.HEAD or not _FIELD.match(following, self._width):
                self._section = _AFTER_EMPTY.get(self._section, self._section)
            return CommitLine(CommitRole.EMPTY)
        if self._section is _Section.HEAD:
            field = _FIELD.match(bare)
            if field is not None:
                return self._field(field)
            if not self._date:
                return CommitLine(CommitRole.FIELD, bare.strip())
            self._section = _Section.TO_SUBJECT
        return self._below_head(bare)

    def _field(self, field: re.Match[str]) -> CommitLine:
        name, value = field["name"], field["value"].strip()
        if name == "Author":
            author = _AUTHOR.match(value)
            return CommitLine(CommitRole.AUTHOR, author["name"] or author["mail"] if author else value)
        if name in ("Date", "AuthorDate"):
            self._date = value
            raw = _RAW_DATE.match(value)
            return CommitLine(CommitRole.DATE, raw["seconds"] if raw else value)
        is_other = name == "CommitDate" and value != self._date
        return CommitLine(CommitRole.OTHER_DATE if is_other else CommitRole.FIELD, value)

    def _below_head(self, line: str) -> CommitLine | None:
        """Return what a line below the head is: the subject, what follows it, or the first line after the commit."""
        text, section = line.strip(), self._section
        if section is _Section.TO_SUBJECT:
            self._section = _Section.SUBJECT
            return CommitLine(CommitRole.SUBJECT, text)
        if _FILES.match(line):
            self._section = _Section.DIFF
        if self._section is _Section.DIFF and (_FILES.match(line) or _DIFF.match(line)):
            return CommitLine(CommitRole.DIFF, text)
        if not line[0].isspace():
            self._section = _Section.OUTSIDE
            return None
        return CommitLine(CommitRole.GOES_ON if section is _Section.SUBJECT else CommitRole.BODY, text)
