"""Values that figures and times had before a change, and the places of a postmortem that still state them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from pmtui.errors import EditError
from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Figure
from pmtui.figures.computed_figure import Unit
from pmtui.model.answer_states import Override
from pmtui.model.catalog import model_questions
from pmtui.model.edit import Set
from pmtui.model.kinds import field_names
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.parsing.amounts import AmountError, Estimate, read_amount
from pmtui.parsing.durations import read_duration, write_duration
from pmtui.parsing.moments import write_clock
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import read_share
from pmtui.review.findings import Replacement
from pmtui.template.progress import Completeness


class ValueKind(StrEnum):
    """What a value is: an instant, a length in seconds, a percentage, or a number."""

    TIME = "time"
    LENGTH = "length"
    SHARE = "share"
    COUNT = "count"


@dataclass(frozen=True)
class Known:
    """A value that a postmortem has: a time, a figure, or a number in an answer.

    Attributes:
        key: what it's the value of; the same before and after a change.
        label: its name for the author.
        kind: what it is.
        value: an instant, seconds, a percentage, or a number.
    """

    key: str
    label: str
    kind: ValueKind
    value: datetime | float

    @property
    def is_of_segment(self) -> bool:
        """Whether it's an impact segment's failure rate; if the segment is gone, the rate may still have been right."""
        return self.key.startswith("rate ")

    @property
    def is_weak(self) -> bool:
        """Whether it's a length that no figure is, so that a text is likelier to state another one."""
        return self.key.startswith("from ") or self.key.endswith(" closed")

    def in_words(self, zone: tzinfo) -> str:
        """Return the value as text, a time in the given zone."""
        if isinstance(self.value, datetime):
            return write_clock(self.value.astimezone(zone))
        if self.key.startswith("budget"):
            return f"{write_number(Decimal(str(self.value)) / 60, 2)} min"
        if self.kind is ValueKind.LENGTH:
            return write_duration(timedelta(seconds=self.value))
        number = Decimal(str(self.value))
        return f"{write_number(number, 2)}%" if self.kind is ValueKind.SHARE else write_number(number)


_MOST_EVENTS = 2_000
_MOST_SEGMENTS = 50
"""Bounds for hostile drafts, as in `claims/known_facts.py`."""

_IN_ORDER = (Milestone.STARTED, Milestone.DETECTED, Milestone.ACKNOWLEDGED, Milestone.IDENTIFIED,
             Milestone.MITIGATION_STARTED, Milestone.MITIGATED, Milestone.RESOLVED)  # fmt: skip
_PAIRS = (*combinations(_IN_ORDER, 2), (Milestone.STARTED, Milestone.CLOSED), (Milestone.RESOLVED, Milestone.CLOSED))
"""Milestones between which people give a length."""

_ANSWERS = ("impact.users_affected", "impact.failed_requests", "impact.support_tickets", "impact.complaints",
            "impact.audience.total")  # fmt: skip
"""Answers that are one number, which prose repeats."""

_UNITS = {Unit.SHARE: ValueKind.SHARE, Unit.REQUESTS: ValueKind.COUNT, Unit.USERS: ValueKind.COUNT,
          Unit.LENGTH: ValueKind.LENGTH, Unit.MONEY: ValueKind.COUNT}  # fmt: skip


def known_values(standing: Completeness) -> dict[str, Known]:
    """Return the times, figures, and numbers of a postmortem, by what they are the value of."""
    found = [*_times(standing), *_lengths(standing), *_figures(standing), *_answers(standing.postmortem)]
    return {known.key: known for known in found}


def _times(standing: Completeness) -> Iterator[Known]:
    for milestone, at in standing.values.basis.marks.at.items():
        yield Known(f"milestone {milestone.value}", milestone.label, ValueKind.TIME, at)
    for event in standing.postmortem.timeline[:_MOST_EVENTS]:
        label = event.milestones[0].label if event.milestones else "Event"
        for name, moment in (("at", event.at), ("until", event.until)):
            if moment is not None:
                yield Known(f"event {event.id} {name}", label, ValueKind.TIME, moment)


