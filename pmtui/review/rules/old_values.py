"""The rule for text that still states what a figure or a time was before it changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from zoneinfo import ZoneInfo

from pmtui.advice import Advice
from pmtui.figures.catalog import FIGURES
from pmtui.language.prose import own_words, pieces, sentence_around
from pmtui.model.scales import Milestone
from pmtui.parsing.days import CalendarDay, days
from pmtui.parsing.durations import lengths, write_duration
from pmtui.parsing.numbers import Hedge, ReadQuantity, counts, write_number
from pmtui.parsing.prose_clocks import ClockTime, clock_times
from pmtui.parsing.shares import shares
from pmtui.parsing.zones import read_zone
from pmtui.review.claims.reading import is_about_something_else
from pmtui.review.context import Context
from pmtui.review.findings import OLD_VALUE, Finding, Level, Replacement, Rule, Topic
from pmtui.review.old_values import Known, ValueKind, known_values, texts, zones_of
from pmtui.text import plural

OLD = Rule(OLD_VALUE, Topic.FIGURES, "Still states an old value",
           "A figure or a time has changed, and this text has what it was before.",
           "SRE Workbook, chapter 10: numbers that can be checked",
           Advice("Is it about that? Write the new value."), Level.WARNING)  # fmt: skip
RULES = (OLD,)

_PIECE = 2_000
"""Characters that are read at a time."""


@dataclass(frozen=True)
class _Stated:
    """A quantity of a text.

    Attributes:
        kind: what it may be.
        said: the quantity.
        day: the day that is written next to a time.
        is_elsewhere: whether the words around it say that it's about something else.
        around: the words around it.
        times: the times next to it in its sentence.
        ends: the times that a length is between, or said to be before or after, if its sentence has them.
    """

    kind: ValueKind
    said: ReadQuantity | ClockTime
    day: CalendarDay | None = None
    is_elsewhere: bool = False
    around: str = ""
    times: tuple[ClockTime, ...] = ()
    ends: tuple[ClockTime, ...] = ()


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield the texts that still state an old value; None now and then, so the review may pause."""
    if context.seen is None:
        return
    current = known_values(context.standing)
    old = context.seen.old(current)
    if not old:
        return
    comparison = _Comparison(context, old, list(current.values()))
    for number, (path, position, text) in enumerate(texts(context.postmortem)):
        if number % 8 == 7:
            yield None
        section = path.removeprefix("causes.").removeprefix("impact.")
        for offset, piece in pieces(own_words(text), _PIECE):
            if offset:
                yield None
            for stated in _stated(piece):
                found = comparison.outdated(replace(stated, around=f"{section} {stated.around}"))
                if found is not None:
                    yield _finding(context, comparison, path, position, text, offset, stated, *found)


def _finding(
    context: Context,
    comparison: "_Comparison",
    path: str,
    position: int,
    text: str,
    offset: int,
    stated: _Stated,
    known: Known,
    now: Known | None,
) -> Finding:
    start, end = offset + stated.said.start, offset + stated.said.end
    words = text[start:end]
    if _HALF_AND_STOP.fullmatch(words):
        words, end = words[:-1], end - 1
    if "(" in words and ")" not in words:  # the zone's closing parenthesis isn't part of a time
        words = words.partition("(")[0].rstrip()
        end = start + len(words)
    zone = comparison.zones[0]
    instead = f"now {now.in_words(zone)}" if now is not None else "now gone"
    message = f"'{words}': {known.label} was {known.in_words(zone)}, {instead}."
    shown = _shown_at(path)
    found = context.found(OLD, shown, message, words)
    new = _in_the_same_form(words, stated, known, now, comparison) if now is not None else ""
    return (
        replace(found, replacement=Replacement(path, position, start, end, words, new))
        if new not in ("", words)
        else found
    )


_HALF_AND_STOP = re.compile(r".*[ap]m\.", re.IGNORECASE)


def _shown_at(path: str) -> str:
    """Return the path of the question that a text answers: of an override, the figure's."""
    if path.startswith("stated."):
        name = path.split(".")[1]
        return FIGURES[name].place if name in FIGURES else path
    return path


