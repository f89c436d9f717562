"""The organization's scales and conventions from the config files, which override a template's."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from pmtui.config import Config
from pmtui.errors import ConfigError
from pmtui.model.scales import Choice
from pmtui.template.settings import SCALES, Settings, misfit, unknown_step
from pmtui.template.tree import Template


def with_config(template: Template, config: Config) -> Template:
    """Return a template with the organization's scales and conventions.

    Raises:
        ConfigError: naming the file and the key, if one isn't valid.
    """
    own = {**config.scales, **config.conventions}
    if not own:
        return template
    for key, scale in SCALES.items():
        if isinstance(own.get(key), dict):
            problem, hint = unknown_step(own[key], scale)
            if problem:
                raise ConfigError(f"{_source(config, key)}: '{key}' in [scales] {problem}.", hint)
            own[key] = _relabelled(template.settings, scale, own[key])
    return replace(template, settings=_changed(template.settings, own, config))


def _relabelled(settings: Settings, scale: type[Choice], labels: dict[str, Any]) -> list[Any]:
    """Return a template's scale with other labels for some of its steps."""
    levels = [(choice.value, settings.level(choice)) for choice in scale]
    return [{"label": labels.get(name, level.label), "means": level.means} for name, level in levels]


def _changed(settings: Settings, own: dict[str, Any], config: Config) -> Settings:
    said = {name: getattr(settings, name) for name in settings.model_fields_set}
    try:
        return Settings.model_validate({**said, **own})
    except ValidationError as error:
        key, problem, hint = misfit(error)
        table = "scales" if key in config.scales else "conventions"
        raise ConfigError(f"{_source(config, key)}: '{key}' in [{table}] {problem}.", hint) from error


def _source(config: Config, key: str) -> str:
    source = config.sources.get(f"scales.{key}") or config.sources.get(f"conventions.{key}")
    return str(source or "The config file")
