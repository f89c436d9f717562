"""What a file's record became, and what a kind of source is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pmtui.model.scales import Milestone

if TYPE_CHECKING:
    from pmtui.sources.reading import Reading


@dataclass(slots=True)
class SourceRecord:
    """One record of a file that could be an event.

    Attributes:
        at: when it began, timezone-aware; None if the file doesn't say.
        text: what happened, as Markdown; its first line is the event.
        who: the person or bot that it's from; empty if there's none.
        kind: the kind of source.
        place: the channel or file in it; may be empty.
        until: when it ended, timezone-aware.
        link: a link to it; may be empty.
        id: what tells it from others of its kind, and stays the same in the next export.
        milestone: what it may mark; the author decides.
        noise: why it isn't taken; empty if it is.
        doubt: what is uncertain about it; may be empty.
        repeats: records of a kind that share this are one event, from the first until the last; empty for none.
        echoes: whose text this is, if the same text twice in a row is noise; may be empty.
        alert: which alert this is about; may be empty.
        is_over: the alert is resolved.
        needs_firing: it's noise unless the alert fired before.
        twin: what tells the same fact in another file of this kind, in the same second; empty for none.
        must_begin_inside: it's noise if it began before the window, even if it continues into it.
        is_day_unsure: the file may mean another day: 03/04/2026.
        ids: the IDs of records joined with this one: another export may have only those.
        may_be: another source's record that may be of the same fact; None if there's none.
        is_marked: the author has confirmed that it marks its milestone.
        joined: other sources' records that the author has made one event with it.
    """

    at: datetime | None
    text: str
    who: str = ""
    kind: str = ""
    place: str = ""
    until: datetime | None = None
    link: str = ""
    id: str = ""
    milestone: Milestone | None = None
    noise: str = ""
    doubt: str = ""
    repeats: str = ""
    echoes: str = ""
    alert: str = ""
    is_over: bool = False
    needs_firing: bool = False
    twin: tuple[str, str] = ("", "")
    must_begin_inside: bool = False
    is_day_unsure: bool = False
    ids: set[str] = field(default_factory=set)
    may_be: "SourceRecord | None" = field(default=None, repr=False, compare=False)
    is_marked: bool = False
    joined: "tuple[SourceRecord, ...]" = ()

    @property
    def source(self) -> str:
        """The kind, and the channel or file."""
        return f"{self.kind} {self.place}".strip()

    @property
    def is_taken(self) -> bool:
        """Whether it's an event."""
        return not self.noise


class Glance(NamedTuple):
    """Why an object is noise, seen without reading the rest of it.

    Attributes:
        why: the reason, as text.
        looked_at: the paths of keys whose values, or absence, alone decided it.
    """

    why: str
    looked_at: tuple[str, ...]


@dataclass(frozen=True)
class JsonSource:
    """A kind of source that exports JSON.

    Attributes:
        kind: its name on the command line.
        recognizes: whether a JSON value, or one of several lines, is of this kind.
        read: yields what each record in such a value became.
        finish: is called once after all files; None if there's nothing to do.
        glance: returns why an object is noise, without reading the rest of it, and what decided that; None if it has
            to be read. None for a kind whose files aren't that large.
    """

    kind: str
    recognizes: Callable[[Any], bool]
    read: Callable[[Any, "Reading"], Iterator[SourceRecord]]
    finish: Callable[["Reading"], None] | None = None
    glance: Callable[[dict[str, Any]], Glance | None] | None = None


@dataclass(frozen=True)
class TextSource:
    """A kind of source that exports lines of text.

    Attributes:
        kind: its name on the command line.
        recognizes: whether the first lines of a file are of this kind.
        read: yields what each record in the lines of a file became.
    """

    kind: str
    recognizes: Callable[[list[str]], bool]
    read: Callable[[Iterator[str], "Reading"], Iterator[SourceRecord]]


Source = JsonSource | TextSource
