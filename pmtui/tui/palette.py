"""The commands of the palette: every action by name, and by what it does."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
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


@runtime_checkable
class HasSections(Protocol):
    """A screen of a draft, section by section."""

    def section_titles(self) -> list[str]:
        """Return the titles of the sections, in order."""

    async def show_section(self, position: int, path: str = "") -> None:
        """Draw a section, by its position from 0."""


class Sections(Provider):
    """The sections of the draft: each is opened by its title."""

    def _sections(self) -> Iterator[tuple[str, partial[None]]]:
        screen = self.screen
        if isinstance(screen, HasSections):
            for position, title in enumerate(screen.section_titles()):
                yield f"Section: {title}", partial(screen.call_next, screen.show_section, position)

    async def discover(self) -> Hits:
        """Yield every section."""
        for name, command in self._sections():
            yield DiscoveryHit(name, command, help="Go to this section")

    async def search(self, query: str) -> Hits:
        """Yield the sections whose title is like the query."""
        matcher = self.matcher(query)
        for name, command in self._sections():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), command, help="Go to this section")
