"""The rules for all kinds of records together: the window, duplicates, repeats, alerts, milestones."""

import hashlib
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pmtui.model.scales import Milestone
from pmtui.sources.reading import MOST_NOISE, Reading
from pmtui.sources.records import SourceRecord

_FIRST = (
    Milestone.DETECTED,
    Milestone.ACKNOWLEDGED,
    Milestone.IDENTIFIED,
    Milestone.STARTED,
    Milestone.MITIGATION_STARTED,
)
_LAST = (Milestone.MITIGATED, Milestone.RESOLVED, Milestone.CLOSED)
_LONGEST = 10_000
MOST_EVENTS = 20_000
"""Events that one import may have; nobody reads more."""

_MOST_IDS = 100_000
"""Ids that one event keeps: those of 100,000 repeats take 10 MB; nobody imports more of them twice."""

_NAME = re.compile("\ue000([^\ue000\ue001]{0,200})\ue001")


def family(kind: str) -> str:
    """Return what kinds share whose records have the same ids: those of Slack."""
    return "slack" if kind.startswith("slack_") else kind


class Collection:
    """The records of one import.

    Args:
        reading: the import.
        with_noise: noise becomes an event, too.
    """

    def __init__(self, reading: Reading, *, with_noise: bool = False) -> None:
        self.reading = reading
        self.with_noise = with_noise
        self.records: list[tuple[int, SourceRecord]] = []
        self.left_out: Counter[str] = reading.counted
        self._ids: dict[tuple[str, str], SourceRecord] = {}
        self._twins: dict[tuple[str, str, str, str], SourceRecord] = {}
        self._repeats: dict[tuple[str, str, str], SourceRecord] = {}
        self._file: list[SourceRecord] = []
        self._taken = 0
        self.count = 0

    def add(self, record: SourceRecord, kind: str) -> None:
        """Add one more record, read from this kind of source."""
        record.kind = kind
        self.count += 1
        if not record.noise:
            record.noise = self._why_outside(record)
        if record.noise:
            self._keep_noise(record)
            return
        if len(record.text) > _LONGEST:
            record.text = record.text[:_LONGEST] + " …"
            record.doubt = "; ".join(filter(None, (record.doubt, f"cut to its first {_LONGEST:,} characters")))
        if not record.id:
            record.id = _digest(record)
        if record.repeats and self._is_repeat(record):
            return
        if self._is_known(record):
            return
        self._taken += 1
        if self._taken > MOST_EVENTS:
            record.noise = f"more than {MOST_EVENTS:,} events"
            self._keep_noise(record)
            return
        self._file.append(record)

    def end_file(self) -> None:
        """Put a file's records in order. If they're written newest first, that includes those of one second."""
        timed = [record.at for record in self._file if record.at is not None]
        sign = -1 if len(timed) > 1 and timed[0] > timed[-1] else 1
        begin = len(self.records)
        self.records += [(begin + sign * index, record) for index, record in enumerate(self._file)]
        self._file = []

    def _why_outside(self, record: SourceRecord) -> str:
        window = self.reading.window
        if record.at is None:
            return "" if record.kind == "csv" else "no time"
        if window.misses(record.at, record.until) and (record.kind != "csv" or window.is_chosen):
            return "outside of --since and --until" if window.is_chosen else "another day"
        if record.must_begin_inside and window.begin is not None and record.at < window.begin:
            return "it is older than the incident"
        return ""

    def _keep_noise(self, record: SourceRecord) -> None:
        if self.reading.noise_seen >= MOST_NOISE:
            self.left_out[record.noise] += 1
            return
        self.reading.noise_seen += 1
        self._file.append(record)

    def _is_repeat(self, record: SourceRecord) -> bool:
        """Join a record with an earlier one of the same text; return whether there was one."""
        key = (record.kind, record.place, record.repeats)
        first = self._repeats.setdefault(key, record)
        if first is record or first.at is None or record.at is None:
            return False
        latest = max(first.until or first.at, record.until or record.at)
        _join(first, record)
        again = replace(record, noise="the same again")
        first.at = min(first.at, record.at)
        first.until = latest if latest > first.at else None
        self._keep_noise(again)
        return True

    def _is_known(self, record: SourceRecord) -> bool:
        """Return whether a record is a duplicate, or tells the same fact as another file of its kind."""
        key = (family(record.kind), record.id)
        known = self._ids.setdefault(key, record)
        why = "a duplicate record"
        if known is record and record.twin[0] and record.at is not None:
            twin = (family(record.kind), f"{record.at:%Y-%m-%d %H:%M:%S}", *record.twin)
            known, why = self._twins.setdefault(twin, record), "the same, from another file"
        if known is record:
            return False
        first_end, end = known.until or known.at, record.until or record.at
        if known.at is not None and record.at is not None and first_end and end:
            if end > first_end and record.at >= known.at and record.until:
                known.text = record.text
            known.at = min(known.at, record.at)
            latest = max(first_end, end) if known.until or record.until else known.at
            known.until = latest if latest > known.at else None
        if record.text.count("\n") > known.text.count("\n"):
            known.text = record.text
        if record.who and not known.who:
            known.who = record.who
        _join(known, record)
        self._keep_noise(replace(record, noise=why))
        return True

    # -- the end -----------------------------------------------------------------------------------------------------

    def finish(self) -> list[SourceRecord]:
        """Return all records, in chronological order."""
        last = datetime.max.replace(tzinfo=UTC)
        found = [record for _, record in sorted(self.records, key=lambda each: (each[1].at or last, each[0]))]
        for record in found:
            record.text, record.who = self._named(record.text), self._named(record.who)
        taken = [record for record in found if not record.noise]
        _without_echoes(taken)
        _without_repeated_alerts(taken)
        if self.with_noise:
            for record in found:
                if record.noise and record.text:
                    record.noise, record.doubt = "", "; ".join(filter(None, (record.noise, record.doubt)))
        taken = [record for record in found if not record.noise]
        _sort_milestones(taken)
        for doubt in (self.reading.zoneless, *self.reading.shared_doubts):
            _say_once(taken, doubt)
        _put_side_by_side(taken)
        return found

    def _named(self, text: str) -> str:
        """Return text with the names of the people that it mentions by id."""
        return (
            _NAME.sub(lambda found: self.reading.people.get(found[1], found[1].split(" ")[-1]), text)
            if "\ue000" in text
            else text
        )


