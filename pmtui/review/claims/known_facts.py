"""What the postmortem knows, to compare prose with: durations, milestones, counts, failure rates, the budget."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.figures.compute import Figure, FigureState, bounded
from pmtui.figures.families.budget import told_apart
from pmtui.figures.milestones import Spell
from pmtui.figures.segments import Impacted
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Degradation, Milestone
from pmtui.parsing.amounts import AmountError, Estimate, read_amount
from pmtui.parsing.days import CalendarDay, WrittenWeekday
from pmtui.parsing.durations import write_duration
from pmtui.parsing.moments import write_clock
from pmtui.parsing.numbers import ReadQuantity, counts, write_number
from pmtui.parsing.prose_clocks import ClockTime
from pmtui.parsing.shares import read_share, shares
from pmtui.parsing.zones import read_zone
from pmtui.review.claims.endpoints import PAIRS, milestone_pairs
from pmtui.review.claims.ranges import ClockRange
from pmtui.review.claims.reading import words_of
from pmtui.template.progress import Completeness

_ROUGHLY = 10
_EXACTLY = 1
"""Minutes that a time may differ by: if it's hedged ("about 14:30"), and if it isn't.

One minute allows for seconds that were rounded. Ten is chosen by hand: hedged times are multiples of five or ten
minutes, and with more, "about 14:30" would agree with the next event, too.

