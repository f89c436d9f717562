"""The header: which incident, the document's status, how much is left, whether it's on disk, and its trace."""

import unicodedata
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from pmtui.model.scales import Choice
from pmtui.session.glyphs import counted
from pmtui.session.session import Session
from pmtui.template.interview import all_questions
from pmtui.template.progress import Progress
from pmtui.text import plural, visible
from pmtui.tui import look
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import visible_findings
from pmtui.tui.textual_workarounds import draw
from pmtui.tui.widgets.notice import Notice

_WIDE = 100
"""Columns from which the line counts what is left, and the findings."""

TALL = 30
"""Lines from which a screen has the trace below its header."""

_GOOD_TITLE = 36
"""Columns that the title has before the counts make room for it."""

_LEAST_TITLE = 16
"""Columns that the title has before other parts make room for it."""


class StatusLine(Static):
    """One line about the whole draft, and on a tall screen the incident's trace below it.

    Args:
        session: the session.
        saver: saves the draft.
        has_trace: whether the trace is shown if there's room; the timeline's section has its chart instead.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $foreground; text-wrap: nowrap; }
    StatusLine.-with-trace { height: 2; }
    """

    def __init__(self, session: Session, saver: Saver, *, has_trace: bool = True) -> None:
        super().__init__("", id="status", markup=False)
        self.session = session
        self.saver = saver
        self.has_trace = has_trace
        self._traced: tuple[tuple[Any, ...], Content] | None = None
        self._progress = Progress()

    def on_mount(self) -> None:
        """Draw it for the first time, before it's laid out."""
        self.show()

    def show(self) -> None:
        self._progress = self.session.standing.progress(all_questions(self.session.template))
        self.show_saving()

    def show_saving(self) -> None:
        """Show how saving goes, with the progress that was counted last: a key would wait for counting."""
        size = self.app.size
        trace = self._trace(size.width) if self.has_trace and size.height >= TALL else Content("")
        self.set_class(bool(trace.plain), "-with-trace")
        head = self._head(size.width)
        draw(self, Content("\n").join([head, trace]) if trace.plain else head, layout=False)

    def on_resize(self) -> None:
        self.show()

    # -- the first line ----------------------------------------------------------------------------------------------

    def _head(self, width: int) -> Content:
        """Return which incident it is on the left, and its state on the right."""
        gap = "  " if width >= _WIDE else " "
        parts = self._state(width, with_counts=width >= _WIDE)
        title = max(_LEAST_TITLE, min(_GOOD_TITLE, cell_len(self.session.postmortem.incident.title)))
        if width >= _WIDE and width - look.beside(*parts, gap=gap).cell_length < title:
            parts = self._state(width, with_counts=False)
        while len(parts) > 1 and width - look.beside(*parts, gap=gap).cell_length < _LEAST_TITLE:
            parts.pop(0)
        right = look.beside(*parts, gap=gap)
        room = width - 3 - right.cell_length
        return Content.assemble(" ", look.spread(self._incident(room), right, width - 2), " ")

    def _incident(self, room: int) -> Content:
        incident = self.session.postmortem.incident
        title, key = (visible(" ".join(text.split())) for text in (incident.title, incident.id))
        title = title or ("" if key else visible(self.session.path.name))
        if not title or room - len(key) < 24:
            key, title = ("", title) if title else (key, "")
        parts = [
            Content.styled(key, look.QUIET),
            Content.styled(look.clipped(title, room - len(key) - 2 * bool(key)), "bold"),
        ]
        return look.beside(*parts)

    def _state(self, width: int, *, with_counts: bool) -> list[Content]:
        """Return the parts at the right; if there isn't room for all, the first ones go."""
        session = self.session
        severity, status = session.postmortem.incident.severity, session.postmortem.document.status
        progress = self._progress
        share = progress.percent / 100
        since = ", changed since sign-off" if session.since_signing else ""
        sign, color = look.STATUSES[status]
        left = f"  {counted(progress)}{self._findings()}" if with_counts else ""
        return [
            look.pill(self._label(severity), look.SEVERITIES[severity], is_strong=True) if severity else Content(""),
            Content.styled(f"{sign} {self._label(status)}{since}", look.WARN if since else color),
            Content.assemble(
                look.bar(share, 12 if width >= _WIDE else 5, look.progress_color(share)), f" {progress.percent}%{left}"
            ),
            self._saved(),
        ]

    def _label(self, choice: Choice) -> str:
        """Return a template's label without signs, which some terminals draw wider than others."""
        label = visible(self.session.template.settings.label(choice))
        return "".join(each for each in label if unicodedata.category(each) not in ("So", "Mn", "Cf")).strip() or label

    def _findings(self) -> str:
        count = len(visible_findings(self.session.review))
        return f" · {plural(count, 'finding')}" if count else ""

    def _saved(self) -> Content:
        state = self.saver.state
        if self.session.is_read_only:
            return look.pill("read only", look.WARN)
        if state.problem and state.since:
            return look.pill(f"NOT SAVED since {state.since:%H:%M}", look.ERROR, is_strong=True)
        return Content.styled(" saved" if state.is_saved else "saving", look.QUIET)

    # -- the second line ---------------------------------------------------------------------------------------------

    def _trace(self, width: int) -> Content:
        """Return the incident in a line; drawn once for a timeline, its zone, and a width."""
        postmortem = self.session.postmortem
        known = (postmortem.timeline, postmortem.impact.segments, postmortem.incident.timezone, width)
        before = self._traced[0] if self._traced is not None else (None, None, "", 0)
        if before[0] is not known[0] or before[1] is not known[1] or before[2:] != known[2:]:
            line = look.trace(postmortem, width - 2, ZoneInfo(known[2]))
            shown = Content.assemble(" ", line, " ").stylize_before("on $background") if line.plain else line
            self._traced = (known, shown)
        assert self._traced is not None
        return self._traced[1]


def show_lines(screen: Screen[Any]) -> None:
    """Draw the lines of a screen that tell how saving goes."""
    for line in screen.walk_children(StatusLine):
        line.show_saving()
    for notice in screen.walk_children(Notice):
        notice.show()
