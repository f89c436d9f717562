"""Turns typed text into an answer, and an answer back into text to type."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pmtui.errors import EditError, EntryError
from pmtui.model.answer import Answer
from pmtui.model.custom_answers import as_line, rows_of
from pmtui.model.edit import AnyEdit, Set, apply, as_one
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Choice
from pmtui.parsing.clock_times import read_instant, write_instant
from pmtui.parsing.days import Around, has_short_year, read_day
from pmtui.parsing.due_dates import read_due
from pmtui.parsing.durations import SHIFT
from pmtui.parsing.instants import Interpretation, NoDayError
from pmtui.parsing.zones import zones_named
from pmtui.template.settings import Settings
from pmtui.text import brief, nearest
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.event_times import around_field, is_event_time, time_edits
from pmtui.timeline.interpretations import waiting_words

_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True)
class InputParser:
    """What typed text depends on.

    Attributes:
        settings: the template's labels.
        around: what a time is read by.
        today: the day that relative dates are counted from.
        is_event_time: a time may be a range, approximate, or unknown.
    """

    settings: Settings
    around: Around
    today: date
    is_event_time: bool = False

    @classmethod
    def of(cls, postmortem: Postmortem, settings: Settings, today: date, path: str = "") -> "InputParser":
        """Return what text depends on that is typed into the field at `path` of a postmortem."""
        return cls(settings, around_field(postmortem, path), today, is_event_time(path))

    def read(self, kind: Kind, text: str, choices: type[Choice] | None = None, options: tuple[str, ...] = ()) -> Any:
        """Read typed text as an answer, in the form that an edit holds.

        Args:
            kind: what is asked for.
            text: what was typed.
            choices: the scale, for a choice.
            options: the answers, for a custom choice.

        Raises:
            EntryError: if it can't be read that way.
        """
        blank = not text.strip()
        if kind in LISTS:
            separator = "," if kind is Kind.PEOPLE else "\n"
            return [item.strip() for item in text.split(separator) if item.strip()]
        if kind is Kind.CHOICE:
            return None if blank else self._choice(text.strip(), choices, options)
        if kind is Kind.CHOICES:
            return self._choices(text, choices)
        if kind is Kind.YESNO:
            return None if blank else _yes(text.strip())
        if kind is Kind.ANSWER:
            return _answer(text)
        if kind is Kind.DATE:
            return None if blank else read_day(text, self.today).isoformat()
        if kind is Kind.DUE:
            return None if blank else read_due(text, self.today).isoformat()
        if kind is Kind.DATETIME:
            at = None if blank else self.instant(text).at
            return at.isoformat() if at is not None else None
        if kind is Kind.ZONE:
            return zone_typed(text.strip())
        return text

    def instant(self, text: str) -> Interpretation:
        """Read typed text as a time, as the timeline's entry line reads it, with what is uncertain about it.

        Raises:
            EntryError: if it isn't one, or is more than a field other than an event's time can take.
        """
        is_shift = self.around.before is None and SHIFT.match(text)
        if not self.is_event_time and (is_shift or has_short_year(text)):
            raise EntryError("Write it as 14:32, or with the date: 2026-03-07 14:32.")
        try:
            reading = read_instant(text, self.around)
        except NoDayError as error:
            line = read_line(text, self.around)
            raise NoDayError(waiting_words(line)) if self.is_event_time and line.waiting else error from error
        if not self.is_event_time and (reading.at is None or reading.until is not None or reading.is_approximate):
            raise EntryError("Enter one time, such as 15:10 or 2026-03-09 10:00.")
        return reading

    def beside(self, path: str, text: str) -> list[AnyEdit]:
        """Return the edits for what text says of an event's time in addition to it: its end, `~`, `?`."""
        if not self.is_event_time or not text.strip():
            return []
        return time_edits(path.split(".")[1], self.instant(text))[1:]

    def _choice(self, text: str, choices: type[Choice] | None, options: tuple[str, ...]) -> str:
        labels = {option: option for option in options} if choices is None else {}
        for choice in choices or ():
            labels.setdefault(self.settings.label(choice), choice.value)  # of two with one label, the first
        known = {choice.label.lower(): choice.value for choice in choices or ()}
        known |= {self.settings.words(choice).lower(): choice.value for choice in reversed(tuple(choices or ()))}
        known |= {choice.value: choice.value for choice in choices or ()}
        known |= {label.lower(): value for label, value in reversed(labels.items())}
        if text.lower() in known:
            return known[text.lower()]
        raise EntryError(f"'{brief(text, 80)}' isn't one of: {', '.join(labels)}. {self._meant(text, labels)}".strip())

    def _choices(self, text: str, scale: type[Choice] | None) -> list[str]:
        """Read several steps of a scale, separated by commas; a label can contain a comma itself."""
        parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        labels = {self.settings.label(choice).lower() for choice in scale or ()}
        longest = max((label.count(",") + 1 for label in labels), default=1)
        found: list[str] = []
        while parts:
            joined = (", ".join(parts[:count]) for count in range(longest, 1, -1))
            whole = next((words for words in joined if words.lower() in labels), parts[0])
            del parts[: whole.count(", ") + 1]
            found.append(self._choice(whole, scale, ()))
        return [choice.value for choice in scale or () if choice.value in found]

    @staticmethod
    def _meant(text: str, labels: Iterable[str]) -> str:
        """Return "Did you mean 'x'?", whatever the case that it was typed in; an empty string if nothing is near."""
        as_written = {label.lower(): label for label in labels}
        near = nearest(text.lower(), as_written)
        return f"Did you mean '{as_written[near]}'?" if near else ""

    def write(self, kind: Kind, value: Any) -> str:
        """Return an answer as an author would type it."""
        if value is None:
            return ""
        if isinstance(value, Choice):
            return self.settings.label(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Answer):
            yes = "" if value.yes is None else "yes" if value.yes else "no"
            return ": ".join(part for part in (yes, value.details) if part)
        if isinstance(value, tuple) and kind is Kind.CHOICES:
            return self.settings.labels(value)
        if isinstance(value, tuple):
            lines = [as_line(row) for row in rows_of(value)] or value
            return (", " if kind is Kind.PEOPLE else "\n").join(lines)
        if isinstance(value, datetime):
            return write_instant(value, self.around)
        if isinstance(value, date):
            return value.isoformat()
        return str(value)


