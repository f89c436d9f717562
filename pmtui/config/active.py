"""The config in effect: an object that the command line creates, and passes to whatever needs a setting."""

import contextlib
import os
from pathlib import Path

from pmtui import paths
from pmtui.config.reading import Config, load
from pmtui.errors import ConfigError


class ActiveConfig:
    """The config of one run of pmtui, read when it's first needed."""

    def __init__(self, known: Config | None = None) -> None:
        """Begin with a config; None to read the files."""
        self._known = known
        self._complaints: list[str] = list(known.refused) if known is not None else []
        self._ignores_bad = False

    @property
    def known(self) -> Config:
        """The settings in effect.

        Raises:
            ConfigError: naming the file and the key, if they can't be read.
        """
        if self._known is None:
            self._known = load()
            self._complaints.extend(self._known.refused)
        return self._known

    def ignore_bad_settings(self) -> None:
        """Ignore bad settings from now on, so that the author can write. `complaints` returns what they were."""
        self._ignores_bad = True
        try:
            _ = self.known
        except ConfigError as error:
            self.do_without(error, Config())

    def do_without(self, error: ConfigError, rest: Config) -> None:
        """Use the rest of a config, part of which isn't valid.

        Raises:
            ConfigError: `error`, if bad settings aren't ignored.
        """
        if not self._ignores_bad:
            raise error
        self._known = rest
        self._complaints.append(f"{error} Until then, pmtui ignores it.")

    def complaints(self) -> list[str]:
        """Return the config's problems that the author hasn't been told yet."""
        found = list(self._complaints)
        self._complaints.clear()
        return found

    def read_again(self) -> None:
        """Use what the files say now, or what is already in effect if they can't be read."""
        with contextlib.suppress(ConfigError):
            self._known = load()

    def drafts_folder(self, given: str | None = None) -> Path:
        """Return where drafts live.

        That is the first of `given`, `PMTUI_DIR`, the config's folder, and the default. If the default is skipped,
        `complaints` says why.

        Raises:
            ConfigError: if the config is needed and can't be read.
        """
        chosen = given or os.environ.get("PMTUI_DIR")
        if chosen:
            return Path(chosen).expanduser()
        if self.known.drafts:
            return self.known.drafts
        folder, passed_over = paths.usual_drafts_folder()
        if passed_over and passed_over not in self._complaints:
            self._complaints.append(passed_over)
        return folder
