"""F5: shows the draft file's status, and does what the author chooses."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from pmtui.errors import FileError
from pmtui.model.merging import Difference
from pmtui.session.file_status import FileStatus
from pmtui.session.opening import save_elsewhere
from pmtui.tui.messages import OpenDraft
from pmtui.tui.screens.file_status import KeepingScreen
from pmtui.tui.screens.versions import VersionsScreen


def show_keeping(screen: Screen[None], keeping: FileStatus) -> None:
    """Show the facts and the choices; do what is chosen."""

    def chosen(choice: str | None) -> None:
        name, _, path = (choice or "back").partition(" ")
        if name == "conflicts":
            found = keeping.now_in_conflict()
            _choose(screen, keeping, found, lambda chosen: keeping.resolve(found, chosen))
        elif name == "recovered":
            _choose(screen, keeping, keeping.brought(), keeping.take_back)
        elif name == "fine":
            keeping.has_news = False
            keeping.changed()
        elif name == "write_over":
            _say(screen, keeping.write_over())
        elif name == "take_over":
            screen.app.post_message(OpenDraft(keeping.keeper.path, take_over=True))
        elif name == "elsewhere":
            _say(screen, _save_elsewhere(screen, keeping, path))

    screen.app.push_screen(KeepingScreen(keeping), chosen)


def _choose(
    screen: Screen[None], keeping: FileStatus, found: Sequence[Difference], then: Callable[[list[Difference]], None]
) -> None:
    def chosen(taken: list[Difference] | None) -> None:
        if taken is not None:
            then(taken)

    if not found:
        then([])
        screen.app.notify("The two versions no longer differ.", markup=False)
        return
    screen.app.push_screen(VersionsScreen(keeping.session, found, "Yours", "The file's"), chosen)


def _save_elsewhere(screen: Screen[None], keeping: FileStatus, name: str) -> str:
    """Save to another file and continue there; return why that can't be done, or an empty string."""
    try:
        path = save_elsewhere(keeping.session.draft, name, keeping.session.within, keeping.keeper.arrangement)
    except FileError as error:
        return str(error)
    screen.app.post_message(OpenDraft(path))
    return ""


def _say(screen: Screen[None], problem: str) -> None:
    if problem:
        screen.app.notify(problem, title="Not saved", severity="error", timeout=10, markup=False)
