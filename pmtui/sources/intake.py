"""Reads files with the kinds of sources: what each is, what it holds, what became of it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pydantic_core import from_json

from pmtui.errors import FileError
from pmtui.sources.files import FilePiece, decoded, text_lines, utf8, what_it_is
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.registry import KINDS, SOURCES, source_of_json, source_of_lines
from pmtui.sources.skimming import Skim
from pmtui.sources.sorting import Collection
from pmtui.sources.values import text_at
from pmtui.text import brief, one_line, plural

_HEAD = 1 << 20
_MOST_SHAPES = 10_000
_MOST_TOLD = 3
_KNOWN = "See README for the kinds that pmtui reads, or name it with --kind."

TellProgress = Callable[[str, int], None]
"""Is told of a file's name and of the bytes that were read of it so far."""


@dataclass
class Imported:
    """What the files of an import hold.

    Attributes:
        records: every record that could be an event, in chronological order; long logs have only the first of the rest.
        notices: what the author should know, in sentences.
        counted: how many records aren't among `records`, by why.
    """

    records: list[SourceRecord]
    notices: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def taken(self) -> list[SourceRecord]:
        """The records that are events."""
        return [record for record in self.records if record.is_taken]


class _NoContent(FileError):
    """A file has no records because it has nothing at all."""


def read_pieces(
    pieces: Iterable[FilePiece],
    reading: Reading,
    *,
    kind: str = "",
    with_noise: bool = False,
    progress: TellProgress = lambda name, count: None,
) -> Imported:
    """Read files into one list of records.

    Args:
        pieces: the files.
        reading: the import: its zone, window, and channels; it collects names and notices.
        kind: the kind of source that all are; empty to recognize each.
        with_noise: noise becomes an event, too.
        progress: is called with the progress so far.

    Raises:
        FileError: if no file that was named can be read, or none in an archive or folder; others are left out.
    """
    collection = Collection(reading, with_noise=with_noise)
    unread = _Unread(reading)
    for piece in pieces:
        reading.file, reading.folder, reading.learned = piece.name, piece.folder, False
        before = collection.count
        try:
            _read_piece(piece, reading, Collection(reading) if piece.is_optional else collection, kind, progress)
            if _is_named(piece) and collection.count == before and not (reading.learned or reading.counted):
                raise FileError(f"{piece.name} has no records.", "Check the time that you exported.")
        except FileError as error:
            unread.add(piece, error, has_records=collection.count != before)
        unread.inside += piece.is_inside and not piece.is_optional
        collection.end_file()
    unread.tell(has_records=bool(collection.count))
    for source in SOURCES:
        if isinstance(source, JsonSource) and source.finish is not None:
            source.finish(reading)
    return Imported(collection.finish(), reading.notices, reading.counted)


def _is_named(piece: FilePiece) -> bool:
    """Return whether the author named a file, and not only the archive or folder that it is in."""
    return not (piece.is_inside or piece.is_optional)


@dataclass
class _Unread:
    """The files of an import that couldn't be read, or only in part.

    Attributes:
        reading: is told of those that the author should know of.
        inside: how many files of archives and folders were tried.
        empty: how many of them are empty: a day on which nobody wrote is normal in a folder of days.
        problems: what was wrong with others of them, in sentences.
        refused: why files that the author named were left out.
    """

    reading: Reading
    inside: int = 0
    empty: int = 0
    problems: list[str] = field(default_factory=list)
    refused: list[FileError] = field(default_factory=list)

    def add(self, piece: FilePiece, error: FileError, *, has_records: bool) -> None:
        """Take in why a file couldn't be read to its end.

        Raises:
            FileError: `error`, if the author named the file and some of its records were read.
        """
        if _is_named(piece):
            if has_records:
                raise error
            self.refused.append(error)
        told = f"{error.message} {'Only what comes before was read.' if has_records else 'It was left out.'}"
        if _is_named(piece) or piece.is_optional:
            self.reading.tell(told)
        elif isinstance(error, _NoContent):
            self.empty += 1
        else:
            self.problems.append(told)

    def tell(self, *, has_records: bool) -> None:
        """Tell of the files inside archives and folders; of a few by name.

        Raises:
            FileError: if no file has a record, and not because all are empty.
        """
        if self.refused and not has_records:
            raise self.refused[0]
        problems = self.problems
        if problems and len(problems) + self.empty == self.inside and not has_records:
            first = problems[0].removesuffix(" It was left out.")
            raise FileError(f"None of the {self.inside} files can be read.", f"The first problem: {first}")
        for message in problems[:_MOST_TOLD]:
            self.reading.tell(message)
        if len(problems) > _MOST_TOLD:
            self.reading.tell(f"{plural(len(problems) - _MOST_TOLD, 'more file')} left out.")