def _join(record: SourceRecord, other: SourceRecord) -> None:
    """Note the ID of a record that is joined with another one."""
    if other.id != record.id and len(record.ids) < _MOST_IDS:
        record.ids.add(other.id)


def _digest(record: SourceRecord) -> str:
    at = record.at.isoformat() if record.at else ""
    return hashlib.sha256(f"{at}\n{record.text}".encode("utf-8", "replace")).hexdigest()[:16]


def _without_echoes(taken: list[SourceRecord]) -> None:
    """Leave out what a bot says twice in a row."""
    before: dict[str, str] = {}
    for record in taken:
        if record.echoes:
            key = f"{family(record.kind)} {record.echoes}"
            if before.get(key) == record.text:
                record.noise = "the same alert again"
            before[key] = record.text


def _without_repeated_alerts(taken: list[SourceRecord]) -> None:
    """Leave out an alert that fires again without having been resolved, and one that ends without having fired."""
    firing: dict[str, bool] = {}
    for record in taken:
        if not record.alert or record.noise:
            continue
        known = firing.get(record.alert)
        if record.is_over:
            if known is False or (known is None and record.needs_firing):
                record.noise = "it hadn't fired"
            firing[record.alert] = False
        else:
            if known:
                record.noise = "the same alert again"
            firing[record.alert] = True


def _sort_milestones(taken: list[SourceRecord]) -> None:
    """Leave one event for each milestone that an incident has once."""
    for milestones, order in ((_FIRST, taken), (_LAST, taken[::-1])):
        for milestone in milestones:
            marked = [record for record in order if record.milestone is milestone]
            for record in marked[1:]:
                record.milestone = None


def _say_once(taken: list[SourceRecord], doubt: str) -> None:
    """Leave the doubt that all times of a file share at the first of them."""
    told: set[str] = set()
    for record in taken:
        if doubt in record.doubt:
            if record.kind in told:
                record.doubt = record.doubt.replace(doubt, "").strip("; ")
            told.add(record.kind)


_CLOSE, _VERY_CLOSE = timedelta(seconds=120), timedelta(seconds=4)
_STRONG = re.compile(r"\b(?:[A-Z][a-z0-9]+){2,}\b|#\d{3,}\b|\bv\d+\.\d+[\w.]*")
_WEAK = re.compile(r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b")
_OVER = re.compile(r"(?i)\bresolved\b|\bOK\b|\brecovered\b|\bclosed\b")


def _put_side_by_side(taken: list[SourceRecord]) -> None:
    """Say of an event that another source may have the same fact, and which."""
    recent: list[tuple[SourceRecord, set[str], set[str], bool]] = []
    for record in taken:
        if record.at is None:
            continue
        text = record.text[:2000]
        strong, weak, is_over = set(_STRONG.findall(text)), set(_WEAK.findall(text)), bool(_OVER.search(text))
        at = record.at
        recent = [each for each in recent[-200:] if each[0].at is not None and at - each[0].at <= _CLOSE]
        for other, names, loose, was_over in recent:
            if family(other.kind) == family(record.kind) or was_over != is_over or other.at is None:
                continue
            if names & strong or (record.at - other.at <= _VERY_CLOSE and loose & weak):
                told = f"may be the same as {other.source} at {other.at.astimezone(UTC):%H:%M:%S} UTC"
                record.doubt = "; ".join(filter(None, (record.doubt, told)))
                record.may_be = other
                break
        recent.append((record, strong, weak, is_over))