@lru_cache(maxsize=20_000)
def _stated(prose: str) -> tuple[_Stated, ...]:
    """Return the quantities of a text that may be a figure, a time, or a number in an answer."""
    if not any(char.isdigit() for char in prose) and not _SPELLED.search(prose):
        return ()
    found: list[_Stated] = []
    taken: list[tuple[int, int]] = []
    written_days = list(days(prose))
    times = list(clock_times(prose))
    for each in times:
        taken.append((each.start, each.end))
        found.append(_Stated(ValueKind.TIME, each, _day_near(each, written_days)))
    for kind, quantities in (
        (ValueKind.LENGTH, lengths(prose)),
        (ValueKind.SHARE, shares(prose)),
        (ValueKind.COUNT, counts(prose)),
    ):
        for said in quantities:
            if any(start < said.end and said.start < end for start, end in taken) or _is_one(prose, said):
                continue
            taken.append((said.start, said.end))
            is_elsewhere = is_about_something_else(prose, said.start, said.end)
            begin, stop = sentence_around(prose, said.start, said.end)
            within = [each for each in times if begin <= each.start < stop]
            ends = _ends(prose, said, within[:_MOST_TIMES]) if kind is ValueKind.LENGTH else ()
            least, most = max(begin, said.start - _BESIDE), min(stop, said.end + _BESIDE)
            near = tuple(each for each in times if least <= each.start < most)
            found.append(_Stated(kind, said, None, is_elsewhere, prose[begin:stop], near, ends))
    return tuple(found)


_AFTER = re.compile(r"\s*(?:after|before)\b[^.;,]{0,20}", re.IGNORECASE)


_MOST_TIMES = 8


def _ends(prose: str, said: ReadQuantity, times: list[ClockTime]) -> tuple[ClockTime, ...]:
    """Return the times of a sentence that a length is between: "17 min from 13:44 to 14:01", "30 min after 02:40"."""
    for each in times:
        if _AFTER.fullmatch(prose, said.end, each.start):
            return (each,)
    for first, last in combinations(times, 2):
        between = 60 * (last.clock.hour - first.clock.hour) + last.clock.minute - first.clock.minute
        if said.value == 60 * (between % 1440):
            return (first, last)
    return ()


def _is_one(prose: str, said: ReadQuantity) -> bool:
    """Return whether it's "a minute" or "an hour": those words are seldom a measurement."""
    return prose[said.start : said.end].lower().startswith(("a ", "an ")) and said.hedge is Hedge.EXACT


_SPELLED = re.compile(r"\b(?:hours?|minutes?|seconds|days?|half|third|quarter|in|per ?cent|every)\b", re.IGNORECASE)
_BESIDE = 40
"""Characters between a length and a time that it belongs to: the next cell of a row, or the same clause."""

_NEXT_TO = 30
"""Characters between a time and its day: "on 3 January the same happened at 14:32"."""


def _day_near(time: ClockTime, written: list[CalendarDay]) -> CalendarDay | None:
    near = [day for day in written if 0 <= time.start - day.end <= _NEXT_TO or 0 <= day.start - time.end <= _NEXT_TO]
    return min(near, key=lambda day: min(abs(time.start - day.end), abs(day.start - time.end)), default=None)


_Pair = tuple[Known, Known | None]
_Minutes = dict[int, list[tuple[date, _Pair]]]