def _read_piece(piece: FilePiece, reading: Reading, collection: Collection, kind: str, progress: TellProgress) -> None:
    blocks = _counted(utf8(piece.open()), piece.name, progress)
    head = b""
    for block in blocks:
        head += block
        if len(head) >= _HEAD:
            break
    is_whole = len(head) < _HEAD
    if not head.strip():
        raise _NoContent(f"{piece.name} is empty.", "Check the command that wrote it.")
    _refuse_other(piece.name, head)
    rest = chain((head,), blocks)
    start = head.lstrip()[:64]
    if start[:1] == b"{" or re.match(rb"\[\s*(?:[{\[\]\"]|$)", start):
        if _is_lines(head, is_whole=is_whole):
            _read_json_lines(rest, reading, collection, kind)
        else:
            _read_whole(rest, reading, collection, kind, piece.most_whole)
    else:
        _read_text(head, rest, reading, collection, kind, is_whole=is_whole)


def _counted(blocks: Iterator[bytes], name: str, progress: TellProgress) -> Iterator[bytes]:
    count = 0
    for block in blocks:
        yield block
        count += len(block)
        progress(name, count)


def _refuse_other(name: str, head: bytes) -> None:
    """Refuse what is neither JSON nor lines of text.

    Raises:
        FileError: if it's so.
    """
    other = what_it_is(head)
    if other:
        raise FileError(f"{name} is {other}.", "Export JSON, CSV, or text.")
    start = head.lstrip()[:2000].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (start[:1] == b"<" and b"<html" in start):
        raise FileError(
            f"{name} is a web page.", "Was it the page to log in? Check the token in the command that fetched it."
        )
    if start.startswith(b"<?xml"):
        raise FileError(f"{name} is XML.", "Export JSON, CSV, or text.")


# -- JSON --------------------------------------------------------------------------------------------------------------


def _is_lines(head: bytes, *, is_whole: bool) -> bool:
    """Return whether each line is a separate JSON value."""
    lines = head.split(b"\n")
    if not is_whole:
        lines.pop()
    some = [line for line in lines if line.strip()][:2]
    return (
        len(some) == 2
        and all(_object(line) is not None or line.lstrip()[:1] not in b"{[" for line in some)
        and (_object(some[0]) is not None)
    )


def _object(line: bytes) -> Any:
    """Return the JSON object or list on a line; None if it's none."""
    try:
        found = from_json(line, cache_strings="keys")
    except ValueError:
        return None
    return found if isinstance(found, (dict, list)) else None


def _read_json_lines(blocks: Iterator[bytes], reading: Reading, collection: Collection, kind: str) -> None:
    """Read a file line by line, each by its own kind; only one line is in memory."""
    known: dict[Any, JsonSource | None] = {}  # by the keys, and by what the kinds look at besides them
    unknown = broken = 0
    example: Any = None

    def pass_over(why: str, lines: int) -> None:
        reading.counted[why] += lines
        collection.count += lines

    skim = Skim(pass_over)
    for line in text_lines(blocks, reading.count, skim.end_of_noise):
        value = _object(line)
        if value is None:
            broken += bool(line.strip())
            continue
        key = _shape(value)
        if key is not None and key in known:
            source = known[key]
        else:
            source = source_of_json(value, kind)
            if key is not None and len(known) < _MOST_SHAPES:
                known[key] = source
        if source is None:
            unknown += 1
            example = example or value
            continue
        if source.glance is not None and reading.is_full and isinstance(value, dict) and (told := source.glance(value)):
            pass_over(told.why, 1)
            if key is not None:
                skim.learn(line, value, told)
            continue
        for record in source.read(value, reading):
            collection.add(record, source.kind)
    if unknown and not (collection.count or reading.learned):
        raise _unknown_json(reading.file, example)
    if broken:
        reading.tell(f"{reading.file}: {plural(broken, 'line')} that aren't JSON left out.")
    if unknown:
        reading.tell(f"{reading.file}: {plural(unknown, 'record')} of no known kind left out ({_keys(example)}).")


def _shape(value: Any) -> Any:
    """Return what tells the kind of an object: its keys, which of them have nested values, and its type.

    None for what may be a page of records, which tell its kind.
    """
    if not isinstance(value, dict) or any(
        isinstance(each, list) and (not each or isinstance(each[0], dict)) for each in value.values()
    ):
        return None
    kinds = [each if isinstance(each, str) else "" for each in (value.get("type"), value.get("kind"))]
    nested = (key for key, each in value.items() if isinstance(each, (dict, list)))
    return tuple(value), tuple(nested), *kinds


