"""`pmtui mcp`: lets an agent fill in drafts."""

import argparse
import sys
from pathlib import Path

from pmtui.cli.output import say
from pmtui.config import ActiveConfig
from pmtui.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar="DIR", help="drafts folder; nothing outside it is read or written")
    parser.add_argument("--allow-overwrite", action="store_true", help="agents may change what a person wrote")
    parser.add_argument(
        "--allow-final", action="store_true", help="agents may change a final document, or make one final"
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Serve an agent over standard input and output until it leaves.

    Raises:
        UsageError: if the SDK isn't installed, or there's no such folder.
    """
    folder = Path(args.folder).expanduser() if args.folder else active.drafts_folder(args.dir)
    if not folder.is_dir():
        raise UsageError(f"{folder} isn't a folder, or doesn't exist.", "Name the folder that contains your drafts.")
    try:
        from pmtui.agents.server import run as serve
        from pmtui.agents.tools import Tools
    except ImportError as error:
        raise UsageError("pmtui mcp needs the MCP SDK.", 'Install it with: pip install "pmtui[mcp]"') from error

    tools = Tools(folder, active, may_overwrite=args.allow_overwrite, may_change_final=args.allow_final)
    if sys.stdin is not None and sys.stdin.isatty():
        say(f"An agent starts this command, to work on the drafts in {folder}. Press Ctrl+C to stop.")
    serve(tools)
    return 0
