"""`pmtui schema`: the JSON Schema of a draft, for editors and scripts."""

import argparse

from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command takes no arguments."""


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print the JSON Schema of a draft."""
    from pmtui.storage.schema import json_schema

    print_json(json_schema())
    return 0
