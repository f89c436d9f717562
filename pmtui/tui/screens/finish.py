"""Finish and export: what's left, the template and the file name, the status with its revision, and sign-off."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select, Static

from pmtui.errors import FileError, PmtuiError
from pmtui.model.catalog import model_questions
from pmtui.model.edit import Batch
from pmtui.model.scales import Status
from pmtui.model.signed_digests import signing
from pmtui.model.status_changes import recording
from pmtui.model.unseen import unseen_labels
from pmtui.review.findings import ReviewResult, count_words
from pmtui.review.reviewer import review
from pmtui.review.rules.sharing import signed_name
from pmtui.session.file_status import FileStatus
from pmtui.session.glyphs import counted as counted_progress
from pmtui.session.leaving_out import left_out_labels
from pmtui.session.session import Session
from pmtui.session.templates import load_template
from pmtui.storage import exported_documents
from pmtui.storage.safe_files import reason
from pmtui.template import lookup as templates
from pmtui.template.filename import document_name
from pmtui.template.interview import all_questions
from pmtui.template.omissions import left_out
from pmtui.template.open_questions import open_questions
from pmtui.template.progress import Completeness
from pmtui.template.tree import Template
from pmtui.text import plural, visible, weekday_date
from pmtui.tui import look
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import visible_findings
from pmtui.tui.binding import active_config, bind, key_name
from pmtui.tui.document_target import document_text, free_name, is_taken, target_refusal, write_document
from pmtui.tui.editors.field_box import FieldBox, focus_next
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.textual_workarounds import draw, put_title, when_drawn
from pmtui.tui.widgets.clearable_line import ClearableLine
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

_SIGNED_BY = ("document.reviewers", "review.", "approvals.")
"""Paths of the questions about sign-off."""

_FEW = 4
"""How many left-out answers to name; the rest are counted."""

_EXPORT = "Press Enter to export."


_BAR, _LABEL = 20, 12
"""Columns of the bar of what is answered, and of the names before the lines."""

_KEYS_AT = 96
"""The column at which the keys end; on a narrow screen, they end at its edge."""

_MOST_LINES = 50
"""Lines that one part may take: what agents wrote is never shortened."""


@dataclass(frozen=True)
class WaysOn:
    """Where the author can go from the finish screen.

    Attributes:
        unanswered: to the next unanswered question.
        review: to the review.
        template: on under another template, by name.
    """

    unanswered: Callable[[], None]
    review: Callable[[], None]
    template: Callable[[str], None]


class FinishScreen(BuilderScreen):
    """The last steps from a draft to a signed-off document."""

    CSS_PATH = "finish.tcss"
    HELP = """\
## Finish and export

See what's left, set the status, sign off, and export. {to_do}: next unanswered question. {review}: review.

Changing the **status** adds a revision with today's date and a version; you can edit its description. Reopening a final
document raises the version. {undo} undoes everything.

Press **Enter** on the file name to export. If the file exists, press **Enter** again to overwrite it (pmtui keeps a
dated backup), or {finish.free_name} to use a new name. Choose another **template** to see what it leaves out and what
it still asks; {finish.template} switches the draft to it. A document that isn't written for GitHub has its dialect in
the title.

If you change a final document, this screen lists what changed until you press {finish.revise} to record it as a
revision.

**By agents** lists what an agent wrote and no one has checked; {seen} in its field confirms that you have.

