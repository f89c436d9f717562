"""Lets go of a text field that is gone: Textual holds each in two places for as long as the app runs."""

from contextlib import suppress

from textual.dom import NoScreen
from textual.widget import Widget


def part_with(field: Widget) -> None:
    """Unsubscribe a field from its screen's selections and the app's colors.

    A draft stays open for days, and each section that is drawn has its own fields.
    """
    with suppress(NoScreen):
        field.screen.text_selection_started_signal.unsubscribe(field)
    watchers = getattr(field.app, "__watchers", {}).get("theme", [])
    watchers[:] = [found for found in watchers if found[0] is not field]
