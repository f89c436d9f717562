"""Rules for numbers and times in prose that contradict the postmortem: "lasted 47 minutes" when it was 62.

A number is checked only if its sentence says what it's about; anything it could rightly mean there counts as
agreement. The timeline's events and the action items aren't checked: their numbers are about something else.
"""

from collections.abc import Iterator
from datetime import timedelta

from pmtui.advice import Advice
from pmtui.language.prose import own_pieces, pieces
from pmtui.model.impact import Objective
from pmtui.parsing.days import CalendarDay, WrittenWeekday
from pmtui.parsing.durations import write_duration
from pmtui.parsing.numbers import Hedge, ReadQuantity
from pmtui.parsing.prose_clocks import ClockTime
from pmtui.parsing.shares import shares
from pmtui.review.claims.known_facts import Facts, facts
from pmtui.review.claims.ranges import ClockRange
from pmtui.review.claims.reading import Claim, ClaimKind, read_claims
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.prose import sentences

_SOURCE = "SRE Workbook, chapter 10; 16 of one team's 36 reported durations matched no two timestamps of the incident"


def _rule(code: str, title: str, ask: Advice) -> Rule:
    why = "Readers who find two numbers for the same thing trust neither."
    return Rule(code, Topic.FIGURES, title, why, _SOURCE, ask, Level.WARNING)


LENGTH = _rule("F303", "Duration contradicts the timeline", Advice("Which is right, the text or the timeline?"))
CLOCK = _rule("F304", "Time contradicts the timeline", Advice("Which is right, the text or the timeline?"))
COUNT = _rule("F305", "Number contradicts an answer", Advice("Which is right, the text or the answer?"))
SHARE = _rule(
    "F306", "Percentage contradicts the failure rates", Advice("Which is right, the text or the failure rates?")
)
BUDGET = _rule("F307", "Number contradicts the error budget", Advice("", "see how it's computed", ("build",)))
RULES = (LENGTH, CLOCK, COUNT, SHARE, BUDGET)

_RULE_OF = {
    ClaimKind.LENGTH: LENGTH,
    ClaimKind.CLOCK: CLOCK,
    ClaimKind.COUNT: COUNT,
    ClaimKind.SHARE: SHARE,
    ClaimKind.BUDGET: BUDGET,
}

_ELSEWHERE = ("timeline.", "actions.", "follow_up.", "review.", "revisions.", "references.")
"""Paths of answers whose numbers are about something else."""

_OF_IMPACT = ("summary", "impact.", "appendix.", "communication.")
"""Paths of answers that are about the impact; elsewhere, what failed may be something else, and earlier."""

_LONG = 4_000
"""Characters from which a text is read in pieces, so the review may pause: this many take some milliseconds."""

_FAR_LONGER = 6
"""Times the impact's length from which what failed for so long is something else: a certificate, a job, an alert."""

_MOST_OBJECTIVES = 100


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield the quantities in prose that contradict the postmortem; None now and then, so the review may pause."""
    known: Facts | None = None
    for number, (path, text) in enumerate(sentences(context.postmortem, without=_ELSEWHERE)):
        if number % 8 == 7:
            yield None
        is_long = len(text) >= _LONG
        for _, piece in own_pieces(text, 2_000) if is_long else pieces(text, 2_000):
            if is_long:
                yield None
            claims = read_claims(piece, is_prose=is_long)
            if claims:
                known = known or facts(context.standing)
                yield from _in_piece(claims, known, context, path, piece)
    yield from _objectives(context, known)


def _objectives(context: Context, known: Facts | None) -> Iterator[Finding]:
    """Yield the rows of objectives whose result isn't the computed availability."""
    for objective in context.postmortem.impact.objectives[:_MOST_OBJECTIVES]:
        said = next(iter(shares(objective.actual[:100])), None)
        if said is None:
            continue
        known = known or facts(context.standing)
        if _is_of_availability(objective, known) and not known.fits("availability", said):
            path = f"impact.objectives.{objective.id}.actual"
            message = f"{objective.name}: '{objective.actual.strip()}': {known.in_words('availability')}."
            yield context.found(BUDGET, path, message, objective.actual.strip())


