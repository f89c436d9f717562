"""Gives a screen the class of its width before it's drawn: Textual does so afterwards, and styles everything again."""

from typing import Any

from textual.screen import Screen


def begin_at_width(screen: Screen[Any]) -> None:
    """Add the class that the screen's breakpoints have for the app's width in columns."""
    width = screen.app.size.width
    fitting = [breakpoint for breakpoint in screen.HORIZONTAL_BREAKPOINTS or () if breakpoint[0] <= width]
    if fitting:
        screen.add_class(max(fitting)[1], update=False)
