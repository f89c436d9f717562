"""`pmtui serve`: the app in a browser, through textual-serve; by default for this machine only.

A browser lets any page that it shows send requests to this machine. So a request is answered only where it names this
server as its host, and a page of this server as its origin; and the page takes nothing from anywhere else.
"""

import argparse
import ipaddress
import logging
import shlex
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pmtui import config
from pmtui.errors import UsageError

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_ONLY_FROM_HERE = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
"""The page's content security policy: no fonts, scripts or frames from or for elsewhere."""

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def serve(args: argparse.Namespace) -> int:
    """Serve the app until Ctrl+C.

    Raises:
        UsageError: if textual-serve isn't installed, or the port is taken.
    """
    try:
        import textual_serve.server  # noqa: F401 - an extra: said at once where it's missing
    except ImportError as error:
        raise UsageError("pmtui serve needs textual-serve.", 'Install it with: pip install "pmtui[web]"') from error
    if not 0 < args.port < 65536:
        raise UsageError(f"There is no port {args.port}.", "Ports go from 1 to 65535.")
    folder = Path(args.folder).expanduser() if args.folder else config.drafts_folder(args.dir)
    if folder.exists() and not folder.is_dir() or (args.folder and not folder.exists()):
        raise UsageError(f"{folder} is no folder of drafts.", "Name a folder that is there.")
    print(who_can_reach(args.host, args.port), file=sys.stderr, flush=True)
    print(f"http://{_in_address(args.host)}:{args.port}", flush=True)
    try:
        make_server(folder.absolute(), args.host, args.port).serve()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{args.host}:{args.port} can't be listened at: {reason}.", "--port takes another.") from error
    return 0


def who_can_reach(host: str, port: int) -> str:
    """Return who can open the page, in words."""
    if is_loopback(host):
        return "Only programs on this machine can reach it, those of its other users too. Ctrl+C ends it."
    return (
        f"WARNING: whoever can reach {host} on port {port} can read and change these drafts, and open any other draft "
        "that you could: there is no password, and nothing is encrypted. To share it safely, leave --host out and let "
        f"others come in with ssh -L {port}:localhost:{port}. Ctrl+C ends it."
    )


def is_loopback(host: str) -> bool:
    """Say whether an address is this machine's own, that no other machine can reach."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_asked_rightly(host: str, asked: str, origin: str | None, port: int) -> bool:
    """Say whether a request is meant for this server, and comes from a page of its own.

    Args:
        host: the address that the server listens at.
        asked: what the request names as its host.
        origin: the page that it comes from; None where it comes from none.
        port: the server's port.
    """
    try:
        page = None if origin is None else urlsplit(origin).netloc
    except ValueError:
        return False
    if page is not None and page != asked and not _is_here(page, port):
        return False
    return not is_loopback(host) or _is_here(asked, port)


def _is_here(netloc: str, port: int) -> bool:
    try:
        found = urlsplit(f"//{netloc}")
        return found.hostname in _LOCAL and (found.port or 80) == port
    except ValueError:
        return False


def make_server(folder: Path, host: str, port: int) -> Any:
    """Return a server that starts pmtui on a folder for each page that is opened."""
    from aiohttp import web
    from textual_serve.server import Server

    class PmtuiServer(Server):
        """Answers only what is asked rightly, under the name that it's asked by."""

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(self._guard)
            return app

        @web.middleware
        async def _guard(self, request: web.Request, handler: "Handler") -> web.StreamResponse:
            if not is_asked_rightly(host, request.host, request.headers.get("Origin"), port):
                raise web.HTTPForbidden(text="This page is for this server's own address only.")
            self.public_url = f"http://{request.host}"
            response = await handler(request)
            if not response.prepared:
                response.headers["Content-Security-Policy"] = _ONLY_FROM_HERE
                response.headers["Referrer-Policy"] = "no-referrer"
            return response

        def initialize_logging(self) -> None:
            """Log what goes wrong, and not each request."""
            logging.basicConfig(level=logging.WARNING, format="%(message)s")

        async def on_startup(self, app: web.Application) -> None:
            """Say nothing: what there is to say has been said."""

    command = shlex.join([sys.executable, "-m", "pmtui", "--dir", str(folder)])
    return PmtuiServer(command, host=host, port=port, title="pmtui")
