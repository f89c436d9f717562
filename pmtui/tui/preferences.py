"""The app as its user wants it: colors, whether anything glides, own keys."""

import re
import time
from dataclasses import replace
from functools import partial

from textual.app import App
from textual.binding import Binding
from textual.notifications import SeverityLevel

from pmtui import config, keys
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import ConfigError, PmtuiError
from pmtui.text import brief, did_you_mean
from pmtui.tui.theme import OURS, readable

THEMES = {"dark": "pmtui-dark", "light": "pmtui-light", "terminal": "ansi-dark"}
"""Plain words for colors, and the theme that each means."""

_TEXTUALS = "textual-dark"
"""The theme that a Textual app begins with."""


class Looks(App[int]):
    """An app that looks and listens as its user's config says."""

    CSS = """
    .pane {
        border-top: solid $border-blurred; border-title-color: $foreground; border-title-style: none;
        border-title-background: $background;
    }
    .pane:focus, .pane.-lit { border-top: heavy $border; border-title-color: $text-accent; border-title-style: bold; }
    OptionList:focus, Input:focus, TextArea:focus, RadioSet:focus, Select:focus > SelectCurrent {
        background-tint: $foreground 0%;
    }
    OptionList > .option-list--option-disabled { color: $text-muted; }
    Input > .input--placeholder, TextArea > .text-area--placeholder { color: $text-disabled; text-style: italic; }
    Input > .input--suggestion, TextArea > .text-area--suggestion { color: $text-disabled; }
    ToastRack { dock: top; align: right top; margin: 0; }
    Toast { background: $panel; border-left: outer $border; padding: 0 1; }
    Toast.-warning { border-left: outer $warning; }
    Toast.-error { border-left: outer $error; }
    """
    key_map = keys.KeyMap()
    """The author's keys."""
    active: ActiveConfig
    """The config, which an app is given when it's made."""
    within: Confinement | None = None
    """The folder that nothing is read or written outside of; None for an app on its user's own terminal."""
    cleared_texts: dict[str, str]
    """What Esc cleared in lines, by what they asked for, until something else is typed there."""
    _chooses_theme = False
    _warning_until = 0.0
    """Until when a warning is on screen, by the monotonic clock."""

    def __init__(self) -> None:
        super().__init__()
        self.cleared_texts: dict[str, str] = {}
        for theme in OURS:
            self.register_theme(theme)
        if self.theme == _TEXTUALS:  # otherwise TEXTUAL_THEME names another
            self.set_reactive(App.theme, THEMES["dark"])
            self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with text that can be read."""
        self.theme_variables = readable(super().get_css_variables(), self.current_theme)
        return self.theme_variables

    def put_on(self) -> None:
        """Take on what the config says; what of it can't be taken is left out."""
        known = self.active.known
        if known.animations is False:
            self.animation_level = "none"
        try:
            config.check_keys(known)
        except ConfigError as error:
            known = replace(known, keys={})
            self.active.do_without(error, known)
        self.key_map = keys.KeyMap(known.keys)
        if known.keys:
            self.set_keymap(keys.keymap(known.keys))
        theme = THEMES.get(known.theme, known.theme)
        if not theme and not self.no_color and self.console.color_system == "standard":  # sixteen: no near misses
            theme = THEMES["terminal"]
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            hint = did_you_mean(known.theme, [*THEMES, *self.available_themes])
            wrong = ConfigError(f"{known.sources['theme']}: '{known.theme}' isn't a theme.", hint)
            self.active.do_without(wrong, replace(known, theme=""))

    def complain(self) -> None:
        """Tell the author what is off in the config, once."""
        for words in self.active.complaints():
            self.notify(words, severity="warning", timeout=20, markup=False)

    def action_change_theme(self) -> None:
        """Open the choice of colors, which are saved for the next time."""
        self._chooses_theme = True
        super().action_change_theme()

    def watch_theme(self, theme: str) -> None:
        """Keep the colors that the author has chosen."""
        if self._chooses_theme:
            self._chooses_theme = False
            if self.within is not None:
                self.notify("In the browser, the theme resets when you leave.", markup=False)
                return
            self.run_worker(partial(self._keep_theme, theme), thread=True)

    def _keep_theme(self, theme: str) -> None:
        from pmtui.session.saved_settings import remember_setting  # imported where used: few choose again

        try:
            remember_setting("theme", theme)
            self.active.read_again()
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
        """Say something in passing.

        An earlier notice makes room for it; a warning stays for its time.
        """
        words = brief(message, 600)
        if severity != "information":
            self._warning_until = time.monotonic() + (timeout or self.NOTIFICATION_TIMEOUT)
        elif time.monotonic() > self._warning_until:
            self.clear_notifications()
        super().notify(words, title=title, severity=severity, timeout=timeout, markup=markup)
