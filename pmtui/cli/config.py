"""`pmtui config`: the settings in effect and their sources, the files, an example with every setting, the key names."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from pmtui import config, keys
from pmtui.cli.arguments import add_json
from pmtui.config import ActiveConfig
from pmtui.config.catalog import CONVENTIONS, FIGURE_EXAMPLES, FIGURES, SCALES, SETTINGS, TABLES
from pmtui.keys import undelivered
from pmtui.model.catalog import model_questions
from pmtui.model.postmortem import Postmortem
from pmtui.session.defaults import filled, filling, unreadable
from pmtui.session.templates import default_template, load_template
from pmtui.text import visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print the paths of the config files: yours, the project's")
    what.add_argument("--example", action="store_true", help="print an example config file with every setting")
    what.add_argument("--keys", action="store_true", help="list every key by name, for the [keys] table")
    add_json(what)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print what the options ask for: the files, an example, the keys, or the settings in effect."""
    if args.path:
        return _paths()
    if args.example:
        print(example())
        return 0
    if args.keys:
        print(key_table(active.known.keys))
        return 0
    _check(active)
    rows = in_force(active, args.dir)
    if args.json:
        data = [{"key": name, "value": value, "from": source} for name, value, source in rows]
        print(json.dumps(data, indent=2, ensure_ascii=False, default=str))
        return 0
    width = max(len(name) for name, _, _ in rows)
    values = [_written(value) for _, value, _ in rows]
    wide = max(len(value) for value in values if len(value) <= 40)
    for (name, _, source), value in zip(rows, values, strict=True):
        print(f"{name:<{width}}  {value:<{wide}}  {source}")
    return 0


def _paths() -> int:
    for path in (config.user_file(), config.project_file(Path.cwd())):
        if path is not None:
            print(path)
            if not path.exists():
                print(f"{path} doesn't exist yet. To create it, run: pmtui config --example > {path}", file=sys.stderr)
    return 0


def _check(active: ActiveConfig) -> None:
    """Refuse what only shows to be wrong in use: a template, a scale, a convention.

    Raises:
        ConfigError: naming the file and the key.
    """
    known = active.known
    config.check_keys(known)
    load_template(default_template(active), active)
    filled(Postmortem(), active)
    for name in known.services:
        filling(Postmortem(), known, [name])
    for words in unreadable(known):
        print(words, file=sys.stderr)
    for name, given in known.keys.items():
        for key in given.split(","):
            if undelivered(key):
                print(f"keys.{name}: {key} doesn't work in every terminal: {undelivered(key)}.", file=sys.stderr)


def in_force(active: ActiveConfig, folder: str | None) -> list[tuple[str, Any, str]]:
    """Return the settings in effect: the key, its value, and its source."""
    found: list[tuple[str, Any, str]] = []
    known = active.known
    values = {
        "drafts": active.drafts_folder(folder),
        "template": known.template,
        "author": list(known.authors),
        "timezone": known.timezone,
        "theme": known.theme,
        "animations": known.animations,
        "suggestions": known.suggestions,
    }
    for setting in SETTINGS:
        value, source = values[setting.name], str(known.sources.get(setting.name, ""))
        if setting.name == "drafts" and (folder or os.environ.get("PMTUI_DIR")):
            source = "--dir" if folder else "PMTUI_DIR"
        if not source:
            value = value if setting.name == "drafts" else setting.default
        found.append((setting.name, value, source or "default"))
    for name, path in known.sources.items():
        if "." in name:
            found.append((name, _value(known, name), str(path)))
    return found


def _value(known: config.Config, name: str) -> Any:
    """Return the value of a key, named with its table: `figures.slo`, `services.checkout.slo`, `keys.event.join`."""
    table, _, key = name.partition(".")
    if table == "services":
        service, _, key = key.rpartition(".")
        return known.services[service][FIGURES[key]]
    if table == "figures":
        return known.organization[FIGURES[key]]
    return {"scales": known.scales, "conventions": known.conventions, "keys": known.keys}[table][key]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return visible(", ".join(item.get("label", "") if isinstance(item, dict) else str(item) for item in value))
    if isinstance(value, dict):
        return visible(", ".join(f"{key}: {word}" for key, word in value.items()))
    return visible(str(value))


def example() -> str:
    """Return a config file with every key and what it's for, all commented out."""
    lines = ["# pmtui's config file. Each setting in a project's .pmtui/config.toml overrides the user's.", ""]
    for setting in SETTINGS:
        lines += [f"# {setting.does} Default: {setting.default}.", f"#{setting.name} = {setting.example}", ""]
    for table, does in TABLES.items():
        lines += [f"# {does}", f"#[{table}.checkout]" if table == "services" else f"#[{table}]"]
        lines += _example_of(table)
        lines.append("")
    return "\n".join(lines).rstrip()


def _example_of(table: str) -> list[str]:
    if table == "figures":
        return [f"#{key} = {FIGURE_EXAMPLES[key]}  # {model_questions()[path].prompt}" for key, path in FIGURES.items()]
    if table == "services":
        return ['#slo = "99.95%"  # any setting from [figures]']
    if table == "scales":
        return [f"#{key} = {words}" for key, words in SCALES.items()]
    if table == "conventions":
        return [f"#{key} = {words}  # {does}" for key, (does, words) in CONVENTIONS.items()]
    return ['#review = "ctrl+l"', '#"event.join" = ["j", "+"]  # several keys']


def key_table(remapped: keys.Remapped) -> str:
    """Return every key's name, the keys that it's on, and what it does."""
    rows = [(name, _shown(keys.keys_of(name, remapped)), key) for name, key in keys.KEYS.items()]
    width, wide = max(len(name) for name, _, _ in rows), max(len(words) for _, words, _ in rows)
    return "\n".join(
        f"{name:<{width}}  {words:<{wide}}  {key.label}{f': {key.does}' if key.does else ''}"
        for name, words, key in rows
    )


def _shown(names: str) -> str:
    return " ".join(keys.shown(key) for key in names.split(","))