def _lengths(standing: Completeness) -> Iterator[Known]:
    at = standing.values.basis.marks.at
    for first, last in _PAIRS:
        if first in at and last in at:
            label = f"{first.label} to {last.label.lower()}"
            seconds = abs((at[last] - at[first]).total_seconds())
            yield Known(f"between {first.value} {last.value}", label, ValueKind.LENGTH, seconds)
    stretches = standing.values.basis.impacted.stretches[:_MOST_SEGMENTS]
    for stretch in stretches:
        seconds = stretch.length.total_seconds()
        yield Known(f"segment {stretch.source}", "Impact segment", ValueKind.LENGTH, seconds)
        yield Known(f"rate {stretch.source}", "Failure rate", ValueKind.SHARE, 100 * float(stretch.share))
    yield from _unusual_lengths(standing)


def _unusual_lengths(standing: Completeness) -> Iterator[Known]:
    """Yield lengths between a milestone and another event that few other things last: `4 h 41 min`, not `30 min`."""
    for milestone, at in standing.values.basis.marks.at.items():
        for event in standing.postmortem.timeline[:_MOST_PAIRED]:
            if event.at is None:
                continue
            seconds = abs((event.at - at).total_seconds())
            if seconds >= _LONG and seconds % _ROUND:
                yield Known(f"from {milestone.value} {event.id}", f"Time from or to {milestone.label.lower()}",
                            ValueKind.LENGTH, seconds)  # fmt: skip


_LONG = 30 * 60
_ROUND = 15 * 60
_MOST_PAIRED = 100
"""Lengths in seconds below which, and round lengths of which, a text is likely to name another one; and events that
are paired. Chosen by hand, with the five examples."""


def _figures(standing: Completeness) -> Iterator[Known]:
    for name, definition in FIGURES.items():
        figure = standing.values.figures[name]
        kind = _UNITS.get(definition.unit)
        number = _number(figure)
        if kind is not None and number is not None:
            value = number * 100 if kind is ValueKind.SHARE else number
            yield Known(f"figure {name}", definition.label, kind, value)
    budget, used = (_number(standing.values.figures[name]) for name in ("budget", "budget_consumed"))
    if budget is not None and used is not None:
        yield Known("budget used", "Budget consumed", ValueKind.LENGTH, budget * used)
        yield Known("figure budget_left", "Budget remaining", ValueKind.SHARE, 100 - 100 * used)


def _number(figure: Figure) -> float | None:
    value = figure.computed if figure.computed is not None else figure.value
    if isinstance(value, timedelta):
        return value.total_seconds()
    number = figure.number
    return None if number is None else float(number.likely if isinstance(number, Estimate) else number)


def _answers(postmortem: Postmortem) -> Iterator[Known]:
    for name, share in (("impact.budget.slo", read_share(postmortem.impact.budget.slo[:50])),):
        if share is not None:
            yield Known(name, "Objective", ValueKind.SHARE, float(100 * share))
    recovery = postmortem.impact.recovery
    for name, text in (("RTO", recovery.rto_target), ("RPO", recovery.rpo_target)):
        target = read_duration(text[:100])
        if target is not None:
            yield Known(name, name, ValueKind.LENGTH, target.total_seconds())
    for path in _ANSWERS:
        text = value_at(postmortem, path)
        try:
            amount = read_amount(text[:300]) if text.strip() else None
        except (AmountError, ArithmeticError):
            continue
        if amount is not None and not amount.is_percent:
            yield Known(path, model_questions()[path].label, ValueKind.COUNT, float(amount.estimate.likely))


# -- what was known before ---------------------------------------------------------------------------------------------


