"""All sections with their state, to jump to."""

from textual.content import Content
from textual.widgets.option_list import Option

from pmtui.session.glyphs import section_glyph
from pmtui.session.session import Session
from pmtui.template.interview import Section
from pmtui.text import visible
from pmtui.tui.textual_workarounds import CompactList


class Outline(CompactList):
    """The sections of the interview. Enter goes to one."""

    def __init__(self, session: Session, screens: tuple[Section, ...]) -> None:
        super().__init__(id="outline", compact=True, markup=False)
        self.session = session
        self.interview = screens

    def on_mount(self) -> None:
        self.add_options(Option(self._line(screen), id=str(screen.position)) for screen in self.interview)

    def show(self) -> None:
        """Draw the states as the postmortem gives them now."""
        for screen in self.interview:
            self.replace_option_prompt(str(screen.position), self._line(screen))

    def _line(self, screen: Section) -> Content:
        progress = self.session.standing.progress(screen.questions)
        left = progress.total - progress.settled
        count = f" {left}" if left else ""
        return Content(f"{section_glyph(progress)} {visible(screen.title)}{count}")
