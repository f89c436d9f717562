"""The line of keys at the bottom: those that matter now, and as many as there's room for."""

from textual.app import ComposeResult
from textual.events import Resize
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_FIRST_TO_GO = ("preview", "outline", "figures", "mark", "finish", "review")
"""Actions whose keys make room first on a narrow screen; F1 and the commands have them all the same."""

_LAST_TO_GO = ("quit", "help", "close", "back")
"""Actions whose keys stay: the way out."""


class KeyLine(Footer):
    """Textual's footer, without the keys that would stand beyond its right end."""

    def __init__(self) -> None:
        """Make the line."""
        super().__init__(compact=True, show_command_palette=False)
        self._fitted = 0

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        keys = self._keys()
        self._fitted = self.app.size.width
        while len(keys) > 1 and sum(_width(key) for key in keys) - 1 > self.app.size.width:
            keys.remove(min(keys, key=lambda key: _rank(key.action, keys.index(key))))
        yield from keys

    def _keys(self) -> list[FooterKey]:
        """Return a key for each action that the footer shows.

        Textual's own are bound to the footer, which then holds all that it ever had: a megabyte for each ten screens.
        """
        found: dict[str, FooterKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values() if self._bindings_ready else ():
            if binding.show and binding.action not in found:
                shown = self.app.get_key_display(binding)
                key = FooterKey(
                    binding.key, shown, binding.description, binding.action, disabled=not enabled, tooltip=tooltip
                )
                found[binding.action] = key
        return list(found.values())

    async def on_resize(self, event: Resize) -> None:
        """Fit the keys to the new width; the same width comes with every change of the keys themselves."""
        if self._fitted != self.app.size.width:
            await self.recompose()


def _width(key: FooterKey) -> int:
    return len(key.key_display) + len(key.description) + 2


def _rank(action: str, position: int) -> tuple[int, int]:
    """Return when a key makes room: the lowest first; of those that nothing is said of, the last."""
    if action in _FIRST_TO_GO:
        return 0, _FIRST_TO_GO.index(action)
    return (2 if action in _LAST_TO_GO else 1), -position
