"""The words of a section on screen: its title with how complete it is, its part of the document."""

from collections.abc import Sequence
from datetime import date

from pmtui.keys import KeyMap
from pmtui.model.kinds import Kind
from pmtui.model.scales import Status
from pmtui.session.glyphs import counted
from pmtui.session.leaving_out import LeftOut
from pmtui.session.session import Session
from pmtui.template.interview import Section
from pmtui.template.render import print_section
from pmtui.text import visible, weekday_date

_MOST_ROWS = 300
"""A section with more rows than this isn't previewed next to the form."""

_MOST_TEXT = 20_000
"""Of a longer preview only the beginning is drawn, in characters."""


def title(session: Session, sections: Sequence[Section], position: int) -> tuple[str, str]:
    """Return a section's number and name; and how much of it is answered, and when the document is due."""
    section = sections[position]
    standing = session.standing
    parts = [counted(standing.progress(section.questions)) if section.questions else "no questions"]
    duration = standing.values.figures["duration"]
    if duration.state.has_value and any(question.path == "timeline" for question in section.questions):
        parts.append(f"impact {standing.values.figure_words('figures.duration')}")
    deadline = standing.values.figures["deadline"].value
    if isinstance(deadline, date) and session.postmortem.document.status is not Status.FINAL:
        parts.append(f"due {weekday_date(deadline, session.today().year)}")
    return f"{position + 1}/{len(sections)} {visible(section.title)}", " · ".join(parts)


def left_out(done: LeftOut, keys: KeyMap) -> str:
    """Return what a key left out of the document, or put back, and what it does next."""
    words = visible(done.part.words)
    if done.is_back:
        return f"Back in the document: {words}."
    key = keys.name("leave_out")
    again = f"Press {key} again for {visible(done.wider.words)}." if done.wider else f"{key} puts it back."
    return f"Left out of the document: {words}. {again}"


def preview(session: Session, section: Section, keys: KeyMap) -> str:
    """Return a section as it will appear in the document, or why it isn't shown."""
    tables = [question for question in section.questions if question.kind is Kind.TABLE]
    if sum(len(session.standing.raw(question)) for question in tables) > _MOST_ROWS:
        return f"This section is too long to preview here. Press {keys.name('view')} to see the document."
    text = visible(_body(print_section(session.template, session.standing.values, section.position))[:_MOST_TEXT])
    return text if text.strip() else "Left out of the document."


def _body(text: str) -> str:
    """Return a section without its heading, which the pane beside it has already."""
    head, _, rest = text.lstrip("\n").partition("\n")
    return rest.strip("\n") if head.startswith("## ") else text
