"""Text that is safe to store, draw, and use as a file name; the known name nearest to a mistyped one."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from datetime import date

_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SYMBOLS = {code: 0x2400 + code for code in range(0x20) if code not in (9, 10, 13)}
_SYMBOLS |= {0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}
_TERMINAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal acts upon, or shows in a different order than written: all but line feeds and tabs."""


def _as_symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def clean_prose(text: str) -> str:
    """Return `text` with line feeds for newlines and lone surrogates replaced, so that it can be stored anywhere."""
    if text.isprintable():
        return text
    text = _SURROGATES.sub("\ufffd", _NEWLINES.sub("\n", text))
    return text.translate(_SYMBOLS) if _CONTROLS.search(text) else text


def visible(text: str) -> str:
    """Return `text` ready to be drawn: clean, and with spaces for tabs."""
    return clean_prose(text).replace("\t", "    ")


def for_terminal(text: str) -> str:
    """Return `text` with nothing in it that a terminal would act upon, and nothing that reorders what is read.

    Control characters (C0, DEL, C1), lone surrogates and the bidirectional embeddings, overrides and isolates become
    one visible character each. Line feeds, tabs, joiners and right-to-left letters stay. Stored and exported text never
    goes through this.
    """
    return _TERMINAL.sub(_as_symbol, text) if _TERMINAL.search(text) else text


def one_line(text: str) -> str:
    """Return a message as one line that any terminal can show: controls and newlines in it are visible."""
    return for_terminal(text.replace("\n", "\u240a").replace("\t", "\u2409"))


class TerminalStream:
    """A stream to a terminal, through which no control characters pass.

    Args:
        stream: the stream itself, which does everything else.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text, made visible."""
        self._stream.write(for_terminal(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines, made visible."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def brief(text: str, most: int = 300) -> str:
    """Return a text shortened for a message: its beginning and its end."""
    half = (most - 3) // 2
    return text if len(text) <= most else f"{text[:half]} … {text[-half:]}"


def plural(count: int, noun: str) -> str:
    """Return a count and its noun, with an s for the plural: `1 row`, `2 rows`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def do_not(label: str) -> str:
    """Return the verb after a label, by its number: `SLO doesn't`, `Credit tiers don't`."""
    return "don't" if label.endswith("s") and not label.endswith(("ss", "us", "is")) else "doesn't"


def short_day(day: "date") -> str:
    """Return a day without its year, for narrow tables and charts: `Dec 4`."""
    return f"{day:%b} {day.day}"


def weekday_date(day: "date", this_year: int | None = None) -> str:
    """Return a day for a sentence: `Fri, Dec 4`; with its year unless that's `this_year`: `Fri, Dec 4, 2026`."""
    words = f"{day:%a}, {short_day(day)}"
    return words if day.year == this_year else f"{words}, {day.year}"


_CUTOFF = 0.6
"""How alike names must be to be suggested (difflib's ratio and its own default): less suggests unrelated names."""

_LONGER = (2 - _CUTOFF) / _CUTOFF
"""A name this many times as long as another can't be near it: the ratio is twice what they share by both lengths."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like `name`, or None if none comes close."""
    candidates = list(known)
    comparable = len(name) <= _LONGER * max(map(len, candidates), default=0)
    from difflib import get_close_matches  # only a wrong name needs it

    matches = get_close_matches(name, candidates, n=1, cutoff=_CUTOFF) if comparable else []
    if matches:
        return matches[0]
    tail = name.rsplit(".", 1)[-1]
    same_tail = [c for c in candidates if c.rsplit(".", 1)[-1] == tail]
    return same_tail[0] if same_tail else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?", or an empty string if nothing comes close."""
    found = nearest(name, known)
    return f"Did you mean '{found}'?" if found else ""


_ENOUGH = 1_000
"""Characters that are normalized for a file name of at most 60: enough even if most of them are dropped."""


def plain_name(text: str, longest: int = 60) -> str:
    """Return text as part of a file name: ASCII letters, digits and hyphens; may be empty."""
    beginning = text[:_ENOUGH]  # normalizing many accents on one letter takes quadratic time
    ascii_only = unicodedata.normalize("NFKD", beginning).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:longest].rstrip("-")
