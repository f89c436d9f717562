"""The review: every finding with why it matters, and every question marked unknown or waiting."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.errors import EditError
from pmtui.model.edit import Set, as_one
from pmtui.model.kinds import field_names
from pmtui.model.paths import value_at
from pmtui.model.scales import Status
from pmtui.review.findings import Finding, Level, ReviewResult, Topic
from pmtui.review.old_values import replacement_edit
from pmtui.review.reviewer import review
from pmtui.session.file_status import FileStatus
from pmtui.session.glyphs import counted
from pmtui.session.labels import finding_place, place_name
from pmtui.session.session import Session
from pmtui.session.unfinished_text import Kept, clearing, keep, pending
from pmtui.template.interview import all_questions
from pmtui.template.open_questions import OpenQuestion, open_questions, print_open_questions
from pmtui.text import plural, visible
from pmtui.tui import look
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import visible_findings
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.copying import copy
from pmtui.tui.messages import ReviewEntry
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.textual_workarounds import CompactList, Panel, draw, put_title, when_drawn
from pmtui.tui.widgets.answer_state_bar import NoteInput
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

SIGNS = {Level.ERROR: "✗", Level.WARNING: "!", Level.HINT: "·"}
"""Signs that tell the levels apart without color."""

_COLORS = {Level.ERROR: look.ERROR, Level.WARNING: look.WARN, Level.HINT: look.ACT}

_ORDER = [*(topic for topic in Topic if topic is not Topic.COMPLETENESS), Topic.COMPLETENESS]
"""Completeness comes last: the author knows it already, and the list is long in a draft."""


@dataclass(frozen=True)
class _Entry:
    """One line of the list.

    Attributes:
        id: its id in the list.
        path: the field that it leads to.
        finding: the finding, if it is one.
        question: the open question, if it is one.
        is_cut: whether its line has no room for all of the finding's message.
    """

    id: str
    path: str
    finding: Finding | None = None
    question: OpenQuestion | None = None
    is_cut: bool = False


class _Lines(CompactList):
    """The list; the footer shows its Enter key."""

    BINDINGS = [bind("review.jump", "select")]


class ReviewScreen(BuilderScreen):
    """All findings, and after F7 all open questions."""

    CSS_PATH = "review.tcss"
    HELP = """\
## Review

Problems a reviewer would flag, by topic: `✗` error, `!` warning, `·` hint. In a draft, everything is a hint.
Below the list are the sentence with the words underlined, the question it raises, why it matters, and the source.
{review.status} checks the document as if it were in review or final.

