"""All sections with their state, to jump to."""

from textual.content import Content
from textual.widgets.option_list import Option

from pmtui.session.glyphs import section_glyph
from pmtui.session.session import Session
from pmtui.template.interview import Section
from pmtui.template.progress import Progress
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.textual_workarounds import CompactList, put_title

_WIDTH = 26
"""Columns of a line before the list is laid out."""


class Outline(CompactList):
    """The sections of the interview. Enter or a click goes to one."""

    ONE_CLICK = True

    def __init__(self, session: Session, screens: tuple[Section, ...]) -> None:
        super().__init__(id="outline", compact=True, markup=False)
        self.add_class("pane")
        put_title(self, "Sections")
        self.session = session
        self.interview = screens

    def on_mount(self) -> None:
        self.add_options(Option(self._line(screen), id=str(screen.position)) for screen in self.interview)

    def show(self) -> None:
        """Draw the states as the postmortem gives them now."""
        for screen in self.interview:
            self.replace_option_prompt(str(screen.position), self._line(screen))

    def on_resize(self) -> None:
        """Put the counts at the right end of the new width."""
        if self.option_count:
            self.show()

    def _line(self, screen: Section) -> Content:
        progress = self.session.standing.progress(screen.questions)
        left = progress.total - progress.settled
        count = f" {left}" if left else ""
        width = self.text_width or _WIDTH
        name = look.clipped(visible(screen.title), width - 2 - len(count))
        title = Content.assemble((f"{section_glyph(progress)} ", _color(progress)), (name, "" if left else look.QUIET))
        return look.spread(title, Content.styled(count, look.QUIET), width) if count else title


def _color(progress: Progress) -> str:
    """Return the color of a section's sign; an untouched one is muted, as a new draft has many."""
    if not progress.total:
        return look.QUIET
    if progress.settled == progress.total:
        return look.OK
    if progress.open == 0:
        return look.ACT
    return look.WARN if progress.settled or progress.waiting else look.QUIET
