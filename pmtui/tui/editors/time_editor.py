"""Edits a time: it's read as in the timeline's entry line, and its interpretation shown below it."""

from zoneinfo import ZoneInfo

from textual import events
from textual.dom import DOMNode

from pmtui.model.edit import Set, as_one
from pmtui.model.kinds import Kind
from pmtui.parsing.instants import Interpretation
from pmtui.text import weekday_date
from pmtui.timeline.event_times import is_event_time
from pmtui.timeline.interpretations import said as said_words
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.text_editors import LineEditor


def reading_words(node: DOMNode, reading: Interpretation, zone: ZoneInfo) -> str:
    """Return how a time is read, what is uncertain about it, and the key for the other interpretation."""
    words = said_words(reading, zone)
    other = reading.other
    if other is not None and other.at is not None:
        at = other.at.astimezone(zone)
        words += f" {key_name(node, 'other_reading')}: {weekday_date(at)} {at:%H:%M %Z} instead."
    return words


class TimeEditor(LineEditor):
    """A time. Every key is taken into the postmortem immediately."""

    BINDINGS = [bind("other_reading", "other", tooltip="Try another interpretation", show=False)]

    _is_typed = False
    """Something was typed since the field was entered: before that, the field has the current answer."""
    _said: frozenset[str] = frozenset()
    """What else of the event was typed here since the field was entered: its end, or that its time is approximate."""

    def watch_value(self, value: str) -> None:
        """Take what was typed into the postmortem; an end or a `~` that was typed here goes when it's deleted here."""
        self._is_typed = self.has_focus
        super().watch_value(value)
        if not self._is_typed or not is_event_time(self.question.path) or self.session.is_read_only:
            return
        reading = self.session.interpretation(self.question, value)
        if reading is None or reading.at is None:
            return
        said = {"until": reading.until is not None, "approximate": reading.is_approximate}
        now = frozenset(name for name, is_said in said.items() if is_said)
        row = self.question.path.removesuffix("at")
        gone = [Set(path=f"{row}{name}", value=None) for name in sorted(self._said - now)]
        self._said = now
        if gone:
            self.session.apply(as_one(gone), self.question.path, typing=True, origin=self)

    def _means(self, text: str) -> object:
        """Return the instant that a text is: `15:10 PST` stays as it's typed, though it's written as 22:10."""
        reading = self.session.interpretation(self.question, text)
        return reading.at if reading is not None else super()._means(text)

    def reading(self) -> str:
        """Return how the time that is being typed is read; empty if none is, or it can't be read."""
        reading = self.session.interpretation(self.question, self.value) if self._is_typed and self.has_focus else None
        return reading_words(self, reading, self.session.entering.around.zone) if reading is not None else ""

    def action_other(self) -> None:
        """Write the time's other interpretation in full."""
        reading = self.session.interpretation(self.question, self.value)
        other = reading.other if reading is not None else None
        if other is None or other.at is None:
            return
        about = "~" if other.is_approximate else ""
        until = f"-{other.until.astimezone(self.session.entering.around.zone):%H:%M}" if other.until else ""
        self.value = f"{about}{self.session.entering_at(self.question.path).write(Kind.DATETIME, other.at)}{until}"
        self.cursor_position = len(self.value)

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self._is_typed = False
        self._said = frozenset()
