"""What an organisation always answers the same: a config file of the user's, and one of the project's before it.

The user's is `config.toml` in the config folder, the project's `.pmtui/config.toml` in this folder or one above it.
Both have the same keys; a key of the project's goes before the user's.

    [figures]
    slo = "99.9%"
    window = "28"
    currency = "EUR"

    [services.checkout]
    slo = "99.95%"
    revenue_per_hour = "$1,000-10,000/h"
    sla_tiers = ["99.9%: 10%", "99%: 25%"]
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pmtui.errors import ConfigError
from pmtui.nearest import did_you_mean

KEYS: dict[str, str] = {
    "slo": "impact.budget.slo",
    "window": "impact.budget.window_days",
    "request_rate": "impact.traffic.rate",
    "window_requests": "impact.traffic.in_window",
    "users": "impact.audience.total",
    "users_are": "impact.audience.named",
    "sla": "impact.agreement.target",
    "sla_tiers": "impact.agreement.tiers",
    "monthly_bill": "impact.agreement.bill",
    "revenue_per_hour": "impact.earnings.per_hour",
    "currency": "impact.earnings.currency",
    "hourly_rate": "impact.effort.hourly_rate",
    "rto": "impact.recovery.rto_target",
    "rpo": "impact.recovery.rpo_target",
    "time_to_resolve": "impact.counting.time_to_resolve",
    "time_to_acknowledge": "impact.counting.time_to_acknowledge",
}
"""What `[figures]` and each `[services.NAME]` may hold: the key, and the question that it answers."""

LISTS = frozenset({"sla_tiers"})
"""The keys that hold a list of texts."""

_TABLES = ("figures", "services")

Answers = dict[str, Any]
"""Answers by the path of their question."""


@dataclass(frozen=True)
class Config:
    """What the config files say.

    Attributes:
        organisation: answers of the whole organisation, by the question's path.
        services: answers of one service, by its name in small letters.
    """

    organisation: Answers = field(default_factory=dict)
    services: dict[str, Answers] = field(default_factory=dict)

    def answers(self, services: tuple[str, ...] = ()) -> Answers:
        """Return what is known for an incident of these services: of the first that is known, else the organisation."""
        for name in services:
            known = self.services.get(known_as(name))
            if known:
                return {**self.organisation, **known}
        return dict(self.organisation)


def user_file() -> Path:
    """Return the user's config file: `PMTUI_CONFIG`, else `config.toml` in the config folder."""
    given = os.environ.get("PMTUI_CONFIG")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_config_path

    return user_config_path("pmtui") / "config.toml"


def project_file(start: Path) -> Path | None:
    """Return the nearest `.pmtui/config.toml` in `start` or a folder above it, or None."""
    for folder in (start, *start.parents):
        found = folder / ".pmtui" / "config.toml"
        if found.is_file():
            return found
    return None


def load(start: Path | None = None) -> Config:
    """Read the config files.

    Args:
        start: the folder from which the project's file is looked for; the current one where None.

    Raises:
        ConfigError: naming the file and the key, if one can't be read.
    """
    config = Config()
    try:
        for path in (user_file(), project_file(start or Path.cwd())):
            if path is not None and path.exists():
                config = _merged(config, read(path))
    except (OSError, RuntimeError) as error:
        raise ConfigError(f"The config file can't be looked at: {error}.", "PMTUI_CONFIG names another.") from error
    return config


def _merged(first: Config, second: Config) -> Config:
    services = {name: {**first.services.get(name, {}), **answers} for name, answers in second.services.items()}
    return Config({**first.organisation, **second.organisation}, {**first.services, **services})


def read(path: Path) -> Config:
    """Read one config file.

    Raises:
        ConfigError: naming the file and the key, if it can't be read.
    """
    if not path.is_file():
        raise ConfigError(f"{path} is no regular file.", "Move it away.")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}.", "Mend it, or move it away.") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} isn't valid TOML: {error}.", "Mend it there, in any editor.") from error
    for key in data:
        if key not in _TABLES:
            hint = did_you_mean(key, _TABLES) or f"There are: {', '.join(_TABLES)}."
            raise ConfigError(f"{path}: there is no '{key}'.", hint)
    services = data.get("services", {})
    if not isinstance(services, dict):
        raise ConfigError(f"{path}: 'services' is no table.", "Write [services.NAME] above its keys.")
    organisation = _answers(data.get("figures", {}), "figures", path)
    by_name: dict[str, Answers] = {}
    for name, table in services.items():
        by_name.setdefault(known_as(name), {}).update(_answers(table, f"services.{name}", path))
    return Config(organisation, by_name)


def known_as(service: str) -> str:
    """Return a service's name as it's looked up: in small letters, without spaces around it."""
    return " ".join(service.lower().split())


def _answers(table: Any, where: str, path: Path) -> Answers:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: '{where}' is no table.", f"Write [{where}] above its keys.")
    return {_path(key, where, path): _value(key, value, where, path) for key, value in table.items()}


def _path(key: str, where: str, path: Path) -> str:
    if key not in KEYS:
        hint = did_you_mean(key, KEYS) or f"There are: {', '.join(KEYS)}."
        raise ConfigError(f"{path}: there is no '{key}' in '{where}'.", hint)
    return KEYS[key]


def _value(key: str, value: Any, where: str, path: Path) -> Any:
    if key in LISTS:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        raise ConfigError(f"{path}: '{where}.{key}' is no list of texts.", 'Write, say: sla_tiers = ["99.9%: 10%"]')
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value
    raise ConfigError(f"{path}: '{where}.{key}' is no text.", f'Write it in quotes: {key} = "..."')