def _is_of_availability(objective: Objective, known: Facts) -> bool:
    """Return whether an objective is the incident's: it names the availability, or has the same target.

    One whose name has a number ("30 days up to 16 April") has its own window.
    """
    if any(char.isdigit() for char in objective.name):
        return False
    if "availab" in objective.name.lower() or "uptime" in objective.name.lower():
        return True
    target = next(iter(shares(objective.target[:100])), None)
    return target is not None and abs(target.value - known.most("slo")) < 1e-9


def _in_piece(claims: tuple[Claim, ...], known: Facts, context: Context, path: str, text: str) -> Iterator[Finding]:
    """Yield the claims that are wrong; if the text also has the right number, another one is a part of it."""
    right = {claim.fact for claim in claims if _is_right(claim, known)}
    for claim in claims:
        is_part_of_it = claim.fact in right and claim.kind in (ClaimKind.COUNT, ClaimKind.SHARE, ClaimKind.LENGTH)
        if is_part_of_it and " to " not in claim.fact:
            continue
        found = _wrong(claim, known, path, text)
        if found is not None:
            words, message = found
            yield context.found(_RULE_OF[claim.kind], path, f"'{words}': {message}.", words)


_COMPARED_WITH = {"outage": "impact", "people": "users"}
"""The facts that claims are compared with, where only some of them are about it."""


def _is_right(claim: Claim, known: Facts) -> bool:
    fact = _COMPARED_WITH.get(claim.fact, claim.fact)
    return isinstance(claim.said, ReadQuantity) and known.knows(fact) and known.fits(fact, claim.said)


def _wrong(claim: Claim, known: Facts, path: str, text: str) -> tuple[str, str] | None:
    """Return the words of a claim that are wrong, with what is right; None if it's right or can't be told."""
    said, words = claim.said, text[claim.start : claim.end]
    message = ""
    if isinstance(said, WrittenWeekday):
        message = known.other_weekday(said)
    elif isinstance(said, CalendarDay):
        instead = known.other_day(said) if claim.fact != "first_day" or path == "summary" else ""
        message = f"the incident was on {instead}" if instead else ""
    elif isinstance(said, ClockTime):
        instead = known.other_time(claim.fact, said)
        message = f"the timeline has {instead}" if instead else ""
    elif isinstance(said, ClockRange):
        return _wrong_range(claim, said, known, text)
    elif claim.fact == "traffic" and not path.startswith(_OF_IMPACT):
        return None
    elif claim.fact == "outage":
        message = known.in_words("impact") if _is_wrong_outage(claim, said, known, path) else ""
    elif claim.fact == "people":
        message = known.in_words("users") if _is_wrong_count(claim, said, known) else ""
    elif not known.fits(claim.fact, said) and not (claim.is_part and said.value <= known.most(claim.fact)):
        message = known.in_words(claim.fact)
    return (words, message) if message else None


def _wrong_range(claim: Claim, said: ClockRange, known: Facts, text: str) -> tuple[str, str] | None:
    if said.length is not None:
        if known.is_as_long(said):
            return None
        ends = f"{text[said.first.start : said.first.end]} to {text[said.last.start : said.last.end]}"
        return text[claim.start : claim.end], f"{ends} is {_in_minutes(said.minutes)}"
    wrong = known.wrong_end(said)
    if wrong is None:
        return None
    return text[wrong[0].start : wrong[0].end], f"the timeline has {wrong[1]}"


def _in_minutes(minutes: int) -> str:
    return write_duration(timedelta(minutes=minutes))


def _is_wrong_outage(claim: Claim, said: ReadQuantity, known: Facts, path: str) -> bool:
    """Return whether something can't have failed for so long.

    If it's what the incident is about, the length must be one of the impact's. Otherwise it may be a part: then it
    can't be longer than the whole, where a text is about the impact.
    """
    if known.fits("impact", said):
        return False
    if claim.words & known.whose[0]:
        return True
    most = known.most("impact")
    is_bound = said.hedge in (Hedge.AT_MOST, Hedge.NEARLY)
    return path.startswith(_OF_IMPACT) and not is_bound and 1.05 * most < said.value < _FAR_LONGER * most


def _is_wrong_count(claim: Claim, said: ReadQuantity, known: Facts) -> bool:
    """Return whether a claim gives a wrong number of affected people."""
    if not claim.words & known.whose[1] or known.fits("users", said):
        return False
    return not claim.is_part or said.value > 1.02 * known.most("users")
