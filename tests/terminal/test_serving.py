"""The app in a browser: who gets an answer, the server's messages, and a real browser if one is installed."""

import asyncio
import base64
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from pmtui.cli.main import main
from pmtui.model.postmortem import Postmortem
from pmtui.serving.door import Door, is_loopback
from pmtui.serving.sessions import MOST_PAGES
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.tui.served_size import fitted_size
from tests.terminal.conftest import LONGEST
from tests.terminal.monkey import resident

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


HERE, STRANGER = "127.0.0.1", "127.0.0.2"
"""The only addresses that these tests talk to: the server's, and that of another user of this machine."""

KEY = "k" * 43


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "reached", "asked", "answered"),
    [
        (HERE, HERE, "127.0.0.1:8000", True),
        (HERE, HERE, "localhost:8000", True),
        ("::1", "::1", "[::1]:8000", True),
        ("localhost", HERE, "LOCALHOST:8000", True),
        (HERE, HERE, "127.0.0.1:8001", False),
        (HERE, HERE, "127.0.0.1", False),
        (HERE, HERE, "127.0.0.2:8000", False),
        (HERE, HERE, "evil.example:8000", False),
        (HERE, HERE, "127.0.0.1:x", False),
        (HERE, HERE, "evil@127.0.0.1:8000", False),
        (HERE, HERE, "127.0.0.1:8000/x", False),
        (HERE, HERE, "[bad", False),
        (HERE, HERE, "", False),
        (STRANGER, STRANGER, "127.0.0.2:8000", True),
        (STRANGER, STRANGER, "127.0.0.1:8000", False),
        (STRANGER, STRANGER, "localhost:8000", False),
        ("box.example", "192.0.2.7", "Box.example:8000", True),
        ("box.example", "192.0.2.7", "evil.example:8000", False),
        ("0.0.0.0", "192.0.2.7", "192.0.2.7:8000", True),
        ("0.0.0.0", "192.0.2.7", "192.0.2.8:8000", False),
        ("0.0.0.0", "192.0.2.7", "box.example:8000", False),
        ("0.0.0.0", "192.0.2.7", "localhost:8000", False),
        ("0.0.0.0", HERE, "localhost:8000", True),
        ("::", "::ffff:192.0.2.7", "192.0.2.7:8000", True),
    ],
)
def test_only_the_served_address_is_an_accepted_host(host: str, reached: str, asked: str, answered: bool) -> None:
    assert Door(host, 8000, KEY).is_asked_for(asked, reached) is answered


@pytest.mark.parametrize(
    ("origin", "must_say", "answered"),
    [
        ("http://127.0.0.1:8000", True, True),
        ("http://127.0.0.1:8000", False, True),
        (None, False, True),
        (None, True, False),
        ("null", True, False),
        ("null", False, False),
        ("http://evil.example", False, False),
        ("http://127.0.0.1:9000", False, False),
        ("http://127.0.0.1", False, False),
        ("https://127.0.0.1:8000", False, False),
        ("http://127.0.0.1:8000.evil.example", False, False),
        ("http://127.0.0.2:8000", False, False),
        ("http://[bad", False, False),
    ],
)
def test_only_its_own_page_is_its_origin(origin: str | None, must_say: bool, answered: bool) -> None:
    assert Door(HERE, 8000, KEY).is_from_here("127.0.0.1:8000", origin, must_say=must_say) is answered


def test_a_part_of_the_token_is_refused() -> None:
    door = Door(HERE, 8000, KEY)
    assert door.is_key(KEY)
    for wrong in (None, "", KEY[:-1], KEY + "k", KEY.upper(), "\ud800", "\x00"):
        assert not door.is_key(wrong)
    assert KEY not in door.path and Door(HERE, 8000, "other").path != door.path