The slices below (2,000 events, 500 unmarked ones, 50 segments, 300 characters) bound the work for hostile drafts;
what's beyond isn't compared. They are far above any real timeline: the largest example has 18 events.
"""

_MOST_RATES = 50

_LENGTH_FIGURES = {
    "acknowledge": ("time_to_acknowledge",),
    "detect": ("time_to_detect",),
    "identify": ("time_to_identify",),
    "mitigate": ("time_to_mitigate", "identify_to_mitigate"),
    "resolve": ("time_to_resolve", "detect_to_resolve", "time_to_mitigate", "duration", "mitigate_to_resolve"),
    "degraded": ("degraded", "mitigate_to_resolve"),
    "impact": ("duration", "time_to_resolve", "time_to_mitigate", "degraded", "detect_to_resolve"),
}
"""The figures that a duration may be, by what its sentence is about."""

_BETWEEN = {
    "acknowledge": ((Milestone.STARTED, Milestone.ACKNOWLEDGED),),
    "identify": ((Milestone.STARTED, Milestone.IDENTIFIED), (Milestone.ACKNOWLEDGED, Milestone.IDENTIFIED)),
    "mitigate": ((Milestone.MITIGATION_STARTED, Milestone.MITIGATED), (Milestone.DETECTED, Milestone.MITIGATED),
                 (Milestone.IDENTIFIED, Milestone.MITIGATED),
                 (Milestone.ACKNOWLEDGED, Milestone.MITIGATED)),
    "resolve": ((Milestone.ACKNOWLEDGED, Milestone.RESOLVED), (Milestone.MITIGATION_STARTED, Milestone.RESOLVED),
                (Milestone.IDENTIFIED, Milestone.RESOLVED)),
}  # fmt: skip
"""Other spans that people mean by the same words."""

_MILESTONES = {
    "started": (Milestone.STARTED,),
    "detected": (Milestone.DETECTED,),
    "acknowledged": (Milestone.ACKNOWLEDGED,),
    "identified": (Milestone.IDENTIFIED,),
    "mitigation_started": (Milestone.MITIGATION_STARTED,),
    "mitigated": (Milestone.MITIGATED,),
    "resolved": (Milestone.RESOLVED, Milestone.MITIGATED, Milestone.CLOSED),
}
_ANY_EVENT = frozenset({"mitigation_started", "detected", "acknowledged", "identified", "mitigated", "resolved"})
"""Milestones whose words may also fit an unmarked event: a second alert, a part that recovered earlier."""


@dataclass(frozen=True)
class Facts:
    """What prose is compared with.

    Attributes:
        numbers: the ranges of values that a sentence may name, by what it's about: seconds, percent, or a count.
        words: the same as text, for a message.
        times: the instants that a sentence may name, by milestone.
        zone: the incident's time zone.
        printed_zone: the time zone that the document shows times in.
        days: the days on which something happened, in the incident's zone.
        day: the incident's date; None if it isn't known.
        whose: the words that name what failed: the service and its users; and, apart from that, only the users.
        minutes: a cache of the times as minutes of the day, by fact and zone.
    """

    numbers: dict[str, tuple[tuple[float, float], ...]]
    words: dict[str, str]
    times: dict[str, tuple[datetime, ...]]
    zone: ZoneInfo
    printed_zone: ZoneInfo
    days: frozenset[date]
    day: date | None
    whose: tuple[frozenset[str], frozenset[str]]
    minutes: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)

    def fits(self, fact: str, said: ReadQuantity) -> bool:
        """Return whether a quantity agrees with a fact; True if the fact isn't known."""
        known = self.numbers.get(fact, ())
        return not known or any(said.fits(low) or said.fits(high) or low <= said.value <= high for low, high in known)

    def most(self, fact: str) -> float:
        """Return the highest value that a fact may have; 0 if it isn't known."""
        return max((high for _, high in self.numbers.get(fact, ())), default=0)

    def knows(self, fact: str) -> bool:
        """Return whether the fact is known."""
        return fact in self.numbers or fact in self.times

    def in_words(self, fact: str) -> str:
        """Return what the postmortem says about a fact, for a message."""
        return self.words.get(fact, "")

    def other_time(self, fact: str, said: ClockTime) -> str:
        """Return the time in the timeline instead; empty if it agrees or isn't known."""
        known = self.times.get(fact, ())
        if not known:
            return ""
        named = read_zone(f" {said.zone}", self.zone) if said.zone else None
        if said.zone and named is None and said.zone != "local":
            return ""  # an unknown zone: the times can't be compared
        zones = [named[0].zone] if named is not None else [self.zone, self.printed_zone, ZoneInfo("UTC")]
        if any(self._is_at(fact, said, zone) for zone in zones):
            return ""
        return write_clock(known[0].astimezone(self.printed_zone))

    def _is_at(self, fact: str, said: ClockTime, zone: tzinfo) -> bool:
        near = _ROUGHLY if said.is_about else _EXACTLY
        at = said.clock.hour * 60 + said.clock.minute
        away = (abs(at - minute) for minute in self._minutes_of(fact, zone))
        return any(min(each, 1440 - each) <= near for each in away)

    def wrong_end(self, said: ClockRange) -> tuple[ClockTime, str] | None:
        """Return the end of a range that isn't in the timeline, with the time instead; None if that's certain of none.

        A range that begins when the impact started is about the impact, whatever its sentence says; likewise one that
        ends with it. Its other end is then a time of the timeline, too.
        """
        if said.first.is_about or said.last.is_about or said.first.zone not in ("", said.last.zone):
            return None
        for zone in dict.fromkeys((self.zone, self.printed_zone, ZoneInfo("UTC"))):
            begins, ends = self._is_at("started", said.first, zone), self._is_at("all over", said.last, zone)
            if begins == ends:
                continue
            other, fact = (said.last, "resolved") if begins else (said.first, "started")
            if self.times.get(fact) and not self._is_at("any time", other, zone):
                return other, write_clock(self.times[fact][0].astimezone(self.printed_zone))
        return None

    def is_as_long(self, said: ClockRange) -> bool:
        """Return whether a range is as long as its text says, by the clock or between times of the timeline."""
        if said.length is None or said.length.fits(60 * said.minutes):
            return True
        for zone in (self.zone, self.printed_zone):  # the clocks may have changed in it
            firsts, lasts = (
                [at for at in self.times.get("any time", ()) if _is_clock(at.astimezone(zone), each)]
                for each in (said.first, said.last)
            )
            if any(said.length.fits((last - first).total_seconds()) for first in firsts for last in lasts):
                return True
        return False

    def _minutes_of(self, fact: str, zone: tzinfo) -> frozenset[int]:
        """Return the minutes of the day that a fact may be at, in a zone; cached."""
        key = (fact, str(zone))
        if key not in self.minutes:
            local = (moment.astimezone(zone) for moment in self.times.get(fact, ()))
            self.minutes[key] = frozenset(moment.hour * 60 + moment.minute for moment in local)
        return self.minutes[key]

    def other_day(self, said: CalendarDay) -> str:
        """Return the incident's date if a sentence names a day on which nothing happened; empty otherwise."""
        if self.day is None or any(_is_day(day, said) for day in self.days):
            return ""
        return self.day.isoformat()

    def other_weekday(self, said: WrittenWeekday) -> str:
        """Return what is right instead of a weekday, as text; empty if it's right or can't be told."""
        if self.day is None:
            return ""
        if said.day is None:
            if any(day.weekday() == said.number for day in self.days):
                return ""
            return f"{self.day.isoformat()} was a {self.day:%A}"
        try:
            named = date(said.day.year or self.day.year, said.day.month, said.day.day)
        except ValueError:
            return ""
        is_far = not said.day.year and abs((named - self.day).days) > _SAME_YEAR
        return "" if is_far or named.weekday() == said.number else f"{named.isoformat()} was a {named:%A}"