@dataclass
class SeenValues:
    """The values that a postmortem has had: since a session began, or in an earlier version of the draft.

    Attributes:
        seen: the values by what they are of, each in the order in which it was had.
    """

    seen: dict[str, list[Known]] = field(default_factory=dict)

    def see(self, standing: Completeness) -> None:
        """Remember the values that a postmortem has now."""
        for key, known in known_values(standing).items():
            had = self.seen.setdefault(key, [])
            if known in had:
                had.remove(known)
            had.append(known)
            del had[:-_MOST_KEPT]

    def old(self, current: dict[str, Known]) -> list[tuple[Known, Known | None]]:
        """Return the values that have changed, each with what it is now; None if it's gone."""
        return [
            (known, current.get(key))
            for key, had in self.seen.items()
            for known in reversed(had)
            if (key not in current and not known.is_of_segment)
            or (key in current and current[key].value != known.value)
        ]


_MOST_KEPT = 20
"""Values of one figure that are remembered: an author who tries more of them is still looking for the right one."""


# -- all texts ---------------------------------------------------------------------------------------------------------

_NOT_TEXTS = frozenset(("id", "origin", "milestones", "addresses", "parent", "service", "timezone", "author", "authors",
                        "reviewers", "owner", "signature", "version", "slo", "target", "rto_target", "rpo_target",
                        "window_days", "agreement", "traffic", "audience", "earnings", "effort", "counting", "failing",
                        "share"))  # fmt: skip
"""Fields that are names, or numbers from which figures are computed."""

_TABLES = frozenset(("marks", "waived", "signed", "typed", "begun", "extra"))


def texts(postmortem: Postmortem) -> Iterator[tuple[str, int, str]]:
    """Yield each text of a postmortem with its path, in document order; of a list, each entry with its position.

    The position is -1 for a text that isn't in a list.
    """
    for name in type(postmortem).model_fields:
        if name not in _TABLES:
            yield from _texts(name, getattr(postmortem, name))


def _texts(path: str, value: Any) -> Iterator[tuple[str, int, str]]:
    if isinstance(value, str):
        if value.strip() and type(value) is str:
            yield path, -1, value
    elif isinstance(value, BaseModel):
        for name in field_names(value):
            if name not in _NOT_TEXTS:
                yield from _texts(f"{path}.{name}", getattr(value, name))
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(f"{path}.{name}", each)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            if isinstance(each, BaseModel):
                yield from _texts(f"{path}.{each.id}" if hasattr(each, "id") else f"{path}.{number}", each)
            elif type(each) is str and each.strip():
                yield path, number, each


def zones_of(standing: Completeness) -> list[ZoneInfo]:
    """Return the zones that a time without its zone may be in, the likelier first."""
    return list(dict.fromkeys((standing.values.printed_zone, standing.values.zone, ZoneInfo("UTC"))))


def minutes_of(times: Iterable[datetime], zone: tzinfo) -> set[int]:
    """Return the minutes of the day that instants are at, in a zone."""
    local = (moment.astimezone(zone) for moment in times)
    return {moment.hour * 60 + moment.minute for moment in local}


# -- writing the new value ---------------------------------------------------------------------------------------------


def replacement_edit(postmortem: Postmortem, replacement: Replacement) -> Set | None:
    """Return the edit that writes a new value in its place; None if the text has changed in the meantime."""
    try:
        value = value_at(postmortem, _answer_of(replacement.path))
    except EditError:
        return None
    if isinstance(value, Override):
        text = _replaced(value.value, replacement)
        return (
            None
            if text is None
            else Set(path=_answer_of(replacement.path), value={**value.model_dump(), "value": text})
        )
    entries = value if isinstance(value, tuple) else (value,)
    at = max(replacement.position, 0)
    text = _replaced(entries[at], replacement) if at < len(entries) else None
    if text is None:
        return None
    new = [*entries[:at], text, *entries[at + 1 :]]
    return Set(path=replacement.path, value=new if isinstance(value, tuple) else text)


def _answer_of(path: str) -> str:
    """Return the path that can be set: of an override's value, the override."""
    return path.removesuffix(".value") if path.startswith("stated.") else path


def _replaced(text: Any, replacement: Replacement) -> str | None:
    if not isinstance(text, str) or text[replacement.start : replacement.end] != replacement.old:
        return None
    return text[: replacement.start] + replacement.words + text[replacement.end :]
