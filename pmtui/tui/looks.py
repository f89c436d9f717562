"""The app as its user wants it: colours, whether anything glides, own keys."""

import re
from functools import partial

from textual.app import App
from textual.binding import Binding
from textual.notifications import SeverityLevel

from pmtui import keys
from pmtui.config import Config
from pmtui.errors import PmtuiError
from pmtui.nearest import did_you_mean

THEMES = {"dark": "textual-dark", "light": "textual-light", "terminal": "ansi-dark"}
"""Plain words for colours, and the theme that each means."""


class Looks(App[int]):
    """An app that looks and listens as its user's config says."""

    _chooses_theme = False

    def put_on(self, config: Config) -> str:
        """Take on what the config says; return what is wrong with it, or an empty string."""
        if config.animations is False:
            self.animation_level = "none"
        keys.use(config.keys)
        if config.keys:
            self.set_keymap(keys.keymap(config.keys))
        if not config.theme:
            return ""
        theme = THEMES.get(config.theme, config.theme)
        if theme not in self.available_themes:
            known = [*THEMES, *self.available_themes]
            return f"{config.sources['theme']}: there is no theme '{config.theme}'. {did_you_mean(config.theme, known)}"
        self.theme = theme
        return ""

    def action_change_theme(self) -> None:
        """Let the author choose the colours; they stay for the next time."""
        self._chooses_theme = True
        super().action_change_theme()

    def watch_theme(self, theme: str) -> None:
        """Keep the colours that the author has chosen."""
        if self._chooses_theme:
            self._chooses_theme = False
            self.run_worker(partial(self._keep_theme, theme), thread=True)

    def _keep_theme(self, theme: str) -> None:
        from pmtui.sitting.remembering import remember_setting  # imported where used: few choose anew

        try:
            remember_setting("theme", theme)
        except PmtuiError as error:
            self.call_from_thread(self.notify, str(error), severity="warning", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the footer shows it: function keys as the words around them call them."""
        return keys.shown(binding.key) if re.fullmatch(r"f\d+", binding.key) else super().get_key_display(binding)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in passing, with the author's own keys for those that it names."""
        words = keys.with_own_keys(message)
        super().notify(words, title=title, severity=severity, timeout=timeout, markup=markup)