_SAME_YEAR = 120
"""Days from the incident within which a date without its year is of the same year. Chosen by hand: four months."""


def _is_day(day: date, said: CalendarDay) -> bool:
    return (day.day, day.month) == (said.day, said.month) and said.year in (0, day.year)


def _is_clock(local: datetime, said: ClockTime) -> bool:
    return (local.hour, local.minute) == (said.clock.hour, said.clock.minute)


def facts(standing: Completeness) -> Facts:
    """Return what a postmortem knows about its incident, without figures that aren't computed yet."""
    impacted, marks = standing.values.basis.impacted, standing.values.basis.marks
    numbers: dict[str, tuple[tuple[float, float], ...]] = {}
    words: dict[str, str] = {}
    _length_facts(standing, numbers, words)
    _count_facts(standing, numbers, words)
    _share_facts(standing, impacted, numbers, words)
    _budget_facts(standing, numbers, words)
    _pair_facts(standing, numbers, words)
    zone = standing.values.zone
    moments = [
        moment.astimezone(each).date()
        for event in standing.postmortem.timeline[:2000]
        for moment in (event.at, event.until)
        for each in dict.fromkeys((zone, standing.values.printed_zone))
        if moment is not None
    ]
    known = frozenset(moments) | ({standing.postmortem.incident.date} if standing.postmortem.incident.date else set())
    day = standing.postmortem.incident.date or (min(moments) if moments else None)
    times = {} if marks.has_relapsed else _times(standing)
    return Facts(
        numbers,
        words,
        times,
        zone,
        standing.values.printed_zone,
        frozenset(d for d in known if d),
        day,
        _whose(standing.postmortem),
    )


_NOT_PEOPLE = frozenset(
    {"about", "all", "approximately", "around", "active", "daily", "monthly", "weekly", "total", "the"}
)
_ANYONE = frozenset({"service", "site", "website", "platform", "portal", "everything", "everyone", "user", "customer"})


