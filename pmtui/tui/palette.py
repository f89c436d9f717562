"""The command palette: every action by name."""

import contextlib

from textual.command import CommandPalette


class Palette(CommandPalette):
    """Textual's palette, which takes keys also before its list has been drawn."""

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):  # the option has no line yet: the key came too early for it
            super()._action_command_list(action)