def test_one_sentence_tells_what_the_server_exposes() -> None:
    assert is_loopback(HERE) and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("box.example")
    here = Door(HERE, 8000, KEY).exposes(Path("/drafts"))
    assert here.startswith("Anyone on this machine who has the address below")
    everywhere = Door("0.0.0.0", 8000, KEY).exposes(Path("/drafts"))
    assert everywhere.startswith("WARNING: anyone who can reach 0.0.0.0") and "nothing is encrypted" in everywhere
    for words in (here, everywhere):
        assert "can read and change the drafts in /drafts and write documents there." in words
        assert KEY not in words


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ((80, 24), (80, 24)),
        ((500, 200), (500, 200)),
        ((501, 201), (500, 200)),
        ((10, 5), (10, 5)),
        ((9, 4), (10, 5)),
        ((100_000, 100_000), (500, 200)),
        (("100000", "1" * 5000), (500, 24)),
        ((-1, 0), (10, 5)),
        ((float("inf"), float("nan")), (80, 24)),
        ((None, [1]), (80, 24)),
        ((True, "x"), (80, 24)),
    ],
)
def test_a_page_has_a_size_within_bounds(asked: tuple[Any, Any], fits: tuple[int, int]) -> None:
    assert fitted_size(*asked) == fits


@dataclass
class Served:
    """A server under test.

    Attributes:
        port: its port.
        address: the address that it has printed, with the token.
        process: it itself.
        folder: what it serves.
    """

    port: int
    address: str
    process: asyncio.subprocess.Process
    folder: Path

    @property
    def at(self) -> str:
        return f"http://{HERE}:{self.port}"

    def children(self) -> list[int]:
        """Return the processes of its sessions that there are; Linux only."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (place / "cmdline").read_bytes().split(b"\0")
                if b"--confined" in words and os.fsencode(self.folder) in words:
                    found.append(int(place.name))
        return found

    @contextlib.asynccontextmanager
    async def visitor(self) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
        """Come in with the token; yield the client and the path behind the door."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(self.address) as entered:
                assert entered.status == 200
                found = re.search(r'url=([^"]+)"', await entered.text())
                assert found is not None
            yield client, found[1]

    def socket(self, client: aiohttp.ClientSession, path: str, size: str = "width=80&height=24") -> Any:
        return client.ws_connect(f"{self.at}{path}ws?{size}", headers={"Origin": self.at}, max_msg_size=0)


@contextlib.asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Served]:
    """Run `pmtui serve` until it's done with."""
    for _ in range(5):
        port = free_port()
        words = [sys.executable, "-m", "pmtui", "serve", str(folder), "--port", str(port)]
        process = await asyncio.create_subprocess_exec(
            *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        assert process.stdout is not None
        first = (await asyncio.wait_for(process.stdout.readline(), LONGEST)).decode().strip()
        if first:
            break
        await process.wait()  # another program has taken the port since
    try:
        assert re.fullmatch(rf"http://127\.0\.0\.1:{port}/\?token=[\w-]{{43}}", first), first
        yield Served(port, first, process, folder)
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), LONGEST)