{finish.follow_up}: follow-up review of a final document.
"""
    BINDINGS = [
        bind("finish.close", "close", priority=True),
        bind("to_do", "unanswered", priority=True),
        bind("review", "review", priority=True),
        bind("finish.follow_up", "follow_up", priority=True),
        bind("finish.free_name", "free_name", show=False, priority=True),
        bind("finish.revise", "revise", show=False, priority=True),
        bind("finish.template", "keep_template", show=False, priority=True),
    ]

    def __init__(
        self, session: Session, saver: Saver, file_status: FileStatus, found: ReviewResult, ways: WaysOn
    ) -> None:
        """Make the screen.

        Args:
            session: the session.
            saver: saves it to disk.
            file_status: the status of the file.
            found: the review's findings.
            ways: where the author can go from here.
        """
        super().__init__(session, saver, file_status)
        self.found = found
        self.ways = ways
        self.template: Template = session.template
        self.template_name = session.template_name
        self.confirmed = ""
        self._revision = ""
        self._target_is_own = True

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield what's left, the template, the file name, the status, sign-off, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="left", markup=False, classes="pane")
            with Vertical(id="document", classes="pane"):
                names = [(Content(name), name) for name in self._template_names()]
                yield Select(names, value=self.template_name, allow_blank=False, compact=True, id="template")
                yield Static("", id="loss", markup=False)
                name = f"{self.session.path}:export"
                yield ClearableLine(str(self._target()), id="target", select_on_focus=False, cleared_as=name)
                yield Static("", id="note", markup=False)
            with Vertical(id="signing", classes="pane"):
                yield from self._boxes(["document.status"])
                yield Vertical(id="revision")
                yield from self._boxes(self._signed())
        yield KeyLine()

    def _boxes(self, paths: list[str]) -> Iterator[FieldBox]:
        questions = {question.path: question for question in all_questions(self.session.template)}
        for path in paths:
            yield FieldBox(self.session, questions.get(path) or model_questions()[path], make_editor)

    def _signed(self) -> list[str]:
        """Return the paths of the template's questions about reviewers and sign-off."""
        return [q.path for q in all_questions(self.session.template) if q.path.startswith(_SIGNED_BY)]

    def _template_names(self) -> list[str]:
        names = templates.names()
        return names if self.template_name in names else [self.template_name, *names]

    def begin(self) -> None:
        """Start on the file name, where Enter exports."""
        put_title(self.query_one("#left"), "Progress")
        put_title(self.query_one("#signing"), "Status and sign-off")
        target = self.query_one("#target", ClearableLine)
        if target.cleared:  # it was typed and not exported to
            self._target_is_own, target.value = False, target.cleared
        self.draw_all()
        target.focus(scroll_visible=False)
        target.action_end()

    def settle(self) -> None:
        """Review again, and draw: the findings depend on the status."""
        self.found = self.session.review = review(
            self.session.standing, self.session.today(), seen=self.session.seen_values()
        )
        super().settle()

    def draw_all(self) -> None:
        dialect = self.template.settings.markdown
        put_title(self.query_one("#document"), "Document", "" if dialect.is_default else f"for {dialect.title}")
        draw(self.query_one("#left", Static), self._left())
        draw(self.query_one("#loss", Static), visible(self._loss()))
        if self._target_is_own:
            self.query_one("#target", ClearableLine).value = str(self._target())
        for box in self.query(FieldBox):
            box.show()
        self.call_next(self._draw_revision)
        self.query_one(StatusLine).show()
        if not self.confirmed:
            draw(self.query_one("#note", Static), _EXPORT)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        when_drawn(self, lambda: draw(self.query_one("#left", Static), self._left()))

    def _lane(self) -> Content:
        """Return the steps of the status, with the present one marked."""
        here, label = self.session.postmortem.document.status, self.session.template.settings.label
        steps = list(Status)
        lane: list[Content] = []
        for step in steps:
            is_ahead = steps.index(step) > steps.index(here)
            sign, color = ("○", look.QUIET) if is_ahead else ("●", look.OK)
            sign, color = ("◉", f"bold {look.ACT}") if step is here else (sign, color)
            way = (" ────── ", look.IDLE) if is_ahead else (" ━━━━━━ ", look.OK)
            lane += [Content.styled(*way)] if lane else []
            lane.append(Content.styled(f"{sign} {visible(label(step))}", color))
        return Content("").join(lane)

    def _left(self) -> Content:
        """Return how far the document has come, and what's left, with the key for each part at the right."""
        standing = self.session.standing
        progress = standing.progress(all_questions(self.session.template))
        lines = [
            (
                "Answered",
                f"{progress.settled} of {progress.total}; {counted_progress(progress)}",
                key_name(self, "to_do"),
            ),
            ("Waiting for", self._waiting(standing), f"{key_name(self, 'review')}, {key_name(self, 'next')}"),
            ("Left out", ", ".join(left_out_labels(self.session)), ""),
            ("Review", self._review_words(), key_name(self, "review")),
            ("Due", self._due(standing), ""),
            ("Document", self._document_words(), ""),
            ("Signed", self._signed_words(), key_name(self, "finish.revise")),
            ("By agents", self._agent_words(), ""),
        ]
        width = min(_KEYS_AT, self.app.size.width - 3)
        found = [self._lane(), Content("")]
        for label, words, key in lines:
            share = progress.settled / max(1, progress.total)
            bar = look.bar(share, _BAR, look.progress_color(share)) + "  " if label == "Answered" else Content("")
            room = width - _LABEL - bar.cell_length - (len(key) + 2 if key else 0)
            for number, line in enumerate(look.wrapped(visible(words), room, room, _MOST_LINES) if words else ()):
                start = Content.styled(f"{'' if number else label:<{_LABEL}}", look.QUIET)
                text = Content.assemble(start, bar, line)
                shown_key = Content.styled(key, look.ACT)
                found.append(text if number or not key else look.spread(text, shown_key, width))
        return Content("\n").join(found)

    def _document_words(self) -> str:
        """Return how the exported document was changed since the export; empty if it wasn't."""
        change = exported_documents.changed(self._target(), self.session.within, self.session.draft_id)
        return change.words if change else ""

    def _signed_words(self) -> str:
        """Return what changed in a final document since sign-off; empty if nothing did."""
        record = self.session.postmortem
        if record.document.status is Status.FINAL and not record.signed:
            return "nothing recorded yet; to record it as it is now:"
        names = self._since_signing()
        more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
        return f"changed since: {', '.join(names[:_FEW])}{more}; record a revision" if names else ""

    def _agent_words(self) -> str:
        """Return what agents wrote and no one has checked; never shortened, so that nothing unchecked is hidden."""
        found = unseen_labels(self.session.postmortem, all_questions(self.session.template))
        return f"not checked yet: {', '.join(found.values())}" if found else ""

    def _since_signing(self) -> list[str]:
        questions = all_questions(self.session.template)
        return [signed_name(path, self.session.postmortem, questions) for path in self.session.since_signing]

    def _review_words(self) -> str:
        label = self.session.template.settings.label(self.session.postmortem.document.status)
        final = review(self.session.standing, self.session.today(), Status.FINAL, self.session.seen_values())
        words = f"as {label}: {_counted(self.found)}"
        if self.session.postmortem.document.status is Status.FINAL:
            return words
        label = self.session.template.settings.label(Status.FINAL)
        return f"{words}; as {label}: {_counted(final)}"

    def _waiting(self, standing: Completeness) -> str:
        people = [question.who for question in open_questions(standing)]
        return ", ".join(f"{who} {people.count(who)}" for who in dict.fromkeys(people))

    def _due(self, standing: Completeness) -> str:
        figures, today = standing.values.figures, self.session.today()
        due, follow_up = figures["deadline"].value, figures["follow_up_date"].value
        if self.session.postmortem.document.status is Status.FINAL:
            return (
                f"follow-up review {weekday_date(follow_up, today.year)} ({key_name(self, 'finish.follow_up')})"
                if isinstance(follow_up, date)
                else ""
            )
        if not isinstance(due, date):
            return ""
        days = (due - today).days
        count = plural(abs(days), "day")
        away = "today" if days == 0 else f"in {count}" if days > 0 else f"{count} ago"
        return f"{weekday_date(due, today.year)}, {away}"

    def _loss(self) -> str:
        """Return which answers the chosen template leaves out, and how many questions it still asks."""
        standing = self.session.standing_under(self.template)
        missing, found = len(standing.missing()), left_out(standing)
        left = [each.words for each in found if not each.is_cause]
        causes = [each.words for each in found if each.is_cause]
        more = f" and {len(left) - _FEW} more" if len(left) > _FEW else ""
        words = f"Leaves out {', '.join(left[:_FEW])}{more}." if left else "" if causes else "Shows every answer."
        if causes:  # name all of them: what matters most must not hide in "and 3 more"
            words = f"Leaves out what you marked as {'; '.join(causes)}. {words}".rstrip()
        asks = f" Still asks {plural(missing, 'question')}." if missing else " Asks nothing else."
        other = (
            f" Press {key_name(self, 'finish.template')} to switch to it."
            if self.template_name != self.session.template_name
            else ""
        )
        return f"{words}{asks}{other}"

    async def _draw_revision(self) -> None:
        """Show the last revision, so that the author can edit its description."""
        rows = self.session.postmortem.revisions
        last = rows[-1] if rows else None
        if not self.is_mounted or (last.id if last else "") == self._revision:
            return
        self._revision = last.id if last else ""
        place = self.query_one("#revision", Vertical)
        await place.remove_children()
        columns = {column.name: column for column in model_questions()["revisions"].columns}
        if last is not None:
            for name in ("version", "changes"):
                question = columns[name].in_row(last.id)
                if not place.is_attached:  # the author has left in the meantime
                    return
                await place.mount(FieldBox(self.session, question, make_editor, in_row=True))

    # -- the file ----------------------------------------------------------------------------------------------------

    def _target(self) -> Path:
        return self.session.path.parent / document_name(self.template, self.session.postmortem)

    @on(Select.Changed, "#template")
    def _template_chosen(self, event: Select.Changed) -> None:
        event.stop()
        name = str(event.value)
        if name == self.template_name:
            return
        try:
            self.template = load_template(name, active_config(self.app), self.session.within)
        except PmtuiError as error:
            self._say(str(error))
            return
        self.template_name = name
        self.confirmed = ""
        self.draw_all()

    @on(Input.Changed, "#target")
    def _target_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._target_is_own = event.value == str(self._target())
        line = self.query_one("#target", ClearableLine)
        (line.forget if self._target_is_own else line.keep)()
        self.confirmed = ""

    @on(Input.Submitted, "#target")
    def _write(self, event: Input.Submitted) -> None:
        event.stop()
        name = event.value.strip()
        if not name:
            self._say("Enter a file name.")
            return
        try:
            target = self._placed(name)
            target = target / self._target().name if target.is_dir() else target
        except FileError as error:
            self._say(str(error))
            return
        except (RuntimeError, OSError) as error:
            self._say(f"{reason(error) if isinstance(error, OSError) else error}. Choose another name.")
            return
        text = document_text(self.session, self.template)
        refused = target_refusal(self.session, target)
        if refused:
            self._say(f"{refused} Press {key_name(self, 'finish.free_name')} to use {free_name(target).name}.")
            return
        taken = is_taken(target, text, self.session.written, self.session.draft_id)
        if (taken or self._replaces_for_others(target)) and self.confirmed != name:
            self.confirmed = name
            free = free_name(target).name
            words = self._what_is_there(target)
            again = "Press Enter again to overwrite it (with a backup)"
            if not taken:
                words, again = f"pmtui exported {target.name} before.", "Press Enter again to overwrite it"
            self._say(f"{words} {again}, or {key_name(self, 'finish.free_name')} to use {free}.")
            return
        problem, kept = self.saver.flush(), None
        if not problem:
            problem, kept = write_document(self.session, target, text)
        if problem:
            self._say(problem)
            return
        self.confirmed = ""
        said = f"{target}\nBackup of the old file: {kept}" if kept else str(target)
        self.app.notify(said, title="Exported", timeout=8, markup=False)
        self.query_one("#target", ClearableLine).forget()
        self.dismiss()

    def _what_is_there(self, target: Path) -> str:
        """Return a sentence about the file that the export would overwrite."""
        change = exported_documents.changed(target, self.session.within, self.session.draft_id)
        if change is not None:
            return f"{target.name} was {change.words}."
        if exported_documents.is_of_another(target, self.session.draft_id):
            return f"{target.name} belongs to another draft."
        return f"{target.name} already exists."

    def _replaces_for_others(self, target: Path) -> bool:
        """Return whether an author in a browser would overwrite a file of the person who serves the folder."""
        return self.session.within is not None and os.path.lexists(target)

    def _placed(self, name: str) -> Path:
        within = self.session.within
        return Path(name).expanduser() if within is None else within.named(name, to_write=True)

    def _say(self, words: str) -> None:
        draw(self.query_one("#note", Static), visible(words))

    def action_free_name(self) -> None:
        """Change the file name to one that isn't taken."""
        line = self.query_one("#target", ClearableLine)
        line.focus()
        try:
            line.value = str(free_name(self._placed(line.value.strip() or str(self._target()))))
        except FileError as error:
            self._say(str(error))
            return
        except (RuntimeError, ValueError):  # ~ with an unknown user; only a folder
            self._say("That isn't a valid file name.")
            return
        line.action_end()
        self._say(_EXPORT)

    # -- leaving ----------------------------------------------------------------------------------------------------

    @on(Done)
    def _go_on(self, event: Done) -> None:
        """Go to the next field, or from the last one to the file name."""
        event.stop()
        if not focus_next(list(self.query(FieldBox))):
            self.query_one("#target").focus()

    def action_unanswered(self) -> None:
        """Close the screen, and go to the next unanswered question."""
        self.dismiss()
        self.ways.unanswered()

    def action_review(self) -> None:
        """Close the screen, and open the review."""
        self.dismiss()
        self.ways.review()

    def action_keep_template(self) -> None:
        """Switch the draft to the chosen template."""
        if self.template_name == self.session.template_name:
            self._say("The draft already uses this template.")
        elif self.session.is_read_only:
            self.session.refuse()
        else:
            self.dismiss()
            self.ways.template(self.template_name)

    def action_revise(self) -> None:
        """Record the changes since sign-off as a revision; the author can edit its description."""
        record, names = self.session.postmortem, self._since_signing()
        if record.document.status is Status.FINAL and not record.signed and not self.session.is_read_only:
            self.session.close_step()
            edits = signing(record, self.session.template_name)
            self.session.apply(Batch(edits=tuple(edits)), "document.status")
            self._say("Recorded. From now on, this screen lists what changes.")
            self.settle()
        elif not names:
            self._say("Nothing has changed since sign-off.")
        elif self.session.is_read_only:
            self.session.refuse()
        else:
            words = f"Changed: {', '.join(names)}"
            today = self.session.today()
            edits = recording(record, words, today, self.session.make_id, self.session.template_name)
            self.session.close_step()
            self.session.apply(Batch(edits=tuple(edits)), "revisions")
            self.settle()

    def action_follow_up(self) -> None:
        from pmtui.tui.screens.follow_up import FollowUpScreen

        self.app.push_screen(FollowUpScreen(self.session, self.saver, self.file_status), lambda _: self.settle())

    def action_close(self) -> None:
        self.dismiss()


def _counted(found: ReviewResult) -> str:
    """Return how many findings there are of each level, without the unanswered questions, which have a line already."""
    return count_words(visible_findings(found)) or ("no other findings" if found.findings else "no findings")