def _yes(text: str) -> bool:
    answer = _YES.get(text.lower())
    if answer is None:
        raise EntryError("Answer yes or no.")
    return answer


def _answer(text: str) -> dict[str, Any]:
    first, colon, rest = text.strip().partition(":")
    if first.strip().lower() in _YES:
        return {"yes": _YES[first.strip().lower()], "details": rest.strip() if colon else ""}
    return {"yes": None, "details": text}


_MOST_ZONES = 4
"""This many zones are named where text can mean several."""


def zone_typed(text: str) -> str:
    """Return the IANA name of a zone that was typed by its name, its city, or its abbreviation: `PST`, `berlin`.

    Raises:
        EntryError: if it means none, or several.
    """
    if text.upper() in ("", "UTC", "GMT"):
        return text.upper() or "UTC"
    means = zones_named(text) if "/" not in text else []
    if len(means) == 1:
        return means[0]
    if means:
        more = ", …" if len(means) > _MOST_ZONES else ""
        raise EntryError(f"Type more, or one of these: {', '.join(means[:_MOST_ZONES])}{more}")
    try:
        apply(Postmortem(), Set(path="incident.timezone", value=text))
    except EditError as error:
        words = "Type a city, an abbreviation, or an IANA name: Berlin, PST, Europe/Berlin."
        raise EntryError(words) from error
    return text


def enter(postmortem: Postmortem, path: str, value: Any, beside: Sequence[AnyEdit] = ()) -> AnyEdit:
    """Return the edit that answers the question at `path` and clears its answer state and half-typed text.

    Args:
        postmortem: the postmortem.
        path: the question's path.
        value: the answer, as an edit holds it; its fields if it has several.
        beside: what the text says in addition, in other fields.
    """
    if isinstance(value, dict):
        steps: list[AnyEdit] = [Set(path=f"{path}.{name}", value=part) for name, part in value.items()]
    else:
        steps = [Set(path=path, value=value)]
    if path in postmortem.typed:
        steps.append(Set(path=f"typed.{path}", value=None))
    if path in postmortem.marks:
        steps.append(Set(path=f"marks.{path}", value=None))
    return as_one([*steps, *beside])
