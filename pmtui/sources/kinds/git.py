"""`git log`, in its own format and in one line for each commit."""

import re
from collections.abc import Iterator

from pmtui.errors import FileError
from pmtui.sources.reading import Reading
from pmtui.sources.records import SourceRecord, TextSource
from pmtui.sources.words import clean, plain

_COMMIT = re.compile(r"commit ([0-9a-f]{7,64})\b(?: \(.*\))?\s*$")
_GRAPH = re.compile(r"^[*|\\/][*|\\/_ ]*")
"""The lines that --graph draws in front; below a commit they are as wide as before it."""

_TABS = re.compile(r"([0-9a-f]{7,64})\t(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\t]*)\t([^\t]*)\t(.*)")
_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)) (?!\[|\S+\[\d+\]:|[\w.-]+ \S+\[\d+\]:)(\S.*)")
_LEVEL = re.compile(r"\W?(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|panic|critical)\b", re.IGNORECASE)
_ONELINE = re.compile(r"[0-9a-f]{7,40} (?:\([^)]{0,200}\) )?\S")
_HEAD = re.compile(r"(Author|AuthorDate|Commit|CommitDate|Date|Merge):\s*(.*)")
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")
_MERGE = re.compile(r"Merge (?:pull request|branch|branches|remote-tracking branch|tag|commit)\b")
_TRAILER = re.compile(r"[A-Z][\w-]{1,40}(?:-by|-[Bb]y)?: |See merge request |\(cherry picked")
_ADVICE = "Export it with: git log --since=... --until=... --format='%h%x09%cI%x09%an%x09%s'"


def _recognizes(lines: list[str]) -> bool:
    first = _GRAPH.sub("", lines[0])
    if _COMMIT.match(first) or _TABS.match(first):
        return True
    some = lines[:20]
    if all(_LINE.match(line) for line in some):
        return not any(_LEVEL.match(_LINE.sub(r"\2", line)) for line in some)
    return len(some) > 0 and all(_ONELINE.match(_GRAPH.sub("", line)) for line in some)


def _read(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    commit: list[str] = []
    one_line = width = 0
    for line in lines:
        bare = _GRAPH.sub("", line)
        if _COMMIT.match(bare):
            yield from _whole(commit, reading)
            commit, width = [bare], len(line) - len(bare)
        elif commit:
            commit.append(line[width:])
        elif found := _TABS.match(bare):
            who = clean(found[3])
            yield _numbered(reading.event(found[2], plain(found[4]), who), found[1])
        elif found := _LINE.match(line):
            yield reading.event(found[1], plain(found[2]))
        elif line.strip():
            one_line += 1
    if one_line and not commit:
        raise FileError(f"{reading.file}: {one_line} commits have no date and time.", _ADVICE)
    yield from _whole(commit, reading)


def _whole(lines: list[str], reading: Reading) -> Iterator[SourceRecord]:
    """Yield the commit of a block of `git log`."""
    if not lines:
        return
    head: dict[str, str] = {}
    message: list[str] = []
    for line in lines[1:]:
        found = _HEAD.match(line)
        if found and not message:
            head[found[1]] = found[2]
        elif line.startswith("    "):
            message.append(line.strip())
        elif not line.strip() and message:
            message.append("")
        elif line.strip():
            break  # what --stat or -p adds
    at = head.get("CommitDate") or head.get("Date") or head.get("AuthorDate") or ""
    at = re.sub(r"^(\d{9,11}) [+-]\d{4}$", r"\1", at.strip())
    who = clean(_ADDRESS.sub("", head.get("Author", "")))
    commit = _COMMIT.match(lines[0])
    record = reading.event(at, _text(message), who)
    if record.at is None:
        raise FileError(f"{reading.file}: the commits have no date and time.", _ADVICE)
    yield _numbered(record, commit[1] if commit else "")


def _numbered(record: SourceRecord, commit: str) -> SourceRecord:
    """Give a commit its id: the short hash, and its time, since two commits may share one."""
    record.id = f"{commit[:7]} {record.at:%Y-%m-%dT%H:%M:%S}" if record.at is not None else ""
    return record


def _text(message: list[str]) -> str:
    paragraphs = [part.split("\n") for part in "\n".join(message).strip().split("\n\n")]
    subject = plain(" ".join(paragraphs[0]))
    body = plain(" ".join(paragraphs[1]).strip()) if len(paragraphs) > 1 else ""
    if _MERGE.match(subject) and body and not _TRAILER.match(body):
        return f"{body} ({subject})"
    return subject


SOURCES = (TextSource("git", _recognizes, _read),)
