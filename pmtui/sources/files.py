"""The bytes of exports: archives are unpacked in memory and within limits, text is brought to UTF-8, lines are cut."""

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, TypeVar

from pmtui.errors import FileError
from pmtui.text import plural

MOST_UNPACKED = 2 << 30
"""Bytes that an archive may unpack to."""

MOST_FILES = 20_000
"""Files that an archive or a folder may have."""

MOST_WHOLE = 512 << 20
"""Bytes of one JSON value, which has to be in memory as a whole."""

MOST_WHOLE_UNPACKED = 128 << 20
"""The same in an archive: who sends a small file shouldn't be able to fill the memory."""

MOST_RATIO = 200
"""How many bytes a packed byte may unpack to: logs reach 20 to 100; 200 or more has hardly any content."""

RATIO_FROM = 16 << 20
"""Unpacked bytes from which that counts: less does no harm."""

_BLOCK = 1 << 20
_LONGEST_LINE = 16 << 20
_TOO_LONG = f"a line of more than {_LONGEST_LINE >> 20} MB"
_T = TypeVar("_T")

NAMES_FIRST = ("users.json", "channels.json", "realm.json")
_PICTURES = ((b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"%PDF", "a PDF"),
             (b"RIFF", "an image"), (b"\x7fELF", "a program"), (b"7z\xbc\xaf", "a 7-Zip archive"),
             (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
             (b"\x28\xb5\x2f\xfd", "a zstd archive"))  # fmt: skip


@dataclass
class FilePiece:
    """One file of text, from wherever it was.

    Attributes:
        name: how messages name it.
        folder: the name of the folder that it's in; may be empty.
        open: returns its bytes, block by block.
        is_inside: it's one of many in an archive or a folder, so that an unknown kind is only counted.
        is_optional: nobody named it; it's only of use if it names people.
        most_whole: how many bytes one JSON value in it may have.
    """

    name: str
    folder: str
    open: Callable[[], Iterator[bytes]]
    is_inside: bool = False
    is_optional: bool = False
    most_whole: int = MOST_WHOLE


def pieces_of(
    name: str, folder: str, stream: BinaryIO, tell: Callable[[str], None], *, is_inside: bool = False
) -> Iterator[FilePiece]:
    """Yield the files of text in a file: those in a zip archive, or the file itself, also if it's compressed.

    Args:
        name: how messages name it.
        folder: the name of the folder that it's in.
        stream: its bytes.
        tell: is told what was left out, in sentences.
        is_inside: it's one of many in a folder.

    Raises:
        FileError: if it's an archive that can't be unpacked, or that would unpack to too much.
    """
    head = stream.read(4)
    rest = _Rest(head, stream)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        yield from _zipped(name, rest, tell)
    elif head.startswith(b"\x1f\x8b"):
        yield FilePiece(name, folder, lambda: _unpacked(name, rest, tell), is_inside, most_whole=MOST_WHOLE_UNPACKED)
    else:
        yield FilePiece(name, folder, lambda: _blocks(rest), is_inside)


class _Rest(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        head, self._head = self._head, b""
        if head:
            return head + (
                self._stream.read(size - len(head)) if size > len(head) else self._stream.read() if size < 0 else b""
            )
        return self._stream.read(size)

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


def _blocks(stream: io.RawIOBase) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _unpacked(name: str, stream: _Rest, tell: Callable[[str], None]) -> Iterator[bytes]:
    """Yield what a gzip file holds; one that was cut off ends where it was cut."""
    total = 0
    try:
        with gzip.GzipFile(fileobj=io.BufferedReader(stream)) as packed:
            while block := packed.read(_BLOCK):
                total += len(block)
                if total > MOST_UNPACKED:
                    raise FileError(f"{name} unpacks to more than {MOST_UNPACKED >> 30} GB.", "Export a shorter time.")
                _refuse_ratio(name, total, stream.count)
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not total:
            raise FileError(f"{name} is a damaged gzip file.", "Export it again.") from error
        tell(f"{name} is cut off: what could be unpacked was read.")


def _refuse_ratio(name: str, unpacked: int, packed: int) -> None:
    """Refuse what was made to unpack to a lot.

    Raises:
        FileError: if it's so.
    """
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * packed:
        raise FileError(
            f"{name} unpacks to more than {MOST_RATIO} times its size.", "Unpack it, and import it if it's real."
        )


def _zipped(name: str, stream: io.RawIOBase, tell: Callable[[str], None]) -> Iterator[FilePiece]:
    data = bytearray()
    for block in _blocks(stream):
        data += block
        if len(data) > MOST_WHOLE:
            raise FileError(f"{name} is larger than {MOST_WHOLE >> 20} MB.", "Export a shorter time.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, UnicodeError) as error:
        raise FileError(f"{name} is a damaged zip archive.", "Download it again.") from error
    if len(entries) > MOST_FILES:
        raise FileError(f"{name} has {len(entries):,} files, more than {MOST_FILES:,}.", "Export a shorter time.")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise FileError(
            f"{name} would unpack to {total >> 20:,} MB, more than {MOST_UNPACKED >> 20:,}.", "Export a shorter time."
        )
    _refuse_ratio(name, total, len(data))
    outside = [entry for entry in entries if _leads_outside(entry.filename)]
    if outside:
        tell(f"{name}: {plural(len(outside), 'file')} with a name that leads outside of the archive left out.")
    left = [entry for entry in entries if entry not in outside] if outside else entries
    for entry in pieces_in_order(sorted(left, key=lambda entry: entry.filename), lambda entry: entry.filename):
        path = PurePosixPath(entry.filename)
        if not path.name.startswith(".") and "__MACOSX" not in path.parts:
            opener = _opener(name, archive, entry, tell)
            yield FilePiece(
                f"{name}: {entry.filename}", path.parent.name, opener, is_inside=True, most_whole=MOST_WHOLE_UNPACKED
            )


def pieces_in_order(items: list[_T], name_of: Callable[[_T], str]) -> list[_T]:
    """Return files in their order, but those that name people and channels first."""
    return sorted(items, key=lambda item: PurePosixPath(name_of(item)).name not in NAMES_FIRST)


def _leads_outside(name: str) -> bool:
    return ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or name[1:2] == ":"


def _opener(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, tell: Callable[[str], None]
) -> Callable[[], Iterator[bytes]]:
    def blocks() -> Iterator[bytes]:
        try:
            with archive.open(entry) as packed:
                while block := packed.read(_BLOCK):
                    yield block
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, OSError):
            tell(f"{name}: {entry.filename} can't be unpacked; it was left out.")

    return blocks


# -- text --------------------------------------------------------------------------------------------------------------


def utf8(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield blocks of UTF-8 without a byte order mark, from blocks of UTF-8 or UTF-16 that may have one."""
    first = b""
    for block in blocks:
        first += block
        if len(first) >= 4:
            break
    encoding = "utf-16" if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
    if not encoding:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(first).encode("utf-8", "replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def decoded(data: bytes, *, may_be_cut: bool = False) -> tuple[str, bool]:
    """Return the text of some bytes, and whether they aren't UTF-8 but were read as Windows-1252.

    Args:
        data: the bytes.
        may_be_cut: they're a whole file, which may end within a character. A line that ends so is only read as
            UTF-8 if another character of it is.
    """
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        is_at_end = error.start > len(data) - 4 and error.reason == "unexpected end of data"
        if is_at_end and (may_be_cut or not whole.isascii()):
            return whole.decode("utf-8"), False
        return data.decode("cp1252", "replace"), True


def text_lines(
    blocks: Iterator[bytes], count: Callable[[str], None], passed_over: Callable[[bytes, int], int] | None = None
) -> Iterator[bytes]:
    """Yield the lines of some blocks, without their ends.

    Args:
        blocks: the blocks.
        count: is told why a line was left out, for each that's too long to be kept in memory.
        passed_over: is given whole lines of UTF-8 and where one of them begins, and returns where the next line begins
            to yield; it's called again after each of those.
    """
    rest = b""
    is_left_out = False  # the line that continues in the next block
    for block in blocks:
        if is_left_out:
            cut = block.find(b"\n") + 1
            if not cut:
                continue
            block = block[cut:]
            is_left_out = False
        end = block.rfind(b"\n") + 1
        if not end:
            rest += block
        else:
            lines, rest = rest + block[:end], block[end:]
            yield from _lines_of(lines, count, passed_over)
        if len(rest) > _LONGEST_LINE:
            count(_TOO_LONG)
            rest, is_left_out = b"", True
    if rest:
        yield rest.rstrip(b"\r")


def _lines_of(
    lines: bytes, count: Callable[[str], None], passed_over: Callable[[bytes, int], int] | None
) -> Iterator[bytes]:
    """Yield the lines of some bytes that end with a line's end."""
    if passed_over is not None and (len(lines) > _LONGEST_LINE or not _is_utf8(lines)):
        passed_over = None
    begin = 0
    while True:
        if passed_over is not None:
            begin = passed_over(lines, begin)
        end = lines.find(b"\n", begin)
        if end < 0:
            return
        if end - begin > _LONGEST_LINE:
            count(_TOO_LONG)
        else:
            yield lines[begin : end - 1 if end > begin and lines[end - 1] == 13 else end]
        begin = end + 1


def _is_utf8(data: bytes) -> bool:
    try:
        return data.isascii() or bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def what_it_is(head: bytes) -> str:
    """Return what a file is that has no text in it; empty if it may have."""
    for magic, name in _PICTURES:
        if head.startswith(magic):
            return name
    return "a file that isn't text" if b"\x00" in head[:4096] else ""
