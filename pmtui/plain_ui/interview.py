"""Asks a draft's questions in lines: in the order of the document, from where the author stopped."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from pmtui.advice import Advice
from pmtui.config import ActiveConfig
from pmtui.errors import EntryError
from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.ids import MakeId
from pmtui.model.kinds import Kind
from pmtui.plain_ui.console import PLAIN_COMMANDS, Command, Console, Left, number_in
from pmtui.plain_ui.file import NextDraft, about_file
from pmtui.plain_ui.questions import answer, clear
from pmtui.plain_ui.tables import table
from pmtui.plain_ui.whys import whys
from pmtui.review.reviewer import review
from pmtui.review.rules.sharing import signed_name
from pmtui.session.agenda import Agenda, agenda_lines
from pmtui.session.file_status import FileStatus
from pmtui.session.glyphs import counted
from pmtui.session.labels import finding_words, going_back
from pmtui.session.leaving_out import leave_out, leave_out_group, leave_out_section
from pmtui.session.opening import open_session
from pmtui.session.places import question_at
from pmtui.session.saving import Autosave
from pmtui.session.session import Session
from pmtui.session.undated_events import give_days
from pmtui.storage import last_position
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver
from pmtui.template.interview import AskedQuestion, Section, interview
from pmtui.template.progress import State
from pmtui.template.render import print_section

Today = Callable[[], date]
"""Returns today's date."""

_MARKS = {"na": AnswerStateKind.NOT_APPLICABLE, "unknown": AnswerStateKind.UNKNOWN, "waiting": AnswerStateKind.WAITING}


def run(path: Path, console: Console, today: Today, make_id: MakeId, active: ActiveConfig) -> int:
    """Go through a draft until the author leaves; return the exit code.

    Raises:
        PmtuiError: if it can't be opened.
    """
    draft = NextDraft(path)
    while True:
        session, store = open_session(draft.path, today, make_id, active=active, take_over=draft.take_over)
        for words in active.complaints():
            console.say(words)
        interview = PlainInterview(session, store, console)
        try:
            following = interview.go_on()
        except Left:
            following = None
        finally:
            problem = interview.end()
        if problem:
            console.say(problem)
            return 3
        if following is not None:
            draft = following
            continue
        if session.is_read_only:
            console.say("The draft was open read-only, so nothing was changed.")
            return 0
        console.say(f"Saved. To continue, run: pmtui interview {draft.path} --plain")
        return 0