def _read_whole(blocks: Iterator[bytes], reading: Reading, collection: Collection, kind: str, most: int) -> None:
    data = bytearray()
    for block in blocks:
        data += block
        if len(data) > most:
            raise FileError(
                f"{reading.file} is one JSON value of more than {most >> 20} MB.",
                "Export a shorter time, or put each record on its own line.",
            )
    values = _values(bytes(data), reading)
    data.clear()
    found = 0
    for value in values:
        _refuse_error(reading.file, value)
        if value in ([], {}):
            continue
        source = source_of_json(value, kind)
        if source is None:
            raise _unknown_json(reading.file, value)
        found += 1
        for record in source.read(value, reading):
            collection.add(record, source.kind)
    if not found:
        raise _NoContent(f"{reading.file} is an empty list.", "Check the time that you exported.")


def _values(data: bytes, reading: Reading) -> list[Any]:
    """Return the JSON values of a file: one, several one after another, or what is left of one that was cut off.

    Raises:
        FileError: if there's none.
    """
    try:
        return [from_json(data, cache_strings="keys")]
    except ValueError:
        pass
    text, is_old = decoded(data, may_be_cut=True)
    if is_old:
        reading.tell(f"{reading.file} isn't UTF-8; it was read as Windows-1252.")
    values: list[Any] = []
    at = 0
    decoder = json.JSONDecoder()
    while at < len(text):
        behind = re.compile(r"[\s,;]*").match(text, at)
        at = behind.end() if behind else at
        if at == len(text):
            return values
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
    if at >= len(text):
        return values
    rest = _partial(text[at:])
    if rest is not None:
        values.append(rest)
    if not values:
        raise FileError(f"{reading.file} isn't JSON, though it begins like it.", _place(text))
    reading.tell(f"{reading.file} is cut off or damaged: only what comes before that place was read.")
    return values


def _place(text: str) -> str:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f"It stops being JSON in line {error.lineno}, column {error.colno}."
    except RecursionError:
        return "Its values are nested too deeply."
    return ""


def _partial(text: str) -> Any:
    """Return what is whole of a JSON value that was cut off: without the last element of its list."""
    bare = text.rstrip().rstrip(",").rstrip()
    for ending in ("]", "]}") if bare.endswith("}") else ():
        try:
            return from_json(bare + ending)
        except ValueError:
            continue
    try:
        value = from_json(text, allow_partial=True)
    except ValueError:
        return None
    if isinstance(value, list):
        return value[:-1] or None
    if isinstance(value, dict):
        for name in reversed(list(value)):
            if isinstance(value[name], list):
                value[name] = value[name][:-1]
                return value if value[name] else None
    return None


_ERRORS = (
    "message",
    "error",
    "error.message",
    "error_description",
    "errors",
    "detail",
    "msg",
    "errorMessages",
    "title",
)


def _refuse_error(name: str, value: Any) -> None:
    """Refuse what an API answers instead of data.

    Raises:
        FileError: with what it says.
    """
    if not isinstance(value, dict):
        return
    is_error = value.get("ok") is False or value.get("result") == "error" or value.get("kind") == "Status"
    is_short = len(value) <= 8 and not any(
        isinstance(each, list) and each and isinstance(each[0], dict) and len(each) > 3 for each in value.values()
    )
    has_words = any(key in value for key in ("message", "error", "errors", "detail", "errorMessages", "msg"))
    if (is_error or (is_short and has_words)) and source_of_json(value) is None:
        told = text_at(value, *_ERRORS) or json.dumps(value.get("errors", value.get("error", "")), default=str)
        raise FileError(
            f"{name} holds an error instead of data: {brief(one_line(told.rstrip('. ')), 120)}.", "Fetch it again."
        )


def _keys(value: Any) -> str:
    while isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return "no keys"
    return "keys: " + ", ".join(brief(str(key), 40) for key in list(value)[:6])


def _unknown_json(name: str, value: Any) -> FileError:
    return FileError(f"{name} is JSON of no kind that pmtui knows ({_keys(value)}).", _KNOWN)


# -- text --------------------------------------------------------------------------------------------------------------


def _read_text(
    head: bytes, blocks: Iterator[bytes], reading: Reading, collection: Collection, kind: str, *, is_whole: bool
) -> None:
    start = [decoded(line)[0] for line in head.split(b"\n")[:2000]]
    if not is_whole and len(start) > 1:
        start.pop()
    some = [line.rstrip("\r") for line in start if line.strip()][:200]
    source = source_of_lines(some, kind)
    if source is None:
        if kind in KINDS:
            raise FileError(f"{reading.file} isn't text of the kind {kind}.", _KNOWN)
        raise FileError(f"{reading.file} is text of no kind that pmtui knows.", _KNOWN)
    for record in source.read(_decoded_lines(blocks, reading), reading):
        collection.add(record, source.kind)


def _decoded_lines(blocks: Iterator[bytes], reading: Reading) -> Iterator[str]:
    for line in text_lines(blocks, reading.count):
        text, is_old = decoded(line)
        if is_old:
            reading.tell(f"{reading.file} isn't UTF-8; it was read as Windows-1252.")
        yield text.removeprefix("\ufeff")
