"""The app itself: which screen is shown, and how it ends."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import PmtuiError
from pmtui.keys import shown
from pmtui.process import collect_as_usual, ignore_signals
from pmtui.tui.binding import bind
from pmtui.tui.crash import write_crash_log
from pmtui.tui.key_order import KeyOrder
from pmtui.tui.leaving import end_for_sure, go_on_only_in_a_terminal, leave_at_signals
from pmtui.tui.messages import AdoptTemplate, OpenDraft, StartDraft
from pmtui.tui.palette import Actions
from pmtui.tui.preferences import Looks
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.textual_workarounds import Palette, PatchedApp
from pmtui.tui.timers import use_sure_timers
from pmtui.tui.visible_lines import ConsoleSigns, VisibleLines

if TYPE_CHECKING:  # the first screen is drawn before the postmortem, the templates and their editors are imported
    from pmtui.model.ids import MakeId
    from pmtui.storage.recovery import OnDisk
    from pmtui.tui.screens.interview import InterviewScreen


_TURN = 0.0005
"""Seconds after which a thread that saves lets the screen continue: a key asks for its turn several times."""


class PmtuiApp(KeyOrder, PatchedApp, Looks):
    """pmtui.

    Args:
        folder: the folder of drafts.
        draft: the draft to open immediately, or None for the home screen.
        make_id: makes ids for new rows.
        day: the day that counts as today, in tests; the clock's otherwise, in local time.
        within: the folder that nothing is read or written outside of, where others reach this session; otherwise None.
        seen: what has been read of the draft's file already.
        presents: whether the draft is shown in large at first.
        adopts: the template of an organization to go through at first, or None.
    """

    TITLE = "pmtui"
    CSS_PATH = "screens/home.tcss"  # Textual 8.2 loads no CSS_PATH of the screen that an app begins with
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {Actions}
    BINDINGS = [
        bind("help", "help", priority=True),
        Binding("question_mark", "help", "Help", show=False),
        bind("quit", "quit", priority=True),
        bind("palette", "command_palette", show=False, priority=True),
    ]

    def __init__(
        self,
        folder: Path,
        draft: Path | None = None,
        *,
        make_id: "MakeId | None" = None,
        day: date | None = None,
        within: Confinement | None = None,
        seen: "OnDisk | None" = None,
        active: ActiveConfig | None = None,
        presents: bool = False,
        adopts: Path | None = None,
    ) -> None:
        use_sure_timers()
        super().__init__()
        self.active = active or ActiveConfig()
        self.folder = folder
        self.within = within
        self._first: OpenDraft | AdoptTemplate | None = AdoptTemplate(adopts) if adopts is not None else None
        if draft is not None:
            self._first = OpenDraft(draft, seen=seen, presents=presents)
        self.make_id = make_id
        self._day = day
        self._leave_unsaved = False
        self._interview: InterviewScreen | None = None
        self.last_words = ""
        self._visible = VisibleLines()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let every line through the filter that makes visible what a terminal would act upon, as the last."""
        signs = [ConsoleSigns()] if os.environ.get("TERM") == "linux" else []
        return [*super().get_line_filters(), *signs, self._visible]

    def today(self) -> date:
        """Return the day that it is, in local time."""
        return self._day or date.today()

    def get_default_screen(self) -> Screen[None]:
        """Begin on the home screen."""
        return HomeScreen(self.folder, self.today, self.active, self.within)

    def on_mount(self) -> None:
        """Open the draft that was asked for, and save when the terminal goes away."""
        if sys.platform != "win32" and not self.is_headless:
            leave_at_signals(self._ended_by)
            go_on_only_in_a_terminal()
        self.active.ignore_bad_settings()
        self.put_on()
        self.complain()
        first, self._first = self._first, None
        if first is not None:
            self.post_message(first)

    def on_unmount(self) -> None:
        """Let go of the draft, however the app has ended."""
        self._end_sitting()

    def _ended_by(self, number: int) -> None:
        """Save and leave. A further signal, or one while the app is ending, only makes sure that it ends."""
        if self.return_code is not None:
            end_for_sure(self.return_code)
            return
        try:
            self._end_sitting()
        finally:  # whatever went wrong there, the journal has it, and nobody may be left to press a key
            end_for_sure(128 + number)
            self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """Save, leave, and say in one sentence that pmtui broke; the details go to a private file, without answers."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self.return_code is not None:  # it's ending already, all is saved, and half of the screen is gone
            write_crash_log(error)
            return
        kept = self._where_it_is_kept()
        problem = self._end_sitting()
        log = write_crash_log(error)
        saved = f"Your draft couldn't be saved: {problem} {kept}" if problem else "Your draft is saved."
        self.last_words = f"pmtui crashed because of a bug. {saved} Details (without your answers) are in {log}."
        self.exit(return_code=70)

    def _where_it_is_kept(self) -> str:
        store = self._interview.file_status.store if self._interview is not None else None
        if store is not None and not store.is_kept:
            elsewhere = f"Press {self.key_map.name('file')} to save them elsewhere."
            return f"Your last changes are only in memory and will be lost if you quit. {elsewhere}"
        return "Unsaved changes are in the draft's journal; pmtui recovers them the next time you open it."

    def _end_sitting(self) -> str:
        """Save the open draft and close it; return why it couldn't be saved, or an empty string."""
        interview, self._interview = self._interview, None
        return interview.end() if interview is not None else ""

    def on_open_draft(self, event: OpenDraft) -> None:
        """Open a draft, or say on the screen in front why it can't be."""
        problem = self._open_draft(event)
        if problem and isinstance(self.screen, HomeScreen):
            self.screen.say(problem)
        elif problem:
            self.notify(problem, severity="error", timeout=15, markup=False)
        elif event.template:
            back = f"Press {self.key_map.name('finish')} to change it back."
            self.notify(f"The draft now uses the template {event.template}. {back}", timeout=6, markup=False)

    def on_adopt_template(self, event: AdoptTemplate) -> None:
        """Go through the places of an organization's template, or say why it can't be read."""
        from pmtui.session.adopting import begin
        from pmtui.tui.screens.adopt import AdoptScreen

        try:
            self.push_screen(AdoptScreen(begin(event.source)))
        except PmtuiError as error:
            self.notify(str(error), severity="error", timeout=15, markup=False)

    def on_start_draft(self, event: StartDraft) -> None:
        """Ask for the title of a draft that begins with a template."""
        from pmtui.tui.screens.new import NewScreen

        self.push_screen(
            NewScreen(self.folder, self.today, self.active, example=False, within=self.within, template=event.template)
        )

    def _open_draft(self, asked: OpenDraft) -> str:
        """Open a draft in the place of the one that is open; return why it can't be, or an empty string."""
        from pmtui.model.ids import random_id
        from pmtui.session.opening import open_session
        from pmtui.tui.screens.interview import InterviewScreen

        if self._interview is not None:
            self._end_sitting()
            self.action_drafts()
        make_id = self.make_id or random_id
        try:
            session, store = open_session(
                asked.path,
                self.today,
                make_id,
                active=self.active,
                take_over=asked.take_over,
                template=asked.template,
                within=self.within,
                seen=asked.seen,
            )
        except PmtuiError as error:
            return str(error)
        self._interview = InterviewScreen(session, store)
        self.push_screen(self._interview)
        if asked.presents:
            self._interview.call_after_refresh(self._interview.action_present)
        self.complain()
        self.call_after_refresh(self._settle_memory)
        return ""

    def _settle_memory(self) -> None:
        """From here on a key would wait for the collector's looking through all modules and the draft."""
        if not self.is_headless:
            collect_as_usual()

    def action_drafts(self) -> None:
        path = self._interview.session.path if self._interview is not None else None
        self._end_sitting()
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()
        if path is not None:
            self.screen.select(path)

    def action_help(self) -> None:
        """Show what the screen is for, and its keys."""
        from pmtui.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.push_screen(HelpScreen(self.screen))

    async def action_quit(self) -> None:
        """Save and leave. If it can't be saved, warn first; the second time, leave anyway."""
        problem = self._interview.saver.flush() if self._interview is not None else ""
        self._leave_unsaved = self._leave_unsaved and bool(problem)
        if problem and not self._leave_unsaved:
            self._leave_unsaved = True
            self.notify(
                f"{problem} {self._where_it_is_kept()} Press {self.key_map.name('quit')} again to quit anyway.",
                title="Not saved",
                severity="error",
                timeout=15,
                markup=False,
            )
            return
        self._end_sitting()
        self.exit(0)

    def action_command_palette(self) -> None:
        """Show the commands, where they aren't shown already: below the help, say."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield every action of the screen in front, then the app's own."""
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.id != "palette" and binding.id not in seen:
                seen.add(binding.id)
                node = active.node
                yield SystemCommand(
                    binding.description,
                    f"{binding.tooltip or 'Key'}: {shown(binding.key)}",
                    lambda action=binding.action, node=node: self.call_later(self.run_action, action, node),
                )
        if self._interview is screen and (new := self._interview.file_status.new_path()) is not None:
            yield SystemCommand("Rename draft file", f"Rename it to {new.name}", self._interview.rename_file)
        agenda = getattr(screen, "action_agenda", None)
        if agenda is not None and not {"present.agenda", "review.agenda"} & seen:
            yield SystemCommand("Agenda", "See what a meeting has to settle, person by person", agenda)
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command


def run(app: PmtuiApp) -> int:
    """Run the app and return its exit code."""
    sys.setswitchinterval(_TURN)
    app.run()
    code = app.return_code or 0
    end_for_sure(code)
    ignore_signals()
    if app.last_words:
        print(app.last_words, file=sys.stderr)
    return code