def _whose(postmortem: Postmortem) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for what failed, from the title, the services, and the users; and those for the users."""
    impact = postmortem.impact
    texts = (*impact.users_affected[:300].replace(")", "(").split("("), impact.audience.named[:300])
    people = words_of(" ".join(text.split()[-1] for text in texts if text.strip())) - _NOT_PEOPLE
    named = words_of(" ".join((postmortem.incident.title[:300], *(each[:100] for each in impact.services[:20]))))
    return named | people | _ANYONE, people


# -- lengths of time ---------------------------------------------------------------------------------------------------


def _length_facts(
    standing: Completeness, numbers: dict[str, tuple[tuple[float, float], ...]], words: dict[str, str]
) -> None:
    figures, marks = standing.values.figures, standing.values.basis.marks
    for fact, names in _LENGTH_FIGURES.items():
        known = {name: seconds for name in names if (seconds := _seconds(figures[name])) is not None}
        if not known or (marks.has_relapsed and fact != "impact"):
            continue  # with several impact periods, a sentence may mean any of them
        others = _between(standing, fact)
        if fact in ("impact", "degraded", "resolve"):
            others += _stretch_lengths(standing.values.basis.impacted)
            others += [length for spell in marks.spells for length in _spell_lengths(spell)]
            others.append(marks.between_spells.total_seconds())
        lengths = [*known.values(), *(seconds for seconds in others if seconds > 0)]
        numbers[fact] = tuple((seconds, seconds) for seconds in lengths if seconds >= 0)
        words[fact] = f"the timeline gives {write_duration(timedelta(seconds=next(iter(known.values()))))}"


def _between(standing: Completeness, fact: str) -> list[float]:
    at = standing.values.basis.marks.at
    pairs = _BETWEEN.get(fact, ())
    return [(at[last] - at[first]).total_seconds() for first, last in pairs if first in at and last in at]


def _spell_lengths(spell: Spell) -> list[float]:
    ends = [end for end in (spell.end, spell.mitigated) if end is not None]
    return [(end - spell.start).total_seconds() for end in ends]


def _seconds(figure: Figure) -> float | None:
    value = figure.computed if figure.state is FigureState.STATED else figure.value
    return value.total_seconds() if isinstance(value, timedelta) else None


def _stretch_lengths(impacted: Impacted) -> list[float]:
    return [(stretch.end - stretch.start).total_seconds() for stretch in impacted.stretches[:50]]


def _pair_facts(
    standing: Completeness, numbers: dict[str, tuple[tuple[float, float], ...]], words: dict[str, str]
) -> None:
    """Add the lengths between two milestones that a sentence may name."""
    marks = standing.values.basis.marks
    if marks.has_relapsed:
        return
    at = marks.at
    for fact in PAIRS:
        pairs = [(at[first], at[last]) for first, last in milestone_pairs(fact) if first in at and last in at]
        lengths = [(last - first).total_seconds() for first, last in pairs if last >= first]
        if lengths:
            numbers[fact] = tuple((seconds, seconds) for seconds in lengths)
            words[fact] = f"from {fact} the timeline has {write_duration(timedelta(seconds=lengths[0]))}"


# -- counts and shares -------------------------------------------------------------------------------------------------


def _count_facts(
    standing: Completeness, numbers: dict[str, tuple[tuple[float, float], ...]], words: dict[str, str]
) -> None:
    impact = standing.postmortem.impact
    computed = {"users": "users_affected", "failed_requests": "failed_requests", "tickets": ""}
    texts = {
        "tickets": impact.support_tickets,
        "users": impact.users_affected,
        "failed_requests": impact.failed_requests,
    }
    for fact, text in texts.items():
        known = _amounts(text)
        if text.strip() and not known:
            continue  # not a plain number, so prose can't contradict it
        number = bounded(computed[fact], standing.values.basis) if computed[fact] else None
        if isinstance(number, Estimate):
            known.append((float(number.low), float(number.high)))
        if known:
            if fact == "users":
                known += _amounts(impact.audience.total)
            numbers[fact] = tuple(known)
            most = write_number(Decimal(str(known[0][1])), 0)
            is_range = not text.strip() and bool(standing.values.basis.ends)
            words[fact] = f"your answers give {f'at most {most}' if is_range else text.strip() or most}"


def _amounts(text: str) -> list[tuple[float, float]]:
    """Return the ranges of values that an answer names: the amount it starts with, and other bare numbers."""
    if not text.strip() or len(text) > 300:
        return []
    try:
        amount = read_amount(text.split("(")[0])
    except (AmountError, ArithmeticError):
        return []
    found = [] if amount.is_percent else [(float(amount.estimate.low), float(amount.estimate.high))]
    others = [said.value for said in counts(text)]
    part = next((said.value for said in shares(text)), None)
    if amount.is_percent and part is not None and others:
        found.append((part / 100 * others[0], part / 100 * others[0]))
    return [*found, *((value, value) for value in others)] if found else []


def _share_facts(
    standing: Completeness,
    impacted: Impacted,
    numbers: dict[str, tuple[tuple[float, float], ...]],
    words: dict[str, str],
) -> None:
    impact, figures = standing.postmortem.impact, standing.values.figures
    known = [] if impacted.is_assumed else sorted({float(stretch.share * 100) for stretch in impacted.stretches})
    if known:
        shown = ", ".join(f"{write_number(Decimal(str(share)))}%" for share in known[:4])
        texts = (impact.users_affected, impact.error_rate.peak, impact.error_rate.normal, impact.failed_requests)
        known += [said.value for text in texts for said in shares(text[:300])]
        lengths = [(stretch.end - stretch.start).total_seconds() for stretch in impacted.stretches]
        weights = [
            float(stretch.share) * 100 * length for stretch, length in zip(impacted.stretches, lengths, strict=True)
        ]
        known += [sum(weights) / sum(lengths)] if sum(lengths) else []
        numbers["shares"] = numbers["traffic"] = tuple((share, share) for share in known)
        words["shares"] = words["traffic"] = f"the failure rates are {shown}"
        reach = _number(figures["users_share"])
        most = max([*known[:_MOST_RATES], *([100 * reach] if reach is not None else [])])
        if impact.degradation is not Degradation.COMPLETE_OUTAGE:
            numbers["complete"] = ((most, most),)
            words["complete"] = f"at most {write_number(Decimal(str(most)))}% failed"


def _number(figure: Figure) -> float | None:
    """Return the highest value of a figure's number; None if there is none."""
    if figure.state is not FigureState.RECORDED or figure.number is None:
        return None
    return float(figure.number.high if isinstance(figure.number, Estimate) else figure.number)


