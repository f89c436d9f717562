"""The words of a section on screen: its title with how complete it is, its part of the document."""

from collections.abc import Sequence
from datetime import date

from pmtui.keys import KeyMap
from pmtui.model.kinds import Kind
from pmtui.model.left_out import is_heading
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
    """Return what a key left out of the document, or put back, and what it does next.

    A question isn't named: it has the focus, and the line below it says that it's left out.
    """
    named = f": {visible(done.part.words).rstrip('.?!:')}" if is_heading(done.part.name) else ""
    if done.is_back:
        return f"Back in the document{named}."
    again = f"leave out {visible(done.wider.words).rstrip('.?!:')}" if done.wider else "put it back"
    does = f"Press {keys.name('leave_out')} again to {again}."
    return f"Left out{named}. {does}" if named else does


def preview(session: Session, section: Section, keys: KeyMap) -> str:
    """Return a section as it will appear in the document, or why it isn't shown."""
    tables = [question for question in section.questions if question.kind is Kind.TABLE]
    if sum(len(session.standing.raw(question)) for question in tables) > _MOST_ROWS:
        return f"This section is too long to preview here. Press {keys.name('view')} to see the document."
    text = visible(body(print_section(session.template, session.standing.values, section.position))[:_MOST_TEXT])
    return text if text.strip() else "Left out of the document."


def body(text: str) -> str:
    """Return a section without its heading, which is in a rule above, and without the rule before the next section."""
    head, _, rest = text.lstrip("\n").partition("\n")
    text = rest.strip("\n") if head.startswith("## ") else text.rstrip("\n")
    return text.removesuffix("\n---").rstrip("\n")
