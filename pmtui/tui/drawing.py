"""Draws what has changed and nothing else: the same again would lay the whole screen out again."""

from textual.content import Content
from textual.widgets import Static


def draw(static: Static, content: str | Content, *, layout: bool = True) -> None:
    """Put content into a widget, if it's different.

    Args:
        static: the widget.
        content: what to show.
        layout: whether its size may change with it.
    """
    if static.content != content:
        static.update(content, layout=layout)
