"""The status of the draft file and what the author can do about it, in lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmtui.model.merging import Difference
from pmtui.plain_ui.console import Command, Console, number_in
from pmtui.session.file_status import FileAction, FileStatus
from pmtui.session.labels import place_label, value_text


@dataclass(frozen=True)
class NextDraft:
    """The draft to continue with.

    Attributes:
        path: its file.
        take_over: also if someone else has it open.
    """

    path: Path
    take_over: bool = False


class LineDialog:
    """Asks and shows in lines what an action on the file needs.

    Attributes:
        next_draft: what to continue with; None for this draft.
    """

    def __init__(self, console: Console, file_status: FileStatus) -> None:
        self.console = console
        self.file_status = file_status
        self.next_draft: NextDraft | None = None

    def compare(self, found: Sequence[Difference], then: Callable[[list[Difference]], None]) -> None:
        """Ask for each difference which version to keep."""
        taken = []
        for difference in found:
            self.console.say(f"\n{place_label(self.file_status.session, difference.path)}")
            self.console.say(f"1. Yours: {value_text(self.file_status.session, difference.path, difference.mine)}")
            self.console.say(
                f"2. The file's: {value_text(self.file_status.session, difference.path, difference.theirs)}"
            )
            if self.console.ask("1 or 2 (press Enter to keep yours): ") == "2":
                taken.append(difference)
        then(taken)

    def open(self, path: Path, *, take_over: bool = False) -> None:
        """Leave this draft for another, or to take it over."""
        self.next_draft = NextDraft(path, take_over)

    def report(self, problem: str) -> None:
        """Print whether it was saved."""
        self.console.say(problem or "Saved.")


def about_file(console: Console, file_status: FileStatus) -> NextDraft | None:
    """Print where the draft is and what is wrong, and do what the author chooses; return what to continue with."""
    for line in file_status.details():
        console.say(line)
    actions = file_status.actions()
    for number, action in enumerate(actions, 1):
        console.say(f"{number}. {action.value}")
    typed = console.ask("Number, or Enter to go back: ")
    chosen = None if isinstance(typed, Command) else number_in(typed, len(actions))
    if chosen is None:
        return None
    action = actions[chosen - 1]
    name = console.ask("Save as: ") if action is FileAction.SAVE_AS else ""
    if action is FileAction.SAVE_AS and (isinstance(name, Command) or not name.strip()):
        return None
    dialog = LineDialog(console, file_status)
    file_status.do(action, dialog, str(name))
    return dialog.next_draft