async def drawn(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Read what a session draws until it has some words; they may be in pieces."""
    seen = ""
    async with asyncio.timeout(LONGEST):
        while words.replace(" ", "") not in re.sub(r"\x1b\[[\d;?]*[A-Za-z]|\s", "", seen):
            message = await socket.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, f"{message} instead of {words!r} after {seen[-500:]!r}"
            seen += message.data.decode("utf-8", "replace")


async def until(look: Callable[[], Any], seconds: float = LONGEST) -> None:
    async with asyncio.timeout(seconds):
        while not look():
            await asyncio.sleep(0.02)


async def test_without_the_token_every_path_is_refused(tmp_path: Path) -> None:
    """Neither on loopback nor for a stranger on this machine, whatever they ask for and with what they ask."""
    async with served(tmp_path) as server, server.visitor() as (_, path):
        token = server.address.partition("=")[2]
        for source in (HERE, STRANGER):
            connector = aiohttp.TCPConnector(local_addr=(source, 0))
            async with aiohttp.ClientSession(connector=connector) as stranger:
                behind = [f"{path}{name}" for name in ("", "static/js/textual.js", "ws", "download/x")]
                wrong = ["/", "/x", "/?token=", f"/?token={token[:-1]}", f"/?token={token}x", f"{path}?token={token}"]
                for place in (*behind, *wrong):
                    async with stranger.get(f"{server.at}{place}") as answer:
                        assert answer.status == 403, place
                        assert token not in await answer.text()
                with pytest.raises(aiohttp.WSServerHandshakeError):
                    await server.socket(stranger, path)
                for key in ("", "x", token[:-1]):
                    async with stranger.get(f"{server.at}{path}", cookies={"pmtui": key}) as answer:
                        assert answer.status == 403
                async with stranger.get(f"{server.at}{path}", cookies={"pmtui": token}) as answer:
                    assert answer.status == 200  # so it's the token that was missing
        assert not server.children()


async def test_with_the_token_only_its_own_page_under_its_own_name_is_answered(tmp_path: Path) -> None:
    async with served(tmp_path) as server, server.visitor() as (client, path):
        for forged in ({"Host": "evil.example"}, {"Host": f"{STRANGER}:{server.port}"}, {"Origin": "null"},
                       {"Host": f"evil.example:{server.port}", "Origin": f"http://evil.example:{server.port}"},
                       {"Origin": f"http://{STRANGER}:{server.port}"}, {"Origin": f"http://{HERE}:1"}):  # fmt: skip
            for place in (path, f"{path}static/js/textual.js", f"{path}ws", f"/?token={server.address[-43:]}"):
                async with client.get(f"{server.at}{place}", headers=forged) as answer:
                    assert answer.status == 403, (forged, place)
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(f"{server.at}{path}ws", headers={"Origin": server.at, **forged})
        with pytest.raises(aiohttp.WSServerHandshakeError):  # browsers always say where a socket comes from
            await client.ws_connect(f"{server.at}{path}ws")
        assert not server.children()


async def test_the_cookie_is_for_this_server_and_pages_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    async with served(tmp_path) as server, aiohttp.ClientSession() as client:
        async with client.get(server.address) as entered:
            cookie = entered.headers["Set-Cookie"].split("; ")
            assert {"HttpOnly", "SameSite=Strict"} < set(cookie)
            path = next(part.removeprefix("Path=") for part in cookie if part.startswith("Path="))
            assert re.fullmatch(r"/s-[0-9a-f]{24}", path)
        async with client.get(f"{server.at}{path}/", cookies={"pmtui": server.address[-43:]}) as page:
            assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
            assert page.headers["Referrer-Policy"] == "no-referrer"
            assert server.address[-43:] not in await page.text()


async def test_a_sessions_size_is_limited_and_it_ends_with_its_socket(tmp_path: Path) -> None:
    async with served(tmp_path) as server, server.visitor() as (client, path):
        async with server.socket(client, path, "width=100000&height=100000") as page:
            await drawn(page, "No drafts in this folder yet")
            for width, height in ((10**9, 10**9), (-5, -5), ("x", None), (10**30, 1.5)):
                await page.send_json(["resize", {"width": width, "height": height}])
            await page.send_json(["resize", {"width": 80, "height": 24}])
            await page.send_json(["stdin", "n"])
            await drawn(page, "New postmortem")
            (child,) = server.children()
            assert resident(child) < 400_000_000
        await until(lambda: not server.children())


async def test_a_page_that_sends_invalid_messages_is_closed(tmp_path: Path) -> None:
    async with served(tmp_path) as server, server.visitor() as (client, path):
        for off in ("", "{", "[]", "{}", "7", "[7]", "[" * 100_000):
            async with server.socket(client, path) as page:
                await page.send_str(off)
                async with asyncio.timeout(LONGEST):
                    while (message := await page.receive()).type is aiohttp.WSMsgType.BINARY:
                        pass
                assert message.type is aiohttp.WSMsgType.CLOSE
        await until(lambda: not server.children())


async def test_the_number_of_sessions_is_limited(tmp_path: Path) -> None:
    async with served(tmp_path) as server, server.visitor() as (client, path), contextlib.AsyncExitStack() as pages:
        opened = [await pages.enter_async_context(server.socket(client, path)) for _ in range(MOST_PAGES)]
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await server.socket(client, path)
        async with client.get(f"{server.at}{path}") as answer:
            assert answer.status == 503
            assert f"{MOST_PAGES} pages are already open" in await answer.text()
        await opened[0].close()
        async with asyncio.timeout(LONGEST):
            while (await client.get(f"{server.at}{path}")).status != 200:
                await asyncio.sleep(0.05)
        assert len(server.children()) < MOST_PAGES


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_ends_the_server_and_its_sessions_and_what_was_typed_is_saved(
    tmp_path: Path, number: signal.Signals
) -> None:
    draft_folder.create(tmp_path / "d.toml", Draft("sre", Postmortem()))
    async with served(tmp_path) as server, server.visitor() as (client, path):
        async with server.socket(client, path) as page, server.socket(client, path) as other:
            await drawn(other, "d.toml")
            await drawn(page, "d.toml")
            await page.send_json(["stdin", "\r"])
            await drawn(page, "Incident")
            await page.send_json(["stdin", "Login fails"])
            await drawn(page, "Login fails")
            server.process.send_signal(number)
            server.process.send_signal(number)  # a second one breaks nothing off
            assert await asyncio.wait_for(server.process.wait(), LONGEST) == 0
        assert not server.children()
    assert "Login fails" in (tmp_path / "d.toml").read_text()
    assert not list(tmp_path.glob(".d.toml.*"))


async def test_a_server_that_is_killed_leaves_no_session(tmp_path: Path) -> None:
    async with served(tmp_path) as server, server.visitor() as (client, path):
        async with server.socket(client, path) as page:
            await drawn(page, "No drafts in this folder yet")
            server.process.kill()
            await server.process.wait()
        await until(lambda: not server.children())


async def test_a_session_writes_nothing_outside_of_the_folder(tmp_path: Path) -> None:
    """As it was done: through the socket, with the finish screen's line, over a file that runs at the next login."""
    folder, victim = tmp_path / "drafts", tmp_path / ".bashrc"
    folder.mkdir()
    victim.write_text("alias ll='ls -l'\n")
    (folder / "link.md").symlink_to(victim)
    (folder / "up").symlink_to(tmp_path)
    draft_folder.create(folder / "d.toml", Draft("sre", Postmortem()))
    before = sorted(path.name for path in tmp_path.rglob("*"))
    async with served(folder) as server, server.visitor() as (client, path), server.socket(client, path) as page:
        await drawn(page, "d.toml")
        await page.send_json(["stdin", "\r"])
        await drawn(page, "Incident")
        await page.send_json(["stdin", "\x1b[20~"])
        await drawn(page, "Status and sign-off")
        for name in (str(victim), "../.bashrc", "link.md", "up/.bashrc", "up/new.md", "~/.bashrc", "/tmp/new.md"):
            await page.send_json(["stdin", f"\x15{name}"])
            await drawn(page, name[-12:])
            await page.send_json(["stdin", "\r"])
            await drawn(page, "is outside")
        await page.send_json(["stdin", "\x15fine.md\r"])
        await drawn(page, "Exported")
        assert victim.read_text() == "alias ll='ls -l'\n"
        assert (folder / "fine.md").exists()
    after = sorted(path.name for path in tmp_path.rglob("*") if not path.name.startswith(".d.toml"))
    assert after == sorted([*before, "fine.md"])


@pytest.mark.parametrize("host", ["", " "])
def test_an_empty_host_is_refused(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host]) == 2
    assert "--host is empty" in capsys.readouterr().err


