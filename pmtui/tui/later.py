"""Does something once all is drawn, if there is still something to do it to."""

import contextlib
from collections.abc import Callable

from textual.css.query import NoMatches
from textual.widget import Widget


def when_drawn(widget: Widget, do: Callable[[], object]) -> None:
    """Do something to a widget after the next drawing.

    By then the author may have left: the widget, or a part of what's in it, is gone, and there's nothing to be done.
    """

    def do_it_there() -> None:
        if widget.is_attached and widget.app.return_code is None:
            with contextlib.suppress(NoMatches):
                do()

    widget.call_after_refresh(do_it_there)