class _Comparison:
    """What a postmortem's values were, and what they are."""

    def __init__(self, context: Context, old: list[_Pair], current: list[Known]) -> None:
        self.zones: Sequence[ZoneInfo] = zones_of(context.standing)
        self.old = {kind: [pair for pair in old if pair[0].kind is kind] for kind in ValueKind}
        self.current = {kind: [known for known in current if known.kind is kind] for kind in ValueKind}
        self._minutes: dict[str, tuple[_Minutes, _Minutes]] = {}
        self._named: dict[str, Sequence[tzinfo]] = {}

    def outdated(self, stated: _Stated) -> _Pair | None:
        """Return the old value that a quantity states, and the new one; None if it states none, or a current one."""
        said = stated.said
        if stated.is_elsewhere:
            return None
        if stated.ends and not any(self._outdated_time(each, None) for each in stated.ends):
            return None
        if isinstance(said, ClockTime):
            return self._outdated_time(said, stated.day)
        old = [pair for pair in self.old[stated.kind] if _states(stated, said, pair[0])]
        if not old:
            return None
        is_weak = all(known.is_weak for known, _ in old)
        fitting = (known for known in self.current[stated.kind] if is_weak or not known.is_weak)
        current = [known for known in fitting if _states(stated, said, known)]
        if not current:
            return old[0]
        best = max(old, key=lambda pair: _names(stated, pair[0]))
        others = max(_names(stated, known) for known in current)
        if _names(stated, best[0]) > others:
            return best
        has_old_time = any(self._outdated_time(each, None) for each in stated.times)
        return best if has_old_time and not others else None

    def _outdated_time(self, said: ClockTime, day: CalendarDay | None) -> _Pair | None:
        zones = self._zones_of(said.zone) if said.zone else self.zones
        minute = 60 * said.clock.hour + said.clock.minute
        for zone in zones:  # the likelier zone decides
            if any(_is_on(local, day) for local, _ in self._at_minute(zone)[0].get(minute, ())):
                return None
            for local, pair in self._at_minute(zone)[1].get(minute, ()):
                if _is_on(local, day):
                    return pair
        return None

    def _zones_of(self, name: str) -> Sequence[tzinfo]:
        """Return the zone that a time is written with; the usual ones if it isn't known."""
        if name not in self._named:
            named = read_zone(f" {name}", self.zones[0])
            self._named[name] = self.zones if named is None else [named[0].zone]
        return self._named[name]

    def _at_minute(self, zone: tzinfo) -> tuple[_Minutes, _Minutes]:
        """Return the current and the old times by their minute of the day in a zone, each with its date."""
        key = str(zone)
        if key not in self._minutes:
            current: _Minutes = {}
            old: _Minutes = {}
            pairs: list[tuple[_Minutes, _Pair]] = [(current, (known, None)) for known in self.current[ValueKind.TIME]]
            pairs += [(old, pair) for pair in self.old[ValueKind.TIME]]
            for table, pair in pairs:
                if isinstance(pair[0].value, datetime):
                    local = pair[0].value.astimezone(zone)
                    table.setdefault(60 * local.hour + local.minute, []).append((local.date(), pair))
            self._minutes[key] = current, old
        return self._minutes[key]


def _states(stated: _Stated, said: ReadQuantity, known: Known) -> bool:
    if isinstance(known.value, datetime) or not _is_exactly(said, known.value):
        return False
    if known.kind is ValueKind.SHARE and 99 < known.value < 100 and said.step >= 1:
        return False  # "100%" isn't a rounded availability
    if known.kind is ValueKind.SHARE and abs(said.value - known.value) > _NEAR_SHARE * said.value:
        return False
    if said.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST) and said.value % _ROUND == 0 and known.kind is ValueKind.LENGTH:
        return False
    if known.is_weak and said.value != known.value:
        return False
    words = _NAMED_BY.get(known.key)
    return words is None or words.search(stated.around) is not None


_BUDGET = re.compile(r"\bbudget|\bconsumed\b|\bremain|\bused\b", re.IGNORECASE)
_AVAILABILITY = re.compile(r"availab|\bSLO|\bSLA|uptime|\bobjective|\bdays\b", re.IGNORECASE)
_NAMED_BY = {
    "figure budget_consumed": _BUDGET, "figure budget_left": _BUDGET, "figure budget_policy": _BUDGET,
    "figure budget_requests_consumed": _BUDGET,
    "figure sla_uptime": _AVAILABILITY, "figure availability": _AVAILABILITY,
    "figure users_share": re.compile(r"\busers|\bcustomers|\bpeople|\baccounts", re.IGNORECASE),
}  # fmt: skip
"""Percentages that a text only states if it has a word for them, because any other may have the same number."""

