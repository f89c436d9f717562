"""`pmtui serve`: the app in a browser."""

import argparse
import secrets
import sys
from pathlib import Path

from pmtui.config import ActiveConfig
from pmtui.errors import UsageError
from pmtui.serving.door import Door


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar="DIR", help="drafts folder")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Serve the app until Ctrl+C, or until its terminal is gone; drafts are saved then.

    Raises:
        UsageError: if textual-serve isn't installed, or the port is taken.
    """
    try:
        import textual_serve.server  # noqa: F401 - an extra: reported right away if it's missing
    except ImportError as error:
        raise UsageError("pmtui serve needs textual-serve.", 'Install it with: pip install "pmtui[web]"') from error
    from pmtui.serving.server import run as listen

    if not 0 < args.port < 65536:
        raise UsageError(f"Port {args.port} isn't valid.", "Use a port from 1 to 65535.")
    if not args.host.strip():
        raise UsageError("--host is empty.", "Give an address, or omit --host to use 127.0.0.1.")
    folder = Path(args.folder).expanduser() if args.folder else active.drafts_folder(args.dir)
    if folder.exists() and not folder.is_dir() or (args.folder and not folder.exists()):
        raise UsageError(f"{folder} isn't a folder, or doesn't exist.", "Name the folder that contains your drafts.")
    folder = folder.absolute()
    door = Door(args.host.strip(), args.port, secrets.token_urlsafe(32))

    def tell() -> None:
        print(door.exposes(folder), file=sys.stderr, flush=True)
        print(door.address, flush=True)

    try:
        listen(folder, door, tell)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"Can't listen on {door.host}:{door.port}: {reason}.", "Use --port to choose another port."
        ) from error
    return 0
