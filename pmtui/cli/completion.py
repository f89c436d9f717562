"""`pmtui completion`: a completion script for a shell, made by shtab from the parser."""

import argparse

from pmtui.cli.main import build_parser
from pmtui.config import ActiveConfig


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=["bash", "zsh", "fish", "tcsh"], help="your shell")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print a completion script."""
    import shtab

    print(shtab.complete(build_parser(), shell=args.shell))
    return 0