_TOPICS = {
    Milestone.DETECTED: r"alert|alarm|detect|notic|\bpag(?:e|ing)",
    Milestone.ACKNOWLEDGED: r"acknowledg|respon|answered",
    Milestone.IDENTIFIED: r"\bcause|identif|\bfound|diagnos",
    Milestone.MITIGATION_STARTED: r"mitigation|rollback|began to|started to",
    Milestone.MITIGATED: r"mitigat|contain|rolled back|workaround",
    Milestone.RESOLVED: r"resol|recover|restor|\bfix|impact|outage|lasted|\bdown|failing",
}
_TOPIC = {milestone.value: re.compile(words, re.IGNORECASE) for milestone, words in _TOPICS.items()}


def _names(stated: _Stated, known: Known) -> bool:
    """Return whether the words around a length name the milestone that it ends at."""
    topic = _TOPIC.get(known.key.rpartition(" ")[2]) if known.key.startswith("between ") else None
    return topic is not None and topic.search(stated.around) is not None


def _is_on(local: date, day: CalendarDay | None) -> bool:
    return day is None or ((day.day, day.month) == (local.day, local.month) and day.year in (0, local.year))


def _is_exactly(said: ReadQuantity, value: float) -> bool:
    """Return whether a quantity states a value at the precision that it was written in.

    A bound ("within five minutes") does if it's the value itself, and a round number only if it's meant roughly: "two
    hours" of 1 h 51 min is another two hours.
    """
    if not value:
        return False
    if said.hedge in (Hedge.ABOUT, Hedge.NEARLY, Hedge.OVER):
        return said.fits(value)
    return abs(said.value - value) <= min(0.5 * said.step, _HALF_A_MINUTE, 0.01 * value)


_ROUND = 600
"""Seconds: "more than ten minutes" is a limit, and not a measurement."""

_NEAR_SHARE = 0.06
"""How much of a share's value it may be off by: "a third" states 35%, "nine out of ten" doesn't state 100%."""

_HALF_A_MINUTE = 30.0
_A_MINUTE = 60.0


# -- writing the new value as the old one was written ------------------------------------------------------------------

_CLOCK = re.compile(r"(?P<clock>\d{2}:\d{2})(?P<zone>\s?[A-Za-z]{1,8})?")
_MINUTES = re.compile(r"(?P<number>\d{1,6})(?P<unit>[ \u00a0-]?(?:min|minutes?|m))", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"\d{1,4} ?h \d{1,2} ?min")
_PERCENT = re.compile(r"(?P<number>\d{1,4}(?:\.(?P<decimals>\d{1,4}))?)(?P<sign> ?%)")
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")


def _in_the_same_form(words: str, stated: _Stated, known: Known, now: Known, comparison: _Comparison) -> str:
    """Return a new value in the form of the old one; empty if that isn't a plain number."""
    if isinstance(now.value, datetime) and isinstance(known.value, datetime):
        return _new_clock(words, known.value, now.value, comparison.zones)
    if isinstance(now.value, datetime):
        return ""
    if stated.kind is ValueKind.LENGTH:
        return _new_length(words, now.value)
    number = Decimal(str(now.value))
    if stated.kind is ValueKind.SHARE and (match := _PERCENT.fullmatch(words)):
        return f"{write_number(number, len(match['decimals'] or ''))}{match['sign']}"
    if stated.kind is ValueKind.COUNT and _COUNT.fullmatch(words):
        return write_number(number, 0) if "," in words or number < 1000 else str(int(number))
    return ""


def _new_clock(words: str, old: datetime, new: datetime, zones: Sequence[tzinfo]) -> str:
    match = _CLOCK.fullmatch(words)
    if match is None:
        return ""
    for zone in zones:
        if f"{old.astimezone(zone):%H:%M}" == match["clock"]:
            return f"{new.astimezone(zone):%H:%M}{match['zone'] or ''}"
    return ""


def _new_length(words: str, seconds: float) -> str:
    match = _MINUTES.fullmatch(words)
    if match and seconds % _A_MINUTE == 0:
        minutes = int(seconds // _A_MINUTE)
        unit = match["unit"]
        if unit.lstrip(" -\u00a0").startswith("minute") and not unit.startswith("-"):
            return plural(minutes, "minute")
        return f"{minutes}{unit}"
    return write_duration(timedelta(seconds=seconds)) if _HOURS_AND_MINUTES.fullmatch(words) else ""
