"""Templates as the config changes them: the organization's scales and conventions, and the default template."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from pmtui.config import ActiveConfig, Config
from pmtui.confinement import Confinement
from pmtui.errors import ConfigError, TemplateError
from pmtui.model.scales import Choice
from pmtui.template import lookup
from pmtui.template.dialects import CHOICES, DIALECTS, DialectName
from pmtui.template.settings import SCALE_TYPES, Settings, misfit, unknown_step
from pmtui.template.tree import Template


def load_template(name: str, active: ActiveConfig, within: Confinement | None = None) -> Template:
    """Find and parse a template; the organization's scales and conventions override its own.

    Raises:
        TemplateError: if it's missing, unreadable or can't be understood.
        ConfigError: if the config can't be read, or isn't valid, and bad settings aren't ignored.
    """
    template = lookup.load(name, within)
    try:
        return _with_config(template, active.known)
    except ConfigError as error:
        active.do_without(error, replace(active.known, scales={}, conventions={}))
        return template


def in_dialect(template: Template, name: DialectName | None) -> Template:
    """Return a template whose document is written in a dialect, whatever it and the config set; None for theirs."""
    if name is None:
        return template
    return replace(template, settings=template.settings.in_dialect(name))


def default_template(active: ActiveConfig) -> str:
    """Return the name of the template that a new draft gets unless another is asked for.

    Raises:
        ConfigError: if the config can't be read, or names a template that doesn't exist.
    """
    name = active.known.template or lookup.DEFAULT
    try:
        lookup.locate(name)
    except TemplateError as error:
        raise ConfigError(f"{active.known.sources['template']}: 'template': {error}") from error
    return name


def _with_config(template: Template, known: Config) -> Template:
    """Return a template with the organization's scales and conventions.

    Raises:
        ConfigError: naming the file and the key, if one isn't valid.
    """
    own = {**known.scales, **known.conventions}
    if not own:
        return template
    for key, scale in SCALE_TYPES.items():
        if isinstance(own.get(key), dict):
            problem, hint = unknown_step(own[key], scale)
            if problem:
                raise ConfigError(f"{_source(known, key)}: '{key}' in [scales] {problem}.", hint)
            own[key] = _relabeled(template.settings, scale, own[key])
    return replace(template, settings=_changed(template.settings, own, known))


def _relabeled(settings: Settings, scale: type[Choice], labels: dict[str, Any]) -> list[Any]:
    """Return a template's scale with other labels for some of its steps."""
    levels = [(choice.value, settings.level(choice)) for choice in scale]
    return [{"label": labels.get(name, level.label), "means": level.means} for name, level in levels]


def _changed(settings: Settings, own: dict[str, Any], known: Config) -> Settings:
    if own.get("dialect") in DIALECTS:
        settings = settings.in_dialect(own["dialect"])
    said = {name: getattr(settings, name) for name in settings.model_fields_set}
    said = {name: value for name, value in said.items() if value or name not in CHOICES}
    try:
        return Settings.model_validate({**said, **own}).printing(settings.time_frames.lists)
    except ValidationError as error:
        key, problem, hint = misfit(error)
        table = "scales" if key in known.scales else "conventions"
        raise ConfigError(f"{_source(known, key)}: '{key}' in [{table}] {problem}.", hint) from error


def _source(known: Config, key: str) -> str:
    source = known.sources.get(f"scales.{key}") or known.sources.get(f"conventions.{key}")
    return str(source or "The config file")
