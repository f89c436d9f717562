"""A meeting about a draft: the large view, the agenda, and the way back to them from the form."""

from collections.abc import Awaitable, Callable

from textual.screen import Screen

from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.tui.autosave import Saver


class Meeting:
    """Opens the large view and the agenda over a screen, and opens them again when the author comes back.

    Args:
        screen: the screen of the draft, over which they open.
        session: the session.
        saver: saves it to disk.
        file_status: the status of the file.
        go_to: goes to a place on the screen of the draft.
    """

    def __init__(
        self,
        screen: Screen[None],
        session: Session,
        saver: Saver,
        file_status: FileStatus,
        go_to: Callable[[str], Awaitable[None]],
    ) -> None:
        self.screen = screen
        self.session = session
        self.saver = saver
        self.file_status = file_status
        self.go_to = go_to
        self._back: Callable[[], None] | None = None

    def present(self, place: str) -> None:
        """Show a place in large; the first question if the place is empty."""
        from pmtui.tui.screens.present import PresentScreen

        self.forget()
        self.screen.app.push_screen(PresentScreen(self, place))

    def open_agenda(self, key: str = "") -> None:
        """Show the agenda, with an item selected."""
        from pmtui.tui.screens.agenda import AgendaScreen

        self.forget()
        self.screen.app.push_screen(AgendaScreen(self, key))

    @property
    def has_way_back(self) -> bool:
        """Whether the author came to the form from the large view or the agenda, and hasn't gone elsewhere since."""
        return self._back is not None

    def leave_for(self, place: str, back: Callable[[], None]) -> None:
        """Go to a place on the screen of the draft.

        Args:
            place: the path of the place.
            back: opens again what was left.
        """
        app = self.screen.app
        while app.screen is not self.screen:
            app.pop_screen()
        self._back = back
        self.screen.refresh_bindings()
        self.screen.call_next(self.go_to, place)

    def forget(self) -> None:
        """Forget the way back: the author has gone elsewhere."""
        if self._back is not None:
            self._back = None
            self.screen.refresh_bindings()

    def go_back(self) -> None:
        """Open again what was left for the form; nothing if nothing was."""
        if self._back is not None:
            self._back()
