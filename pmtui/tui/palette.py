"""The commands of the palette: every action by name, and by what it does."""

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

_BY_WORDS = 0.01
"""What a hit in an action's description counts: less than any hit in its name."""


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