class PlainInterview:
    """One session with a draft, in lines.

    Attributes:
        session: the postmortem and its history.
        order: every question, in the order of the document.
        at: the position of the current question.
    """

    def __init__(self, session: Session, store: DraftStore, console: Console) -> None:
        """Begin where the author stopped."""
        self.session = session
        self.console = console
        self.store = store
        self.sections: Sequence[Section] = interview(session.template)
        self.order: list[AskedQuestion] = [question for section in self.sections for question in section.questions]
        self.saver = Autosave(session, store, met=self._met)
        self.file_status = FileStatus(session, store, self.saver, console.tell, lambda: None)
        session.refused = lambda: console.say("This draft is open read-only. Type :file to see why.")
        session.missed = console.say
        console.leave_at_signals()
        self.at = self._begin()
        self._section = -1
        self._told = Advice()
        self._next_draft: NextDraft | None = None

    def _begin(self) -> int:
        place = last_position.recall(self.session.path)
        paths = [question.path for question in self.order]
        if place is not None and place.question in paths:
            return paths.index(place.question)
        return self._next_open(-1) or 0

    def _met(self, what: Outside | TakenOver) -> None:
        self.file_status.met(what)

    # -- the way through -------------------------------------------------------------------------------------------

    def go_on(self) -> NextDraft | None:
        """Ask until the author quits or chooses another file; then return which.

        Raises:
            Left: if the input has ended.
        """
        progress = self.session.standing.progress(self.order)
        self.console.say(f"{self.session.path.name}, template {self.session.template_name}: {counted(progress)}.")
        self.console.say("Press Enter to skip a question. Type :help for commands, :quit to save and quit.")
        if self.session.since_signing:
            record, changed = self.session.postmortem, self.session.since_signing
            names = ", ".join(signed_name(path, record, self.order) for path in changed)
            self.console.say(f"Changed since the document was signed off: {names}. Add a revision.")
        self._save()
        while self._next_draft is None:
            self._announce_section()
            command = self._ask(self.order[self.at])
            given = give_days(self.session)
            if given:
                self.console.tell(given)
            self._save()
            if command is None:
                if self.at + 1 == len(self.order):
                    self._at_the_end()
                self.at = (self.at + 1) % len(self.order)
            elif command.name == "quit":
                return None
            else:
                self._do(command)
                self._save()
        return self._next_draft

    def _ask(self, question: AskedQuestion) -> Command | None:
        if question.path == "causes.tree":
            return whys(self.console, self.session, question)
        if question.kind is Kind.TABLE:
            return table(self.console, self.session, question)
        return answer(self.console, self.session, question)

    def _announce_section(self) -> None:
        number = self.order[self.at].section
        if number != self._section:
            self._section = number
            section = self.sections[number]
            state = counted(self.session.standing.progress(section.questions))
            self.console.say(f"\nSection {number + 1} of {len(self.sections)}: {section.title} ({state})")

    def _at_the_end(self) -> None:
        progress = self.session.standing.progress(self.order)
        name = self.session.path
        self.console.say(
            f"\nThat was the last question: {counted(progress)}. To export the document, run: pmtui export {name}"
        )
        self.console.say("Type :quit to quit, :open for the next unanswered question, or press Enter to start over.")

    def _save(self) -> None:
        """Save, and print once what went wrong or what others changed."""
        self.saver.look()
        self.saver.flush()
        notice = self.file_status.notice()
        if notice != self._told:
            self._told = notice
            self.console.tell(notice or Advice("Everything is saved again."))

    def end(self) -> str:
        """Save, remember the position, and release the draft.

        Returns:
            Why it couldn't be saved and where the changes are now, or an empty string.
        """
        self.saver.look()
        self.store.sync()
        problem = self.saver.flush()
        is_kept = self.store.is_kept
        self.store.close()
        question = self.order[self.at]
        last_position.remember(
            self.session.path, last_position.Position(self.sections[question.section].title, question.path)
        )
        if not problem:
            return ""
        if not is_kept:
            return f"{problem} They were only in memory, and are lost."
        return f"{problem} Your unsaved changes are in its journal. pmtui recovers them when you open the draft again."

    # -- commands ----------------------------------------------------------------------------------------------------

    def _do(self, command: Command) -> None:
        """Run a command that was typed instead of an answer."""
        name, rest = command.name, command.rest
        if name == "help":
            self.console.say("\n".join(f":{word}  {does}" for word, does in PLAIN_COMMANDS.items()))
            self.console.say("To start an answer with a colon, type two.")
        elif name in ("next", "back", "open", "go"):
            self._move(name, rest)
        elif name in _MARKS:
            self._mark(self.order[self.at], _MARKS[name], rest)
        elif name == "out":
            self._leave_out(self.order[self.at], rest)
        elif name == "checked":
            found = self.session.see(self.order[self.at].base)
            self.console.say("Checked." if found else "No agent has written here.")
        elif name == "clear":
            clear(self.session, self.order[self.at])
        elif name in ("undo", "redo"):
            self._go_back_in_time(name)
        elif name == "show":
            section = self.order[self.at].section
            self.console.say(print_section(self.session.template, self.session.standing.values, section))
        elif name == "review":
            self._review()
        elif name == "agenda":
            self._agenda(rest)
        elif name == "file":
            self._next_draft = about_file(self.console, self.file_status)
        else:
            self.console.say(f":{name} doesn't do anything here.")

    def _mark(self, question: AskedQuestion, kind: AnswerStateKind, note: str) -> None:
        """Mark a question, and move to the next one."""
        self.session.mark(question.path, kind, note)
        mark = self.session.postmortem.marks.get(question.path)
        if mark is not None:
            self.console.say(f"Marked: {question.label}, {mark.text.lower() if not mark.note else mark.text}")
            self.at = min(self.at + 1, len(self.order) - 1)

    def _leave_out(self, question: AskedQuestion, what: str) -> None:
        """Leave a question, its group, or its section out of the document, or put it back."""
        if self.session.is_read_only:
            self.session.refuse()
            return
        try:
            if what == "section":
                done = leave_out_section(self.session, self.sections[question.section])
            elif what == "group":
                done = leave_out_group(self.session, question)
            elif what:
                self.console.say("Type :out, :out group, or :out section.")
                return
            else:
                done = leave_out(self.session, question)
        except EntryError as error:
            self.console.say(str(error))
            return
        self.console.say(f"{'Back in' if done.is_back else 'Left out of'} the document: {done.part.words}.")
        if not done.is_back:
            self.at = min(self.at + 1, len(self.order) - 1)

    def _move(self, name: str, rest: str) -> None:
        if name == "back":
            self.at = max(0, self.at - 1)
        elif name == "open":
            found = self._next_open(self.at)
            if found is None:
                self.console.say("No unanswered questions.")
            else:
                self.at = found
        elif name == "next":
            self._go_to_section(self.order[self.at].section + 1)
        elif number_in(rest, len(self.sections)) is not None:
            self._go_to_section((number_in(rest, len(self.sections)) or 1) - 1)
        else:
            for number, section in enumerate(self.sections, 1):
                state = counted(self.session.standing.progress(section.questions))
                self.console.say(f"{number}. {section.title} ({state})")
            self.console.say("Type :go and a number to go to a section.")

    def _go_to_section(self, number: int) -> None:
        """Go to the first question of a section, or of the first one after it that asks anything."""
        found = next((index for index, question in enumerate(self.order) if question.section >= number), None)
        if found is None or number < 0:
            self.console.say("This is the last section." if number >= 0 else "Section numbers start at 1.")
        else:
            self.at = found

    def _next_open(self, after: int) -> int | None:
        for index in chain(range(after + 1, len(self.order)), range(after + 1)):
            if self.session.standing.state(self.order[index]) in (State.OPEN, State.PART):
                return index
        return None

    def _go_back_in_time(self, name: str) -> None:
        change = going_back(self.session, redo=name == "redo")
        if change is None:
            self.console.say(f"Nothing to {name}.")
            return
        place, words = change
        self.console.say(f"{'Undone' if name == 'undo' else 'Redone'}: {words}.")
        question = question_at(self.session, place)
        if question is not None:
            self.at = self.order.index(question)

    def _agenda(self, number: str) -> None:
        """Print the agenda of a meeting, after ticking off the item of that number, if one is given."""
        agenda = Agenda(self.session)
        items = agenda.items
        at = number_in(number, len(items))
        if number and at is None:
            self.console.say("Type :agenda and an item's number to tick it off, or :agenda to list all items.")
        elif at is not None:
            agenda.toggle(items[at - 1])
            state = "Covered" if agenda.is_covered(items[at - 1]) else "No longer covered"
            self.console.say(f"{state}: {items[at - 1].words}")
            self.console.say(f"{agenda.counted}.")
        else:
            for line in agenda_lines(agenda):
                self.console.say(line)
            self.console.say(f"{agenda.counted}." if items else "Nothing is open.")

    def _review(self) -> None:
        found = review(self.session.standing, self.session.today(), seen=self.session.seen_values())
        for finding in found.findings:
            self.console.say(f"{finding.code} {finding.level.label}: {finding_words(self.session, finding)}")
        self.console.say("For more about a rule, run: pmtui check --explain CODE" if found.findings else "No findings.")
