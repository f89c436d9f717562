"""Collects the places of a text while it's read from top to bottom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pmtui.template.adopt.lines import shape
from pmtui.template.adopt.model import Form, Found, Span
from pmtui.template.adopt.outline import Page

_DAY = re.compile(r"(?i)^\W*(?:(?:date|day)\b|[dmy]{2,4}[-/.][dmy]{2,4}\b|\d{1,4}[-/.]\d)")


@dataclass
class Finder:
    """The places found so far.

    Attributes:
        page: the text by its structure.
        found: the places.
        headings: those above the section that is read.
        groups: how many lists and tables were met.
        leftovers: the section's lines without a place: where each stretch begins, and the line after its last.
        asked: a question at a paragraph's end, for what is below it.
    """

    page: Page
    found: list[Found] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    groups: int = 0
    leftovers: list[Span] = field(default_factory=list)
    asked: Span | None = None

    @property
    def lines(self) -> Sequence[str]:
        """The text's lines."""
        return self.page.lines

    @property
    def offsets(self) -> Sequence[int]:
        """Where each line begins in the text."""
        return self.page.offsets

    @property
    def kinds(self) -> Sequence[str]:
        """The block that each line is in."""
        return self.page.kinds

    def add(self, index: int, start: int, end: int, form: Form, *, below: str = "", **more: Any) -> None:
        """Add a place.

        Args:
            index: its first line, from 0.
            start: where it begins, from the line's start.
            end: where it ends, from there.
            form: how it's written.
            below: a label that it's below, as below a further heading.
            more: its other attributes.
        """
        offset = self.offsets[index]
        self.found.append(Found(offset + start, offset + end, index + 1, form, self.above(below), **more))

    def length(self, start: int, end: int) -> int:
        """Return how many characters the lines from one to another have, without blanks at the end."""
        return self.offsets[end - 1] + len(self.lines[end - 1].rstrip()) - self.offsets[start]

    def box(self, index: int, item: re.Match[str]) -> Span | None:
        """Return where an item's checkbox is in the text."""
        at = self.offsets[index] + item.start("box")
        return (at, at + 3) if item["box"] else None

    def above(self, label: str) -> tuple[str, ...]:
        """Return the headings above a place, and the label that it's below."""
        return (*self.headings, label) if label and label not in self.headings else self.headings

    def drop_after(self, start: int, end: int, following: Sequence[Span]) -> None:
        """Let the next items go with the last place before them."""
        if not following or not self.found:
            return
        last = end
        while last > start + 1 and not self.lines[last - 1].strip():
            last -= 1
        begin = self.offsets[last - 1] + len(self.lines[last - 1])
        stop = following[-1][1]
        while stop > last and not self.lines[stop - 1].strip():
            stop -= 1
        finish = self.offsets[stop - 1] + len(self.lines[stop - 1])
        place = self.found[-1]
        self.found[-1] = replace(place, drop=(*place.drop, (begin, finish)))

    def tie_box(self, start: int, box: Span | None) -> None:
        """Give an item's first place its checkbox."""
        if box is None:
            return
        for position, place in enumerate(self.found):
            if place.line == start + 1 and place.start >= box[1]:
                self.found[position] = replace(place, box=box)
                return

    def _introduces_day(self, position: int) -> bool:
        """Return whether a placeholder is above a day, and that above a list or table of the same section."""
        three = self.found[position : position + 3]
        if [place.form for place in three] != [Form.PROSE, Form.PROSE, Form.COLUMN]:
            return False
        return bool(_DAY.search(three[1].words)) and len({place.headings for place in three}) == 1

    def merge(self, first: int) -> None:
        """Make a placeholder right above a list or table that answers the same the instruction for that."""
        for position in range(first, len(self.found) - 1):
            above, below = self.found[position], self.found[position + 1]
            if self._introduces_day(position):
                self.found[position + 2] = replace(self.found[position + 2], told=(above.start, above.end))
                self.found[position] = replace(above, label="\0")
                continue
            if (
                above.form is not Form.PROSE
                or below.form not in (Form.ITEMS, Form.COLUMN)
                or above.headings != below.headings
            ):
                continue
            between = self.page.text[above.end : below.start]
            if below.form is Form.ITEMS and len([line for line in between.split("\n") if line.strip()]) > 1:
                continue
            if below.form is Form.COLUMN and between.strip().count("\n") > 3:
                continue
            if below.form is Form.COLUMN and _DAY.search(above.words):
                self.found[position] = replace(above, form=Form.INLINE, label="Date")
                continue
            stop = above.end + len(between) - len(between.lstrip("\n"))
            own = below.words if below.form is Form.ITEMS and shape(below.words) else ""
            words = " ".join(filter(None, (above.words, own)))
            self.found[position] = replace(above, form=Form.PROSE, drop=(), label="\0")
            if below.form is Form.COLUMN and above.words:
                self.found[position + 1] = replace(below, told=(above.start, above.end))
            else:
                self.found[position + 1] = replace(below, words=words, drop=((above.start, stop), *below.drop))
        self.found[first:] = [place for place in self.found[first:] if place.label != "\0"]
