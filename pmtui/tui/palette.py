"""The command palette: every action by name, and by what it does."""

import contextlib

from textual.command import CommandPalette, Hit, Hits
from textual.system_commands import SystemCommandsProvider

_BY_WORDS = 0.01
"""What a hit in an action's description counts: less than any hit in its name."""


class Palette(CommandPalette):
    """Textual's palette, which takes keys also before its list has been drawn."""

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):  # the option has no line yet: the key came too early for it
            super()._action_command_list(action)


class Actions(SystemCommandsProvider):
    """Textual's provider, which also looks at what an action's description says."""

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name is like the query, then those whose description contains it."""
        async for hit in super().search(query):
            yield hit
        words = query.lower().split()
        matcher = self.matcher(query)
        for name, described, callback, *_ in self.app.get_system_commands(self.screen):
            if words and matcher.match(name) <= 0 and all(word in described.lower() for word in words):
                yield Hit(_BY_WORDS, name, callback, help=described)
