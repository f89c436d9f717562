"""The slides of a meeting as Content: large means room around the words, and one thing at a time."""

from collections.abc import Sequence
from datetime import tzinfo

from rich.cells import cell_len
from textual.content import Content

from pmtui.causes.tree import Tree
from pmtui.model.scales import Milestone, Role
from pmtui.model.timeline import Event
from pmtui.parsing.moments import write_clock, write_span
from pmtui.session.glyphs import GLYPHS
from pmtui.session.presenting import answer_lines, cause_lines, in_sight, why_unanswered
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import short_day, visible
from pmtui.timeline.charts import LETTERS
from pmtui.tui import look

_TIME = 13
"""Columns of an event's time."""

_MEANS = {
    Milestone.STARTED: "start",
    Milestone.DETECTED: "detect",
    Milestone.ACKNOWLEDGED: "ack",
    Milestone.IDENTIFIED: "cause",
    Milestone.MITIGATION_STARTED: "fix",
    Milestone.MITIGATED: "mitigate",
    Milestone.RESOLVED: "resolve",
    Milestone.CLOSED: "close",
}
"""What each milestone's letter means, in a word: all eight fit into 72 columns."""

_ROLES = {Role.TRIGGER: look.WARN, Role.CONTRIBUTING: look.ACT, Role.ROOT: look.ERROR}


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most that many columns; its own line breaks stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        content = Content(paragraph)
        lines += [line.plain.rstrip() for line in content.wrap(max(8, width))] if paragraph.strip() else [""]
    return lines


def hanging(first: Content, below: str, text: str, style: str, width: int) -> list[Content]:
    """Return a text behind `first`, and its further lines behind `below`, which is as wide."""
    lines = wrapped(text, width - first.cell_length) or [""]
    after = [Content.assemble((below, look.IDLE), (line, style)) for line in lines[1:]]
    return [Content.assemble(first, (lines[0], style)), *after]


def question_slide(session: Session, question: AskedQuestion, width: int) -> list[Content]:
    """Return a question with its guidance, and its answer."""
    name = f"{question.group} · {question.label}" if question.group else question.label
    lines = [Content.styled(line, look.QUIET) for line in wrapped(visible(name), width)]
    lines += [
        Content(""),
        *(Content.styled(line, f"bold {look.ACT}") for line in wrapped(visible(question.prompt), width)),
    ]
    if question.hint:
        lines += [Content.styled(line, look.QUIET) for line in wrapped(visible(question.hint), width)]
    lines += [Content("")]
    answer = [visible(line) for line in answer_lines(session, question)]
    if not answer:
        state = session.standing.state(question)
        words = f"{GLYPHS[state]} {visible(why_unanswered(session, question))}"
        return [*lines, *(Content.styled(line, look.WARN) for line in wrapped(words, width))]
    for line in answer:
        is_row = line.startswith("• ")
        first = Content.styled("• " if is_row else "", look.ACT)
        lines += hanging(first, "  " if is_row else "", line[2:] if is_row else line, look.INK, width)
        lines += [Content("")] if is_row else []
    return lines


def timeline_slide(session: Session, selected: int, zone: tzinfo, width: int, height: int) -> list[Content]:
    """Return the incident to scale, the letters' meanings, and the events around the selected one in full."""
    record = session.postmortem
    events = record.timeline
    if not events:
        return [Content.styled("No events yet.", look.QUIET)]
    trace = look.trace(record, width, zone, events[selected].at)
    gap = 1 if height >= 30 else 0
    top = [trace, *[Content("")] * gap, _legend(events, width), Content("")] if trace.plain else []
    blocks = [_event(event, at == selected, zone, width, gap) for at, event in _near(events, selected, height)]
    first = max(0, selected - height)
    seen = in_sight([len(block) for block in blocks], selected - first, height - len(top))
    return [*top, *(line for at in seen for line in blocks[at])]


def _near(events: Sequence[Event], selected: int, height: int) -> list[tuple[int, Event]]:
    """Return the events that there may be room for: each takes a line or more."""
    first = max(0, selected - height)
    return [(first + at, event) for at, event in enumerate(events[first : selected + height + 1])]


def _legend(events: Sequence[Event], width: int) -> Content:
    """Return what each letter in the timeline means."""
    has = {milestone for event in events for milestone in event.milestones}
    marks = [(LETTERS[each], each) for each in _MEANS if each in has]
    parts = [
        Content.assemble((letter, f"bold {look.milestone_style(each)}"), (f" {_MEANS[each]}", look.QUIET))
        for letter, each in marks
    ]
    return look.beside(*parts, gap="  ").truncate(width, ellipsis=True)


def _event(event: Event, is_selected: bool, zone: tzinfo, width: int, gap: int) -> list[Content]:
    style = f"bold {look.INK}" if is_selected else look.QUIET
    bar = ("▌ " if is_selected else "  ", look.ACT)
    letters = [(LETTERS.get(each, "%"), f"bold {look.milestone_style(each)}") for each in event.milestones]
    marks = Content.assemble(*letters)
    first = Content.assemble(bar, (_time(event, zone).ljust(_TIME), style), marks, " " * max(1, 4 - marks.cell_length))
    lines = hanging(first, " " * first.cell_length, visible(event.event).strip() or "(no text)", style, width)
    if is_selected and event.action.strip():
        arrow = Content.styled(" " * (first.cell_length - 2) + "→ ", look.ACT)
        lines += hanging(arrow, " " * arrow.cell_length, visible(event.action), look.INK, width)
    if is_selected:
        for detail in event.details:
            dot = Content.styled(" " * (first.cell_length - 2) + "· ", look.QUIET)
            lines += hanging(dot, " " * dot.cell_length, visible(detail), look.QUIET, width)
    return [*lines, *[Content("")] * gap]


def _time(event: Event, zone: tzinfo) -> str:
    if event.at is None:
        return "?"
    local = event.at.astimezone(zone)
    until = write_clock(event.until.astimezone(zone)) if event.until else ""
    words = write_span(write_clock(local), until, approximate=bool(event.approximate))
    dated = f"{short_day(local)} {words}"
    return dated if cell_len(dated) < _TIME else words


def causes_slide(session: Session, width: int) -> list[Content]:
    """Return the tree of causes, each in full, followed by its role in words."""
    lines: list[Content] = []
    for line in cause_lines(Tree(session.postmortem)):
        if line.cause is None:
            lines += [Content("")] if lines else []
            lines += [Content.styled(part, f"bold {look.ACT}") for part in wrapped(visible(line.text), width)]
            continue
        junction = f"{line.junction} " if line.junction else ""
        first = Content.assemble((line.guides, look.IDLE), (junction, f"bold {look.ACT}"))
        below = line.below.ljust(first.cell_length)[: first.cell_length]
        drawn = hanging(first, below, visible(line.text) or "…", look.INK, width)
        role = line.cause.role
        if role is not None:
            pill = look.pill(role.label.lower(), _ROLES[role])
            fits = drawn[-1].cell_length + 1 + pill.cell_length <= width
            drawn = [*drawn[:-1], Content.assemble(drawn[-1], " ", pill)] if fits else [*drawn, _under(below, pill)]
        lines += drawn
    return lines or [Content.styled("The tree of causes is empty.", look.QUIET)]


def _under(below: str, pill: Content) -> Content:
    return Content.assemble((below, look.IDLE), pill)
