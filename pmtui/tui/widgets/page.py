"""A page to read, which the arrows scroll."""

from textual.containers import VerticalScroll


class Page(VerticalScroll):
    """A scrolling page. Nothing on it changes its look with the focus, so nothing is restyled for it."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave all as it is: Textual would style hundreds of blocks of a document again."""