async def test_a_port_in_use_is_reported(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "pmtui", "serve", str(tmp_path), "--port", str(port)],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    assert done.returncode == 2
    assert f"Can't listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr and not done.stdout


@pytest.mark.skipif(not BROWSER, reason="no browser is installed")
async def test_a_postmortem_is_started_in_a_real_browser(tmp_path: Path) -> None:
    """Type into the page as a person would, through the browser's own protocol, and look at the folder of drafts."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    async with served(drafts) as server, browser(tmp_path / "profile", server.address) as page:
        await page.wait(page.drawn, "Start a postmortem")
        assert "token" not in await page.value("location.href")
        assert await page.value("document.cookie") == ""
        await page.value("document.querySelector('textarea').focus()")
        await page.press("n")
        await page.wait(page.drawn, "New postmortem")
        await page.type("Login fails")
        await page.press("Enter")
        await page.press("Enter")
        await page.wait(lambda: [path.name for path in drafts.glob("*login-fails.toml")], "login-fails")


@pytest.mark.skipif(not BROWSER, reason="no browser is installed")
@pytest.mark.parametrize("source", [HERE, STRANGER])
async def test_another_page_in_the_same_browser_gets_neither_the_token_nor_a_session(
    tmp_path: Path, source: str
) -> None:
    """Its author is on this machine, has their own port, and even knows the path after the token."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    cookies: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        cookies.append(request.headers.get("Cookie", ""))
        return web.Response(text="<!DOCTYPE html><title>other</title>other", content_type="text/html")

    application = web.Application()
    application.router.add_get("/{anything:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, source, port).start()
    try:
        async with served(drafts) as server, browser(tmp_path / "profile", server.address) as page:
            await page.wait(page.drawn, "Start a postmortem")
            path = await page.value("location.pathname")
            await page.call("Page.navigate", url=f"http://{source}:{port}/")
            await page.wait(lambda: page.value("document.title"), "other")
            await page.value(
                f"""window.told = []; for (const path of ["/", "{path}"]) fetch("{server.at}" + path,
                {{credentials: "include"}}).then(r => told.push("read " + r.status), () => told.push("refused"));
                const s = new WebSocket("ws://{HERE}:{server.port}{path}ws?width=80&height=24");
                s.onopen = () => told.push("open"); s.onerror = () => told.push("no socket");"""
            )
            await page.wait(lambda: page.value("told.length"), "3")
            assert sorted((await page.value("told.join()")).split(",")) == ["no socket", "refused", "refused"]
            assert cookies and not any(cookies)
            await until(lambda: not server.children())
    finally:
        await runner.cleanup()


class Page:
    """A page of a headless browser, over its DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.number = 0
        self._drawn = ""

    async def call(self, method: str, **words: Any) -> dict[str, Any]:
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": words})
        while True:
            answer = json.loads((await self.socket.receive()).data)
            if answer.get("method") == "Network.webSocketFrameReceived":
                frame = answer["params"]["response"]
                data = base64.b64decode(frame["payloadData"]) if frame["opcode"] == 2 else frame["payloadData"].encode()
                self._drawn += re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", data.decode("utf-8", "replace"))
            if answer.get("id") == self.number:
                found: dict[str, Any] = answer.get("result", {})
                return found

    async def value(self, source: str) -> Any:
        return (await self.call("Runtime.evaluate", expression=source))["result"].get("value")

    async def drawn(self) -> str:
        """Return what the app has sent the page to draw so far."""
        await self.value("0")  # anything that has arrived since is read with the answer
        return self._drawn

    async def wait(self, look: Any, words: str) -> None:
        for _ in range(int(LONGEST / 0.05)):
            found = look()
            found = await found if asyncio.iscoroutine(found) else found
            if words in str(found):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{words!r} didn't come; there is: {found!r}")

    async def press(self, key: str) -> None:
        code = {"Enter": 13}.get(key, ord(key[0].upper()))
        text = "\r" if key == "Enter" else key
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "",
                            windowsVirtualKeyCode=code)  # fmt: skip

    async def type(self, text: str) -> None:
        for letter in text:
            await self.press(letter)


@contextlib.asynccontextmanager
async def browser(profile: Path, address: str) -> AsyncIterator[Page]:
    """Open an address in a headless browser with its own profile."""
    words = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
    words += " --disable-component-update --remote-debugging-port=0 about:blank"
    process = await asyncio.create_subprocess_exec(
        BROWSER,
        f"--user-data-dir={profile}",
        *words.split(),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile.parent)},
    )
    try:
        told = profile / "DevToolsActivePort"
        for _ in range(int(LONGEST / 0.05)):
            if told.exists() and told.read_text().strip():
                break
            await asyncio.sleep(0.05)
        port = told.read_text().split("\n")[0]
        async with aiohttp.ClientSession() as session:
            async with session.put(f"http://127.0.0.1:{port}/json/new") as answer:
                target = (await answer.json())["webSocketDebuggerUrl"]
            async with session.ws_connect(target, max_msg_size=0) as opened:
                page = Page(opened)
                await page.call("Network.enable")
                await page.call("Page.navigate", url=address)
                yield page
    finally:
        process.kill()
        await process.wait()
