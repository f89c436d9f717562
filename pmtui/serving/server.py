"""The server: the door before every page, file and socket; a session for each socket; an end for all of them."""

import asyncio
import contextlib
import html
import json
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from pmtui.serving.door import Door
from pmtui.serving.sessions import MOST_PAGES, ServedSession
from pmtui.tui.served_size import fitted_size

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_COOKIE = "pmtui"

_HEADERS = {
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",  # no fonts, scripts or frames from or for elsewhere
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_LARGEST_MESSAGE = 4 * 1024 * 1024
"""Bytes that a page may send in one message: a paste."""

_LONGEST_END = 1.0
"""Seconds that connections may take to close once their sessions have ended."""

_ENTERING = """<!DOCTYPE html><html lang="en"><title>pmtui</title>
<meta http-equiv="refresh" content="0; url={path}/"><a href="{path}/">pmtui</a></html>"""
"""Goes on from a page of this server's own: a cookie that is SameSite=Strict isn't sent along another site's link."""


class PmtuiServer(Server):
    """Serves a confined pmtui to whoever has the token.

    Args:
        words: the command that starts it.
        door: who is let in.
    """

    def __init__(self, words: list[str], door: Door) -> None:
        super().__init__("pmtui", host=door.host, port=door.port, title="pmtui")
        self.words = words
        self.door = door
        self.sessions: set[ServedSession] = set()

    async def _make_app(self) -> web.Application:
        """Put all of textual-serve's pages behind the door, and the door before everything else."""
        inner = await super()._make_app()
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/", self._enter)
        app.add_subapp(self.door.path, inner)
        app.on_response_prepare.append(_put_headers)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: the address has been printed already."""

    # -- who is let in -----------------------------------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only what names this server, comes from its own pages, and has the token."""
        asked = request.headers.get("Host", "")
        reached = (request.transport.get_extra_info("sockname") if request.transport else None) or ("",)
        is_socket = "Upgrade" in request.headers or request.path.endswith("/ws")
        origin = request.headers.get("Origin")
        if not self.door.is_asked_for(asked, str(reached[0])):
            raise web.HTTPForbidden(text="This server has a different address. Open the one that pmtui serve printed.")
        if not self.door.is_from_here(asked, origin, must_say=is_socket):
            raise web.HTTPForbidden(text="Only this server's own pages can use this address.")
        is_entering = request.path == "/" and self.door.is_key(request.query.get("token"))
        if not is_entering and not self.door.is_key(request.cookies.get(_COOKIE)):
            raise web.HTTPForbidden(text="Open the full address that pmtui serve printed, with its token.")
        self.public_url = f"http://{asked}"
        return await handler(request)

    async def _enter(self, request: web.Request) -> web.Response:
        """Replace the token in a visitor's address with a cookie, and redirect to the address without it."""
        response = web.Response(text=_ENTERING.format(path=html.escape(self.door.path)), content_type="text/html")
        response.set_cookie(_COOKIE, self.door.token, path=self.door.path, httponly=True, samesite="Strict")
        return response

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Show the page, while there's room for another session."""
        self._refuse_too_many()
        response: web.StreamResponse = await super().handle_index(request)
        return response

    def _refuse_too_many(self) -> None:
        if len(self.sessions) >= MOST_PAGES:
            raise web.HTTPServiceUnavailable(
                text=f"{MOST_PAGES} pages are already open. Close one, then reload this one."
            )

    # -- a session ---------------------------------------------------------------------------------------------------

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run a session for as long as its socket is open."""
        self._refuse_too_many()
        # A ping every 15 s: proxies often close a connection that was silent for 60.
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST_MESSAGE)
        session = ServedSession(
            self.words,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,
            download_manager=self.download_manager,
        )
        self.sessions.add(session)
        try:
            await websocket.prepare(request)
            await session.start(*fitted_size(request.query.get("width", 80), request.query.get("height", 24)))
            await self._take_messages(websocket, session)
        finally:
            try:
                await session.stop()
            finally:
                self.sessions.discard(session)
                with contextlib.suppress(Exception):  # it may be closed
                    await websocket.close()
        return websocket

    async def _take_messages(self, websocket: web.WebSocketResponse, session: ServedSession) -> None:
        """Do what the page asks for, until it closes or sends something that pages don't."""
        async for message in websocket:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                kind, data = _read(message.data)
            except (ValueError, RecursionError):
                await websocket.close(code=1008, message=b"no message of the page's")
                return
            if kind == "stdin" and isinstance(data, str):
                await session.send_bytes(data.encode("utf-8", "replace"))
            elif kind == "resize" and isinstance(data, dict):
                await session.set_terminal_size(data.get("width"), data.get("height"))
            elif kind == "ping":
                await websocket.send_json(["pong", data])
            elif kind in ("blur", "focus"):
                await (session.blur() if kind == "blur" else session.focus())

    # -- how long ----------------------------------------------------------------------------------------------------

    async def until_ended(self, tell: Callable[[], None]) -> None:
        """Serve until a signal; then end every session, which saves its draft.

        Args:
            tell: called once the server can be reached.

        Raises:
            OSError: if it can't listen on the address.
        """
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=_LONGEST_END)
        await runner.setup()
        ended = asyncio.Event()
        try:
            await web.TCPSite(runner, self.door.host, self.door.port).start()
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # a second one changes nothing: it's saving
                with contextlib.suppress(NotImplementedError, AttributeError):  # Windows
                    asyncio.get_running_loop().add_signal_handler(getattr(signal, name), ended.set)
            tell()
            await ended.wait()
        finally:
            for site in list(runner.sites):
                await site.stop()
            await asyncio.gather(*(session.stop() for session in list(self.sessions)), return_exceptions=True)
            await runner.cleanup()


async def _put_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _read(text: str) -> tuple[str, Any]:
    """Return the kind of a page's message, and what belongs to it.

    Raises:
        ValueError: if it isn't one.
    """
    found = json.loads(text)
    if not isinstance(found, list) or not found or not isinstance(found[0], str):
        raise ValueError("no message")
    return found[0], found[1] if len(found) > 1 else None


def run(folder: Path, door: Door, tell: Callable[[], None]) -> None:
    """Serve a folder until a signal.

    Raises:
        OSError: if it can't listen on the address.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # -P: nothing in the folder that the server was started from is imported in the place of pmtui
    words = [sys.executable, "-P", "-m", "pmtui", "--dir", str(folder), "open", "--confined"]
    with contextlib.suppress(KeyboardInterrupt):  # on systems without signal handlers
        asyncio.run(PmtuiServer(words, door).until_ended(tell))
