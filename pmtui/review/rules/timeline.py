"""The timeline: in order, without gaps, with the milestones that the figures follow from."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from pmtui.figures.milestones import milestones
from pmtui.model.scales import Milestone, Status
from pmtui.parsing.moments import lacks_day
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.rules.printed_zones import misleading
from pmtui.timeline.hints import Anomaly, anomalies

_REVIEWERS = "Google, SRE book, chapter 15: key incident data were collected"
_ETSY = "Etsy, debriefing facilitation guide: the timeline comes first"


def _rule(code: str, title: str, why: str, ask: str, most: Level, source: str = _REVIEWERS) -> Rule:
    return Rule(code, Topic.TIMELINE, title, why, source, ask, most)


NONE = _rule("T201", "No timeline", "Without what happened when, nothing else can be checked.",
             "Begin with what somebody saw first.", Level.ERROR, _ETSY)  # fmt: skip
START = _rule("T202", "No start of the impact", "Every duration counts from it.",
              "Mark the event with which the impact began: S in the table.", Level.ERROR)  # fmt: skip
END = _rule("T203", "No end of the impact", "Every duration counts to it.",
            "Mark the event that ended it: R in the table.", Level.ERROR)  # fmt: skip
DETECTED = _rule("T204", "No detection", "How it was noticed, and how late, is half of what can be learned.",
                 "Mark the first alert or report: D in the table.", Level.WARNING)  # fmt: skip
BEFORE = _rule("T205", "Nothing before the impact", "What led to it happened before it began.",
               "Which change, or which condition, came first?", Level.HINT, _ETSY)  # fmt: skip
FUTURE = _rule("T206", "An event in the future", "It can't have happened yet.", "Is the day right?", Level.ERROR)
NO_TIME = _rule("T207", "An event without a time", "It can't be placed, and no figure can follow from it.",
                "Give it a time, or mark the time unknown.", Level.WARNING)  # fmt: skip
OTHER_ZONE = _rule("T215", "Another zone is named than the times are in", "Every reader is off by hours.",
                   "Write the zone that the times are in, or let the template's timezone say it.",
                   Level.ERROR)  # fmt: skip
_ODD = {
    Anomaly.TWINS: _rule("T210", "Two events are the same", "One of them may have been meant to be another.",
                        "Take one out, or say what differs.", Level.WARNING),
    Anomaly.MILESTONES: _rule("T211", "Milestones don't fit", "The figures that follow from them are wrong.",
                             "Which event is it?", Level.WARNING),
    Anomaly.ORDER: _rule("T212", "Out of order", "A reader takes the order for the course of events.",
                        "t in the table puts all in order of time.", Level.WARNING),
    Anomaly.LATE: _rule("T213", "Far from the rest", "A wrong day or zone looks like this.", "Is the day right?",
                       Level.HINT),
    Anomaly.ANOTHER_DAY: _rule("T216", "The date and the timeline don't meet", "A guessed year looks like this.",
                              "Which of both is right?", Level.WARNING),
    Anomaly.GAP: _rule("T214", "A gap", "What was tried meanwhile is what one learns most from.",
                      "What happened in between? Waiting counts, too.", Level.HINT, _ETSY),
}  # fmt: skip
RULES = (NONE, START, END, DETECTED, BEFORE, FUTURE, NO_TIME, OTHER_ZONE, *_ODD.values())


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield what is odd about the timeline, where the template has one."""
    timeline = context.postmortem.timeline
    if "timeline" not in context.asked or "timeline" in context.postmortem.marks:
        return
    if not timeline:
        if context.status is not Status.DRAFT:  # in a draft it's open, as much else
            yield context.found(NONE, "timeline", "The timeline is empty.")
        return
    yield from _milestones(context)
    yield None
    template = context.standing.template
    for named in misleading(template, context.postmortem):
        printed = template.settings.timezone or context.postmortem.incident.timezone
        where = f"{template.name}, line {named.line}"
        words = f"{where}, says {named.words}, and the times are written in {printed}."
        yield context.found(OTHER_ZONE, "incident.timezone", words, named.words)
    yield None
    for oddity, event_id, words in anomalies(context.postmortem):
        if oddity is Anomaly.EARLY:  # what lay there for weeks before it hurt is a finding of its own, and no slip
            continue
        yield context.found(_ODD[oddity], f"timeline.{event_id}", words)
    yield None
    end_of_today = datetime.combine(context.today, time.max, UTC)
    for number, event in enumerate(timeline):
        if number % 200 == 199:
            yield None
        if event.at is None and f"timeline.{event.id}.at" not in context.postmortem.marks and event.event.strip():
            yield _no_time(context, event.id)
        elif event.at is not None and (event.at - end_of_today).days >= 1:
            yield context.found(FUTURE, f"timeline.{event.id}.at", "This event lies in the future.")


def _no_time(context: Context, event_id: str) -> Finding:
    path = f"timeline.{event_id}.at"
    text = context.postmortem.typed.get(path, "").strip()
    if not text:
        return context.found(NO_TIME, path, "This event has no time.")
    if context.postmortem.incident.date is None:
        return context.found(NO_TIME, path, f"Its time, {text}, has no day yet.", text, "Give the incident's date.")
    if lacks_day(text):
        advice = f"Write it with its day: {context.postmortem.incident.date.isoformat()} {text}."
        return context.found(NO_TIME, path, f"Its time, {text}, has no day yet.", text, advice)
    return context.found(NO_TIME, path, f"Its time, '{text}', can't be read.", text)


def _milestones(context: Context) -> Iterator[Finding]:
    known = milestones(context.postmortem)
    timed = [event.at for event in context.postmortem.timeline if event.at is not None]
    wanted = ((Milestone.STARTED, START), (Milestone.RESOLVED, END), (Milestone.DETECTED, DETECTED))
    for milestone, rule in wanted:
        if milestone not in known:
            yield context.found(rule, "timeline", f"No event is marked '{milestone.label.lower()}'.")
    start = known.get(Milestone.STARTED)
    if start is not None and timed and min(timed) >= start:
        yield context.found(BEFORE, "timeline", "The timeline begins with the impact.")
