"""A page to read, which the arrows scroll."""

from textual.containers import VerticalScroll


class Page(VerticalScroll):
    """Scrolls what stands on it. Nothing there looks otherwise for the cursor, so nothing is styled anew for it."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave all as it is: Textual would style hundreds of blocks of a document again."""