def _budget_facts(
    standing: Completeness, numbers: dict[str, tuple[tuple[float, float], ...]], words: dict[str, str]
) -> None:
    """Add what the objective allows, and what is used and left of it: as shares and in minutes."""
    figures = standing.values.figures
    total = _number(figures["budget"])
    if total is not None:
        numbers["budget_total"] = ((total, total),)
        words["budget_total"] = f"pmtui computes a budget of {_minutes(total)} min"
    is_recorded = figures["budget_consumed"].state is FigureState.RECORDED
    budget = bounded("budget_consumed", standing.values.basis) if is_recorded else None
    if budget is not None:
        bounds = (budget.low, budget.high) if isinstance(budget, Estimate) else (budget, budget)
        low, high = (float(bound * 100) for bound in bounds)
        numbers["budget"], numbers["budget_left"] = ((low, high),), ((100 - high, 100 - low),)
        used, left = _percent(low, high), _percent(100 - high, 100 - low)
        words["budget"], words["budget_left"] = f"pmtui computes {used} used", f"pmtui computes {left} left"
        if total is not None:
            numbers["budget_used"] = ((total * low / 100, total * high / 100),)
            words["budget_used"] = f"pmtui computes {_minutes(total * high / 100)} min used"
            rest = (total * (100 - high) / 100, total * (100 - low) / 100)
            numbers["budget_rest"] = (rest,)
            words["budget_rest"] = f"pmtui computes {_minutes(rest[0])} min left"
    target = read_share(standing.postmortem.impact.budget.slo[:50])
    if target is not None:
        numbers["slo"] = ((float(target * 100), float(target * 100)),)
    is_recorded = figures["availability"].state is FigureState.RECORDED
    available = bounded("availability", standing.values.basis) if is_recorded else None
    if available is not None:
        ends = (available.low, available.high) if isinstance(available, Estimate) else (available, available)
        low, high = sorted(float(end * 100) for end in ends)
        numbers["availability"] = ((low, high),)
        words["availability"] = f"pmtui computes {told_apart(ends[0])} from this incident alone"


def _minutes(seconds: float) -> str:
    return write_number(Decimal(str(seconds)) / 60)


def _percent(low: float, high: float) -> str:
    """Write a percentage, or its range: `40% to 60%`."""
    written = [f"{write_number(Decimal(str(bound)))}%" for bound in (low, high)]
    return " to ".join(dict.fromkeys(written))


# -- times -------------------------------------------------------------------------------------------------------------


def _times(standing: Completeness) -> dict[str, tuple[datetime, ...]]:
    marks = standing.values.basis.marks
    unmarked = [event.at for event in standing.postmortem.timeline[:500] if not event.milestones]
    events = tuple(at for at in unmarked if at is not None)
    moments = (moment for event in standing.postmortem.timeline[:500] for moment in (event.at, event.until))
    ends = (Milestone.MITIGATED, Milestone.RESOLVED)
    found: dict[str, tuple[datetime, ...]] = {
        "any time": (*(moment for moment in moments if moment is not None), *_boundaries(standing, "resolved")),
        "all over": tuple(marks.at[milestone] for milestone in ends if milestone in marks.at),
    }
    for fact, milestones in _MILESTONES.items():
        if milestones[0] not in marks.at:
            continue
        known = [marks.at[milestone] for milestone in milestones if milestone in marks.at]
        found[fact] = (*known, *(events if fact in _ANY_EVENT else ()), *_boundaries(standing, fact))
    return found


def _boundaries(standing: Completeness, fact: str) -> tuple[datetime, ...]:
    """Return the instants when the impact changed: a sentence may be about one segment of it."""
    if fact not in ("started", "resolved", "mitigated"):
        return ()
    stretches = standing.values.basis.impacted.stretches[:50]
    return tuple(moment for stretch in stretches for moment in (stretch.start, stretch.end))
