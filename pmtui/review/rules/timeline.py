"""Rules for the timeline: in order, without gaps, with the milestones that figures are computed from."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from pmtui.advice import Advice
from pmtui.figures.milestones import milestones
from pmtui.model.scales import Milestone, Status
from pmtui.parsing.clock_times import lacks_day
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.rules.printed_zones import misleading
from pmtui.timeline.hints import Anomaly, problems

_REVIEWERS = "Google, SRE book, chapter 15: key incident data were collected"
_ETSY = "Etsy, debriefing facilitation guide: the timeline comes first"


def _rule(code: str, title: str, why: str, ask: Advice, most: Level, source: str = _REVIEWERS) -> Rule:
    return Rule(code, Topic.TIMELINE, title, why, source, ask, most)


_THERE = "in the table"

NONE = _rule("T201", "No timeline", "Without a timeline, pmtui can't check anything else.",
             Advice("Start with what someone saw first."), Level.ERROR, _ETSY)  # fmt: skip
START = _rule("T202", "No start of impact", "Most durations start here.",
              Advice("", "mark the event that started the impact", ("milestone.started",), _THERE),
              Level.ERROR)  # fmt: skip
END = _rule("T203", "No end of impact", "Most durations end here.",
            Advice("", "mark the event that ended the impact", ("milestone.resolved",), _THERE),
            Level.ERROR)  # fmt: skip
DETECTED = _rule("T204", "No detection", "How it was detected, and how late, is half of what you can learn.",
                 Advice("", "mark the first alert or report", ("milestone.detected",), _THERE),
                 Level.WARNING)  # fmt: skip
NOTHING_BEFORE = _rule("T205", "Nothing before the impact", "What led to the impact happened before it started.",
               Advice("What change or condition came first?"), Level.HINT, _ETSY)  # fmt: skip
FUTURE = _rule("T206", "Event in the future", "It can't have happened yet.", Advice("Is the date right?"), Level.ERROR)
NO_TIME = _rule("T207", "Event without a time", "pmtui can't put it in order, or compute figures from it.",
                Advice("Enter a time, or mark the time as unknown."), Level.WARNING)  # fmt: skip
OTHER_ZONE = _rule("T215", "Template names the wrong time zone", "Readers will be hours off.",
                   Advice("Name the time zone that times are shown in, or set the template's timezone."),
                   Level.ERROR)  # fmt: skip
_ODD = {
    Anomaly.TWINS: _rule("T210", "Duplicate events", "One of them may have been meant as a different event.",
                        Advice("Remove one, or say how they differ."), Level.WARNING),
    Anomaly.MILESTONES: _rule("T211", "Conflicting milestones", "Figures computed from them are wrong.",
                             Advice("Which event should have the mark?"), Level.WARNING),
    Anomaly.ORDER: _rule("T212", "Events out of order", "Readers assume that events happened in the order shown.",
                        Advice("", "sort by time", ("event.sort",), _THERE), Level.WARNING),
    Anomaly.LATE: _rule("T213", "Event far from the rest", "A wrong date or time zone looks like this.",
                       Advice("Is the date right?"), Level.HINT),
    Anomaly.ANOTHER_DAY: _rule("T216", "Date doesn't match the timeline", "A wrong guess at the year looks like this.",
                              Advice("Which is right, the date or the timeline?"), Level.WARNING),
    Anomaly.GAP: _rule("T214", "Gap in the timeline", "What the team tried in between is often the most useful part.",
                      Advice("What happened in between? Waiting counts, too."), Level.HINT, _ETSY),
}  # fmt: skip
RULES = (NONE, START, END, DETECTED, NOTHING_BEFORE, FUTURE, NO_TIME, OTHER_ZONE, *_ODD.values())


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield findings about the timeline, if the template has one."""
    timeline = context.postmortem.timeline
    if "timeline" not in context.asked or "timeline" in context.postmortem.marks:
        return
    if not timeline:
        if context.status is not Status.DRAFT:  # in a draft, it's one of many unanswered questions
            yield context.found(NONE, "timeline", "The timeline is empty.")
        return
    yield from _milestones(context)
    yield None
    template = context.standing.template
    for named in misleading(template, context.postmortem):
        printed = template.settings.timezone or context.postmortem.incident.timezone
        where = f"{template.name}, line {named.line}"
        words = f"{where}, says {named.words}, but times are shown in {printed}."
        yield context.found(OTHER_ZONE, "incident.timezone", words, named.words)
    yield None
    for oddity in Anomaly:
        if oddity is Anomaly.EARLY:  # a cause that lay dormant for weeks is worth knowing, and not a mistake
            continue
        for event_id, hint in problems(oddity, context.postmortem):
            yield context.found(_ODD[oddity], f"timeline.{event_id}", hint.words)
        yield None
    end_of_today = datetime.combine(context.today, time.max, UTC)
    for number, event in enumerate(timeline):
        if number % 200 == 199:
            yield None
        if event.at is None and f"timeline.{event.id}.at" not in context.postmortem.marks and event.event.strip():
            yield _no_time(context, event.id)
        elif event.at is not None and (event.at - end_of_today).days >= 1:
            yield context.found(FUTURE, f"timeline.{event.id}.at", "This event is in the future.")


def _no_time(context: Context, event_id: str) -> Finding:
    path = f"timeline.{event_id}.at"
    text = context.postmortem.typed.get(path, "").strip()
    if not text:
        return context.found(NO_TIME, path, "This event has no time.")
    if context.postmortem.incident.date is None:
        advice = Advice("Enter the incident's date.")
        return context.found(NO_TIME, path, f"Its time, {text}, has no date yet.", text, advice)
    if lacks_day(text):
        advice = Advice(f"Write it with its date: {context.postmortem.incident.date.isoformat()} {text}.")
        return context.found(NO_TIME, path, f"Its time, {text}, has no date yet.", text, advice)
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
        yield context.found(NOTHING_BEFORE, "timeline", "The timeline starts with the impact.")