- {review.jump}: go to the problem; {review} brings you back.
- {review.replace}: write the new value in place of an old one, if it is only a number.
- {review.waive}: waive a finding and say why (press it again to undo). Waived findings are listed last.
- {next}: questions marked unknown or waiting, by person. {review.copy}: copy that list to share.
- {review.agenda}: what a meeting has to settle, person by person.
"""
    BINDINGS = [
        bind("review.close", "close", priority=True),
        bind("review.waive", "waive"),
        bind("review.replace", "replace"),
        bind("review.status", "status"),
        bind("next", "other", "Questions", tooltip="Switch between findings and open questions", priority=True),
        bind("review.copy", "copy"),
        bind("review.agenda", "agenda"),
    ]

    def __init__(
        self,
        session: Session,
        saver: Saver,
        file_status: FileStatus,
        found: ReviewResult,
        go_to: Callable[[str, ReviewEntry], None],
        begin_at: ReviewEntry,
    ) -> None:
        """Make the screen.

        Args:
            session: the session.
            saver: saves it to disk.
            file_status: the status of the file.
            found: the review's findings.
            go_to: goes to a field, and keeps the entry for the way back.
            begin_at: the entry to start at.
        """
        super().__init__(session, saver, file_status)
        self.found = found
        self.go_to = go_to
        self.begin_at = begin_at
        self.shows_questions = begin_at.is_question
        self.status: Status | None = None
        self._entries: dict[str, _Entry] = {}
        self._waiving: Finding | None = None
        self._stay = False
        self._last: dict[bool, str] = {}
        self._drawn_at = 0

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the status, the list, the details, the input for a reason, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        yield _Lines(id="list", compact=True, markup=False, classes="pane")
        yield Panel("", id="about", markup=False, classes="pane")
        yield NoteInput("", self._keep_reason, placeholder="why you accept this finding", id="reason")
        yield KeyLine()

    def begin(self) -> None:
        """Start at the entry that the author came from, or at the first."""
        self.query_one("#reason").display = False
        self.draw_all()
        self._go_to_entry(self.begin_at.id)
        self.query_one("#list", OptionList).focus()

    def on_resize(self) -> None:
        """Fit the lines to another width."""
        if self._drawn_at not in (0, self.app.size.width):
            when_drawn(self, self.draw_all)

    @property
    def place(self) -> str:
        entry = self._current()
        return entry.path if entry is not None else ""

    def _go_to_entry(self, entry_id: str) -> None:
        options = self.query_one("#list", OptionList)
        at = list(self._entries).index(entry_id) if entry_id in self._entries else 0
        if self._entries:
            options.highlighted = options.get_option_index(list(self._entries)[at])
        self._draw_words()

    def settle(self) -> None:
        """Review again, and draw: a waiver or an undo changes what counts."""
        self.found = self._reviewed()
        super().settle()

    def _reviewed(self) -> ReviewResult:
        found = review(self.session.standing, self.session.today(), self.status, self.session.seen_values())
        if self.status is None:
            self.session.review = found
        return found

    def draw_all(self) -> None:
        """Redraw the list; the cursor stays at its entry."""
        options = self.query_one("#list", OptionList)
        current = self._current()
        at = list(self._entries).index(current.id) if current is not None else 0
        options.clear_options()
        self._entries = {}
        self._drawn_at = self.app.size.width
        for option, entry in self._lines():
            options.add_option(option)
            if entry is not None:
                self._entries[entry.id] = entry
        if self._entries:
            ids = list(self._entries)
            is_there = current is not None and current.id in self._entries and not self._stay
            kept = self._last.get(self.shows_questions, "")
            kept = (
                current.id if is_there and current is not None else kept if kept in ids else ids[min(at, len(ids) - 1)]
            )
            options.highlighted = options.get_option_index(kept)
        self._stay = False
        put_title(options, *self._title())
        self._draw_words()
        self.query_one(StatusLine).show()

    def _title(self) -> tuple[str, Content]:
        """Return the list's name, and what it counts."""
        if self.shows_questions:
            return f"Open questions  {len(self._entries)}", Content("")
        status = self.status or self.session.postmortem.document.status
        label = visible(self.session.template.settings.label(status))
        found = [finding.level for finding in visible_findings(self.found)]
        pills = [
            look.pill(f"{SIGNS[level]} {plural(found.count(level), level.label)}", _COLORS[level])
            for level in sorted(Level, reverse=True)
            if level in found
        ]
        none = "no findings, apart from completeness" if self.found.findings else "no findings"
        waived = f"{len(self.found.waived)} waived" if self.found.waived else ""
        progress = self.session.standing.progress(all_questions(self.session.template))
        left = counted(progress) if progress.open or progress.waiting else ""
        state = look.beside(Content("").join(pills) if pills else none, waived, left)
        return f"Review as {'if ' if self.status else ''}{label}", state

    def _lines(self) -> Iterator[tuple[Option, _Entry | None]]:
        yield from self._question_lines() if self.shows_questions else self._finding_lines()

    def _finding_lines(self) -> Iterator[tuple[Option, _Entry | None]]:
        for topic in _ORDER:
            found = [finding for finding in self.found.findings if finding.rule.topic is topic]
            # The title counts what is unanswered; the other topics add up to its count of findings.
            count = f" ({len(found)})" if topic is not Topic.COMPLETENESS else ""
            yield from self._group(f"{topic.value.capitalize()}{count}", found)
        yield from self._group(f"Waived ({len(self.found.waived)})", list(self.found.waived))
        if not self.found.findings and not self.found.waived:
            words = f"No findings. Press {key_name(self, 'next')} to see the open questions."
            yield Option(Content(words), disabled=True), None

    def _group(self, heading: str, found: list[Finding]) -> Iterator[tuple[Option, _Entry | None]]:
        if found:
            yield Option(Content(heading), disabled=True), None
        for finding in found:
            line, is_cut = self._finding_line(finding)
            yield Option(line, id=finding.key), _Entry(finding.key, finding.path, finding, is_cut=is_cut)

    def _finding_line(self, finding: Finding) -> tuple[Content, bool]:
        """Return a finding in one line, and whether its message is cut in it."""
        width = self.app.size.width - 3  # a blank on each side, and the scrollbar
        level = Content.styled(_level_words(finding, padded=True), f"bold {_COLORS[finding.level]}")
        place = look.clipped(_one_line(finding_place(self.session, finding)), width // 3)
        before = look.beside(level, Content.styled(place, look.QUIET))
        code = Content.styled(finding.code, look.QUIET)
        message = _one_line(finding.message)
        shown = look.clipped(message, width - before.cell_length - code.cell_length - 4)
        return look.spread(look.beside(before, shown), code, width), shown != message

    def _question_lines(self) -> Iterator[tuple[Option, _Entry | None]]:
        who = ""
        for question in open_questions(self.session.standing):
            if question.who != who:
                who = question.who
                yield Option(Content(visible(who)), disabled=True), None
            note = f" ({question.note})" if question.note.strip() else ""
            line = Content.assemble(
                f"  {_one_line(question.section)}, {_one_line(question.label)}", (_one_line(note), look.QUIET)
            )
            yield Option(line, id=question.path), _Entry(question.path, question.path, question=question)
        if not who:
            words = f"No open questions. Press {key_name(self, 'mark')} on a question to mark it unknown or waiting."
            yield Option(Content(words), disabled=True), None

    def _current(self) -> _Entry | None:
        options = self.query_one("#list", OptionList)
        if options.highlighted is None or not options.option_count:
            return None
        option = options.get_option_at_index(min(options.highlighted, options.option_count - 1))
        return self._entries.get(option.id or "")

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw_words()
        self.refresh_bindings()

    def _draw_words(self) -> None:
        """Show the selected entry in full."""
        entry = self._current()
        about = self.query_one("#about", Static)
        if entry is not None and entry.finding is not None:
            finding = entry.finding
            where = place_name(self.session, finding.path)
            put_title(about, _level_words(finding), _one_line(f"{finding.code} · {where}"))
            draw(about, self._about_finding(finding, is_cut=entry.is_cut), layout=False)
        elif entry is not None and entry.question is not None:
            question = entry.question
            put_title(about, _one_line(question.label), _one_line(question.section))
            lines = [Content.styled(visible(question.prompt), "bold")]
            lines += [Content(visible(question.note))] if question.note.strip() else []
            draw(about, Content("\n").join(lines), layout=False)
        else:
            about.border_title = ""  # not even its blanks
            draw(about, "", layout=False)

    def _about_finding(self, finding: Finding, *, is_cut: bool) -> Content:
        """Return the sentence that a finding is about, what to ask, why it matters, and its source."""
        quoted = self._quoted(finding)
        lines = [quoted] if quoted is not None else []
        lines += [Content(visible(finding.message))] if is_cut or quoted is None else []
        lines += [Content.styled(visible(key_map(self).told(finding.ask)), "bold")]
        lines += [Content(visible(f"Waived: {finding.waived}"))] if finding.waived else []
        lines += [Content.styled(visible(f"{finding.rule.why} ({finding.rule.source})"), look.QUIET)]
        return Content("\n").join(lines)

    def _quoted(self, finding: Finding) -> Content | None:
        """Return the sentence that a finding is about, its words underlined; None if it isn't about words."""
        words = " ".join(finding.words.split())
        value: Any = None
        with suppress(EditError):  # what the review has read isn't there anymore
            value = value_at(self.session.postmortem, finding.path)
        for text in _texts(value) if words else ():
            at = text.casefold().find(words.casefold())
            if at < 0 or text[at : at + len(words)].casefold() != words.casefold():
                continue
            begin, end = _sentence(text, at, at + len(words))
            before, after = text[begin:at], text[at + len(words) : end]
            room = self.app.size.width * 2 - 8 - len(words)
            if len(before) + len(after) > room:
                before = before if len(before) <= room // 2 else f"…{before[-(room // 2) :]}"
                after = look.clipped(after, room - len(before))
            marked = (visible(text[at : at + len(words)]), f"bold underline {_COLORS[finding.level]}")
            return Content.assemble("“", visible(before), marked, visible(after), "”")
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing now."""
        if action == "copy":
            return self.shows_questions and bool(self._entries)
        if action == "replace":
            entry = self._current()
            return entry is not None and entry.finding is not None and entry.finding.replacement is not None
        return not self.shows_questions if action in ("waive", "status") else True

    # -- actions -----------------------------------------------------------------------------------------------------

    def action_jump(self) -> None:
        """Go to the field of the selected entry."""
        entry = self._current()
        if entry is not None:
            self.dismiss()
            self.go_to(entry.path, ReviewEntry(entry.id, self.shows_questions))

    def action_agenda(self) -> None:
        """Go back to the section and open the agenda."""
        self.dismiss()
        self.app.call_next(self.app.run_action, "screen.agenda")

    def action_replace(self) -> None:
        """Write the new value where the selected finding's text still states the old one."""
        entry = self._current()
        replacement = entry.finding.replacement if entry is not None and entry.finding is not None else None
        if replacement is None:
            return
        if self.session.is_read_only:
            self.session.refuse()
            return
        edit = replacement_edit(self.session.postmortem, replacement)
        if edit is not None and self.session.attempt(edit, edit.path):
            self.settle()

    def action_waive(self) -> None:
        """Ask why the author accepts the selected finding; if it's waived already, end the waiver."""
        entry = self._current()
        if entry is None or entry.finding is None:
            return
        if self.session.is_read_only:
            self.session.refuse()
        elif entry.finding.waived or entry.finding.key in self.session.postmortem.waived:
            self._waive(entry.finding.waiver or entry.finding.key, None)
        else:
            self._waiving = entry.finding
            line = self.query_one("#reason", NoteInput)
            line.show(pending(self.session, f"waived.{entry.finding.key}", Kept.WINDOW))
            line.cursor_position = len(line.value)
            line.display = True
            line.focus()

    def _keep_reason(self, text: str) -> None:
        """Save the reason during typing, so that it's there again later."""
        if self._waiving is not None:
            path = f"waived.{self._waiving.key}"
            keep(self.session, path, text, path, is_answer=True, table=Kept.WINDOW)

    def _take_reason(self) -> None:
        line = self.query_one("#reason", NoteInput)
        if not line.value.strip():
            close = key_name(self, "review.close")
            words = f"Say why you accept it: reviewers will read this. Press {close} to cancel."
            draw(self.query_one("#about", Static), words, layout=False)
            return
        finding = self._waiving
        self._end_waiving()
        if finding is not None:
            self._waive(finding.key, line.value.strip())

    def _end_waiving(self) -> None:
        self._waiving = None
        self.query_one("#reason").display = False
        self.query_one("#list").focus()

    def _waive(self, key: str, reason: str | None) -> None:
        self._stay = True
        path = f"waived.{key}"
        edits = [Set(path=path, value=reason), *clearing(self.session, path, table=Kept.WINDOW)]
        self.session.apply(as_one(edits), path)
        self.settle()

    def action_status(self) -> None:
        """Check the document as the next status, from its own to Final."""
        if self.shows_questions or self._waiving is not None:
            return
        own = self.session.postmortem.document.status
        if own is Status.FINAL:
            label = self.session.template.settings.label(own)
            self.app.notify(f"The document is already {label}, so every level counts.", timeout=3, markup=False)
        steps = [None, *list(Status)[list(Status).index(own) + 1 :]]
        self.status = steps[(steps.index(self.status) + 1) % len(steps)] if self.status in steps else None
        self.settle()

    def action_other(self) -> None:
        """Switch between the findings and the open questions."""
        if self._waiving is None:
            entry = self._current()
            if entry is not None:
                self._last[self.shows_questions] = entry.id
            self.shows_questions = not self.shows_questions
            self.draw_all()
            self.refresh_bindings()

    def action_copy(self) -> None:
        """Copy the open questions as Markdown."""
        text = print_open_questions(self.session.standing)
        if text:
            copy(self.app, text, "The list of open questions")

    def action_close(self) -> None:
        """Cancel the waiver and keep the reason typed so far, or go back to the section."""
        if self._waiving is not None:
            self._end_waiving()
            self._draw_words()
        else:
            self.dismiss()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_jump()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take_reason()


def _level_words(finding: Finding, *, padded: bool = False) -> str:
    return f"{SIGNS[finding.level]} {finding.level.label:<{len('warning') if padded else 0}}"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split("\n")))


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of an answer, or of a row, each in one line."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, BaseModel):
        for name in field_names(value):
            yield from _texts(getattr(value, name))


def _sentence(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a part of a text begins and ends."""
    starts = [text.rfind(mark, 0, begin) + len(mark) for mark in _ENDS if text.rfind(mark, 0, begin) >= 0]
    ends = [text.find(mark, end) + 1 for mark in _ENDS if text.find(mark, end) >= 0]
    return max(starts, default=0), min(ends, default=len(text))


_ENDS = (". ", "? ", "! ")
